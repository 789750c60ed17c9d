"""English: the finite verb outside subordinate clauses governs a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from pipeline.checks import thresholds
from pipeline.checks.claims.model import Claim
from pipeline.checks.claims.polarity import cut
from pipeline.checks.claims.wording import word_set
from pipeline.model.tokens import Token

# Words that open a clause within a sentence; a comma closes it.
_OPENERS = word_set(
    """if when while because since although though unless until after before that which who
    whom whose where whereas as so than whether how why what once for"""
)
_FINITE = frozenset({"MD", "VBZ", "VBP", "VBD"})
_CONTENT = frozenset({"VERB", "ADJ", "NOUN", "PROPN"})
_AVOIDING = frozenset({"avoid", "refrain", "forbid", "prohibit", "ban", "contraindicate", "stop"})
_NOUN = frozenset({"ADJ", "NOUN", "PROPN", "ADV", "DET", "ADP", "CCONJ", "PART", "PUNCT", "NUM"})


def order(tokens: Sequence[Token]) -> Claim | None:
    """A command at the head of the sentence, as strong as what must be done."""
    words = _imperative(tokens)
    if words is None:
        return None
    first, last = words
    start, end = tokens[first].start, tokens[last].end
    return Claim("instruction", 2, 3, "order", start, end, cut(tokens[first : last + 1]), main=True)


def asks(tokens: Sequence[Token]) -> bool:
    """Whether it ends in a question mark."""
    return any(token.text == "?" for token in tokens[-2:])


def governs(tokens: Sequence[Token], words: range) -> bool:
    """Whether no clause is open where the words begin.

    A clause without a comma ends where a second finite verb follows: women who are pregnant must.
    """
    finite, first = 0, words[0]
    for at in range(first, max(-1, first - thresholds.CLAUSE_LONGEST), -1):
        token = tokens[at]
        finite += token.tag in _FINITE
        if token.norm in {",", ";", ":", "—", "–", ")"}:
            return True
        if token.norm == "(":
            return False
        if token.norm in _OPENERS:
            if finite < thresholds.CLAUSE_AND_SENTENCE or token is tokens[first]:
                return False
            finite -= 1
    return True


def denied(tokens: Sequence[Token], number: int) -> tuple[int, int] | None:
    """What a negation that governs denies: beside a finite verb, or as its subject or object."""
    token = tokens[number]
    if not governs(tokens, range(number, number + 1)):
        return None
    before = tokens[number - 1] if number else None
    if token.lemma == "not" or token.norm in {"n't", "never"}:
        finite = before is not None and (before.tag in _FINITE or before.pos == "AUX")
        ordered = before is not None and number == 1 and before.lemma == "do"
        if not (finite or ordered or (token.norm == "never" and number == 0)):
            return None
        last = next(
            (k for k in range(number + 1, len(tokens)) if tokens[k].pos in {"VERB", "ADJ"}), number
        )
        return max(0, number - 1), last if last - number <= thresholds.NOT_TO_VERB else number
    if token.norm in {"no", "nothing", "none", "nobody"}:
        if not _stands_in_clause(tokens, number):
            return None
        return number, min(number + (token.norm == "no"), len(tokens) - 1)
    return (number, number) if token.lemma in {"fail", "lack", "unable", "free", "absent"} else None


def _stands_in_clause(tokens: Sequence[Token], number: int) -> bool:
    """There is no …, has no …, or No … has been seen at the head of the sentence."""
    if number == 0:
        return any(token.tag in _FINITE for token in tokens)
    return tokens[number - 1].lemma in {"be", "have", "show", "find", "see", "cause"}


def _imperative(tokens: Sequence[Token]) -> tuple[int, int] | None:
    """The words of a command at the head of the sentence."""
    words = [k for k, t in enumerate(tokens) if t.pos != "PUNCT"]
    if len(words) < 2:
        return None
    at = 1 if tokens[words[0]].norm == "please" else 0
    first = tokens[words[at]]
    if first.tag == "VB" and first.lemma not in {"be"}:
        if first.lemma == "do" and tokens[words[at + 1]].lemma == "not" and len(words) > at + 2:
            return words[0], words[at + 2]
        return words[0], words[at]
    return None


def prohibits(tokens: Sequence[Token]) -> bool:
    """Whether it tells somebody not to do something."""
    if any(t.lemma in _AVOIDING for t in tokens):
        return True
    for a, b in pairwise(tokens):
        if b.lemma in {"not", "never"} and a.norm in {"must", "should", "can", "may", "do", "ca"}:
            return True
    return bool(tokens) and tokens[0].norm == "never"


def predicate(tokens: Sequence[Token]) -> tuple[int, int]:
    """The first finite verb with the word of content it leads to."""
    finite = next((k for k, t in enumerate(tokens) if t.tag in _FINITE), 0)
    if not tokens:
        return 0, 0
    last = finite
    if tokens[finite].pos == "AUX":
        last = next(
            (k for k in range(finite + 1, len(tokens)) if tokens[k].pos in _CONTENT), finite
        )
    return tokens[finite].start, tokens[last].end
