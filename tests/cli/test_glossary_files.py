"""``taiyaku glossary import`` and ``export`` as a person runs them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.support import lay_out, taiyaku

GLOSSARY = "# ours\nja\ten\tnote\n視床\tthalamus\t=1+1\n"
CSV = "ja,en,note\r\n視床,hall,\r\n小脳,cerebellum,'=2\r\n,cortex,\r\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    lay_out(tmp_path, {"glossary.tsv": GLOSSARY, "terms.csv": "\ufeff" + CSV})
    return tmp_path


def glossary(project: Path) -> str:
    return (project / "glossary.tsv").read_bytes().decode()


def test_an_import_shows_what_it_would_change(project: Path) -> None:
    done = taiyaku("glossary", "import", "terms.csv", cwd=project)
    assert done.returncode == 0
    assert done.stdout.splitlines()[-1] == "+小脳\tcerebellum\t=2"
    assert done.stdout.startswith("--- glossary.tsv\n+++ glossary.tsv\n")
    assert done.stderr.splitlines() == [
        "note: terms.csv: row 4 has no Japanese term that may be used",
        "note: glossary.tsv line 3, en: “thalamus” stays, row 2 says “hall”",
        "note: --theirs takes what the file says",
        "note: terms.csv: 3 concepts; 1 are new, 0 fill or change a row, 1 are skipped",
        "note: nothing is written yet; --write writes what is shown",
    ]
    assert glossary(project) == GLOSSARY


def test_check_and_write(project: Path) -> None:
    call = ("glossary", "import", "terms.csv")
    assert taiyaku(*call, "--check", cwd=project).returncode == 1
    assert taiyaku(*call, "--write", cwd=project).returncode == 0
    assert glossary(project) == GLOSSARY + "小脳\tcerebellum\t=2\n"
    assert taiyaku(*call, "--check", cwd=project).returncode == 0
    assert taiyaku(*call, "--theirs", "--write", cwd=project).returncode == 0
    assert "視床\thall\t=1+1\n" in glossary(project)


def test_an_import_makes_the_first_glossary(tmp_path: Path) -> None:
    lay_out(tmp_path, {"terms.csv": CSV})
    done = taiyaku("glossary", "import", "terms.csv", "--root", ".", "--write", cwd=tmp_path)
    assert done.returncode == 0
    assert glossary(tmp_path) == "ja\ten\tnote\n視床\thall\n小脳\tcerebellum\t=2\n"


@pytest.mark.parametrize("name", ["t.tbx", "t.csv", "t.xlsx", "t.tsv"])
def test_what_was_exported_changes_nothing(project: Path, name: str) -> None:
    done = taiyaku("glossary", "export", name, cwd=project)
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr.splitlines()[0] == f"note: wrote {name}"
    assert ("1 comment line of glossary.tsv has no place" in done.stderr) == (name != "t.tsv")
    assert taiyaku("glossary", "import", name, "--check", cwd=project).returncode == 0


def test_an_export_keeps_what_another_wrote(project: Path) -> None:
    (project / "t.csv").write_text("a colleague's notes", "utf-8")
    refused = taiyaku("glossary", "export", "t.csv", cwd=project)
    assert refused.returncode == 2
    assert "t.csv is there and says something else; --write" in refused.stderr
    assert (project / "t.csv").read_text("utf-8") == "a colleague's notes"
    assert taiyaku("glossary", "export", "t.csv", "--write", cwd=project).returncode == 0
    again = taiyaku("glossary", "export", "t.csv", cwd=project)
    assert (again.returncode, "nothing has changed in t.csv" in again.stderr) == (0, True)


def test_an_export_to_stdout(project: Path) -> None:
    done = taiyaku("glossary", "export", "--format", "csv", "--quiet", cwd=project)
    assert done.stdout == "\ufeffja,en,note\r\n視床,thalamus,'=1+1\r\n"
    assert done.stderr == ""
    old = taiyaku("glossary", "export", "-f", "tbx-v2", cwd=project).stdout
    assert '<martif type="TBX-Basic"' in old


BAD = {
    ("import", "none.csv"): "none.csv: cannot be read: No such file",
    ("import", "terms.ods"): "terms.ods: the ending names no format; say --format",
    ("import", "terms.csv", "--format", "tbz"): "--format tbz: unknown; did you mean 'tbx'?",
    ("import", "sjis.csv"): "iconv -f SHIFT_JIS -t UTF-8",
    ("import", "big.tbx"): "big.tbx: has 100 MB and glossaries are read up to 64 MB",
    ("import", "bomb.tbx"): "bomb.tbx:1:18: has a document type with declarations of its own",
    ("import", "status.csv"): "status.csv: row 2: status “new” is unknown",
    ("export",): "name a FILE or a --format",
    ("export", "glossary.tsv"): "glossary.tsv is the glossary itself",
    ("export", "none/t.csv"): "none/t.csv cannot be written: No such file",
    ("export", "t.pdf"): "t.pdf: the ending names no format",
}


@pytest.mark.parametrize("args", BAD, ids=" ".join)
def test_one_sentence_and_the_glossary_untouched(project: Path, args: tuple[str, ...]) -> None:
    lay_out(
        project,
        {
            "sjis.csv": "ja,en\nうつ病,depression\n".encode("shift_jis"),
            "bomb.tbx": "<!DOCTYPE martif [<!ENTITY a 'x'>]><martif type='TBX-Basic'/>",
            "status.csv": "ja,en,status\n小脳,cerebellum,new\n",
            "big.tbx": "",
        },
    )
    with (project / "big.tbx").open("wb") as file:
        file.truncate(100 << 20)
    done = taiyaku("glossary", *args, *["--write"] * (args[0] == "import"), cwd=project)
    assert done.returncode == 2
    assert done.stdout == ""
    assert BAD[args] in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert glossary(project) == GLOSSARY


def test_a_wrong_glossary_is_named_and_stays(project: Path) -> None:
    lay_out(project, {"glossary.tsv": "ja\ten\n視床\n"})
    for args in (("import", "terms.csv", "--write"), ("export", "t.csv")):
        done = taiyaku("glossary", *args, cwd=project)
        assert done.returncode == 2
        assert "glossary.tsv:2:1: the row has no English term" in done.stderr
    assert glossary(project) == "ja\ten\n視床\n"
    assert not (project / "t.csv").exists()
