"""A sentence with its denial taken out: if it then fits the other side better, that affirms.

A denial that the other side says in other words (“isn't easy”, 難しい) is part of the meaning that
the embedding sees, and taking it out drives the sentences apart. Where one side really says the
opposite, what denies is the one word too many.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from pipeline.checks import thresholds
from pipeline.checks.claims.model import Denial
from pipeline.checks.claims.polarity import Opposed, denying
from pipeline.checks.linked.pairs import PlacedSentence
from pipeline.model.check import Context
from pipeline.model.source import Lang
from pipeline.model.tokens import Token

_WHOLE = {"ca": "can", "wo": "will", "sha": "shall"}
_NEGATED_BE = "ある"
# An ending of the denial itself, and the one of the same sense that any plain verb takes.
_IF, _BEHIND_ANY_VERB = {"ば", "たら"}, "なら"


class Text(NamedTuple):
    """A sentence or a clause, which begins where the first of its tokens does."""

    text: str
    tokens: Sequence[Token]
    lang: Lang


def text_of(sentence: PlacedSentence, tokens: Sequence[Token] | None = None) -> Text:
    """A sentence, or the clause of it that these tokens are."""
    tokens = sentence.tokens if tokens is None else tokens
    text = sentence.block.prose.text[tokens[0].start : tokens[-1].end]
    return Text(text, tokens, sentence.side.lang)


def is_borne_out(ctx: Context, found: Opposed, ours: Text, theirs: Text) -> bool:
    """Whether a sentence comes nearer to the other side when its negation is taken out."""
    marked, denying_side, counterpart = (
        (found.ours, ours, theirs) if found.ours_denies else (found.theirs, theirs, ours)
    )
    if denying(counterpart.tokens, counterpart.lang):
        # Negative in form only (かまいません, わけではない): grammar knows, the embedding does not.
        return True
    gain = gain_without(ctx, denying_side, marked, counterpart) if marked else None
    return gain is None or gain >= thresholds.NEARER_WITHOUT_DENIAL


def gain_without(ctx: Context, sentence: Text, denial: Denial, counterpart: Text) -> float | None:
    """By how much the cosine with the other side rises without what denies in ``denial``.

    None where nothing can be taken out.
    """
    import numpy as np

    bare = without(sentence, denial)
    if bare == sentence.text:
        return None
    vectors = ctx.embed([counterpart.text, sentence.text, bare])
    as_it_is, taken_out = np.round(vectors[1:] @ vectors[0], 4)
    return round(float(taken_out - as_it_is), 4)


def without(sentence: Text, denial: Denial) -> str:
    """The text with the words taken out that deny in the place of ``denial``."""
    tokens = sentence.tokens
    inside = [n for n, t in enumerate(tokens) if denial.start <= t.start < denial.end]
    words = [token.text for token in tokens]
    for at in sorted(denying([tokens[number] for number in inside], sentence.lang)):
        number = inside[at]
        before = tokens[number - 1] if number else None
        words[number] = ""
        if sentence.lang == "ja":
            _affirm_ja(words, tokens, number)
        elif tokens[number].norm == "no" and "longer" in (t.norm for t in tokens[number + 1 :][:1]):
            words[number + 1] = ""
        elif before is not None and before.lemma == "do":
            words[number - 1] = ""
        elif before is not None and before.norm in _WHOLE:
            words[number - 1] = _WHOLE[before.norm]
    return _joined(sentence.text, tokens, words)


def _affirm_ja(words: list[str], tokens: Sequence[Token], number: int) -> None:
    """飲みません → 飲みます, 飲まない → 飲む, 副作用はない → 副作用はある, なければ → あるなら."""
    before = tokens[number - 1] if number else None
    if before is not None and before.norm == "ます":
        words[number - 1] = "ます"
    elif before is not None and tokens[number].pos == "AUX" and before.pos in {"VERB", "AUX"}:
        words[number - 1] = before.lemma
    else:
        words[number] = _NEGATED_BE
    if words[number + 1 : number + 2] and words[number + 1] in _IF:
        words[number + 1] = _BEHIND_ANY_VERB


def _joined(text: str, tokens: Sequence[Token], words: Sequence[str]) -> str:
    parts: list[str] = []
    first = at = tokens[0].start
    for token, word in zip(tokens, words, strict=True):
        gap = text[at - first : token.start - first]
        parts += [gap if word else "", word]
        at = token.end
    return "".join((*parts, text[at - first :])).strip()
