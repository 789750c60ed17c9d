"""What the aligner knows of one section, before any comparison.

Identifiers are what survives translation as it stands: Latin words, numbers, URLs, lines of code,
glossary concepts. ``origins`` are the English words that Japanese loan words were borrowed from.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from sys import intern

from pipeline.model.document import Document, Section
from pipeline.model.terms import Hit

Origins = Callable[[Sequence[str]], Sequence[frozenset[str]]]

_LATIN = re.compile(r"[A-Za-z][A-Za-z0-9_.+-]*[A-Za-z0-9+]|[A-Za-z][0-9]+")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_LANGUAGE_PATH = re.compile(r"(^|/)(?:ja|en|jp)(?=[./]|$)")
# What is written alike in both languages: onMounted, first_name, p.value, IL-6, TMS.
_NAME = re.compile(r"(?>\w*?[a-z][A-Z])\w*+|(?>\w*?\d)\w*+|\w++\.\w++|\w(?>\w*?_)\w++|[A-Z]{2,}+")
_SCHEME = re.compile(r"^[a-z]+://")

# An English text says the same in about 2.2 times the characters (median of the bench's pairs).
CHARACTERS = {"ja": 1.0, "en": 2.2}
_LONGEST = 200.0


@dataclass(frozen=True, slots=True)
class AlignmentUnit:
    """A sentence or title: ``weight`` is its length in Japanese characters, capped, plus five.

    ``words`` are its Latin words, ``names`` those of them that no translator would translate.
    """

    text: str
    weight: float
    words: frozenset[str]
    names: frozenset[str]
    numbers: frozenset[str]
    origins: frozenset[str]


@dataclass(frozen=True, slots=True)
class Facts:
    """One section. ``units`` are its sentences; the title stands apart.

    ``label`` is 1.0 for a run-in label; ``number`` is the number of its heading as digits.
    """

    id: int
    level: int
    label: bool
    number: str
    title: AlignmentUnit
    units: tuple[AlignmentUnit, ...]
    urls: frozenset[str]
    code: frozenset[str]
    code_blocks: int
    concepts: frozenset[str]
    _unions: dict[str, frozenset[str]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    @property
    def all_units(self) -> tuple[AlignmentUnit, ...]:
        """Sentences and, last, the title."""
        return (*self.units, self.title)

    @property
    def length(self) -> float:
        """Length of the body in Japanese characters."""
        return sum(unit.weight - 5 for unit in self.units)

    def union(self, kind: str) -> frozenset[str]:
        """One kind of identifier over title and body."""
        if kind not in self._unions:
            found = [getattr(unit, kind) for unit in self.all_units]
            self._unions[kind] = frozenset().union(*found)
        return self._unions[kind]


def read(document: Document, hits: Iterable[Hit], origins: Origins) -> tuple[Facts, ...]:
    """Facts of every section that is not furniture, in document order."""
    sections = [section for section in document.sections if not section.is_furniture]
    texts = {
        section.id: [
            block.prose.text[start:end]
            for block in section.blocks
            for start, end in block.sentences
        ]
        for section in sections
    }
    wanted = [text for s in sections for text in (*texts[s.id], _title(s, texts[s.id]))]
    borrowed: Mapping[str, frozenset[str]] = {}
    if document.lang == "ja":
        borrowed = dict(zip(wanted, origins(wanted), strict=True))
    concepts: dict[int, set[str]] = {}
    for hit in hits:
        concepts.setdefault(hit.section, set()).add(f"§{hit.concept}")
    return tuple(
        _facts(section, texts[section.id], document.lang, borrowed, concepts)
        for section in sections
    )


def _facts(
    section: Section,
    texts: Sequence[str],
    lang: str,
    borrowed: Mapping[str, frozenset[str]],
    concepts: Mapping[int, set[str]],
) -> Facts:
    blocks = (*section.blocks, *((section.heading,) if section.heading else ()))
    code = [block.prose.text for block in section.blocks if block.kind == "code"]
    return Facts(
        section.id,
        section.level,
        section.kind == "run-in",
        "".join(_numbers(section.number)),
        unit(_title(section, texts), lang, borrowed),
        tuple(unit(text, lang, borrowed) for text in texts),
        frozenset(_url(ref.target) for block in blocks for ref in block.refs),
        frozenset(line.strip() for text in code for line in text.splitlines() if line.strip()),
        len(code),
        frozenset(concepts.get(section.id, ())),
    )


def _title(section: Section, texts: Sequence[str]) -> str:
    """The title; text before the first heading goes by its first sentence."""
    return section.title.text or next(iter(texts), "")


def unit(text: str, lang: str, borrowed: Mapping[str, frozenset[str]]) -> AlignmentUnit:
    """A text with what can be compared in it; the words of an English one are its origins."""
    found = _LATIN.findall(_folded(text))
    words = frozenset(_stem(word) for word in found)
    names = frozenset(_stem(word) for word in found if _is_name(word, lang))
    origins = words
    if lang == "ja":
        borrowings = borrowed.get(text, frozenset())
        origins = frozenset(_stem(word) for name in borrowings for word in name.split())
    weight = min(len(text) / CHARACTERS[lang], _LONGEST) + 5
    return AlignmentUnit(text, weight, words, names, frozenset(_numbers(text)), origins)


def _is_name(word: str, lang: str) -> bool:
    """Whether a word stands in a translation as it is: in Japanese text every Latin word does."""
    return lang == "ja" or bool(_NAME.fullmatch(word))


def _numbers(text: str) -> list[str]:
    return [intern(number.replace(",", "")) for number in _NUMBER.findall(_folded(text))]


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


def _stem(word: str) -> str:
    """A word without its plural ending: enough for words that are compared with one another."""
    word = word.lower()
    plural = len(word) > 3 and word[-1] == "s" and word[-2] != "s"
    return intern(word[:-1] if plural else word)


def _url(target: str) -> str:
    """An address without scheme and language folder, so that localised links are equal."""
    return _LANGUAGE_PATH.sub(r"\1", _SCHEME.sub("", target)).strip("/").lower()
