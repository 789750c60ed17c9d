"""How old: 20歳未満, 50代から60代; under 20, aged 12 to 17, in their fifties."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipeline.checks.quantities import numerals
from pipeline.checks.quantities.forms import Form, Stretch
from pipeline.checks.quantities.quantity import Quantity

_NUM_JA, _NUM = numerals.JA, numerals.EN
_DECADES = ("twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties",
            "nineties")  # fmt: skip


def _age(found: Stretch) -> Iterable[Quantity]:
    groups = "".join(g for g in "abcdefghijkl" if found[g])
    yield found.plain(found.numbers(groups), "age")


def _decade(found: Stretch) -> Iterable[Quantity]:
    groups = ("a", "b", "word", "word_")
    first = [_first(found.match[g]) for g in groups if found[g]]
    yield found.plain((min(first), max(first) + 9), "age")


def _first(words: str) -> float:
    """``50``, ``50s`` and ``fifties`` as 50."""
    return float(words) if words.isdigit() else 20.0 + 10 * _DECADES.index(words.lower())


def _teens(found: Stretch) -> Iterable[Quantity]:
    yield found.plain((10.0, 19.0), "age", span=found.match.span())


_TO = r"(?:\s?[-–—~]\s?|\s(?:to|and|or)\s)"
# After "under 18" a reader expects no thing that is counted.
_ENDS = (
    r"(?=[.,;:)!?]|$|\s?\(|\s(?:and|or|years?|who|are|is|should|must|cannot|can|may|were|was|will|with"
    r"|have|has|had|to|do|does|need|also|without|because|if|when|at|as|in|by|on|for)\b)"
)
JA = (
    Form(
        re.compile(
            rf"(?P<a>{_NUM_JA})(?:[歳才]?(?:以上)?(?:~|から|[-–、・](?=\d))(?:満)?(?P<b>{_NUM_JA}))?(?:[歳才])(?!児)"
            rf"|(?P<c>{_NUM_JA})[歳才]児"
        ),
        _age,
        sure=True,
    ),
    Form(
        re.compile(
            r"(?<!\d)(?P<a>[1-9]0)(?:(?:歳?代)?(?:前半|後半|半ば)?(?:~|から|[-–、・]|と|や|または)(?P<b>[1-9]0))?歳?代(?!表|わ|替)"
        ),
        _decade,
    ),
)
_DECADE = rf"(?:(?P<word>{'|'.join(_DECADES)})|(?P<a>[1-9]0)['’]?s)"
EN = (
    Form(
        re.compile(
            rf"\b(?:aged?|ages)(?: of| between| from)*(?: about)? (?P<a>{_NUM})"
            rf"(?:{_TO}(?P<b>{_NUM}))?(?: years(?: old)?)?(?![\w%])"
            rf"|(?P<c>{_NUM})(?:{_TO}(?P<d>{_NUM}))?[ -]years?[ -](?:olds?\b|of age\b)"
            r"|\bage\b(?: (?:was|is|of|at|the|a|patients?|diagnosis|onset"
            f"|participants)){{1,4}} (?P<e>{_NUM})"
            rf"(?:{_TO}(?P<f>{_NUM}))?(?: years)?\b(?!\s?%)"
            rf"|(?<=\bunder )(?P<g>\d\d?){_ENDS}|(?<=\bover )(?P<h>\d\d?){_ENDS}|"
            rf"(?<=\bpast )(?P<i>\d\d?){_ENDS}"
            rf"|(?<=older than )(?P<j>\d\d?)(?: years)?{_ENDS}|(?<=younger than )"
            rf"(?P<k>\d\d?)(?: years)?{_ENDS}"
            r"|(?<![\w.–-])(?P<l>\d\d?)(?: years)?(?= (?:and|or) (?:older|younger|over|up)\b)",
            re.I,
        ),
        _age,
    ),
    Form(
        re.compile(
            rf"\b{_DECADE}(?:(?:\s?[-–]\s?| (?:and|or|to|through) "
            r"(?:their |her |his |early |late |mid-?|early-|late-)*)"
            rf"{_DECADE.replace('word', 'word_').replace('<a>', '<b>')})?(?!\s?\d)\b",
            re.I,
        ),
        _decade,
    ),
    Form(re.compile(r"\bteens\b|\bteenage(?:rs?)?\b", re.I), _teens),
)
