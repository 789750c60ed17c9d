"""Whatever the markup, every character knows where it came from."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipeline.documents import parse
from pipeline.documents.places import ByteOffsets, relocated, without
from pipeline.model.prose import Prose
from pipeline.model.source import Source


def words(text):
    return text.split()


WORDS = words("""日本語 薬。 （注） 「声」 text Dr. 0.5 😀 𠮷野 ｶﾅ １． é 、 ： : x""")
MARKDOWN = words("""** * _ ` `` ~~ [ ]( ) ![ ]: > - 1. # ## | |---| ``` --- === \\ &amp; &#65; 
    &bogus; <br> <b> <div> <img/alt='図'> {/* */} ::: [^1] [^1]: https://e.org/a **（あ）**い""")
HTML = words("""<p> </p> <h2> </h2> <b> </b> <br> <li> <ul> </ul> <td> <pre> </pre> &amp; &#65; 
    &lt & < > <!-- --> </a> <nav> </nav> <script> <code>""")
ATTRIBUTES = ["<img alt='図&amp;'>", '<a href="x">', "<img src=p>"]
BREAKS = [" ", "\n", "\r\n", "\n\n", "\r\n\r\n", "\u3000", "  \n", "\r", "\n    ", "\t"]


def texts(markup):
    return st.lists(st.sampled_from(WORDS + markup + BREAKS), max_size=40).map("".join)


def check(document):
    source = document.source.text
    starts = [section.span.start for section in document.sections]
    assert starts == sorted(starts)
    for section in document.sections:
        headed = (section.heading,) if section.heading else ()
        for block in (*headed, *section.blocks):
            check_runs(block.prose, source)
            check_sentences(block)
            for mark in block.marks:
                assert 0 <= mark.start < mark.end <= len(block.prose.text)
            for ref in block.refs:
                assert 0 <= ref.span.start < ref.span.end <= len(source)


def check_runs(prose, source):
    at = 0
    for run in prose.runs:
        assert run.at == at
        assert run.length == run.width or run.length == 1
        assert run.width > 0
        assert 0 <= run.start <= run.start + run.width <= len(source)
        at += run.length
        if run.length != run.width:
            continue
        for index in range(run.at, run.at + run.length):
            shown, written = prose.text[index], source[slice(*prose.span(index, index + 1))]
            # A line break or tab may show as a space; nothing else may differ.
            assert shown == written or (shown.isspace() and written.isspace())
    assert at == len(prose.text)


def check_sentences(block):
    text, last = block.prose.text, 0
    if not block.is_prose:
        return
    for start, end in block.sentences:
        assert last <= start < end <= len(text)
        assert not text[last:start].strip()
        assert text[start:end] == text[start:end].strip()
        last = end
    assert not text[last:].strip()


@given(texts(MARKDOWN), st.sampled_from(("ja", "en")))
def test_markdown(text, lang):
    check(parse(Source("a.md", lang, text)))


@given(texts(HTML + ATTRIBUTES), st.sampled_from(("ja", "en")))
def test_html(text, lang):
    check(parse(Source("a.html", lang, text)))


@given(st.text(max_size=600))
def test_byte_offsets(text):
    offsets = ByteOffsets(text)
    assert [offsets.point(len(text[:at].encode())) for at in range(len(text) + 1)] == list(
        range(len(text) + 1)
    )


PIECES = st.lists(st.tuples(st.sampled_from("あb𠮷 "), st.integers(1, 3)), max_size=12)


def prose_of(pieces):
    at, placed = 0, []
    for char, width in pieces:
        placed.append((char, at, width))
        at += width + width % 2
    return Prose.of(placed)


@given(PIECES, st.sets(st.integers(0, 11)))
def test_without_keeps_the_places_of_the_rest(pieces, gone):
    prose = prose_of(pieces)
    rest = [i for i in range(len(prose.text)) if i not in gone]
    shorter = without(prose, [(i, i + 1) for i in sorted(gone) if i < len(prose.text)])
    assert shorter.text == "".join(prose.text[i] for i in rest)
    assert [shorter.span(i, i + 1) for i in range(len(rest))] == [
        prose.span(i, i + 1) for i in rest
    ]


@given(PIECES)
def test_relocated_leads_through_to_the_source(pieces):
    base = prose_of(pieces)
    inner = Prose.of([(char, at, 1) for at, char in enumerate(base.text)])
    outer = relocated(inner, base)
    assert outer.text == base.text
    for at in range(len(base.text)):
        assert outer.span(at, at + 1) == base.span(at, at + 1)
