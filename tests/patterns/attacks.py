"""Texts that a pattern is likely to be slow on, made from the pattern itself.

A pattern is slow where it can read the same characters in several ways, or where every place of
a text starts an attempt that runs far. So the text is one short piece many times over: what the
body of a repeat accepts, what the whole pattern accepts, that cut off after each of its parts, and
single characters. Before it stands what leads the pattern there, after it what makes it fail.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from re import _compiler, _constants, _parser
from typing import Any, NamedTuple

# Characters of every kind that classes of the package tell apart.
_PROBES = "a1 A.-あア漢_,:/\n\t(<>*\"'`#|、。　）]&;~"
_GENERAL = (
    "クリニック",
    "a",
    "A",
    "Aa",
    "1",
    " ",
    "\n",
    "*",
    "_",
    ">",
    "> ",
    "- ",
    "|",
    "`",
    "a.",
    "1.",
)
_ENDS = ("\x00", "", "\n!", " ")


class Depth(NamedTuple):
    """How many attacks are made: variants of what a part accepts, pieces, general ones, ends."""

    variants: int
    units: int
    general: int
    ends: int


# What `make test` tries of each pattern, what `make test-external` does, and what `make thorough`.
QUICK, USUAL, THOROUGH = Depth(2, 20, 99, 1), Depth(2, 40, 99, 2), Depth(5, 200, 99, 4)

_REPEATS = {_constants.MAX_REPEAT, _constants.MIN_REPEAT, _constants.POSSESSIVE_REPEAT}
_ONE_CHARACTER = {
    _constants.LITERAL,
    _constants.NOT_LITERAL,
    _constants.IN,
    _constants.ANY,
    _constants.RANGE,
    _constants.CATEGORY,
}
_LONG = 8


def attacks(pattern: re.Pattern[Any], depth: Depth) -> Iterator[tuple[str, str, str]]:
    """Each attack as what stands before, what is repeated, and what stands after."""
    text = (
        pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin-1")
    )
    flags = pattern.flags & ~re.UNICODE if isinstance(pattern.pattern, bytes) else pattern.flags
    tree = _parser.parse(text, flags & ~re.DEBUG)
    if not _repeats_at_length(tree):
        return
    maker = _Maker(tree, text, depth.variants)
    pumps: dict[tuple[str, str], None] = {}
    for before, unit in maker.pumps():
        if unit and len(pumps) < depth.units:
            pumps.setdefault((before, unit))
    for unit in (*maker.alphabet(), *_GENERAL[: depth.general]):
        pumps.setdefault(("", unit))
    for before, unit in pumps:
        for end in _ENDS[: depth.ends]:
            yield before, unit, end


def _repeats_at_length(items: Any) -> bool:
    """Whether anything is repeated so often that a long text keeps it busy."""
    return any(
        (op in _REPEATS and value[1] > _LONG)
        or any(_repeats_at_length(part) for part in _parts(op, value))
        for op, value in items
    )


class _Maker:
    """Makes texts that parts of one parsed pattern accept."""

    def __init__(self, tree: Any, text: str, variants: int) -> None:
        self.tree, self.variants = tree, variants
        self.state = tree.state
        self.probes = "".join(dict.fromkeys(_PROBES + re.sub(r"[\\\[\](){}?+^$|]", "", text[:300])))
        self.groups: dict[int, str] = {}
        self.classes: dict[int, str] = {}

    def alphabet(self) -> list[str]:
        """One or two characters for each class of the pattern."""
        self._visit(self.tree)
        return list(dict.fromkeys(c for accepted in self.classes.values() for c in accepted[:2]))

    def pumps(self) -> Iterator[tuple[str, str]]:
        """What leads to a repeat, and what it repeats; also the whole pattern, cut short."""
        for variant in range(self.variants):
            yield from self._repeated(self.tree, "", variant)
        for variant in range(self.variants):
            yield from self._cut(self.tree, variant)

    def _repeated(self, items: Any, before: str, variant: int) -> Iterator[tuple[str, str]]:
        for item in items:
            op, value = item
            if op in _REPEATS:
                if value[1] > _LONG:
                    yield before, self._sequence(value[2], variant)
                yield from self._repeated(value[2], before, variant)
            else:
                for part in _parts(op, value):
                    yield from self._repeated(part, before, variant)
            before += self._item(item, variant)

    def _cut(self, items: Any, variant: int) -> Iterator[tuple[str, str]]:
        made = ""
        for item in items:
            made += self._item(item, variant)
            yield "", made
        for item in items:
            for part in _parts(*item):
                if len(part) > 1:
                    yield from self._cut(part, variant)

    def _visit(self, items: Any) -> None:
        for item in items:
            op, value = item
            if op in _ONE_CHARACTER:
                self._accepted(item)
            for part in _parts(op, value):
                self._visit(part)

    def _sequence(self, items: Any, variant: int) -> str:
        return "".join(self._item(item, variant) for item in items)

    def _item(self, item: Any, variant: int) -> str:
        op, value = item
        if op in _ONE_CHARACTER:
            accepted = self._accepted(item)
            return accepted[variant % len(accepted)] if accepted else ""
        if op in _REPEATS:
            low, high, body = value
            return self._sequence(body, variant) * max(low, min(high, variant % 2))
        if op is _constants.SUBPATTERN:
            made = self._sequence(value[3], variant)
            self.groups[value[0]] = made
            return made
        if op is _constants.ATOMIC_GROUP:
            return self._sequence(value, variant)
        if op is _constants.BRANCH:
            return self._sequence(value[1][variant % len(value[1])], variant)
        if op is _constants.GROUPREF:
            return self.groups.get(value, "")
        if op is _constants.ASSERT and value[0] < 0:
            return self._sequence(value[1], variant)
        return ""

    def _accepted(self, item: Any) -> str:
        """The probes that an item of one character accepts."""
        if id(item) not in self.classes:
            op, value = item
            if op is _constants.LITERAL:
                accepted = chr(value)
            else:
                one = _compiler.compile(_parser.SubPattern(self.state, [item]), self.state.flags)
                accepted = "".join(c for c in self.probes if one.fullmatch(c)) or _first(value)
            self.classes[id(item)] = accepted
        return self.classes[id(item)]


def _first(value: Any) -> str:
    """The first character that a class names, where no probe is in it."""
    for op, inner in value if isinstance(value, list) else ():
        if op is _constants.LITERAL:
            return chr(inner)
        if op is _constants.RANGE:
            return chr(inner[0])
    return ""


def _parts(op: Any, value: Any) -> list[Any]:
    """The sequences inside an item."""
    if op in _REPEATS:
        return [value[2]]
    if op is _constants.SUBPATTERN:
        return [value[3]]
    if op is _constants.ATOMIC_GROUP:
        return [value]
    if op is _constants.BRANCH:
        return list(value[1])
    if op in (_constants.ASSERT, _constants.ASSERT_NOT):
        return [value[1]]
    if op is _constants.GROUPREF_EXISTS:
        return [part for part in value[1:] if part is not None]
    return []
