"""One term is rendered in several accepted ways within an article.

## Why
Two words for one thing make a reader look for the difference. Each of them is right by the
glossary, but an article that says side effects here and adverse reactions there seems to speak of
two kinds of harm.

## Bad

    副作用は軽いものです。副作用が出たらお知らせください。
    Side effects are mild. Tell us about any adverse reaction.

## Good

    副作用は軽いものです。副作用が出たらお知らせください。
    Side effects are mild. Tell us about any side effect.

## Configuration
One finding a concept and article, with all places in `related`; the most frequent rendering, or the
preferred one where it stands as often, is taken for the author's choice. An abbreviation beside its
full form, another inflection, a derivation (depression, depressive), another spelling and a
shortened form (clinical depression, depression) are the same rendering. It is silent where the
source varies its own word or narrows it by a noun before it (競合状態 beside 状態), and where a
sentence link does not tell which rendering answers which term. Set it to `off` under `[rules]` in
`taiyaku.toml` where variety is wanted.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pipeline.checks import thresholds
from pipeline.checks.linked.regions import (
    is_accepted,
    is_narrowed,
    is_verb,
    place,
    quoted,
    regions,
    words,
)
from pipeline.checks.terms.linked_terms import LinkedTerms
from pipeline.checks.terms.renderings import grouped, is_short, same
from pipeline.model.check import Context, Rule
from pipeline.model.findings import Finding, placed
from pipeline.model.terms import Concept, Hit
from pipeline.model.tokens import Token


class _Answer(NamedTuple):
    """A term of the source, the words of the target that answer it, and how probable that is."""

    source: Hit
    target: Hit
    rendering: str
    score: float


def check(ctx: Context) -> Iterator[Finding]:
    """One finding a concept, in the order of the source."""
    by_concept: dict[int, list[_Answer]] = {}
    for answer in _answers(ctx):
        by_concept.setdefault(answer.source.concept, []).append(answer)
    for index, answers in by_concept.items():
        concept = ctx.glossary.concepts[index]
        for same_source in _by_source_form(ctx, answers):
            groups = _by_rendering(concept, same_source, ctx)
            if len(groups) > 1:
                yield _finding(ctx, concept, groups)
                break


def _answers(ctx: Context) -> Iterator[_Answer]:
    """What sentence links tell: as many renderings of a concept as the source names it."""
    target = ctx.target.document
    for region in regions(ctx):
        linked_terms = LinkedTerms(ctx, region)
        for ours, theirs in linked_terms.links:
            named: dict[int, list[Hit]] = {}
            for hit in linked_terms.longest_in(ours):
                if ctx.glossary.concepts[hit.concept].domain != "name" and is_accepted(hit):
                    named.setdefault(hit.concept, []).append(hit)
            answering = linked_terms.rendered_in(theirs) if named else ()
            for concept, hits in named.items():
                rendered = [hit for hit in answering if hit.concept == concept]
                if len(rendered) != len(hits):
                    continue
                for mine, yours in zip(hits, rendered, strict=True):
                    yield _Answer(mine, yours, words(target, yours), region.score)


def _by_source_form(ctx: Context, answers: Sequence[_Answer]) -> Iterator[list[_Answer]]:
    """The answers to the same word of the source, used as a noun and for itself."""
    by_form: dict[str, list[_Answer]] = {}
    for answer in answers:
        if not (is_verb(ctx.source, answer.source) or is_narrowed(ctx.source, answer.source)):
            by_form.setdefault(answer.source.form.text, []).append(answer)
    yield from by_form.values()


def _by_rendering(
    concept: Concept, answers: Sequence[_Answer], ctx: Context
) -> list[list[_Answer]]:
    """The answers by rendering, the author's choice first; one group where there is but one."""
    comparable = [
        answer
        for answer in answers
        if not is_short(answer.rendering) and not _is_verb(ctx, answer.target)
    ]
    groups = [
        [answer for answer in comparable if answer.target.form.text in texts]
        for texts in grouped(answer.target.form.text for answer in comparable)
    ]
    preferred = concept.preferred(ctx.target.lang)
    return sorted(groups, key=lambda g: (-len(g), not same(g[0].rendering, preferred)))


def _is_verb(ctx: Context, hit: Hit) -> bool:
    """Whether a rendering ends in a verb, which is chosen for its sentence, not as a name."""
    tokens: Sequence[Token] = ctx.target.tokens.blocks[hit.section][hit.block]
    last = next((t for t in reversed(tokens) if t.end <= hit.end and t.start >= hit.start), None)
    return last is not None and last.pos == "VERB"


def _finding(ctx: Context, concept: Concept, groups: Sequence[Sequence[_Answer]]) -> Finding:
    source, target = ctx.source.document, ctx.target.document
    choice, *others = groups
    first = others[0][0]
    ours, theirs = place(source, first.source), place(target, first.target)
    rest = [a for group in groups for a in group if a is not first]
    found = {group[0].rendering: len(group) for group in groups}
    term = words(source, first.source)
    shown = ", ".join(f"{quoted([text], target.lang)} ({n}×)" for text, n in found.items())
    wanted = quoted([choice[0].rendering], target.lang)
    return Finding(
        rule=RULE.id,
        severity="info" if concept.status == "proposed" else RULE.severity,
        message=f"{quoted([term], source.lang)} is rendered as {shown}; write {wanted} throughout",
        **placed(ours, theirs),
        identity=("term", concept.preferred(source.lang), *sorted(found)),
        confidence=round(thresholds.TERM_INCONSISTENT * min(a.score for g in groups for a in g), 4),
        related=tuple(
            each
            for answer in rest
            for each in (place(source, answer.source), place(target, answer.target))
        ),
        data={
            "term": term,
            "concept": concept.id,
            "preferred": concept.preferred(ctx.source.lang),
            "expected": list(concept.accepted(target.lang)),
            "found": list(found),
            "counts": list(found.values()),
            "note": concept.note,
            "domain": concept.domain,
        },
    )


RULE = Rule("term-inconsistent", "warning", check, __doc__)
