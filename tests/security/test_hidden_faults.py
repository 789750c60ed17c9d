"""A pull request cannot hide the faults that it brings: ``taiyaku diff``, in real repositories.

Each change spoils a dose and brings, beside it, something that keeps the fault from being reported.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from pipeline.decisions.keys import section_hash
from pipeline.documents import parse
from pipeline.model.source import Source
from tests.alignment.encoders.small import write as write_encoder
from tests.cli.support import taiyaku
from tests.cli.test_diff import ALONE, SCHEMA
from tests.sources.repositories import commit, git, repository

JA, EN = "articles/ja/a.md", "articles/en/a.md"
OTHER = {
    "articles/ja/b/one.md": "# 水分\n\n水をよく飲む。\n",
    "articles/en/b/one.md": "# Fluids\n\nDrink plenty of water.\n",
}
ARTICLE = {
    JA: "# 用量\n\n1日10mgを投与する。\n\n# 注意\n\n心臓を守るために水を飲む。\n",
    EN: "# Dosage\n\nGive 10 mg a day.\n\n# Caution\n\nDrink water to protect the heart.\n",
}
FILES = {**ARTICLE, **OTHER, "glossary.tsv": "心臓\theart\n"}
SPOILT = {EN: ARTICLE[EN].replace("10 mg", "90 mg")}
COMMENT = "<!-- taiyaku: ignore number-mismatch -- known -->\n\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return repository(tmp_path / "root", FILES)


def diff(root: Path, *args: str, code: int) -> dict[str, Any]:
    done = taiyaku("diff", "HEAD", *args, "--format", "json", cwd=root, env=ALONE)
    assert done.returncode == code, done.stdout + done.stderr
    report: dict[str, Any] = json.loads(done.stdout)
    jsonschema.validate(report, SCHEMA)
    return report


def write(root: Path, files: Mapping[str, str]) -> None:
    for name, text in files.items():
        (root / name).write_text(text, encoding="utf-8")


def reported(report: dict[str, Any], rule: str = "number-mismatch") -> list[tuple[str, str | None]]:
    """Status and what hides it, of every finding of a rule."""
    return [
        (finding["status"], finding.get("hidden_by"))
        for pair in report["pairs"]
        for finding in pair["findings"]
        if finding["rule"] == rule
    ]


SETTINGS = {
    "a rule off": ('[rules]\nnumber-mismatch = "off"\n', "settings"),
    "a threshold": ("[thresholds]\ndefault = 1.0\n", "settings"),
    "a threshold of the rule": ("[thresholds]\nnumber-mismatch = 1.0\n", "settings"),
    "an override": (
        '[[overrides]]\npaths = ["articles/*/a.md"]\nrules = { number-mismatch = "off" }\n',
        "settings",
    ),
    "both files excluded": ('exclude = ["articles/*/a.md"]\n', "exclude"),
    "a narrower pattern": ('patterns = ["articles/{lang}/b/{path}"]\n', "settings"),
}


@pytest.mark.parametrize("name", SETTINGS)
def test_settings_that_come_with_a_fault_do_not_hide_it(root: Path, name: str) -> None:
    text, by = SETTINGS[name]
    write(root, {**SPOILT, "taiyaku.toml": text})
    report = diff(root, code=1)
    assert reported(report) == [("introduced", by)]
    assert report["summary"]["hidden"]["error"] == 1
    assert report["summary"]["fixed"] == {"error": 0, "warning": 0, "info": 0}
    assert diff(root, "--allow-suppressions", code=0)["summary"]["hidden"]["error"] == 1
    shown = taiyaku("diff", "HEAD", cwd=root, env=ALONE)
    assert f"not reported because of this change ({by}): error[number-mismatch]" in "".join(
        shown.stdout.replace("\n  ", " ")
    )
    assert "--allow-suppressions" in shown.stderr


def test_a_severity_that_was_lowered_is_told_beside_the_lighter_finding(root: Path) -> None:
    write(root, {**SPOILT, "taiyaku.toml": '[rules]\nnumber-mismatch = "warning"\n'})
    report = diff(root, code=1)
    findings = [
        (finding["severity"], finding.get("hidden_by"), finding.get("shown_as"))
        for pair in report["pairs"]
        for finding in pair["findings"]
        if finding["rule"] == "number-mismatch"
    ]
    assert findings == [("warning", None, None), ("error", "settings", "warning")]
    assert report["summary"]["introduced"]["warning"] == 1
    assert report["summary"]["hidden"]["error"] == 1


def test_a_comment_that_comes_with_a_fault_does_not_hide_it(root: Path) -> None:
    text = SPOILT[EN].replace("Give", f"{COMMENT}Give")
    write(root, {EN: text})
    report = diff(root, code=1)
    assert reported(report) == [("introduced", "comment")]
    (finding,) = (f for p in report["pairs"] for f in p["findings"] if "hidden_by" in f)
    assert finding["suppressed"]["by"] == "comment"
    shown = taiyaku("diff", "HEAD", cwd=root, env=ALONE).stdout
    assert "accepted earlier" not in shown
    assert "not reported because of this change: 1 error" in shown.replace("\n", " ")


def test_a_comment_that_was_there_still_holds(root: Path) -> None:
    commit(root, {EN: ARTICLE[EN].replace("Give", f"{COMMENT}Give")})
    write(root, {EN: SPOILT[EN].replace("Give", f"{COMMENT}Give")})
    assert reported(diff(root, code=0)) == [("introduced", None)]


@pytest.mark.parametrize("scope", ["ignore", "ignore-section"])
def test_a_comment_that_is_carried_to_the_fault_is_one_that_was_added(
    root: Path, scope: str
) -> None:
    comment = f"<!-- taiyaku: {scope} number-mismatch -- known -->\n\n"
    commit(root, {EN: ARTICLE[EN].replace("Drink", f"{comment}Drink")})
    write(root, {EN: SPOILT[EN].replace("Give", f"{comment}Give")})
    assert reported(diff(root, code=1)) == [("introduced", "comment")]


def test_a_section_put_under_one_that_is_ignored_is_not_ignored(root: Path) -> None:
    comment = "<!-- taiyaku: ignore-section number-mismatch -- known -->\n\n"
    before = (
        "# Caution\n\n{0}Drink water to protect the heart.\n\n{1} Dosage\n\nGive {2} mg a day.\n"
    )
    ja = "# 注意\n\n心臓を守るために水を飲む。\n\n{0} 用量\n\n1日10mgを投与する。\n"
    commit(root, {JA: ja.format("#"), EN: before.format(comment, "#", 10)})
    write(root, {JA: ja.format("##"), EN: before.format(comment, "##", 90)})
    assert reported(diff(root, code=1)) == [("introduced", "comment")]


def test_a_decision_that_comes_with_a_fault_does_not_hide_it(root: Path) -> None:
    write(root, SPOILT)
    report = diff(root, code=1)
    (mark,) = (
        f["fingerprint"]
        for p in report["pairs"]
        for f in p["findings"]
        if f["rule"] == "number-mismatch"
    )
    done = taiyaku(
        "review", "a", "--accept", mark, "--reason", "so", "--by", "x", "--write", cwd=root
    )
    assert done.returncode == 0, done.stderr
    assert taiyaku("check", "a", cwd=root).returncode == 0
    assert reported(diff(root, code=1)) == [("introduced", "decision")]
    diff(root, "--allow-suppressions", code=0)


def test_a_section_confirmed_by_the_change_that_made_it_stale(root: Path) -> None:
    write(root, {JA: ARTICLE[JA].replace("水を飲む", "酒を飲む")})
    assert reported(diff(root, code=1), "stale-section") == [("introduced", None)]
    done = taiyaku("review", "a", "--up-to-date", "注意=Caution", "--by", "x", "--write", cwd=root)
    assert done.returncode == 0, done.stderr
    assert reported(diff(root, code=1), "stale-section") == [("introduced", "decision")]


def test_a_decision_of_the_base_holds(root: Path) -> None:
    commit(root, SPOILT)
    (mark,) = (
        f["fingerprint"]
        for p in json.loads(taiyaku("check", "--format", "json", cwd=root).stdout)["pairs"]
        for f in p["findings"]
        if f["rule"] == "number-mismatch"
    )
    taiyaku("review", "a", "--accept", mark, "--reason", "so", "--by", "x", "--write", cwd=root)
    commit(root, {})
    write(root, {EN: SPOILT[EN].replace("protect the", "protect your")})
    assert reported(diff(root, code=0)) == [("remaining", None)]


def test_what_was_accepted_and_speaks_again_is_introduced(root: Path) -> None:
    commit(root, {EN: SPOILT[EN].replace("Give", f"{COMMENT}Give")})
    write(root, SPOILT)
    assert reported(diff(root, code=1)) == [("introduced", None)]


def test_a_draft_mark_on_a_persons_words_hides_nothing(root: Path) -> None:
    """A mark that is not about these words spares none; one that is, is told of."""
    section = next(
        s for s in parse(Source(EN, "en", SPOILT[EN])).sections if s.title.text == "Dosage"
    )
    for text, hidden_by in (("0", None), (section_hash(section), "draft")):
        mark = f"<!-- taiyaku: draft engine=memory date=2026-01-31 source=0 text={text} -->\n"
        write(root, {EN: SPOILT[EN].replace("# Dosage", f"{mark}# Dosage")})
        report = diff(root, code=1)
        assert reported(report) == [("introduced", hidden_by)]
        assert reported(report, "missing-section") == [("introduced", None)]


def test_the_glossary_may_say_what_is_right_and_that_is_told(root: Path) -> None:
    write(
        root,
        {
            EN: ARTICLE[EN].replace("the heart", "the liver"),
            "glossary.tsv": "心臓\tliver\n",
        },
    )
    report = diff(root, code=0)
    assert reported(report, "term-mismatch") == [("introduced", "glossary")]
    shown = taiyaku("diff", "HEAD", cwd=root, env=ALONE).stdout.replace("\n  ", " ")
    assert "not reported because of this change (glossary): error[term-mismatch]" in shown


def test_a_glossary_beside_other_settings_excuses_nothing_but_itself(root: Path) -> None:
    write(
        root,
        {
            **SPOILT,
            "glossary.tsv": "心臓\theart\tx\n水\twater\n",
            "taiyaku.toml": '[rules]\nnumber-mismatch = "off"\n',
        },
    )
    assert reported(diff(root, code=1)) == [("introduced", "settings")]


def test_a_dose_in_the_glossary_does_not_hide_a_dose(root: Path) -> None:
    write(root, {**SPOILT, "glossary.tsv": "心臓\theart\n1日10mg\t90 mg a day\n10mg\t90 mg\n"})
    report = diff(root, code=1)
    assert ("introduced", None) in reported(report)


def test_fixed_is_only_what_the_text_fixed(root: Path) -> None:
    commit(root, SPOILT)
    write(root, {"taiyaku.toml": '[rules]\nnumber-mismatch = "off"\n'})
    report = diff(root, code=0)
    assert reported(report) == [("remaining", "settings")]
    assert report["summary"]["fixed"]["error"] == 0
    shown = taiyaku("diff", "HEAD", cwd=root, env=ALONE).stdout
    assert "fixed" not in shown
    assert "1 no longer reported because of this change" in shown.replace("\n  ", " ")
    write(root, ARTICLE)
    assert reported(diff(root, code=0)) == [("fixed", None)]


def test_an_article_taken_out_of_sight_is_not_fixed(root: Path) -> None:
    commit(root, SPOILT)
    write(root, {"taiyaku.toml": 'exclude = ["articles/*/a.md"]\n'})
    assert reported(diff(root, code=0)) == [("remaining", "exclude")]


def test_moved_files_and_new_patterns_are_judged_by_the_old_rules(root: Path) -> None:
    for lang in ("ja", "en"):
        (root / "docs").mkdir(exist_ok=True)
        (root / f"articles/{lang}").rename(root / f"docs/{lang}")
    settings = 'patterns = ["docs/{lang}/{path}"]\n'
    write(root, {"docs/en/a.md": SPOILT[EN], "taiyaku.toml": settings})
    assert reported(diff(root, code=1)) == [("introduced", None)]
    write(root, {"taiyaku.toml": settings + '[rules]\nnumber-mismatch = "off"\n'})
    assert reported(diff(root, code=1)) == [("introduced", "settings")]


def test_the_other_source_language_hides_nothing(root: Path) -> None:
    (root / EN).unlink()
    write(root, {"taiyaku.toml": 'source = "en"\n'})
    report = diff(root, code=1)
    assert reported(report, "missing-article") == [("introduced", "settings")]


def test_front_matter_that_is_no_longer_read_is_told(root: Path) -> None:
    front = "---\ntitle: {}\n---\n\n"
    commit(
        root,
        {
            JA: front.format("1日10mgを投与する") + ARTICLE[JA],
            EN: front.format("Give 10 mg a day") + ARTICLE[EN],
        },
    )
    write(
        root,
        {
            EN: front.format("Give 90 mg a day") + ARTICLE[EN],
            "taiyaku.toml": "meta_keys = []\n",
        },
    )
    assert ("introduced", "settings") in reported(diff(root, code=1))


def test_stricter_rules_hide_nothing(root: Path) -> None:
    commit(root, {"taiyaku.toml": '[rules]\nnumber-mismatch = "warning"\n'})
    write(root, {**SPOILT, "taiyaku.toml": '[rules]\nnumber-mismatch = "error"\n'})
    assert reported(diff(root, code=1)) == [("introduced", None)]


def test_settings_of_the_base_that_cannot_be_read_are_a_note(root: Path) -> None:
    commit(root, {"taiyaku.toml": '[rules]\nnumber-mismatch = "oof"\n'})
    write(root, {**SPOILT, "taiyaku.toml": "[rules]\n"})
    done = taiyaku("diff", "HEAD", cwd=root, env=ALONE)
    assert done.returncode == 1
    assert "note: in the base, taiyaku.toml:2" in done.stderr
    assert "it is checked with the settings of now" in done.stderr
    assert "internal error" not in done.stderr


FORMATS = ("terminal", "json", "sarif", "github", "gitlab", "junit", "markdown", "rdjsonl", "html")


@pytest.mark.parametrize(
    "files",
    [
        {**SPOILT, "taiyaku.toml": '[rules]\nnumber-mismatch = "off"\n'},
        {**SPOILT, "taiyaku.toml": 'exclude = ["articles/*/a.md"]\n'},
        {EN: SPOILT[EN].replace("Give", f"{COMMENT}Give")},
    ],
    ids=["settings", "exclude", "comment"],
)
def test_every_format_says_it(root: Path, tmp_path: Path, files: dict[str, str]) -> None:
    write(root, files)
    outputs = [f"--format={name}={tmp_path / name}" for name in FORMATS]
    done = taiyaku("diff", "HEAD", *outputs, cwd=root, env=ALONE)
    assert done.returncode == 1, done.stderr
    for name in FORMATS:
        text = (tmp_path / name).read_text("utf-8")
        assert "90 mg" in text, name
        sign = "hidden_by" if name == "json" else "not reported because of this change ("
        assert sign in text, name
    assert "<failure" in (tmp_path / "junit").read_text("utf-8")
    assert "::error " in (tmp_path / "github").read_text("utf-8")


def test_a_baseline_entry_for_its_own_fault_is_told(root: Path) -> None:
    commit(root, {"taiyaku.baseline": ""})
    write(root, SPOILT)
    done = taiyaku(
        "check", "--write-baseline", "--baseline", "taiyaku.baseline", cwd=root, env=ALONE
    )
    assert done.returncode == 0, done.stderr
    assert reported(diff(root, code=1)) == [("introduced", "baseline")]
    shown = taiyaku("diff", "HEAD", cwd=root, env=ALONE).stdout.replace("\n", " ")
    assert "this change enters 1 of what it introduced into a baseline" in shown


def test_nothing_is_checked_twice_where_nothing_else_changed(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pipeline.checking import check_pair as pair

    seen: list[str] = []
    outcome = pair.outcome

    def counted(files: Any, contents: Any, stages: Any) -> Any:
        seen.append(files.id)
        return outcome(files, contents, stages)

    monkeypatch.setattr(pair, "outcome", counted)
    write(root, SPOILT)
    diff(root, "--no-cache", "--jobs", "1", code=1)
    assert seen == ["a", "a"]
    seen.clear()
    write(root, {"taiyaku.toml": '[rules]\nnumber-mismatch = "off"\n'})
    diff(root, "--no-cache", "--jobs", "1", code=1)
    # The pair whose words did not change is not judged again.
    assert sorted(seen) == ["a", "a", "a", "b/one", "b/one"]
    assert git(root, "status", "--short")


def test_a_draft_of_plain_text_is_no_suppression(root: Path) -> None:
    commit(root, {"articles/ja/c.txt": "用量\n\n1日10mgを投与する。\n"})
    done = taiyaku("draft", "c", "--write", cwd=root, env=ALONE)
    assert done.returncode == 0, done.stderr
    assert "[[drafts]]" in (root / "taiyaku.decisions.toml").read_text("utf-8")
    report = diff(root, code=0)
    hidden = [f for pair in report["pairs"] for f in pair["findings"] if "hidden_by" in f]
    assert hidden == []


def test_articles_that_are_paired_anew_hide_nothing(root: Path) -> None:
    """A sound translation is put beside the article, and the spoilt one out of sight."""
    pairs = f'[[pairs]]\nja = "{JA}"\nen = "articles/en/sound.md"\n'
    settings = f'exclude = ["{EN}"]\n{pairs}'
    write(root, {**SPOILT, "articles/en/sound.md": ARTICLE[EN], "taiyaku.toml": settings})
    assert reported(diff(root, code=1)) == [("introduced", "exclude")]


def test_terms_that_need_no_longer_be_said_each_time_are_told(root: Path) -> None:
    ja = "# 注意\n\n心臓は大切である。\n\n心臓を守るために水を飲む。\n"
    en = "# Caution\n\nThe heart matters.\n\nDrink water to protect {}.\n"
    commit(
        root,
        {JA: ja, EN: en.format("the heart"), "taiyaku.toml": "[terms]\nstrict = true\n"},
    )
    write(root, {EN: en.format("it"), "taiyaku.toml": ""})
    assert reported(diff(root, code=1), "term-mismatch") == [("introduced", "settings")]


def test_another_encoder_judges_beside_that_of_the_base(root: Path) -> None:
    """One that takes all texts for the same finds no section that lacks."""
    write_encoder(root / "models/small")
    added = {JA: f"{ARTICLE[JA]}\n# 費用\n\n入院は一週間で終わる予定である。\n"}
    write(root, {**added, "taiyaku.toml": '[encoder]\nmodel = "models/small"\n'})
    with_it = reported(diff(root, code=1), "missing-section")
    write(root, {"taiyaku.toml": ""})
    without = reported(diff(root, code=1), "missing-section")
    assert without == [("introduced", None)]
    assert ("introduced", "settings") in with_it
    assert ("introduced", None) not in with_it
