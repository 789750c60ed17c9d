"""XLIFF as it is written and read: any words, any markup, and other tools' ways to write it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.documents import parse
from pipeline.errors import SourceError
from pipeline.model.exchange import Article, ExchangeUnit, Returned
from pipeline.model.source import Source
from pipeline.model.translation import Match, Parts, TermUse
from pipeline.system.xml_text import FORBIDDEN
from pipeline.translation import xliff
from pipeline.translation.codes import coded
from pipeline.translation.joining import joined, markup, numbered
from pipeline.translation.segments import segments
from tests.translation.xliff_schemas import problems

ANY = st.text(st.characters(exclude_categories=("Cs",)), min_size=1).filter(str.strip)


def article(source: Parts, target: Parts | None, *, words: str = "x") -> Article:
    unit = ExchangeUnit(
        "1.2.0_1.2.1",
        source,
        target,
        "missing" if target is None else "translated",
        "in-file",
        places="3.1.0",
        held="abc",
        source_markup={},
        target_markup={},
        terms=(TermUse(words, (words, "y"), (words,), words),),
        matches=(Match(words, words, 0.5, "near", words),),
    )
    return Article(f"articles/{words}.md", "ja", "en", "markdown", (unit,))


def there_and_back(made: Article, format: str) -> Returned:
    data = xliff.write([made], format, "1").encode()
    assert problems(data) == []
    (returned,) = xliff.read(data, "f.xlf")
    return returned


@pytest.mark.parametrize("format", xliff.FORMATS)
@given(source=ANY, target=ANY)
def test_any_words_go_there_and_back(format: str, source: str, target: str) -> None:
    returned = there_and_back(article((source,), (target,), words=source), format)
    (unit,) = returned.units
    assert unit.id == "1.2.0_1.2.1"
    assert (unit.stand, unit.places, unit.held, unit.finished) == ("in-file", "3.1.0", "abc", True)

    def shown(text: str) -> str:
        made = FORBIDDEN.sub("\ufffd", text)
        return made.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")

    assert unit.source == shown(source)
    assert unit.target == shown(target)


@pytest.mark.parametrize("format", xliff.FORMATS)
def test_what_is_to_be_translated_comes_back_as_not_translated(format: str) -> None:
    (unit,) = there_and_back(article(("頭痛",), None), format).units
    assert unit.target is None
    assert not unit.finished


@pytest.mark.parametrize("format", xliff.FORMATS)
def test_markup_goes_there_and_back(format: str) -> None:
    document = parse(Source("a.md", "ja", "**頭痛**は[案内](a.md)の`x < 1`と<br>[^1]を参照。\n"))
    segment = joined(document, segments(document)[:1])
    own = markup(document, segment.parts)
    unit = ExchangeUnit(
        "0.1.0", segment.parts, segment.parts, "draft", "to-insert", "text", "", "", own, own
    )
    made = Article("a.md", "ja", "en", "markdown", (unit,))
    (back,) = there_and_back(made, format).units
    assert back.source == coded(segment)


def test_codes_of_a_translation_have_the_numbers_of_the_source() -> None:
    ja = parse(Source("a.md", "ja", "[案内](ja.md)は**頭痛**について述べます。\n"))
    en = parse(Source("b.md", "en", "On **headache** and *pain* see the [guide](en.md).\n"))
    ours, theirs = joined(ja, segments(ja)[:1]), joined(en, segments(en)[:1])
    same = numbered(theirs, markup(en, theirs.parts), markup(ja, ours.parts))
    assert coded(ours) == '<g id="1">案内</g>は<g id="2">頭痛</g>について述べます。'
    assert coded(same) == (
        'On <g id="2">headache</g> and <g id="3">pain</g> see the <g id="1">guide</g>.'
    )


OTHERS = """<?xml version="1.0"?>
<x:xliff version="1.2" xmlns:x="urn:oasis:names:tc:xliff:document:1.2">
<x:file original="a.md" source-language="ja-JP" target-language="en-US"><x:body><x:group>
<x:trans-unit id="0.1.0" approved="yes"><x:source>頭痛</x:source>
<x:seg-source><x:mrk mtype="seg" mid="1">頭痛</x:mrk></x:seg-source>
<x:target><x:mrk mtype="seg" mid="1">A <x:bpt id="1">[</x:bpt>head<x:ept id="1">]</x:ept>ache
<x:it id="2" pos="open"/></x:mrk></x:target></x:trans-unit>
</x:group></x:body></x:file></x:xliff>"""


def test_what_other_tools_write_is_read() -> None:
    (returned,) = xliff.read(OTHERS.encode(), "f.xlf")
    (unit,) = returned.units
    assert unit.target == 'A <g id="1">head</g>ache\n<x id="2"/>'
    assert unit.finished
    assert unit.stand == "nowhere"


PARTS = (
    '<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0" srcLang="ja" trgLang="en">'
    '<file id="f" original="a.md"><unit id="u0.1.0"><notes><note>Sure?</note>'
    '<note category="taiyaku">ours</note></notes>{}</unit></file></xliff>'
)


def part(source: str, target: str, place: str = "") -> str:
    words = f"<target{place}>{target}</target>" if target else ""
    return f'<segment state="translated"><source>{source}</source>{words}</segment>'


@pytest.mark.parametrize(
    ("parts", "target"),
    [
        ([part("頭痛です。", "A headache. "), part("休む。", "Rest.")], "A headache. Rest."),
        ([part("頭痛", "ache", ' order="2"'), part("休む", "Rest, ", ' order="1"')], "Rest, ache"),
        ([part("頭痛です。", "A headache."), part("休む。", "")], None),
    ],
    ids=["two parts", "in another order", "one of them not translated"],
)
def test_segments_that_a_tool_divided(parts: list[str], target: str | None) -> None:
    (returned,) = xliff.read(PARTS.format("".join(parts)).encode(), "f.xlf")
    (unit,) = returned.units
    assert (unit.target, unit.finished) == (target, target is not None)
    assert unit.notes == ("Sure?",)


def test_half_of_a_divided_segment_is_none() -> None:
    half = OTHERS.replace(
        '<x:mrk mtype="seg" mid="1">頭痛</x:mrk>',
        '<x:mrk mtype="seg" mid="1">頭</x:mrk><x:mrk mtype="seg" mid="2">痛</x:mrk>',
    )
    ((unit,),) = (returned.units for returned in xliff.read(half.encode(), "f.xlf"))
    assert (unit.target, unit.finished) == (None, False)


@given(st.binary(max_size=80) | ANY.map(str.encode))
def test_no_bytes_end_in_anything_but_a_sentence(data: bytes) -> None:
    with pytest.raises(SourceError):
        xliff.read(data, "f.xlf")
