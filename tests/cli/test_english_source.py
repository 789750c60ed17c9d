"""English first: the pair that was written in English, in a project whose source is English."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.support import lay_out, taiyaku

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
    done = taiyaku("check", "--format", "json", cwd=project)
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
