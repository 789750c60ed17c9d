"""Numbers as they are written: figures, kanji numerals, English number words, Roman numerals.

``JA`` and ``EN`` find a numeral in folded text, ``japanese`` and ``english`` say what it is worth.
text2num reads "two hundred and ten"; kanji numerals with figures and decimals among them (1.2億,
3万3000) are read here, since no library holds them exactly. Too long a row of figures is a serial
number, and too large a power is no number; both have no value.
"""

from __future__ import annotations

import math
import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from pipeline.checks import thresholds

KANJI = "〇零一二三四五六七八九十百千万億兆壱弐参拾"
_DIGITS = {char: n for n, char in enumerate("〇一二三四五六七八九")} | {
    "零": 0, "壱": 1, "弐": 2, "参": 3,
}  # fmt: skip
_TENS = {"十": 10, "拾": 10, "百": 100, "千": 1000}
_MYRIADS = {"万": 10**4, "億": 10**8, "兆": 10**12, "ダース": 12}
# 数人 and several are so many.
FEW = (2.0, 9.9)

_SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
SUPERSCRIPT = str.maketrans("0123456789-", f"{_SUPERSCRIPTS}⁻")
_PLAIN = {ord(s): str(n) for n, s in enumerate(_SUPERSCRIPTS)} | {ord("⁻"): "-"}
_PARTS = "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞"
_FIGURE = (
    r"(?:\d{1,3}(?:,\d{3}){1,5}(?![\d,])|\d{1,3}(?:['’ ]\d{3}){1,5}(?!\d)|\d+)(?:\.\d+)?|\.\d+"
)
_POWER = (
    rf"(?:(?:{_FIGURE})\s?[×xX*✕]\s?)?10(?:\^\{{?-?\d{{1,9}}\}}?|⁻?[{_SUPERSCRIPTS}]{{1,9}}"
    r"|の-?\d{1,9}乗| to the power of -?\d{1,9}| to the \d{1,9}(?:th|st|nd|rd) power)"
)
# Text that was taken apart into tokens has blanks around its points: 1 . 0, 12 , 000.
_FIGURE_JA = rf"\d{{1,3}}(?: , \d{{3}}){{1,5}}(?!\d)|\d+ \. \d+(?![\d.])|{_FIGURE}"
_PARTED = re.compile(r"(?<=\d) ([.,]) (?=\d)")
_SCALE_JA = "[十百千万億兆]{1,4}|ダース"
# A figure is never read from its middle; what stands behind letters is a name (IL-6, CD4, B12).
_START = (
    r"(?<![\d_#@^])(?:(?<![A-Za-zα-ω])|(?<=(?<![A-Za-z])[SHRTM])(?=\d{1,2}年)"
    r"|(?<=FY)|(?<=JPY)|(?<=USD)|(?<=EUR)|(?<=GBP)|(?<=US))"
)
_SOME_JA = rf"十?[数何幾](?:[十百千万億兆]{{1,4}}|(?![{KANJI}]))"
JA = (
    rf"(?>{_START}{_POWER}"
    rf"|{_START}(?:(?:{_FIGURE_JA})(?: ?(?:{_SCALE_JA}))?)(?:(?:{_FIGURE})(?: ?(?:{_SCALE_JA})))*"
    rf"(?:(?<=[万億兆千])\d{{1,4}}(?!\d)|(?<=\d)K(?![A-Za-z]))?[{_PARTS}]?"
    rf"|[{_PARTS}]|{_SOME_JA}|(?<![{KANJI}数何])[{KANJI}]{{1,20}}(?![{KANJI}]))"
)

ONES = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
ORDINALS = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
    "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth",
    "eighteenth", "nineteenth", "twentieth",
)  # fmt: skip
SCALES = {"hundred": 100, "thousand": 10**3, "million": 10**6, "billion": 10**9,
          "trillion": 10**12, "dozen": 12}  # fmt: skip
_LETTERS = {"K": 10**3, "bn": 10**9}
_MANY = {"ten": 10, "dozen": 12} | SCALES
_SCALE = "|".join(SCALES)
_BASE = (
    rf"(?:(?:{'|'.join(TENS)})(?:[- ](?:{'|'.join(ONES[:9])})\b)?"
    rf"|{'|'.join(sorted(ONES, key=len, reverse=True))}|zero)\b"
)
_WORDS = (
    rf"(?:{_BASE}|a(?= (?:{_SCALE})\b)|half a(?= dozen\b))"
    rf"(?:[ -](?:{_SCALE})\b(?:(?: and |[ -]){_BASE}(?!-))?)*"
)
_SOME_EN = (
    rf"(?:several|a few|few|many|multiple|some|a couple of|couple of|a number of|various)\b"
    rf"(?: (?:{_SCALE})s?\b(?: of (?:{_SCALE})s\b)?)?"
    rf"|(?:{'|'.join(_MANY)})s of (?:{'|'.join(_MANY)})s\b|(?:{'|'.join(_MANY)})s(?= of\b)"
)
EN = (
    rf"(?>{_START}{_POWER}"
    rf"|{_START}(?:{_FIGURE})(?:(?:[ -](?:{_SCALE})\b)+|(?:K|bn)(?![A-Za-z])|[ ]?[{_PARTS}])?"
    rf"|[{_PARTS}]|(?<![\w-])(?i:{_SOME_EN}|{_WORDS}))"
)


class Value(NamedTuple):
    """What a numeral is worth: ``low`` and ``high`` differ where it says no number (数十).

    ``step`` is the place to which it is written, ``scale`` the word of size at its end (万),
    ``figures`` says that it is written in figures.
    """

    low: float
    high: float
    step: float
    scale: float
    figures: bool
    written: str

    @property
    def unsaid(self) -> bool:
        """Whether it names no number: several, 数十."""
        return self.low < self.high


@lru_cache(maxsize=8192)
def read(text: str, lang: str) -> Value | None:
    """The value of a numeral as ``JA`` or ``EN`` finds it; None where it is no number."""
    plain = _PARTED.sub(r"\1", text.strip().replace("’", "'"))
    figures = bool(re.search(rf"[\d{_PARTS}]", plain))
    if max((len(run) for run in re.findall(r"\d+", plain)), default=0) > thresholds.FIGURES_LONGEST:
        return None
    some = _some_japanese(plain) if lang == "ja" else _some_english(plain.lower())
    if some is not None:
        return Value(*some, 1.0, 1.0, False, text)
    value = _power(plain)
    if value is None:
        value = japanese(plain) if lang == "ja" else english(plain)
    if not math.isfinite(value):
        return None
    scale = _scale(plain, lang)
    return Value(value, value, step(plain, value), scale, figures, text)


def _scale(text: str, lang: str) -> float:
    if lang == "ja":
        return float(next((size for word, size in _MYRIADS.items() if text.endswith(word)), 1))
    return float(SCALES.get(text.lower().split(" ")[-1], 1)) if " " in text else 1.0


def _some_japanese(text: str) -> tuple[float, float] | None:
    found = re.fullmatch(r"(十)?[数何幾]([十百千万億兆]*)", text)
    if found is None:
        return None
    if found[1]:
        return 11.0, 19.0
    size = japanese(found[2]) if found[2] else 1.0
    return FEW[0] * size, FEW[1] * size


def _some_english(text: str) -> tuple[float, float] | None:
    words = text.split()
    many = [_MANY[w.rstrip("s")] for w in words if w.rstrip("s") in _MANY]
    if words[-1].rstrip("s") in _MANY and words[0].endswith("s") and words[0].rstrip("s") in _MANY:
        size = float(math.prod(many))
        return FEW[0] * size, FEW[1] * size
    if words[0] in {"several", "few", "many", "multiple", "some", "various", "couple"} or (
        words[0] == "a" and len(words) > 1 and words[1] in {"few", "couple", "number"}
    ):
        size = float(math.prod(many))
        return (2.0, 3.0) if "couple" in words and not many else (FEW[0] * size, FEW[1] * size)
    return None


def _power(text: str) -> float | None:
    """``1 × 10^6``, ``10⁶``, ``10の6乗``, ``10 to the power of 6``; None where it is no power."""
    found = re.fullmatch(
        rf"(?:({_FIGURE})\s?[×xX*✕]\s?)?10(?:\^\{{?(-?\d+)\}}?|(⁻?[{_SUPERSCRIPTS}]+)|の(-?\d+)乗"
        r"| to the power of (-?\d+)| to the (\d+)[a-z]+ power)",
        text,
    )
    if found is None:
        return None
    exponent = int(next(part for part in found.groups()[1:] if part).translate(_PLAIN))
    if abs(exponent) > thresholds.POWER_GREATEST:
        return math.inf
    return _figure(found[1] or "1") * 10.0**exponent


def _figure(text: str) -> float:
    """Figures with their marks of grouping, a vulgar fraction at their end included."""
    part = 0.0
    if text and text[-1] in _PARTS:
        part, text = round(unicodedata.numeric(text[-1]), 6), text[:-1].rstrip()
    plain = re.sub("[,' ]", "", text)
    return (float(plain) if plain else 0.0) + part


def japanese(text: str) -> float:
    """``5万5000``, ``1.2億``, ``三十五``, ``二〇二三``, ``12,000``, ``壱万`` as a number."""
    total = section = number = 0.0
    written = False
    if text.endswith("K"):
        return round(_figure(text[:-1]) * _LETTERS["K"], 6)
    for piece in re.findall(rf"(?:{_FIGURE})?[{_PARTS}]|{_FIGURE}|ダース|[{KANJI}]", text):
        if piece in _MYRIADS:
            size = section + number if written else 1.0
            total, section, number, written = total + size * _MYRIADS[piece], 0.0, 0.0, False
        elif piece in _TENS:
            section, number = section + (number or 1.0) * _TENS[piece], 0.0
            written = True
        elif piece in _DIGITS:
            number, written = number * 10 + _DIGITS[piece], True
        else:
            number, written = _figure(piece), True
    return round(total + section + number, 6)


def english(text: str) -> float:
    """``12,000``, ``1.2 million``, ``twenty-five``, ``two hundred and ten`` as a number."""
    words = text.lower()
    figure = re.match(rf"(?:{_FIGURE})? ?[{_PARTS}]|{_FIGURE}", words)
    if figure:
        rest = text[figure.end() :].strip(" -")
        more = _LETTERS.get(rest, 1) * math.prod(SCALES[w] for w in re.findall(_SCALE, rest))
        return round(_figure(figure.group()) * more, 6)
    size = 1.0
    if words.endswith("dozen"):
        words, size = words.removesuffix("dozen").strip(" -"), 12.0
        if words == "half a":
            return 6.0
    words = re.sub(r"^a\b", "one", words).replace("-", " ") or "one"
    return _words(words) * size


@lru_cache(maxsize=4096)
def _words(words: str) -> float:
    from text_to_num import text2num

    try:
        return float(text2num(words, "en"))
    except ValueError:
        return math.nan


_ROMAN = {"I": 1, "V": 5, "X": 10}
_UNICODE_ROMAN = {chr(0x2160 + i): i + 1 for i in range(12)}


def roman(text: str) -> float:
    """A small Roman numeral (I to XII, the single characters included) or a figure."""
    if text in _UNICODE_ROMAN:
        return _UNICODE_ROMAN[text]
    if text.isdigit():
        return float(text)
    values = [_UNICODE_ROMAN.get(c) or _ROMAN[c] for c in text.upper()]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return float(sum(-a if a < b else a for a, b in pairs))


def step(text: str, value: float) -> float:
    """The place to which a number is written: 0.1 for 17.4, 1000 for 12,000 or 1.2万."""
    figure = re.fullmatch(r"\d*\.(\d+)", text)
    if figure:
        return float(10.0 ** -len(figure[1]))
    size = 1.0
    while value >= 1000 and value % (size * 10) == 0 and size < value:
        size *= 10
    return size
