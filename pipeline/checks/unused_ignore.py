"""A comment asks to ignore what is not there.

## Why
An excuse outlives its reason. The text was mended, the comment stayed, and the next mistake of the
same kind at the same place is silent. A comment with a misspelt rule never did anything.

## Bad
The term is right, and a comment still excuses it:

    <!-- taiyaku: ignore term-mismatch -- quoted from the brochure -->
    Exosomes are used.                          エクソソームを使います。

The rule is called number-mismatch:

    <!-- taiyaku: ignore numbers-mismatch -- rounded on purpose -->

## Good
No comment, or one that still hides something:

    <!-- taiyaku: ignore number-mismatch -- rounded on purpose -->
    About 100 people took part.                 102名が参加しました。

## Configuration
`ignore` is for the next block (heading, paragraph, list or table), `ignore-section` for the section
with its subsections, `ignore-file` for the file; each names rules, separated by commas, or none for
all of them, and a reason after `--`. They work from either language, in Markdown and HTML. Plain
text is published as it stands, so that a comment there does nothing: decide with `taiyaku review`.
Rules that are off are not judged, and no comment is inside a section without a counterpart or an
unreviewed draft, where nothing is said that it could hide. The severity is set under `[rules]` in
`taiyaku.toml`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from difflib import get_close_matches

from pipeline.checks import thresholds
from pipeline.model.check import Context, Rule
from pipeline.model.document import Control, Document
from pipeline.model.findings import Finding, Place, placed


def check(ctx: Context) -> Iterator[Finding]:
    """Nothing: it is known only after all rules have run; ``finding`` is given the comment."""
    return iter(())


def finding(
    control: Control, document: Document, used: Collection[str], ran: Collection[str]
) -> Finding | None:
    """The finding for a comment, or None where it has its use.

    ``used`` are the rules it hid something of, ``ran`` those that could have found something there.
    """
    problem = _problem(control, document, used, ran)
    if problem is None:
        return None
    message, rules = problem
    place = Place(document.lang, control.span, _section(control, document))
    return Finding(
        rule=RULE.id,
        severity=RULE.severity,
        message=message,
        **placed(place),
        identity=(document.source.cut(control.span),),
        data={"scope": control.word, "rules": rules, "reason": control.reason},
    )


def _problem(
    control: Control, document: Document, used: Collection[str], ran: Collection[str]
) -> tuple[str, list[str]] | None:
    """What is wrong with a comment and the rules that it is wrong about."""
    from pipeline.checks import RULES

    rules = list(control.rules)
    if document.format == "text":
        return (
            "plain text is published as it stands, this comment with it, so it does nothing; "
            "remove it and decide with `taiyaku review`"
        ), rules
    if control.scope is None:
        return (
            f"{control.word!r} is nothing that a comment can ask for; write 'ignore' for the next "
            "block, 'ignore-section' or 'ignore-file'"
        ), rules
    known = [rule.id for rule in RULES]
    unknown = [rule for rule in rules if rule not in known]
    if unknown:
        named = "; ".join(f"there is no rule {u!r}{_nearest(u, known)}" for u in unknown)
        return f"this comment does not ignore what it names: {named}", unknown
    idle = [rule for rule in rules if rule in ran and rule not in used and rule != RULE.id]
    where = {"block": "the next block", "section": "this section", "file": "this file"}
    if idle:
        named = f"{', '.join(idle[:-1])} or {idle[-1]}" if len(idle) > 1 else idle[0]
        return f"there is no {named} to ignore in {where[control.scope]}; remove it here", idle
    if not rules and not used and ran:
        return f"there is nothing to ignore in {where[control.scope]}; remove the comment", rules
    return None


def _section(control: Control, document: Document) -> int:
    """The section a comment stands in; the first one for a comment above it."""
    above = [s.id for s in document.sections if s.span.start <= control.span.start]
    return above[-1] if above else 0


def _nearest(word: str, known: Collection[str]) -> str:
    close = get_close_matches(word, known, n=1, cutoff=thresholds.MISTYPED_RULE)
    return f"; did you mean {close[0]!r}?" if close else ""


RULE = Rule("unused-ignore", "info", check, __doc__)
