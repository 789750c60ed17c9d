"""YAML and TOML front matter: which values are prose, and where they stand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from pipeline.documents.places import aligned
from pipeline.errors import SourceError
from pipeline.model.prose import Prose
from pipeline.model.source import Source

if TYPE_CHECKING:
    from yaml import ScalarNode

_YAML = re.compile(r"---[ \t]*\r?\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.S | re.M)
_TOML = re.compile(r"\+\+\+[ \t]*\r?\n(.*?)^\+\+\+[ \t]*(?:\r?\n|\Z)", re.S | re.M)
# ``title: …`` right below the first line: nobody begins an article with a rule and a small letter.
_OPENED = re.compile(r"---[ \t]*\r?\n[a-z_][A-Za-z0-9_-]*:(?:\s|\Z)")


class FrontMatter(NamedTuple):
    """The chosen values in file order and the offset at which the Markdown begins."""

    values: tuple[Prose, ...]
    end: int


def read(source: Source, keys: Sequence[str]) -> FrontMatter:
    """The values of ``keys`` (top level, text only) in the front matter of ``source``.

    A block whose YAML is no mapping is Markdown and no front matter. Raises SourceError with line
    and column where it is neither valid YAML nor valid TOML, or is never closed.
    """
    if found := _YAML.match(source.text):
        values = _yaml(source, found.start(1), found.end(1), keys)
    elif found := _TOML.match(source.text):
        values = _toml(source, found.start(1), found.end(1), keys)
    elif _OPENED.match(source.text):
        raise SourceError(
            "the front matter that opens here is never closed; put a line of --- behind it",
            path=source.path,
            line=1,
            column=1,
        )
    else:
        return FrontMatter((), 0)
    return FrontMatter((), 0) if values is None else FrontMatter(values, found.end())


def _yaml(source: Source, start: int, end: int, keys: Sequence[str]) -> tuple[Prose, ...] | None:
    import yaml  # type: ignore[import-untyped, unused-ignore]

    text = source.text[start:end]
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        offset = start + (mark.index if mark else 0)
        raise _broken(source, "YAML", str(error.problem), offset) from None
    except yaml.reader.ReaderError as error:
        raise _broken(source, "YAML", error.reason, start + error.position) from None
    except RecursionError:
        raise _broken(source, "YAML", "it is nested too deeply", start) from None
    if root is None:
        return ()
    if not isinstance(root, yaml.MappingNode):
        return None
    return tuple(
        Prose.of(
            aligned(
                value.value, source.text, *_inside(value, source, start), quote=value.style or ""
            )
        )
        for key, value in root.value
        if key.value in keys and isinstance(value, yaml.ScalarNode) and value.value.strip()
    )


def _inside(node: ScalarNode, source: Source, start: int) -> tuple[int, int]:
    """The characters of a YAML scalar without its quotes or block indicator."""
    first, last = start + node.start_mark.index, start + node.end_mark.index
    if node.style in ("'", '"'):
        return first + 1, last - 1
    if node.style in ("|", ">"):
        return source.text.find("\n", first, last) + 1 or first, last
    return first, last


def _toml(source: Source, start: int, end: int, keys: Sequence[str]) -> tuple[Prose, ...]:
    from pipeline.system import toml_text

    text = source.text[start:end]
    try:
        document = toml_text.loads(text.replace("\r\n", "\n"))
    except toml_text.TOMLDecodeError as error:
        problem, _, place = str(error).partition(" (at line ")
        lines = text.splitlines(keepends=True)
        before = int(place.split(",")[0]) - 1 if place[:1].isdigit() else len(lines)
        offset = min(start + len("".join(lines[:before])), end - 1)
        raise _broken(source, "TOML", problem, offset) from None
    found = []
    for key in keys:
        value = document.get(key)
        opening = re.compile(
            rf"""^[ \t]*["']?{re.escape(key)}["']?[ \t]*=[ \t]*(\"{{3}}|'{{3}}|"|')""", re.M
        )
        if (
            isinstance(value, str)
            and value.strip()
            and (at := opening.search(source.text, start, end))
        ):
            quote = '"' if '"' in at.group(1) else ""
            pieces = aligned(value, source.text, at.end(), end, quote=quote)
            found.append(Prose.of(pieces))
    return tuple(sorted(found, key=lambda prose: prose.runs[0].start))


def _broken(source: Source, language: str, problem: str, offset: int) -> SourceError:
    line, column = source.place(offset)
    return SourceError(
        f"the front matter is not valid {language}: {problem}; mend this line "
        "(a value that holds a colon or begins with a sign needs quotes)",
        path=source.path,
        line=line,
        column=column,
    )
