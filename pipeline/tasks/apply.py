"""Puts preferred terms in the place of forbidden ones, pair by pair, until nothing more is certain.

A change can make a link surer and so another change certain. Each pair is therefore read again
after it was changed, so that a second run finds nothing to do.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.checking.aligning import align_pair
from pipeline.checking.reading import ReadPair, as_pair, read_pair
from pipeline.checking.rule_findings import ask_rules
from pipeline.checking.shared import Note, Progress, Rules, Stages, prepare
from pipeline.errors import ModelError, TaiyakuError
from pipeline.model.check import Rule
from pipeline.model.document import Document
from pipeline.model.findings import Failure, Finding
from pipeline.model.source import LANGS, Lang, Source, Span, other
from pipeline.settings.project import Settings
from pipeline.sources import contents_of
from pipeline.system.cache import Cache
from pipeline.terms.apply import Corrections, Left, Wish, corrections, edited

# Rounds a pair is read at most; the second finds something to do once in many articles.
_ROUNDS = 5


@dataclass(frozen=True)
class Applied:
    """What becomes of a pair: its sources before and after, and what is left to a person.

    ``left`` has its places in ``after``; ``terms`` is the number of terms that were put in.
    """

    id: str
    before: dict[Lang, Source]
    after: dict[Lang, Source]
    left: tuple[Left, ...]
    terms: int


def apply(
    root: Path,
    settings: Settings,
    wanted: Sequence[str],
    wish: Wish,
    *,
    folder: Path,
    cache: Cache | None,
    note: Note,
    progress: Progress,
) -> tuple[list[Applied], list[Failure]]:
    """What is to be changed in the pairs that ``wanted`` names; no file is touched.

    Parameters and errors as for ``check_pairs``.
    """
    found, stages, missing = prepare(
        root, settings, wanted, asked=_RULES, note=note, folder=folder, cache=cache
    )
    failures = list(missing)
    done: list[Applied] = []
    for number, files in enumerate(found.pairs):
        progress(number, len(found.pairs), files.id)
        try:
            pair, unread = read_pair(files, contents_of(files, stages.tree), stages)
            failures += unread
            if pair is not None and pair.has_both:
                applied, crashed = _applied(pair, stages, wish)
                done.append(applied)
                failures += crashed
        except ModelError:
            raise
        except TaiyakuError as error:
            failures.append(Failure(str(error), error.path, files.id))
    progress(len(found.pairs), len(found.pairs), "")
    return done, failures


def _about_terms() -> tuple[Rule, ...]:
    from pipeline.checks import term_forbidden, term_mismatch

    return term_mismatch.RULE, term_forbidden.RULE


_RULES = Rules("about terms", _about_terms)


def _applied(pair: ReadPair, stages: Stages, wish: Wish) -> tuple[Applied, tuple[Failure, ...]]:
    """What becomes of two articles, and which rules crashed on them."""
    if pair.policy.is_off("term-forbidden"):
        wish = wish._replace(forbidden=False, source=False)
    before = _sources(pair)
    terms = 0
    made = Corrections()
    failures: tuple[Failure, ...] = ()
    for _ in range(_ROUNDS):
        made, crashed = _corrections(pair, stages, wish)
        failures += crashed
        if not made.edits:
            break
        terms += made.terms
        documents = {lang: _changed(pair.documents[lang], made, stages) for lang in LANGS}
        pair = as_pair(pair.files, documents, stages)
    return Applied(pair.files.id, before, _sources(pair), made.left, terms), failures


def _sources(pair: ReadPair) -> dict[Lang, Source]:
    return {lang: document.source for lang, document in pair.documents.items()}


def _corrections(
    pair: ReadPair, stages: Stages, wish: Wish
) -> tuple[Corrections, tuple[Failure, ...]]:
    """What is to be changed in the articles as they stand now."""
    context = align_pair(pair, stages)
    found = ask_rules(context, pair, stages)
    settled = stages.verdicts.apply(found.findings, pair)
    target = other(stages.settings.source)
    excused: dict[Lang, list[Span]] = {lang: [] for lang in LANGS}
    for finding in settled:
        if finding.suppressed is not None:
            for lang, span in _places(finding, target):
                excused[lang].append(span)
    return corrections(context, wish, excused), found.failures


def _places(finding: Finding, target: Lang) -> Iterator[tuple[Lang, Span]]:
    """What an accepted finding is about.

    Of a forbidden word these are its places, and not the source beside it, which is right.
    """
    sides = {finding.ja, finding.en} - {None} if finding.ja and finding.en else set()
    for place in (finding.ja, finding.en, *finding.related):
        if place is not None and not (place in sides and place.lang != target):
            yield place.lang, place.span


def _changed(document: Document, made: Corrections, stages: Stages) -> Document:
    from pipeline.documents import parse

    edits = made.edits.get(document.lang)
    if not edits:
        return document
    source = replace(document.source, text=edited(document.source.text, edits))
    return parse(source, meta_keys=stages.settings.meta_keys)
