"""Guesses the patterns of a folder of articles from the names of its files.

A path that names Japanese somewhere (a folder ``ja``, an ending ``.ja.md``, a file ``ja.md``) is
set against the paths that say the same of English, or that say nothing. Each match votes for the
two patterns that would give it; the patterns with most votes win.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from os.path import commonpath
from typing import NamedTuple

from pipeline.model.source import LANGS, Lang
from pipeline.settings.globs import matches
from pipeline.settings.project import Pattern, Settings
from pipeline.sources.interface import Tree
from pipeline.sources.pairs import ENDINGS

_REGION = r"(?:[-_][a-z]{2,4})?"
_NAMES: Mapping[Lang, re.Pattern[str]] = {
    "ja": re.compile(rf"(?:ja|jp|jpn|japanese){_REGION}", re.IGNORECASE),
    "en": re.compile(rf"(?:en|eng|english){_REGION}", re.IGNORECASE),
}
_TAIL = re.compile(r"^(?P<stem>.+)(?P<mark>[._-])(?P<name>[A-Za-z]+(?:[-_][A-Za-z]{2,4})?)$")


class _Slot(NamedTuple):
    """A path with the language taken out: ``before`` + name + ``after``; ``kind`` says where."""

    kind: str
    before: str
    after: str


class _Reading(NamedTuple):
    slot: _Slot
    name: str
    path: str


def find_layouts(tree: Tree) -> tuple[Pattern, ...]:
    """Patterns that together give every pair that can be recognised, the most fruitful first."""
    excluded = Settings().exclude
    paths = [
        entry.path
        for entry in tree.walk("")
        if not entry.hidden
        and not entry.problem
        and entry.path.lower().endswith(ENDINGS)
        and not any(matches(entry.path, glob) for glob in excluded)
    ]
    votes = _votes(paths)
    chosen: list[Pattern] = []
    taken: set[str] = set()
    for pattern, pairs in sorted(votes.items(), key=lambda item: (-len(item[1]), item[0].ja)):
        fresh = {ja for ja in pairs if ja not in taken}
        if fresh:
            chosen.append(pattern)
            taken |= fresh
    return tuple(chosen)


def spelled(pattern: Pattern) -> str:
    """A pattern as it stands in taiyaku.toml."""
    for lang in LANGS:
        if lang in pattern.of(lang):
            for at in re.finditer(lang, pattern.of(lang)):
                joint = pattern.of(lang)[: at.start()] + "{lang}" + pattern.of(lang)[at.end() :]
                if all(joint.replace("{lang}", each) == pattern.of(each) for each in LANGS):
                    return f'"{joint}"'
    return f'{{ ja = "{pattern.ja}", en = "{pattern.en}" }}'


def _votes(paths: list[str]) -> dict[Pattern, list[str]]:
    """For every pattern the Japanese paths that have a counterpart by it."""
    english: dict[_Slot, list[_Reading]] = defaultdict(list)
    for path in paths:
        for reading in _readings(path, "en"):
            english[reading.slot].append(reading)
    plain = set(paths)
    by_shape: dict[tuple[str, str, str, str], list[tuple[str, str]]] = defaultdict(list)
    for path in paths:
        for reading in _readings(path, "ja"):
            for partner in english.get(_without_ending(reading.slot), ()):
                by_shape[_shape(reading, partner.name)].append((path, partner.path))
            bare = _bare(reading.slot)
            if bare in plain:
                by_shape[_shape(reading, "")].append((path, bare))
    return {_pattern(shape, pairs): [ja for ja, _ in pairs] for shape, pairs in by_shape.items()}


def _readings(path: str, lang: Lang) -> Iterator[_Reading]:
    """Every way in which a path names a language. Slots of English ones lack their ending."""
    parts = path.split("/")
    for index, part in enumerate(parts[:-1]):
        if _NAMES[lang].fullmatch(part):
            slot = _Slot("folder", "/".join(parts[:index]), "/".join(parts[index + 1 :]))
            yield _Reading(slot if lang == "ja" else _without_ending(slot), part, path)
    folder, stem, ending = _split(path)
    if _NAMES[lang].fullmatch(stem) and folder:
        yield _Reading(_Slot("file", folder, ending), stem, path)
    tail = _TAIL.match(stem)
    if tail and _NAMES[lang].fullmatch(tail["name"]):
        before = f"{folder}/{tail['stem']}" if folder else tail["stem"]
        yield _Reading(_Slot("tail" + tail["mark"], before, ending), tail["name"], path)


def _split(path: str) -> tuple[str, str, str]:
    folder, _, name = path.rpartition("/")
    stem, _, ending = name.rpartition(".")
    return folder, stem, "." + ending


def _without_ending(slot: _Slot) -> _Slot:
    """Under language folders a.md and a.txt correspond; elsewhere the ending is in the pattern."""
    if slot.kind != "folder":
        return slot
    return slot._replace(after=slot.after.rpartition(".")[0])


def _bare(slot: _Slot) -> str:
    """The path of a slot with no language in it."""
    if slot.kind == "folder":
        return f"{slot.before}/{slot.after}" if slot.before else slot.after
    return slot.before + slot.after


def _shape(reading: _Reading, english: str) -> tuple[str, str, str, str]:
    """What readings of one pattern have in common: kind, place, and the two language names."""
    slot = reading.slot
    place = slot.before if slot.kind == "folder" else slot.after
    return slot.kind, place, reading.name, english


def _pattern(shape: tuple[str, str, str, str], pairs: Iterable[tuple[str, str]]) -> Pattern:
    kind, place, ja, en = shape
    if kind == "folder":
        inside = f"{place}/" if place else ""
        return Pattern(
            f"{inside}{ja}/{{path}}", f"{inside}{en}/{{path}}" if en else f"{inside}{{path}}"
        )
    above = _common_folder([path for pair in pairs for path in pair], file=kind == "file")
    if kind == "file":
        english = f"/{en}" if en else ""
        return Pattern(f"{above}{{path}}/{ja}{place}", f"{above}{{path}}{english}{place}")
    mark = kind.removeprefix("tail")
    english = f"{mark}{en}" if en else ""
    return Pattern(f"{above}{{path}}{mark}{ja}{place}", f"{above}{{path}}{english}{place}")


def _common_folder(paths: list[str], *, file: bool) -> str:
    """The folder that holds all articles, with ``/`` after it, or nothing for the root."""
    folders = Counter(path.rpartition("/")[0] for path in paths)
    if file:
        # The last folder is the article's own name.
        folders = Counter(folder.rpartition("/")[0] for folder in folders)
    common = commonpath(folders) if all(folders) else ""
    return f"{common}/" if common else ""
