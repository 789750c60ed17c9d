"""Whatever is typed or stands in a file: one sentence and, where it was asked for, JSON."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from pipeline.running import report
from tests.cli.support import TAIYAKU, lay_out, taiyaku

FILES = {
    "glossary.tsv": "ja\ten\n睡眠\tsleep\n",
    "articles/ja/眠り.md": "# 睡眠\n\n睡眠は体を休めます。\n",
    "articles/en/眠り.md": "# Sleep\n\nSleep rests the body.\n",
}
DEEP = f"x = {'[' * 3000}{']' * 3000}\n"
LONG = "a" * 5000
INLINE = """accepted = [{pair = "a", reason = "x", by = "y", date = 2026-01-01,
  rule = "term-mismatch", finding = "0123456789abcdef", text = "0123456789ab"}]
"""
# What is written beside the articles, and what is run.
CASES: dict[str, tuple[tuple[str, ...], dict[str, str]]] = {
    "a set from z to a": (("[z-a]",), {}),
    "a set from z to a in the settings": ((), {"taiyaku.toml": 'exclude = ["[z-a]"]\n'}),
    "brackets in a name": (("articles/ja/b[z-a].md",), {"articles/ja/b[z-a].md": "# 睡眠\n"}),
    "settings nested deep": ((), {"taiyaku.toml": DEEP}),
    "pyproject nested deep": ((), {"pyproject.toml": DEEP}),
    "a long number": ((), {"taiyaku.toml": f"[thresholds]\ndefault = {'9' * 5000}\n"}),
    "a number beyond floats": ((), {"taiyaku.toml": f"[thresholds]\ndefault = {'9' * 400}\n"}),
    "a long hexadecimal number": ((), {"taiyaku.toml": f"glossary = 0x{'f' * 5000}\n"}),
    "decisions nested deep": ((), {"taiyaku.decisions.toml": DEEP}),
    "a long number in decisions": ((), {"taiyaku.decisions.toml": f"x = {'9' * 5000}\n"}),
    "inline decisions": ((), {"taiyaku.decisions.toml": INLINE.replace("\n  ", " ")}),
    "NUL in a pattern": ((), {"taiyaku.toml": 'patterns = ["a\\u0000/{lang}/{path}.md"]\n'}),
    "NUL in the glossary's name": ((), {"taiyaku.toml": 'glossary = "a\\u0000b"\n'}),
    "a long front matter number": ((), {"articles/ja/b.md": f"+++\nx = {'9' * 5000}\n+++\n\n眠\n"}),
    "a long argument": ((LONG,), {}),
    "a long root": (("--root", LONG), {}),
    "an unknown severity": (("--fail-on", "foo"), {}),
    "an unknown option": (("--nope",), {}),
    "undecodable bytes": (("\udcff\udcfe",), {}),
    "a mark with an odd count": (
        (),
        {"articles/en/眠り.md": "<!-- taiyaku: draft engine=m left=² -->\n\n# Sleep\n\nRest.\n"},
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_one_sentence_and_the_json_that_was_asked_for(tmp_path: Path, name: str) -> None:
    args, files = CASES[name]
    lay_out(tmp_path, {**FILES, **files})
    done = taiyaku("check", *args, "--format", "json", cwd=tmp_path)
    assert "internal error" not in done.stderr
    assert "could not be checked" not in done.stderr
    assert done.returncode in (0, 1, 2)
    report = json.loads(done.stdout)
    assert bool(report["errors"]) == (done.returncode == 2)


def test_folders_of_any_depth(tmp_path: Path) -> None:
    lay_out(tmp_path, FILES)
    here = Path.cwd()
    os.chdir(tmp_path / "articles/ja")
    for _ in range(1_200):
        os.mkdir("d")  # noqa: PTH102
        os.chdir("d")
    Path("b.md").write_text("# 睡眠\n", encoding="utf-8")
    os.chdir(here)
    done = taiyaku("check", "--format", "json", cwd=tmp_path)
    assert done.returncode == 1
    assert json.loads(done.stdout)["summary"]["pairs"] == 2
    subprocess.run(["rm", "-rf", tmp_path / "articles"], check=True)


class Panic(BaseException):
    """What a native library raises: pyo3's is no Exception either."""


def test_a_panic_of_a_native_library_is_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lay_out(tmp_path, FILES)

    def panic(*_: object, **__: object) -> None:
        raise Panic("index out of bounds")

    monkeypatch.setattr(report, "check_pairs", panic)
    done = taiyaku("check", "--format", "json", cwd=tmp_path)
    assert done.returncode == 2
    assert "index out of bounds" in json.loads(done.stdout)["errors"][0]["message"]


LOCALES = [
    {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    {"LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    {"LC_ALL": "ja_JP.eucJP", "PYTHONUTF8": "0"},
    {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"},
]


@pytest.mark.parametrize("env", LOCALES, ids=lambda env: env["LC_ALL"])
def test_japanese_names_and_words_in_any_locale(tmp_path: Path, env: dict[str, str]) -> None:
    lay_out(tmp_path, FILES)

    def printed(*args: str) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            [TAIYAKU, *args],
            cwd=tmp_path,
            env={**os.environ, **env},
            capture_output=True,
            check=False,
            timeout=120,
        )

    done = printed("check", "眠り", "--format", "json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["pairs"][0]["id"] == "眠り"
    done = printed("glossary", "add", "薬", "drug", "--write")
    assert done.returncode == 0, done.stderr
    assert "薬\tdrug" in (tmp_path / "glossary.tsv").read_text("utf-8")
    done = printed("check", "無い")
    assert done.returncode == 2
    assert "無い" in done.stderr.decode("utf-8")


@pytest.fixture(scope="module")
def euc_jp(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """A Japanese locale made for the test, as most machines have none."""
    folder = tmp_path_factory.mktemp("locales")
    name = folder / "ja_JP.eucJP"
    if shutil.which("localedef") is None:
        pytest.skip("there is no localedef")
    made = subprocess.run(["localedef", "-i", "ja_JP", "-f", "EUC-JP", name], capture_output=True)
    if not name.is_dir():
        pytest.skip(f"no locale can be made: {made.stderr!r}")
    return {"LOCPATH": str(folder), "LC_ALL": name.name, "PYTHONUTF8": "0"}


@pytest.mark.parametrize("encoding", ["utf-8", "euc_jp"])
def test_arguments_of_a_terminal_in_euc_jp(
    tmp_path: Path, euc_jp: dict[str, str], encoding: str
) -> None:
    lay_out(tmp_path, FILES)

    def said(*args: bytes) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            [TAIYAKU, *args],
            cwd=tmp_path,
            env={**os.environ, **euc_jp},
            capture_output=True,
            check=False,
            timeout=120,
        )

    done = said(b"check", "眠り".encode(encoding), b"--format", b"json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["pairs"][0]["id"] == "眠り"
    done = said(b"glossary", b"add", "薬".encode(encoding), b"drug", b"--write")
    assert done.returncode == 0, done.stderr
    assert "薬\tdrug" in (tmp_path / "glossary.tsv").read_text("utf-8")
    done = said(b"check", b"\xff\xfe", b"--format", b"json")
    assert done.returncode == 2
    assert b"Traceback" not in done.stderr
    assert json.loads(done.stdout)["errors"]
