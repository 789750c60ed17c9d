"""What changed in a text, word by word (morpheme by morpheme in Japanese)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from functools import cache
from importlib import resources
from typing import Literal, NamedTuple

from pipeline.checks import thresholds
from pipeline.model.tokens import Token

_KANA = re.compile(r"[\u3041-\u309f\u30a0-\u30ff]+")

_LATIN = re.compile(r"[a-z]+")

_JOINTS = frozenset({"PUNCT", "SPACE"})

Op = Literal["equal", "replace", "insert", "delete"]


class Step(NamedTuple):
    """A stretch of both texts, as they stand; ``old`` and ``new`` are its tokens."""

    op: Op
    before: str
    after: str
    old: tuple[Token, ...] = ()
    new: tuple[Token, ...] = ()


@cache
def listed(name: str) -> frozenset[str]:
    """The words of a class in ``words.toml``."""
    return frozenset(_lists()[name])


@cache
def paired(name: str) -> tuple[tuple[str, str], ...]:
    """The pairs of a class in ``words.toml``."""
    return tuple((one, two) for one, two in (pair.split(" ") for pair in _lists()[name]))


@cache
def _lists() -> dict[str, list[str]]:
    text = resources.files(__package__).joinpath("words.toml").read_text("utf-8")
    return tomllib.loads(text)


def steps(before: str, after: str, old: Sequence[Token], new: Sequence[Token]) -> tuple[Step, ...]:
    """The way from one text to the other; the steps joined give both texts, spaces included."""
    found: list[Step] = []
    at = [0, 0]
    matcher = SequenceMatcher(None, [t.text for t in old], [t.text for t in new], autojunk=False)
    for op, i, i_end, j, j_end in matcher.get_opcodes():
        ends = (
            old[i_end].start if i_end < len(old) else len(before),
            new[j_end].start if j_end < len(new) else len(after),
        )
        kind: Op = op
        found.append(
            Step(
                kind,
                before[at[0] : ends[0]],
                after[at[1] : ends[1]],
                tuple(old[i:i_end]),
                tuple(new[j:j_end]),
            )
        )
        at = [*ends]
    return tuple(_tightened(found))


def _tightened(found: list[Step]) -> Iterator[Step]:
    """The changes without the spaces at their edges, which count as unchanged."""
    for step in found:
        if step.op == "equal" or not (step.before or step.after):
            yield step
            continue
        before, after = step.before.rstrip(), step.after.rstrip()
        yield step._replace(before=before, after=after)
        tails = step.before[len(before) :], step.after[len(after) :]
        if any(tails):
            yield Step("equal", *tails)


def is_joint(step: Step) -> bool:
    """Whether both sides are particles or punctuation, which only join other words."""
    return all(
        token.pos in _JOINTS or token.tag.startswith(("助詞", "補助記号", "空白"))
        for token in (*step.old, *step.new)
    )


def is_respelt(step: Step) -> bool:
    """Whether both sides are the same word: read alike, one in kana; or one with a slip."""
    return _is_kana_for(step) or _is_slip(step)


def _is_slip(step: Step) -> bool:
    """Whether a letter inside a long Latin word is on one side only.

    One letter for another is no slip (adduction, abduction), nor are letters at either end.
    """
    if len(step.old) != 1 or len(step.new) != 1:
        return False
    short, long = sorted((t.text.casefold() for t in (step.old[0], step.new[0])), key=len)
    if (
        len(long) != len(short) + 1
        or len(short) < thresholds.SPELLING_LONG
        or not _LATIN.fullmatch(long)
    ):
        return False
    return any(long[:k] + long[k + 1 :] == short for k in range(1, len(long) - 1))


def _is_kana_for(step: Step) -> bool:
    readings = ["".join(token.reading for token in side) for side in (step.old, step.new)]
    kana = any(_KANA.fullmatch("".join(t.text for t in side)) for side in (step.old, step.new))
    return bool(readings[0]) and readings[0] == readings[1] and kana
