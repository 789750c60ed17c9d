"""Suggested terms as a table, as rows of a glossary, and as JSON."""

from __future__ import annotations

import json as json_format
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pipeline.reports.style import finished, painter
from pipeline.reports.units import Unit
from pipeline.reports.width import clean, pad, wrap

# The columns of a suggested row, as a glossary names them.
COLUMNS = ("ja", "en", "status", "note")
_SPACE = re.compile(r"\s+")


class Choice(NamedTuple):
    """A rendering with its evidence; ``unit`` is a pair of sentences that has both."""

    en: str
    score: float
    together: int
    cosine: float
    likelihood: float
    unit: Unit


class Candidate(NamedTuple):
    """A suggested term: its renderings, the best first, and what a dictionary says of it."""

    ja: str
    occurs: int
    c_value: float
    score: float
    choices: tuple[Choice, ...]
    senses: tuple[str, ...] = ()


def terminal(candidates: Sequence[Candidate], *, width: int, color: bool, dictionary: str) -> str:
    """A line a candidate, with its sentences below it."""
    lines: list[str] = []
    for number, candidate in enumerate(candidates, 1):
        lines += block(candidate, number, width=width, color=color, dictionary=dictionary)
    return finished(lines) if lines else ""


def block(
    candidate: Candidate, number: int, *, width: int, color: bool, dictionary: str
) -> Iterator[str]:
    """The lines of one candidate."""
    paint = painter(color)
    columns = max(20, width // 3)
    name = pad(f"{number:3}  {candidate.ja}", columns)
    others = " · ".join(choice.en for choice in candidate.choices)
    head, *rest = wrap(f"{candidate.occurs}×  {others}", width - columns - 1)
    yield f"{paint(name, bold=True)} {head}"
    yield from (" " * (columns + 1) + line for line in rest)
    if candidate.choices:
        unit = candidate.choices[0].unit
        for side in (unit.ja, unit.en):
            yield from ("     " + line for line in wrap(side.text, width - 5))
        yield paint("     " + clean(f"{unit.ja.place}  {unit.en.place}"), dim=True)
    for sense in candidate.senses:
        yield from ("     " + line for line in wrap(f"{dictionary}: {sense}", width - 5))


def tsv(candidates: Sequence[Candidate]) -> str:
    """Rows with ``status`` proposed. Nothing of a dictionary is in them.

    A rendering that is not the best stands in the note: as a variant it would be accepted.
    """
    rows = ["\t".join(COLUMNS)]
    for candidate in candidates:
        best, *others = candidate.choices
        note = f"{candidate.occurs}× in linked sentences, such as {best.unit.ja.place}"
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
