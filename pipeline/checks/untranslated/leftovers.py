"""Finds the stretches of one language inside a section that is written in the other."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import groupby
from typing import Literal, NamedTuple

from pipeline.checks import thresholds
from pipeline.checks.linked.places import units
from pipeline.checks.untranslated.originals import (
    is_citation,
    is_labelled,
    is_language_switch,
    masked,
    without_originals,
)
from pipeline.checks.untranslated.script import (
    FUNCTION_WORDS,
    JA_FORM,
    JA_LETTER,
    JA_STRETCH,
    LATIN_LETTER,
    LATIN_STRETCH,
    QUOTED,
    WORD,
)
from pipeline.model.document import Block, Section
from pipeline.model.source import Lang, Span

Kind = Literal["section", "sentences", "words", "forms"]


class Leftover(NamedTuple):
    """Foreign text: a whole section, whole sentences, some words, or full-width forms alone.

    ``pieces`` are its sentences (or itself) as prose, ``text`` the pieces joined by a space.
    """

    kind: Kind
    span: Span
    pieces: tuple[str, ...]

    @property
    def text(self) -> str:
        """The words, as a reader sees them."""
        return " ".join(self.pieces)

    @property
    def sentences(self) -> int:
        """How many whole sentences it holds; 0 where it is less than one."""
        return len(self.pieces) if self.kind in ("section", "sentences") else 0


class _ReadSentence(NamedTuple):
    """A sentence with what was found in it: ``whole``, or some ranges, or nothing."""

    block: Block
    start: int
    end: int
    whole: bool
    ranges: tuple[tuple[Kind, int, int], ...]


def leftovers(section: Section, foreign: Lang) -> Iterator[Leftover]:
    """What of ``foreign`` stands in the heading and body of ``section``, in document order."""
    heading = [section.heading] if section.heading else []
    blocks = [b for b in (*heading, *section.blocks) if b.is_prose and b.prose]
    read = _japanese if foreign == "ja" else _english
    before = ["", *(block.prose.text for block in blocks)]
    found = [
        []
        if is_language_switch(block.prose.text) or is_labelled(block.prose.text, label, foreign)
        else _read(block, section.title.text, foreign, read)
        for block, label in zip(blocks, before, strict=False)
    ]
    body = [unit for units_ in found[len(heading) :] for unit in units_]
    if len(body) > 1 and all(unit.whole for unit in body):
        whole = [unit for units_ in found for unit in units_ if unit.whole]
        yield _joined("section", whole)
        return
    for units_ in found:
        for whole, group in groupby(units_, key=lambda unit: unit.whole):
            members = list(group)
            if whole:
                yield _joined("sentences", members)
            else:
                for unit in members:
                    for kind, start, end in unit.ranges:
                        prose = unit.block.prose
                        yield Leftover(kind, prose.span(start, end), (prose.text[start:end],))


def _joined(kind: Kind, units_: list[_ReadSentence]) -> Leftover:
    first, last = units_[0], units_[-1]
    start = first.block.prose.span(first.start, first.end).start
    end = last.block.prose.span(last.start, last.end).end
    return Leftover(
        kind, Span(start, end), tuple(u.block.prose.text[u.start : u.end] for u in units_)
    )


_Reader = Callable[[str], tuple[bool, list[tuple[Kind, int, int]]]]


def _read(block: Block, heading: str, foreign: Lang, read: _Reader) -> list[_ReadSentence]:
    text = without_originals(masked(block), foreign)
    found = []
    for start, end in units(block):
        sentence = text[start:end]
        cited = is_citation(sentence, heading, block)
        whole, ranges = (False, []) if cited else read(sentence)
        shifted = tuple((kind, start + lo, start + hi) for kind, lo, hi in ranges)
        found.append(_ReadSentence(block, start, end, whole, shifted))
    return found


def _japanese(sentence: str) -> tuple[bool, list[tuple[Kind, int, int]]]:
    letters = len(JA_LETTER.findall(sentence))
    if letters > len(LATIN_LETTER.findall(sentence)):
        return True, []
    ranges: list[tuple[Kind, int, int]] = []
    for stretch in JA_STRETCH.finditer(sentence):
        if JA_LETTER.search(stretch.group()):
            ranges.append(("words", *_bare(stretch.group(), stretch.start())))
        else:
            forms = JA_FORM.finditer(sentence, stretch.start(), stretch.end())
            ranges += [("forms", form.start(), form.end()) for form in forms]
    return False, ranges


def _bare(text: str, at: int) -> tuple[int, int]:
    """The range of a stretch without white space at its ends."""
    start = at + len(text) - len(text.lstrip())
    return start, start + len(text.strip())


def _english(sentence: str) -> tuple[bool, list[tuple[Kind, int, int]]]:
    alone = not JA_LETTER.search(sentence)
    if not alone:
        # What a Japanese sentence quotes (a message, a title, a form of words) it means to quote.
        sentence = QUOTED.sub(lambda found: "\0" * len(found.group()), sentence)
    closed = alone and sentence.rstrip(" \"'”’)").endswith((".", "!", "?"))
    ranges: list[tuple[Kind, int, int]] = []
    for stretch in LATIN_STRETCH.finditer(sentence):
        if _is_running_english(stretch.group(), grammatical=1 if closed else 2):
            ranges.append(("words", *_bare(stretch.group(), stretch.start())))
    whole = bool(ranges) and alone
    return whole, [] if whole else ranges


def _is_running_english(text: str, grammatical: int) -> bool:
    """At least four words, so many of them grammatical, and two others in lower case.

    A name or a title (New England Journal of Medicine) is capitalised but for its grammatical
    words; a label (Model organism or animal) or a drug list has hardly any of these.
    """
    words = WORD.findall(text)
    content = sum(word.islower() and word not in FUNCTION_WORDS for word in words)
    holding = sum(word.lower() in FUNCTION_WORDS for word in words)
    return (
        len(words) >= thresholds.UNTRANSLATED_FEWEST_WORDS
        and holding >= grammatical
        and content >= 2
    )
