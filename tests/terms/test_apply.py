"""``apply`` on the cases a translator reads, in tests/cases/apply."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.terms.apply import Wish
from tests.terms.applying import GLOSSARY, applied

HERE = Path(__file__).parents[1] / "cases" / "apply"


def cases(name):
    found = yaml.safe_load((HERE / name).read_text(encoding="utf-8"))
    return [pytest.param(case, id=case["name"]) for case in found]


def run(case, ja=None, en=None):
    wish = Wish(preferred=case.get("preferred", False), source=case.get("source_too", False))
    return applied(
        ja or case["ja"],
        en or case["en"],
        wish,
        ending=case.get("ending", "md"),
        source=case.get("source", "ja"),
        sentences=case.get("sentences", True),
    )


@pytest.mark.parametrize("case", cases("replaced.yaml"))
def test_replaced(case):
    ja, en, left = run(case)
    assert (ja, en) == (case.get("ja_becomes", case["ja"]), case["becomes"])
    assert not left
    assert run(case, ja, en)[:2] == (ja, en)


@pytest.mark.parametrize("case", cases("left.yaml"))
def test_left(case):
    ja, en, left = run(case)
    if case.get("changed"):
        assert en != case["en"]
        return
    assert (ja, en) == (case["ja"], case["en"])
    if case.get("either"):
        # Said or not: whether the matcher sees a term there is not the business of apply.
        return
    assert [each.reason for each in left] == case.get("left", [])


TERMS = [
    ("幹細胞", "trunk cell"),
    ("有害事象", "bad event"),
    ("有害事象", "side effect"),
    ("扁桃体", "tonsil"),
    ("うつ病", "melancholy disease"),
    ("磁気共鳴画像", "picture scan"),
    ("単位", "element"),
    ("基準", "yardstick"),
    ("パーキンソン病", "shaking disease"),
]
FRAMES = [
    "A {} was seen.",
    "We saw an {}.",
    "{}s are common.",
    "The **{}** and a {}'s end.",
    "“A {}” is quoted, a {} is not.",
    "# On {} Care",
    "- `{}` or {}",
    "In [a {}](x.html) {}s.",
]


@given(
    st.lists(
        st.tuples(
            st.sampled_from(TERMS),
            st.sampled_from(FRAMES),
            st.sampled_from([str, str.upper, str.title, str.capitalize]),
        ),
        min_size=1,
        max_size=4,
    )
)
@settings(max_examples=40, deadline=None)
def test_a_second_run_changes_nothing(lines):
    ja = "\n\n".join(
        f"{'# ' if frame[0] == '#' else ''}{term}です。" for (term, _), frame, _ in lines
    )
    en = "\n\n".join(frame.replace("{}", case(word)) for (_, word), frame, case in lines)
    once = applied(ja, en, Wish(preferred=True, source=True))
    twice = applied(once[0], once[1], Wish(preferred=True, source=True))
    assert twice[:2] == once[:2]


def test_what_is_not_a_term_keeps_every_character():
    en = "\u3000Odd\u00a0spaces ,\r\n\r\nA trunk cell\tand a tab.  \r\n\r\n\u200bEnd"
    ja = "はい。\n\n幹細胞です。\n\nおわり。"
    assert applied(ja, en)[1] == en.replace("trunk", "stem")


def test_the_glossary_of_the_cases_is_read():
    assert GLOSSARY.count("\n") > 20
