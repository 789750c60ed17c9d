"""The grammar: rules over lexemes, and what a match of one says.

A rule is written with the classes of the tables (VALUE, UNIT, TIME …) and the signs of regular
expressions; ``name:CLASS`` keeps a lexeme under a name. Since a lexeme is one character to the
engine, a rule reads a text once. Rules are tried in the order of ``phenomena``, the special ones
first; lexemes that one has taken are gone for the next ones, so that 9時30分 is no half hour.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from pipeline.checks.quantities import bounds
from pipeline.checks.quantities.lexer import Lexeme, WordBoundaries
from pipeline.checks.quantities.lexicon import UNITS, lexicon
from pipeline.checks.quantities.numerals import Value
from pipeline.checks.quantities.quantity import Quantity, Rate
from pipeline.model.source import Lang

_CLASS = re.compile(r"(?:\b([a-z][a-z_0-9]*):)?\b([A-Z][A-Z_]+)\b")
# One of something is as often an article.
_COUNTED = frozenset({"count", "people", "times", "ordinal", "number"})
_SOME = frozenset({"some", "many", "few", "multiple", "various", "a number of", "何", "幾"})


@dataclass(frozen=True)
class Rule:
    """A pattern over classes and what its match says; None leaves the lexemes to other rules."""

    pattern: str
    read: Callable[[Found], Iterable[Quantity] | None]


@cache
def compiled(pattern: str, lang: Lang) -> re.Pattern[str]:
    """A rule's pattern as a regular expression over signs."""
    signs = lexicon(lang).signs

    def sign(found: re.Match[str]) -> str:
        chars = f"[{signs[found[2]]}]" if found[2] in signs else "(?!)"
        return f"(?P<{found[1]}>{chars})" if found[1] else chars

    return re.compile(_CLASS.sub(sign, pattern).replace(" ", ""))


@dataclass(frozen=True)
class Found:
    """A match in a text, with what turns it into quantities."""

    lang: Lang
    written: str
    folded: str
    lexemes: Sequence[Lexeme]
    match: re.Match[str]

    def has(self, group: str) -> bool:
        """Whether the group stands in the match."""
        return group in self.match.re.groupindex and self.match.start(group) >= 0

    def lexeme(self, group: str) -> Lexeme:
        """The lexeme of a group."""
        return self.lexemes[self.match.start(group)]

    def text(self, group: str) -> str:
        """A lexeme as it stands, ``""`` where it does not."""
        return self.lexeme(group).text if self.has(group) else ""

    def sense(self, group: str, kind: str) -> str:
        """What a lexeme stands for in one of its classes."""
        return self.lexeme(group).senses[kind]

    def value(self, group: str) -> Value:
        """The value of a numeral."""
        value = self.lexeme(group).value
        assert value is not None
        return value

    def number(self, group: str, default: float = 1.0) -> float:
        """The number of a group, else the default."""
        return self.value(group).low if self.has(group) else default

    def values(self, *groups: str) -> list[Value]:
        """The values of those groups that stand, a range written short (24-6, 1-2万) in full."""
        values = [self.value(group) for group in groups if self.has(group)]
        return completed(*values) if len(values) == 2 else values

    @property
    def span(self) -> tuple[int, int]:
        """The characters of the match."""
        return self.lexemes[self.match.start()].start, self.lexemes[self.match.end() - 1].end

    @property
    def words(self) -> str:
        """The match as it is written."""
        return self.written[slice(*self.span)]

    def measured(
        self, values: Sequence[Value], unit: str, *, rates: Iterable[Rate] = (),
        soft: bool = False, half: bool = False,
    ) -> Quantity:  # fmt: skip
        """A quantity in one of ``UNITS``."""
        at = UNITS[unit]
        more = 0.5 if half else 0.0
        ends = [at.base(v + more) for value in values for v in (value.low, value.high)]
        shown = tuple(v + more for v in _shown(values))
        place = min(value.step for value in values) * at.size
        return self._made(
            min(ends), max(ends), unit, at.role, shown,
            rates=rates, soft=soft, values=values, place=place,
        )  # fmt: skip

    def plain(
        self, values: Sequence[Value], role: str, *, unit: str = "", rates: Iterable[Rate] = (),
        soft: bool = False,
    ) -> Quantity:  # fmt: skip
        """A quantity of a role that has one unit (age, count)."""
        low, high = min(v.low for v in values), max(v.high for v in values)
        shown = _shown(values)
        place = min(value.step for value in values) if role in {"count", "number"} else 0.0
        return self._made(
            low, high, unit, role, shown, rates=rates, soft=soft, values=values, place=place
        )

    def exactly(
        self, numbers: Sequence[float], role: str, *, unit: str = "", soft: bool = False,
        vague: bool = False, limited: bool = False,
    ) -> Quantity:  # fmt: skip
        """A quantity that is exactly these numbers; words limit it only where asked."""
        low, high = min(numbers), max(numbers)
        if limited:
            made = self._made(
                low, high, unit, role, tuple(numbers), rates=(), soft=soft, values=(), place=0.0
            )
            return replace(made, vague=made.vague or vague)
        return Quantity(
            low, high, unit, role, tuple(numbers), None, vague, soft, *self.span, self.words
        )

    def _made(
        self, low: float, high: float, unit: str, role: str, numbers: tuple[float, ...],
        *, rates: Iterable[Rate], soft: bool, values: Sequence[Value], place: float,
    ) -> Quantity:  # fmt: skip
        at = bounds.around(
            self.folded, self.lexemes, self.match.start(), self.match.end(), self.lang
        )
        # 3以上12以内 is from 3 to 12, both ends said.
        bound = None if self.has("from") else at.bound
        single = numbers == (1.0,) and role in _COUNTED
        # Some, many and few are as often no number; they only satisfy.
        single = single or any(value.written.lower() in _SOME for value in values)
        unsaid = any(value.unsaid for value in values)
        rates = tuple(sorted(rates))
        size = 1.0
        for rate in rates:
            size *= rate.size
        return Quantity(
            low / size, high / size, unit, role, numbers, bound, at.vague or unsaid,
            soft or single, at.start, at.end, self.written[at.start : at.end], place / size,
            at.negated, at.limited, unsaid, rates,
            any(value.figures for value in values),
        )  # fmt: skip


def _shown(values: Sequence[Value]) -> tuple[float, ...]:
    return tuple(number for v in values for number in ((v.low, v.high) if v.unsaid else (v.low,)))


def completed(first: Value, last: Value) -> list[Value]:
    """1‐2万 is 10,000 to 20,000, and 24−6 is 24 to 26."""
    if last.scale > 1 and first.scale == 1 and first.low * last.scale <= last.low:
        low = first.low * last.scale
        first = first._replace(low=low, high=low, scale=last.scale)
    size = 10.0 ** len(f"{last.low:.0f}")
    if last.low < first.low and size <= first.low and not last.unsaid and last.low > 0:
        whole = first.low - first.low % size + last.low
        if whole > first.low:
            last = last._replace(low=whole, high=whole)
    return [first, last]


def read(
    written: str, folded: str, lexemes: Sequence[Lexeme], rules: Iterable[Rule], lang: Lang,
    words: WordBoundaries | None,
) -> list[Quantity]:  # fmt: skip
    """The quantities of a text, rule by rule."""
    signs = "".join(lexeme.sign for lexeme in lexemes)
    gone = lexicon(lang).sign("GONE")
    found: list[Quantity] = []
    for rule in rules:
        taken: list[tuple[int, int]] = []
        for match in compiled(rule.pattern, lang).finditer(signs):
            if match.end() == match.start():
                continue
            if words and not _ends_word(words, lexemes, match.end(), folded):
                continue
            made = rule.read(Found(lang, written, folded, lexemes, match))
            if made is not None:
                found.extend(made)
                taken.append(match.span())
        for start, end in taken:
            signs = f"{signs[:start]}{gone * (end - start)}{signs[end:]}"
    return found


def _ends_word(words: WordBoundaries, lexemes: Sequence[Lexeme], last: int, folded: str) -> bool:
    """Whether a match ends where a word does, alone or with what limits it (10年弱)."""
    if words.holds(lexemes[last - 1].end, folded):
        return True
    if last == len(lexemes) or not lexemes[last].senses.keys() & {"AFTER_NUMBER", "ABOUT_AFTER"}:
        return False
    return words.holds(lexemes[last].end, folded)
