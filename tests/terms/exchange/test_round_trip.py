"""Whatever a valid glossary holds goes out and comes back the same."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from pipeline.terms.exchange import WRITES, losses, merge, read, write
from pipeline.terms.exchange.formulas import disarm, rearm
from pipeline.terms.exchange.tbx_names import from_name, to_name
from pipeline.terms.glossary import read_glossary
from tests.terms.exchange.made import TEXT, content, glossaries, there_and_back

# OmegaT's form holds terms and notes alone.
WHOLE = tuple(format for format in WRITES if format != "omegat")
GLOSSARY = (
    "ja\ten\tja_variants\ten_forbidden\tdomain\tstatus\tnote\tid\tOwner\n"
    "うつ病\tdepression\t大うつ病|大うつ病性障害\tgloom|the blues\tdisease\t\t\tc1\tMiki\n"
    "# a comment\n"
    "A\\|B比\tA\\|B ratio\t\t\t\tproposed\t=1+1\t\t'@home\n"
)


@pytest.mark.parametrize("format", WHOLE)
@settings(max_examples=30, deadline=None)
@given(text=glossaries())
def test_every_format_gives_back_the_same_concepts(format: str, text: str) -> None:
    assert content(there_and_back(text, format)) == content(text)


@pytest.mark.parametrize("format", WHOLE)
def test_an_export_changes_nothing_where_it_came_from(format: str) -> None:
    kind = format.partition("-")[0]
    data = write(GLOSSARY, format, "glossary.tsv")
    merged = merge(GLOSSARY, "glossary.tsv", read(data, kind, "t"), "t")
    assert (merged.text, merged.added, merged.changed) == (GLOSSARY, 0, 0)
    assert merged.conflicts == ()


@pytest.mark.parametrize("format", WRITES)
def test_two_exports_are_the_same_bytes(format: str) -> None:
    assert write(GLOSSARY, format, "g") == write(GLOSSARY, format, "g")


def test_omegats_form_is_a_glossary_without_a_header() -> None:
    text = write(GLOSSARY + "脳\tbrain|the brain\n", "omegat", "g").decode()
    assert text == "うつ病\tdepression\n大うつ病\tdepression\n大うつ病性障害\tdepression\n" + (
        "脳\tbrain\talso: the brain\n"
    )
    read_back = read_glossary(text, "glossary.tsv")
    assert [(c.preferred("ja"), c.preferred("en"), c.note) for c in read_back.concepts][-1] == (
        "脳",
        "brain",
        "also: the brain",
    )
    assert "forbidden" in list(losses(GLOSSARY, "omegat", "g"))[-1]


@given(text=glossaries())
def test_omegats_form_is_read_again(text: str) -> None:
    there = read_glossary(text, "g")
    back = read_glossary(write(text, "omegat", "g").decode(), "g")
    read_back = {(c.preferred("ja"), c.preferred("en")) for c in back.concepts}
    approved = [c for c in there.concepts if c.status == "approved"]
    assert read_back <= {(form, c.preferred("en")) for c in approved for form in c.accepted("ja")}
    assert {c.preferred("ja") for c in approved} <= {ja for ja, _ in read_back}


@pytest.mark.parametrize("format", ["csv", "xlsx"])
def test_tables_keep_the_cells_as_they_are_written(format: str) -> None:
    table = read(write(GLOSSARY, format, "g"), format, "t")
    assert table.columns == tuple(GLOSSARY.split("\n", 1)[0].split("\t"))
    assert [entry.cells["ja"] for entry in table.entries] == ["うつ病", r"A\|B比"]
    assert table.entries[1].cells["Owner"] == "'@home"


def test_csv_is_made_for_excel() -> None:
    data = write(GLOSSARY, "csv", "g")
    assert data.startswith("\ufeffja,en".encode())
    assert data.count(b"\r\n") == 3
    assert b",'=1+1," in data
    assert b",''@home\r\n" in data


@pytest.mark.parametrize(
    "cell", ["=1", "+1", "-1", "@a", "＝1", "\t=", "'=1", "''@", "'", "", "a=1"]
)
def test_what_looks_like_a_formula_is_disarmed(cell: str) -> None:
    assert not disarm(cell).startswith(("=", "+", "-", "@", "\t", "\r", "＝"))
    assert rearm(disarm(cell)) == cell


@given(TEXT)
def test_disarming_is_undone(cell: str) -> None:
    assert rearm(disarm(cell)) == cell


@given(TEXT.filter(bool))
def test_ids_become_xml_names_and_back(id_: str) -> None:
    name = to_name(id_)
    assert from_name(name) == id_
    assert name[0].isalpha() or name[0] == "_"
    assert not set(name) & set(" \t<>&\"':;=/#")


@pytest.mark.parametrize("name", ["c1", "_x41_", "_xFFFFFF_", "_xD800_", "a_x005F_x", "x"])
def test_names_of_other_tools_stay(name: str) -> None:
    assert to_name(from_name(name)) in (name, name.replace("_x", "_x005F_x"))


def test_what_a_format_cannot_hold_is_said() -> None:
    text = "# one\n# two\nja\ten\nう\x01つ\tdepre\x02ssion\n"
    assert list(losses(text, "csv", "glossary.tsv")) == [
        "2 comment lines of glossary.tsv have no place in this format"
    ]
    assert list(losses(text, "tbx", "glossary.tsv"))[1:] == [
        "line 4: U+0001, U+0002 cannot stand in XML and is left out"
    ]
    assert list(losses(text, "tsv", "glossary.tsv")) == []
