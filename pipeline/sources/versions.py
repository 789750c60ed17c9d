"""Other versions of the project's articles: a file, or a folder that is laid out like them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

from pipeline.errors import UsageError
from pipeline.model.source import Lang
from pipeline.sources.interface import PairFiles
from pipeline.sources.pairs import ENDINGS


def versions(place: Path, pairs: Iterable[PairFiles], lang: Lang) -> dict[str, Path]:
    """The file in ``place`` that is another version of each pair's article, by id.

    In a folder it has the path of the article itself or its id, with any ending that is read. A
    file belongs to the pair that has its name. Raises UsageError where there is nothing of the
    kind.
    """
    pairs = list(pairs)
    if place.is_dir():
        found = {
            pair.id: file
            for pair in pairs
            if (file := next((p for p in _names(place, pair, lang) if p.is_file()), None))
        }
        if not found:
            raise UsageError(
                f"{place} holds none of the articles: a file in it has the path or the id of its "
                f"article, such as {place / pairs[0].id}.md"
                if pairs
                else f"{place} has no article"
            )
        return found
    if not place.is_file():
        raise UsageError(f"there is no {place}")
    named = [pair for pair in pairs if PurePosixPath(pair.id).name == place.stem]
    if len(pairs) == 1:
        named = pairs
    if len(named) != 1:
        which = "several pairs have" if named else "no pair has"
        raise UsageError(f"{which} the name {place.stem!r}: say with --pair whose version it is")
    return {named[0].id: place}


def _names(folder: Path, pair: PairFiles, lang: Lang) -> Iterator[Path]:
    path = pair.path(lang)
    if path is not None:
        yield folder / path
    yield from (folder / (pair.id + ending) for ending in ENDINGS)
