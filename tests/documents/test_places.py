"""Whatever the markup, every character knows where it came from."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.documents import parse
from pipeline.documents.places import ByteOffsets, relocated, without
from pipeline.errors import SourceError
from pipeline.model.prose import Prose
from pipeline.model.source import Source
from tests.documents.invariants import check
from tests.fuzz import mutations
from tests.fuzz.mutations import mutated
from tests.fuzz.seeds import texts as texts_of


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


@given(texts(MARKDOWN), st.sampled_from(("ja", "en")))
def test_markdown(text, lang):
    check(parse(Source("a.md", lang, text)))


@given(texts(HTML + ATTRIBUTES), st.sampled_from(("ja", "en")))
def test_html(text, lang):
    check(parse(Source("a.html", lang, text)))


# Good files with tags, words and line ends lost, doubled and moved about.
BROKEN = {
    "a.md": mutated(
        texts_of("documents/*.yaml", "ignoring/*.yaml"), [*mutations.MARKDOWN, "<del>"]
    ),
    "a.html": mutated(texts_of("documents/html.yaml", "documents/unseen.yaml"), mutations.HTML),
    "a.txt": mutated(texts_of("plain/*.yaml"), mutations.MARKDOWN),
}


@pytest.mark.parametrize("path", BROKEN)
@given(data=st.data(), lang=st.sampled_from(("ja", "en")))
def test_mutated_files(path, data, lang):
    text = data.draw(BROKEN[path])
    try:
        document = parse(Source(path, lang, text))
    except SourceError:
        # Refused by name; tests/fuzz holds what is said to one sentence.
        return
    check(document)


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("a.html", "<h2>Sleep<h3>Rest</h2>x</h3>y"),
        ("a.html", "<h2> sleep<p>."),
        ("a.html", "<h2>Sleep <div>Rest</div> more</h2><h2><h2>Wake"),
        ("a.html", '<h2>A <meta name="description" content="B"> C</h2>'),
        ("a.html", '<h2><img alt="A"></h2><p>B'),
        ("a.html", '<main><p>A text.</p></main><footer><p><img alt="B" src="b">C <img alt="D"> E'),
        ("a.html", '<p><a href="x"><img alt="A" src="b"><strong>Label:</strong></a> text</p>'),
        ("a.html", "<header><p>Name</p></header><dt><article><header><h1>A</h1></header>B"),
        ("a.md", "[^1]:>[^1]:"),
        ("a.md", "語`\r\n語`"),
        ("a.md", "`# \n`One\n"),
        ("a.md", "---\ntitle: \"it''s 'x'\"\ndescription: 'it''s \\u0041'\n---\n\nText.\n"),
        ("a.md", "+++\ntitle = 'a \\u0041'\n+++\n\nText.\n"),
        ("a.md", "---\ntitle: >-\n  - >- x\n  y\n---\n\nText.\n"),
    ],
)
def test_files_that_broke_a_place(path, text):
    check(parse(Source(path, "en", text)))


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
