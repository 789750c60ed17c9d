"""Puts preferred terms in the place of forbidden ones, pair by pair, until nothing more is certain.

A change can make a link surer and so another change certain. Each pair is therefore read again
after it was changed, so that a second run finds nothing to do.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.checking.check_pair import compare, documents_of
from pipeline.checking.fingerprint import with_fingerprints
from pipeline.checking.policy import Policy
from pipeline.checking.shared import Note, Progress, Rules, Stages, prepare
from pipeline.errors import ModelError, TaiyakuError
from pipeline.model.check import Rule
from pipeline.model.document import Document
from pipeline.model.findings import Failure, Finding
from pipeline.model.source import LANGS, Lang, Source, Span, other
from pipeline.settings.project import Settings
from pipeline.sources import PairFiles
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

    Parameters and errors as for ``run.check``.
    """
    found, stages, failures = prepare(root, settings, wanted, folder, _RULES, cache, note)
    done: list[Applied] = []
    for number, files in enumerate(found.pairs):
        progress(number, len(found.pairs), files.id)
        try:
            done += _pair(files, stages, wish, failures)
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


def _pair(
    files: PairFiles, stages: Stages, wish: Wish, failures: list[Failure]
) -> Iterator[Applied]:
    documents = documents_of(files, stages, failures)
    if documents is None or len(documents) < len(LANGS):
        return
    policy = Policy(stages.settings, tuple(path for path in (files.ja, files.en) if path))
    if policy.is_off("term-forbidden"):
        wish = wish._replace(forbidden=False, source=False)
    before = {lang: document.source for lang, document in documents.items()}
    terms = 0
    made = Corrections()
    for _ in range(_ROUNDS):
        made = _corrections(documents, files, stages, policy, wish, failures)
        if not made.edits:
            break
        terms += made.terms
        documents = {lang: _changed(documents[lang], made, stages) for lang in LANGS}
    after = {lang: document.source for lang, document in documents.items()}
    yield Applied(files.id, before, after, made.left, terms)


def _corrections(
    documents: dict[Lang, Document],
    files: PairFiles,
    stages: Stages,
    policy: Policy,
    wish: Wish,
    failures: list[Failure],
) -> Corrections:
    matched = stages.verdicts.match(files.id, documents)
    context, findings = compare(documents, files, stages, policy, failures, matched.decided)
    settled = stages.verdicts.apply(with_fingerprints(findings), matched, documents, policy)
    target = other(stages.settings.source)
    excused: dict[Lang, list[Span]] = {lang: [] for lang in LANGS}
    for finding in settled:
        if finding.suppressed is not None:
            for lang, span in _places(finding, target):
                excused[lang].append(span)
    return corrections(context, wish, excused)


def _places(finding: Finding, target: Lang) -> Iterator[tuple[Lang, Span]]:
    """What an accepted finding is about.

    Of a forbidden word these are its places, and not the source beside it, which is right.
    """
    facing = {finding.ja, finding.en} - {None} if finding.ja and finding.en else set()
    for place in (finding.ja, finding.en, *finding.related):
        if place is not None and not (place in facing and place.lang != target):
            yield place.lang, place.span


def _changed(document: Document, made: Corrections, stages: Stages) -> Document:
    from pipeline.documents import parse

    edits = made.edits.get(document.lang)
    if not edits:
        return document
    source = replace(document.source, text=edited(document.source.text, edits))
    return parse(source, meta_keys=stages.settings.meta_keys)
