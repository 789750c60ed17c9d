"""Runs of one sign, or of a short piece without a space: what nobody writes, and anybody may."""

from __future__ import annotations

from tests.growth.kinds import KINDS, Pair, both

_RUNS = {
    "image openings": "![",
    "stars in text": "*",
    "link openings": "[",
    "link closings": "]",
    "link middles": "](",
    "wide brackets": "（",
    "tag openings": "<",
    "quotation marks in brackets": "<a '",
    "entity openings": "&",
    "numeric entities": "&#",
    "path parts": "a-b/",
    "exclamation marks": "!",
    "commas": ",",
    "full stops": ".",
    "Japanese full stops": "。",
    "Japanese commas": "、",
    "corner brackets": "「",
    "quotation marks": "“",
    "apostrophes": "'",
    "currency signs": "€",
    "percent signs": "%",
    "equals signs": "=",
    "plus signs": "+",
    "hashes": "#",
    "tildes": "~",
    "backquotes": "`",
    "broken backquotes": "` `` ",
    "pipes": "|",
    "carets": "^",
    "at signs": "@",
    "mail addresses": "a@b.",
    "schemes": "http://",
    "colons": ":",
    "back slashes": "\\",
    "braces": "{{",
    "ranges": "1-",
    "fractions": "1/",
    "decimal points": "1.",
    "thousands": "1,000,",
    "percent codes": "%E3%81",
    "circled digits": "①",
    "middle dots": "・",
    "faces": "😀",
    "combining marks": "が\u3099",
    "long vowels": "ー",
    "waves": "〜",
    "ellipses": "…",
    "footnote marks": "[^1]",
    "slashes between capitals": "A/B-",
    "brackets around": "(a)",
    "closed brackets in brackets": "（（あ）",
    "units": "10mg/kg/",
    "years": "2020年",
    "negations": "ない",
    "contractions": "n't ",
    "initials": "J. ",
    "honorifics": "先生",
}


def _enter(name: str, unit: str) -> None:
    def made(n: int) -> Pair:
        run = unit * max(1, n // len(unit))
        return both([f"値は{run}である。"], [f"The value is {run} here."])

    KINDS[name] = made


for _name, _unit in _RUNS.items():
    _enter(f"run of {_name}", _unit)
