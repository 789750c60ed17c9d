"""Universal parts of speech of Japanese words by spaCy's tables, without importing spaCy.

That import takes a third of a second, which is much where one Japanese sentence is new. The tables
are files of plain dictionaries that import nothing but the names of the parts of speech, so they
are read as data: from the very version that is installed.
"""

from __future__ import annotations

import ast
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

# In which a table names the part of speech itself.
_POS = "POS"


class _Tables(NamedTuple):
    """By tag and word, by a tag and the next one (for both of them), and by the tag alone."""

    words: dict[str, dict[str, str]]
    pairs: dict[tuple[str, str], tuple[str | None, str | None]]
    tags: dict[str, dict[str, str]]


def resolve(word: str, tag: str, following: str | None) -> tuple[str, str | None]:
    """The part of speech of a word, and of the next one where the two tags together decide it.

    The same as ``spacy.lang.ja.resolve_pos``. Raises KeyError for a tag that it does not know.
    """
    tables = _tables()
    if (known := tables.words.get(tag, {}).get(word)) is not None:
        return known, None
    own, after = tables.pairs.get((tag, following), (None, None)) if following else (None, None)
    return own or tables.tags[tag][_POS], after


@cache
def _tables() -> _Tables:
    spec = find_spec("spacy")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("No module named 'spacy'")
    folder = Path(spec.origin).parent / "lang" / "ja"
    return _Tables(
        *(_table(folder / f"{name}.py") for name in ("tag_orth_map", "tag_bigram_map", "tag_map"))
    )


def _table(file: Path) -> Any:  # noqa: ANN401
    """The one dictionary of a file, in which a name stands for itself."""
    (table,) = (
        statement.value
        for statement in ast.parse(file.read_text("utf-8")).body
        if isinstance(statement, ast.Assign)
    )
    return _value(table)


def _value(node: ast.expr) -> Any:  # noqa: ANN401
    if isinstance(node, ast.Dict):
        keys = (_value(key) for key in node.keys if key is not None)
        return dict(zip(keys, map(_value, node.values), strict=True))
    if isinstance(node, ast.Tuple):
        return tuple(map(_value, node.elts))
    return node.id if isinstance(node, ast.Name) else ast.literal_eval(node)
