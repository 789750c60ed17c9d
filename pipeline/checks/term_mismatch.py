"""A glossary term of the source has no accepted rendering in the counterpart.

## Why
A reader who meets three words for one drug, or one word for two, cannot tell whether they are the
same. Where a neighbouring term stands instead (side effect for 有害事象), the text says something
the source does not.

## Bad

    扁桃体の過活動が抑えられます。      Overactivity of the thalamus is suppressed.

## Good

    扁桃体の過活動が抑えられます。      Overactivity of the amygdala is suppressed.

## Configuration
Any rendering in `en` or `en_variants` satisfies, inflected, in another spelling, inside a longer
compound, in a coordination (anti-inflammatory and neuroprotective effects) or in other words of
grammar (cancer of the breast, women who are pregnant), anywhere in the linked sections; so does the
source's own abbreviation, and one that either article introduces in brackets. A linked sentence
that names an excluding concept instead (another disease, drug, body part) is wrong even so. What
stands there instead is marked in the target: another concept's rendering, or the phrase of the
linked sentence that is nearest in meaning. One absent term is one finding a section, with its
further places as related ones. It is an info where the rendering stands only elsewhere in the
article, where the term stands only in sentences that have no counterpart of their own while every
sentence of the target has one, and where the row is `proposed`. A pronoun that points back is not
reported, nor a verb made of a term that is said in other words, unless `strict = true` stands under
`[terms]` in `taiyaku.toml`. Rows of the domain `name` belong to `name-mismatch`. A term that stands
only in sentences the target leaves out is reported by `omitted-content` alone. A rendering that is
right but not listed belongs in the variants of `glossary.tsv`; where every word of it renders the
term (observational research for 観察研究) it is an info, where half of them do a warning, unless
`strict` is `yes` in its row. Without a row, concepts of medicine that exclude each other are
compared (organs, sides, diseases, kinds of drug, sexes, routes: `lexicon/exclusive.tsv`): cervical
for 胸部, hypotension for 高血圧.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.checks import thresholds
from pipeline.checks.linked.regions import (
    Region,
    copied,
    counterpart,
    is_accepted,
    is_suffixed,
    is_verb,
    place,
    quoted,
    regions,
    renderings,
    severity,
    title,
    words,
)
from pipeline.checks.omissions.sentences import Omission, hidden, omissions
from pipeline.checks.terms.excluded import Excluded, excluded
from pipeline.checks.terms.linked_terms import LinkedTerms
from pipeline.checks.terms.pronouns import points_back
from pipeline.checks.terms.renderings import is_spelling
from pipeline.checks.terms.rivals import Instead, contradicted, instead, is_rendered_otherwise
from pipeline.checks.terms.synonyms import supported
from pipeline.model.check import Context, Rule
from pipeline.model.findings import Finding, placed
from pipeline.model.terms import Concept, Hit


def check(ctx: Context) -> Iterator[Finding]:
    """What the glossary says, then concepts that exclude each other, where it says nothing."""
    listed = list(_listed(ctx))
    yield from listed
    named = [hit for hit in ctx.source.hits if is_accepted(hit)]
    taken = [place(ctx.source.document, hit).span for hit in named]
    for each in excluded(ctx):
        span = each.ours.span
        if not any(span.start < other.end and other.start < span.end for other in taken):
            yield _of_another_kind(ctx, each)


def _listed(ctx: Context) -> Iterator[Finding]:
    """One finding a concept and linked sections, at its first place in the source."""
    lost = omissions(ctx)
    short = _abbreviations(ctx)
    for region in regions(ctx):
        linked_terms = LinkedTerms(ctx, region)
        for concept, hits in _owed(ctx, region).items():
            if _is_forbidden(region, concept):
                continue
            if _is_rendered(ctx, region, [*hits, *short.get(concept, ())]):
                wrong, rival = contradicted(ctx, linked_terms, concept, hits)
                if not wrong and ctx.strict_terms:
                    wrong = _unanswered(ctx, linked_terms, concept, hits)
                    rival = instead(ctx, linked_terms, concept, wrong) if wrong else rival
                if wrong:
                    yield _finding(ctx, region, concept, wrong, rival)
                continue
            rival = instead(ctx, linked_terms, concept, hits)
            if not _is_excused(ctx, linked_terms, concept, hits, rival, lost):
                if is_rendered_otherwise(ctx, concept, rival):
                    rival = Instead()
                alone = not rival and linked_terms.answered_by_none(hits)
                yield _finding(ctx, region, concept, hits, rival, alone=alone)


def _abbreviations(ctx: Context) -> dict[int, list[Hit]]:
    """Where the source calls a concept by Latin letters, which a translation may keep."""
    found: dict[int, list[Hit]] = {}
    for hit in ctx.source.hits:
        if is_accepted(hit) and words(ctx.source.document, hit).isascii():
            found.setdefault(hit.concept, []).append(hit)
    return found


def _owed(ctx: Context, region: Region) -> dict[int, list[Hit]]:
    """The source's terms by concept, where every place has the first concept of its words."""
    taken: set[tuple[int, ...]] = set()
    owed: dict[int, list[Hit]] = {}
    for hit in region.named:
        spot = (hit.section, hit.block, hit.start, hit.end)
        named = ctx.glossary.concepts[hit.concept].domain == "name"
        if named or not is_accepted(hit) or spot in taken:
            continue
        taken.add(spot)
        owed.setdefault(hit.concept, []).append(hit)
    return owed


def _is_rendered(ctx: Context, region: Region, hits: Sequence[Hit]) -> bool:
    """Whether the target says it; words that name several concepts may mean any of them."""
    meant = {other.concept for other in region.named for hit in hits if other[2:] == hit[2:]} | {
        hits[0].concept
    }
    return any(renderings(region, concept) for concept in meant) or any(
        copied(ctx, region, hit) for hit in hits
    )


def _is_forbidden(region: Region, concept: int) -> bool:
    """Whether a forbidden rendering stands there, which is then what is reported."""
    return any(h.concept == concept and not is_accepted(h) for h in region.rendered)


def _unanswered(
    ctx: Context, linked_terms: LinkedTerms, concept: int, hits: Sequence[Hit]
) -> list[Hit]:
    """The hits whose linked sentences do not render the concept themselves."""
    found = []
    for hit in hits:
        _, theirs = linked_terms.of([hit])
        rendered = linked_terms.rendered_in(theirs, nested=True)
        if theirs and not any(other.concept == concept for other in rendered):
            found.append(hit)
    return found


def _is_excused(
    ctx: Context,
    linked_terms: LinkedTerms,
    concept: int,
    hits: Sequence[Hit],
    rival: Instead,
    lost: Sequence[Omission],
) -> bool:
    """Whether a reviser would not object to the term's absence."""
    document = ctx.source.document
    if all(hidden(lost, place(document, hit)) for hit in hits):
        # The sentence is what is missing, not its term: omitted-content says so.
        return True
    if ctx.strict_terms or rival.concept is not None:
        return False
    if all(is_verb(ctx.source, hit) or is_suffixed(ctx.source, hit) for hit in hits):
        # 再発する may be said in many ways; only another concept in its place is wrong.
        return True
    if not rival.is_certain and _is_within_another(ctx, linked_terms.region, concept):
        return True
    accepted = ctx.glossary.concepts[concept].accepted(ctx.target.lang)
    if any(is_spelling(text, form) for text in rival.words for form in accepted):
        return True
    _, theirs = linked_terms.of(hits)
    known = any(h.concept == concept and is_accepted(h) for h in ctx.target.nested)
    return (
        known
        and not rival.is_certain
        and points_back(ctx.target, linked_terms.region.target, theirs)
    )


def _is_within_another(ctx: Context, region: Region, concept: int) -> bool:
    """Whether a longer term that holds its words is named and rendered: 血圧 beside 高血圧."""
    forms = {form.text for form in ctx.glossary.concepts[concept].forms(ctx.source.lang)}
    return any(
        hit.concept != concept
        and any(form in hit.form.text for form in forms)
        and bool(renderings(region, hit.concept))
        for hit in region.named
    )


def _finding(
    ctx: Context,
    region: Region,
    index: int,
    hits: Sequence[Hit],
    rival: Instead,
    *,
    alone: bool = False,
) -> Finding:
    concept = ctx.glossary.concepts[index]
    source, target = ctx.source.document, ctx.target.document
    elsewhere = [
        place(target, hit) for hit in ctx.target.nested if hit.concept == index and is_accepted(hit)
    ]
    moved = bool(elsewhere) and not rival.is_certain and not renderings(region, index)
    ours = place(source, hits[0])
    theirs = rival.places[0] if rival else counterpart(ctx, region, hits[0])
    further = [place(source, hit) for hit in hits[1:]]
    further += elsewhere[:1] if moved else rival.places[1:]
    confidence = (
        thresholds.TERM_CERTAIN
        if rival.concept is not None
        else thresholds.TERM_MOVED
        if moved
        else thresholds.TERM_LIKELY
    )
    level = severity(concept)
    likeness = 0.0
    if level == "error" and not _is_strict(ctx, concept) and rival and rival.concept is None:
        likeness = supported(ctx, concept, words(source, hits[0]), rival.words[0])
        if likeness >= thresholds.TERM_WORDS_RENDERED:
            level = "warning"
            confidence = thresholds.TERM_REWORDED if likeness < 1 else thresholds.TERM_SYNONYM
    return Finding(
        rule=RULE.id,
        severity="info" if moved or alone else level,
        message=_message(ctx, concept, words(source, hits[0]), rival, moved=moved, alone=alone),
        **placed(ours, theirs),
        identity=("term", concept.preferred(source.lang), title(source, hits[0])),
        confidence=round(confidence * region.score, 4),
        related=tuple(further),
        data={
            "term": words(source, hits[0]),
            "concept": concept.id,
            "preferred": concept.preferred(ctx.source.lang),
            "expected": list(concept.accepted(target.lang)),
            "found": list(rival.words),
            "moved": moved,
            "note": concept.note,
            "domain": concept.domain,
        },
    )


def _of_another_kind(ctx: Context, each: Excluded) -> Finding:
    """What no row of the glossary says: 頚部 is cervical, not thoracic."""
    source, target = ctx.source.lang, ctx.target.lang
    ours, theirs = each.said
    wanted = f"“{each.expected}”, " if target == "en" else ""
    return Finding(
        rule=RULE.id,
        severity="error" if each.confidence >= thresholds.CERTAIN else "warning",
        message=f"{quoted([ours], source)} is {wanted}not {quoted([theirs], target)}",
        **placed(each.ours, each.theirs),
        identity=("exclusive", ours, theirs, ctx.source.document.source.cut(each.ours.span)),
        confidence=each.confidence,
        data={"term": ours, "expected": [each.expected], "found": [theirs]},
    )


def _is_strict(ctx: Context, concept: Concept) -> bool:
    """Whether only the listed renderings will do: the project says so, or the row."""
    row = concept.extra.get("strict", "").strip().casefold()
    return ctx.strict_terms or row in ("true", "yes", "1", "strict")


def _message(
    ctx: Context, concept: Concept, term: str, rival: Instead, *, moved: bool, alone: bool
) -> str:
    source, target = ctx.source.lang, ctx.target.lang
    preferred, *also = concept.accepted(target)
    wanted = quoted([preferred], target)
    if moved:
        return f"{quoted([term], source)} has no rendering here; {wanted} stands elsewhere only"
    or_ = f" (or {quoted(also, target)})" if also else ""
    if alone:
        return (
            f"{quoted([term], source)} has no rendering here, and no sentence of its own answers "
            f"it; the term is {wanted}{or_}"
        )
    if not rival:
        return f"{quoted([term], source)} is rendered by no accepted term; write {wanted}{or_}"
    other = ctx.glossary.concepts[rival.concept] if rival.concept is not None else None
    whose = f", which is {quoted([other.preferred(source)], source)}" if other else ""
    found = quoted(rival.words, target)
    if rival.alike < thresholds.PHRASE_MEANS_TERM:
        return f"{quoted([term], source)} is {wanted}{or_}; what is nearest to it here is {found}"
    return f"{quoted([term], source)} is {wanted}{or_}, not {found}{whose}"


RULE = Rule("term-mismatch", "error", check, __doc__)
