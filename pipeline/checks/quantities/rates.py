"""How often: 週5回, 4週間ごと, 隔日; twice daily, b.i.d., every other week.

What is taken or done in a period (1日20mg, 20 mg a day) stands with the measures.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from pipeline.checks.quantities.lexicon import UNITS
from pipeline.checks.quantities.numerals import Value
from pipeline.checks.quantities.quantity import Quantity, Rate
from pipeline.checks.quantities.rules import Found, Rule


def period(found: Found, group: str, many: float = 1.0) -> Rate:
    """The rate of so many units of time."""
    lexeme = found.lexeme(group)
    senses = lexeme.senses
    unit = senses.get("UNIT") or senses.get("GATSU") or senses.get("ADVERB") or senses["DAILY"]
    shown = unit if many == 1 else f"{many:g} {unit}s"
    return Rate("duration", many * UNITS[unit].size, shown)


# Periods that need no number: 週5回, 月に1度, 年間100件; 時間 alone is time.
_BARE = frozenset({"週", "月", "年", "年間", "月間"})


def is_period(found: Found) -> bool:
    """Whether the period of a Japanese match stands with a number, with 毎, or needs neither."""
    if found.lang != "ja" or found.has("n") or found.has("half"):
        return True
    before = found.folded[found.lexeme("p").start - 1 : found.lexeme("p").start]
    return before == "毎" or found.lexeme("p").start > found.span[0] or found.text("p") in _BARE


def _one(number: float = 1.0) -> Value:
    return Value(number, number, 1.0, 1.0, True, "")


def often(found: Found, values: Sequence[Value], rate: Rate) -> list[Quantity]:
    """So many times in a period."""
    return [found.plain(values, "frequency", rates=(rate,))]


def _every(
    found: Found, gaps: Sequence[float], unit: str, *, soft: bool = False, vague: bool = False
) -> list[Quantity]:
    """Once in each of ``gaps`` units."""
    days = [gap * UNITS[unit].size for gap in gaps]
    if not all(days):
        return []
    figures = "–".join(f"{gap:g}" for gap in dict.fromkeys(gaps))
    name = f"every {unit}" if set(gaps) == {1.0} else f"every {figures} {unit}s"
    made = found.exactly((1.0,), "frequency", unit=name, soft=soft, vague=vague, limited=True)
    rate = Rate("duration", 1.0, name.removeprefix("every "))
    return [replace(made, low=1 / max(days), high=1 / min(days), numbers=tuple(gaps),
                    unsaid=vague, rates=(rate,), figures=found.has("n"))]  # fmt: skip


def _unit(found: Found, group: str) -> str:
    senses = found.lexeme(group).senses
    return senses.get("UNIT") or senses.get("GATSU") or senses.get("DAILY") or senses["FORTNIGHTLY"]


def _japanese_rate(found: Found) -> Iterable[Quantity] | None:
    many = 0.5 if found.has("half") else found.number("n")
    if not many or not is_period(found):
        return None
    values = found.values("a", "b")
    if found.has("days") and (many > 1 or _unit(found, "p") in {"day", "hour", "year"}):
        return None
    return often(found, values, period(found, "p", many))


def _japanese_every(found: Found) -> Iterable[Quantity] | None:
    gaps, unit = [v.low for v in found.values("n", "m")], _unit(found, "p")
    if not all(gaps) or any(v.unsaid for v in found.values("n", "m")):
        return None
    if found.text("how")[:2] not in {"おき", "置き"} or unit in {"hour", "minute"}:
        return _every(found, gaps, unit)
    # 1日おき is every other day; with larger numbers people mean the one or the other.
    if unit == "day" and gaps == [1.0]:
        return _every(found, (2.0,), unit)
    return _every(found, (gaps[0], gaps[-1] + 1), unit, vague=True)


def _each(found: Found) -> Iterable[Quantity]:
    # 毎日 and "every day" are often no more than always.
    return _every(found, (1.0,), _unit(found, "p"), soft=True)


def _other(found: Found) -> Iterable[Quantity]:
    return _every(found, (2.0,), _unit(found, "p"))


def _third(found: Found) -> Iterable[Quantity]:
    return _every(found, (found.number("n"),), _unit(found, "p"))


def _english_rate(found: Found) -> Iterable[Quantity] | None:
    values = (
        [_one(float(found.sense("once", "ONCE")))] if found.has("once") else found.values("a", "b")
    )
    many = 2.0 if found.has("other") else found.number("k")
    if not many or not values:
        return None
    return often(found, values, period(found, "p", many))


def _english_every(found: Found) -> Iterable[Quantity] | None:
    gaps = [v.low for v in found.values("n", "m")]
    return _every(found, gaps, _unit(found, "p")) if all(gaps) else None


def _latin(found: Found) -> Iterable[Quantity]:
    yield found.plain([_one(float(found.sense("x", "LATIN")))], "frequency",
                      rates=(Rate("duration", 1.0, "day"),))  # fmt: skip


def _hours(found: Found) -> Iterable[Quantity]:
    return _every(found, (found.number("n"),), "hour")


_COUNTED = "a:VALUE (?: TIMES? (?:TO|DASH|LIST) b:VALUE )?"
_ABOUT = "(?:ABOUT|BEFORE_NUMBER|TOTAL|AT|PER){0,4}?"
JA = (
    Rule(f"n:VALUE p:TIME {_ABOUT} {_COUNTED} TIMES (?!MEATE)", _japanese_rate),
    Rule(f"(?<!VALUE) half:HALF p:TIME {_ABOUT} {_COUNTED} TIMES (?!MEATE)", _japanese_rate),
    Rule(f"(?<!VALUE) MAI? p:TIME {_ABOUT} {_COUNTED} TIMES (?!MEATE)", _japanese_rate),
    Rule(f"(?<!VALUE) MAI? p:GATSU {_ABOUT} {_COUNTED} TIMES (?!MEATE)", _japanese_rate),
    Rule(f"n:VALUE? p:TIME (?:AT|PER){{0,4}}? {_COUNTED} days:NICHI (?!MEATE|NO)", _japanese_rate),
    Rule(f"p:GATSU (?:AT|PER){{0,4}}? {_COUNTED} days:NICHI (?!MEATE|NO)", _japanese_rate),
    Rule(f"{_COUNTED} TIMES (?:SLASH|EVERY) p:TIME", _japanese_rate),
    Rule(f"{_COUNTED} TIMES (?:SLASH|EVERY) p:GATSU", _japanese_rate),
    Rule(
        "n:VALUE (?: TIME? (?:TO|DASH|LIST) m:VALUE )? p:TIME how:EVERY (?!VALUE)", _japanese_every
    ),
    Rule("n:VALUE (?: TIME? (?:TO|DASH|LIST) m:VALUE )? p:TIME how:EVERY", _japanese_every),
    Rule("KAKU p:TIME", _other),
    Rule("KAKU p:GATSU", _other),
)
# After the measures, whose rates they may be.
LATE_JA = (Rule("MAI p:TIME", _each), Rule("MAI p:GATSU", _each))

_RANGE = "a:VALUE (?: (?:TO|OR|DASH) b:VALUE )?"
_PER = "(?: k:VALUE DASH? | other:OTHER )? p:TIME (?!YEAR_OLD)"
EN = (
    Rule(
        f"(?: once:ONCE | {_RANGE} DASH? TIMES ) IN? (?:PER|EACH|EVERY|SLASH|DASH|ART) {_PER}",
        _english_rate,
    ),
    Rule(f"(?: once:ONCE | {_RANGE} DASH? TIMES ) WORD? DASH? p:ADVERB", _english_rate),
    Rule(f"{_RANGE} DASH? DAYS_OF (?:PER|ART|SLASH) p:TIME", _english_rate),
    Rule(
        "(?:EVERY|EACH) n:VALUE (?: (?:TO|OR|DASH) m:VALUE )? DASH? p:TIME (?!YEAR_OLD)",
        _english_every,
    ),
    Rule("QUE n:VALUE p:TIME", _english_every),
    Rule("n:HOURS", _hours),
    Rule("(?:EVERY|EACH) OTHER p:TIME", _other),
    Rule("(?:EVERY|EACH) n:ORD p:TIME", _third),
    Rule("p:FORTNIGHTLY", _other),
    Rule("x:LATIN", _latin),
)
LATE_EN = (
    Rule("p:DAILY", _each),
    Rule("EVERY p:TIME", _each),
    Rule("once:ONCE DASH? p:ADVERB", _english_rate),
)
