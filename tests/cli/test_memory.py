"""``align --sentences`` as a translation memory and as a table."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from lxml import etree

from pipeline.cli.main import cli
from tests.cli.support import lay_out

DTD = Path(__file__).parents[1] / "data/tmx14.dtd"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    lay_out(
        tmp_path,
        {
            "glossary.tsv": "磁場\tmagnetic field\n",
            "articles/ja/coil.md": "# 仕組み\n\nコイルに**電流**を流すと、磁場\x02が生まれます。\n",
            "articles/en/coil.md": "# Mechanism\n\nA *current* through a coil makes a magnetic "
            "field.\n",
        },
    )
    monkeypatch.chdir(tmp_path)
    return tmp_path


def call(*args: str) -> Result:
    return CliRunner().invoke(cli, args, standalone_mode=False)


def test_a_memory_and_a_table_of_the_same_sentences(project: Path) -> None:
    result = call("align", "--sentences", "-f", "tmx", "-f", "tsv=memory.tsv")
    assert result.return_value == 0
    root = etree.fromstring(result.stdout.encode())
    with DTD.open("rb") as file:
        etree.DTD(file).assertValid(root)
    texts = [seg.text for seg in root.iter("seg")]
    assert "コイルに電流を流すと、磁場が生まれます。" in texts
    assert "A current through a coil makes a magnetic field." in texts
    table = (project / "memory.tsv").read_text("utf-8").splitlines()
    assert len(table) == 1 + len(texts) / 2
    assert "articles/ja/coil.md:3:1\tarticles/en/coil.md:3:1" in table[-1]
    assert result.stderr == (
        "note: articles/ja/coil.md:3:1: U+0002 cannot stand in XML and is left out of the memory\n"
    )


def test_a_memory_of_nothing_is_said(project: Path) -> None:
    (project / "articles/en/coil.md").unlink()
    result = call("align", "--sentences", "-f", "tmx")
    assert "<tu>" not in result.stdout
    assert "note: no sentences are linked" in result.stderr
    assert "note" not in call("align", "--quiet", "--sentences", "-f", "tmx").stderr


def test_json_holds_sentences_where_they_are_asked_for(project: Path) -> None:
    assert '"sentences"' in call("align", "--sentences", "-f", "json").stdout
    assert '"sentences"' not in call("align", "-f", "json").stdout
