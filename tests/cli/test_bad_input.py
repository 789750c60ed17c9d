"""One project with everything that can be wrong in it: each is named, and the rest is checked."""

from __future__ import annotations

import json
import os
from typing import Any, NamedTuple

import pytest

from tests.cli.support import lay_out, taiyaku

JA = """\
# 眠りと記憶

眠っている間に、脳はその日の出来事を整理します。

## 昼寝

二十分の昼寝でも、午後の集中力が戻ります。
"""
EN = """\
# Sleep and memory

While we sleep, the brain sorts what happened during the day.

## Naps

Even a nap of twenty minutes brings back concentration in the afternoon.
"""


class Outcome(NamedTuple):
    code: int
    report: dict[str, Any]
    stderr: str

    def errors(self, pair: str | None) -> list[str]:
        """What is said of one pair."""
        return [error["message"] for error in self.report["errors"] if error["pair"] == pair]

    def rules(self, pair: str) -> list[str]:
        """The rules that fired in one pair."""
        (found,) = [each for each in self.report["pairs"] if each["id"] == pair]
        return [finding["rule"] for finding in found["findings"]]


@pytest.fixture(scope="module")
def outcome(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    """``taiyaku check`` on the project, run once."""
    base = tmp_path_factory.mktemp("bad")
    root = base / "root"
    both: dict[str, tuple[str | bytes, str | bytes]] = {
        "good": (JA, EN),
        "名前 と空白": (JA, EN),
        "empty": ("", EN),
        "blank": (JA, "\n \u3000\r\n"),
        "binary": (b"\x00\x01\x02" * 50, EN),
        "shift-jis": (JA.encode("cp932"), EN),
        "euc": (JA.encode("euc_jp"), EN),
        "utf-16": (JA.encode("utf-16"), EN),
        "latin-1": (JA, EN.encode() + b"caf\xe9\n"),
        "front-matter": ("---\ntitle: [眠り\n---\n" + JA, EN),
        "unclosed": ("---\ntitle: 眠り\n\n" + JA, EN),
        "fence": (JA + "\n```\n閉じていない\n", EN + "\n```\nnot closed\n"),
        "huge": (JA + "長い話です。\n\n" * 280_000, EN),
        "one-line": ("眠り", "Sleep"),
    }
    lay_out(root, {f"articles/ja/{name}.md": ja for name, (ja, _) in both.items()})
    lay_out(root, {f"articles/en/{name}.md": en for name, (_, en) in both.items()})
    lay_out(root, {"articles/ja/twice.md": JA, "articles/ja/twice.txt": JA})
    lay_out(root, {"articles/ja/alone.md": JA, "articles/en/extra.md": EN})
    lay_out(root, {"articles/en/away.md": EN, "articles/en/twice.md": EN})
    lay_out(root, {"articles/ja/fig.png": b"\x89PNG", "articles/ja/.hidden.md": JA})
    lay_out(root, {"glossary.tsv": "ja\ten\n眠り\tsleep\n眠り\tslumber\n"})
    lay_out(base, {"secret.md": "secret\n"})
    (root / "articles/ja/away.md").symlink_to(base / "secret.md")
    (root / "articles/ja/loop.md").symlink_to("loop.md")
    os.mkfifo(root / "articles/ja/pipe.md")
    done = taiyaku("check", "--format", "json", cwd=root)
    return Outcome(done.returncode, json.loads(done.stdout), done.stderr)


@pytest.mark.parametrize(
    ("pair", "says"),
    [
        ("empty", "articles/ja/empty.md: is empty"),
        ("blank", "articles/en/blank.md: is empty"),
        ("binary", "articles/ja/binary.md: is a binary file"),
        ("shift-jis", "iconv -f SHIFT_JIS -t UTF-8 articles/ja/shift-jis.md"),
        ("euc", "iconv -f EUC-JP -t UTF-8 articles/ja/euc.md"),
        ("utf-16", "articles/ja/utf-16.md: is written in UTF-16"),
        ("latin-1", "articles/en/latin-1.md:8:4: byte 0xE9 is not valid UTF-8"),
        ("front-matter", "articles/ja/front-matter.md:"),
        (
            "unclosed",
            "articles/ja/unclosed.md:1:1: the front matter that opens here is never closed",
        ),
        ("twice", "articles/ja/twice.md and articles/ja/twice.txt are both the Japanese article"),
        ("away", "articles/ja/away.md is a symlink that leaves the project"),
        ("loop", "articles/ja/loop.md is a symlink that leads back to itself"),
        ("huge", "articles/ja/huge.md: has 5.6 MB; articles of more than 1.0 MB are not compared"),
        ("pipe", "articles/ja/pipe.md: is not a regular file"),
        (None, "glossary.tsv:3:1: “眠り” is “sleep” on line 2 and “slumber” here"),
    ],
)
def test_what_cannot_be_checked_is_named(outcome: Outcome, pair: str | None, says: str) -> None:
    (message,) = outcome.errors(pair)
    assert says in message
    assert f"error: {message}" in outcome.stderr
    assert pair not in [each["id"] for each in outcome.report["pairs"]]


def test_a_fence_that_swallows_the_rest_is_named_and_the_pair_compared(outcome: Outcome) -> None:
    assert outcome.errors("fence") == [
        f"articles/{lang}/fence.md:9: this code fence is never closed, so the rest of the article "
        "is read as code and not checked; close it"
        for lang in ("ja", "en")
    ]
    assert outcome.rules("fence") == []


def test_the_run_ends_with_2_and_without_a_traceback(outcome: Outcome) -> None:
    assert outcome.code == 2
    assert "Traceback" not in outcome.stderr
    assert "secret" not in json.dumps(outcome.report["pairs"])
    assert len(outcome.report["errors"]) == 17


def test_the_other_pairs_are_checked(outcome: Outcome) -> None:
    assert outcome.rules("good") == []
    assert outcome.rules("名前 と空白") == []
    assert outcome.rules("one-line") == []
    assert outcome.rules("alone") == ["missing-article"]
    assert outcome.rules("extra") == ["extra-article"]
    assert outcome.report["summary"]["pairs"] == len(outcome.report["pairs"])


def test_nothing_is_passed_over_in_silence(outcome: Outcome) -> None:
    assert "skipped 1 file: articles/ja/fig.png: .png is not read" in outcome.stderr
    assert "skipped 1 file: articles/ja/.hidden.md: hidden" in outcome.stderr
