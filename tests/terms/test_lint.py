"""The lint of a glossary on the cases in tests/cases/lint."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import UsageError
from pipeline.languages import short_units, tokenise_texts
from pipeline.terms import read_glossary
from pipeline.terms.adding import with_row
from pipeline.terms.lint import RULES, lint, mended

HERE = Path(__file__).parents[1]
CASES = yaml.safe_load((HERE / "cases" / "lint" / "cases.yaml").read_text(encoding="utf-8"))


def tabs(text):
    return text.replace("⇥", "\t")


def shown(problem):
    mark = " -" if problem.excuse else " +" if problem.edit else ""
    return f"{problem.line}:{problem.column} {problem.rule}{mark}"


@pytest.mark.parametrize("case", [pytest.param(case, id=case["name"]) for case in CASES])
def test_case(case):
    data = tabs(case["data"])
    found = lint(data, tokenise_texts, short_units, occurring=case.get("occurring"))
    assert [shown(problem) for problem in found] == case["expect"]
    after = mended(data, tokenise_texts, short_units)
    assert after == tabs(case.get("mended", case["data"]))
    assert mended(after, tokenise_texts, short_units) == after


def test_every_rule_has_a_case_and_a_place_in_the_documentation():
    rules = {finding.split()[1] for case in CASES for finding in case["expect"]}
    assert rules == set(RULES)
    page = (HERE.parent / "docs" / "glossary-lint.md").read_text(encoding="utf-8")
    assert [rule for rule in RULES if f"`{rule}`" not in page] == []


def test_the_glossary_of_the_project_is_clean():
    data = (HERE.parent / "glossary.tsv").read_text(encoding="utf-8")
    found = lint(data, tokenise_texts, short_units)
    assert [shown(p) for p in found if p.excuse is None] == []


CELLS = st.text(alphabet="うつ病ドパーミン|\\ 　\u200b\u00a0ＡbC１ｱﾞ-'（", min_size=0, max_size=8)


@given(
    st.lists(st.lists(CELLS, min_size=1, max_size=4), max_size=5), st.sampled_from(["\n", "\r\n"])
)
@settings(max_examples=60, deadline=None)
def test_mending_ends_and_keeps_rows_readable(rows, end):
    head = "ja\ten\tja_variants\ten_variants" + end
    data = head + "".join("\t".join(row) + end for row in rows)
    after = mended(data, tokenise_texts, short_units)
    assert mended(after, tokenise_texts, short_units) == after
    assert after.startswith(head)
    assert after.count("\t") <= data.count("\t")


ADDED = {
    "in the columns there are": (
        "en\tid\tja\n",
        {"ja": ["海馬"], "en": ["hippocampus"]},
        "en\tid\tja\nhippocampus\t\t海馬\n",
    ),
    "no header needed": (
        "脳\tbrain\n",
        {"ja": ["海馬"], "en": ["hippocampus"], "note": ["paired"]},
        "脳\tbrain\n海馬\thippocampus\tpaired\n",
    ),
    "a header where the row needs one": (
        "脳\tbrain\tx\n",
        {"ja": ["海馬"], "en": ["hippocampus"], "domain": ["anatomy"]},
        "ja\ten\tnote\tdomain\n脳\tbrain\tx\n海馬\thippocampus\t\tanatomy\n",
    ),
    "a column is added": (
        "# ours\r\nja\ten\r\n脳\tbrain",
        {"ja": ["海馬"], "en": ["hippocampus"], "en_variants": ["a|b", "c"]},
        "# ours\r\nja\ten\ten_variants\r\n脳\tbrain\r\n海馬\thippocampus\ta\\|b|c\r\n",
    ),
    "an empty file": ("", {"ja": ["海馬"], "en": ["hippocampus"]}, "海馬\thippocampus\n"),
}


@pytest.mark.parametrize("name", ADDED)
def test_a_row_is_added(name):
    data, values, after = ADDED[name]
    text, line = with_row(data, values)
    assert text == after
    concept = read_glossary(text, "glossary.tsv").concepts[-1]
    assert (concept.preferred("ja"), concept.line) == ("海馬", line)


@pytest.mark.parametrize("value", ["a\tb", "a\nb", " "])
def test_a_value_that_no_cell_holds_is_refused(value):
    with pytest.raises(UsageError):
        with_row("", {"ja": ["海馬"], "en": [value]})


def test_a_row_is_no_comment():
    with pytest.raises(UsageError, match="comment"):
        with_row("", {"ja": ["#海馬"], "en": ["hippocampus"]})
