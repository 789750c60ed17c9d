"""``check`` and ``align`` from files to exit code, with the real models."""

from __future__ import annotations

import json
import os
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner, Result

from pipeline.cli.main import cli
from tests.cli.support import installed, lay_out

SCHEMA = json.loads(
    (Path(__file__).parents[2] / "pipeline/reports/schema/report.schema.json").read_text("utf-8")
)
NAP_JA = (
    "## 昼寝\n\n二十分の昼寝でも、午後の集中力が戻ります。長く眠ると夜の眠りが浅くなります。\n\n"
)
NAP_EN = (
    "## Naps\n\nEven a nap of twenty minutes brings back concentration in the afternoon. "
    "Sleeping longer makes the sleep at night lighter.\n\n"
)
LIGHT_JA = "## 光\n\n朝の光は体内時計を整えます。夜の明るい画面は避けましょう。\n"
LIGHT_EN = "## Light\n\nMorning light sets the body clock. Avoid bright screens at night.\n"
TOP_JA = "# 眠りと記憶\n\n眠っている間に、脳はその日の出来事を整理します。\n\n"
TOP_EN = "# Sleep and memory\n\nWhile we sleep, the brain sorts what happened that day.\n\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    lay_out(
        tmp_path,
        {
            "glossary.tsv": "ja\ten\n体内時計\tbody clock\n",
            "articles/ja/whole.md": TOP_JA + NAP_JA + LIGHT_JA,
            "articles/en/whole.md": TOP_EN + NAP_EN + LIGHT_EN,
            "articles/ja/short.md": TOP_JA + NAP_JA + LIGHT_JA,
            "articles/en/short.md": TOP_EN + LIGHT_EN,
        },
    )
    return tmp_path


def call(root: Path, *args: str) -> Result:
    result = CliRunner().invoke(cli, [*args, "--root", str(root)], standalone_mode=False)
    assert result.exception is None, result.output
    return result


def test_a_run_of_the_installed_command(project: Path) -> None:
    done = installed("check", "-f", "json=report.json", "-f", "terminal", cwd=project)
    assert done.returncode == 1
    assert done.stderr == ""
    assert "error[missing-section]" in done.stdout
    assert "1 error in 1 of 2 pairs" in done.stdout
    assert "\x1b" not in done.stdout
    written = (project / "report.json").read_text("utf-8")
    report = json.loads(written)
    jsonschema.validate(report, SCHEMA)
    (finding,) = [f for pair in report["pairs"] for f in pair["findings"]]
    assert finding["rule"] == "missing-section"
    assert finding["ja"]["text"] == "昼寝"
    assert (finding["ja"]["path"], finding["ja"]["line"]) == ("articles/ja/short.md", 5)
    assert set(report["tool"]["signature"]) == {
        "encoder",
        "tokens-ja",
        "tokens-en",
        "readings",
        "glossary",
        "settings",
    }

    again = installed("check", "--format", "json", cwd=project / "articles/ja")
    assert again.stdout == written, "two runs give the same bytes"


def test_a_pair_is_the_same_whatever_else_is_checked(project: Path) -> None:
    every = json.loads(call(project, "check", "-f", "json").stdout)
    one = json.loads(call(project, "check", "whole", "-f", "json").stdout)
    assert one["pairs"] == [pair for pair in every["pairs"] if pair["id"] == "whole"]
    assert one["tool"] == every["tool"]


def test_the_exit_code_follows_the_failing_severity_and_never_the_format(project: Path) -> None:
    assert call(project, "check", "whole").return_value == 0
    assert call(project, "check", "short").return_value == 1
    assert call(project, "check", "short", "-f", "json").return_value == 1
    assert call(project, "check", "short", "--fail-on", "never").return_value == 0
    (project / "taiyaku.toml").write_text('[rules]\nmissing-section = "warning"\n')
    assert call(project, "check", "short").return_value == 0
    assert call(project, "check", "short", "--fail-on", "warning").return_value == 1
    (project / "taiyaku.toml").write_text('[rules]\nmissing-section = "off"\n')
    assert call(project, "check", "short", "--fail-on", "info").return_value == 0


def test_align_has_links_and_no_findings(project: Path) -> None:
    result = call(project, "align", "-f", "json")
    assert result.return_value == 0
    report = json.loads(result.stdout)
    jsonschema.validate(report, SCHEMA)
    short, whole = report["pairs"]
    assert "findings" not in short
    assert [(link["ja"], link["en"]) for link in whole["links"]] == [
        ([0], [0]),
        ([1], [1]),
        ([2], [2]),
    ]
    assert [link["ja"] for link in short["links"] if not link["en"]] == [[1]]
    shown = call(project, "align", "short").stdout
    assert "昼寝" in shown
    assert "✗" in shown


@pytest.mark.parametrize(
    ("files", "args", "says"),
    [
        ({"taiyaku.toml": "sorce = 1"}, [], "taiyaku.toml:1: unknown key 'sorce'"),
        ({}, ["shrot"], "there is no pair or file 'shrot'; did you mean 'short'?"),
        ({"articles/de/x.md": "x"}, ["articles/de/x.md"], "no pattern takes the file"),
        ({"glossary.tsv": "ja\ten\n脳\n"}, [], "glossary.tsv:2:"),
        ({"glossary.tsv": b"ja\ten\n\xff\xfe\tx\n"}, [], "glossary.tsv:2:1: byte 0xFF"),
    ],
)
def test_what_keeps_it_from_checking_is_exit_2_and_stands_in_the_json(
    files: dict[str, str | bytes], args: list[str], says: str, project: Path
) -> None:
    lay_out(project, files)
    result = call(project, "check", *args, "-f", "json")
    assert result.return_value == 2
    report = json.loads(result.stdout)
    jsonschema.validate(report, SCHEMA)
    (error,) = report["errors"]
    assert says in error["message"]
    assert f"error: {error['message']}" in result.stderr


def test_no_articles_is_exit_2(tmp_path: Path) -> None:
    result = call(tmp_path, "check", "-f", "json")
    assert result.return_value == 2
    assert "there is no folder articles/ja/; `taiyaku init` finds" in result.stderr
    assert json.loads(result.stdout)["summary"]["pairs"] == 0


def test_rules_that_cannot_fire_are_told_of(project: Path) -> None:
    lay_out(project, {"glossary.tsv": "ja\ten\n"})
    note = "glossary.tsv holds no terms: the rules about terms cannot fire"
    assert note in call(project, "check", "whole").stderr
    assert call(project, "check", "whole", "--quiet").stderr == ""
    (project / "glossary.tsv").unlink()
    assert "there is no glossary.tsv" in call(project, "check", "whole").stderr


def test_a_crash_in_a_rule_is_a_failure_and_the_rest_goes_on(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dataclasses import replace

    from pipeline import checks

    def crash(_: object) -> list[object]:
        raise ZeroDivisionError("by nothing")

    broken = replace(checks.RULES[0], id="extra-section", check=crash)
    monkeypatch.setattr(checks, "RULES", (broken, *checks.RULES))
    result = call(project, "check", "-f", "json", "--no-cache")
    assert result.return_value == 2
    report = json.loads(result.stdout)
    assert [error["pair"] for error in report["errors"]] == ["short", "whole"]
    assert report["errors"][0]["message"] == (
        "the rule extra-section crashed on short: ZeroDivisionError: by nothing"
    )
    assert [f["rule"] for pair in report["pairs"] for f in pair["findings"]] == ["missing-section"]


def test_a_model_that_does_not_load_is_said_once(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pipeline.alignment.encoders import embedded
    from pipeline.errors import ModelError

    def missing() -> None:
        raise ModelError("the sentence encoder does not load")

    monkeypatch.setattr(embedded, "_model", missing)
    result = call(project, "check", "--no-cache", "-f", "json")
    assert result.return_value == 2
    report = json.loads(result.stdout)
    assert report["errors"] == [
        {"path": None, "pair": None, "message": "the sentence encoder does not load"}
    ]


def test_colour_only_where_it_is_asked_for_or_a_terminal_reads(project: Path) -> None:
    assert "\x1b[" in call(project, "check", "short", "--color").stdout
    plain = call(project, "check", "short").stdout
    assert "\x1b[" not in plain


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is unreadable to root")
def test_an_unreadable_file_is_named(project: Path) -> None:
    (project / "articles/ja/whole.md").chmod(0)
    result = call(project, "check", "-f", "json")
    assert result.return_value == 2
    assert "articles/ja/whole.md: cannot be read: Permission denied" in result.stderr
    assert [pair["id"] for pair in json.loads(result.stdout)["pairs"]] == ["short"]
