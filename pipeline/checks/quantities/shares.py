"""Parts and multiples of a whole: 7割5分, 三分の二, 10人に1人, 2倍; two-thirds, one in ten."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from pipeline.checks.quantities.numerals import Value
from pipeline.checks.quantities.quantity import Quantity
from pipeline.checks.quantities.rules import Found, Rule


def _value(number: float) -> Value:
    return Value(number, number, 1.0, 1.0, True, "")


def _part(
    found: Found, number: float, whole: float, *, soft: bool = False
) -> list[Quantity] | None:
    if not 0 < number < whole:
        return None
    return [found.plain([_value(round(100 * number / whole, 4))], "share", unit="%", soft=soft)]


def _in(found: Found) -> Iterable[Quantity] | None:
    """So many of so many; the number is kept, since the two may stand apart elsewhere."""
    number, whole = found.number("n"), found.number("d")
    if not 0 < number < whole:
        return None
    made = found.plain([_value(100 * number / whole)], "share", unit=f"in {whole:g}",
                       soft=found.has("of") and number == 1)  # fmt: skip
    return [replace(made, numbers=(number,))]


def _fraction(found: Found) -> Iterable[Quantity] | None:
    return _part(found, found.number("n"), found.number("d"))


def _english_fraction(found: Found) -> Iterable[Quantity] | None:
    part = float(found.sense("part", "PART"))
    if found.has("article") and found.text("part") not in {"third", "quarter", "fifth", "tenth"}:
        return None
    of = found.has("of")
    return _part(found, found.number("n"), part, soft=found.has("article") and not of)


def _ratio(found: Found) -> Iterable[Quantity] | None:
    one, two = found.value("a"), found.value("b")
    is_time = len(two.written) == 2 and two.low < 60 and one.low <= 24
    if not two.low or (is_time and ":" in found.folded[slice(*found.span)]):
        return None
    made = found.exactly((one.low, two.low), "ratio")
    return [replace(made, low=one.low / two.low, high=one.low / two.low)]


def _tenths(found: Found) -> Iterable[Quantity]:
    more = found.number("p", 0.0) + found.number("q", 0.0) / 10
    values = [
        value._replace(low=10 * value.low + more, high=10 * value.high + more)
        for value in found.values("a", "b")
    ]
    yield found.plain(values, "share", unit="%")


def _half(found: Found) -> Iterable[Quantity]:
    made = found.plain(
        [_value(50.0)], "share", unit="%", soft=not (found.has("sure") or found.has("most"))
    )
    yield replace(made, bound="more than" if found.has("most") else made.bound, vague=True)


def _fold(found: Found) -> Iterable[Quantity]:
    yield found.measured(found.values("a", "b"), "fold")


def _doubled(found: Found) -> Iterable[Quantity]:
    sense = found.lexeme("x").senses
    number = float(sense.get("TWO_FOLD") or sense.get("DOUBLED") or sense["ONCE"])
    yield found.measured([_value(number)], "fold", soft=number < 1 or found.has("soft"))


_RANGE = "a:VALUE (?: (?:TO|DASH) b:VALUE )?"
JA = (
    Rule("d:VALUE BU NO n:VALUE", _fraction),
    Rule("n:INT SLASH d:INT (?=AT|ABOUT_AFTER|AFTER_NUMBER)", _fraction),
    Rule("d:VALUE (?:PERSON|COUNT|TIMES) INOF LIST? ABOUT? n:VALUE (?:PERSON|COUNT|TIMES)", _in),
    Rule("a:VALUE WARI? (?:TO|DASH|LIST) b:VALUE WARI", _tenths),
    Rule("a:VALUE WARI (?: p:VALUE BU )? (?: q:VALUE RIN )?", _tenths),
    Rule("a:VALUE TAI b:VALUE", _ratio),
    Rule("a:FIGURE COLON b:FIGURE (?!COLON)", _ratio),
    Rule("most:MAJORITY", _half),
    Rule("sure:HALF_SHARE (?!DOSE)", _half),
    Rule("HALF_SOFT", _half),
    Rule(f"{_RANGE} FOLD", _fold),
    Rule("x:DOUBLED", _doubled),
)
EN = (
    Rule("n:INT DASH? part:PART (?!VALUE) of:OF?", _english_fraction),
    Rule("article:ART part:PART (?: of:OF | (?=STOP|COMMA|AND|$) )", _english_fraction),
    Rule("n:INT SLASH d:INT (?=OF)", _fraction),
    Rule("n:INT PERSON? (?:WORD PLURAL?)? OUT d:INT (?!DASH|TIME|DOSE|PERCENT)", _in),
    Rule("n:INT PERSON? IN SKIPPED? EVERY? d:INT (?!DASH|TIME|DOSE|PERCENT|MEASURE|YEAR)", _in),
    Rule("n:INT PERSON? PER d:INT (?=PERSON|STOP|COMMA|WORD|$)", _in),
    Rule("RATIO (?:OF|VALUE_OF)? a:VALUE (?:TO|COLON) b:VALUE", _ratio),
    Rule("a:FIGURE COLON b:FIGURE (?!COLON)", _ratio),
    Rule("sure:HALF (?=OF)", _half),
    Rule("HALF (?!DASH|ART|TIME|DOSE|HALF)", _half),
    Rule(f"{_RANGE} DASH? FOLD", _fold),
    Rule("a:VALUE (?: (?:TO|OR|DASH) b:VALUE )? TIMES (?=TIMES_AS)", _fold),
    Rule("x:TWO_FOLD", _doubled),
    Rule(
        "x:ONCE (?=TIMES_AS)",
        lambda found: None if found.sense("x", "ONCE") == "1" else _doubled(found),
    ),
)
