"""Reads a glossary in which nothing is amiss, fast: no cell is given a place.

A glossary of 20,000 rows is read in a quarter of a second so, and in two with every place that a
message might need. Whatever looks unusual is left to the careful reader.
"""

from __future__ import annotations

import gc
import json
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Literal, cast

from pipeline.model.source import Lang
from pipeline.model.terms import Concept, Form, FormKind, Glossary

if TYPE_CHECKING:
    from pipeline.cache import Cache

_LINE_END = re.compile(r"\r\n|\r|\n")
_BAR = re.compile(r"(?<!\\)\|")
_KINDS: tuple[FormKind, ...] = ("preferred", "variant", "forbidden")
_STATUSES = frozenset({"", "approved", "proposed"})


class _UnusualError(Exception):
    """Something that the careful reader has to judge."""


def concepts_of(
    data: str,
    columns: Mapping[str, tuple[Lang, FormKind]],
    known: Sequence[str],
    plain: Sequence[str],
    slug: Callable[[str], str],
) -> tuple[Concept, ...] | None:
    """The concepts as the careful reader gives them, or None where it has to judge.

    ``columns`` are the columns of forms, ``known`` all named ones, ``plain`` those of a file
    without a header.
    """
    lines = [
        (number, line)
        for number, line in enumerate(_LINE_END.split(data.removeprefix("\ufeff")), start=1)
        if line.strip() and not line.startswith("#")
    ]
    if not lines:
        return ()
    names: Sequence[str] = [cell.strip().casefold() for cell in lines[0][1].split("\t")]
    headed = "ja" in names
    if headed and (
        "en" not in names
        or "" in names
        or len(set(names)) < len(names)
        or any(name.startswith(("ja_", "en_")) and name not in columns for name in names)
    ):
        return None
    if not headed:
        names = plain
    try:
        with _no_collection():
            return tuple(_rows(lines[headed:], names, columns, known, slug))
    except _UnusualError:
        return None


def _rows(
    lines: Sequence[tuple[int, str]],
    names: Sequence[str],
    columns: Mapping[str, tuple[Lang, FormKind]],
    known: Sequence[str],
    slug: Callable[[str], str],
) -> Iterator[Concept]:
    terms: set[str] = set()
    ids: set[str] = set()
    by_kind = sorted(columns, key=lambda name: _KINDS.index(columns[name][1]))
    extra_names = [name for name in names if name not in known]
    for number, line in lines:
        values = [value.strip() for value in line.split("\t")]
        if len(values) > len(names):
            raise _UnusualError
        cells = dict(zip(names, values, strict=False))
        if not cells.get("ja") or not cells.get("en") or cells.get("status", "") not in _STATUSES:
            raise _UnusualError
        forms: dict[Lang, list[Form]] = {"ja": [], "en": []}
        for name in by_kind:
            if cell := cells.get(name):
                lang, kind = columns[name]
                forms[lang].extend(_forms(cell, kind))
        folded = {lang: [_same(form.text) for form in forms[lang]] for lang in forms}
        if any(len(set(texts)) < len(texts) for texts in folded.values()):
            raise _UnusualError
        name = cells.get("id") or slug(forms["ja"][0].text)
        if folded["ja"][0] in terms or name in ids:
            raise _UnusualError
        terms.add(folded["ja"][0])
        ids.add(name)
        yield Concept(
            name,
            tuple(forms["ja"]),
            tuple(forms["en"]),
            cells.get("domain", ""),
            cast(Literal["approved", "proposed"], cells.get("status") or "approved"),
            cells.get("note", ""),
            number,
            {name: cells[name] for name in extra_names if name in cells},
        )


def _forms(cell: str, kind: FormKind) -> Iterator[Form]:
    """The forms of a cell; behind the first bar of a preferred cell stand variants."""
    texts = [cell] if "|" not in cell else [_unescaped(text) for text in _BAR.split(cell)]
    for index, text in enumerate(texts):
        if not text or not (text[0].isalnum() or any(map(str.isalnum, text))):
            raise _UnusualError
        yield Form(text, "variant" if index and kind == "preferred" else kind)


def _unescaped(text: str) -> str:
    return text.strip().replace(r"\|", "|")


def _same(text: str) -> str:
    return text if text.isascii() else unicodedata.normalize("NFKC", text)


def remembered(data: str, path: str, cache: Cache, read: Callable[[], Glossary]) -> Glossary:
    """The glossary of these very bytes as it was read before, else as ``read`` gives it."""
    from pipeline.cache import key

    place = key("glossary-1", data)
    if stored := cache.get([place]).get(place):
        with _no_collection():
            digest, rows = json.loads(stored)
            concepts = tuple(
                Concept(
                    name,
                    tuple(map(Form._make, ja)),
                    tuple(map(Form._make, en)),
                    domain,
                    status,
                    note,
                    line,
                    extra,
                )
                for name, ja, en, domain, status, note, line, extra in rows
            )
        return Glossary(path, concepts, digest)
    glossary = read()
    rows = [
        (c.id, c.ja, c.en, c.domain, c.status, c.note, c.line, dict(c.extra))
        for c in glossary.concepts
    ]
    text = json.dumps((glossary.digest, rows), ensure_ascii=False, separators=(",", ":"))
    cache.put({place: text.encode("utf-8", "surrogatepass")})
    return glossary


@contextmanager
def _no_collection() -> Iterator[None]:
    """Many small objects that all stay: looking through them for waste takes half the time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
