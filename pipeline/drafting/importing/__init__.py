"""``taiyaku import``: what came back from a translator's tool, merged into the articles.

Each unit is put where it stood when it went out, and only where the same words still stand
(standing); a sentence that was lacking comes beside its neighbours (omitted), and sections that
the target did not have are composed as a draft is, with the reviewer's words as the answers
(inserting). Marks of drafts that a person is done with go (settled).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pipeline.checking.shared import NO_RULE, Note, Progress, prepare
from pipeline.drafting.importing.merging import merge_pair
from pipeline.drafting.job import Drafted
from pipeline.drafting.reading import read_pairs
from pipeline.errors import SourceError
from pipeline.model.exchange import Returned
from pipeline.model.findings import Failure
from pipeline.model.source import Lang, other
from pipeline.settings.project import Settings
from pipeline.sources import PairFiles
from pipeline.system.cache import Cache
from pipeline.translation import xliff

__all__ = ["Merged", "merge"]


@dataclass(frozen=True)
class Merged:
    """What becomes of the targets, what could not be merged, and what is said besides."""

    articles: tuple[Drafted, ...]
    failures: tuple[Failure, ...]
    notes: tuple[str, ...]


def merge(
    data: bytes,
    path: str,
    root: Path,
    settings: Settings,
    date: str,
    *,
    all_finished: bool,
    cache: Cache | None,
    note: Note,
    progress: Progress,
) -> Merged:
    """The articles with what the XLIFF file ``data`` (named ``path``) says; nothing is written.

    ``all_finished`` takes every translated unit as reviewed. A unit whose source or target changed
    since it went out is a failure, and stays as it is; so is an article that is none of the
    project's. Raises SourceError where the file cannot be understood, other errors as
    ``check_pairs``.
    """
    articles = xliff.read(data, path)
    found, stages, missing = prepare(root, settings, asked=NO_RULE, note=note, cache=cache)
    pairs = {
        unicodedata.normalize("NFC", name): files
        for files in found.pairs
        if (name := files.ja if settings.source == "ja" else files.en)
    }
    files = [_files(article, pairs, path, settings.source) for article in articles]
    read = read_pairs(list(dict.fromkeys(files)), stages, root, progress)
    failures = [*missing, *read.failures]
    done: list[Drafted] = []
    notes: list[str] = []
    for article, each in zip(articles, files, strict=True):
        if (pair := read.pairs.get(each.id)) is None:
            continue
        merged = merge_pair(pair, article.units, stages, path, date, all_finished=all_finished)
        done.append(merged.drafted)
        failures += merged.failures
        notes += merged.notes
    return Merged(tuple(done), tuple(failures), tuple(notes))


def _files(article: Returned, pairs: Mapping[str, PairFiles], path: str, source: Lang) -> PairFiles:
    """The pair of an article. What the file calls it is compared with names, never opened."""
    files = pairs.get(unicodedata.normalize("NFC", article.path))
    if files is None:
        raise SourceError(
            f"is about {article.path or 'a file without a name'}, which is no source article of "
            "this project; run it in the project that it was exported from",
            path=path,
            line=article.line,
        )
    for given, wanted in ((article.source, source), (article.target, other(source))):
        if re.split("[-_]", given.lower())[0] != wanted:
            raise SourceError(
                f"goes from {article.source or '?'} to {article.target or '?'}, the project from "
                f"{source} to {other(source)}; export it again",
                path=path,
                line=article.line,
            )
    return files
