"""English first: the pair that was written in English, in a project whose source is English."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.cli.support import lay_out
from tests.cli.test_draft import taiyaku
from tests.cli.test_xliff import exported, reviewed
from tests.sources.repositories import commit, repository

ROOT = Path(__file__).parents[2]
SECTION = "## Cost and insurance"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    lay_out(
        tmp_path,
        {
            "taiyaku.toml": 'source = "en"\n',
            "glossary.tsv": (ROOT / "glossary.tsv").read_bytes(),
            **{
                f"articles/{lang}/from-abroad.md": (
                    ROOT / f"articles/{lang}/from-abroad.md"
                ).read_bytes()
                for lang in ("ja", "en")
            },
        },
    )
    return tmp_path


def change(project: Path, old: str, new: str) -> None:
    file = project / "articles/ja/from-abroad.md"
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def found(project: Path) -> list[dict[str, Any]]:
    done = taiyaku("check", "from-abroad", "--format", "json", cwd=project)
    (pair,) = json.loads(done.stdout)["pairs"]
    return pair["findings"]


def test_a_good_translation_is_silent(project: Path) -> None:
    assert found(project) == []


def test_what_the_japanese_lacks_and_says_otherwise(project: Path) -> None:
    text = (project / "articles/ja/from-abroad.md").read_text("utf-8")
    start, end = text.index("## 費用と保険"), text.index("## 帰国されたあと")
    change(project, text[start:end], "")
    change(project, "自殺を考えるようになったら", "死にたいという考えが浮かんだら")
    findings = {finding["rule"]: finding for finding in found(project)}
    assert set(findings) == {"missing-section", "term-mismatch"}
    missing, term = findings["missing-section"], findings["term-mismatch"]
    assert missing["en"]["text"] == SECTION.removeprefix("## ")
    assert missing["ja"] is None
    assert term["data"]["expected"][0] == "自殺"
    assert "こと" not in term["data"]["found"]


def test_an_article_that_was_never_translated(project: Path) -> None:
    (project / "articles/ja/from-abroad.md").unlink()
    done = taiyaku("check", cwd=project)
    assert done.returncode == 1
    assert "missing-article" in done.stdout


def test_a_missing_section_is_drafted_into_the_japanese(project: Path) -> None:
    whole = article(project)
    without = without_costs(project)
    # Another article of the project said one of its sentences before.
    lay_out(
        project,
        {
            "articles/en/fees.md": "# Fees\n\nThe whole course costs 550,000 yen, payable in three "
            "parts.\n\nWe accept cards.\n",
            "articles/ja/fees.md": "# 料金\n\n費用は全部で550,000円で、3回に分けて"
            "お支払いいただけます。\n\nカードもお使いいただけます。\n",
        },
    )
    assert taiyaku("draft", "from-abroad", "--write", cwd=project).returncode == 0
    text = article(project)
    before, mark, after = re.split(r"(<!-- taiyaku: draft .*? -->\n\n)", text)
    assert "left=4" in mark
    assert (before + after).replace(costs(after), "") == without
    assert before == whole[: whole.index("## 費用と保険")]
    assert "費用は全部で330,000円で、3回に分けてお支払いいただけます。" in costs(after)
    assert {finding["rule"] for finding in found(project)} == {
        "missing-section",
        "unreviewed-draft",
    }


def costs(text: str) -> str:
    return text[text.index(SECTION) : text.index("## 帰国されたあと")]


def article(project: Path) -> str:
    return (project / "articles/ja/from-abroad.md").read_text("utf-8")


def without_costs(project: Path) -> str:
    text = article(project)
    start, end = text.index("## 費用と保険"), text.index("## 帰国されたあと")
    change(project, text[start:end], "")
    return text[:start] + text[end:]


@pytest.mark.parametrize("format", ["xliff", "xliff-2.1"])
def test_to_a_translator_and_back(project: Path, format: str) -> None:
    without = without_costs(project)
    file = exported(project, "from-abroad", format=format)
    words = {
        "Cost and": "費用と保険",
        "Public insurance": "公的医療保険は使えません。",
        "The whole course": "費用は全部で330,000円です。",
        "Travel insurance": "旅行保険については保険会社にお尋ねください。",
        "What you": "残りは14日以内にお返しします。",
    }
    assert taiyaku("import", str(file), "--check", cwd=project).returncode == 0
    done = taiyaku("import", str(reviewed(file, words)), "--write", cwd=project)
    assert done.returncode == 0, done.stderr
    section = (
        "## 費用と保険\n\n公的医療保険は使えません。費用は全部で330,000円です。"
        "旅行保険については保険会社にお尋ねください。残りは14日以内にお返しします。\n\n"
    )
    assert article(project) == without.replace("## 帰国されたあと", section + "## 帰国されたあと")


def test_a_forbidden_term_is_put_right_in_the_japanese(project: Path) -> None:
    lay_out(
        project,
        {"glossary.tsv": "ja\ten\tja_forbidden\n紹介状\treferral letter\t診療情報提供書\n"},
    )
    change(project, "紹介状", "診療情報提供書")
    assert "term-forbidden" in {finding["rule"] for finding in found(project)}
    assert taiyaku("apply", "--write", cwd=project).returncode == 0
    assert "診療情報提供書" not in article(project)
    assert found(project) == []


def test_suggestions_are_read_in_both_languages(project: Path) -> None:
    done = taiyaku("glossary", "suggest", "--first", "5", cwd=project)
    assert done.returncode == 0
    assert "articles/en/from-abroad.md:" in done.stdout


def test_suggestions_name_the_english_first(project: Path) -> None:
    done = taiyaku("glossary", "suggest", "--first", "1", cwd=project)
    first, *rest = done.stdout.splitlines()
    assert re.match(r"  1  [A-Za-z -]+ 1×  [^A-Za-z]+", first)
    places = next(line for line in rest if "articles/" in line)
    assert places.index("articles/en/") < places.index("articles/ja/")
    rows = taiyaku("glossary", "suggest", "--first", "1", "--format", "tsv", cwd=project).stdout
    assert rows.startswith("ja\ten\tstatus\tnote\n")
    assert "such as articles/en/" in rows


def test_the_japanese_is_scored(project: Path) -> None:
    done = taiyaku("score", "articles/ja", "--format", "json", cwd=project)
    assert done.returncode == 0, done.stderr
    assert "ja-mecab" in done.stdout


def test_a_change_of_the_english_makes_the_japanese_stale(project: Path) -> None:
    repository(project)
    commit(project, {})
    english = (project / "articles/en/from-abroad.md").read_text("utf-8")
    changed = english.replace("330,000 yen", "440,000 yen")
    commit(project, {"articles/en/from-abroad.md": changed})
    done = taiyaku("diff", "HEAD~1", "--format", "json", cwd=project)
    (pair,) = json.loads(done.stdout)["pairs"]
    stale = [f for f in pair["findings"] if f["rule"] == "stale-section"]
    assert len(stale) == 1
    assert stale[0]["en"]["path"] == "articles/en/from-abroad.md"
    assert taiyaku("draft", "--stale", "--write", cwd=project).returncode == 0
    assert "taiyaku: draft update" in article(project)
    assert "費用は全部で440,000円で" in article(project)
