"""What stands around a number and limits it: at least, 未満, up to, 約.

以上 and 以下 include the limit, "more than" and 未満 do not. A clause that is negated turns a bound
round (not more than = at most), so that is read as well.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple, cast

from pipeline.checks import thresholds
from pipeline.checks.quantities.lexer import Lexeme
from pipeline.checks.quantities.quantity import Bound
from pipeline.model.source import Lang


class Extent(NamedTuple):
    """A number with the words that limit it."""

    start: int
    end: int
    bound: Bound | None
    vague: bool
    negated: bool
    limited: bool


_EN_NOT = re.compile(r"\b(?:not|never|cannot|no|without|avoid)\b|n['’]t\b", re.I)
_JA_NOT = re.compile("な[いくけか]|ません|ず[、に]|避け|控え|禁")
# 3日まで回復: how far something goes is no limit of it.
_JA_CHANGE = re.compile("に?(?:上|下|増|減|低|回復|改善|延|達|広|縮|さかのぼ|遡)")
# A month or a year whose end is meant: by then, and after then.
_EN_SOME = re.compile(
    r"\b(?:than|over|under|above|below|up|least|most|minimum|maximum|limit|older|younger|higher|lower"
    r"|from|until|to|within|exceed\w*|beyond|past|since|start\w*|reach\w*|more|less|fewer|turn\w*|between"
    r"|after|before|by|only|as|last|first)\b|[<>≤≥+]",
    re.I,
)
_JA_SOME = re.compile(
    "以|未満|超|まで|から|回[りるっ]|最[大高長低短小]|少なく|多く|上限|下限|限[度り]|過ぎ|満た|より|弱|強|だけ|になっ|達|~|頃|ころ"
)
_CLAUSE = re.compile(r"[。．;；!?！？\n]|(?<!\d)\.|\.(?!\d)")


def around(text: str, lexemes: Sequence[Lexeme], first: int, last: int, lang: Lang) -> Extent:
    """Widens the lexemes from ``first`` up to ``last`` by the words that limit them."""
    start, bound, vague = _before(lexemes, first, lang)
    end, behind, about = _behind(text, lexemes, last, lang)
    bound, vague = behind or bound, vague or about
    before_, after_ = _clause(text, start, end)
    some, no = (_JA_SOME, _JA_NOT) if lang == "ja" else (_EN_SOME, _EN_NOT)
    limited = bool(some.search(before_) or some.search(after_))
    negated = bool(no.search(after_) or (lang == "en" and no.search(before_)))
    return Extent(start, end, bound, vague, negated, limited)


def _before(lexemes: Sequence[Lexeme], first: int, lang: Lang) -> tuple[int, Bound | None, bool]:
    """The words before a number: at least about 20 has two of them."""
    start, bound, vague = lexemes[first].start, None, False
    at, read = first - 1, 0
    while at >= 0 and read < 2:
        lexeme = lexemes[at]
        senses = lexeme.senses
        if "BEFORE_NUMBER" in senses:
            bound, start = bound or cast("Bound", senses["BEFORE_NUMBER"]), lexeme.start
            read += 1
        elif "ABOUT" in senses:
            vague, start = True, lexeme.start
            read += 1
        elif "MAN" in senses or "SIGN" in senses:
            if "SIGN" in senses and senses["SIGN"] != "equals":
                bound = bound or cast("Bound", senses["SIGN"])
            start = lexeme.start
        elif not (
            "SKIPPED" in senses or "AGED" in senses or (lang == "ja" and lexeme.text in "、で")
        ):
            break
        at -= 1
    return start, bound, vague


def _behind(
    text: str, lexemes: Sequence[Lexeme], last: int, lang: Lang
) -> tuple[int, Bound | None, bool]:
    end = lexemes[last - 1].end
    bound, about, stop = _limit(text, lexemes, last, lang)
    if stop is not None:
        return stop, bound, about
    # 101.3°F (38.5°C) or higher: the limit of a number stands behind its conversion.
    if last < len(lexemes) and "OPEN" in lexemes[last].senses:
        for at in range(last + 1, min(last + thresholds.CONVERSION_LEXEMES, len(lexemes))):
            if "CLOSE" in lexemes[at].senses:
                bound, about, stop = _limit(text, lexemes, at + 1, lang)
                return end, bound, about
    elif last < len(lexemes) and "CLOSE" in lexemes[last].senses:
        bound, about, stop = _limit(text, lexemes, last + 1, lang)
        return end, bound, about
    return end, None, False


def _limit(
    text: str, lexemes: Sequence[Lexeme], at: int, lang: Lang
) -> tuple[Bound | None, bool, int | None]:
    """The bound that begins with a lexeme, whether it is vague, and where it ends."""
    return _japanese(text, lexemes, at) if lang == "ja" else _english(text, lexemes, at)


def _japanese(
    text: str, lexemes: Sequence[Lexeme], at: int
) -> tuple[Bound | None, bool, int | None]:
    about, stop = False, None
    for lexeme in lexemes[at : at + 3]:
        senses = lexeme.senses
        if "ABOUT_AFTER" in senses and not ("AFTER_NUMBER" in senses and about):
            about, stop = True, lexeme.end
            if "AFTER_NUMBER" not in senses:
                continue
        if "AFTER_NUMBER" in senses:
            if lexeme.text == "まで" and _JA_CHANGE.match(text, lexeme.end):
                return None, about, stop
            sort_of = lexeme.text in {"弱", "強", "足らず", "余り", "余", "あまり"}
            bound = cast("Bound", senses["AFTER_NUMBER"])
            return bound, about or sort_of, lexeme.end
        if stop is None and lexeme.text in {"の方", "の"}:
            continue
        break
    return None, about, stop


def _english(
    text: str, lexemes: Sequence[Lexeme], at: int
) -> tuple[Bound | None, bool, int | None]:
    ahead = lexemes[at : at + 4]
    if not ahead:
        return None, False, None
    if "PLUS" in ahead[0].senses and not text[ahead[0].end : ahead[0].end + 1].isdigit():
        return "at least", False, ahead[0].end
    if "ABOUT_AFTER" in ahead[0].senses:
        return None, True, ahead[0].end
    read = [lexeme for lexeme in ahead if "COMMA" not in lexeme.senses]
    if len(read) > 1 and read[0].senses.keys() & {"OR", "AND"}:
        for kind in ("OLDER", "YOUNGER"):
            if kind in read[1].senses:
                return cast("Bound", read[1].senses[kind]), False, read[1].end
    return None, False, None


def _clause(text: str, start: int, end: int) -> tuple[str, str]:
    """What stands before and after a number in its clause, within a window."""
    before = _CLAUSE.split(text[max(0, start - thresholds.BOUND_AROUND) : start])[-1]
    return before, _CLAUSE.split(text[end : end + thresholds.BOUND_AROUND])[0]
