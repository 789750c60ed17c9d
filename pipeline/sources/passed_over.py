"""What is said of files that are passed over: one line a reason, with some of the names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence

from pipeline.sources.interface import Entry

_SHOWN = 3


def skipped_notes(skipped: Sequence[Entry], endings: Collection[str]) -> Iterator[str]:
    """One note for hidden files, one for each unknown ending, one for what no pattern takes."""
    groups: dict[str, list[str]] = defaultdict(list)
    for entry in skipped:
        groups[_kind(entry, endings)].append(entry.path)
    for kind, paths in sorted(groups.items()):
        reason = {
            "hidden": "hidden",
            "no": "no file ending",
            "dropped": "the patterns of the settings do not take it",
        }.get(kind, f"{kind} is not read ({', '.join(endings)} are)")
        yield f"skipped {_files(paths)}: {reason}"


def excluded_notes(excluded: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """A note for all files that are excluded, and one for globs that exclude nothing."""
    paths = [path for group in excluded.values() for path in group]
    if paths:
        yield f"exclude leaves out {_files(paths)}"
    idle = [glob for glob, group in excluded.items() if not group]
    if idle:
        shown = ", ".join(repr(printable(glob)) for glob in idle[:_SHOWN])
        yield f"exclude matches no file: {shown}{', …' if len(idle) > _SHOWN else ''}"


def printable(path: str) -> str:
    """A path with what is not UTF-8 in it spelled out."""
    return path.encode("utf-8", "backslashreplace").decode()


def _kind(entry: Entry, endings: Collection[str]) -> str:
    name = entry.path.rpartition("/")[2]
    if entry.hidden:
        return "hidden"
    if name.lower().endswith(tuple(endings)):
        return "dropped"
    return "." + name.rpartition(".")[2] if "." in name else "no"


def _files(paths: Sequence[str]) -> str:
    shown = ", ".join(map(printable, paths[:_SHOWN])) + (", …" if len(paths) > _SHOWN else "")
    return f"{len(paths)} {'file' if len(paths) == 1 else 'files'}: {shown}"
