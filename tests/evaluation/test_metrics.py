"""The figures are sacreBLEU's own: they are compared with those of its command."""

import json
import subprocess
import sys

import pytest

from pipeline.evaluation import metrics
from pipeline.evaluation.terms import Use, term_rates
from pipeline.model.scores import Segments, TermRates

EN = Segments(
    ("The dose is five milligrams.", "Do not drive afterwards.", "", "Ask your doctor first!"),
    ("The dose is 5 mg.", "Please do not drive.", "Headaches are rare.", "Ask your doctor first."),
)
JA = Segments(
    ("一回の治療は二十分です。", "運転しないでください。"),
    ("治療は1回二十分です。", "その後は運転を控えてください。"),
)
COMMAND = {"BLEU": "bleu", "chrF++": "chrf", "TER": "ter"}


def sacrebleu(folder, segments, metric, lang):
    files = {}
    for name in ("candidate", "reference"):
        files[name] = folder / f"{name}.txt"
        lines = getattr(segments, name)
        files[name].write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    extra = {
        "bleu": ["--tokenize", "ja-mecab" if lang == "ja" else "13a"],
        "chrf": ["--chrf-word-order", "2"],
        "ter": ["--ter-normalized", "--ter-asian-support"] if lang == "ja" else [],
    }[metric]
    done = subprocess.run(
        [sys.executable, "-m", "sacrebleu", str(files["reference"]), "-i", str(files["candidate"]),
         "-m", metric, "-w", "4", *extra],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    return json.loads(done.stdout)


@pytest.mark.parametrize(("segments", "lang"), [(EN, "en"), (JA, "ja")])
@pytest.mark.parametrize("name", metrics.NAMES)
def test_figures_and_signatures_are_those_of_the_command(tmp_path, segments, lang, name):
    theirs = sacrebleu(tmp_path, segments, COMMAND[name], lang)
    assert metrics.scores(segments, lang)[name] == theirs["score"]
    assert metrics.signatures(lang)[name] == theirs["signature"]


def test_a_text_scores_best_against_itself():
    assert metrics.scores(Segments(EN.reference, EN.reference), "en") == {
        "BLEU": 100.0,
        "chrF++": 100.0,
        "TER": 0.0,
    }


def test_nothing_has_no_figures():
    assert metrics.scores(Segments(), "en") == {}


def test_the_bootstrap_is_the_same_every_time_and_sees_a_difference():
    reference = EN.reference * 10
    found = [
        metrics.differences(reference, EN.candidate * 10, reference, "en", 200) for _ in range(2)
    ]
    assert found[0] == found[1]
    assert found[0]["BLEU"].first == 100
    assert found[0]["BLEU"].p < 0.05
    same = metrics.differences(reference, reference, reference, "en", 50)
    assert {each.p for each in same.values()} == {1.0}


def test_term_rates():
    source = [Use(0, "うつ病")] * 3 + [Use(1, "不眠症")]
    candidate = [Use(0, "depression"), Use(0, "depression"), Use(0, "MDD"), Use(2, "anxiety")]
    rates = term_rates(source, candidate)
    assert rates == TermRates(asked=4, answered=3, repeated=3, alike=2)
    assert (rates.success, rates.consistency) == (0.75, 0.6667)
    assert TermRates().success is None
