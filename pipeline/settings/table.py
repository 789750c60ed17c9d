"""Reads a TOML table strictly: every key is asked for by name and type, the rest is an error.

Nothing here knows what the keys mean. Errors name the file, the line where it can be told, the
key, and the nearest key that would be valid.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any, NoReturn, TypeVar

from pipeline.errors import ConfigError

T = TypeVar("T")

_HEADER = re.compile(r"\s*+\[\[?+([^\[\]]++)\]\]?+\s*+(?:#.*)?$")
_NAME = r"""(?:"[^"]*+"|'[^']*+'|[\w-]++)"""
_KEY = re.compile(rf"\s*+({_NAME}(?:\s*+\.\s*+{_NAME})*+)\s*+=")
_PART = re.compile(r""""[^"]*"|'[^']*'|[\w-]+""")
_TYPE_NAMES: Mapping[type, str] = {
    str: "a string",
    bool: "true or false",
    float: "a number",
    int: "a whole number",
    list: "a list",
    dict: "a table",
}


def nearest(word: str, valid: Collection[str]) -> str:
    """``; did you mean 'x'?`` for a close spelling, else every valid one, else nothing."""
    close = get_close_matches(word, list(valid), n=1, cutoff=0.6)
    if close:
        return f"; did you mean {close[0]!r}?"
    return f"; valid here: {', '.join(sorted(valid))}" if valid else ""


def find_line(text: str, keys: tuple[str, ...]) -> int | None:
    """The line (from 1) where a dotted key or table is set, its nearest parent's otherwise.

    A number among ``keys`` counts the ``[[table]]`` headers of that name, from 0. TOML parsers
    keep no places, and this is only a help in an error message: keys inside inline tables and
    lines inside multi-line strings may be placed at their parent.
    """
    best: tuple[int, int] | None = None
    header: tuple[str, ...] = ()
    seen: dict[tuple[str, ...], int] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if match := _HEADER.match(line):
            header = _parts(match[1])
            if line.lstrip().startswith("[["):
                seen[header] = seen.get(header, -1) + 1
                if keys == header and best is None:
                    best = (len(keys), number)
                header = (*header, str(seen[header]))
            at = header
        elif match := _KEY.match(line):
            at = (*header, *_parts(match[1]))
        else:
            continue
        shared = len(at) if keys[: len(at)] == at else 0
        if shared and (best is None or shared > best[0]):
            best = (shared, number)
    return best[1] if best else None


def _parts(dotted: str) -> tuple[str, ...]:
    return tuple(part.strip("\"'") for part in _PART.findall(dotted))


@dataclass
class Table:
    """One table of a configuration file; ``keys`` is where it stands in the file."""

    data: Mapping[str, Any]
    path: str
    text: str
    keys: tuple[str, ...] = ()
    asked: set[str] = field(default_factory=set)

    def fail(self, message: str, *keys: str) -> NoReturn:
        """Raises ConfigError at ``keys`` below this table."""
        raise ConfigError(
            message, path=self.path, line=find_line(self.text, (*self.keys, *keys)) or None
        )

    def take(self, key: str, kind: type[T], default: T) -> T:
        """The value of ``key``; ConfigError where it has another type than ``kind``."""
        self.asked.add(key)
        if key not in self.data:
            return default
        value = self.data[key]
        if kind is float and isinstance(value, int) and not isinstance(value, bool):
            try:
                value = float(value)
            except OverflowError:
                self.fail(f"{key!r} has too many digits", key)
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            self.fail(f"{key!r} is {_TYPE_NAMES[kind]}, not {_show(value)}", key)
        return value

    def strings(self, key: str, default: tuple[str, ...] = ()) -> tuple[str, ...]:
        """A list of strings; one string stands for a list of one."""
        self.asked.add(key)
        if key not in self.data:
            return default
        value = self.data[key]
        items = [value] if isinstance(value, str) else value
        if not isinstance(items, list) or not all(isinstance(item, str) for item in items):
            self.fail(f"{key!r} is a list of strings, not {_show(value)}", key)
        return tuple(items)

    def forbid_nul(self) -> None:
        """ConfigError for a text that no name of a file can be, however deep it stands."""
        for key, value in self.data.items():
            for item in value if isinstance(value, list) else [value]:
                if isinstance(item, dict):
                    Table(item, self.path, self.text, (*self.keys, key)).forbid_nul()
                elif isinstance(item, str) and "\0" in item:
                    self.fail(f"{key!r} holds a NUL character; take it out", key)

    def table(self, key: str) -> Table:
        """A table below this one; an empty one where it is not set."""
        return Table(self.take(key, dict, {}), self.path, self.text, (*self.keys, key))

    def tables(self, key: str) -> tuple[Table, ...]:
        """A list of tables (``[[key]]``)."""
        tables = []
        for number, item in enumerate(self.take(key, list, [])):
            if not isinstance(item, dict):
                self.fail(f"{key!r} is a list of tables ([[{key}]]), not of {_show(item)}", key)
            tables.append(Table(item, self.path, self.text, (*self.keys, key, str(number))))
        return tuple(tables)

    def done(self) -> None:
        """ConfigError for the first key that nobody asked for."""
        for key in self.data:
            if key not in self.asked:
                where = f" in [{'.'.join(k for k in self.keys if not k.isdigit())}]"
                self.fail(
                    f"unknown key {key!r}{where if self.keys else ''}{nearest(key, self.asked)}",
                    key,
                )


def _show(value: object) -> str:
    try:
        text = repr(value)
    except (ValueError, RecursionError):
        return "what is too long to be shown"
    return text if len(text) <= 40 else text[:37] + "…"
