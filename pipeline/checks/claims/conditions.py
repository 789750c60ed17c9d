"""A condition that is denied on one side only: 止まらないとき, if it stops.

The rest of the sentence may deny as it likes on both sides; what is compared is the one clause that
says under which circumstance it holds, or of which people.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from pipeline.checks import thresholds
from pipeline.checks.claims.model import Denial
from pipeline.checks.claims.polarity import Opposed, cut, is_answered, is_negator
from pipeline.checks.claims.polarity import denying as denies
from pipeline.checks.claims.reading import read
from pipeline.checks.claims.without import Text, gain_without, text_of
from pipeline.checks.claims.wording import word_set
from pipeline.checks.linked.pairs import PlacedSentence, SentencePair
from pipeline.model.check import Context
from pipeline.model.source import Lang
from pipeline.model.tokens import Token

# What closes a Japanese condition, as Sudachi's normal forms; people are the condition in
# 飲み込めない方は. ば and たら are endings of the verb itself.
_CLOSERS = word_set("場合 時 際 方 人 者 患者 限り")
_ENDINGS = word_set("ば たら なら ても でも")
_INFLECTION = frozenset({"AUX", "SCONJ"})
_LIGHT = word_set("成る 居る 仕舞う")
_VERBAL = frozenset({"VERB", "ADJ", "AUX"})
# 〜なければならない, 〜ないといけない, 〜てもよい, 〜ばよい: a duty, a permission, no condition.
_VERDICTS = word_set("成る 行く いけない 駄目 良い 構う 大丈夫 結構")
_OPENERS = word_set("if when whenever who unless")
# Words with which an English condition may be turned round (only if, until, except when).
_TURNING = word_set("only until except unless before without otherwise but")
_PAUSES = word_set(", ; : . ! — – )")
_FINITE = frozenset({"MD", "VBZ", "VBP", "VBD"})


class _Condition(NamedTuple):
    """The tokens of a clause, and what denies in it."""

    tokens: tuple[Token, ...]
    denial: Denial | None


def opposed_condition(ctx: Context, pair: SentencePair) -> Opposed | None:
    """The negation in the only condition of a sentence, if that of the linked one has none."""
    ours, theirs = _only(pair.ours), _only(pair.theirs)
    if ours is None or theirs is None or (ours.denial is None) == (theirs.denial is None):
        return None
    if pair.ours.reading.is_question or pair.theirs.reading.is_question:
        return None
    here = ours.denial is not None
    denying, affirming = (ours, theirs) if here else (theirs, ours)
    denying_side, answering_side = (pair.ours, pair.theirs) if here else (pair.theirs, pair.ours)
    if _is_answered(denying, denying_side.side.lang, affirming, answering_side.side.lang):
        return None
    if len(denying.tokens) + thresholds.CONDITION_FRAME >= len(denying_side.tokens):
        return None  # A condition alone is a heading, or half a sentence.
    clause = text_of(denying_side, denying.tokens), text_of(answering_side, affirming.tokens)
    if not _fits_without(
        ctx, denying.denial, clause, (text_of(denying_side), text_of(answering_side))
    ):
        return None
    return Opposed(ours.denial, theirs.denial, here, thresholds.POLARITY_CONDITION)


def _fits_without(
    ctx: Context, denial: Denial | None, clauses: tuple[Text, Text], whole: tuple[Text, Text]
) -> bool:
    if denial is None:
        return False
    nearer, nearer_whole = (
        gain_without(ctx, denying_side, denial, answering_side)
        for denying_side, answering_side in (clauses, whole)
    )
    if nearer is None or nearer_whole is None or nearer < thresholds.NEARER_CONDITION:
        return False
    return nearer_whole >= 0 and nearer + nearer_whole >= thresholds.NEARER_CONDITION_BOTH


def _is_answered(denying: _Condition, lang: Lang, affirming: _Condition, opposite: Lang) -> bool:
    """Whether a word with a negative meaning (persists is none, fails is) may be the denial.

    “Stops” is 止まる, and answers no denial of it.
    """
    if denying.denial is None or is_answered(denying.tokens, lang, affirming.tokens):
        return True
    polarity = read(affirming.tokens, opposite).polarity
    return polarity.has_denial or polarity.hints > denying.denial.of_negative


def _only(denying_side: PlacedSentence) -> _Condition | None:
    """The condition of a sentence that has exactly one."""
    found = (
        _japanese(denying_side.tokens)
        if denying_side.side.lang == "ja"
        else _english(denying_side.tokens)
    )
    return found[0] if len(found) == 1 else None


def _japanese(tokens: Sequence[Token]) -> list[_Condition]:
    found = []
    begin = 0
    for number, token in enumerate(tokens):
        if token.pos == "PUNCT" and number and tokens[number - 1].norm in {"は", "が", "も"}:
            begin = number + 1
        if not _closes(tokens, number):
            continue
        first = number
        while first > begin and tokens[first - 1].pos in _VERBAL | _INFLECTION:
            first -= 1
        if first == number:
            continue
        clause = tuple(tokens[begin:number])
        at = next((n for n in reversed(range(first, number)) if not _inflects(tokens[n])), first)
        denial = _denial(tokens, at, clause, "ja") if is_negator(tokens[at], "ja") else None
        found.append(_Condition(clause, denial))
        begin = number + 1
    return found


def _inflects(token: Token) -> bool:
    """Whether a word is an ending of the negation (tense, change): なかった, なくなる."""
    if is_negator(token, "ja"):
        return False
    return token.pos in _INFLECTION or token.norm in _LIGHT


def _closes(tokens: Sequence[Token], number: int) -> bool:
    token = tokens[number]
    after = next((t.norm for t in tokens[number + 1 :] if t.norm not in {"も", "は"}), "")
    if token.norm in _ENDINGS or token.text in _ENDINGS:
        return after not in _VERDICTS
    if token.norm == "て" and tokens[number + 1 : number + 2]:
        return tokens[number + 1].norm == "も" and after not in _VERDICTS
    return token.norm in _CLOSERS and token.tag.startswith("名詞")


def _english(tokens: Sequence[Token]) -> list[_Condition]:
    found = []
    for number, token in enumerate(tokens):
        if token.norm not in _OPENERS:
            continue
        if any(t.norm in _TURNING for t in tokens[max(0, number - 2) : number + 1]):
            return []
        last = _end(tokens, number)
        clause = tuple(tokens[number + 1 : last])
        if any(t.norm in _TURNING for t in clause):
            return []
        at = sorted(denies(clause, "en"))
        denial = _denial(clause, at[0], clause, "en") if at else None
        if clause:
            found.append(_Condition(clause, denial))
    return found


def _end(tokens: Sequence[Token], opener: int) -> int:
    """Where a clause ends: at a comma, or with the second finite verb after “who”."""
    finite = 0
    for number in range(opener + 1, len(tokens)):
        finite += tokens[number].tag in _FINITE
        if tokens[number].text in _PAUSES or (finite > 1 and tokens[opener].norm == "who"):
            return number
    return len(tokens)


def _denial(tokens: Sequence[Token], number: int, clause: Sequence[Token], lang: Lang) -> Denial:
    own = tokens[number : number + 1]
    known = read(tuple(clause), lang).polarity
    places = [d for d in (*known.denials, *known.excepted) if d.start <= own[0].start < d.end]
    negative = any(d.of_negative for d in places)
    return Denial(own[0].start, own[-1].end, cut(own), True, negative)
