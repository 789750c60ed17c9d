"""Sentences of two clauses, of which one may be denied on one side only.

What is allowed and what is not can change places, so that each side denies once. Clauses are
compared in order, and only where their meaning (the embedding) says that this is how they belong
together.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.checks import thresholds
from pipeline.checks.claims.polarity import Opposed, opposed
from pipeline.checks.claims.reading import read
from pipeline.checks.claims.without import text_of
from pipeline.checks.linked.pairs import SentencePair
from pipeline.model.check import Context
from pipeline.model.source import Lang
from pipeline.model.tokens import Token

_JOINING = frozenset({"but", "and", "while", "whereas", "yet", "though", "although"})
_BEING = frozenset({"だ", "です", "有る", "ある"})

Clause = tuple[Token, ...]


def opposed_clause(ctx: Context, pair: SentencePair) -> Opposed | None:
    """A clause that is denied on one side only, in a sentence of two on both sides."""
    ours, theirs = pair.ours, pair.theirs
    if not (ours.reading.polarity.has_denial or theirs.reading.polarity.has_denial):
        return None
    left, right = _split(ours.tokens, ours.side.lang), _split(theirs.tokens, theirs.side.lang)
    if left is None or right is None:
        return None
    lang = ours.side.lang
    for one, other in zip(left, right, strict=True):
        found = opposed(read(one, lang), one, read(other, theirs.side.lang), other, lang)
        if found is None:
            continue
        affirming = other if found.ours_denies else one
        if not _names(affirming) and _in_order(ctx, pair, left, right):
            return found._replace(confidence=thresholds.POLARITY_CROSSED)
    return None


def _names(clause: Clause) -> bool:
    """Whether a Japanese clause ends in a noun with a copula: 自由診療であり.

    What a noun says is as well said by a denial (not covered by insurance).
    """
    rest = [token for token in clause if token.pos not in {"PUNCT", "ADP", "SCONJ"}]
    ends = len(rest)
    while ends and (rest[ends - 1].norm in _BEING):
        ends -= 1
    return 0 < ends < len(rest) and rest[ends - 1].tag.startswith("名詞")


def _split(tokens: Sequence[Token], lang: Lang) -> tuple[Clause, Clause] | None:
    """The two clauses of a sentence that has exactly two."""
    at = [
        number
        for number in range(1, len(tokens) - 1)
        if (_ends_ja(tokens, number) if lang == "ja" else _ends_en(tokens, number))
    ]
    commas = sum(token.text == "," for token in tokens)
    if len(at) != 1 or (lang == "en" and commas > 1):
        return None
    first, second = tuple(tokens[: at[0]]), tuple(tokens[at[0] + 1 :])
    return (first, second) if min(len(first), len(second)) >= thresholds.CLAUSE_SHORTEST else None


def _ends_ja(tokens: Sequence[Token], number: int) -> bool:
    """A comma after a predicate: 〜が、〜ず、〜し、〜て、〜なく、."""
    if tokens[number].text not in {"、", "，"}:
        return False
    before = tokens[number - 1]
    return before.pos in {"SCONJ", "AUX", "VERB", "ADJ"} or before.norm in {"が", "し", "て"}


def _ends_en(tokens: Sequence[Token], number: int) -> bool:
    """A comma before a conjunction, or a semicolon."""
    if tokens[number].text == ";":
        return True
    return tokens[number].text == "," and tokens[number + 1].norm in _JOINING


def _in_order(
    ctx: Context, pair: SentencePair, left: tuple[Clause, Clause], right: tuple[Clause, Clause]
) -> bool:
    import numpy as np

    texts = [text_of(pair.ours, clause).text for clause in left]
    texts += [text_of(pair.theirs, clause).text for clause in right]
    vectors = ctx.embed(texts)
    cosines = np.round(vectors[:2] @ vectors[2:].T, 4)
    straight, crosswise = np.trace(cosines), cosines[0, 1] + cosines[1, 0]
    return bool(straight - crosswise >= thresholds.CLAUSES_IN_ORDER)
