"""Something the source says inside linked sections is nowhere in the translation.

## Why
The section is there, so nobody notices that a sentence of it is not. Where that sentence names a
side effect, a dose or the people who must not be treated, a reader may come to harm.

## Bad

    治療は外来で行います。治療中に眠くなることがあります。すぐに帰宅できます。
    Treatment is given on an outpatient basis. You can go home right afterwards.

## Good

    治療は外来で行います。治療中に眠くなることがあります。すぐに帰宅できます。
    Treatment is given on an outpatient basis. You may feel sleepy during it. You can go home
    right afterwards.

## Configuration
What is gone is reported once a paragraph, at its first sentence; the others are related places. It
is an error where the paragraph loses safety content (a term of the domain `safety`, a prohibition,
a risk, an instruction to stop or to ask a doctor) or a dose, frequency, duration or age; else a
warning. A section in whose place the target says something else, a placeholder (TODO, Coming soon)
or nothing but signs is one finding. Silent on what is condensed, moved or paraphrased: where a
sentence of the target could be the counterpart, names what only this sentence names, or is long
enough to hold it as well, unless nothing in the whole target is alike; on greetings, questions and
announcements of the text; in sections without a counterpart; and where two articles are so
different that their sections are linked with little certainty. A dose, frequency, duration or age
that is gone from a sentence whose rest is there is reported by itself, and so is a member that an
enumeration lost. A term that stands only in omitted sentences is not reported again as
`term-mismatch`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from pipeline.checks import thresholds
from pipeline.checks.linked.pairs import SentencePair
from pipeline.checks.linked.places import LANGUAGE
from pipeline.checks.omissions.criticality import Criticality, criticality
from pipeline.checks.omissions.enumerations import lost_members
from pipeline.checks.omissions.quantities import DOSES, lost
from pipeline.checks.omissions.replaced import Replaced, replaced
from pipeline.checks.omissions.sentences import Omission, omissions
from pipeline.checks.quantities.linked import PlacedQuantity
from pipeline.model.check import Context, Rule
from pipeline.model.document import Block
from pipeline.model.findings import Finding, Place
from pipeline.model.links import Link
from pipeline.model.source import Span

_WHAT: dict[Criticality, str] = {
    "safety": "safety content",
    "prohibition": "a prohibition",
    "instruction": "an instruction",
    "risk": "a warning",
    "dose": "a quantity",
}


def check(ctx: Context) -> Iterator[Finding]:
    """One finding a section or paragraph that lost its sentences, then one a quantity or member."""
    elsewhere = replaced(ctx)
    for section in elsewhere:
        yield _replacement(ctx, section)
    gone = {sentence.span for section in elsewhere for sentence in section.ours}
    left = (omission for omission in omissions(ctx) if omission.sentence.span not in gone)
    for group in _paragraphs(ctx, left).values():
        yield _finding(ctx, group)
    for placed, score in lost(ctx):
        yield _quantity(ctx, placed, score)
    for pair, place, words, score in lost_members(ctx):
        yield _member(pair, place, words, score)


def _paragraphs(ctx: Context, found: Iterable[Omission]) -> dict[tuple[int, int], list[Omission]]:
    """Omissions by section and paragraph; adjoining list items and cells are one paragraph."""
    groups: dict[tuple[int, int], list[Omission]] = {}
    last: tuple[int, int] | None = None
    for omission in found:
        key = (omission.sentence.section, omission.sentence.block)
        if last and _adjoins(ctx, last, key):
            first = next(k for k, group in groups.items() if group[-1].sentence.block == last[1]
                         and k[0] == last[0])  # fmt: skip
            groups[first].append(omission)
        else:
            groups.setdefault(key, []).append(omission)
        last = key
    return groups


def _adjoins(ctx: Context, before: tuple[int, int], after: tuple[int, int]) -> bool:
    if before[0] != after[0] or after[1] - before[1] != 1:
        return False
    blocks: Sequence[Block] = ctx.source.document.sections[before[0]].blocks
    kinds = {blocks[before[1]].kind, blocks[after[1]].kind}
    return len(kinds) == 1 and kinds <= {"item", "cell"}


def _finding(ctx: Context, group: Sequence[Omission]) -> Finding:
    source, target = ctx.source.lang, ctx.target.lang
    places = [Place(source, o.sentence.span, o.sentence.section) for o in group]
    theirs = _beside(ctx, group[0])
    reasons = sorted({reason for o in group if (reason := _criticality(ctx, o))})
    texts = [" ".join(o.sentence.text.split()) for o in group]
    return Finding(
        rule=RULE.id,
        severity="error" if reasons else "warning",
        message=_message(texts, LANGUAGE[target], reasons),
        ja=places[0] if source == "ja" else theirs,
        en=theirs if source == "ja" else places[0],
        identity=("omitted", texts[0]),
        confidence=round(min(o.score for o in group), 4),
        related=tuple(places[1:]),
        data={"sentences": len(group), "lost": list(reasons)},
    )


def _replacement(ctx: Context, section: Replaced) -> Finding:
    source, target = ctx.source.lang, ctx.target.lang
    ours, theirs = (
        Place(lang, Span(found[0].span.start, found[-1].span.end), found[0].section)
        for lang, found in ((source, section.ours), (target, section.theirs))
    )
    texts = [" ".join(found[0].text.split()) for found in (section.ours, section.theirs)]
    first, second = map(_shortened, texts)
    return Finding(
        rule=RULE.id,
        severity="error" if section.score >= thresholds.CERTAIN else "warning",
        message=f"“{first}”: the {LANGUAGE[target]} in its place says something else (“{second}”)",
        ja=ours if source == "ja" else theirs,
        en=theirs if source == "ja" else ours,
        identity=("replaced", texts[0]),
        confidence=section.score,
        data={"sentences": len(section.ours), "lost": ["all"]},
    )


def _quantity(ctx: Context, placed: PlacedQuantity, score: float) -> Finding:
    source, quantity = ctx.source.lang, placed.quantity
    return Finding(
        rule=RULE.id,
        severity="error" if quantity.role in DOSES else "warning",
        message=f"“{quantity.words}” ({quantity.reading}) is nowhere in the "
        f"{LANGUAGE[ctx.target.lang]}, which says the rest of its sentence",
        ja=placed.place if source == "ja" else None,
        en=placed.place if source == "en" else None,
        identity=("lost", quantity.role, quantity.reading),
        confidence=score,
        data={"sentences": 0, "lost": ["dose"], "reading": quantity.reading},
    )


def _member(pair: SentencePair, place: Place, words: str, score: float) -> Finding:
    reason = criticality(pair.ours.tokens, "ja", ())
    return Finding(
        rule=RULE.id,
        severity="error" if reason == "prohibition" else "warning",
        message=f"“{words}” of the enumeration is nowhere in the English",
        ja=place,
        en=pair.theirs.place(pair.theirs.tokens[0].start, pair.theirs.tokens[-1].end),
        identity=("member", words, pair.ours.text),
        confidence=round(score * thresholds.MEMBER_LOST, 4),
        data={"sentences": 0, "lost": [reason] if reason else []},
    )


def _criticality(ctx: Context, omission: Omission) -> Criticality | None:
    concepts = [ctx.glossary.concepts[c] for c in omission.sentence.concepts]
    domains = [concept.domain for concept in concepts if concept.status == "approved"]
    return criticality(omission.sentence.tokens, ctx.source.lang, domains)


def _beside(ctx: Context, omission: Omission) -> Place | None:
    """The target sentence after which it would stand."""
    lang, document = ctx.target.lang, ctx.target.document
    before: Span | None = None
    for span, spans in _in_order(ctx, omission.link):
        if span.start >= omission.sentence.span.start and before is not None:
            break
        before = spans or before
    sections = omission.link.ja if lang == "ja" else omission.link.en
    if before is None:
        return None
    at = next(
        (s for s in sections if document.sections[s].span.start <= before.start
         < document.sections[s].span.end),
        sections[0],
    )  # fmt: skip
    return Place(lang, before, at)


def _in_order(ctx: Context, link: Link) -> list[tuple[Span, Span | None]]:
    pairs = []
    for each in link.sentences:
        ours, theirs = (each.ja, each.en) if ctx.source.lang == "ja" else (each.en, each.ja)
        pairs += [(span, theirs[-1] if theirs else None) for span in ours]
    return sorted(pairs, key=lambda pair: pair[0])


def _message(texts: Sequence[str], language: str, reasons: Sequence[Criticality]) -> str:
    shown = _shortened(texts[0])
    more = f" and {len(texts) - 1} more of its paragraph" if len(texts) > 1 else ""
    have = "have" if len(texts) > 1 else "has"
    lost = f"; {' and '.join(_WHAT[reason] for reason in reasons)} is lost" if reasons else ""
    return f"“{shown}”{more} {have} no counterpart in the {language}{lost}"


def _shortened(text: str) -> str:
    longest = thresholds.QUOTED_OMITTED
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


RULE = Rule("omitted-content", "warning", check, __doc__)
