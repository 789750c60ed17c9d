import re
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from pipeline.evaluation.resegment import resegment

CASES = yaml.safe_load(
    (Path(__file__).parents[1] / "cases" / "score" / "segments.yaml").read_text("utf-8")
)
WORD = st.sampled_from(["the", "dose", "is", "daily,", "twice.", "never!", "(5", "mg)", "→", "$"])
WORDS = st.lists(WORD, max_size=6)
SENTENCES = st.lists(WORDS.map(" ".join), max_size=6)


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_cases(case):
    assert resegment(case["candidate"], case["reference"], case["lang"]) == case["pieces"]


@given(SENTENCES, SENTENCES)
def test_as_many_pieces_and_no_character_lost(candidate, reference):
    pieces = resegment(candidate, reference, "en")
    assert len(pieces) == len(reference)
    if reference:
        assert "".join("".join(pieces).split()) == "".join("".join(candidate).split())


@given(SENTENCES.filter(lambda s: all(s)))
def test_a_text_faces_itself(sentences):
    assert resegment(sentences, sentences, "en") == [" ".join(s.split()) for s in sentences]


@given(SENTENCES.filter(lambda s: all(re.match(r"\w", each) for each in s)))
def test_how_the_candidate_was_divided_does_not_count(sentences):
    joined = [" ".join(sentences)]
    assert resegment(joined, sentences, "en") == resegment(sentences, sentences, "en")
