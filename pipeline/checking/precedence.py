"""One place, one finding.

Where several rules object to the same words, only the first in ``ORDER`` speaks; inside a section
that has no counterpart, only the rule that says so does.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from pipeline.model.findings import Finding, Place
from pipeline.model.links import Link
from pipeline.model.source import LANGS, Lang, Source, Span, other

ORDER: tuple[tuple[str, ...], ...] = (
    ("untranslated-text",),
    ("name-mismatch",),
    ("term-mismatch", "term-forbidden", "term-inconsistent"),
    ("acronym-mismatch",),
    ("number-mismatch",),
)
ABOUT_GAPS = frozenset({"missing-section", "extra-section", "missing-article", "extra-article"})

_RANK = {rule: rank for rank, rules in enumerate(ORDER) for rule in rules}


def settle(
    findings: Iterable[Finding],
    links: Sequence[Link],
    texts: Mapping[Lang, Source],
    source: Lang,
) -> tuple[Finding, ...]:
    """The findings that remain, in reading order: by source place, then those of the target."""
    gaps = {lang: _gaps(links, lang) for lang in LANGS}
    open_ = [f for f in findings if f.rule in ABOUT_GAPS or not _in_gap(f, gaps, source)]
    unranked = [finding for finding in open_ if finding.rule not in _RANK]
    # What touches stands in one section, so only findings of that section are compared.
    by_section: dict[tuple[Lang, int], list[Finding]] = defaultdict(list)
    for finding in sorted(open_, key=lambda f: _RANK.get(f.rule, -1)):
        if finding.rule not in _RANK:
            continue
        near = {id(f): f for where in _sections(finding) for f in by_section[where]}
        above = [f for f in near.values() if _RANK[f.rule] < _RANK[finding.rule]]
        if not _covered(finding, above, texts, source):
            unranked.append(finding)
            for where in _sections(finding):
                by_section[where].append(finding)
    return tuple(sorted(unranked, key=lambda f: _reading_order(f, source)))


def _sections(finding: Finding) -> set[tuple[Lang, int]]:
    places = (finding.ja, finding.en, *finding.related)
    return {(place.lang, place.section) for place in places if place is not None}


def _gaps(links: Sequence[Link], lang: Lang) -> set[int]:
    linked: set[int] = set()
    seen: set[int] = set()
    for link in links:
        ids = link.side(lang)
        seen.update(ids)
        if not link.is_gap:
            linked.update(ids)
    return seen - linked


def _in_gap(finding: Finding, gaps: Mapping[Lang, set[int]], source: Lang) -> bool:
    anchor = _anchor(finding, source)
    return anchor is not None and anchor.section in gaps[anchor.lang]


def _place(finding: Finding, lang: Lang) -> Place | None:
    return finding.ja if lang == "ja" else finding.en


def _anchor(finding: Finding, source: Lang) -> Place | None:
    """The place a finding is about: left-over text in the target, else the narrower place.

    The other place is often only context, such as the sentence that should have held a term.
    """
    first, second = _place(finding, source), _place(finding, other(source))
    if first is None or second is None:
        return first or second
    if finding.rule == "untranslated-text":
        return second
    return first if _width(first.span) <= _width(second.span) else second


def _width(span: Span) -> int:
    return span.end - span.start


def _covered(
    finding: Finding, above: Sequence[Finding], texts: Mapping[Lang, Source], source: Lang
) -> bool:
    """Whether every place of the finding is spoken for by a finding of a higher rule."""
    anchor = _anchor(finding, source)
    if anchor is None or not above:
        return False
    if not any(_same_place(finding, anchor, higher, texts, source) for higher in above):
        return False
    further = [place for place in finding.related if place.lang == anchor.lang]
    return all(
        any(
            (top := _anchor(higher, source)) is not None
            and top.lang == place.lang
            and _touch(top.span, place.span)
            for higher in above
        )
        for place in further
    )


def _same_place(
    finding: Finding, anchor: Place, higher: Finding, texts: Mapping[Lang, Source], source: Lang
) -> bool:
    top = _anchor(higher, source)
    if top is None:
        return False
    if top.lang == anchor.lang:
        return _touch(top.span, anchor.span)
    beside = _place(finding, top.lang)
    if beside is None or not _touch(top.span, beside.span):
        return False
    inside = top.span.start <= beside.span.start and beside.span.end <= top.span.end
    return inside or _text(anchor, texts) in _text(top, texts)


def _touch(a: Span, b: Span) -> bool:
    return a.start < b.end and b.start < a.end


def _text(place: Place, texts: Mapping[Lang, Source]) -> str:
    return unicodedata.normalize("NFKC", texts[place.lang].cut(place.span)).casefold()


def _reading_order(finding: Finding, source: Lang) -> tuple[bool, int, int, str, tuple[str, ...]]:
    first, second = _place(finding, source), _place(finding, other(source))
    return (
        first is None,
        first.span.start if first else -1,
        second.span.start if second else -1,
        finding.rule,
        finding.identity,
    )
