"""Places where a short text from a pull request took minutes, each with what it still reads."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace

import pytest

from pipeline.checks import acronym_mismatch
from pipeline.checks.identifiers.spelled_out import definitions
from pipeline.documents import parse
from pipeline.documents.control import with_controls
from pipeline.model.source import Source
from pipeline.settings.globs import matches
from pipeline.settings.table import find_line
from pipeline.terms.lint.reading import _IGNORE
from pipeline.translation.segments import segments

_MUCH = 2.0


def seconds(act: Callable[[], object]) -> float:
    start = time.process_time()
    act()
    return time.process_time() - start


@pytest.mark.parametrize(
    ("glob", "path"),
    [
        ("*a*a*a*a!", "a" * 2_000),
        ("**/" * 8 + "x", "a/" * 1_000),
        ("*a" * 2_000 + "!", "a" * 4_000),
        ("**a" * 2_000 + "!", "a" * 4_000),
    ],
)
def test_globs(glob: str, path: str) -> None:
    assert seconds(lambda: matches(path, glob)) < _MUCH
    assert not matches(path, glob)


@pytest.mark.parametrize(
    "line", ["[" + " " * 20_000, "[a" + " " * 20_000 + "x", "a" * 20_000 + "!"]
)
def test_the_line_of_a_setting(line: str) -> None:
    text = f"{line}\n[rules]\nx = 1\n"
    assert seconds(lambda: find_line(text, ("rules", "x"))) < _MUCH
    assert find_line(text, ("rules", "x")) == 3


@pytest.mark.parametrize("sign", ["*", "_", "~", "[", "<b>", "~~"])
def test_a_divider_before_a_sentence(sign: str) -> None:
    divided = f"# A\n\nFirst one. {sign * 40}x Second **one**.\n\n{sign * 400}\n"
    document = parse(Source("a.md", "en", divided))
    assert seconds(lambda: list(segments(document))) < _MUCH


def test_a_definition_behind_a_long_word() -> None:
    assert seconds(lambda: definitions(["x" * 20_000 + " (AB"])) < _MUCH
    assert definitions(["a serotonin (5-HT) b"]) == {"5ht": frozenset({"serotonin"})}


def test_a_list_that_shares_out_its_letters() -> None:
    assert seconds(lambda: acronym_mismatch._in_list("il6", "il1" + "と" * 10_000)) < _MUCH
    assert seconds(lambda: acronym_mismatch._in_list("il6", "il1, " + "and " * 5_000)) < _MUCH
    for text in ("il-1β, -6 and -10", "il-1と6", "il-1, band, or-6", "il-1、腫瘍、-6"):
        assert acronym_mismatch._in_list("il6", text), text
    assert not acronym_mismatch._in_list("il6", "il-1, -60")


def test_a_remark_in_a_glossary() -> None:
    assert seconds(lambda: _IGNORE.fullmatch("# taiyaku: ignore " + " a" * 10_000)) < _MUCH
    found = _IGNORE.fullmatch("# taiyaku: ignore  a-b, c-d  --  as it is -- here")
    assert found
    assert (found["rules"], found["why"]) == ("a-b, c-d", "as it is -- here")


def test_comments_for_taiyaku() -> None:
    comment = "<!-- taiyaku: ignore number-mismatch -->"
    why = "<!-- taiyaku: ignore-section a-b, c -- as it is -->"
    text = f"# A\n\n{comment}\nOne 1.\n\n{why}\nTwo.\n"
    found = parse(Source("a.md", "en", text)).controls
    # The first has no reason, and does not take the second one for it.
    assert [each.rules for each in found] == [("number-mismatch",), ("a-b", "c")]
    for many in ("<!-- taiyaku:a " * 2_000, "<!-- taiyaku:" + "a" * 20_000):
        document = parse(Source("a.md", "en", "Words.\n"))
        hostile = replace(document, source=Source("a.md", "en", many))
        assert seconds(lambda hostile=hostile: with_controls(hostile)) < _MUCH
