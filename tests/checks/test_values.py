"""Values that exclude each other, read off the Japanese by what translations taught."""

import pytest

from benchmarks.judged import checked
from pipeline.checks.values.contrasts import contrasts
from pipeline.languages import tokenise_texts
from pipeline.lexicon.values import cues

PLAIN = "ja\ten\n"
SWAPS = [
    ("薬を服用する前に、必ず医師に相談してください。", "before", "after",
     "Be sure to talk to your doctor {} taking the medicine."),
    ("申請が承認された後、ファイルをアップロードします。", "After", "Before",
     "{} the application is approved, upload the files."),
    ("すべての患者がこの検査を受けました。", "All", "Some", "{} of the patients had this test."),
    ("このオプションを有効にすると、結果が表示されます。", "enable", "disable",
     "If you {} this option, the results are displayed."),
]  # fmt: skip


def _read(ja, en):
    return tokenise_texts([ja], "ja")[0], tokenise_texts([en], "en")[0]


@pytest.mark.parametrize(("ja", "right", "wrong", "en"), SWAPS, ids=[s[1] for s in SWAPS])
def test_an_exchanged_value_is_likelier_a_fault_than_the_right_one(ja, right, wrong, en):
    def worst(word):
        return max((c.probability for c in contrasts(*_read(ja, en.format(word)))
                    if c.shape == "swap"), default=0.0)  # fmt: skip

    assert worst(wrong) > 5 * worst(right)


def test_the_longest_cue_counts():
    _, en = _read("", "No more than two of them.")
    found = {cue.value.id for cue in cues(en)}
    assert "bound.most" in found
    assert "negation.denied" not in found


@pytest.mark.parametrize("text", ["No. 1 is deleted.", "It was a while ago."])
def test_what_only_looks_like_a_cue_is_none(text):
    _, en = _read("", text)
    assert not {cue.value.name for cue in cues(en)} & {"denied", "while"}


def test_an_exchanged_order_is_reported_with_both_words():
    case = {
        "id": "order",
        "ja": "提供申請が承認された後、サーバにアクセスし、ファイルをアップロードします。",
        "en": "Before your application is approved, access the server and upload the files.",
    }
    (report,) = checked([case], PLAIN)
    (finding,) = [f for f in report.findings if f.rule == "negation-drift"]
    assert "Before" in finding.message
    assert "後" in finding.message
    assert finding.confidence >= 0.5
