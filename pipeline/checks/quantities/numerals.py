"""Numbers as they are written: figures, kanji numerals, English number words, Roman numerals.

kanjize reads 5万5000, 三十五 and 二〇二三, text2num reads "two hundred and ten"; what is added here
is finding such a stretch in running text, commas, decimals, dozens, and 1.2 million.
"""

from __future__ import annotations

import re
from functools import lru_cache

KANJI = "〇零一二三四五六七八九十百千万億兆"
# Longer than any quantity is a serial number.
_FIGURES = r"(?:\d{1,3}(?:,\d{3}){1,5}(?!\d)|\d{1,15}(?!\d))(?:\.\d{1,12}(?!\d))?(?![.,]?\d)"
# Not behind letters: IL-6, CD4 and B12 are names.
_BEFORE = r"(?<![\d.,A-Za-z_/#@])(?<![A-Za-zα-ωβ][-‐–_])"
# Some set a space between figures and what follows: 84 億, 3 月.
_FIGURED = rf"{_BEFORE}\.?(?:{_FIGURES}(?: ?[十百千万億兆]{{1,4}})?){{1,5}}"
_WRITTEN = rf"(?<![{KANJI}\d])(?<!\d )[{KANJI}]{{1,20}}(?![{KANJI}])"
JA = rf"(?>(?:{_FIGURED}|{_WRITTEN})(?: (?=[ぁ-んァ-ヶ一-龥%°℃]))?)"

ONES = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
SCALES = {"hundred": 100, "thousand": 10**3, "million": 10**6, "billion": 10**9,
          "trillion": 10**12, "dozen": 12}  # fmt: skip
_ONE = "|".join(sorted(ONES, key=len, reverse=True))
_SCALE = "|".join(SCALES)
_BASE = rf"(?:(?:{'|'.join(TENS)})(?:[- ](?:{'|'.join(ONES[:9])}))?|{_ONE}|zero)\b"
_WORDS = (
    rf"\b(?:{_BASE}|a(?= (?:{_SCALE})\b))"
    rf"(?:[ -](?:{_SCALE})\b(?:(?: and |[ -]){_BASE}(?!-))?)*"
)
EN = rf"(?>{_BEFORE}{_FIGURES}(?:[ -](?:{_SCALE})\b)*|(?<![\w-])(?i:{_WORDS}))"

_ROMAN = {"I": 1, "V": 5, "X": 10}
_UNICODE_ROMAN = {chr(0x2160 + i): i + 1 for i in range(12)}
ROMAN = r"(?:\d{1,3}(?!\d)|(?<![IVX])[IVX]+|(?<![Ⅰ-Ⅻ])[Ⅰ-Ⅻ]+)"


@lru_cache(maxsize=4096)
def japanese(text: str) -> float:
    """``5万5000``, ``1.2億``, ``三十五``, ``二〇二三``, ``12,000`` as a number."""
    from kanjize import kanji2number

    plain = text.replace(",", "").replace(" ", "").replace("零", "〇")
    if plain.strip(".0123456789") == "":
        return float(plain)
    try:
        return _scaled(plain) if "." in plain else float(kanji2number(plain))
    except ValueError:
        # 十十 and the like are no numerals.
        return 0.0


def _scaled(text: str) -> float:
    """``1.25万``: kanjize cuts the decimals of what it cannot hold as a whole number."""
    from kanjize import kanji2number

    figure = re.match(r"[\d.]+", text)
    if figure is None:
        return 0.0
    return round(float(figure.group()) * kanji2number("1" + text[figure.end() :]), 6)


@lru_cache(maxsize=4096)
def english(text: str) -> float:
    """``12,000``, ``1.2 million``, ``twenty-five``, ``two hundred and ten`` as a number."""
    from text_to_num import text2num

    words = text.lower().replace(",", "")
    figure = re.match(r"[\d.]+", words)
    size = 1.0
    scale = re.search(rf"(?:[ -](?:{_SCALE}))+$", words) if figure else None
    if figure:
        for word in re.findall(_SCALE, scale.group()) if scale else ():
            size *= SCALES[word]
        return round(float(figure.group()) * size, 6)
    if words.endswith("dozen"):
        words, size = words.removesuffix("dozen").strip(" -"), 12.0
    words = re.sub(r"^a\b", "one", words).replace("-", " ") or "one"
    return float(text2num(words, "en")) * size


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
    if figure := re.fullmatch(r"\d+\.(\d+)", text):
        return float(10.0 ** -len(figure[1]))
    size = 1.0
    while value >= 1000 and value % (size * 10) == 0 and size < value:
        size *= 10
    return size
