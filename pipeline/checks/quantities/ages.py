"""How old: 20歳未満, 50代から60代; under 20, aged 12 to 17, in their fifties."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.checks.quantities.quantity import Quantity
from pipeline.checks.quantities.rules import Found, Rule


def _age(found: Found) -> Iterable[Quantity] | None:
    values = found.values("a", "b")
    return [found.plain(values, "age")] if all(v.high < 200 for v in values) else None


def _bare(found: Found) -> Iterable[Quantity] | None:
    """Under 18: an age where no thing that is counted follows."""
    value = found.value("a")
    return [found.plain([value], "age")] if 0 < value.low < 100 else None


def _decade(found: Found) -> Iterable[Quantity] | None:
    first = [found.number(g) for g in ("a", "b") if found.has(g)]
    first += [float(found.sense(g, "AGE_DECADE")) for g in ("c", "d") if found.has(g)]
    if not first or any(n % 10 or not 10 <= n < 100 for n in first):
        return None
    return [found.exactly((min(first), max(first) + 9), "age")]


def _teens(found: Found) -> Iterable[Quantity]:
    yield found.exactly((10.0, 19.0), "age", soft=True)


# After "under 18" a reader expects no thing that is counted.
_ENDS = "(?=STOP|COMMA|CLOSE|AND|OR|TIME|OCLOCK|$|WORD(?!PLURAL)|TO|AT|IN|FROM|OF|ON|OPEN)"
JA = (
    Rule(
        "b:INT DECADE? (?:EARLY|MID|LATE)? (?:TO|DASH|LIST) a:INT DECADE (?:EARLY|MID|LATE)?",
        _decade,
    ),
    Rule("a:INT DECADE (?!GATSU)", _decade),
    Rule(
        "a:INT AGE? (?: AFTER_NUMBER? (?:TO|DASH|LIST) | from:AFTER_NUMBER LIST? ) MAN? b:INT AGE",
        _age,
    ),
    Rule("a:VALUE AGE", _age),
)
_RANGE = "a:VALUE (?: (?:TO|OR|AND|DASH) b:VALUE )?"
_YEARS = "(?: TIME )?"
EN = (
    Rule(f"{_RANGE} DASH? YEAR_OLD", _age),
    Rule(
        "POSSESSIVE? a:INT DECADE_S (?: (?:AND|OR|TO|DASH) POSSESSIVE{0,3} b:INT DECADE_S )?",
        _decade,
    ),
    Rule("c:AGE_DECADE (?: (?:AND|OR|TO|DASH) POSSESSIVE{0,3} d:AGE_DECADE )?", _decade),
    Rule("TEENS", _teens),
    Rule(
        "AGED (?:OF|BETWEEN|FROM|ABOUT|SKIPPED|BEFORE_NUMBER|VALUE_OF|IN|TO){0,4} "
        f"{_RANGE} {_YEARS} (?!PERCENT|DASH|TO)",
        _age,
    ),
    Rule("a:INT TIME? (?=COMMA? (?:OR|AND) (?:OLDER|YOUNGER))", lambda found: _older(found)),
)


def _older(found: Found) -> Iterable[Quantity] | None:
    """65 or older, 12 years and younger: an age, unless something else is more or less."""
    ahead = found.folded[found.span[1] : found.span[1] + 16]
    if not any(word in ahead for word in ("older", "younger", "over", "under", "up")):
        return None
    return _bare(found)


# What is less special than measures: under 18, over 65.
LATE_EN = (
    Rule("(?<=AGE_FROM) a:INT (?!UNIT|PERCENT)", _bare),
    Rule(f"(?<=BEFORE_NUMBER) a:INT {_ENDS}", lambda found: _limited(found)),
)


def _limited(found: Found) -> Iterable[Quantity] | None:
    before = found.folded[max(0, found.span[0] - 14) : found.span[0]].lower()
    return (
        _bare(found)
        if before.endswith(("under ", "over ", "older than ", "younger than ", "age "))
        else None
    )
