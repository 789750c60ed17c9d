"""What each format for a CI system says, and where."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.cli.formats import NAMES, formats
from pipeline.model.findings import Finding, PairReport, Place, Report
from pipeline.model.source import Span
from pipeline.reports import github, gitlab, junit, markdown, rdjsonl, sarif
from pipeline.reports.safe_json import dumps
from tests.reports.hostile import compared, hostile
from tests.reports.sample import accepted, sample
from tests.reports.test_terminal import _golden, about_a_term
from tests.support import document, report


def many(count: int, pairs: int = 1) -> Report:
    """``pairs`` pairs with ``count`` errors each."""
    made = sample()
    pair = made.pairs[0]
    findings = tuple(
        replace(pair.findings[0], severity="error", message=f"no. {n}", fingerprint=f"{n:016x}")
        for n in range(count)
    )
    every = tuple(replace(pair, id=f"topic/{n:04}", findings=findings) for n in range(pairs))
    return replace(made, pairs=every)


def test_the_comment_as_a_person_reads_it() -> None:
    _golden("comment.md", markdown.format(sample()))


@pytest.mark.parametrize("name", NAMES)
def test_every_format_says_what_the_glossary_says_of_a_term(name: str) -> None:
    shown = formats()[name](about_a_term(), 200, False)
    for word in ("眩暈", "めまい", "目まい", "symptom", "not vertigo"):
        assert word in shown.replace("\u200b", "")


def test_the_comment_on_a_change() -> None:
    text = markdown.format(compared())
    assert "### taiyaku: 1 error introduced, 5 remaining, 1 fixed" in text
    assert text.index("<summary><code>a</code> 1 error") < text.index("</code> remaining: ")
    assert text.index("</code> remaining: ") < text.index("</code> fixed: ")


def test_the_comment_shows_what_changed_word_by_word() -> None:
    made = compared()
    words = [
        {"op": "equal", "before": "x", "after": "一日"},
        {"op": "replace", "before": "10", "after": "100"},
        {"op": "equal", "before": "x", "after": "あ" * 50 + "い" * 50},
        {"op": "insert", "before": "", "after": "@all"},
    ]
    pair = made.pairs[0]
    stale = replace(
        pair.findings[0],
        rule="stale-section",
        data={"changes": [{"words": words, "counterpart": ["Take 10 mg."]}]},
    )
    text = markdown.format(replace(made, pairs=(replace(pair, findings=(stale,)),)))
    shown = f"一日<del>10</del><ins>100</ins>{'あ' * 30}…{'い' * 30}<ins>@\u200ball</ins>"
    assert f"> changed: {shown}\n" in text


def test_the_comment_when_nothing_is_found() -> None:
    made = sample()
    made = replace(made, pairs=(replace(made.pairs[0], findings=()),))
    assert "### taiyaku: nothing found in 1 pair\n" in markdown.format(made)


@pytest.mark.parametrize("made", [many(400), many(10, 1000), many(1, 3000), many(4000)])
def test_a_comment_never_exceeds_what_a_host_takes(made: Report) -> None:
    text = markdown.format(made)
    assert len(text.encode()) <= 65_536
    total = sum(len(pair.findings) for pair in made.pairs)
    left_out = int(re.search(r"(\d+) findings more did not fit", text)[1])  # type: ignore[index]
    assert text.count("🔴 **error**") + left_out == total
    assert text.count("<details>") == text.count("</details>")


def test_a_comment_with_long_names_and_messages_is_cut_too() -> None:
    made = hostile()
    pair = made.pairs[0]
    long = tuple(replace(f, message="@" * 70_000) for f in pair.findings)
    made = replace(made, pairs=(replace(pair, id="<" * 70_000, findings=long),) * 200)
    assert len(markdown.format(made).encode()) <= 65_536


def annotations(made: Report) -> list[str]:
    return [
        line
        for line in github.format(made).splitlines()
        if re.match("::(error|warning|notice)", line)
    ]


def test_an_annotation_stands_at_the_target_with_its_columns() -> None:
    lines = annotations(sample())
    assert (
        "::error file=articles/en/a.md,line=7,endLine=7,col=46,endColumn=49,"
        "title=taiyaku%3A untranslated-text::"
    ) in "\n".join(lines)
    missing = next(line for line in lines if "missing-section" in line)
    assert missing.startswith("::error file=articles/ja/a.md,line=6,")


def test_a_range_of_several_lines_has_no_columns() -> None:
    ja = document("ja", "# 題\n一行目\n二行目\n")
    finding = Finding("x", "info", "m", Place("ja", Span(4, 11), 0), None, ("x",))
    (line,) = annotations(report(ja, None, [finding]))
    assert line == "::notice file=articles/ja/a.md,line=2,endLine=3,title=taiyaku%3A x::m"


def test_ten_annotations_of_a_kind_and_the_tenth_counts_the_rest() -> None:
    assert len(annotations(many(10))) == 10
    lines = annotations(many(37))
    assert len(lines) == 10
    assert lines[-1].startswith("::error title=taiyaku::28 more in the log of this step: ")
    # Every one of them is in the log.
    assert github.format(many(37)).count("] no. ") == 37


def test_groups_are_closed() -> None:
    lines = github.format(many(2, 3)).splitlines()
    folds = [line for line in lines if line.startswith(("::group::", "::endgroup::"))]
    assert folds == [
        line for n in range(3) for line in (f"::group::topic/{n:04}: 2 errors", "::endgroup::")
    ]


def test_only_what_a_change_introduced_is_annotated() -> None:
    assert len(annotations(compared())) == 1
    assert len(rdjsonl.format(compared()).splitlines()) == 1
    assert annotations(accepted()) == [
        "::error file=articles/ja/c.md,title=taiyaku%3A could not check::not UTF-8"
    ]


def test_gitlab_has_unique_fingerprints_and_lasting_ones() -> None:
    issues = json.loads(gitlab.format(many(5, 4)))
    assert len({issue["fingerprint"] for issue in issues}) == len(issues) == 20
    made = sample()
    before = {issue["fingerprint"] for issue in json.loads(gitlab.format(made))}
    moved = document("en", "\n\n" + made.pairs[0].en.source.text)  # type: ignore[union-attr]
    shifted = replace(made, pairs=(replace(made.pairs[0], en=moved),))
    assert {issue["fingerprint"] for issue in json.loads(gitlab.format(shifted))} == before


def test_gitlab_severities_and_places() -> None:
    issues = json.loads(gitlab.format(sample()))
    assert {issue["severity"] for issue in issues} == {"critical", "minor", "info"}
    left = next(i for i in issues if i["check_name"] == "untranslated-text")
    assert left["location"]["path"] == "articles/en/a.md"
    assert left["location"]["lines"]["begin"] == left["location"]["positions"]["begin"]["line"]
    (failed,) = json.loads(gitlab.format(accepted()))
    assert (failed["severity"], failed["location"]["path"]) == ("blocker", "articles/ja/c.md")
    # GitLab compares two reports itself: what remains must stand in both.
    assert len(json.loads(gitlab.format(compared()))) == 6


def test_rdjsonl_counts_bytes() -> None:
    ja = document("ja", "# 題\n😀頭痛がaあります。\n")
    start = ja.source.text.index("が")
    finding = Finding("x", "warning", "m", Place("ja", Span(start, start + 2), 0), None, ("x",))
    (line,) = rdjsonl.format(report(ja, None, [finding])).splitlines()
    shape = json.loads(line)
    assert shape["location"]["range"] == {
        "start": {"line": 2, "column": 11},
        "end": {"line": 2, "column": 15},
    }
    assert (shape["severity"], shape["code"]["value"]) == ("WARNING", "x")
    first, second = ja.source.line(2).encode()[10:14].decode()
    assert (first, second) == ("が", "a")


def test_rdjsonl_of_nothing_is_nothing() -> None:
    assert rdjsonl.format(report(document("ja", "# 題\n"), None)) == ""


def suites(text: str) -> list[ElementTree.Element]:
    return list(ElementTree.fromstring(text).iter("testsuite"))


def test_junit_has_a_suite_a_pair_whose_counts_are_true() -> None:
    one, other = suites(junit.format(accepted()))[:2]
    assert (one.get("name"), other.get("name")) == ("a", "b")
    for suite in suites(junit.format(hostile())) + suites(junit.format(sample(), "warning")):
        cases = list(suite.iter("testcase"))
        assert int(suite.get("tests", "")) == len(cases)
        for attribute, tag in (("failures", "failure"), ("errors", "error")):
            assert int(suite.get(attribute, "")) == len(list(suite.iter(tag)))
        names = [case.get("name") for case in cases]
        assert len(set(names)) == len(names)


@pytest.mark.parametrize(("fail_on", "failures"), [("error", 5), ("warning", 6), ("never", 0)])
def test_junit_fails_what_fails_the_run(fail_on: str, failures: int) -> None:
    (suite,) = suites(junit.format(sample(), fail_on))
    assert len(list(suite.iter("failure"))) == failures
    assert len(list(suite.iter("skipped"))) == 7 - failures


def test_junit_says_what_could_not_be_checked() -> None:
    text = junit.format(accepted())
    (error,) = ElementTree.fromstring(text).iter("error")
    assert error.get("message") == "not UTF-8"
    assert "accepted: meant" in text


def test_a_finding_without_a_place_is_about_the_file() -> None:
    lost = Finding("missing-article", "error", "no translation", None, None, ("x",))
    pair = PairReport("a", "articles/ja/a.md", None, None, None, (), (lost,))
    made = Report("0", {}, "ja", (pair,))
    assert annotations(made) == [
        "::error file=articles/ja/a.md,line=1,title=taiyaku%3A missing-article::no translation"
    ]
    (issue,) = json.loads(gitlab.format(made))
    assert issue["location"] == {"path": "articles/ja/a.md", "lines": {"begin": 1}}
    assert json.loads(rdjsonl.format(made))["location"] == {
        "path": "articles/ja/a.md",
        "range": {"start": {"line": 1}},
    }
    assert "no translation" in markdown.format(made)


def test_a_finding_about_another_file_stands_there() -> None:
    about = {"file": "taiyaku.decisions.toml", "line": 7}
    gone = Finding("stale-decision", "warning", "gone", None, None, ("x",), data=about)
    made = Report("0", {}, "ja", (PairReport("a", None, None, None, None, (), (gone,)),))
    (line,) = annotations(made)
    assert line.startswith("::warning file=taiyaku.decisions.toml,line=7,title=")
    (issue,) = json.loads(gitlab.format(made))
    assert issue["location"] == {"path": "taiyaku.decisions.toml", "lines": {"begin": 7}}
    assert json.loads(rdjsonl.format(made))["location"]["range"] == {"start": {"line": 7}}
    place = json.loads(sarif.format(made, ()))["runs"][0]["results"][0]["locations"][0]
    assert place["physicalLocation"]["region"] == {"startLine": 7}


@given(st.text(st.characters(codec=None), max_size=40))
def test_json_gives_back_every_text(text: str) -> None:
    for markup in (True, False):
        printed = dumps({"text": text}, markup=markup)
        assert json.loads(printed) == {"text": text}
        assert printed.encode("utf-8").isascii() or not re.search(
            "[\u202a-\u202e\x7f-\x9f]", printed
        )
    assert not set("<>&") & set(dumps([text], markup=False))


@pytest.mark.parametrize("name", ["a", "a\udcff"])
def test_json_is_laid_out_alike_whatever_it_holds(name: str) -> None:
    value = {"list": [], "map": {}, "name": name, "more": [1, {"x": None}]}
    assert dumps(value) == json.dumps(value, ensure_ascii=False, indent=2).replace(
        "\udcff", "\\udcff"
    )


def test_the_goldens_are_there() -> None:
    assert (Path(__file__).parents[1] / "cases/reports/comment.md").is_file()
