"""The sentences of a side with the glossary's concepts in them, and the lists they stand in."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from pipeline.checks.linked.places import units
from pipeline.model.check import Side
from pipeline.model.document import Block
from pipeline.model.source import Span
from pipeline.model.tokens import Token


@dataclass(frozen=True)
class ConceptSentence:
    """A sentence with its glossary concepts; ``block`` counts from 0.

    It has its tokens where it is a suspect; those of all take too much memory in a long article.
    """

    section: int
    block: int
    span: Span
    text: str
    tokens: tuple[Token, ...]
    concepts: frozenset[int]


def sentences(side: Side) -> Iterator[ConceptSentence]:
    """The sentences of a side in the order of its text, each with the concepts in it."""
    concepts: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for hit in (*side.hits, *side.nested):
        concepts.setdefault((hit.section, hit.block), []).append((hit.start, hit.concept))
    for section in side.document.sections:
        if section.is_furniture:
            continue
        for number, block in enumerate(section.blocks):
            if not block.is_prose or not block.prose:
                continue
            for start, end in units(block):
                yield ConceptSentence(
                    section.id,
                    number,
                    block.prose.span(start, end),
                    block.prose.text[start:end],
                    (),
                    frozenset(
                        concept
                        for at, concept in concepts.get((section.id, 1 + number), ())
                        if start <= at < end
                    ),
                )


def tokens_of(side: Side, sentence: ConceptSentence) -> tuple[Token, ...]:
    """The tokens of one sentence, as they stand in its block."""
    prose = side.document.sections[sentence.section].blocks[sentence.block].prose
    tokens = side.tokens.blocks[sentence.section][1 + sentence.block]
    start, end = sentence.span
    first, last = (
        bisect_left(tokens, at, key=lambda t: prose.span(t.start, t.end).start)
        for at in (start, end)
    )
    return tuple(tokens[first:last])


def by_section(sentences: Iterable[ConceptSentence]) -> dict[int, list[ConceptSentence]]:
    """The same sentences by the id of their section."""
    found: dict[int, list[ConceptSentence]] = {}
    for sentence in sentences:
        found.setdefault(sentence.section, []).append(sentence)
    return found


def lists(blocks: Sequence[Block]) -> dict[int, range]:
    """For every item the numbers of those that stand in a row with it."""
    found = {}
    for kind, group in groupby(range(len(blocks)), key=lambda at: blocks[at].kind):
        row = list(group)
        if kind == "item":
            found.update(dict.fromkeys(row, range(row[0], row[-1] + 1)))
    return found
