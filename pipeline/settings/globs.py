"""Globs over root-relative paths, the same everywhere a user writes one.

They are matched here. ``re`` and ``pathspec`` (which makes regular expressions too) try every way
to share a path out between the wildcards, so that ``*a*a*a*a!`` in a pull request hangs. Here all
ways are followed at once: a number holds a bit for each part of the glob that may come next.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_FOLDERS, _ANYTHING, _NAME = "**/", "**", "*"
_WILDCARDS = (_FOLDERS, _ANYTHING, _NAME)


def is_glob(text: str) -> bool:
    """Whether the text holds a wildcard."""
    return any(character in text for character in "*?[")


def matches(path: str, pattern: str) -> bool:
    """Whether a path (with ``/``) matches: ``*`` and ``?`` stay in a folder, ``**`` crosses.

    Both are compared in NFC, so that names from disks that store NFD match what is typed.
    """
    glob = _read(unicodedata.normalize("NFC", pattern))
    reached = glob.skipping(1)
    for character in unicodedata.normalize("NFC", path):
        stays, leaves = glob.moves(character)
        reached = (reached & stays) | glob.skipping((reached & leaves) << 1)
        if not reached:
            return False
    return bool(reached >> glob.length)


@dataclass(frozen=True)
class _Glob:
    """The parts of a glob, each a bit of these numbers; the last bit is its end.

    ``literals`` is where each character stands, ``one`` holds ``?``, ``classes`` what stands in
    brackets. ``**/`` is left with a slash only; every wildcard may stand for nothing.
    """

    length: int
    literals: dict[str, int]
    one: int
    classes: tuple[tuple[int, str], ...]
    names: int
    anything: int
    folders: int

    def skipping(self, reached: int) -> int:
        """With the parts behind a wildcard that stands for nothing; no two stand together."""
        return reached | (reached & (self.names | self.anything | self.folders)) << 1

    def moves(self, character: str) -> tuple[int, int]:
        """The parts that go on with this character, and those that it may end."""
        leaves = self.literals.get(character, 0) | self.anything
        for at, members in self.classes:
            leaves |= at * _is_in(character, members)
        if character == "/":
            return self.anything | self.folders, leaves | self.folders
        return self.anything | self.folders | self.names, leaves | self.names | self.one


@lru_cache(maxsize=256)
def _read(pattern: str) -> _Glob:
    literals: dict[str, int] = {}
    classes: list[tuple[int, str]] = []
    wildcards = dict.fromkeys(("?", *_WILDCARDS), 0)
    parts = _parts(pattern)
    for number, part in enumerate(parts):
        bit = 1 << number
        if part in wildcards:
            wildcards[part] |= bit
        elif len(part) > 1:
            classes.append((bit, part[1:-1]))
        else:
            literals[part] = literals.get(part, 0) | bit
    return _Glob(
        len(parts), literals, wildcards["?"], tuple(classes),
        wildcards[_NAME], wildcards[_ANYTHING], wildcards[_FOLDERS],
    )  # fmt: skip


def _parts(pattern: str) -> list[str]:
    """A glob as single characters, wildcards and ``[classes]``; wildcards in a row are one."""
    parts: list[str] = []
    at = 0
    while at < len(pattern):
        part = next((w for w in _WILDCARDS if pattern.startswith(w, at)), pattern[at])
        if part == "[" and (end := pattern.find("]", at + 2 + pattern.startswith("!", at + 1))) > 0:
            part = pattern[at : end + 1]
        at += len(part)
        if part in _WILDCARDS and parts and parts[-1] in _WILDCARDS:
            # Any two together reach as far as ``**`` does.
            part = part if part == parts.pop() else _ANYTHING
        parts.append(part)
    return parts


def _is_in(character: str, members: str) -> bool:
    """Whether a class holds a character: ``a-z`` is a range, ``!`` in front turns it round."""
    turned = members.startswith("!")
    at = int(turned)
    while at < len(members):
        last = members[at + 2] if members[at + 1 : at + 2] == "-" and at + 2 < len(members) else ""
        if members[at] <= character <= (last or members[at]):
            return not turned
        at += 3 if last else 1
    return turned
