"""Which sentences of linked sections say the same.

The sentences of a document are compared with those of the whole other document (what resembles
everything is no evidence), and aligned section link by section link by ``sentence_core``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.alignment.facts import CHARACTERS, Origins, unit
from pipeline.model.check import Side
from pipeline.model.document import Document
from pipeline.model.links import Link, SentenceLink
from pipeline.model.prose import Prose
from pipeline.model.source import Lang, Span

if TYPE_CHECKING:
    from pipeline.alignment.sentence_odds import Sentences
    from pipeline.alignment.similarity import Matrix

Embed = Callable[[Sequence[str]], "Matrix"]
Key = tuple[str, str]


@dataclass(frozen=True)
class Sentence:
    """A sentence of a section: its place in the source, its words, and what identifies it.

    ``keys`` are Latin words, numbers, origins of loan words and glossary concepts.
    """

    section: int
    span: Span
    text: str
    keys: frozenset[Key]


def with_sentences(
    ja: Side, en: Side, links: Iterable[Link], embed: Embed, origins: Origins
) -> tuple[Link, ...]:
    """The links with their sentence links; a gap has none.

    Sections that stand in several links are aligned together, and each sentence link goes to the
    first link that holds both its ends. Deterministic: scores are rounded to four places.
    """
    links = tuple(links)
    if all(link.is_gap for link in links):
        return links
    read_ja, read_en = read(ja, origins), read(en, origins)
    if not (read_ja and read_en):
        return links
    from pipeline.alignment import sentence_core

    a, b, weight = arrays(read_ja, read_en, embed)
    rows = {"ja": _by_section(read_ja), "en": _by_section(read_en)}
    found: dict[int, list[SentenceLink]] = {}
    for members in _components(links):
        sides = {
            lang: [
                row
                for section in sorted({s for k in members for s in getattr(links[k], lang)})
                for row in rows[lang].get(section, ())
            ]
            for lang in ("ja", "en")
        }
        groups = sentence_core.align(_pick(a, sides["ja"]), _pick(b, sides["en"]), weight)
        for group in groups:
            ours = [read_ja[sides["ja"][i]] for i in group.ja]
            theirs = [read_en[sides["en"][j]] for j in group.en]
            home = _home(links, members, ours, theirs)
            found.setdefault(home, []).append(
                SentenceLink(
                    tuple(s.span for s in ours), tuple(s.span for s in theirs), group.score
                )
            )
    return tuple(
        replace(link, sentences=tuple(found[k])) if k in found else link
        for k, link in enumerate(links)
    )


def read(side: Side, origins: Origins) -> tuple[Sentence, ...]:
    """The sentences of every section that is not furniture; headings stand apart."""
    document = side.document
    places = [
        (section.id, number, start, end)
        for section in document.sections
        if not section.is_furniture
        for number, block in enumerate(section.blocks, 1)
        if block.is_prose
        for start, end in block.sentences
    ]
    texts = [_prose(document, s, b).text[start:end] for s, b, start, end in places]
    borrowed = dict(zip(texts, origins(texts), strict=True)) if document.lang == "ja" else {}
    concepts = _concepts(side)
    return tuple(
        Sentence(
            section,
            _prose(document, section, number).span(start, end),
            text,
            _keys(text, document.lang, borrowed)
            | {
                ("concept", str(concept))
                for at, concept in concepts.get((section, number), ())
                if start <= at < end
            },
        )
        for (section, number, start, end), text in zip(places, texts, strict=True)
    )


def arrays(
    ja: Sequence[Sentence], en: Sequence[Sentence], embed: Embed
) -> tuple[Sentences, Sentences, Matrix]:
    """What the numeric core takes: both sides, and the weight of every key.

    A key counts the more the rarer it is (the logarithm of the share of sentences that have it).
    """
    import numpy as np

    from pipeline.alignment.sentence_odds import Sentences, background

    common = sorted(
        frozenset().union(*(s.keys for s in ja)) & frozenset().union(*(s.keys for s in en))
    )
    number = {key: k for k, key in enumerate(common)}
    held = [
        [frozenset(number[key] for key in s.keys if key in number) for s in side]
        for side in (ja, en)
    ]
    counts = np.zeros(len(common), np.float32)
    for keys in (*held[0], *held[1]):
        counts[sorted(keys)] += 1
    weight = np.log((len(ja) + len(en) + 2) / np.maximum(counts, 1)).astype(np.float32)
    a, b = embed([s.text for s in ja]), embed([s.text for s in en])
    lengths = [
        np.array([len(s.text) / CHARACTERS[lang] for s in side], np.float32)
        for lang, side in (("ja", ja), ("en", en))
    ]
    return (
        Sentences(a, background(a, b), lengths[0], held[0]),
        Sentences(b, background(b, a), lengths[1], held[1]),
        weight,
    )


def _keys(text: str, lang: Lang, borrowed: dict[str, frozenset[str]]) -> frozenset[Key]:
    read = unit(text, lang, borrowed)
    words = read.words | read.origins
    return frozenset(("word", w) for w in words) | {("number", n) for n in read.numbers}


def _concepts(side: Side) -> dict[tuple[int, int], list[tuple[int, int]]]:
    """Per section and block, where each concept of the glossary begins."""
    found: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for hit in side.hits:
        found.setdefault((hit.section, hit.block), []).append((hit.start, hit.concept))
    return found


def _prose(document: Document, section: int, block: int) -> Prose:
    return document.sections[section].blocks[block - 1].prose


def _by_section(sentences: Sequence[Sentence]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for row, sentence in enumerate(sentences):
        found.setdefault(sentence.section, []).append(row)
    return found


def _pick(side: Sentences, rows: Sequence[int]) -> Sentences:
    import numpy as np

    from pipeline.alignment.sentence_odds import Sentences

    index = np.array(rows, np.intp)
    return Sentences(
        side.vectors[index],
        side.common[index],
        side.length[index],
        [side.keys[row] for row in rows],
    )


def _components(links: Sequence[Link]) -> list[list[int]]:
    """Numbers of the links that are no gaps, those that share a section together."""
    groups: dict[tuple[Lang, int], list[int]] = {}
    for k, link in enumerate(links):
        if link.is_gap:
            continue
        ends: list[tuple[Lang, int]] = [("ja", n) for n in link.ja]
        ends += [("en", n) for n in link.en]
        joined = [k]
        for group in {id(groups[end]): groups[end] for end in ends if end in groups}.values():
            joined = [*group, *joined]
        for number in joined:
            groups.update({("ja", n): joined for n in links[number].ja})
            groups.update({("en", n): joined for n in links[number].en})
    unique = {id(group): sorted(group) for group in groups.values()}
    return sorted(unique.values())


def _home(
    links: Sequence[Link],
    members: Sequence[int],
    ours: Sequence[Sentence],
    theirs: Sequence[Sentence],
) -> int:
    """The link that holds the first sentences of both sides; else the first that holds one."""

    def held(k: int) -> int:
        first_ja = bool(ours) and ours[0].section in links[k].ja
        first_en = bool(theirs) and theirs[0].section in links[k].en
        return first_ja + first_en

    return max(members, key=lambda k: (held(k), -k))
