"""Which renderings are one, and what a finding says; whole articles stand in the cases."""

import pytest

from pipeline.checks.terms.renderings import grouped, is_short, is_spelling, same


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("seizure", "Seizures"),
        ("depression", "clinical depression"),
        ("symptom of depression", "depressive symptoms"),
        ("inflammation", "inflammatory"),
        ("stem cell", "stem-cells"),
        ("config", "configuration"),
        ("anaesthesia", "anaesthetic"),
        ("dose", "dosage"),
        ("rerender", "re-rendering"),
        ("re-renders", "re-rendering"),
        ("env var", "environment variable"),
    ],
)
def test_one_rendering(a, b):
    assert same(a, b)
    assert same(b, a)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("seizure", "convulsion"),
        ("side effect", "adverse effect"),
        ("hypertension", "high blood pressure"),
        ("control group", "control arm"),
        ("maintenance treatment", "maintenance therapy"),
        ("control group", "placebo-control arm"),
        ("hyperthermia", "hypothermia"),
    ],
)
def test_two_renderings(a, b):
    assert not same(a, b)


def test_abbreviations_are_in_no_group():
    assert is_short("MRI")
    assert is_short("SSRIs")
    assert not is_short("Seizure")
    assert grouped(["magnetic resonance imaging", "MRI"]) == [["magnetic resonance imaging"]]


def test_a_rendering_may_join_two_groups():
    assert grouped(["side", "effect", "side effects"]) == [["side", "effect", "side effects"]]


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("institutional review board", "IRB"),
        ("command-line args", "argument"),
        ("config file", "configuration"),
    ],
)
def test_words_that_are_a_form_after_all(text, form):
    assert is_spelling(text, form)


@pytest.mark.parametrize(("text", "form"), [("retina", "thalamus"), ("review", "IRB")])
def test_words_that_are_not(text, form):
    assert not is_spelling(text, form)
