from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from lxml import etree

from pipeline.errors import GlossaryError
from pipeline.terms.exchange import merge, read, write
from tests.terms.exchange.made import glossaries

SCHEMA = Path(__file__).parents[2] / "data/tbx3-written.rng"
GLOSSARY = (
    "ja\ten\tja_variants\ten_forbidden\tdomain\tstatus\tnote\tid\tdefinition_en\tOwner\n"
    "うつ病\tdepression\t大うつ病\tgloom\tdisease\tproposed\ta < b\t5-a\tA mood.\tMiki\n"
)
# As a tool that knows more than TBX-Basic's few categories would write it.
FOREIGN = """<?xml version="1.0" encoding="{encoding}"?>
<!DOCTYPE martif SYSTEM "TBXBasiccoreStructV02.dtd">
<martif type="TBX-Basic" xml:lang="en"><martifHeader><fileDesc><sourceDesc>
<p>note</p></sourceDesc></fileDesc></martifHeader><text><body>
  <termEntry id="c7">
    <descrip type="subjectField">psychiatry</descrip>
    <transacGrp><transac type="transactionType">origination</transac></transacGrp>
    <note>ask
      twice</note>
    <langSet xml:lang="en-US">
      <descripGrp><descrip type="definition">A low <hi>mood</hi>.</descrip></descripGrp>
      <ntig><termGrp><term>melancholia</term>
        <termNote type="administrativeStatus">supersededTerm-admn-sts</termNote></termGrp></ntig>
      <ntig><termGrp><term>major depression</term>
        <termNote type="partOfSpeech">noun</termNote></termGrp></ntig>
      <tig><term>depression</term>
        <termNote type="administrativeStatus">preferredTerm-admn-sts</termNote>
        <note>not the weather</note></tig>
    </langSet>
    <langSet xml:lang="ja-JP"><tig><term>うつ病</term></tig><tig><term>うつ病</term></tig></langSet>
    <langSet xml:lang="de"><tig><term>Depression</term></tig></langSet>
  </termEntry>
  <termEntry id="c8"><langSet xml:lang="en"><tig><term>relapse</term></tig></langSet></termEntry>
  <termEntry id="c9"><langSet xml:lang="en"><tig><term>mania</term></tig></langSet>
    <langSet xml:lang="ja"><tig><term>躁病</term>
    <termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></tig></langSet>
  </termEntry>
</body></text></martif>
"""
DCT = """<tbx type="TBX-Basic" style="dct" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2"
  xmlns:min="http://www.tbxinfo.net/ns/dct/min" xmlns:basic="http://www.tbxinfo.net/ns/dct/basic">
<text><body><conceptEntry id="c1"><basic:subjectField>anatomy</basic:subjectField>
<langSec xml:lang="ja"><termSec><term>視床</term></termSec></langSec>
<langSec xml:lang="en"><basic:definition>A relay.</basic:definition>
<termSec><term>thalamus</term><basic:partOfSpeech>noun</basic:partOfSpeech></termSec>
<termSec><term>hall</term><min:administrativeStatus>deprecatedTerm-admn-sts</min:administrativeStatus>
</termSec></langSec></conceptEntry></body></text></tbx>
"""


def parsed(data: bytes) -> etree._Element:
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))


@pytest.mark.parametrize("format", ["tbx", "tbx-dct"])
@settings(max_examples=20, deadline=None)
@given(text=glossaries())
def test_version_3_has_everything_where_it_belongs(format: str, text: str) -> None:
    etree.RelaxNG(etree.parse(SCHEMA)).assertValid(parsed(write(text, format, "g")))


def test_the_schema_would_object() -> None:
    schema = etree.RelaxNG(etree.parse(SCHEMA))
    data = write(GLOSSARY, "tbx", "g")
    for old, new in ((b"preferredTerm-", b"best-"), (b"subjectField", b"field"), (b'"en"', b'""')):
        assert not schema.validate(parsed(data.replace(old, new)))


def test_where_things_stand_in_version_2() -> None:
    (entry,) = parsed(write(GLOSSARY, "tbx-v2", "g")).iter("termEntry")
    assert entry.get("id") == "_x0035_-a"
    assert entry.findtext("descrip[@type='subjectField']") == "disease"
    assert [note.text for note in entry.findall("note")] == [
        "a < b",
        "taiyaku:status=proposed",
        "taiyaku:Owner=Miki",
    ]
    assert [(tig.findtext("term"), tig.findtext("termNote")) for tig in entry.iter("tig")] == [
        ("うつ病", "preferredTerm-admn-sts"),
        ("大うつ病", "admittedTerm-admn-sts"),
        ("depression", "preferredTerm-admn-sts"),
        ("gloom", "deprecatedTerm-admn-sts"),
    ]
    assert entry.findtext("langSet/descrip[@type='definition']") == "A mood."


@pytest.mark.parametrize("encoding", ["UTF-8", "UTF-16", "ISO-2022-JP"])
def test_a_file_of_another_tool(encoding: str) -> None:
    data = FOREIGN.format(encoding=encoding).encode(encoding)
    if encoding == "ISO-2022-JP":
        with pytest.raises(GlossaryError, match="iconv -f ISO-2022-JP -t UTF-8"):
            read(data, "tbx", "t.tbx")
        return
    table = read(data, "tbx", "t.tbx")
    assert dict(table.entries[0].cells) == {
        "ja": "うつ病",
        "en": "depression",
        "en_variants": "major depression",
        "en_forbidden": "melancholia",
        "domain": "psychiatry",
        "note": "ask twice; depression: not the weather",
        "definition_en": "A low mood.",
        "id": "c7",
    }
    assert table.notes == (
        "terms of other languages are left out: 1 de",
        "glossary.tsv has no place for these, they are left out: 1 partOfSpeech, 1 transactionType",
    )
    merged = merge("", "glossary.tsv", table, "t.tbx")
    assert merged.added == 1
    assert merged.skipped == (
        "line 23 has no Japanese term that may be used",
        "line 24 has no Japanese term that may be used",
    )


def test_the_style_with_elements_of_their_own() -> None:
    (entry,) = read(DCT.encode(), "tbx", "t.tbx").entries
    assert dict(entry.cells) == {
        "ja": "視床",
        "en": "thalamus",
        "en_forbidden": "hall",
        "domain": "anatomy",
        "definition_en": "A relay.",
        "id": "c1",
    }


def test_an_empty_glossary_is_no_tbx() -> None:
    with pytest.raises(GlossaryError, match="holds no concept"):
        write("# nothing yet\n", "tbx", "glossary.tsv")


def test_a_concept_of_an_empty_id_is_one_without() -> None:
    text = (
        write("ja\ten\tid\n頭痛\theadache\tc1\n", "tbx", "g").decode().replace('id="c1"', 'id=""')
    )
    (entry,) = read(text.encode(), "tbx", "t").entries
    assert not entry.cells.get("id")
