"""``taiyaku score`` on a small project: figures, comparisons, formats and what can go wrong."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pipeline.cli.main import cli
from pipeline.errors import UsageError
from tests.cli.support import lay_out

JA = """# 不眠症の治療

不眠症には薬を使わない治療もあります。薬は医師と相談して選びます。

## 生活

不眠症の方は、朝に光を浴びてください。昼寝は20分までにします。
"""
EN = """# Treating insomnia

Insomnia can also be treated without medicines. A medicine is chosen together with a doctor.

## Daily life

People with insomnia should get light in the morning. Naps should last no more than 20 minutes.
"""
WORSE = EN.replace("Insomnia can", "Sleepiness may").replace("20 minutes", "40 minutes")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    lay_out(
        tmp_path,
        {
            "glossary.tsv": "不眠症\tinsomnia\n",
            "articles/ja/sleep.md": JA,
            "articles/en/sleep.md": EN,
            "same/sleep.md": EN,
            "worse/articles/en/sleep.md": WORSE,
        },
    )
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TAIYAKU_CACHE_DIR", str(tmp_path / ".cache"))
    return tmp_path


def call(*args: str) -> Result:
    return CliRunner().invoke(cli, ["score", *args], standalone_mode=False)


def figures(*args: str) -> dict[str, dict[str, object]]:
    result = call(*args, "-f", "json")
    assert result.return_value == 0, result.stderr
    shown = json.loads(result.stdout)
    return {each["name"]: each["corpus"] for each in shown["candidates"]} | {
        "comparison": shown["comparison"]
    }


def test_the_reference_itself_is_perfect(project: Path) -> None:
    corpus = figures("same")["same"]
    assert corpus["metrics"] == {"BLEU": 100.0, "chrF++": 100.0, "TER": 0.0}
    assert corpus["terms"]["success"] == 1.0
    assert corpus["fidelity"]["findings"] == 0


def test_two_candidates(project: Path) -> None:
    found = figures("same", "--against", "worse", "--samples", "200")
    assert found["same"]["metrics"]["BLEU"] > found["worse"]["metrics"]["BLEU"]
    assert found["worse"]["terms"]["success"] == 0.6667
    assert found["comparison"]["samples"] == 200
    assert found["comparison"]["metrics"]["TER"]["first"] == 0.0


def test_aligned_or_strict(project: Path) -> None:
    joined = EN.replace("medicines. A medicine", "medicines; a medicine")
    lay_out(project, {"joined/sleep.md": joined})
    aligned = figures("joined")["joined"]
    assert aligned["metrics"]["BLEU"] > 85
    result = call("joined", "--strict")
    assert result.return_value == 2
    assert "has 5 sentences and its reference 6; --strict needs as many" in result.stderr
    assert figures("same", "--strict")["same"] == figures("same")["same"]


def test_every_format_and_the_segments(project: Path) -> None:
    result = call(
        "same/sleep.md", "--against", "worse",
        "-f", "terminal", "-f", "markdown=s.md", "-f", "html=s.html", "--segments", "scored",
    )  # fmt: skip
    assert result.return_value == 0, result.stderr
    assert "100.0" in result.stdout
    assert "tok:13a" in result.stdout
    assert "paired bootstrap, 1,000 resamples" in result.stdout
    assert (project / "s.md").read_text("utf-8").startswith("| same/sleep.md | BLEU |")
    page = (project / "s.html").read_text("utf-8")
    assert page.count("<svg") == 3
    assert "<script" not in page
    lines = [(project / f"scored/{name}.txt").read_text("utf-8").splitlines()
             for name in ("candidate", "candidate-2", "reference")]  # fmt: skip
    assert lines[0] == lines[2] != lines[1]
    assert [len(each) for each in lines] == [6, 6, 6]


def test_japanese_targets(project: Path) -> None:
    (project / "taiyaku.toml").write_text('source = "en"\n')
    lay_out(project, {"ja/sleep.md": JA})
    result = call("ja", "-f", "json")
    shown = json.loads(result.stdout)
    assert shown["target"] == "ja"
    assert "tok:ja-mecab" in shown["signatures"]["BLEU"]
    assert shown["candidates"][0]["corpus"]["metrics"]["BLEU"] == 100.0


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (["nowhere"], "there is no nowhere"),
        (["empty"], "empty holds none of the articles"),
        (["same", "--reference", "nowhere"], "there is no nowhere"),
        (["same", "--pair", "sleeping"], "there is no pair or file 'sleeping'"),
    ],
)
def test_what_is_asked_for_is_not_there(project: Path, args: list[str], says: str) -> None:
    (project / "empty").mkdir()
    result = call(*args)
    assert isinstance(result.exception, UsageError)
    assert says in str(result.exception)


def test_a_name_that_fits_several(project: Path) -> None:
    lay_out(project, {"articles/ja/old/sleep.md": JA, "articles/en/old/sleep.md": EN})
    result = call("same/sleep.md")
    assert "several pairs have the name 'sleep': say with --pair" in str(result.exception)
    assert call("same/sleep.md", "--pair", "old/sleep").return_value == 0


def test_names_of_files_stay_names(project: Path) -> None:
    lay_out(project, {"<b>@team`x`/sleep.md": EN})
    for name, unwanted in (("html", "<b>"), ("markdown", "<b>")):
        assert unwanted not in call("<b>@team`x`", "-f", name).stdout


def test_an_empty_candidate_is_named_as_itself(project: Path) -> None:
    lay_out(project, {"blank/sleep.md": "\n"})
    result = call("blank")
    assert result.return_value == 2
    assert "blank/sleep.md: is empty" in result.stderr
