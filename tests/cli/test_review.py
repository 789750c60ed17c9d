"""``review`` on a terminal and by options, with the real models, on a small project."""

from __future__ import annotations

import json
import os
import re
import tomllib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import jsonschema
import pexpect
import pytest
from click.testing import CliRunner, Result

from pipeline.cli.main import cli
from pipeline.errors import UsageError
from tests.cli.support import TAIYAKU, lay_out, taiyaku

SCHEMA = json.loads(
    (Path(__file__).parents[2] / "pipeline/reports/schema/report.schema.json").read_text("utf-8")
)
FILE = "taiyaku.decisions.toml"
TOP_JA = "# 眠りと記憶\n\n眠っている間に、脳はその日の出来事を整理します。\n\n"
TOP_EN = "# Sleep and memory\n\nWhile we sleep, the brain sorts what happened that day.\n\n"
NAP_JA = (
    "## 昼寝\n\n二十分の昼寝でも、午後の集中力が戻ります。長く眠ると夜の眠りが浅くなります。\n\n"
)
LIGHT_JA = "## 光\n\n朝の光は体内時計を整えます。夜の明るい画面は避けましょう。\n\n"
LIGHT_EN = "## Light\n\nMorning light sets the inner rhythm. Avoid bright screens at night.\n\n"
MORE_EN = (
    "## For travellers\n\nWhoever flies east goes to bed too early. Ask the airline for a seat "
    "by the aisle and drink enough water.\n"
)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    lay_out(
        tmp_path,
        {
            "glossary.tsv": "ja\ten\n体内時計\tbody clock\n",
            "articles/ja/sleep.md": TOP_JA + NAP_JA + LIGHT_JA,
            "articles/en/sleep.md": TOP_EN + LIGHT_EN + MORE_EN,
            "articles/ja/law.md": "# 法律\n\nこの法律は日本の病院だけに当てはまります。\n",
        },
    )
    return tmp_path


def call(root: Path, *args: str) -> Result:
    return CliRunner().invoke(cli, [*args, "--root", str(root)], standalone_mode=False)


def findings(root: Path, *wanted: str) -> list[dict[str, object]]:
    report = json.loads(call(root, "check", *wanted, "-f", "json").stdout)
    return [finding for pair in report["pairs"] for finding in pair["findings"]]


def open_rules(root: Path, *wanted: str) -> list[object]:
    return [f["rule"] for f in findings(root, *wanted) if f["suppressed"] is None]


def written(root: Path) -> dict[str, list[dict[str, object]]]:
    return tomllib.loads((root / FILE).read_text("utf-8"))


@contextmanager
def session(root: Path, *args: str, **env: str) -> Iterator[pexpect.spawn]:
    """``review`` on a pseudo-terminal; expects what a person would wait for."""
    child = pexpect.spawn(
        str(TAIYAKU),
        ["review", *args],
        cwd=str(root),
        env={**os.environ, "NO_COLOR": "1", "TERM": "xterm", **env},
        encoding="utf-8",
        dimensions=(40, 100),
        timeout=120,
        echo=False,
    )
    try:
        yield child
    finally:
        child.close(force=True)


@pytest.fixture
def answer() -> Callable[..., None]:
    def give(child: pexpect.spawn, shown: str, key: str, reason: str | None = None) -> None:
        child.expect(re.escape(shown))
        child.expect(r"\[q\]uit \[\?\]help > ")
        child.sendline(key)
        if reason is not None:
            child.expect("reason.*> ")
            child.sendline(reason)

    return give


def test_a_session_from_question_to_silence(project: Path, answer: Callable[..., None]) -> None:
    assert sorted(map(str, open_rules(project))) == [
        "extra-section",
        "missing-article",
        "missing-section",
        "term-mismatch",
    ]
    with session(project, "--by", "花子") as child:
        child.expect(f"4 to look at in 2 pairs. Every answer is written to {FILE} at once")
        answer(child, "[1/4] law", "?")
        child.expect("u  undo the last decision")
        child.expect(r"\[q\]uit \[\?\]help > ")
        child.sendline("ｃ")
        child.expect("reason.*> ")
        child.sendline("日本の法律の話なので")
        answer(child, "“昼寝” has no counterpart", "c", "readers abroad do not ask")
        child.expect("term-mismatch")
        child.expect(r"\[q\]uit \[\?\]help > ")
        assert [len(e.get("sections", ())) for e in written(project)["left_out"]] == [0, 1]
        child.sendline("u")
        child.expect("taken back")
        assert len(written(project)["left_out"]) == 1
        answer(child, "“昼寝” has no counterpart", "c", "")
        answer(child, "term-mismatch", "a", "said in other words")
        answer(child, "For travellers", "z")
        child.expect("none of the keys here")
        child.sendline("c")
        child.expect("reason.*> ")
        child.sendline("an addition for tourists")
        child.expect("4 decisions made in this session")
        child.expect(pexpect.EOF)
        child.close()
        assert child.exitstatus == 0
    entries = written(project)
    assert [e["article"]["title"] for e in entries["left_out"] if "article" in e] == ["法律"]
    assert {e["by"] for e in [*entries["left_out"], *entries["accepted"]]} == {"花子"}
    # Enter repeats the reason that was given before.
    assert entries["left_out"][1]["reason"] == "readers abroad do not ask"
    assert entries["accepted"][0]["ja"] == "体内時計"

    silent = call(project, "check")
    assert silent.return_value == 0
    assert silent.stdout == "nothing found in 2 pairs; 4 accepted earlier\n"
    shown = call(project, "check", "--verbose").stdout
    assert "accepted (花子, " in shown
    assert "said in other words" in shown
    suppressed = [f["suppressed"] for f in findings(project)]
    assert all(set(s) == {"by", "reason", "date"} for s in suppressed)  # type: ignore[call-overload]

    with session(project) as child:
        child.expect("there is nothing to decide")


def test_what_was_decided_before_an_interruption_is_kept(
    project: Path, answer: Callable[..., None]
) -> None:
    with session(project, "sleep", "--by", "Ken") as child:
        answer(child, "“昼寝” has no counterpart", "c", "short version")
        child.expect(r"\[q\]uit \[\?\]help > ")
        child.sendintr()
        child.expect("interrupted")
        child.expect(pexpect.EOF)
        child.close()
        assert child.exitstatus == 130
    assert [e["reason"] for e in written(project)["left_out"]] == ["short version"]
    assert not list(project.glob(".*.tmp"))


def test_an_article_mended_in_the_editor_is_read_again(
    project: Path, answer: Callable[..., None]
) -> None:
    mend = project / "mend.sh"
    mend.write_text(
        '#!/bin/sh\nprintf "%s" "$1" > seen\nsed -i "s/inner rhythm/body clock/" "$1"\n'
    )
    mend.chmod(0o755)
    with session(project, "sleep", "--by", "Ken", EDITOR=str(mend), VISUAL="") as child:
        answer(child, "“昼寝” has no counterpart", "s")
        answer(child, "term-mismatch", "o")
        answer(child, "[2/2] sleep", "q")
        child.expect("0 decisions made")
    assert (project / "seen").read_text() == str(project / "articles/en/sleep.md")
    assert not (project / FILE).exists()
    assert "term-mismatch" not in open_rules(project, "sleep")


def test_a_gap_that_is_none_gets_its_counterpart(
    project: Path, answer: Callable[..., None]
) -> None:
    with session(project, "sleep", "--by", "Ken") as child:
        answer(child, "“昼寝” has no counterpart", "l")
        child.expect("For travellers")
        child.expect("number or title of the counterpart.*> ")
        child.sendline("For travellers")
        child.expect("reason.*> ")
        child.sendline("")
        # The other half of the gap is answered with it.
        answer(child, "term-mismatch", "s")
        child.expect("1 decision made")
    links = json.loads(call(project, "align", "sleep", "-f", "json").stdout)["pairs"][0]["links"]
    (confirmed,) = [link for link in links if link["decision"]]
    assert (confirmed["ja"], confirmed["en"], confirmed["score"]) == ([1], [2], 1.0)
    assert confirmed["decision"] == "confirmed"
    # What was joined says other things, which is now what there is to say of it.
    assert open_rules(project, "sleep") == [
        "omitted-content",
        # A quantity that the section loses is told beside its sentence.
        "omitted-content",
        "added-content",
        "reordered-section",
        "term-mismatch",
    ]


def test_options_show_first_and_write_when_told(project: Path) -> None:
    (term,) = [f for f in findings(project) if f["rule"] == "term-mismatch"]
    orders = ["sleep", "--by", "Ken", "--reason", "meant so"]
    orders += ["--left-out", "昼寝", "--left-out", "en:For travellers"]
    orders += ["--accept", str(term["fingerprint"]), "--up-to-date", "眠りと記憶=Sleep and memory"]
    shown = call(project, "review", *orders)
    assert "+[[left_out]]" in shown.stdout
    assert not (project / FILE).exists()
    assert call(project, "review", *orders, "--check").return_value == 1
    assert call(project, "review", *orders, "--write").return_value == 0
    assert len(written(project)["left_out"]) == 2
    assert call(project, "review", *orders, "--check").return_value == 0, "the same day, the same"
    assert open_rules(project, "sleep") == []

    listed = call(project, "review", "--list").stdout.splitlines()
    assert len(listed) == 4
    (nap,) = [line.split()[0] for line in listed if "昼寝" in line]
    undone = call(project, "review", "--undo", nap)
    assert '-sections = [{title = "昼寝"' in undone.stdout
    assert len(written(project)["left_out"]) == 2
    assert call(project, "review", "--undo", nap, "--write").return_value == 0
    assert open_rules(project, "sleep") == ["missing-section"]


def test_links_by_option_outrank_the_aligner(project: Path) -> None:
    def links() -> list[tuple[list[int], list[int], str | None]]:
        report = json.loads(call(project, "align", "sleep", "-f", "json").stdout)
        return [(k["ja"], k["en"], k["decision"]) for k in report["pairs"][0]["links"]]

    assert ([2], [1], None) in links()
    common = ["--by", "Ken", "--write"]
    assert call(project, "review", "sleep", "--no-link", "光=Light", *common).return_value == 0
    assert not any(2 in ja and 1 in en for ja, en, _ in links())
    assert call(project, "review", "sleep", "--confirm-link", "光=Light", *common).return_value == 0
    assert ([2], [1], "confirmed") in links()
    (entry,) = written(project)["links"]
    assert "corresponds" not in entry, "the later decision took the place of the earlier"


def test_a_changed_text_is_asked_about_again(project: Path, answer: Callable[..., None]) -> None:
    call(
        project,
        "review",
        "sleep",
        "--left-out",
        "昼寝",
        "--reason",
        "短く",
        "--by",
        "花",
        "--write",
    )
    call(
        project, "review", "law", "--article-left-out", "--reason", "法律", "--by", "花", "--write"
    )
    assert "missing-section" not in open_rules(project)
    article = project / "articles/ja/sleep.md"
    moved = TOP_JA + LIGHT_JA + NAP_JA.replace("## 昼寝", "## **昼寝**")
    article.write_text(moved, "utf-8")
    assert "missing-section" not in open_rules(project, "sleep"), "moved and marked up, not changed"
    article.write_text(moved.replace("二十分", "三十分"), "utf-8")
    lay_out(project, {"articles/en/law.md": "# Law\n\nThis law binds hospitals in Japan only.\n"})
    stale = {
        str(f["message"]).partition(",")[0]: f["data"]
        for f in findings(project)
        if f["rule"] == "stale-decision"
    }
    assert set(stale) == {
        "the text of “昼寝” in the Japanese has changed since",
        "there is an article in English now",
    }
    assert {data["reason"] for data in stale.values()} == {"短く", "法律"}  # type: ignore[index]
    assert "missing-section" in open_rules(project, "sleep")

    with session(project, "--by", "Ken") as child:
        answer(child, "[1/5] law", "c", "")
        child.expect("what this was about is gone")
        child.sendline("r")
        answer(child, "term-mismatch", "s")
        answer(child, "For travellers", "s")
        answer(child, "“昼寝” has no counterpart", "c", "まだ短い")
        # Leaving it out anew answers what was stale as well, so that nothing is left to ask.
        child.expect("2 decisions made")
    assert [entry["reason"] for entry in written(project)["left_out"]] == ["まだ短い"]
    assert sorted(map(str, open_rules(project, "sleep"))) == ["extra-section", "term-mismatch"]


def test_an_old_decision_that_still_holds_is_renewed(
    project: Path, answer: Callable[..., None]
) -> None:
    common = ["--by", "花", "--write"]
    call(project, "review", "sleep", "--up-to-date", "光=Light", "--reason", "春に読了", *common)
    article = project / "articles/ja/sleep.md"
    article.write_text(article.read_text("utf-8").replace("避けましょう", "避けます"), "utf-8")
    assert "stale-decision" in open_rules(project, "sleep")
    with session(project, "sleep", "--by", "Ken") as child:
        answer(child, "“昼寝” has no counterpart", "s")
        answer(child, "the text of “光” in the Japanese has changed since", "c", "")
        answer(child, "term-mismatch", "s")
        answer(child, "For travellers", "s")
        child.expect("1 decision made")
    (entry,) = written(project)["up_to_date"]
    assert (entry["reason"], entry["by"]) == ("春に読了", "Ken")
    assert "stale-decision" not in open_rules(project, "sleep")


def test_a_pair_that_is_gone_is_told_and_does_not_count(project: Path) -> None:
    call(project, "review", "law", "--article-left-out", "--reason", "x", "--by", "K", "--write")
    (project / "articles/ja/law.md").unlink()
    report = json.loads(call(project, "check", "-f", "json").stdout)
    jsonschema.validate(report, SCHEMA)
    (gone,) = [pair for pair in report["pairs"] if pair["id"] == "law"]
    assert (gone["ja"], gone["en"]) == (None, None)
    assert [f["rule"] for f in gone["findings"]] == ["stale-decision"]
    assert report["summary"]["pairs"] == 1
    assert "there is no pair law" in call(project, "check").stdout


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["--write"], "--write and --check belong to the options"),
        (["--undo", "123"], "there is no decision '123'"),
        (["sleep", "--left-out", "昼ね", "--reason", "x"], "the Japanese has no section '昼ね'"),
        (["sleep", "--left-out", "昼寝", "--by", "K"], "a decision needs a reason"),
        (["sleep", "--confirm-link", "昼寝", "--by", "K"], "write JAPANESE=ENGLISH"),
        (["--left-out", "昼寝", "--reason", "x"], "name one PAIR"),
        (["--accept", "0123456789abcdef", "--reason", "x"], "no finding has the fingerprint"),
        (["sleep", "--article-left-out", "--reason", "x"], "sleep has both its articles"),
    ],
)
def test_orders_that_mean_nothing(project: Path, args: list[str], message: str) -> None:
    result = call(project, "review", *args)
    assert isinstance(result.exception, UsageError)
    assert message in str(result.exception)
    assert not (project / FILE).exists()


def test_without_a_terminal_it_says_so(project: Path) -> None:
    done = taiyaku("review", cwd=project)
    assert (done.returncode, done.stdout) == (2, "")
    assert "review asks on a terminal, and this is none" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_what_the_file_says_does_nothing_to_the_terminal(project: Path) -> None:
    common = ["sleep", "--by", "K\x1b[2J", "--write", "--reason", "red \x1b[31m ::error::x"]
    assert call(project, "review", *common, "--left-out", "昼寝").return_value == 0
    for args in (["check", "--verbose"], ["review", "--list"]):
        assert "\x1b" not in call(project, *args).stdout
    article = project / "articles/ja/sleep.md"
    article.write_text(article.read_text("utf-8").replace("二十分", "三十分"), "utf-8")
    shown = call(project, "check", "sleep").stdout
    assert "no longer fits" in shown
    assert "\x1b" not in shown


def test_a_broken_file_is_named_with_its_line(project: Path) -> None:
    lay_out(project, {FILE: '[[left_out]]\npair = "sleep"\nreson = "typo"\n'})
    for command in ("check", "review"):
        done = taiyaku(command, cwd=project)
        assert done.returncode == 2
        assert f"{FILE}:1: 'reason' is missing (is 'reson' meant to be it?)" in done.stderr


def test_a_draft_that_is_reviewed_loses_its_mark(
    project: Path, answer: Callable[..., None]
) -> None:
    lay_out(
        project,
        {
            "articles/ja/nap.txt": "休息の案内です。\n\n■昼寝\n二十分の昼寝をします。\n\n■光\n"
            "朝の光を浴びます。\n",
            "articles/en/nap.txt": "A guide to rest.\n\n■Light\nWe take in the morning light.\n",
        },
    )
    assert call(project, "draft", "sleep", "nap", "--write").return_value == 0
    article, text = project / "articles/en/sleep.md", project / "articles/en/nap.txt"
    drafted = article.read_text("utf-8")
    assert "taiyaku: draft" in drafted
    assert "drafts" in written(project)
    with session(project, "nap", "--by", "花子") as child:
        answer(child, "unreviewed-draft", "a")
        child.expect("none of the keys here")
        child.sendline("d")
        # What it says is asked about as soon as it is no draft any more.
        answer(child, "untranslated-text", "q")
        child.expect(pexpect.EOF)
    assert "drafts" not in written(project)
    assert "昼寝" in text.read_text("utf-8")
    with session(project, "sleep", "--by", "花子") as child:
        # What it stands for is missing until it is reviewed, so the draft comes first.
        answer(child, "unreviewed-draft", "d")
        child.expect("untranslated-text")
        assert "taiyaku: draft" not in article.read_text("utf-8")
        child.expect(r"\[q\]uit \[\?\]help > ")
        child.sendline("u")
        child.expect("taken back")
        assert article.read_text("utf-8") == drafted
        answer(child, "unreviewed-draft", "d")
        child.expect(r"\[q\]uit \[\?\]help > ")
        child.sendline("q")
        child.expect(pexpect.EOF)
    assert article.read_text("utf-8") == re.sub(r"<!-- taiyaku.*?-->\s*", "", drafted)
