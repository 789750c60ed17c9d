"""Every parser of taiyaku: what it is fed, and how it is called.

A target returns, or raises an error of ``pipeline.errors``; whatever else it does is a fault.
"""

from __future__ import annotations

import io
import os
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple
from unittest import mock

from hypothesis import strategies as st

from pipeline.decisions.reading import read as read_decisions
from pipeline.documents import parse
from pipeline.documents.decode import decode
from pipeline.documents.split import split
from pipeline.documents.unclosed import unclosed_fence
from pipeline.evaluation.metrics import scores
from pipeline.evaluation.resegment import resegment
from pipeline.history import baseline_file
from pipeline.model.scores import Segments
from pipeline.model.source import Source
from pipeline.settings import project as config
from pipeline.settings import user as user_config
from pipeline.sources import log
from pipeline.terms.exchange import merge, read, tsv_file
from pipeline.terms.glossary import mistakes, read_glossary
from pipeline.translation import marks, tmx, xliff
from pipeline.translation.segments import segments
from tests.documents import invariants
from tests.documents.rejoining import rejoined
from tests.fuzz import seeds
from tests.fuzz.mutations import DATA, HTML, MARKDOWN, mutated, mutated_bytes


class Target(NamedTuple):
    """What is drawn, and the parser that gets it."""

    given: st.SearchStrategy[Any]
    run: Callable[[Any], object]


def _document(path: str, text: str) -> None:
    data = text.encode("utf-8", "surrogatepass")
    source = Source(path, "ja" if len(text) % 2 else "en", decode(data, path))
    document = parse(source)
    invariants.check(document)
    unclosed_fence(document)
    marks.drafts(document)
    for segment in segments(document):
        assert segment.text.strip()


def _divided(text: str) -> None:
    assert rejoined(split(text)) == text


def _settings(text: str) -> None:
    config.read_settings(lambda name: text.encode() if name == config.FILE_NAME else None, ["a"])


def _engines(text: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "config.toml")
        file.write_bytes(text.encode())
        with mock.patch.dict(os.environ, {"TAIYAKU_CONFIG": str(file)}):
            user_config.allowed_engines(("openai", "deepl", "memory"))


def _glossary(text: str) -> None:
    mistakes(text)
    read_glossary(text, "glossary.tsv")
    tsv_file.table_of(text)


def _import(format: str) -> Callable[[Any], None]:
    def run(data: str | bytes) -> None:
        raw = data.encode() if isinstance(data, str) else data
        table = read(raw, format, "terms")
        merge(seeds.GLOSSARY, "glossary.tsv", table, "terms")

    return run


def _workbook(change: tuple[str, str]) -> bytes:
    """A workbook with one of its parts written anew."""
    name, text = change
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(seeds.glossaries("xlsx")[0])) as old,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for part in old.namelist():
            new.writestr(part, text if part == name else old.read(part))
    return made.getvalue()


def _workbooks() -> st.SearchStrategy[bytes]:
    with zipfile.ZipFile(io.BytesIO(seeds.glossaries("xlsx")[0])) as book:
        parts = {name: book.read(name).decode() for name in book.namelist()}
    changed = [st.tuples(st.just(name), mutated([text], DATA)) for name, text in parts.items()]
    return st.one_of(changed).map(_workbook) | mutated_bytes(seeds.glossaries("xlsx"))


def _scored(lines: tuple[list[str], list[str]]) -> None:
    candidate, reference = lines
    for lang in ("ja", "en"):
        found = resegment(candidate, reference, lang)
        assert len(found) == len(reference)
        scores(Segments(tuple(found), tuple(reference)), lang)


def _remarks(texts: tuple[str, ...]) -> st.SearchStrategy[list[str]]:
    return mutated(texts, MARKDOWN).map(lambda text: [s for s in text.split("\n") if s.strip()])


def _texts(*found: str) -> st.SearchStrategy[str]:
    return mutated(found, DATA)


def _xml(*found: str | bytes) -> st.SearchStrategy[bytes]:
    """Mutations of the text of an XML file, and of its bytes."""
    texts = [each.decode() if isinstance(each, bytes) else each for each in found]
    as_text = mutated(texts, [*DATA, *HTML]).map(str.encode)
    return as_text | mutated_bytes([text.encode() for text in texts])


_PLAIN = seeds.texts("plain/*.yaml")
_PAGES = seeds.texts("documents/html.yaml", "documents/unseen.yaml")
_MARKDOWN = (
    *seeds.texts("documents/markdown.yaml", "documents/unseen.yaml", "draft/*.yaml"),
    *(seeds.MARKED, seeds.FRONT, seeds.FRONT_TOML),
)
_COMMENTS = seeds.texts("ignoring/cases.yaml", "draft/updates.yaml")

TARGETS: dict[str, Target] = {
    "markdown": Target(
        mutated(_MARKDOWN, [*MARKDOWN, *HTML]), lambda text: _document("a.md", text)
    ),
    "mdx": Target(mutated(_MARKDOWN, [*MARKDOWN, *HTML]), lambda text: _document("a.mdx", text)),
    "page": Target(mutated(_PAGES, HTML), lambda text: _document("a.html", text)),
    "plain text": Target(mutated(_PLAIN, MARKDOWN), lambda text: _document("a.txt", text)),
    "split": Target(
        mutated(seeds.texts("split/*.yaml", least=60), MARKDOWN),
        _divided,
    ),
    "bytes of a document": Target(
        mutated_bytes([text.encode() for text in _MARKDOWN]), lambda data: decode(data, "a.md")
    ),
    "comments": Target(
        mutated((*_COMMENTS, seeds.MARKED), MARKDOWN), lambda text: _document("a.md", text)
    ),
    "front matter": Target(
        _texts(seeds.FRONT, seeds.FRONT_TOML), lambda text: _document("a.md", text)
    ),
    "glossary": Target(_texts(seeds.GLOSSARY), _glossary),
    "tsv": Target(_texts(seeds.GLOSSARY), _import("tsv")),
    "csv": Target(mutated([seeds.glossaries("csv")[0].decode()], DATA), _import("csv")),
    "tbx": Target(_xml(*seeds.glossaries("tbx")), _import("tbx")),
    "xlsx": Target(_workbooks(), _import("xlsx")),
    "settings": Target(_texts(seeds.SETTINGS), _settings),
    "settings of a user": Target(_texts(seeds.ENGINES), _engines),
    "decisions": Target(_texts(seeds.DECISIONS), read_decisions),
    "baseline": Target(_texts(seeds.BASELINE), lambda text: baseline_file.parse(text, "b")),
    "xliff": Target(_xml(*seeds.reviewed()), lambda data: xliff.read(data, "f.xlf")),
    "tmx": Target(_xml(*seeds.MEMORIES), lambda data: list(tmx.read(data, "m.tmx"))),
    "git": Target(mutated_bytes([seeds.LOG]), lambda data: list(log.parse(data))),
    "score": Target(st.tuples(_remarks(_PLAIN), _remarks(_PLAIN)), _scored),
}
