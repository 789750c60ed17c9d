"""Holds the comments in the articles against the findings of a pair."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from pipeline.checks import unused_ignore
from pipeline.model.document import Control, Document
from pipeline.model.findings import Finding, Place
from pipeline.model.layers import Layers
from pipeline.model.source import LANGS, Lang, Span

# What no rule is called: the comments that are about all of them.
_EVERY = ""


def ignore(
    findings: tuple[Finding, ...],
    documents: Mapping[Lang, Document],
    ran: Collection[str],
    quiet: Collection[tuple[Lang, int]] = (),
) -> tuple[tuple[Finding, ...], list[Finding]]:
    """The findings, those that a comment covers suppressed, and one for each comment without use.

    A finding is covered where all its places in the language of the comment are. Only rules that
    ``ran`` can leave a comment unused, and none in the ``quiet`` sections, inside which nothing is
    said.
    """
    comments = [_Comments(documents[lang]) for lang in LANGS if lang in documents]
    settled = tuple(_settled(finding, comments) for finding in findings)
    unused = [
        found
        for each in comments
        for control, rules in zip(each.document.controls, each.used, strict=True)
        if (found := _unused(control, each, rules, ran, quiet)) is not None
    ]
    return settled, unused


class _Comments:
    """The comments of one document, what they cover, and for which rules they were of use."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.used: list[set[str]] = [set() for _ in document.controls]
        self.content = [section for section in document.sections if not section.is_furniture]
        self.sections = Layers([section.span for section in self.content])
        numbers: dict[str, list[int]] = {}
        for number, control in enumerate(document.controls):
            for rule in dict.fromkeys(control.rules or (_EVERY,)):
                numbers.setdefault(rule, []).append(number)
        self._by_rule = {
            rule: (of_rule, Layers([document.controls[number].covers for number in of_rule]))
            for rule, of_rule in numbers.items()
        }

    def on(self, place: Span, rule: str) -> set[int]:
        """The numbers of the comments that cover a place and are about a rule."""
        found: set[int] = set()
        for about in (rule, _EVERY):
            if about in self._by_rule:
                numbers, layers = self._by_rule[about]
                found.update(numbers[at] for at in layers.met(place))
        return found


def _settled(finding: Finding, comments: Sequence[_Comments]) -> Finding:
    for each in comments:
        lang = each.document.lang
        covered = [
            each.on(place.span, finding.rule) for place in _places(finding) if place.lang == lang
        ]
        for number in set().union(*covered):
            each.used[number].add(finding.rule)
        everywhere = set.intersection(*covered) if covered else set()
        if everywhere and finding.suppressed is None:
            control = each.document.controls[min(everywhere)]
            finding = replace(finding, suppressed=_who(control, each.document))
    return finding


def _unused(
    control: Control,
    comments: _Comments,
    used: Collection[str],
    ran: Collection[str],
    quiet: Collection[tuple[Lang, int]],
) -> Finding | None:
    document = comments.document
    silent = False
    if quiet:
        covered = [comments.content[at] for at in comments.sections.met(control.covers)]
        silent = bool(covered) and all((document.lang, s.id) in quiet for s in covered)
    return unused_ignore.finding(control, document, used, () if silent else ran)


def _places(finding: Finding) -> Iterator[Place]:
    yield from (place for place in (finding.ja, finding.en) if place is not None)
    yield from finding.related


def _who(control: Control, document: Document) -> dict[str, str]:
    line, _ = document.source.place(control.span.start)
    return {"by": "comment", "reason": control.reason, "where": f"{document.source.path}:{line}"}
