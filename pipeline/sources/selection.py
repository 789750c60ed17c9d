"""Which pairs a command is about: ids, file paths, folders or globs."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path

from pipeline.errors import UsageError
from pipeline.model.findings import Failure
from pipeline.settings.globs import is_glob, matches
from pipeline.sources.interface import FoundPairs, PairFiles


def select(found: FoundPairs, wanted: Sequence[str], root: Path, folder: Path) -> FoundPairs:
    """What of ``found`` is meant by ``wanted``; all of it where nothing is named.

    A name is an id, a file or folder (from ``folder``, where the command runs, or from the root),
    or a glob over ids or paths. Failures of other files are left out. Raises UsageError for a
    name that means nothing, with the nearest id.
    """
    if not wanted:
        return found
    pairs: dict[str, PairFiles] = {}
    failures: dict[Failure, None] = {}
    for name in wanted:
        names = _spellings(name, root, folder)
        hit_pairs = [p for p in found.pairs if _means(names, p.id, (p.ja, p.en))]
        hit_failures = [f for f in found.failures if _means(names, f.pair, (f.path,))]
        if not hit_pairs and not hit_failures:
            there = not is_glob(name) and any(_is_there(at / name) for at in (folder, root))
            what = "no pattern takes the file" if there else "there is no pair or file"
            raise UsageError(f"{what} {name!r}{_nearest(name, found)}")
        pairs |= {pair.id: pair for pair in hit_pairs}
        failures |= dict.fromkeys(hit_failures)
    chosen = tuple(pairs[id_] for id_ in sorted(pairs))
    return FoundPairs(chosen, tuple(failures), ())


def _spellings(name: str, root: Path, folder: Path) -> tuple[str, ...]:
    """The name as typed and as a root-relative path, in NFC."""
    names = [name.rstrip("/")]
    absolute = Path(os.path.normpath(folder / name))
    if absolute.is_relative_to(root):
        names.append(absolute.relative_to(root).as_posix())
    return tuple(unicodedata.normalize("NFC", text) for text in names)


def _means(names: Sequence[str], id_: str | None, paths: Sequence[str | None]) -> bool:
    places = [unicodedata.normalize("NFC", p) for p in (id_, *paths) if p is not None]
    for name in names:
        if is_glob(name) and any(matches(place, name) for place in places):
            return True
        if any(place == name or place.startswith(name + "/") for place in places):
            return True
        if name == ".":
            return True
    return False


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):
        # A name that no disk can hold.
        return False


def _nearest(name: str, found: FoundPairs) -> str:
    ids = [pair.id for pair in found.pairs]
    close = get_close_matches(unicodedata.normalize("NFC", name), ids, n=1, cutoff=0.5)
    if close:
        return f"; did you mean {close[0]!r}?"
    return (
        f"; there {'is' if len(ids) == 1 else 'are'} {len(ids)}, such as {ids[0]!r}" if ids else ""
    )
