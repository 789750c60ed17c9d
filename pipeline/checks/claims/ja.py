"""Japanese: the end of a sentence governs it."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.checks.claims.wording import word_set
from pipeline.model.tokens import Token

# What may follow the word that governs a sentence.
_TAIL_POS = frozenset({"AUX", "PUNCT", "PART", "SYM"})
_TAIL = word_set(
    """て で に が は も と の ん た ます です だ よ ね こと 物 訳 有る 居る 為る 成る 来る
    行く 置く 仕舞う れる られる 高い 下さる 所 様 思う"""
)
_CLOSE = word_set("た です ます だ よ ね の ん と 思う こと で 下さる よう 為る")
_PROHIBITING = frozenset({"禁止", "禁忌", "厳禁", "避ける", "禁ずる"})
_IMPROPER = frozenset({"行く", "成る", "駄目", "いけない", "行ける", "いける"})


def governs(tokens: Sequence[Token], words: range) -> bool:
    """Whether only endings follow, so that the sentence ends in these words."""
    behind = (tokens[at] for at in range(words[-1] + 1, len(tokens)))
    return all(
        token.pos in _TAIL_POS or token.norm in _TAIL or token.lemma in _TAIL for token in behind
    )


def denied(tokens: Sequence[Token], number: int) -> tuple[int, int] | None:
    """The predicate that a negation at the very end of the sentence denies."""
    rest = 0
    for at in range(number + 1, len(tokens)):
        if tokens[at].pos == "PUNCT":
            continue
        if tokens[at].norm not in _CLOSE:
            return None
        rest += 1
    first = number
    while first > 0 and (
        tokens[first - 1].pos == "AUX" or tokens[first - 1].norm in {"は", "有る", "て", "で"}
    ):
        first -= 1
    return max(0, first - 1), number + rest


def prohibits(tokens: Sequence[Token]) -> bool:
    """Whether it tells somebody not to do something."""
    norms = [token.norm for token in tokens]
    asked = "下さる" in norms
    if {"禁止", "禁忌", "厳禁", "禁ずる"} & set(norms) or (asked and _PROHIBITING & set(norms)):
        return True
    return any(
        (a in {"て", "で"} and b == "は" and c in _IMPROPER)
        or (a in {"ない", "ず"} and b == "で" and c == "下さる")
        for a, b, c in zip(norms, norms[1:], norms[2:], strict=False)
    )


def predicate(tokens: Sequence[Token]) -> tuple[int, int]:
    """From the last content word to the end."""
    bare = [token for token in tokens if token.pos != "PUNCT"]
    if not bare:
        return 0, 0
    content = [t for t in tokens if t.pos in {"VERB", "ADJ", "NOUN", "PROPN"}]
    last = content[-1] if content else tokens[0]
    last = next((t for t in reversed(content) if t.norm not in _TAIL), last)
    return last.start, bare[-1].end


def order(_: Sequence[Token]) -> None:
    """Commands end in words that stand on the scale (ください, なさい)."""


def asks(tokens: Sequence[Token]) -> bool:
    """Whether it ends in か or a question mark."""
    words = [t for t in tokens if t.norm not in {"。", "」", "』", "）"}]
    return bool(words) and (words[-1].norm in {"?", "？"} or words[-1].text in {"か", "？"})
