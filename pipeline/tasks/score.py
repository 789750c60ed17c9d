"""``taiyaku score``: a translation against another one of the same articles.

Each candidate takes the place of the target and is read, aligned and checked like it; what the
rules find in it stands beside the figures of sacreBLEU.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from operator import add
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from pipeline.checking.aligning import align_pair
from pipeline.checking.context import PairContext
from pipeline.checking.policy import Policy
from pipeline.checking.reading import PairReading, ReadPair, read_pair
from pipeline.checking.rule_findings import ask_rules
from pipeline.checking.shared import EVERY_RULE, Note, Progress, Stages, prepare
from pipeline.checking.signature import tool_version
from pipeline.errors import ModelError, SourceError, TaiyakuError
from pipeline.model.check import Side
from pipeline.model.document import Document
from pipeline.model.findings import Failure
from pipeline.model.scores import (
    Candidate,
    Difference,
    Quality,
    ScoreReport,
    Segments,
    TermRates,
    Way,
)
from pipeline.model.source import Lang, Source, other
from pipeline.settings.project import Settings
from pipeline.sources import PairFiles, article_path, contents_of, versions
from pipeline.system.cache import Cache
from pipeline.system.regular_files import read_named

# What a reviser counts as a slip in what is said; terms have rates of their own, and gaps a column.
FIDELITY = frozenset(
    {
        "omitted-content",
        "untranslated-text",
        "number-mismatch",
        "acronym-mismatch",
        "name-mismatch",
        "certainty-drift",
        "negation-drift",
        "link-mismatch",
    }
)


@dataclass(frozen=True)
class Order:
    """What is to be scored: places of candidates and reference (None: the project's target).

    ``samples`` is the number of bootstrap resamples where there are two candidates.
    """

    candidates: tuple[Path, ...]
    reference: Path | None = None
    way: Way = "aligned"
    samples: int = 1000


class _Text(NamedTuple):
    """A version of an article: its file name and its bytes."""

    name: str
    data: bytes


def score(
    root: Path,
    settings: Settings,
    wanted: Sequence[str],
    order: Order,
    *,
    folder: Path,
    cache: Cache | None,
    note: Note,
    progress: Progress,
) -> ScoreReport:
    """The figures of one or two candidates over the articles that all versions have.

    Parameters and errors as for ``check_pairs``; UsageError where nothing can be scored.
    """
    from pipeline.evaluation import metrics

    found, stages, missing = prepare(
        root, settings, wanted, asked=EVERY_RULE, note=note, folder=folder, cache=cache
    )
    failures = list(missing)
    target = other(settings.source)
    pairs = {pair.id: pair for pair in found.pairs if pair.path(settings.source)}
    places = [versions(place, pairs.values(), target) for place in order.candidates]
    reference = _reference(order.reference, pairs, stages, target)
    shared = [id_ for id_ in pairs if id_ in reference and all(id_ in files for files in places)]
    _say_what_is_left_out(pairs, shared, note)
    read: dict[str, list[Quality]] = {}
    for number, id_ in enumerate(shared):
        progress(number, len(shared), id_)
        try:
            texts = [_Text(str(files[id_]), read_named(files[id_])) for files in places]
            figures: list[Quality] = []
            for text in texts:
                segments = _segments_of(id_, text, reference[id_], order.way, stages)
                pair, unread = _in_place(pairs[id_], text, stages)
                failures += unread
                if pair is None:
                    raise SourceError("could not be read", path=text.name)
                quality, crashed = _quality(pair, segments, stages)
                failures += crashed
                figures.append(quality)
            read[id_] = figures
        except ModelError:
            raise
        except TaiyakuError as error:
            failures.append(Failure(str(error), error.path, id_))
    progress(len(shared), len(shared), "")
    candidates = [
        _candidate(str(place), {id_: each[number] for id_, each in read.items()}, target)
        for number, place in enumerate(order.candidates)
    ]
    differences: Mapping[str, Difference] = {}
    if len(candidates) == 2 and read:
        first, second = (each.corpus.segments for each in candidates)
        differences = metrics.differences(
            first.candidate, second.candidate, first.reference, target, order.samples
        )
    return ScoreReport(
        tool_version(),
        target,
        order.way,
        str(order.reference) if order.reference else "the articles of the project",
        metrics.signatures(target),
        candidates,
        differences,
        order.samples if differences else 0,
        tuple(failures),
    )


def _reference(
    place: Path | None, pairs: Mapping[str, PairFiles], stages: Stages, target: Lang
) -> dict[str, _Text]:
    if place is not None:
        files = versions(place, pairs.values(), target)
        return {id_: _Text(str(file), read_named(file)) for id_, file in files.items()}
    paths = {id_: path for id_, pair in pairs.items() if (path := pair.path(target))}
    return {id_: _Text(path, stages.tree.read(path)) for id_, path in paths.items()}


def _say_what_is_left_out(pairs: Mapping[str, object], shared: Sequence[str], note: Note) -> None:
    left = [id_ for id_ in pairs if id_ not in set(shared)]
    if left:
        shown = ", ".join(left[:3]) + (", …" if len(left) > 3 else "")
        note(f"not scored, since a version of it is missing: {shown}")


def _segments_of(id_: str, text: _Text, reference: _Text, way: Way, stages: Stages) -> Segments:
    """The sentences of a candidate beside those of the reference."""
    target = other(stages.settings.source)
    return _segments(id_, _parsed(text, target, stages), _parsed(reference, target, stages), way)


def _quality(
    pair: ReadPair, segments: Segments, stages: Stages
) -> tuple[Quality, tuple[Failure, ...]]:
    """One article of one candidate, and which rules crashed on it."""
    context = align_pair(pair, stages)
    findings, failures = ask_rules(context, pair, stages)
    words = sum(
        token.pos not in {"PUNCT", "SYM", "SPACE"}
        for section in context.target.tokens.blocks
        for block in section
        for token in block
    )
    quality = Quality(
        segments,
        _metrics(segments, other(stages.settings.source)),
        _terms(context),
        words,
        sum(f.rule in FIDELITY and f.severity != "info" for f in findings),
        sum(f.rule == "missing-section" for f in findings),
    )
    return quality, failures


def _metrics(segments: Segments, target: Lang) -> Mapping[str, float]:
    from pipeline.evaluation import metrics

    return metrics.scores(segments, target)


def _parsed(text: _Text, lang: Lang, stages: Stages) -> Document:
    from pipeline.documents import parse
    from pipeline.documents.decode import decode

    source = Source(text.name, lang, decode(text.data, text.name))
    if not source.text.strip():
        raise SourceError("is empty, so there is nothing to score", path=text.name)
    return parse(source, meta_keys=stages.settings.meta_keys)


def _segments(id_: str, candidate: Document, reference: Document, way: Way) -> Segments:
    from pipeline.evaluation.resegment import resegment

    ours, theirs = list(_sentences(candidate)), list(_sentences(reference))
    if way == "aligned":
        return Segments(tuple(resegment(ours, theirs, reference.lang)), tuple(theirs))
    if len(ours) != len(theirs):
        raise SourceError(
            f"has {len(ours)} sentences and its reference {len(theirs)}; --strict needs as many of "
            "both: leave it out, and they are aligned",
            path=candidate.source.path,
        )
    return Segments(tuple(ours), tuple(theirs))


def _sentences(document: Document) -> Iterator[str]:
    """Titles and sentences in the order in which they are read."""
    for section in document.sections:
        if section.title:
            yield _line(section.title.text)
        for block in section.blocks:
            if block.is_prose and block.prose:
                whole = ((0, len(block.prose.text)),)
                for start, end in block.sentences or whole:
                    yield _line(block.prose.text[start:end])


def _line(text: str) -> str:
    return " ".join(text.split())


def _in_place(files: PairFiles, text: _Text, stages: Stages) -> PairReading:
    """The candidate in the place of the target, read."""
    source = stages.settings.source
    path = files.path(other(source)) or article_path(
        stages.settings.patterns[0].of(other(source)), files.id, ".md"
    )
    path = str(PurePosixPath(path).with_suffix(PurePosixPath(text.name).suffix))
    own = files.path(source)
    there = PairFiles(files.id, own, path) if source == "ja" else PairFiles(files.id, path, own)
    contents = {**contents_of(files, stages.tree), other(source): text.data}
    reading = read_pair(there, contents, stages)
    if reading.pair is None:
        return reading
    # Settings for the source alone say nothing of a candidate.
    judged = replace(reading.pair, policy=Policy(stages.settings, (path,)))
    return reading._replace(pair=judged)


def _terms(context: PairContext) -> TermRates:
    from pipeline.evaluation.terms import Use, term_rates

    def uses(side: Side) -> Iterator[Use]:
        for hit in side.hits:
            concept = context.glossary.concepts[hit.concept]
            if hit.form.kind != "forbidden" and concept.status == "approved":
                yield Use(hit.concept, hit.form.text)

    return term_rates(uses(context.source), uses(context.target))


def _candidate(name: str, articles: Mapping[str, Quality], target: Lang) -> Candidate:
    every = list(articles.values())
    segments = reduce(add, (each.segments for each in every), Segments())
    corpus = Quality(
        segments,
        _metrics(segments, target),
        reduce(add, (each.terms for each in every), TermRates()),
        sum(each.words for each in every),
        sum(each.fidelity for each in every),
        sum(each.missing for each in every),
    )
    return Candidate(name, corpus, articles)
