"""A document that holds a Japanese and an English version becomes two texts.

Every line is weighed by script: kana, kanji and Japanese punctuation against words in Latin letters
(abbreviations count half, words in quotes or brackets only where there is nothing else). Lines
without letters and code have no weight and follow the line before them.

*Is there a second version?* Only if it is as much as a seventh of the first, and if a quarter of it
is running text (verbs and pronouns in English, sentences with kana in Japanese); a list of English
references or a Japanese signature is no version.

*One after the other* is the usual case: the text is cut at the one place that misplaces the fewest
letters (a two-segment change point). *Block by block* is chosen only where even the best single cut
would misplace a tenth of all letters; then each line goes to its own language, smoothed by a small
price for changing sides (Viterbi), so that ``TMS`` alone on a line stays with its neighbours.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Literal, NamedTuple

from pipeline.documents.phrases import has_clause_words
from pipeline.model.source import Lang

Arrangement = Literal["one language", "one after the other", "block by block"]

_LINES = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")
_FENCE = re.compile(r"[ ]{0,3}(`{3,}|~{3,})")
_ASIDE = re.compile(
    r"[（(「『“\"][^（）()「」『』“”\"]*[）)」』”\"]|https?://\S+|\]\([^)]{0,2000}\)"
)
_JAPANESE = re.compile(r"[\u3001-\u3003\u3005\u300c-\u300f\u3040-\u30ff\u3400-\u9fff\uff66-\uff9f]")
_KANA = re.compile(r"[\u3041-\u309f]")
_LATIN_WORD = re.compile(r"[A-Za-z\u00c0-\u024f][A-Za-z\u00c0-\u024f'’]*")

_SECOND_VERSION = 1 / 7
_RUNNING = 1 / 4
_MISPLACED = 1 / 10
_CHANGE = 2.4
_JAPANESE_LETTER = 2.0
_ABBREVIATION = 0.5


@dataclass(frozen=True)
class Split:
    """``ja`` and ``en`` hold every line of the input once, in order; ``sides`` says which has it.

    Where the document is in one language, the other text is empty and ``only`` names the language;
    ``only`` is None for two versions and for a text without letters (which stands in ``ja``).
    A file is to be written for each text that is not empty.
    """

    ja: str
    en: str
    sides: tuple[Lang, ...]
    arrangement: Arrangement
    only: Lang | None


class _Weight(NamedTuple):
    """Letters of a line that speak for either language; one of the two is 0."""

    ja: float
    en: float


def split(text: str) -> Split:
    """Divides a document into its Japanese and its English version; linear in the text.

    Works on plain text and Markdown alike. Lines of either text, taken in the order of ``sides``,
    give the document again.
    """
    lines = _lines(text)
    weights = _weights(lines)
    ja, en = sum(w.ja for w in weights), sum(w.en for w in weights)
    versions = _versions(lines, weights, ja, en)
    if len(versions) < 2:
        only = versions[0] if versions else None
        return _divided(lines, [only or "ja"] * len(lines), "one language", only)
    cut, first, misplaced = _best_cut(weights)
    if misplaced <= _MISPLACED * (ja + en):
        second: Lang = "en" if first == "ja" else "ja"
        sides = [first] * cut + [second] * (len(lines) - cut)
        return _divided(lines, sides, "one after the other", None)
    return _divided(lines, _smoothed(weights), "block by block", None)


def _lines(text: str) -> list[str]:
    return _LINES.findall(text)


def _divided(
    lines: Sequence[str], sides: Sequence[Lang], arrangement: Arrangement, only: Lang | None
) -> Split:
    ja = "".join(line for line, side in zip(lines, sides, strict=True) if side == "ja")
    en = "".join(line for line, side in zip(lines, sides, strict=True) if side == "en")
    return Split(ja, en, tuple(sides), arrangement, only)


def _weights(lines: Sequence[str]) -> list[_Weight]:
    result = []
    fence = ""
    for line in lines:
        mark = _FENCE.match(line)
        if fence or mark:
            result.append(_Weight(0, 0))
            if mark and not fence:
                fence = mark[1]
            elif mark and mark[1].startswith(fence):
                fence = ""
        else:
            result.append(_weight(line))
    return result


def _weight(line: str) -> _Weight:
    outside = _ASIDE.sub(" ", line)
    ja, en = _letters(outside)
    if not ja and not en:
        ja, en = _letters(line)
    return _Weight(ja, 0) if ja >= en else _Weight(0, en)


def _letters(text: str) -> tuple[float, float]:
    ja = _JAPANESE_LETTER * len(_JAPANESE.findall(text))
    words = _LATIN_WORD.findall(text)
    en = sum(len(word) * (_ABBREVIATION if word.isupper() else 1) for word in words)
    return ja, en


def _versions(lines: Sequence[str], weights: Sequence[_Weight], ja: float, en: float) -> list[Lang]:
    """The languages the document has a version in; the larger one always counts."""
    if not ja and not en:
        return []
    larger: Lang = "ja" if ja >= en else "en"
    if min(ja, en) < _SECOND_VERSION * max(ja, en):
        return [larger]
    smaller: Lang = "en" if larger == "ja" else "ja"
    running = sum(
        getattr(weight, smaller)
        for line, weight in zip(lines, weights, strict=True)
        if getattr(weight, smaller) and _is_running(line, smaller)
    )
    return [larger, smaller] if running >= _RUNNING * min(ja, en) else [larger]


def _is_running(line: str, lang: Lang) -> bool:
    if lang == "en":
        return has_clause_words(line)
    return len(_KANA.findall(line)) >= 3


def _best_cut(weights: Sequence[_Weight]) -> tuple[int, Lang, float]:
    """Where one cut misplaces the fewest letters, which language comes first, and how many.

    Of equal places the last is taken, so that blank lines and rules stay with what they follow.
    """
    ja = [0.0, *accumulate(w.ja for w in weights)]
    en = [0.0, *accumulate(w.en for w in weights)]
    cuts = range(len(weights) + 1)
    japanese_first = [en[i] + ja[-1] - ja[i] for i in cuts]
    english_first = [ja[i] + en[-1] - en[i] for i in cuts]
    best_ja, best_en = min(japanese_first), min(english_first)
    costs, first = (japanese_first, "ja") if best_ja <= best_en else (english_first, "en")
    best = min(costs)
    at = max(i for i in cuts if costs[i] == best)
    return at, "ja" if first == "ja" else "en", best


def _smoothed(weights: Sequence[_Weight]) -> list[Lang]:
    """The side of each line at the least cost of misplaced letters and changes of side."""
    cost = {"ja": 0.0, "en": 0.0}
    stayed: list[dict[str, bool]] = []
    for weight in weights:
        stays = {side: cost[side] <= cost[_over(side)] + _CHANGE for side in cost}
        cost = {
            side: min(cost[side], cost[_over(side)] + _CHANGE)
            + (weight.en if side == "ja" else weight.ja)
            for side in cost
        }
        stayed.append(stays)
    side = "ja" if cost["ja"] <= cost["en"] else "en"
    path: list[Lang] = []
    for index in range(len(weights) - 1, -1, -1):
        path.append("ja" if side == "ja" else "en")
        if not stayed[index][side]:
            side = _over(side)
    path.reverse()
    return _following(path, weights)


def _over(side: str) -> str:
    return "en" if side == "ja" else "ja"


def _following(path: Sequence[Lang], weights: Sequence[_Weight]) -> list[Lang]:
    """Lines without letters go with the line before them, the first ones with the line after."""
    result = list(path)
    for i, weight in enumerate(weights):
        if not weight.ja and not weight.en and i:
            result[i] = result[i - 1]
    return result
