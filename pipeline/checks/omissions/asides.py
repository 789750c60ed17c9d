"""Sentences about the text itself or to its reader, whose omission is no fault.

Greetings, invitations, announcements of what comes next, and openings of a list.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.checks.omissions.word_coverage import is_light
from pipeline.model.source import Lang
from pipeline.model.tokens import Token


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Verbs of saying and showing, with which a text speaks of itself.
_SAYING = _words(
    "説明 解説 紹介 述べる 纏める 見る 案内 整理 挙げる 示す 答える 話す 取り上げる 御覧"
)
# What bids welcome; closed classes of adverbs and of verbs of holding back.
_INVITING = frozenset({"どうぞ", "是非", "気軽", "遠慮", "hesitate", "welcome"})
# Words that point to what comes next in the text.
_AHEAD = frozenset({"以下", "次", "下記", "following"})


def is_aside(tokens: Sequence[Token], lang: Lang) -> bool:
    """Whether a sentence greets, invites, announces or only opens what follows."""
    return _greets(tokens) or _announces(tokens) or _points_ahead(tokens) or _invites(tokens, lang)


def _invites(tokens: Sequence[Token], lang: Lang) -> bool:
    """Whether a sentence bids somebody come or ask: どうぞお気軽に…, please feel free to …."""
    words = {token.norm for token in tokens}
    return bool(words & _INVITING) and (lang == "en" or "下さる" in words)


def _greets(tokens: Sequence[Token]) -> bool:
    """Whether a sentence greets or thanks; the お of お約束 may be read as an exclamation."""
    return any(token.pos == "INTJ" and len(token.text) > 1 for token in tokens)


def _points_ahead(tokens: Sequence[Token]) -> bool:
    """Whether a sentence only opens what follows: 以下のとおりです, not 十歳以下."""
    before: Token | None = None
    for token in tokens:
        free = before is None or before.pos in {"ADP", "PUNCT", "SCONJ", "CCONJ", "ADV", "NOUN"}
        if token.norm in _AHEAD and free and not (before and "助数詞" in before.tag):
            return True
        before = token
    return False


def _announces(tokens: Sequence[Token]) -> bool:
    """Whether the last verb announces what the text does next: 説明します, let us look at.

    A closed class of verbs of saying and showing, in the first person's plain future.
    """
    ends = [t for t in tokens if t.pos in {"VERB", "NOUN"} and not is_light(t)][-1:]
    last = ends[0].norm if ends else ""
    polite = any(t.norm == "ます" and t.text in {"ます", "ましょう"} for t in tokens[-3:])
    return polite and last in _SAYING
