"""A link, image, footnote or citation of the source is lost or changed.

## Why
A claim without its source cannot be checked, and a reader who follows the wrong link books the
wrong appointment.

## Bad

    詳細は[手引き](https://example.org/ja/guide)をご覧ください[3]。
    See the guide [2].

## Good

    詳細は[手引き](https://example.org/ja/guide)をご覧ください[3]。
    See the [guide](https://example.org/en/guide/) [3].

## Configuration
Compared are the linked sections; what only moved within the article is silent. Two addresses are
equal where only the language in path, host, file name or query differs (`/ja/` and `/en/`,
`fig-ja.png` and `fig-en.png`), the scheme, a trailing slash, an anchor, or what counts visitors
(`utm_source`). Footnotes and anchors are counted, since their names belong to the language. Linked
sections have one finding, with further places as related ones. Silent in sentences that the target
leaves out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from pipeline.checks import thresholds
from pipeline.checks.linked.regions import Region, quoted, regions
from pipeline.checks.links.pointers import Pointer, pointers
from pipeline.checks.omissions.sentences import hidden, omissions
from pipeline.checks.terms.linked_terms import LinkedTerms, inside
from pipeline.model.check import Context, Rule
from pipeline.model.findings import Finding, Place, placed
from pipeline.model.source import Span


def check(ctx: Context) -> Iterator[Finding]:
    """One finding for linked sections, at the first pointer that is gone."""
    there = [p for s in ctx.target.document.sections for p in pointers(ctx.target, s.id)]
    here = [p for s in ctx.source.document.sections for p in pointers(ctx.source, s.id)]
    # One that stands elsewhere in the target moved, unless the source has it elsewhere as well.
    spare = Counter(p.key for p in there) - Counter(p.key for p in here)
    known = {p.key for p in here}
    for region in regions(ctx):
        if region.score < thresholds.SECTION_LINK:
            continue
        ours = [p for p in here if p.section in region.source]
        theirs = [p for p in there if p.section in region.target]
        gone = _gone(ours, theirs, {p.key for p in there}, spare)
        if gone:
            gone = [
                p
                for p in gone
                if not hidden(omissions(ctx), Place(ctx.source.lang, p.span, p.section))
            ]
        if gone:
            new = [p for p in theirs if p.key not in known]
            yield _finding(ctx, region, gone, new)


def _gone(
    ours: Sequence[Pointer], theirs: Sequence[Pointer], everywhere: set[str], spare: Counter[str]
) -> list[Pointer]:
    """The source's pointers that the target has neither here nor, as a moved one, elsewhere."""
    answered = Counter(p.key for p in theirs)
    free = Counter(p.host for p in theirs if p.free or p.host)
    gone: list[Pointer] = []
    for pointer in ours:
        if pointer.key in answered:
            continue
        if pointer.free and pointer.host and free[pointer.host] > 0:
            # ja.wikipedia.org names its pages in Japanese: that of the other language will do.
            free[pointer.host] -= 1
        elif pointer.kind in ("link", "image", "DOI", "PMID") and pointer.key in everywhere:
            continue
        elif spare[pointer.key] <= 0 and pointer.key not in {p.key for p in gone}:
            gone.append(pointer)
    return gone


def _finding(
    ctx: Context, region: Region, gone: Sequence[Pointer], new: Sequence[Pointer]
) -> Finding:
    source, target = ctx.source.lang, ctx.target.lang
    changed = [(p, n) for p in gone if (n := _instead(ctx, region, p, new))]
    first, other = changed[0] if changed else (gone[0], None)
    here = Place(source, first.span, first.section)
    there = Place(target, other.span, other.section) if other else _beside(ctx, region, first)
    rest = [p for p in gone if p is not first]
    more = f"; so {'is' if len(rest) == 1 else 'are'} {len(rest)} more" if rest else ""
    what = f"the {first.kind} {quoted([first.text], source)}"
    message = (
        f"{what} became {quoted([other.text], target)}"
        if other
        else f"{what} is not in the translation of this section"
    )
    return Finding(
        rule=RULE.id,
        severity=RULE.severity,
        message=message + (more if other is None else ""),
        **placed(here, there),
        identity=("link", first.key, ctx.source.document.sections[first.section].title.text),
        confidence=round(
            (thresholds.ADDRESS_CHANGED if other else thresholds.ADDRESS_LOST) * region.score, 4
        ),
        related=tuple(Place(source, p.span, p.section) for p in rest),
        data={"lost": [p.text for p in gone], "found": [other.text] if other else []},
    )


def _instead(
    ctx: Context, region: Region, pointer: Pointer, new: Sequence[Pointer]
) -> Pointer | None:
    """The pointer of the same kind that took its place: the only new one, or on the same host."""
    same = [p for p in new if p.kind == pointer.kind and p.key]
    near = _answer(ctx, region, pointer)
    close = [p for p in same if inside(p.span, near)] or [
        p for p in same if p.host and p.host == pointer.host
    ]
    return close[0] if len(close) == 1 else same[0] if len(same) == 1 else None


def _answer(ctx: Context, region: Region, pointer: Pointer) -> list[Span]:
    links = LinkedTerms(ctx, region).links
    return [
        span
        for ours, theirs in links
        if any(o.start < pointer.span.end and pointer.span.start < o.end for o in ours)
        for span in theirs
    ]


def _beside(ctx: Context, region: Region, pointer: Pointer) -> Place | None:
    """The target sentence that should have had it."""
    for span in _answer(ctx, region, pointer):
        for number in region.target:
            own = ctx.target.document.sections[number].span
            if own.start <= span.start < own.end:
                return Place(ctx.target.lang, span, number)
    return None


RULE = Rule("link-mismatch", "warning", check, __doc__)
