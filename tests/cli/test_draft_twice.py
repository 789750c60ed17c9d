"""A draft that was written is never without its mark, and writing it again changes nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.system import writing
from tests.cli.support import lay_out, taiyaku

GLOSSARY = "ja\ten\n副作用\tside effect\n頭痛\theadache\n"
SIDE = "頭痛があります。"
SECTION = f"副作用\n\n{SIDE}\n"
TEXT_JA = f"睡眠と体\n\n睡眠は体を休めます。\n\n{SECTION}\n費用\n\n高いです。\n\n{SECTION}"
TEXT_EN = "Sleep and the body\n\nSleep rests the body.\n"
REPEATED = f"# 睡眠\n\n睡眠は休みです。\n\n## {SECTION}\n## 費用\n\n高い。\n\n## {SECTION}"
LISTED = (
    f"---\ntitle: 睡眠\n---\n\n# 睡眠\n\n睡眠は体を休めます。\n\n## {SECTION}\n"
    "## 費用\n\n- 高い\n- 安い\n"
)
CASES: dict[str, dict[str, str]] = {
    "a text under a front matter": {
        "ja/a.md": f"---\ntitle: 睡眠\n---\n\n睡眠は休みです。\n\n# 副作用\n\n{SIDE}\n"
    },
    "a front matter alone": {"ja/a.md": "---\ntitle: 睡眠\n---\n"},
    "no heading": {"ja/a.md": "睡眠は休みです。\n\n睡眠は大切です。\n"},
    "an underlined heading": {"ja/a.md": f"睡眠\n====\n\n休みです。\n\n副作用\n----\n\n{SIDE}\n"},
    "repeated sections": {"ja/a.md": REPEATED},
    "repeated sections that lack": {"ja/a.md": REPEATED, "en/a.md": "# Sleep\n\nSleep is rest.\n"},
    "repeated sections of a page": {
        "ja/a.html": f"<h1>睡眠</h1><p>休み。</p>{f'<h2>副作用</h2><p>{SIDE}</p>' * 2}\n",
        "en/a.html": "<h1>Sleep</h1><p>Rest.</p>\n",
    },
    "repeated sections of a text": {"ja/a.txt": TEXT_JA, "en/a.txt": TEXT_EN},
    "a list that a text would not part": {
        "ja/a.md": LISTED,
        "en/a.txt": "Sleep\n\nSleep rests the body.\n",
    },
}


def project(root: Path, files: dict[str, str]) -> None:
    lay_out(root, {f"articles/{name}": text for name, text in files.items()})
    lay_out(root, {"glossary.tsv": GLOSSARY})


def files(root: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(root.rglob("*.*")) if path.is_file()}


@pytest.mark.parametrize("name", CASES)
def test_the_second_run_changes_nothing(tmp_path: Path, name: str) -> None:
    project(tmp_path, CASES[name])
    assert taiyaku("draft", "a", "--write", cwd=tmp_path).returncode == 0
    before = files(tmp_path)
    assert b"=000000000000" not in b"".join(before.values())
    for more in ((), ("--again",)):
        done = taiyaku("draft", "a", *more, "--check", cwd=tmp_path)
        assert (done.returncode, done.stdout) == (0, ""), done
        assert taiyaku("draft", "a", *more, "--write", cwd=tmp_path).returncode == 0
        assert files(tmp_path) == before, more


def test_every_draft_of_a_text_has_its_entry_though_two_say_the_same(tmp_path: Path) -> None:
    project(tmp_path, {"ja/a.txt": TEXT_JA, "en/a.txt": TEXT_EN})
    taiyaku("draft", "a", "--write", cwd=tmp_path)
    ledger = (tmp_path / "taiyaku.decisions.toml").read_text("utf-8")
    assert ledger.count('title = "Side effect"') == 2
    done = taiyaku("check", "--verbose", cwd=tmp_path)
    # A draft nobody reviewed is no translation, and nothing is said inside it.
    assert done.stdout.count("error[missing-section]") == 3
    assert "untranslated-text" not in done.stdout
    assert "stale-decision" not in done.stdout


def killed_at(monkeypatch: pytest.MonkeyPatch, step: int) -> None:
    """Ends a run before it writes its file of this number, from 0."""
    write, count = writing.write_file, iter(range(100))

    def stopping(path: Path, data: bytes, root: Path) -> None:
        if next(count) == step:
            raise KeyboardInterrupt
        write(path, data, root)

    monkeypatch.setattr(writing, "write_file", stopping)


@pytest.mark.parametrize("step", [0, 1])
def test_a_kill_leaves_no_draft_without_its_mark(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    project(tmp_path, {"ja/a.txt": TEXT_JA, "en/a.txt": TEXT_EN})
    with monkeypatch.context() as patch:
        killed_at(patch, step)
        assert taiyaku("draft", "a", "--write", cwd=tmp_path).returncode == 130
    assert (tmp_path / "articles/en/a.txt").read_text("utf-8") == TEXT_EN
    # The next run is as if nothing had been.
    assert taiyaku("draft", "a", "--write", cwd=tmp_path).returncode == 0
    ledger = (tmp_path / "taiyaku.decisions.toml").read_text("utf-8")
    assert ledger.count("[[drafts]]") == 3


@pytest.mark.parametrize("step", [0, 1, 2])
def test_a_kill_while_a_draft_is_made_anew_leaves_the_old_mark_or_the_new(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    project(tmp_path, {"ja/a.txt": TEXT_JA, "en/a.txt": TEXT_EN})
    taiyaku("draft", "a", "--write", cwd=tmp_path)
    (tmp_path / "glossary.tsv").write_text(
        GLOSSARY.replace("side effect", "adverse effect"), "utf-8"
    )
    with monkeypatch.context() as patch:
        killed_at(patch, step)
        taiyaku("draft", "a", "--again", "--write", cwd=tmp_path)
    done = taiyaku("check", cwd=tmp_path)
    assert done.stdout.count("info[unreviewed-draft]") == 3
    assert "untranslated-text" not in done.stdout


@pytest.mark.parametrize("resists", ["taiyaku.decisions.toml", "a.txt"])
def test_both_stand_or_neither(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, resists: str
) -> None:
    project(tmp_path, {"ja/a.txt": TEXT_JA, "en/a.txt": TEXT_EN})
    before = files(tmp_path)
    write = writing.write_file

    def full(path: Path, data: bytes, root: Path) -> None:
        if path.name == resists:
            raise OSError(28, "No space left on device")
        write(path, data, root)

    monkeypatch.setattr(writing, "write_file", full)
    done = taiyaku("draft", "a", "--write", cwd=tmp_path)
    assert done.returncode == 2
    assert "No space left" in done.stderr
    assert "wrote" not in done.stderr
    assert files(tmp_path) == before
