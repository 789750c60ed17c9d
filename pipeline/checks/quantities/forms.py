"""How a form of quantity is found: a pattern, and what its match says.

A block is read form by form, the special ones first; characters that one form has taken are gone
for the next ones, so that 9時30分 is no half hour. Each form reads the block once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from pipeline.checks.quantities import bounds, numerals
from pipeline.checks.quantities.quantity import Quantity
from pipeline.checks.quantities.units import UNITS
from pipeline.model.source import Lang
from pipeline.model.tokens import Token

# Stands for what is taken; no pattern matches it.
GONE = "\x00"
_FOLDED = {ord("〜"): "~", ord("µ"): "μ", ord("￥"): "¥", ord("≦"): "≤", ord("≧"): "≥"}
_FOLDED |= {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
_FOLDED |= dict.fromkeys((0xA0, 0x2009, 0x202F, 0x3000), " ")
# One of something is as often an article.
_COUNTED = frozenset({"count", "people", "times", "ordinal"})
# Words of the dictionary that look like a numeral with its counter.
_WORDS = re.compile("十分|[一万]")
_WITH_COUNTER = re.compile(rf"[{numerals.KANJI}]+[人名つ年日歳回月倍割]+(?:間|目|半)?")


def fold(text: str) -> str:
    """Full-width figures, signs and spaces as ASCII, one character for one."""
    return text.translate(_FOLDED)


@dataclass(frozen=True)
class Text:
    """A block's prose: as written, folded with what was taken blanked, and its known numerals."""

    lang: Lang
    written: str
    folded: str
    tokens: dict[int, Token] | None

    def is_numeral(self, at: int) -> bool:
        """Whether a numeral may begin here: figures always, kanji where the dictionary says so."""
        if self.tokens is None or self.folded[at] not in numerals.KANJI:
            return True
        token = self.tokens.get(at)
        if token is None:
            return False
        if "数詞" in token.tag:
            return True
        return bool(_WITH_COUNTER.fullmatch(token.text)) and not _WORDS.match(token.text)


@dataclass(frozen=True)
class Stretch:
    """A match in a block, with what turns it into quantities."""

    text: Text
    match: re.Match[str]

    def __getitem__(self, group: str) -> str | None:
        return self.match[group] if group in self.match.re.groupindex else None

    def number(self, group: str) -> float:
        """The numeral of a group, 0 where it does not stand."""
        words = self[group]
        if not words:
            return 0.0
        return numerals.japanese(words) if self.text.lang == "ja" else numerals.english(words)

    def numbers(self, groups: str = "ab") -> tuple[float, ...]:
        """The numerals of those one-letter groups that stand."""
        return tuple(self.number(group) for group in groups if self[group])

    def measured(
        self, numbers: Sequence[float], unit: str, *, soft: bool = False, vague: bool = False
    ) -> Quantity:
        """A quantity in one of ``UNITS``."""
        at = UNITS[unit]
        low, high = sorted((at.base(min(numbers)), at.base(max(numbers))))
        places = numerals.step(self["a"] or "", numbers[0]) * at.size
        return self._made(low, high, unit, at.role, numbers, soft, vague, places)

    def plain(
        self,
        numbers: Sequence[float],
        role: str,
        *,
        unit: str = "",
        size: float = 1.0,
        soft: bool = False,
        vague: bool = False,
        span: tuple[int, int] | None = None,
    ) -> Quantity:
        """A quantity of a role that has one unit (age, year), or of ``size`` base units each.

        With a ``span`` it is exactly those characters, and no word limits it.
        """
        low, high = min(numbers) * size, max(numbers) * size
        if span is None:
            return self._made(low, high, unit, role, numbers, soft, vague, 0.0)
        words = self.text.written[slice(*span)]
        made = tuple(numbers)
        unsaid = vague and low < high
        return Quantity(low, high, unit, role, made, None, vague, soft, *span, words, unsaid=unsaid)

    def _made(
        self, low: float, high: float, unit: str, role: str, numbers: Sequence[float],
        soft: bool, vague: bool, step: float,
    ) -> Quantity:  # fmt: skip
        at = bounds.around(self.text.folded, *self.match.span(), self.text.lang)
        single = tuple(numbers) == (1.0,) and role in _COUNTED
        return Quantity(
            low, high, unit, role, tuple(numbers), at.bound, vague or at.vague, soft or single,
            at.start, at.end, self.text.written[at.start : at.end], step, at.negated, at.limited,
            vague and low < high,
        )  # fmt: skip


@dataclass(frozen=True)
class Form:
    """A pattern and its reading: None leaves the characters, nothing at all takes them.

    ``sure`` says that the pattern itself makes kanji numerals certain (一日二回).
    """

    pattern: re.Pattern[str]
    read: Callable[[Stretch], Iterable[Quantity] | None]
    sure: bool = False


def nothing(stretch: Stretch) -> Iterable[Quantity]:
    """The reading of what only looks like a quantity."""
    del stretch
    return ()


def read(text: Text, forms: Iterable[Form]) -> list[Quantity]:
    """The quantities of a block, form by form."""
    found: list[Quantity] = []
    for form in forms:
        taken: list[re.Match[str]] = []
        for match in form.pattern.finditer(text.folded):
            if match.end() == match.start() or not (form.sure or _begins(text, match)):
                continue
            made = form.read(Stretch(text, match))
            if made is not None:
                found.extend(made)
                taken.append(match)
        if taken:
            text = Text(text.lang, text.written, _without(text.folded, taken), text.tokens)
    return found


def _begins(text: Text, match: re.Match[str]) -> bool:
    """Whether the first numeral of a match is one."""
    at = min((match.start(g) for g in match.re.groupindex if len(g) == 1 and match[g]), default=-1)
    return text.is_numeral(at if at >= 0 else match.start())


def _without(folded: str, taken: Iterable[re.Match[str]]) -> str:
    parts, at = [], 0
    for match in taken:
        parts += [folded[at : match.start()], GONE * (match.end() - match.start())]
        at = match.end()
    return "".join([*parts, folded[at:]])
