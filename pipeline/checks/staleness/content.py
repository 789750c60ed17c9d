"""Which words of a text carry content, and which of them an edit exchanged.

Words that only carry grammar (ため, さん, *for example*) stand in ``words.toml``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from pipeline.checks.staleness.words import Step, is_respelt, listed
from pipeline.model.tokens import Token

_FORMAL = frozenset({"PUNCT", "SYM", "SPACE", "ADP", "DET", "CCONJ", "SCONJ", "AUX", "PART", "X"})
# Sudachi's class of verbs that also help others: 始める in 治療を始める, and in 飲み始める.
_HELPING = "動詞-非自立可能"


def is_content(token: Token) -> bool:
    """Whether a word is a content word."""
    if token.pos in _FORMAL or token.tag.startswith(("助", "補助記号", "空白")):
        return False
    if "非自立" in token.tag or _is_formal(token):
        return False
    return any(map(str.isalnum, token.text))


def exchanged(way: Sequence[Step]) -> tuple[list[Token], list[Token]]:
    """The words of content that are on one side only, wherever they stand.

    A step that only spells its words otherwise (ことなる, 異なる) exchanges none. A verb that may
    be a helping one counts where nothing else stands against words of content (始める, 開始する).
    """
    changed = [step for step in way if step.op != "equal" and not is_respelt(step)]
    before = [token for step in changed for token in step.old]
    after = [token for step in changed for token in step.new]
    old, new = (list(filter(is_content, side)) for side in (before, after))
    gone, came = _without(old, new), _without(new, old)
    if came and not gone:
        gone = _without(list(filter(_is_verb, before)), after)
    elif gone and not came:
        came = _without(list(filter(_is_verb, after)), before)
    return gone, came


def _without(some: Sequence[Token], others: Sequence[Token]) -> list[Token]:
    left = Counter(token.norm.casefold() for token in others)
    remaining = []
    for token in some:
        word = token.norm.casefold()
        if left[word]:
            left[word] -= 1
        else:
            remaining.append(token)
    return remaining


def _is_verb(token: Token) -> bool:
    return token.tag.startswith(_HELPING) and not _is_formal(token)


def _is_formal(token: Token) -> bool:
    return token.norm in listed("formal") or token.lemma in listed("formal")
