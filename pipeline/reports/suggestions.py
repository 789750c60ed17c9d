"""Suggested terms as a table, as rows of a glossary, and as JSON."""

from __future__ import annotations

import json as json_format
import re
from collections.abc import Iterator, Sequence
from itertools import count, zip_longest
from typing import NamedTuple

from pipeline.model.source import Lang, other
from pipeline.reports.style import finished, painter
from pipeline.reports.units import SentencePair
from pipeline.reports.width import clean, pad, wrap

# The columns of a suggested row, as a glossary names them.
COLUMNS = ("ja", "en", "status", "note")
# The width of a candidate's number.
_NUMBER = 5
_SPACE = re.compile(r"\s+")


class Choice(NamedTuple):
    """A rendering with its evidence; ``unit`` is a pair of sentences that has both."""

    en: str
    score: float
    together: int
    cosine: float
    likelihood: float
    unit: SentencePair


class Candidate(NamedTuple):
    """A suggested term: its renderings, the best first, and what a dictionary says of it."""

    ja: str
    occurs: int
    c_value: float
    score: float
    choices: tuple[Choice, ...]
    senses: tuple[str, ...] = ()


def terminal(
    candidates: Sequence[Candidate], *, source: Lang, width: int, color: bool, dictionary: str
) -> str:
    """A line a candidate, with its sentences below it; the source language stands first."""
    lines: list[str] = []
    for number, candidate in enumerate(candidates, 1):
        lines += block(
            candidate, number, source=source, width=width, color=color, dictionary=dictionary
        )
    return finished(lines) if lines else ""


def block(
    candidate: Candidate,
    number: int,
    *,
    source: Lang,
    width: int,
    color: bool,
    dictionary: str,
    numbered: bool = False,
) -> Iterator[str]:
    """The lines of one candidate; ``numbered`` puts a number before each rendering."""
    paint = painter(color)
    columns = max(20, width // 3)
    term, translation = _sides(candidate, source, numbered=numbered)
    left = wrap(term, columns - _NUMBER)
    right = wrap(f"{candidate.occurs}×  {translation}", width - columns - 1)
    for row, (name, text) in enumerate(zip_longest(left, right, fillvalue="")):
        mark = f"{number:3}  " if row == 0 else " " * _NUMBER
        yield f"{paint(pad(mark + name, columns), bold=True)} {text}".rstrip()
    if candidate.choices:
        sides = [candidate.choices[0].unit.side(lang) for lang in (source, other(source))]
        for side in sides:
            yield from ("     " + line for line in wrap(side.text, width - 5))
        yield paint("     " + clean("  ".join(side.place for side in sides)), dim=True)
    for sense in candidate.senses:
        yield from ("     " + line for line in wrap(f"{dictionary}: {sense}", width - 5))


def _sides(candidate: Candidate, source: Lang, *, numbered: bool) -> tuple[str, str]:
    """The term in the source language, and what renders it there."""
    marks = (f"{n} " if numbered else "" for n in count(1))
    choices = [mark + choice.en for mark, choice in zip(marks, candidate.choices, strict=False)]
    if source == "ja" or not choices:
        return candidate.ja, " · ".join(choices)
    if numbered:
        return candidate.choices[0].en, f"{candidate.ja}  ({' · '.join(choices)})"
    others = choices[1:]
    translation = f"{candidate.ja}  (or {' · '.join(others)})" if others else candidate.ja
    return candidate.choices[0].en, translation


def tsv(candidates: Sequence[Candidate], *, source: Lang) -> str:
    """Rows with ``status`` proposed; the note names a place in the source.

    Nothing of a dictionary is in them. A rendering that is not the best stands in the note: as a
    variant it would be accepted.
    """
    rows = ["\t".join(COLUMNS)]
    for candidate in candidates:
        best, *others = candidate.choices
        note = f"{candidate.occurs}× in linked sentences, such as {best.unit.side(source).place}"
        if others:
            note += "; or " + ", ".join(choice.en for choice in others)
        cells = (_value(candidate.ja), _value(best.en), "proposed", _cell(note))
        if not cells[0].startswith("#"):
            rows.append("\t".join(cells))
    return "\n".join(rows) + "\n"


def json(candidates: Sequence[Candidate], *, dictionary: str) -> str:
    """Everything, the senses of the dictionary under its name."""
    shown = [
        {
            "ja": candidate.ja,
            "occurs": candidate.occurs,
            "c_value": candidate.c_value,
            "score": candidate.score,
            "renderings": [_choice(choice) for choice in candidate.choices],
            "senses": {"source": dictionary, "senses": list(candidate.senses)}
            if candidate.senses
            else None,
        }
        for candidate in candidates
    ]
    made = {"schema": 1, "suggestions": shown}
    return json_format.dumps(made, ensure_ascii=False, indent=2) + "\n"


def _choice(choice: Choice) -> dict[str, object]:
    unit = choice.unit
    return {
        "en": choice.en,
        "score": choice.score,
        "together": choice.together,
        "cosine": choice.cosine,
        "log_likelihood": choice.likelihood,
        "example": {
            "pair": unit.pair,
            "ja": unit.ja.text,
            "en": unit.en.text,
            "ja_place": unit.ja.place,
            "en_place": unit.en.place,
        },
    }


def _cell(text: str) -> str:
    return _SPACE.sub(" ", clean(text)).strip()


def _value(text: str) -> str:
    return _cell(text).replace("|", r"\|")
