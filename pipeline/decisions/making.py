"""Decisions about sections and findings of a report, ready to be written."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from pipeline.decisions.findings import GAPS, LONE, excerpt, text_of
from pipeline.decisions.keys import article_key, key
from pipeline.decisions.matching import still_there
from pipeline.model.decisions import (
    Accepted,
    DecidedLink,
    Decision,
    Drafted,
    LeftOut,
    SectionKey,
    Signed,
    UpToDate,
)
from pipeline.model.document import Document
from pipeline.model.findings import Finding, PairReport
from pipeline.model.source import LANGS, Lang
from pipeline.model.translation import Mark


def documents_of(pair: PairReport) -> dict[Lang, Document]:
    """The articles of a pair that are there."""
    return {lang: found for lang in LANGS if (found := pair.document(lang)) is not None}


def accepted(pair: PairReport, finding: Finding, signed: Signed) -> Accepted:
    """That a finding stays as it is."""
    documents = documents_of(pair)
    return Accepted(
        pair.id,
        signed,
        0,
        finding.rule,
        finding.fingerprint,
        text_of(finding, documents),
        excerpt(finding.ja, documents),
        excerpt(finding.en, documents),
    )


def link(
    pair: PairReport, ja: Iterable[int], en: Iterable[int], signed: Signed, corresponds: bool = True
) -> DecidedLink:
    """That sections correspond, or that they do not."""
    return DecidedLink(
        pair.id, signed, 0, _keys(pair, "ja", ja), _keys(pair, "en", en), corresponds
    )


def up_to_date(pair: PairReport, ja: Iterable[int], en: Iterable[int], signed: Signed) -> UpToDate:
    """That sections say the same as they stand."""
    return UpToDate(pair.id, signed, 0, _keys(pair, "ja", ja), _keys(pair, "en", en))


def left_out(pair: PairReport, lang: Lang, sections: Iterable[int], signed: Signed) -> LeftOut:
    """That sections have no counterpart on purpose."""
    return LeftOut(pair.id, signed, 0, lang, _keys(pair, lang, sections))


def article_left_out(pair: PairReport, lang: Lang, signed: Signed) -> LeftOut:
    """That the article has no counterpart on purpose."""
    return LeftOut(pair.id, signed, 0, lang, (article_key(documents_of(pair)[lang]),), True)


def gap_left_out(pair: PairReport, finding: Finding, signed: Signed) -> LeftOut | None:
    """The same for what a finding says is missing; None for a finding of another kind."""
    place = finding.ja or finding.en
    if place is None:
        return None
    if finding.rule in LONE:
        return article_left_out(pair, place.lang, signed)
    if finding.rule in GAPS:
        numbers = [place.section, *(below.section for below in finding.related)]
        return left_out(pair, place.lang, numbers, signed)
    return None


def renewed(pair: PairReport, old: Decision, signed: Signed) -> Decision | None:
    """An old decision about the articles as they stand; None where what it is about is gone."""
    documents = documents_of(pair)
    match old:
        case LeftOut(whole=True, lang=lang):
            alone = set(documents) == {lang}
            return article_left_out(pair, lang, signed) if alone else None
        case LeftOut(lang=lang, sections=keys):
            numbers = still_there(documents, lang, keys)
            return left_out(pair, lang, numbers, signed) if numbers else None
        case DecidedLink(ja=ja, en=en) | UpToDate(ja=ja, en=en):
            ours, theirs = still_there(documents, "ja", ja), still_there(documents, "en", en)
            if not (ours and theirs):
                return None
            if isinstance(old, UpToDate):
                return up_to_date(pair, ours, theirs, signed)
            return link(pair, ours, theirs, signed, old.corresponds)
        case Accepted(finding=mark):
            found = next((f for f in pair.findings if f.fingerprint == mark), None)
            return accepted(pair, found, signed) if found else None
    return None


def drafted(
    pair: str, document: Document, section: int, mark: Mark, reason: str, update: str = ""
) -> Drafted:
    """That a section of a plain text, or an ``update`` in it, is a draft, as marks say it."""
    signed = Signed(reason, "taiyaku draft", date.fromisoformat(mark.date))
    named = key(document, document.sections[section])
    return Drafted(
        pair, signed, 0, document.lang, named, mark.engine, mark.source, mark.left, update
    )


def replaces(new: Decision, old: Decision) -> bool:
    """Whether a new decision says anew what an old one said: the same sections or finding."""
    return subject(new) == subject(old)


def subject(decision: Decision) -> tuple[object, ...]:
    """What a decision is about: one that says something else of the same takes its place."""
    return type(decision), decision.pair, _about(decision)


def _about(decision: Decision) -> object:
    match decision:
        case Accepted(finding=finding):
            return finding
        case LeftOut(lang=lang, sections=sections, whole=whole):
            return lang, whole, whole or _names(sections)
        case DecidedLink(ja=ja, en=en) | UpToDate(ja=ja, en=en):
            return _names(ja), _names(en)
        case Drafted(lang=lang, section=section, update=update):
            return lang, _names([section]), update
    raise TypeError(f"no such decision: {decision!r}")


def _names(keys: Iterable[SectionKey]) -> frozenset[tuple[str, str]]:
    return frozenset((each.title, each.under) for each in keys)


def _keys(pair: PairReport, lang: Lang, sections: Iterable[int]) -> tuple[SectionKey, ...]:
    document = documents_of(pair)[lang]
    return tuple(key(document, document.sections[number]) for number in sections)
