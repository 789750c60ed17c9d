from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import click
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from wcwidth import wcswidth

from pipeline.model.findings import Finding, Place, Report
from pipeline.model.source import Span
from pipeline.reports import links, terminal
from tests.reports.sample import accepted, sample
from tests.support import document, report

GOLDEN = Path(__file__).parents[1] / "cases" / "reports"


def _shown(made: Report, width: int = 80, color: bool = False) -> str:
    return terminal.format(made, width=width, color=color)


def _golden(name: str, text: str) -> None:
    """Compares with the recorded output; UPDATE_GOLDEN=1 records it anew for a person to read."""
    path = GOLDEN / name
    if os.environ.get("UPDATE_GOLDEN"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == text


@pytest.fixture(autouse=True)
def _outside_of_actions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)


def test_the_report_as_a_person_reads_it() -> None:
    _golden("terminal.txt", _shown(sample()))


def about_a_term() -> Report:
    made = sample()
    finding = replace(
        made.pairs[0].findings[0],
        message="「眩暈」 is forbidden; write 「めまい」",
        data={
            "term": "眩暈",
            "concept": "c001",
            "preferred": "めまい",
            "domain": "symptom",
            "expected": ["めまい", "目まい"],
            "note": "not vertigo",
        },
    )
    return replace(made, pairs=(replace(made.pairs[0], findings=(finding,)),))


def test_a_term_is_shown_with_what_the_glossary_says_of_it() -> None:
    shown = _shown(about_a_term())
    assert "\n  glossary: めまい · symptom · accepted: めまい, 目まい · not vertigo\n" in shown


def test_the_links_as_a_person_reads_them() -> None:
    _golden("links.txt", links.format(sample(), width=80, color=False, explain=False))


@pytest.mark.parametrize("width", [40, 60, 80, 120])
def test_no_line_is_too_wide(width: int) -> None:
    for text in (
        _shown(sample(), width),
        links.format(sample(), width=width, color=False, explain=True),
    ):
        assert max(wcswidth(line) for line in text.splitlines()) <= width


def test_marks_stand_under_the_characters_they_mean() -> None:
    lines = terminal.format(sample(), width=80, color=False, suppressed=True).splitlines()
    marks = [n for n, line in enumerate(lines) if set(line.strip("│ ")) in ({"^"}, {"~"})]
    assert len(marks) == 9
    for number in marks:
        line, under = lines[number - 1], lines[number]
        start = under.find(under[-1])
        columns, meant = 0, ""
        for char in line:
            meant += char if start <= columns < len(under) else ""
            columns += wcswidth(char)
        assert meant in _meant()


def _meant() -> set[str]:
    made = sample().pairs[0]
    cuts = set()
    for finding in made.findings:
        for place in (finding.ja, finding.en):
            found = made.document(place.lang) if place else None
            if place and found:
                cuts.add(found.source.cut(place.span))
    return cuts


def test_colour_changes_no_character() -> None:
    for painted, plain in (
        (_shown(sample(), color=True), _shown(sample())),
        (
            links.format(sample(), width=80, color=True, explain=True),
            links.format(sample(), width=80, color=False, explain=True),
        ),
    ):
        assert "\x1b[" in painted
        assert "\x1b" not in plain
        unstyled = [line.rstrip() for line in click.unstyle(painted).splitlines()]
        assert unstyled == [line.rstrip() for line in plain.splitlines()]


def test_nothing_found_is_one_line() -> None:
    ja, en = document("ja", "甲です。"), document("en", "A.")
    assert _shown(report(ja, en)) == "nothing found in 1 pair\n"


def test_a_run_that_could_not_check_is_not_called_clean() -> None:
    assert _shown(accepted()) == (
        "nothing found in 2 pairs; 7 accepted earlier; 1 problem kept something from\n"
        "being checked\n"
    )


def test_many_related_places_are_counted() -> None:
    ja = document("ja", "病気です。\n" * 30)
    places = [Place("ja", Span(n * 6, n * 6 + 2), 0) for n in range(30)]
    finding = Finding("term-mismatch", "error", "x", places[0], None, (), related=tuple(places[1:]))
    text = _shown(report(ja, None, [finding]))
    assert "ja also at 2:1, 3:1," in text
    assert "12:1, and 18\n  ja more\n" in text


def test_what_is_said_of_a_concept_again_and_again_is_told_once() -> None:
    ja = document("ja", "# 一\n点滴です。\n# 二\n点滴です。\n# 三\n点滴です。\n")
    en = document("en", "# One\nIV therapy.\n# Two\nIV therapy.\n# Three\nIV drips.\n")
    places = [Place("ja", Span(4 + 10 * n, 6 + 10 * n), n) for n in range(3)]
    beside = [Place("en", Span(start, start + 2), n) for n, start in enumerate((6, 24, 44))]
    findings = [
        Finding(
            "term-mismatch", "error", f"write {concept}", *at, (str(n),), data={"concept": "点滴"}
        )
        for n, (concept, *at) in enumerate(zip("xxy", places, beside, strict=True))
    ]
    made = report(ja, en, findings)
    assert "write x (2 times)\n" in _shown(made)
    assert "ja also at 4:1\n  en also at 4:1\n" in _shown(made)
    assert "write y\n" in _shown(made)
    assert _shown(made).endswith(
        "3 errors in 1 of 1 pair\nnext: taiyaku rules term-mismatch explains the rule\n"
    )
    assert "times" not in terminal.format(made, width=80, color=False, suppressed=True)


def test_a_text_cannot_act_on_the_terminal() -> None:
    hostile = "A \x1b[31mred\x07 \u202eword\x9b\ttext\u2028."
    en = document("en", hostile, "articles/en/\x1b]0;a.md")
    finding = Finding("x", "error", f"“{hostile}”", None, Place("en", Span(0, 9), 0), ())
    made = report(None, en, [finding], name="a\x1b[2J\u202e")
    text = _shown(made) + links.format(made, width=80, color=False, explain=True)
    assert not set("\x1b\x07\u202e\x9b\t\u2028") & set(text)
    assert "␛[31mred␇ <U+202E>word<U+009B>    text<U+2028>." in text


def test_on_github_actions_no_line_is_a_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    en = document("en", "::error::x\n##[group]y\n")
    message = "word " * 15 + "::set-output name=a::b ##[endgroup]"
    findings = [
        Finding("x", "error", message, None, Place("en", Span(0, 5), 0), ()),
        Finding("y", "error", "y", None, Place("en", Span(11, 14), 0), ()),
    ]
    made = report(None, en, findings, name="::add-mask::a")
    for text in (_shown(made), links.format(made, width=80, color=False, explain=True)):
        assert "##[" not in text
        assert not any(line.strip().startswith("::") for line in text.splitlines())
        assert max(wcswidth(line) for line in text.splitlines()) <= 80


@settings(max_examples=150, deadline=None)
@given(st.text(min_size=1, max_size=300), st.data())
def test_whatever_a_file_holds_every_line_fits(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    en = document("en", text)
    finding = Finding("x", "warning", text[:60], None, Place("en", Span(start, end), 0), ())
    made = report(None, en, [finding])
    for line in _shown(made).split("\n"):
        assert 0 <= wcswidth(line) <= 80


def test_an_enormous_line_is_cut_quickly() -> None:
    text = "字" * 2_000_000
    en = document("en", "x")
    huge = replace(en, source=replace(en.source, text=text))
    place = Place("en", Span(1_000_000, 1_000_003), 0)
    shown = _shown(report(None, huge, [Finding("x", "error", "m", None, place, ())]))
    line = next(line for line in shown.splitlines() if "字" in line)
    assert line.startswith("   │ …字")
    assert line.endswith("字…")
    assert "^^^^^^" in shown
