from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings

from pipeline.errors import GlossaryError
from pipeline.terms import read_glossary
from pipeline.terms.exchange import Entry, Table, merge, read
from tests.terms.exchange.made import content, glossaries

CASES = yaml.safe_load(
    (Path(__file__).parents[2] / "cases/terms/import.yaml").read_text(encoding="utf-8")
)


def lines(rows: list[str | list[str]]) -> str:
    return "".join((row if isinstance(row, str) else "\t".join(row)) + "\n" for row in rows)


def table(rows: list[list[str]]) -> Table:
    columns, *others = rows
    entries = [
        Entry({n: c for n, c in zip(columns, cells, strict=True) if c}, f"row {number}")
        for number, cells in enumerate(others, start=2)
    ]
    return Table(tuple(columns), tuple(entries))


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_cases(case: dict[str, Any]) -> None:
    before = lines(case["glossary"])
    merged = merge(before, "glossary.tsv", table(case["file"]), "f")
    assert merged.text == lines(case["becomes"])
    messages = [conflict.partition(", ")[2] for conflict in merged.conflicts]
    assert messages == case.get("conflicts", [])
    assert list(merged.skipped) == case.get("skipped", [])
    theirs = merge(before, "glossary.tsv", table(case["file"]), "f", theirs=True)
    assert theirs.text == lines(case.get("theirs", case["becomes"]))
    assert not theirs.conflicts


@settings(max_examples=30, deadline=None)
@given(glossaries(), glossaries())
def test_a_merge_can_be_read_and_done_again_for_nothing(ours: str, others: str) -> None:
    other = read(others.encode(), "tsv", "o.tsv")
    try:
        merged = merge(ours, "glossary.tsv", other, "o.tsv")
    except GlossaryError:
        return  # Two rows that are right each for itself may dispute a word.
    preferred = {concept.preferred("ja") for concept in read_glossary(merged.text, "g").concepts}
    assert {c.preferred("ja") for c in read_glossary(ours, "g").concepts} <= preferred
    again = merge(merged.text, "glossary.tsv", other, "o.tsv")
    assert (again.text, again.added, again.changed) == (merged.text, 0, 0)


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n"])
@pytest.mark.parametrize("bom", ["", "\ufeff"])
def test_line_ends_and_a_bom_stay(end: str, bom: str) -> None:
    before = f"{bom}ja\ten{end}{end} 視床 \tthalamus"
    new = table([["ja", "en"], ["小脳", "cerebellum"]])
    merged = merge(before, "glossary.tsv", new, "f")
    assert merged.text == f"{before}{end}小脳\tcerebellum{end}"
    same = table([["ja", "en"], ["視床", "thalamus"]])
    assert merge(before, "glossary.tsv", same, "f").text == before


def test_a_wrong_entry_is_named_by_its_place() -> None:
    wrong = table([["ja", "en", "status"], ["視床", "thalamus", ""], ["小脳", "cerebellum", "new"]])
    with pytest.raises(GlossaryError, match=r"f: row 3: status “new” is unknown"):
        merge("# none\n", "glossary.tsv", wrong, "f")


def test_a_wrong_glossary_is_not_added_to() -> None:
    with pytest.raises(GlossaryError, match=r"glossary\.tsv:2:1: the row has no English term"):
        merge("ja\ten\n視床\n", "glossary.tsv", table([["ja", "en"]]), "f")


def test_a_new_file_has_its_columns_in_the_usual_order() -> None:
    new = table([["Owner", "id", "note", "en", "ja"], ["M", "x", "n", "thalamus", "視床"]])
    text = merge("", "glossary.tsv", new, "f").text
    assert text == "ja\ten\tnote\tid\tOwner\n視床\tthalamus\tn\tx\tM\n"
    assert content(text)[0][0] == "x"
