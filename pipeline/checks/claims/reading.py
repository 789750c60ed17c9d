"""Reads a sentence: what is the same in both languages; ``en`` and ``ja`` hold the grammar."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from pipeline.checks.claims import en, ja
from pipeline.checks.claims.model import Claim, Polarity, SentenceClaims
from pipeline.checks.claims.polarity import cut, polarity
from pipeline.checks.claims.wording import SCALES, find, words
from pipeline.model.source import Lang
from pipeline.model.tokens import Token


@lru_cache(maxsize=4096)
def read(tokens: tuple[Token, ...], lang: Lang) -> SentenceClaims:
    """The claims and the polarity of one sentence; offsets are those of its tokens.

    What was read once is remembered.
    """
    grammar = ja if lang == "ja" else en
    joined = words(tokens, lang)
    claims = [
        Claim(
            kind,
            found.wording.step,
            found.wording.high,
            found.wording.label,
            tokens[found.first].start,
            tokens[found.last].end,
            cut(tokens[found.first : found.last + 1]),
            grammar.governs(tokens, range(found.first, found.last + 1)),
        )
        for kind in SCALES
        for found in find(kind, joined, lang)
    ]
    order = (
        None if any(c.kind == "instruction" and c.main for c in claims) else grammar.order(tokens)
    )
    if order is not None:
        claims.append(order)
    denied = polarity(tokens, joined, lang, lambda number: grammar.denied(tokens, number))
    return SentenceClaims(
        tuple(_freed(claim, denied) if lang == "ja" else claim for claim in claims),
        denied,
        grammar.predicate(tokens),
        bool(find("benefit", joined, lang)),
        bool(find("risk", joined, lang)),
        grammar.asks(tokens),
        grammar.prohibits(tokens),
        any(c.kind == "instruction" and c.main and c.label != "can" for c in claims),
    )


def _freed(claim: Claim, denied: Polarity) -> Claim:
    """A duty that is itself what a Japanese sentence denies is no need: 必須ではありません.

    Wordings that hold their own negation (てはいけない) end where the denial ends; English ones
    begin with what forbids (must not).
    """
    if claim.label != "must" or not any(
        denial.start == claim.start and claim.end < denial.end for denial in denied.denials
    ):
        return claim
    return replace(claim, step=0, high=0, label="no need")
