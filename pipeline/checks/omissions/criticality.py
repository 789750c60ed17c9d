"""How grave it is that a sentence is lost: safety, prohibitions and instructions, doses.

Read from morphemes and their classes, never from whole phrases, so that every inflection counts.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Literal

from pipeline.model.source import Lang
from pipeline.model.tokens import Token

Criticality = Literal["safety", "prohibition", "instruction", "risk", "dose"]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Measures of time, frequency, age and dose, as the tokenisers name them.
_UNITS = _words(
    """回 日 日間 週 週間 か月 カ月 ヶ月 箇月 月間 年間 時間 分 分間 秒 秒間 歳 才 mg g μg µg mcg kg
    ml mL cc dL 錠 包 滴 カプセル 単位 ミリグラム グラム マイクログラム ミリリットル
    time day week month hour minute min second sec year old milligram gram microgram
    milliliter millilitre tablet capsule drop dose session unit"""
)
# Verbs that tell a reader to leave something alone or to seek help: without their frame
# (a request, an obligation, a condition) they tell nothing.
_REFRAIN = _words("避ける 控える 止める 中止 禁止 禁忌 avoid refrain stop discontinue")
_SEEK = _words(
    """相談 受診 連絡 申し出る 申し出 知らせる 伝える 報告 中断
    consult contact tell call inform ask seek report see talk"""
)
_RISK = _words(
    "危険 危険性 リスク 恐れ 注意 警告 禁物 risk danger dangerous warning caution hazard"
)
_REQUEST = frozenset({"下さる", "くださる"})
_CONDITION = frozenset({"場合", "時", "際", "ば", "たら", "if", "when", "before", "unless"})
# 〜てはいけない, 〜てはならない, 〜てはだめ.
_IMPROPER = frozenset({"行く", "成る", "駄目", "いけない"})
_PEOPLE = frozenset({"方", "人", "者", "患者", "児", "達"})
_MODALS = frozenset({"must", "should", "can", "may", "shall"})


def criticality(tokens: Sequence[Token], lang: Lang, domains: Sequence[str]) -> Criticality | None:
    """What makes the loss of a sentence an error; None where it is a warning.

    ``domains`` are those of the glossary concepts in the sentence.
    """
    if "safety" in domains:
        return "safety"
    if _forbids(tokens, lang):
        return "prohibition"
    if _instructs(tokens, lang):
        return "instruction"
    if any(token.norm in _RISK or token.lemma in _RISK for token in tokens):
        return "risk"
    return "dose" if _measures(tokens) else None


def _forbids(tokens: Sequence[Token], lang: Lang) -> bool:
    words = [token.norm for token in tokens]
    if lang == "en":
        negated = any(
            a.norm in _MODALS and b.norm in {"not", "n't", "never"} for a, b in pairwise(tokens)
        )
        return negated or words[:2] == ["do", "not"] or words[:1] in (["never"], ["avoid"])
    asked = any(word in _REQUEST for word in words) or _is_proposed(tokens)
    if asked and (_REFRAIN & set(words)):
        return True
    if "禁忌" in words or "禁止" in words:
        return True
    for a, b, c in zip(tokens, tokens[1:], tokens[2:], strict=False):
        # 飲まないで + ください asks not to do it.
        if a.norm in {"ない", "ず"} and b.norm in {"で", "様"} and asked:
            return True
        # て + は + いけない says what must not be.
        if a.norm in {"て", "で"} and b.norm == "は" and c.norm in _IMPROPER:
            return True
    return _excludes(tokens)


def _excludes(tokens: Sequence[Token]) -> bool:
    """``〜の方には行いません``: people as the topic, and a verb negated right at the end."""
    topic = any(a.norm in _PEOPLE and b.norm in {"は", "に"} for a, b in pairwise(tokens))
    words = [token for token in tokens if token.pos != "PUNCT"]
    if not topic or not words or words[-1].norm not in {"ず", "ない"}:
        return False
    verb = next((t for t in reversed(words[:-1]) if t.norm not in {"ます", "られる", "れる"}), None)
    return verb is not None and verb.norm not in {"有る", "居る"} and verb.pos in {"VERB", "AUX"}


def _is_proposed(tokens: Sequence[Token]) -> bool:
    """``〜ましょう``, ``〜べき``, ``〜必要があります``."""
    return any(t.text in {"ましょう", "べき", "必要"} for t in tokens)


def _instructs(tokens: Sequence[Token], lang: Lang) -> bool:
    """An instruction under a condition, to stop or to seek help."""
    words = {token.norm for token in tokens} | {token.lemma for token in tokens}
    if not (words & _SEEK or words & _REFRAIN):
        return False
    if lang == "en":
        return bool(words & _CONDITION)
    asked = bool(words & _REQUEST) or _is_proposed(tokens) or _is_owed(tokens)
    return asked and bool(words & (_CONDITION | {"必ず", "直ぐ", "事前", "前"}))


def _is_owed(tokens: Sequence[Token]) -> bool:
    """``〜なければなりません``."""
    return any(a.norm == "ば" and b.norm in _IMPROPER for a, b in pairwise(tokens))


def _measures(tokens: Sequence[Token]) -> bool:
    """A number with a measure of time, age or dose that is no date."""
    return any(
        a.pos == "NUM" and (b.norm in _UNITS or b.lemma in _UNITS) and not _in_date(tokens, k)
        for k, (a, b) in enumerate(pairwise(tokens))
    )


def _in_date(tokens: Sequence[Token], number: int) -> bool:
    """Whether a month stands right before the number (5月3日)."""
    return number > 0 and tokens[number - 1].norm == "月"
