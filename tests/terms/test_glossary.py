import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import GlossaryError
from pipeline.model.terms import Form
from pipeline.terms import read_glossary
from pipeline.terms.glossary import slug
from pipeline.terms.table import rows, values

HEADER = "ja\ten\tja_variants\ten_variants\tja_forbidden\ten_forbidden\tdomain\tstatus\tnote\tid\n"


def read(data):
    return read_glossary(data, "glossary.tsv")


def test_plain_columns():
    first, second = read("視床\tthalamus\n小脳\tcerebellum\tof both sides\n").concepts
    assert (first.preferred("ja"), first.preferred("en"), first.note) == ("視床", "thalamus", "")
    assert second.note == "of both sides"
    assert (first.line, second.line) == (1, 2)
    assert first.status == "approved"


def test_columns_by_name_in_any_order_and_unknown_ones_kept():
    data = "note\ten\tja\towner\ten_forbidden\nold\tthalamus\t視床\tMiki\tthe hall|the room\n"
    (concept,) = read(data).concepts
    assert concept.en == (
        Form("thalamus", "preferred"),
        Form("the hall", "forbidden"),
        Form("the room", "forbidden"),
    )
    assert concept.note == "old"
    assert dict(concept.extra) == {"owner": "Miki"}


def test_preferred_comes_first_and_forbidden_is_not_accepted():
    data = HEADER + "視床\tthalamus\tシショウ | 視床核\tthalamic body\t\thall\tanatomy\t\t\t\n"
    (concept,) = read(data).concepts
    assert concept.accepted("ja") == ("視床", "シショウ", "視床核")
    assert concept.accepted("en") == ("thalamus", "thalamic body")
    assert concept.domain == "anatomy"


def test_a_bar_in_a_preferred_cell_starts_variants():
    (concept,) = read("がん|癌\tcancer|malignancy\n").concepts
    assert concept.ja == (Form("がん", "preferred"), Form("癌", "variant"))
    assert concept.accepted("en") == ("cancer", "malignancy")


def test_an_escaped_bar_is_part_of_the_term():
    (concept,) = read("絶対値\tvalue of \\|x\\|\n").concepts
    assert concept.accepted("en") == ("value of |x|",)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_bom_comments_blank_lines_and_line_ends(end):
    data = "\ufeff" + end.join(["# ours", "ja\ten", "", "視床\tthalamus", "#小脳\tcerebellum", ""])
    (concept,) = read(data).concepts
    assert (concept.preferred("en"), concept.line) == ("thalamus", 4)


@pytest.mark.parametrize("data", ["", "\ufeff", "\n\n", "# nothing yet\n", "ja\ten\n"])
def test_an_empty_glossary_is_legal(data):
    assert read(data).concepts == ()


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ("視床\t\n", "1:4: the row has no English term"),
        ("視床\n", "1:1: the row has no English term"),
        ("\tthalamus\n", "1:1: the row has no Japanese term"),
        ("ja\nthalamus\n", "1:1: the header names no “en” column"),
        ("ja\ten\tja\n", "1:7: column “ja” stands twice"),
        ("ja\ten\t\n", "1:7: a column has no name"),
        ("ja\ten\ten_variant\n", "column “en_variant” is unknown; did you mean “en_variants”?"),
        ("ja\ten\tstatus\n視床\tthalamus\tdone\n", "2:13: status “done” is unknown"),
        ("視床\tthalamus\tnote\tmore\n", "1:18: the row has 4 cells"),
        ("ja\ten\n視床\tthalamus\t\n", "2:13: the row has 3 cells but the header names 2"),
        ("視床\tthalamus\n視床\tthalamus\n", "2:1: “視床” repeats line 1"),
        ("視床\tthalamus\n視床\thall\n", "2:1: “視床” is “thalamus” on line 1 and “hall” here"),
        ("TMS\tone\nＴＭＳ\ttwo\n", "2:1: “ＴＭＳ” is “one” on line 1"),
        ("ja\ten\ten_forbidden\n視床\tthalamus\thall|thalamus\n", "is both accepted and forbidden"),
        (
            "ja\ten\ten_variants\n視床\tthalamus\thall||room\n",
            "2:18: a value between bars is empty",
        ),
        ("ja\ten\ten_variants\n視床\tthalamus\thall| hall\n", "2:19: “hall” stands twice"),
        ("視床\t---\n", "1:4: “---” holds no letter"),
        ("ja\ten\tid\n視床\tthalamus\ta\n小脳\tcerebellum\ta\n", "3:1: id “a” stands on line 2"),
    ],
)
def test_every_mistake_is_named_with_its_place(data, message):
    with pytest.raises(GlossaryError) as caught:
        read(data)
    assert str(caught.value).startswith("glossary.tsv:")
    assert message in str(caught.value)


def test_further_mistakes_are_counted_after_the_first():
    with pytest.raises(GlossaryError, match=r"no English term.*\(2 more mistakes in this file\)"):
        read("視床\t\n小脳\t\n\tamygdala\n")


def test_ids_are_stable_and_may_be_given():
    first, second = read(
        "ja\ten\tid\n注意欠如・多動症\tADHD\t\nＴＭＳ\tTMS\tstimulation\n"
    ).concepts
    assert (first.id, second.id) == ("注意欠如-多動症", "stimulation")
    assert slug("ＴＭＳ 治療") == "tms-治療"


def test_the_digest_of_a_glossary_is_the_same_in_every_version():
    hard = '“T”|"a\\b"|\x7fx\u2028y|x👩/<&>'
    digest = read(f"id\tja\ten\ten_variants\towner\n1\t視床\tthalamus\t{hard}\tMiki\n").digest
    assert digest == "sha256:6a14413ea52ed4f543182fa0a087dc8ccfa55f496256cec8bb386b6b09b6fb55"


def test_the_digest_is_of_what_is_said():
    plain = read("視床\tthalamus\n").digest
    assert plain == read("# note\nen\tja\nthalamus\t視床\n").digest
    assert plain != read("視床\tthalami\n").digest
    assert plain.startswith("sha256:")


@given(st.text(alphabet=st.sampled_from("ja\ten|\\#\n\r 視床abＡ\ufeff_-"), max_size=80))
def test_any_text_is_read_or_refused_with_a_place(data):
    problem, concepts = None, ()
    try:
        concepts = read(data).concepts
    except GlossaryError as error:
        problem = error
    if problem is not None:
        assert problem.path == "glossary.tsv"
        assert min(problem.line or 0, problem.column or 0) >= 1
    for concept in concepts:
        assert concept.preferred("ja")
        assert concept.preferred("en")


@given(st.lists(st.text(alphabet="ab |\\視", min_size=1).map(str.strip), min_size=1, max_size=4))
def test_values_come_back_as_they_were_written(terms):
    terms = [term.replace("\\", "") for term in terms]
    line = "x\t" + "|".join(term.replace("|", "\\|") for term in terms)
    (row,) = rows(line)
    found = list(values(row.cells[1]))
    assert [value.text for value in found] == [term.strip() for term in terms]
    for value in found:
        written = value.text.replace("|", "\\|")
        assert line[value.column - 1 :].startswith(written)
