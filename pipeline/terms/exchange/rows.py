"""Rows of text, from whatever kind of table, as entries."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pipeline.errors import GlossaryError
from pipeline.terms.exchange.record import Entry, Table, known, one_line
from pipeline.terms.glossary import COLUMNS, read_glossary


def table_of(rows: Iterable[tuple[int, Sequence[str]]], path: str) -> Table:
    """The table of numbered rows; the first that is not empty names the columns.

    Raises GlossaryError where the columns are wrong or a row has more cells than there are
    columns.
    """
    filled = ((number, cells) for number, cells in rows if any(cell.strip() for cell in cells))
    number, header = next(filled, (1, ()))
    names = _header(header, number, path)
    entries = []
    broken = 0
    for number, cells in filled:
        extra = [index for index, cell in enumerate(cells) if index >= len(names) and cell.strip()]
        if extra:
            raise GlossaryError(
                f"row {number} has {extra[-1] + 1} cells but the first row names {len(names)} "
                "columns; name the others or empty them",
                path=path,
            )
        texts = [one_line(cell) for cell in cells]
        broken += sum(
            "\n" in cell.strip() or "\t" in cell.strip() or "\r" in cell.strip() for cell in cells
        )
        named = {name: text for name, text in zip(names, texts, strict=False) if text}
        entries.append(Entry(named, f"row {number}"))
    notes: tuple[str, ...] = ()
    if broken:
        verb = "cell spans" if broken == 1 else "cells span"
        notes = (f"{broken} {verb} several lines or holds tabs; each becomes one line",)
    return Table(names, tuple(entries), notes)


def _header(cells: Sequence[str], number: int, path: str) -> tuple[str, ...]:
    texts = [one_line(cell) for cell in cells]
    while texts and not texts[-1]:
        texts.pop()
    if "ja" not in (text.casefold() for text in texts):
        found = f" (it has {', '.join(f'“{text}”' for text in texts[:6])})" if texts else ""
        raise GlossaryError(
            f"row {number} names no column “ja”{found}; the columns are {', '.join(COLUMNS)}",
            path=path,
        )
    try:
        read_glossary("\t".join(texts) + "\n", path)
    except GlossaryError as error:
        raise GlossaryError(f"row {number}: {error.message}", path=path) from None
    return tuple(known(text) for text in texts)
