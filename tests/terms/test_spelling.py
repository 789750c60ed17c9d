import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.terms.spelling import changed, fold, singulars, stems


@pytest.mark.parametrize(
    ("british", "american"),
    [
        ("anaemia", "anemia"),
        ("haemorrhage", "hemorrhage"),
        ("oesophagus", "esophagus"),
        ("oestrogen", "estrogen"),
        ("tumour", "tumor"),
        ("behavioural", "behavioral"),
        ("randomised", "randomized"),
        ("hospitalisation", "hospitalization"),
        ("paralysed", "paralyzed"),
        ("fibre", "fiber"),
        ("centres", "centers"),
        ("manoeuvre", "maneuver"),
        ("labelled", "labeled"),
        ("enrolment", "enrollment"),
        ("defence", "defense"),
        ("practise", "practice"),
        ("analogue", "analog"),
        ("programme", "program"),
        ("judgement", "judgment"),
        ("ageing", "aging"),
        ("sulphate", "sulfate"),
        ("leucocyte", "leukocyte"),
        ("naïve", "naive"),
        ("Ménière", "Meniere"),
    ],
)
def test_regional_spellings_meet(british, american):
    assert fold(british) == fold(american)


@pytest.mark.parametrize(
    ("one", "another"),
    [
        ("inflammation", "infection"),
        ("hypertension", "hypotension"),
        ("relapse", "remission"),
        ("analysis", "analyse"),
        ("cell", "call"),
        ("ileum", "ilium"),
        ("media", "medical"),
        ("string", "strong"),
        ("complex", "complicate"),
    ],
)
def test_other_words_stay_apart(one, another):
    assert fold(one) != fold(another)
    assert not stems(fold(one)) & stems(fold(another))


@pytest.mark.parametrize(
    ("plural", "singular"),
    [
        ("therapies", "therapy"),
        ("diagnoses", "diagnosis"),
        ("doses", "dose"),
        ("amygdalae", "amygdala"),
        ("hippocampi", "hippocampus"),
        ("bacteria", "bacterium"),
        ("ganglia", "ganglion"),
        ("cortices", "cortex"),
        ("stromata", "stroma"),
        ("exosomes", "exosome"),
    ],
)
def test_plurals(plural, singular):
    assert singular in singulars(plural)


@pytest.mark.parametrize("word", ["virus", "analysis", "stress"])
def test_an_s_that_is_no_plural(word):
    assert word[:-1] not in singulars(word)


@pytest.mark.parametrize(
    ("noun", "derived"),
    [
        ("hippocampus", "hippocampal"),
        ("serotonin", "serotonergic"),
        ("recurrence", "recur"),
        ("insomnia", "insomniac"),
        ("remission", "remissive"),
        ("cognition", "cognitive"),
        ("psychosis", "psychotic"),
        ("epilepsy", "epileptic"),
        ("anaemia", "anaemic"),
        ("oedema", "oedematous"),
        ("cortex", "cortical"),
        ("muscle", "muscular"),
        ("virus", "viral"),
        ("dizziness", "dizzy"),
        ("pain", "painful"),
        ("smoking", "smoke"),
        ("prescription", "prescribe"),
        ("admission", "admit"),
    ],
)
def test_derivations_share_a_stem(noun, derived):
    assert stems(fold(noun)) & stems(fold(derived))


@given(st.text(max_size=20))
def test_case_does_not_matter(word):
    assert fold(word) == fold(fold(word).upper()) or not word.isascii()
    others = {fold(word), *changed(fold(word))}
    assert all(len(stem) >= 5 or stem in others for stem in stems(fold(word)))
