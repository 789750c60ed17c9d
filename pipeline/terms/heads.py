"""Under which beginnings a form waits until a text has one of them.

Reading a form with a tokeniser is what makes a large glossary slow, and an article holds few of
its forms. So each form first waits under the first characters that any spelling of it can have
(its heads), which is cheap to tell; it is read in full when a text has such a beginning.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from pipeline.model.source import Lang
from pipeline.system.cache import Cache
from pipeline.terms.cached import Heads, cached_heads
from pipeline.terms.coordination import Break
from pipeline.terms.forms import Edge, Lattice, ja_keys, opening_keys
from pipeline.terms.turned import turned

FirstWords = Callable[[Sequence[str]], Sequence[tuple[tuple[str, str], ...]]]

# Characters of a head: words are short in Japanese, and their beginnings vary more.
WIDTH: Mapping[Lang, int] = {"ja": 2, "en": 5}


def openings(grid: Lattice, breaks: Mapping[int, Sequence[Break]], lang: Lang) -> set[str]:
    """Every head under which a form that this text holds may wait, broken forms included."""
    width = WIDTH[lang]
    found: set[str] = set()
    for start in grid.edges:
        for spelled in _spelled(grid, breaks, start, width):
            found.update(spelled[:end] for end in range(1, width + 1))
    return found


def _spelled(
    grid: Lattice,
    breaks: Mapping[int, Sequence[Break]],
    start: int,
    width: int,
    before: str = "",
    *,
    broken: bool = False,
) -> Iterator[str]:
    for edge in grid.edges.get(start, ()):
        for key in _begun(edge, width):
            text = before + key
            if len(text) >= width:
                yield text[:width]
                continue
            yield text
            for after in grid.after(edge.end):
                yield from _spelled(grid, breaks, after, width, text, broken=broken)
            for joint in () if broken else breaks.get(edge.end, ()):
                yield from _spelled(grid, breaks, joint.to, width, text, broken=True)


@lru_cache(maxsize=65536)
def heads_of(form: str) -> frozenset[str]:
    """Under which beginnings an English form waits as it stands."""
    return frozenset(key[: WIDTH["en"]] for key in opening_keys(form, WIDTH["en"]))


def _begun(edge: Edge, width: int) -> Iterable[str]:
    """How the keys of an edge begin, and those of words derived from it."""
    keys = dict.fromkeys(key[:width] for key in edge.keys)
    return {**keys, **dict.fromkeys(s[:width] for s in edge.stems)} if edge.stems else keys


def waiting(
    forms: Sequence[str],
    lang: Lang,
    first_words: FirstWords,
    cached: tuple[Cache, str] | None = None,
) -> Heads:
    """The numbers of ``forms`` by head; ``cached`` is a cache and the name these are kept under."""
    if cached is None:
        return _sorted(forms, lang, first_words)
    cache, name = cached
    return cached_heads(name, lang, cache, lambda: _sorted(forms, lang, first_words))


def _sorted(forms: Sequence[str], lang: Lang, first_words: FirstWords) -> Heads:
    by_head: Heads = {}
    for number, heads in enumerate(_heads(forms, lang, first_words)):
        for head in heads:
            by_head.setdefault(head, []).append(number)
    return by_head


def _heads(forms: Sequence[str], lang: Lang, first_words: FirstWords) -> Iterator[Iterable[str]]:
    width = WIDTH[lang]
    if lang == "en":
        for form in forms:
            # Behind a short word another one follows when the term is turned.
            short = 0 < form.find(" ") < width
            ways = (form, *turned(form)) if short else (form,)
            yield {head for way in ways for head in heads_of(way)}
        return
    for words in first_words(forms):
        # A part of speech only ever lengthens a key.
        yield {key[:width] for word, norm in words for key in ja_keys(word, norm, "NOUN")}
