"""Comments that a change put into an article to keep something in it from being reported.

A comment was there before where one of the same kind covered the same text, or the text that was
edited into what it covers now. One that was carried to other text, or that now reaches over text
which stood outside of it, is new: moving a comment hides as much as writing one.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import pairwise

from pipeline.model.document import Control, Document
from pipeline.model.source import Span
from pipeline.model.texts import folded
from pipeline.translation import marks

# What share of its pairs of letters a text keeps where it is edited and not exchanged.
_EDITED = 0.5
# A draft that is made of a person's words to this share is no draft.
_TAKEN = 0.8
# A comment whose text was edited is looked for among so many on either side of its rank.
_NEAR = 5
_WORD = re.compile("taiyaku:", re.IGNORECASE)


def without_added(head: Document, base: Document | None) -> tuple[str, tuple[Span, ...]]:
    """The text of ``head`` in which added comments ask for nothing, and the drafts they marked.

    The text is as long as before, so that every place in it stays what it was. Without a ``base``
    the article is new, and so is every comment in it.
    """
    text = head.source.text
    if not _WORD.search(text):
        return text, ()
    comments = [control.span for control in _added(head, base)]
    drafts = list(_marked(head, base)) if base is not None else []
    pieces, done = [], 0
    for start, end in sorted({*comments, *(comment for comment, _ in drafts)}):
        if word := _WORD.search(text, start, end):
            pieces += [text[done : word.end() - 1], " "]
            done = word.end()
    return "".join([*pieces, text[done:]]), tuple(covered for _, covered in drafts)


def _added(head: Document, base: Document | None) -> Iterator[Control]:
    """The comments of ``head`` for which there is none in ``base``; each of those serves once."""
    asking = [control for control in head.controls if control.scope is not None]
    if base is None:
        yield from asking
        return
    same: dict[object, list[Control]] = defaultdict(list)
    for old in base.controls:
        same[_kind(old), _text(base, old)].append(old)
    rest = []
    used: set[Span] = set()
    for control in asking:
        if found := same[_kind(control), _text(head, control)]:
            used.add(found.pop(0).span)
        else:
            rest.append(control)
    left: dict[object, list[Control]] = defaultdict(list)
    for old in base.controls:
        if old.span not in used:
            left[old.scope].append(old)
    now, before = _Blocks(head), _Blocks(base)
    ranks: Counter[object] = Counter()
    for control in rest:
        rank = ranks[control.scope]
        ranks[control.scope] += 1
        near = left[control.scope][max(0, rank - _NEAR) : rank + _NEAR]
        free = (old for old in near if old.span not in used and _covers_as_much(old, control))
        match = next((old for old in free if _is_edited(control, now, old, before)), None)
        if match is None:
            yield control
        else:
            used.add(match.span)


def _kind(control: Control) -> object:
    return control.scope, frozenset(control.rules)


def _text(document: Document, control: Control) -> str:
    """What a comment covers; the article, of one that covers all of it."""
    return "" if control.scope == "file" else folded(document.source.cut(control.covers))


def _covers_as_much(old: Control, new: Control) -> bool:
    """Whether ``old`` is for all the rules that ``new`` is for; one that names none is for all."""
    return not old.rules or (bool(new.rules) and set(new.rules) <= set(old.rules))


def _is_edited(new: Control, head: _Blocks, old: Control, base: _Blocks) -> bool:
    """Whether the text under ``new`` is an edit of that under ``old`` and of nothing else."""
    if new.scope == "file":
        return True
    inside, inside_before = head.inside(new.covers), base.inside(old.covers)
    carried = any(head.everywhere[text] > inside[text] for text in inside_before)
    grown = any(base.everywhere[text] > inside_before[text] for text in inside - inside_before)
    return not carried and not grown and _alike("".join(inside), "".join(inside_before))


def _marked(head: Document, base: Document) -> Iterator[tuple[Span, Span]]:
    """Draft marks that a change put on text which a person had written: the mark and the text."""
    known = {base.source.cut(draft.comment) for draft in marks.drafts(base) if draft.comment}
    new = [d for d in marks.drafts(head) if d.comment and head.source.cut(d.comment) not in known]
    if not new:
        return
    blocks = _Blocks(base)
    persons = blocks.everywhere.copy()
    for draft in marks.drafts(base):
        persons -= blocks.inside(draft.span)
    now = _Blocks(head)
    standing = now.everywhere.copy()
    for draft in new:
        standing -= now.inside(draft.span)
    # What stands beside the drafts still is the person's; they are made of what does not.
    gone = _pairs("".join(persons - standing))
    for draft in new:
        pairs = _pairs("".join(now.inside(draft.span)))
        shared = sum(count for pair, count in pairs.items() if pair in gone)
        if draft.comment and pairs and shared >= _TAKEN * pairs.total():
            yield draft.comment, draft.span


class _Blocks:
    """What the headings and blocks of a document say, and where."""

    def __init__(self, document: Document) -> None:
        found = sorted(
            (*block.prose.span(0, len(block.prose.text)), folded(block.prose.text))
            for section in document.sections
            for block in (section.heading, *section.blocks)
            if block is not None and block.prose
        )
        self._starts = [start for start, _, _ in found]
        self._texts = [text for _, _, text in found]
        self.everywhere: Counter[str] = Counter(self._texts)

    def inside(self, span: Span) -> Counter[str]:
        """What begins in a span."""
        first, last = (
            bisect_left(self._starts, span.start),
            bisect_right(self._starts, span.end - 1),
        )
        return Counter(self._texts[first:last])


def _alike(one: str, two: str) -> bool:
    """Whether one text was edited into the other."""
    ours, theirs = _pairs(one), _pairs(two)
    return 2 * (ours & theirs).total() >= _EDITED * (ours.total() + theirs.total()) > 0


def _pairs(text: str) -> Counter[str]:
    return Counter(map("".join, pairwise(text)))
