"""OmegaT, as Debian packages it, opens the memory and translates with it.

`make test-external` installs the package where apt-get is at hand.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from lxml import etree

from pipeline.reports.tmx import format
from tests.cli.support import installed
from tests.reports.memory import memory

pytestmark = [
    pytest.mark.external,
    pytest.mark.skipif(not shutil.which("omegat"), reason="OmegaT is not installed"),
]

PROJECT = """<?xml version="1.0" encoding="UTF-8"?>
<omegat><project version="1.0">
<source_dir>__DEFAULT__</source_dir><target_dir>__DEFAULT__</target_dir>
<tm_dir>__DEFAULT__</tm_dir><glossary_dir>__DEFAULT__</glossary_dir>
<glossary_file>__DEFAULT__</glossary_file><dictionary_dir>__DEFAULT__</dictionary_dir>
<source_lang>JA</source_lang><target_lang>EN</target_lang>
<sentence_seg>true</sentence_seg><support_default_translations>true</support_default_translations>
<remove_tags>false</remove_tags>
</project></omegat>
"""
# OmegaT reads *.utf8 as plain text in UTF-8, whatever the locale.
ROOT = Path(__file__).parents[2]
SOURCE = "仕組み\n\n磁気で脳を刺激します。費用は未定です。\n"
TARGET = "Mechanism\n\nMagnets stimulate the brain. 費用は未定です。\n"


def translated(folder: Path, tmx: str, source: str = SOURCE, name: str = "article.utf8") -> str:
    """What OmegaT makes of a text with a memory whose exact matches it may use."""
    for part in ("source", "target", "tm/auto", "omegat", "glossary", "dictionary"):
        (folder / part).mkdir(parents=True)
    (folder / "omegat.project").write_text(PROJECT, "utf-8")
    (folder / "source" / name).write_text(source, "utf-8")
    # In tm/ itself a memory only proposes; what lies in tm/auto is put in where it fits exactly.
    (folder / "tm/auto/memory.tmx").write_text(tmx, "utf-8")
    done = subprocess.run(
        ["omegat", "--mode=console-translate", f"--config-dir={folder / 'config'}", str(folder)],
        env={**os.environ, "JAVA_TOOL_OPTIONS": "-Dfile.encoding=UTF-8 -Djava.awt.headless=true"},
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return (folder / "target" / name).read_text("utf-8")


def test_exact_matches_land_in_the_translation(tmp_path: Path) -> None:
    text = translated(tmp_path / "project", format(memory()))
    assert text.replace("\r\n", "\n").lstrip("\ufeff") == TARGET


def test_without_the_units_nothing_is_translated(tmp_path: Path) -> None:
    emptied = format(memory()).partition("    <tu>")[0] + "  </body>\n</tmx>\n"
    text = translated(tmp_path / "project", emptied)
    assert "Mechanism" not in text
    assert "仕組み" in text


def test_an_article_of_ours_is_translated_with_what_align_found(tmp_path: Path) -> None:
    memory_file = tmp_path / "memory.tmx"
    done = installed("align", "tms-basics", "--sentences", f"--format=tmx={memory_file}", cwd=ROOT)
    assert done.returncode == 0, done.stderr
    segments = [
        [tuv.findtext("seg") or "" for tuv in unit.iter("tuv")]
        for unit in etree.parse(memory_file).iter("tu")
    ]
    assert len(segments) > 20
    # A sentence a line: OmegaT has rules of its own for what a sentence is.
    source = "".join(f"{ja}\n\n" for ja, _ in segments)
    text = translated(tmp_path / "project", memory_file.read_text("utf-8"), source)
    landed = sum(en in text for _, en in segments)
    assert landed / len(segments) > 0.9


def test_a_pair_that_draft_exported_is_translated_and_imported(tmp_path: Path) -> None:
    root = tmp_path / "articles"
    shutil.copytree(ROOT / "articles", root / "articles")
    file = tmp_path / "insomnia.xlf"
    assert installed("draft", "insomnia", f"--format=xliff={file}", cwd=root).returncode == 0
    # What a translator would type for the heading of a section that the English lacks.
    tmx = format(memory()).partition("    <tu>")[0]
    tmx += '    <tu><tuv xml:lang="ja"><seg>睡眠を測る</seg></tuv>'
    tmx += '<tuv xml:lang="en"><seg>Measuring sleep</seg></tuv></tu>\n  </body>\n</tmx>\n'
    text = translated(tmp_path / "project", tmx, file.read_text("utf-8"), "insomnia.xlf")
    back = tmp_path / "back.xlf"
    back.write_text(text, encoding="utf-8")
    done = installed("import", str(back), "--reviewed", "--write", cwd=root)
    assert done.returncode == 0, done.stderr
    before = (ROOT / "articles/en/insomnia.md").read_text("utf-8")
    after = (root / "articles/en/insomnia.md").read_text("utf-8")
    assert "## Measuring sleep" in after
    assert [line for line in before.splitlines() if line not in after.splitlines()] == []
