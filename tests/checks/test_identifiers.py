"""Identifiers by their shape, and the spellings of one."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.checks.identifiers.shapes import folded, key, keys
from pipeline.checks.identifiers.spelled_out import definitions, in_initials


@pytest.mark.parametrize(
    "spelt",
    ["TNF-α TNFα TNF-alpha ＴＮＦ－α TNF‐α", "IL-6 IL6 il-6 ＩＬ６", "NF-κB NF-kappaB NFκB"],
)
def test_spellings_of_one(spelt: str) -> None:
    assert len({key(each) for each in spelt.split()}) == 1


@given(st.text(max_size=30))
def test_a_text_holds_the_keys_of_its_words(text: str) -> None:
    assert len(folded(text)) == len(text)
    assert key(folded(text)) == key(text)
    assert key(unicodedata.normalize("NFC", text).upper().lower()) is not None


@given(st.from_regex(r"[A-Z]{2,5}-?[0-9]{1,3}", fullmatch=True))
def test_an_identifier_is_found_in_a_sentence(name: str) -> None:
    assert key(name) in keys(f"血中の{name}は高い。")
    assert key(name) in keys(f"Levels of {name.lower()} are high.")


@pytest.mark.parametrize(
    ("short", "full", "spelt"),
    [
        ("bdnf", "brain derived neurotrophic factor", True),
        ("hpa", "the hypothalamic pituitary adrenal axis", True),
        ("eeg", "an electroencephalogram", True),
        ("fda", "the food and drug administration", True),
        ("gaba", "gamma aminobutyric acid", True),
        ("ptsd", "post traumatic stress disorder", True),
        ("bdnf", "nerve growth factor", False),
        ("mri", "a scan of the brain", False),
    ],
)
def test_initials(short: str, full: str, spelt: bool) -> None:
    assert in_initials(short, full.split()) is spelt


def test_a_definition_in_brackets() -> None:
    assert definitions(["Serotonin (5-HT) is made in the gut."])["5ht"] == {"serotonin"}
