"""One quantity of a translated sentence changed, in every way that a slip changes one.

Nothing of the checker is used here: what is a number, a unit or a bound is told by the patterns of
this file alone, so that what the checker cannot read is counted as missed. ``changes`` yields a
kind and the sentence with one change of that kind, for each kind that the sentence allows.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Mapping

from pipeline.model.source import Lang

_FIGURE = (
    r"(?<![\w.,/:#_\-%&=@（〜])\d{1,3}(?:,\d{3})+(?:\.\d+)?"
    r"|(?<![\w.,/:#_\-&=@])\d{1,6}(?:\.\d{1,3})?"
)
_EN_NUMBER = re.compile(rf"(?:{_FIGURE})(?![\w/_:=]|[.,-]\d|-[A-Za-z])")
_JA_NUMBER = re.compile(rf"(?:{_FIGURE})(?![A-Za-z/_:=]|[.,-]\d)|[０-９]{{1,6}}")
_EN_YEAR = re.compile(r"(?<![\w.,/:#_-])(?:19|20)\d\d(?![\w/_:=]|[.,-]\d)")
_JA_YEAR = re.compile(r"(?<![\w.,/:#_-])(?:19|20)\d\d(?=年| 年)")
_MONTHS = ("January", "February", "March", "April", "June", "July", "August", "September",
           "October", "November", "December")  # fmt: skip
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_WORDS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_ORDINALS = ("second", "third", "fourth", "fifth", "sixth")
# What a word is changed into; the words of one ring are each other's slips.
Ring = tuple[str, ...]
EN_RINGS: Mapping[str, tuple[Ring, ...]] = {
    "unit": (
        ("seconds", "minutes", "hours"), ("days", "weeks", "months", "years"),
        ("day", "week", "month"), ("minute", "hour"), ("milliseconds", "seconds"),
        ("mg", "g"), ("mg", "μg"), ("ms", "s"), ("nm", "mm"), ("mm", "cm"), ("km", "m"),
        ("KB", "MB", "GB"), ("million", "billion"), ("thousand", "million"),
        ("hundred", "thousand"), ("bits", "bytes"), ("kilometers", "meters"),
        ("dollars", "yen", "euros"), ("miles", "meters"), ("decades", "centuries"),
    ),
    "bound": (
        ("at least", "at most"), ("more than", "less than"), ("or more", "or less"),
        ("or later", "or earlier"), ("or older", "or younger"), ("over", "under"),
        ("or higher", "or lower"), ("up to", "at least"), ("or above", "or below"),
        ("greater than", "less than"), ("no more than", "no less than"), ("within", "after"),
    ),
    "rate": (
        ("per day", "per week"), ("a day", "a week"), ("per month", "per year"),
        ("per second", "per minute"), ("per hour", "per minute"), ("a month", "a year"),
        ("daily", "weekly", "monthly"), ("twice", "three times"), ("hourly", "daily"),
        ("every day", "every week"), ("every year", "every month"), ("annually", "monthly"),
    ),
    "date": (_MONTHS, _DAYS, ("a.m.", "p.m."), ("am", "pm"), ("AM", "PM")),
    "word": (_WORDS, tuple(w.title() for w in _WORDS), ("double", "triple"), ("twice", "thrice"),
             ("dozens", "hundreds", "thousands"), ("half", "a quarter"),
             ("two-thirds", "three-quarters")),
    "ordinal": (_ORDINALS, tuple(w.title() for w in _ORDINALS), ("first", "third"),
                ("First", "Third"), ("2nd", "3rd", "4th"), ("1st", "2nd")),
}  # fmt: skip
JA_RINGS: Mapping[str, tuple[Ring, ...]] = {
    "unit": (
        ("分", "時間"), ("秒", "分"), ("日", "週間"), ("日間", "週間"), ("週間", "か月"),
        ("ヶ月", "年"), ("か月", "年"), ("カ月", "年"), ("ヵ月", "年"), ("年間", "か月"),
        ("ミリ秒", "秒"), ("mg", "g"), ("ms", "s"), ("mm", "cm"), ("km", "m"), ("KB", "MB", "GB"),
        ("万", "億"), ("ビット", "バイト"), ("ドル", "円"), ("キロ", "メートル"), ("百万", "億"),
        ("マイル", "メートル"),
    ),
    "date": (("時", "分"),),
}  # fmt: skip
JA_WORDS: Mapping[str, tuple[Ring, ...]] = {
    "bound": (("以上", "以下"), ("未満", "以上"), ("を超え", "を下回"),
              ("少なくとも", "多くとも"), ("以内", "以降")),
    "rate": (("1日に", "1週間に"), ("毎日", "毎週"), ("毎年", "毎月"), ("毎秒", "毎分"),
             ("1 日 に", "1 週間 に"), ("2 回", "3 回"), ("2回", "4回")),
    "date": (("午前", "午後"), ("月曜", "火曜"), ("水曜", "木曜"), ("金曜", "日曜"),
             ("土曜", "月曜")),
    "word": (("二つ", "三つ", "四つ"), ("2つ", "3つ", "4つ"), ("２つ", "３つ"), ("半分", "3分の1"),
             ("数千", "数百"), ("数万", "数千"), ("二人", "三人"), ("2 つ", "3 つ")),
    "ordinal": (("1つ目", "2つ目", "3つ目"), ("第2", "第3"), ("第1", "第3"), ("最初の", "3番目の"),
                ("第二", "第三", "第四"), ("2番目", "3番目", "4番目")),
}  # fmt: skip

Change = Callable[[str, random.Random], "str | None"]


# Code, addresses and formulas are no prose; they are put back as they were.
_CODE = re.compile(
    r"`[^`]*`|https?://\S+|\{\{?[^{}]*\}\}?|\$[^$]+\$|<[^<>]+>|\]\([^()]*\)|/\^.*\$/|\w+\([^()]*\)"
)


def changes(text: str, lang: Lang, dice: random.Random) -> Iterator[tuple[str, str]]:
    """Each kind with the text that one change of that kind makes of it."""
    hidden: list[str] = []

    def hide(found: re.Match[str]) -> str:
        hidden.append(found.group())
        return chr(0xE000 + len(hidden) - 1)

    plain = _CODE.sub(hide, text)
    for kind, change in (_ENGLISH if lang == "en" else _JAPANESE).items():
        other = change(plain, dice)
        if other is not None and other != plain:
            yield kind, re.sub("[\ue000-\uf000]", lambda m: hidden[ord(m.group()) - 0xE000], other)


def _put(text: str, spot: re.Match[str], new: str) -> str:
    return f"{text[: spot.start()]}{new}{text[spot.end() :]}"


def _one(pattern: re.Pattern[str], new: Callable[[str, random.Random], str | None]) -> Change:
    def change(text: str, dice: random.Random) -> str | None:
        found = [spot for spot in pattern.finditer(text) if new(spot.group(), dice)]
        if not found:
            return None
        spot = dice.choice(found)
        made = new(spot.group(), dice)
        return _put(text, spot, made) if made else None

    return change


def _digit(number: str, dice: random.Random) -> str | None:
    """Another figure in one place."""
    places = [at for at, c in enumerate(number) if c.isdigit() and (at or c not in "0０")]
    at = dice.choice(places) if places else 0
    zero = "０" if number[at] in "０１２３４５６７８９" else "0"
    figures = [chr(ord(zero) + n) for n in range(1 if at == 0 else 0, 10)]
    others = [figure for figure in figures if figure != number[at]]
    return f"{number[:at]}{dice.choice(others)}{number[at + 1 :]}" if places else None


def _tenfold(number: str, dice: random.Random) -> str | None:
    if number.strip("0０.") == "" or "," in number:
        return None
    if "." in number:
        return number.replace(".", "", 1).lstrip("0") or None
    if number[-1] in "0０" and dice.random() < 0.4 and len(number) > 1:
        return number[:-1]
    return number + ("０" if number[-1] in "０１２３４５６７８９" else "0")


def _year(number: str, dice: random.Random) -> str | None:
    return str(int(number) + dice.choice((-10, -3, -2, -1, 1, 2, 3, 10)))


def _exchange(pattern: re.Pattern[str]) -> Change:
    def change(text: str, dice: random.Random) -> str | None:
        found = [s for s in pattern.finditer(text) if len(s.group().strip("0０")) > 0]
        pairs = [
            (a, b) for a in found for b in found
            if a.start() < b.start() and a.group() != b.group() and b.start() - a.end() > 5
        ]  # fmt: skip
        if not pairs:
            return None
        a, b = dice.choice(pairs)
        return (f"{text[: a.start()]}{b.group()}{text[a.end() : b.start()]}{a.group()}"
                f"{text[b.end() :]}")  # fmt: skip

    return change


def _ring(rings: tuple[Ring, ...], before: str, after: str) -> Change:
    """A word of a ring exchanged for another one of it."""
    forms = sorted({word for ring in rings for word in ring}, key=len, reverse=True)
    pattern = re.compile(f"{before}(?:{'|'.join(map(re.escape, forms))}){after}")

    def other(word: str, dice: random.Random) -> str | None:
        ring = dice.choice([ring for ring in rings if word in ring])
        return dice.choice([w for w in ring if w != word])

    return _one(pattern, other)


_WORD_EDGE = r"(?<![\w-])", r"(?![\w-])"
_ENGLISH: dict[str, Change] = {
    "digit": _one(_EN_NUMBER, _digit),
    "tenfold": _one(_EN_NUMBER, _tenfold),
    "year": _one(_EN_YEAR, _year),
    "exchange": _exchange(_EN_NUMBER),
    "bound": _ring(EN_RINGS["bound"], _WORD_EDGE[0], r"(?=\s+(?:about\s+)?\d)"),
    "bound after": _ring(EN_RINGS["bound"], r"(?<=\d )", _WORD_EDGE[1]),
    "rate": _ring(EN_RINGS["rate"], *_WORD_EDGE),
    "date": _ring(EN_RINGS["date"], r"(?<![\w-])", r"(?![\w-])"),
    "word": _ring(EN_RINGS["word"], *_WORD_EDGE),
    "ordinal": _ring(EN_RINGS["ordinal"], *_WORD_EDGE),
}


_EN_UNIT = sorted({w for r in EN_RINGS["unit"] for w in r}, key=len, reverse=True)
_ENGLISH["unit"] = _one(
    re.compile(rf"(?<=\d )(?:{'|'.join(map(re.escape, _EN_UNIT))}){_WORD_EDGE[1]}"),
    lambda word, dice: dice.choice(
        [w for ring in EN_RINGS["unit"] if word in ring for w in ring if w != word]
    ),
)
_JA_UNIT = sorted({w for r in JA_RINGS["unit"] for w in r}, key=len, reverse=True)
_JAPANESE: dict[str, Change] = {
    "digit": _one(_JA_NUMBER, _digit),
    "tenfold": _one(_JA_NUMBER, _tenfold),
    "year": _one(_JA_YEAR, _year),
    "exchange": _exchange(_JA_NUMBER),
    "unit": _one(
        re.compile(
            rf"(?:(?<=\d)|(?<=\d ))(?<!(?:19|20)\d\d)(?<!(?:19|20)\d\d )"
            rf"(?:{'|'.join(map(re.escape, _JA_UNIT))})(?![A-Za-z間前後の])"
        ),
        lambda word, dice: dice.choice(
            [w for ring in JA_RINGS["unit"] if word in ring for w in ring if w != word]
        ),
    ),
    **{kind: _ring(rings, "", "") for kind, rings in JA_WORDS.items()},
}
