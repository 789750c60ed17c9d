"""Concepts that exclude each other, and terms in other words, from texts to findings."""

from pathlib import Path

import pytest

from pipeline.lexicon.exclusive import exchanged
from pipeline.running.report import check_pairs
from pipeline.settings.project import Settings

HEADER = "ja\ten\tdomain\tstrict\n"


def found(root: Path, ja: str, en: str, rows: str = "") -> list[tuple[str, str]]:
    for lang, text in (("ja", ja), ("en", en)):
        file = root / "articles" / lang / "a.md"
        file.parent.mkdir(parents=True)
        file.write_text(text, encoding="utf-8")
    (root / "glossary.tsv").write_text(HEADER + (rows or "猫\tcat\t\t\n"), encoding="utf-8")
    return [(f.rule, f.severity) for pair in check_pairs(root, Settings()).pairs
            for f in pair.findings]  # fmt: skip


@pytest.mark.parametrize(
    ("ja", "en", "wrong"),
    [
        ("低血糖の治療を行います。", "We treat hypoglycemia.", "We treat hyperglycemia."),
        ("腰部の痛みを診察します。", "We examine lumbar pain.", "We examine thoracic pain."),
        ("腎臓の検査を行います。", "We examine the kidney.", "We examine the liver."),
        ("利尿薬を処方します。", "We prescribe diuretics.", "We prescribe antibiotics."),
    ],
)
def test_a_look_alike_is_an_error_and_the_right_word_none(tmp_path, ja, en, wrong) -> None:
    assert ("term-mismatch", "error") in found(tmp_path / "wrong", f"# 題\n\n{ja}\n",
                                               f"# Title\n\n{wrong}\n")  # fmt: skip
    right = found(tmp_path / "right", f"# 題\n\n{ja}\n", f"# Title\n\n{en}\n")
    assert not any(rule == "term-mismatch" for rule, _ in right)


@pytest.mark.parametrize(
    ("ja", "en"),
    [
        ("肝臓と腎臓を検査します。", "We examine the liver and the kidneys."),
        ("乳がんの検診です。", "It is a screening for breast cancer."),
        ("血圧の薬です。", "It is a drug for hypertension."),
    ],
)
def test_right_sentences_hold_no_exchange(ja: str, en: str) -> None:
    assert not list(exchanged(ja, en, "ja"))
    assert not list(exchanged(en, ja, "en"))


ROW = "観察研究\tobservational study\tresearch\t{}\n"
STUDY = "# 題\n\nこれは観察研究です。\n", "# Title\n\nThis is observational research.\n"


def test_the_same_words_otherwise_are_no_error_unless_the_row_is_strict(tmp_path) -> None:
    assert ("term-mismatch", "error") not in found(tmp_path / "a", *STUDY, ROW.format(""))
    assert ("term-mismatch", "error") in found(tmp_path / "b", *STUDY, ROW.format("yes"))


def test_another_thing_is_an_error_still(tmp_path) -> None:
    rows = "扁桃体\tamygdala\tanatomy\t\n視床\tthalamus\tanatomy\t\n"
    for name, inside in (("plain", "扁桃体"), ("joined", "扁\u2060桃体"),
                         ("glyph", "扁\U000e0100桃体")):  # fmt: skip
        ja = f"# 脳\n\n{inside}の活動が抑えられます。\n"
        en = "# Brain\n\nThe activity of the thalamus is suppressed.\n"
        assert ("term-mismatch", "error") in found(tmp_path / name, ja, en, rows)


def test_a_name_with_its_reading_is_compared(tmp_path) -> None:
    ja = "# 院長\n\n監修は中村健一（なかむらけんいち）先生です。\n"
    wrong = found(tmp_path / "a", ja, "# Director\n\nSupervised by Dr. Kenichi Nakada.\n")
    right = found(tmp_path / "b", ja, "# Director\n\nSupervised by Dr. Kenichi Nakamura.\n")
    assert "name-mismatch" in {rule for rule, _ in wrong}
    assert "name-mismatch" not in {rule for rule, _ in right}
