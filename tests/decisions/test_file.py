"""The decisions file: read strictly, changed without touching a line of somebody else."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.decisions import read, writing
from pipeline.errors import DecisionsError
from pipeline.model.decisions import (
    Accepted,
    DecidedLink,
    Decision,
    LeftOut,
    SectionKey,
    Signed,
    UpToDate,
)

ERRORS = yaml.safe_load(
    (Path(__file__).parents[1] / "cases/decisions/errors.yaml").read_text("utf-8")
)

text = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
words = text.filter(str.strip)
hashes = st.text("0123456789abcdef", min_size=12, max_size=12)
keys = st.builds(SectionKey, text, hashes, text)
sections = st.lists(keys, min_size=1, max_size=3).map(tuple)
signatures = st.builds(Signed, words, words, st.dates(date(1900, 1, 1), date(2999, 1, 1)))
line = st.just(0)
entries = st.one_of(
    st.builds(DecidedLink, words, signatures, line, sections, sections, st.booleans()),
    st.builds(LeftOut, words, signatures, line, st.sampled_from(["ja", "en"]), sections),
    st.builds(
        LeftOut,
        words,
        signatures,
        line,
        st.sampled_from(["ja", "en"]),
        keys.map(lambda key: (key,)),
        st.just(True),
    ),
    st.builds(UpToDate, words, signatures, line, sections, sections),
    st.builds(
        Accepted,
        words,
        signatures,
        line,
        st.sampled_from(["term-mismatch", "untranslated-text"]),
        st.text("0123456789abcdef", min_size=16, max_size=16),
        hashes,
        text,
        text,
    ),
)

ONE = """\
# Ours, since 2025.

[[links]] # the first
pair = "a"
ja = [
    { title = "費用", text = "0123456789ab" }, # with the prices
]
en = [{ title = "Cost", text = "0123456789ab" }]
reason = "read"
by = "Hanako"
date = 2026-01-31

# Asked the author about this one.
[[left_out]]
pair = "a"
lang = "ja"
article = { title = "法律", text = "0123456789ab" }
reason = '''one
[[accepted]]
two'''
by = "Hanako"
date = 2026-01-31
# the end
"""


@pytest.mark.parametrize("case", ERRORS, ids=[case["name"] for case in ERRORS])
def test_what_is_wrong_is_named_with_its_line(case: dict[str, Any]) -> None:
    with pytest.raises(DecisionsError) as caught:
        read(case["file"], "taiyaku.decisions.toml")
    assert caught.value.path == "taiyaku.decisions.toml"
    assert caught.value.line == case["line"], caught.value
    for part in case["says"]:
        assert part in str(caught.value)


def test_a_file_is_read_in_its_order() -> None:
    decisions = read(ONE)
    assert [(entry.kind, entry.line) for entry in decisions.entries] == [
        ("links", 3),
        ("left_out", 14),
    ]
    link, article = decisions.entries
    assert isinstance(link, DecidedLink)
    assert link.ja == (SectionKey("費用", "0123456789ab"),)
    assert link.corresponds
    assert isinstance(article, LeftOut)
    assert article.whole
    assert article.signed == Signed("one\n[[accepted]]\ntwo", "Hanako", date(2026, 1, 31))
    assert read("").entries == ()


@settings(max_examples=30)
@given(st.lists(entries, max_size=4))
def test_what_is_written_is_read(made: list[Decision]) -> None:
    file = ""
    for entry in made:
        file = writing.add(file, [entry])
    assert [each.id for each in read(file).entries] == [each.id for each in made]


@settings(max_examples=30)
@given(entries, st.lists(entries, max_size=3), st.sampled_from(["\n", "\r\n"]))
def test_adding_and_removing_leaves_the_file_as_it_was(
    extra: Decision, made: list[Decision], end: str
) -> None:
    file = ONE.replace("\n", end)
    for entry in made:
        file = writing.add(file, [entry])
    assert writing.remove(writing.add(file, [extra]), [extra]) == file


def test_comments_stay_and_so_does_the_order() -> None:
    link, article = read(ONE).entries
    assert (
        writing.remove(ONE, [link]) == ONE[: ONE.index("[[links]]")] + ONE[ONE.index("# Asked") :]
    )
    without = writing.remove(ONE, [article])
    assert "# Asked the author" in without
    assert without.endswith("# the end\n")
    with pytest.raises(DecisionsError, match="not there any more"):
        writing.remove(without, [article])


def test_what_looks_like_an_entry_inside_a_reason_is_none() -> None:
    entry = '[[links]]\npair = "a"\nreason = """\n[[links]]\n# no comment"""\nby = "x"\n'
    entry += 'date = 2026-01-31\nja = [{text = "0123456789ab"}]\nen = [{text = "0123456789ab"}]\n'
    other = entry.replace('"a"', '"b"')
    first, second = read(entry + other).entries
    assert (first.line, second.line) == (1, 10)
    assert writing.remove(entry + other, [first]) == other
    assert writing.remove(entry + other, [second]) == entry
