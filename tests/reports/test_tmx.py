from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from pipeline.model.links import Link, SentenceLink
from pipeline.model.source import Lang, Span
from pipeline.reports.tmx import format, notes
from tests.reports.memory import memory
from tests.support import document, report

DTD = Path(__file__).parents[1] / "data/tmx14.dtd"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def parsed(text: str) -> etree._Element:
    """The tree of a memory that the official document type accepts."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    root = etree.fromstring(text.encode(), parser)
    with DTD.open("rb") as file:
        etree.DTD(file).assertValid(root)
    return root


def segments(unit: etree._Element) -> dict[str | None, str | None]:
    return {tuv.get(LANG): tuv.findtext("seg") for tuv in unit.iter("tuv")}


def test_the_document_type_is_the_official_one() -> None:
    digest = hashlib.sha256(DTD.read_bytes()).hexdigest()
    assert digest in (DTD.parent / "README.md").read_text("utf-8")


def test_the_document_type_would_object() -> None:
    with pytest.raises(etree.DocumentInvalid, match="segtype"):
        parsed(format(memory()).replace(' segtype="sentence"', ""))
    with pytest.raises(etree.DocumentInvalid, match="seg"):
        parsed(format(memory()).replace("seg>", "sentence>"))


def test_a_unit_for_every_link_with_two_sides() -> None:
    units = list(parsed(format(memory())).iter("tu"))
    assert [segments(unit) for unit in units] == [
        {"ja": "仕組み", "en": "Mechanism"},
        {"ja": "磁気で脳を刺激します。", "en": "Magnets stimulate the brain."},
        {
            "ja": "痛みはありません。一回に二十分かかります。",
            "en": "It does not hurt and takes twenty minutes.",
        },
        {"ja": "=1+1は&lt;二です。", "en": "=1+1 is <two> & more."},
    ]
    assert {prop.get("type"): prop.text for prop in units[3].iter("prop")} == {
        "x-pair": "prices/a&b",
        "x-score": "0.7000",
        "x-section-ja": "費用 <自費>",
        "x-section-en": 'Costs & "fees"',
    }


@pytest.mark.parametrize(("source", "order"), [("ja", ["ja", "en"]), ("en", ["en", "ja"])])
def test_the_source_language_comes_first(source: Lang, order: list[str]) -> None:
    root = parsed(format(memory(source)))
    header = root.find("header")
    assert header is not None
    assert dict(header.attrib) == {
        "creationtool": "taiyaku",
        "creationtoolversion": "0.1.0",
        "segtype": "sentence",
        "o-tmf": "taiyaku",
        "adminlang": "en",
        "srclang": source,
        "datatype": "plaintext",
    }
    assert all([tuv.get(LANG) for tuv in unit.iter("tuv")] == order for unit in root.iter("tu"))


def test_what_xml_forbids_is_named() -> None:
    assert list(notes(memory())) == [
        "articles/ja/a.md:4:1: U+000B cannot stand in XML and is left out of the memory"
    ]


def test_the_same_report_gives_the_same_bytes_and_nothing_of_the_clock() -> None:
    assert format(memory()) == format(memory())
    assert "date" not in format(memory())


def test_markup_stays_out_of_the_memory() -> None:
    from pipeline.documents import parse
    from pipeline.model.source import Source

    ja = parse(Source("articles/ja/a.md", "ja", "# 薬\n\n**効く**薬[^1]と`x`です。\n"))
    en = parse(Source("articles/en/a.md", "en", "# Drug\n\nA [drug](x.md) that *works*.\n"))
    sides = [
        tuple(
            block.prose.span(*each) for block in made.sections[0].blocks for each in block.sentences
        )
        for made in (ja, en)
    ]
    link = Link((0,), (0,), 1.0, sentences=(SentenceLink(sides[0], sides[1], 1.0),))
    (unit,) = parsed(format(report(ja, en, made=[link]))).iter("tu")
    texts = segments(unit)
    assert texts["en"] == "A drug that works."
    assert "*" not in str(texts["ja"])
    assert "効く薬" in str(texts["ja"])


def test_an_empty_memory_is_valid() -> None:
    assert not list(parsed(format(report(None, None))).iter("tu"))


@given(st.text(min_size=1).filter(str.strip), st.text(min_size=1).filter(str.strip))
def test_any_text_gives_a_valid_memory(ja: str, en: str) -> None:
    sides = document("ja", ja), document("en", en)
    link = SentenceLink((Span(0, len(ja)),), (Span(0, len(en)),), 0.5)
    ids = [tuple(section.id for section in side.sections) for side in sides]
    made = report(*sides, made=[Link(ids[0], ids[1], 0.5, sentences=(link,))], name=ja)
    signed = replace(made, version=en, signature={"encoder": ja})
    parsed(format(signed).encode("utf-8", "backslashreplace").decode())
