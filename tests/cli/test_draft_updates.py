"""``taiyaku draft --stale``: what stands beside a person's words when the source changes."""

from __future__ import annotations

import re
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.cli.support import lay_out
from tests.cli.test_draft import GLOSSARY, findings, taiyaku

CASES = yaml.safe_load(
    (Path(__file__).parents[1] / "cases/draft/updates.yaml").read_text(encoding="utf-8")
)
WHO = ("-c", "user.name=a", "-c", "user.email=a@b", "-c", "commit.gpgsign=false")


def commit(root: Path) -> None:
    for args in (["add", "articles", "glossary.tsv"], ["commit", "--allow-empty", "-qm", "."]):
        subprocess.run(["git", *WHO, *args], cwd=root, check=True, capture_output=True)


def laid_out(root: Path, case: dict[str, Any]) -> dict[str, Path]:
    name = case["file"]
    files = {"glossary.tsv": GLOSSARY} | {f"articles/{k}/{name}": case[k] for k in ("ja", "en")}
    lay_out(root, files)
    subprocess.run(["git", "init", "-q"], cwd=root, check=True)
    commit(root)
    return {lang: root / "articles" / lang / name for lang in ("ja", "en")}


def exchanged(path: Path, words: dict[str, str]) -> None:
    text = path.read_text("utf-8")
    for old, new in words.items():
        assert text.count(old) == 1
        text = text.replace(old, new)
    path.write_text(text, "utf-8")


def updates(root: Path) -> list[str]:
    file = root / "taiyaku.decisions.toml"
    if not file.exists():
        return []
    return [entry["update"] for entry in tomllib.loads(file.read_text("utf-8")).get("drafts", [])]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_updates(tmp_path: Path, case: dict[str, Any]) -> None:
    paths = laid_out(tmp_path, case)
    message = ""
    for step in case["steps"]:
        if step == "draft":
            done = taiyaku("draft", "--stale", "--write", cwd=tmp_path)
            assert done.returncode == 0, done.stderr
            message = done.stderr
        else:
            ((lang, words),) = step.items()
            exchanged(paths[lang], words)
        commit(tmp_path)
    text = re.sub(r"<!-- taiyaku: draft update .*? -->", "MARK", paths["en"].read_text("utf-8"))
    assert text == case["result"]
    assert updates(tmp_path) == case.get("updates", [])
    assert case.get("said", "") in message
    assert taiyaku("draft", "--stale", "--check", cwd=tmp_path).returncode == 0
    rules = {rule for rule, _ in findings(tmp_path)}
    if "MARK" in text or case.get("updates"):
        assert case.get("check", "unreviewed-draft") in rules


def test_an_update_in_plain_text_is_done_with_its_entry(tmp_path: Path) -> None:
    case = next(c for c in CASES if c["file"].endswith(".txt"))
    paths = laid_out(tmp_path, case)
    exchanged(paths["ja"], {"5,500円": "7,700円"})
    before = findings(tmp_path, "--history")
    assert [rule for rule, _ in before] == ["stale-section", "number-mismatch"]
    assert taiyaku("draft", "--stale", "--write", cwd=tmp_path).returncode == 0
    after = [rule for rule, _ in findings(tmp_path, "--history")]
    assert after == ["stale-section", "number-mismatch", "unreviewed-draft"]
    # Carried over: the old line and the entry go.
    exchanged(paths["en"], {"The cost is 5,500 yen a session.\n\n": ""})
    listed = taiyaku("review", "--list", cwd=tmp_path).stdout
    (id_,) = re.findall(r"\b[0-9a-f]{8}\b", listed)
    assert taiyaku("review", "--undo", id_, "--write", cwd=tmp_path).returncode == 0
    assert findings(tmp_path, "--history") == []
