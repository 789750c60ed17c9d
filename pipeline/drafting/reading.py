"""The pairs of a project as drafting sees them: what is there, what corresponds, what is a draft.

A memory learns from every pair of the project, so that all of them are read. What a check or an
earlier run has found out about a pair is taken from the cache.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.checking import unreviewed_drafts
from pipeline.checking.aligning import align_pair
from pipeline.checking.context import Embedder
from pipeline.checking.reading import ReadPair, read_pair
from pipeline.checking.shared import Past, Progress, Stages
from pipeline.checking.unreviewed_drafts import Drafts
from pipeline.checks.staleness.follow import Follower, Lag
from pipeline.drafting import recall, stale
from pipeline.errors import ModelError, TaiyakuError
from pipeline.model.document import Document
from pipeline.model.findings import Failure, PairReport
from pipeline.model.source import LANGS, Lang
from pipeline.running.report import linked
from pipeline.sources import PairFiles, contents_of
from pipeline.translation.memory import Memory


@dataclass(frozen=True)
class Read:
    """A pair as it stands: what is there, how it corresponds, what in it is a draft.

    ``lags`` are the changes of the source that the target did not follow, where they are asked for.
    """

    files: PairFiles
    documents: Mapping[Lang, Document]
    report: PairReport
    drafts: Drafts | None
    lags: tuple[Lag, ...] = ()


@dataclass(frozen=True)
class Pairs:
    """The pairs that have a source, by id in sorted order, and what could not be read."""

    pairs: Mapping[str, Read]
    failures: tuple[Failure, ...]


def read_pairs(
    pairs: Sequence[PairFiles],
    stages: Stages,
    root: Path,
    progress: Progress,
    past: Past | None = None,
    behind: Collection[str] = (),
) -> Pairs:
    """Reads pairs; of those that ``behind`` names (ids) also what they did not follow since."""
    failures: list[Failure] = []
    read: dict[str, Read] = {}
    compared = [files for files in pairs if past is not None and files.id in behind]
    for number, files in enumerate(compared):
        progress(number, len(pairs), files.id)
        try:
            article, unread = read_pair(files, contents_of(files, stages.tree), stages)
            failures += unread
            if article is not None and stages.settings.source in article.documents:
                read[files.id] = _compared(article, replace(stages, past=past))
        except ModelError:
            raise
        except TaiyakuError as error:
            failures.append(Failure(str(error), error.path, files.id))
    looked_back = {files.id for files in compared}
    others = [files for files in pairs if files.id not in looked_back]
    outcomes = linked(others, stages, root.resolve(), progress)
    for files in others:
        failures += outcomes[files.id].failures
        report = outcomes[files.id].report
        found = {lang: report.document(lang) for lang in LANGS} if report else {}
        documents = {lang: document for lang, document in found.items() if document is not None}
        if report is not None and stages.settings.source in documents:
            read[files.id] = _read(files, documents, report, stages)
    ordered = {files.id: read[files.id] for files in pairs if files.id in read}
    return Pairs(ordered, tuple(failures))


def _read(
    files: PairFiles, documents: Mapping[Lang, Document], report: PairReport, stages: Stages
) -> Read:
    matched = stages.verdicts.match(files.id, documents)
    drafts = unreviewed_drafts.drafts(documents, stages.settings.source, matched.drafts)
    return Read(files, documents, report, drafts)


def _compared(pair: ReadPair, stages: Stages) -> Read:
    """A pair held against its past."""
    files, documents = pair.files, pair.documents
    report = PairReport(files.id, files.ja, files.en, None, None, (), ())
    if not pair.has_both:
        return Read(files, documents, report, None)
    drafts = unreviewed_drafts.drafts(documents, stages.settings.source, pair.matched.drafts)
    context = align_pair(pair, stages, drafts)
    report = replace(report, ja=documents["ja"], en=documents["en"], links=context.links)
    return Read(files, documents, report, drafts, tuple(Follower(context).lags()))


def memory_of(pairs: Sequence[Read], stages: Stages) -> Memory:
    """What people translated: the linked sentences of pairs, drafts left out, and imports."""
    settings = stages.settings
    known = [unit for pair in pairs for unit in stale.before(pair.lags, pair.files.id)]
    imported = list(recall.imported(stages.tree, settings.memories, settings.source))
    return recall.memory(
        list(_learnt(pairs)),
        [*known, *imported],
        settings.source,
        stages.glossary,
        stages.matchers[settings.source],
        Embedder(stages.encoder),
    )


def _learnt(pairs: Sequence[Read]) -> Iterator[PairReport]:
    """The reports without what nobody stands for: drafts, and what is behind its source."""
    for pair in pairs:
        links = pair.report.links
        if pair.drafts:
            links = unreviewed_drafts.without(links, pair.drafts)
        yield replace(pair.report, links=stale.followed(links, pair.lags))
