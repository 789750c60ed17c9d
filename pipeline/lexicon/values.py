"""English cues of meaning, by axes of classes that exclude each other.

``values.toml`` holds the closed classes (may, must, all, before, unless), ``opposites.tsv`` the
pairs of opposites; both say where they come from. Nothing here knows a Japanese word.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from pipeline.model.tokens import Token

# The ends of a pair of opposites, whose classes are named after their first words.
OPPOSITE = "opposite"


class Value(NamedTuple):
    """A class of cues: where it stands, and what kind of meaning its axis is about."""

    axis: str
    name: str
    kind: str

    @property
    def id(self) -> str:
        """Its name in the learned table."""
        return f"{self.axis}.{self.name}"


class Cue(NamedTuple):
    """Words that say a value: tokens ``first`` to ``last`` inclusive.

    A faint cue answers one of the other side (little for ない) and is no evidence by itself.
    """

    value: Value
    first: int
    last: int
    faint: bool = False


def cues(tokens: Sequence[Token]) -> list[Cue]:
    """The cues of an English sentence, the longest at every place (“no more than”, not “no”)."""
    table = _table()
    forms = [(token.norm.replace("’", "'"), token.lemma.lower()) for token in tokens]
    found: list[Cue] = []
    at = 0
    while at < len(forms):
        entries = [
            entry
            for form in dict.fromkeys(forms[at])
            for entry in table.get(form, ())
            if _stands(entry[0], forms, at)
        ]
        longest = max((len(words) for words, *_ in entries), default=0)
        named = dict.fromkeys(
            (value, faint) for words, value, faint in entries if len(words) == longest
        )
        if not (_is_number(tokens, at) or _is_noun(tokens, at)):
            found += [Cue(value, at, at + longest - 1, faint) for value, faint in named]
        at += longest or 1
    return found


def values() -> tuple[Value, ...]:
    """Every value there is, in the order of the files."""
    return tuple(dict.fromkeys(value for value, *_ in _entries()))


@cache
def plainest(value: Value) -> str:
    """The word that says a value most plainly: the first of its list."""
    return next(cue for each, cue, _ in _entries() if each == value)


@cache
def rivals() -> Mapping[Value, tuple[Value, ...]]:
    """The other values of the axis of each."""
    every = values()
    return {v: tuple(w for w in every if w.axis == v.axis and w != v) for v in every}


def _is_number(tokens: Sequence[Token], at: int) -> bool:
    """Whether “No” abbreviates a number (No. 1, NO3)."""
    behind = [token.text for token in tokens[at + 1 : at + 3] if token.text != "."]
    return tokens[at].norm in {"no", "no."} and bool(behind) and behind[0][:1].isdigit()


def _is_noun(tokens: Sequence[Token], at: int) -> bool:
    """Whether a conjunction is a noun here: a while ago."""
    return tokens[at].norm == "while" and tokens[at].pos == "NOUN"


def _stands(words: Sequence[str], forms: Sequence[tuple[str, str]], at: int) -> bool:
    return at + len(words) <= len(forms) and all(
        word in forms[at + n] for n, word in enumerate(words)
    )


@cache
def _table() -> dict[str, list[tuple[tuple[str, ...], Value, bool]]]:
    table: dict[str, list[tuple[tuple[str, ...], Value, bool]]] = {}
    for value, cue, faint in _entries():
        words = tuple(cue.split(" "))
        table.setdefault(words[0], []).append((words, value, faint))
    return table


@cache
def _entries() -> tuple[tuple[Value, str, bool], ...]:
    here = files("pipeline.lexicon")
    axes = tomllib.loads(here.joinpath("values.toml").read_text("utf-8"))
    found = [
        (Value(axis, name, entry["kind"]), cue, faint)
        for axis, entry in axes.items()
        for faint, classes in ((False, entry), (True, entry.get("faint", {})))
        for name, listed in classes.items()
        if name not in {"kind", "faint"}
        for cue in listed
    ]
    for line in here.joinpath("opposites.tsv").read_text("utf-8").splitlines():
        if line.startswith("#"):
            continue
        ends = [end.split(" ") for end in line.split("\t")]
        axis = f"{ends[0][0]}/{ends[1][0]}"
        found += [(Value(axis, end[0], OPPOSITE), word, False) for end in ends for word in end]
    return tuple(found)
