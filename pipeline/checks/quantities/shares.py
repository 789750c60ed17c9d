"""Parts of a whole: 7割5分, 三分の二, 10人に1人, 半数; two-thirds, one in ten, half of."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipeline.checks.quantities import numerals
from pipeline.checks.quantities.forms import Form, Stretch
from pipeline.checks.quantities.quantity import Quantity

_NUM_JA, _NUM = numerals.JA, numerals.EN
_PARTS = {
    "half": 2, "halves": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fourth": 4,
    "fourths": 4, "fifth": 5, "fifths": 5, "sixth": 6, "sixths": 6, "seventh": 7, "sevenths": 7,
    "eighth": 8, "eighths": 8, "ninth": 9, "ninths": 9, "tenth": 10, "tenths": 10,
}  # fmt: skip


def _part(
    found: Stretch, number: float, whole: float, *, soft: bool = False
) -> Iterable[Quantity] | None:
    if not 0 < number < whole:
        return None
    made = found.plain((round(100 * number / whole, 4),), "share", unit="%", soft=soft)
    return [made]


def _in(found: Stretch) -> Iterable[Quantity] | None:
    """So many of so many; the two numbers are kept, since they may stand apart elsewhere."""
    number, whole = found.number("n"), found.number("d")
    if not 0 < number < whole:
        return None
    share = 100 * number / whole
    made = found.plain(
        (share,), "share", unit=f"in {whole:g}", soft=found["of"] is not None and number == 1
    )
    return [Quantity(**{**made.__dict__, "numbers": (number,)})]


def _fraction(found: Stretch) -> Iterable[Quantity] | None:
    return _part(found, found.number("n"), found.number("d"))


def _english_fraction(found: Stretch) -> Iterable[Quantity] | None:
    words = found.match["part"].lower()
    article = found["n"] is None
    if article and words not in {"third", "quarter", "fifth", "tenth"}:
        return None
    of = found.text.folded.startswith((" of", " the"), found.match.end())
    number = 1.0 if article else found.number("n")
    return _part(found, number, _PARTS[words], soft=article and not of)


def _ratio(found: Stretch) -> Iterable[Quantity]:
    """2対1, 2:1."""
    one, two = found.numbers("abce")
    made = found.plain((one,), "ratio", size=1 / two if two else 1.0)
    return [Quantity(**{**made.__dict__, "numbers": (one, two)})]


def _tenths(found: Stretch) -> Iterable[Quantity]:
    more = found.number("p") + found.number("q") / 10
    yield found.plain([10 * n + more for n in found.numbers()], "share", unit="%")


def _half(found: Stretch) -> Iterable[Quantity]:
    word = found.match.group()
    if word == "過半数":
        yield Quantity(**{**found.plain((50.0,), "share", unit="%").__dict__, "bound": "more than"})
    else:
        yield found.plain((50.0,), "share", unit="%", vague=True, soft=word != "半数")


def _english_half(found: Stretch) -> Iterable[Quantity] | None:
    if found.text.folded.endswith(("and ", "and a "), 0, found.match.start()):
        return None
    soft = found["of"] is None
    return [found.plain((50.0,), "share", unit="%", vague=True, soft=soft)]


_PART = "|".join(sorted(_PARTS, key=len, reverse=True))
_PERSON = "(?:人|名|例|件|回|個|症例)"
_PEOPLE = (
    "(?: (?:people|patients|persons?|women|men|children|adults|participants|subjects|cases"
    "|of them|individuals))?"
)
JA = (
    Form(re.compile(rf"(?P<d>{_NUM_JA})分の(?P<n>{_NUM_JA})"), _fraction, sure=True),
    Form(
        re.compile(
            rf"(?P<d>{_NUM_JA}){_PERSON}(?:に|中|あたり|当たり|につき|(?:の[^\s\d。、{chr(0)}]{{0,10}})?(?:のうち|うち))"
            rf"、?(?:約|およそ)?(?P<n>{_NUM_JA}){_PERSON}"
        ),
        _in,
        sure=True,
    ),
    Form(
        re.compile(
            rf"(?P<a>{_NUM_JA})(?:割?(?:~|から|[-–、・](?=\d))(?P<b>{_NUM_JA}))?割(?![りるれ合安当高])"
            rf"(?:(?P<p>{_NUM_JA})分)?(?:(?P<q>{_NUM_JA})厘)?"
        ),
        _tenths,
    ),
    Form(
        re.compile(r"(?<![\d/])(?P<n>\d)/(?P<d>\d{1,2})(?=[にのまがで以程]|ほど|くらい)"), _fraction
    ),
    Form(re.compile(rf"(?P<a>{_NUM_JA})対(?P<b>{_NUM_JA})"), _ratio),
    Form(re.compile("過半数|半数|半分|半減|半量"), _half),
)
EN = (
    Form(
        re.compile(
            rf"(?:(?P<n>{_NUM})|\ban?)[ -](?P<part>{_PART})\b"
            "(?! (?:week|month|time|dose|day|year|session|visit|century|generation"
            r"|opinion|an? )\b)",
            re.I,
        ),
        _english_fraction,
    ),
    Form(
        re.compile(
            rf"(?P<n>{_NUM}){_PEOPLE} (?:in(?: every)?|out of(?: every)?|(?P<of>of(?: the)?)|per) "
            rf"(?P<d>{_NUM})\b(?!-| (?:days|weeks|months|years|hours|minutes|groups|mg"
            r"|kg|mL)\b|[.,]?\d|%)",
            re.I,
        ),
        _in,
    ),
    Form(re.compile(r"(?<![\d/])(?P<n>\d)/(?P<d>\d{1,2})(?= of\b| the\b)"), _fraction),
    Form(
        re.compile(
            rf"(?<=ratio of )(?P<a>{_NUM})(?: to |:)(?P<b>{_NUM})"
            r"|(?<![\d:.])(?P<c>\d{1,2}):(?P<e>\d)(?![\d:])",
            re.I,
        ),
        _ratio,
    ),
    Form(
        re.compile(
            r"\bhalf\b(?! (?:an?|hour|year|day|month|dose)\b|-)(?P<of> of| the| all)?", re.I
        ),
        _english_half,
    ),
)
