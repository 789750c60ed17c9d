"""What stands around a number and limits it: at least, 未満, up to, 約.

以上 and 以下 include the limit, "more than" and 未満 do not. A clause that is negated turns a bound
round (not more than = at most), so that is read as well.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from pipeline.checks.quantities.quantity import Bound
from pipeline.model.source import Lang

_WINDOW = 34


class Extent(NamedTuple):
    """A number with the words that limit it."""

    start: int
    end: int
    bound: Bound | None
    vague: bool
    negated: bool
    limited: bool


_EN_BEFORE: dict[Bound | None, str] = {
    "at most": r"no (?:more|longer|older|higher|later|greater) than|not (?:more|longer) than|up to"
    r"|at most|within|(?:a )?maximum(?: of)?|as (?:many|much) as|at or (?:below|under)|≤|<="
    r"|(?:not|n't|never) exceed(?:ing)?",
    "at least": r"no (?:fewer|less|younger|lower|earlier|shorter) than|not (?:less|fewer) than"
    r"|at least|(?:a )?minimum(?: of)?|at or (?:above|over)|≥|>=|from the age of",
    "more than": r"(?:more|greater|longer|older|higher|later|larger) than|over|above|beyond|past"
    r"|exceed(?:s|ed|ing)?|upwards of|in excess of|>",
    "less than": r"(?:less|fewer|younger|shorter|lower|smaller|earlier) than|under"
    "|below|short of|<",
    None: r"about|around|approximately|roughly|some|nearly|almost|approx\.|an? estimated"
    r"|an average of|close to|circa|~|≈|or so",
}
_AGE = r"(?:the )?ages? (?:of )?|aged? "
_EN = re.compile(
    r"(?<![A-Za-z])(?:just |well |slightly |a little )?(?:"
    + "|".join(f"(?P<b{i}>{words})" for i, words in enumerate(_EN_BEFORE.values()))
    + rf")\s?(?:{_AGE})?(?:a |an |the |US\$|[$¥€])?$",
    re.I,
)
_EN_NAMES = list(_EN_BEFORE)
_EN_AFTER = re.compile(
    r"\+|(?: of age| old)?,?\s?(?:or|and) "
    r"(?:(?P<least>more|older|above|over|higher|greater|longer|up(?:wards?)?|later)"
    r"|(?P<most>less|younger|below|under|fewer|lower|shorter|earlier))\b",
    re.I,
)
_EN_NOT = re.compile(r"\b(?:not|never|cannot|no|without|avoid)\b|n['’]t\b", re.I)

_JA_AFTER: dict[Bound, str] = {
    "at least": "以上|より上|から(?=が対象)",
    "at most": "以下|以内|まで(?!に?(?:上|下|増|減|低|回復|改善|延|達|広|縮))"
    "|を超えない|を上回らない|が上限|が限度",
    "less than": "未満|を下回|弱(?![いくまめ])|足らず|に満たない|を切|より(?:少な|低|短|若)",
    "more than": "超(?![音短])|を超え|を越え|を上回|強(?![いくまめ化調制])|余り|あまり|を過ぎ"
    "|より(?:多|高|長|大き)",
}
_JA_LIMIT: dict[Bound, str] = {
    "at most": "最大で?|最高で?|最長で?|多くても|長くても|上限は?",
    "at least": "最低で?も?|少なくとも|最短で?|下限は?",
}
_SORT_OF = "程度|ほど|前後|くらい|ぐらい|近く|内外|見当"
_JA = re.compile(
    rf" ?(?P<about>{_SORT_OF})?(?:の方)?(?:"
    + "|".join(f"(?P<b{i}>{words})" for i, words in enumerate(_JA_AFTER.values()))
    + ")"
)
_JA_NAMES = list(_JA_AFTER)
_JA_ABOUT = re.compile(_SORT_OF)
_JA_BEFORE = re.compile(
    "(?:(?:"
    + "|".join(f"(?P<l{i}>{words})" for i, words in enumerate(_JA_LIMIT.values()))
    + ")、?)?(?P<about>約|およそ|おおよそ|ほぼ|概ね|おおむね|平均で?|だいたい|大体)?"
    "(?P<full>(?<!未)満)? ?$"
)
_JA_LIMITS = list(_JA_LIMIT)
_JA_NOT = re.compile("な[いくけか]|ません|ず[、に]|避け|控え|禁")
# Any word that might limit a number, so that a limit is missed on neither side.
_EN_SOME = re.compile(
    r"\b(?:than|over|under|above|below|up|least|most|minimum|maximum|limit|older|younger|higher|lower"
    r"|from|until|to|within|exceed\w*|beyond|past|since|start\w*|reach\w*|more|less|fewer|turn\w*|between"
    r"|after|before|by|only|as)\b|[<>≤≥+]",
    re.I,
)
_JA_SOME = re.compile(
    "以|未満|超|まで|から|回[りるっ]|最[大高長低短小]|少なく|多く|上限|下限|限[度り]|過ぎ|満た|より|弱|強|だけ|になっ|達|~|頃|ころ"
)
# A point within a number ends no clause.
_CLAUSE = re.compile(r"[。．;；!?！？\n]|(?<!\d)\.|\.(?!\d)")
# 101.3°F (38.5°C) or higher: the limit of a number stands behind its conversion.
_CONVERTED = re.compile(r"\s?[(（][^()（）]{1,24}[)）]|(?<=[\d%A-Za-z℃度])[)）]")


def around(text: str, start: int, end: int, lang: Lang) -> Extent:
    """Widens a number by the words that limit it; looks at one window on either side."""
    return _japanese(text, start, end) if lang == "ja" else _english(text, start, end)


def _english(text: str, start: int, end: int) -> Extent:
    bound: Bound | None = None
    vague = False
    low = max(0, start - _WINDOW)
    for _ in range(2):  # "at least about 20" has two
        before = _EN.search(text, low, start)
        if before is None or before.start() == start:
            break
        name = _EN_NAMES[next(i for i in range(len(_EN_NAMES)) if before[f"b{i}"])]
        bound, vague = bound or name, vague or name is None
        start = before.start()
    after = _EN_AFTER.match(text, end)
    if after and (after.group() != "+" or not text[after.end() : after.end() + 1].isdigit()):
        bound = "at most" if after["most"] else "at least"
        end = after.end()
    elif (other := _CONVERTED.match(text, end)) and (after := _EN_AFTER.match(text, other.end())):
        bound = "at most" if after["most"] else "at least"
    before_, after_ = _clause(text, start, end)
    limited = bool(_EN_SOME.search(before_) or _EN_SOME.search(after_))
    negated = bool(_EN_NOT.search(before_) or _EN_NOT.search(after_))
    return Extent(start, end, bound, vague, negated, limited)


def _japanese(text: str, start: int, end: int) -> Extent:
    bound: Bound | None = None
    vague = False
    before = _JA_BEFORE.search(text, max(0, start - 10), start)
    if before and before.group().strip():
        start, vague = before.start(), before["about"] is not None
        bound = next((n for i, n in enumerate(_JA_LIMITS) if before[f"l{i}"]), None)
    after = _JA.match(text, end)
    about = _JA_ABOUT.match(text, end)
    if after:
        bound = _JA_NAMES[next(i for i in range(len(_JA_NAMES)) if after[f"b{i}"])]
        word = after.group().strip().removeprefix("の方")
        vague = vague or after["about"] is not None or word in {"弱", "強", "足らず", "余り"}
        end = after.end()
    elif about:
        vague, end = True, about.end()
    elif (other := _CONVERTED.match(text, end)) and (beyond := _JA.match(text, other.end())):
        bound = _JA_NAMES[next(i for i in range(len(_JA_NAMES)) if beyond[f"b{i}"])]
    before_, after_ = _clause(text, start, end)
    limited = bool(_JA_SOME.search(before_) or _JA_SOME.search(after_))
    return Extent(start, end, bound, vague, bool(_JA_NOT.search(after_)), limited)


def _clause(text: str, start: int, end: int) -> tuple[str, str]:
    """What stands before and after a number in its clause, within a window."""
    before = _CLAUSE.split(text[max(0, start - _WINDOW) : start])[-1]
    return before, _CLAUSE.split(text[end : end + _WINDOW])[0]
