"""The fast reader says what the careful one says, or nothing; the cache gives the same again."""

from hypothesis import example, given
from hypothesis import strategies as st

from pipeline.system.cache import Cache
from pipeline.terms import read_glossary
from pipeline.terms.glossary import COLUMNS, FORM_COLUMNS, PLAIN_COLUMNS, _read, slug
from pipeline.terms.swift import concepts_of

CELLS = st.text("脳ｶカcａ|\\ #-\u3000é", max_size=4)
NAMES = st.sampled_from([*COLUMNS, "owner", "JA"])


def swiftly(data):
    return concepts_of(data, FORM_COLUMNS, COLUMNS, PLAIN_COLUMNS, slug)


@st.composite
def tables(draw):
    names = draw(st.lists(NAMES, max_size=5, unique=True))
    width = len(names) or 3
    body = draw(st.lists(st.lists(CELLS, min_size=1, max_size=width + 1), max_size=4))
    header = [["ja", "en", *names]] if draw(st.booleans()) else []
    return "\n".join("\t".join(cells) for cells in [*header, *body]) + "\n"


@given(tables())
@example("ja\ten\towner\n脳\tbrain\n心\theart\tMiki\n")
@example("脳|ノウ\tbrain|a\\|b\r\n# 心\theart\n")
@example("ja\ten\tja_variants\n脳\tbrain\tカ|ｶ\n")
@example("脳\tbrain\n脳\tbrain\n")
@example("脳\tbrain\nbrain\tb\n")
def test_fast_is_careful_or_silent(data):
    found, problems = _read(data)
    concepts = swiftly(data)
    if problems:
        assert concepts is None
    elif concepts is not None:
        assert concepts == tuple(entry.concept for entry in found)


def test_a_usual_glossary_is_read_fast():
    assert (
        swiftly("ja\ten\ten_variants\tdomain\n視床\tthalamus\tthalami|THA\tanatomy\n") is not None
    )


def test_the_cache_gives_the_same(tmp_path):
    data = "ja\ten\ten_forbidden\towner\n視床\tthalamus|thalami\thall\tMiki\n"
    cache = Cache(tmp_path)
    first, again = (read_glossary(data, "glossary.tsv", cache) for _ in range(2))
    assert first == again == read_glossary(data, "glossary.tsv")
    assert read_glossary(data + "小脳\tcerebellum\n", "glossary.tsv", cache) != first
