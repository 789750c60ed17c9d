"""The articles of a pair: from bytes to documents, with what was decided about them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from pipeline.checking import unreviewed_drafts
from pipeline.checking.policy import Policy
from pipeline.checking.shared import Stages, failure
from pipeline.decisions import Matched
from pipeline.documents import parse
from pipeline.documents.decode import decode
from pipeline.documents.unclosed import unclosed_fence
from pipeline.errors import SourceError, TaiyakuError
from pipeline.model.document import Document
from pipeline.model.findings import Failure
from pipeline.model.source import LANGS, Lang, Source
from pipeline.sources import Contents, PairFiles


@dataclass(frozen=True)
class ReadPair:
    """The articles of a pair (one or two), and the settings and decisions that hold for them."""

    files: PairFiles
    documents: Mapping[Lang, Document]
    policy: Policy
    matched: Matched

    @property
    def has_both(self) -> bool:
        """Whether there are two articles to compare."""
        return len(self.documents) == len(LANGS)


class PairReading(NamedTuple):
    """A pair that was read, None where one of its articles cannot be, and what went wrong."""

    pair: ReadPair | None
    failures: tuple[Failure, ...]


def read_pair(files: PairFiles, contents: Contents, stages: Stages) -> PairReading:
    """Reads the pair whose files hold ``contents``; what cannot be read is a failure."""
    documents: dict[Lang, Document] = {}
    failures: list[Failure] = []
    for lang, content in contents.items():
        path = files.path(lang) or ""
        try:
            document = _document(path, lang, content, stages)
            documents[lang] = _without_updates(document, files, stages)
        except TaiyakuError as error:
            failures.append(failure(error, files.id))
            continue
        if swallowed := _swallowed(documents[lang]):
            failures.append(failure(swallowed, files.id))
    if len(documents) < len(contents):
        return PairReading(None, tuple(failures))
    return PairReading(as_pair(files, documents, stages), tuple(failures))


def as_pair(files: PairFiles, documents: Mapping[Lang, Document], stages: Stages) -> ReadPair:
    """Articles together with what the settings and the decisions say of them."""
    policy = Policy(stages.settings, tuple(path for path in (files.ja, files.en) if path))
    return ReadPair(files, documents, policy, stages.verdicts.match(files.id, documents))


def _document(path: str, lang: Lang, content: bytes | SourceError, stages: Stages) -> Document:
    if isinstance(content, SourceError):
        raise content
    if len(content) > stages.settings.max_size:
        raise SourceError(
            f"has {len(content) / 1e6:.1f} MB; articles of more than "
            f"{stages.settings.max_size / 1e6:.1f} MB are not compared: divide it, exclude it or "
            "raise max_size in taiyaku.toml",
            path=path,
        )
    text = decode(content, path)
    if not text.strip():
        raise SourceError("is empty; write the article or remove the file", path=path)
    return parse(Source(path, lang, text), meta_keys=stages.settings.meta_keys)


def _without_updates(document: Document, files: PairFiles, stages: Stages) -> Document:
    """A target without the updates that an engine wrote beside a person's words, unless asked."""
    if document.lang == stages.settings.source or stages.settings.drafts:
        return document
    updates = stages.verdicts.updates(files.id, document)
    return unreviewed_drafts.stripped(document, updates)


def _swallowed(document: Document) -> SourceError | None:
    """What there is to say of a code fence that takes the rest of the article with it."""
    line = unclosed_fence(document)
    if not line:
        return None
    return SourceError(
        "this code fence is never closed, so the rest of the article is read as code "
        "and not checked; close it",
        path=document.source.path,
        line=line,
    )
