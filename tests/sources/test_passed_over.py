"""Nothing passes silently: what the settings keep from being checked is said, a line each."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.support import lay_out, taiyaku

FILES: dict[str, str | bytes] = {
    "articles/ja/a.md": "# 水\n\n水を飲む。\n",
    "articles/en/a.md": "# Water\n\nDrink water.\n",
    "articles/ja/t/b.md": "# 水\n\n水を飲む。\n",
    "articles/en/t/b.md": "# Water\n\nDrink water.\n",
    "glossary.tsv": "水\twater\n",
}


def notes(root: Path, settings: str, *args: str) -> list[str]:
    lay_out(root, {**FILES, "taiyaku.toml": settings})
    done = taiyaku("check", *args, cwd=root)
    return done.stderr.splitlines()


@pytest.mark.parametrize(
    ("settings", "lines"),
    [
        (
            '[rules]\nnumber-mismatch = "off"\nterm-mismatch = "off"\nextra-section = "info"\n',
            ["note: taiyaku.toml turns off number-mismatch, term-mismatch"],
        ),
        (
            "[thresholds]\ndefault = 1.0\nterm-mismatch = 0.5\n",
            [
                "note: taiyaku.toml has a threshold that leaves out nearly all of "
                "every rule without one of its own"
            ],
        ),
        (
            'exclude = ["articles/*/a.md", "drafts/**"]\n',
            [
                "note: exclude leaves out 2 files: articles/en/a.md, articles/ja/a.md",
                "note: exclude matches no file: 'drafts/**'",
            ],
        ),
        (
            '[[overrides]]\npaths = ["articles/*/x.md"]\nrules = { number-mismatch = "off" }\n',
            ["note: an override in taiyaku.toml is for no article: articles/*/x.md"],
        ),
        (
            '[[overrides]]\npaths = ["articles/*/a.md"]\nrules = { number-mismatch = "off" }\n',
            ["note: taiyaku.toml turns off number-mismatch for articles/*/a.md"],
        ),
        (
            'patterns = ["articles/{lang}/t/{path}"]\n',
            [
                "note: skipped 2 files: articles/en/a.md, articles/ja/a.md: "
                "the patterns of the settings do not take it"
            ],
        ),
        (
            'patterns = ["articles/{lang}/t{path}"]\n',
            [
                "note: skipped 2 files: articles/en/a.md, articles/ja/a.md: "
                "the patterns of the settings do not take it"
            ],
        ),
        ("[thresholds]\ndefault = 0.5\n", []),
        ('exclude = ["**/node_modules/**"]\n', []),
    ],
)
def test_it_is_said_once(tmp_path: Path, settings: str, lines: list[str]) -> None:
    assert notes(tmp_path, settings) == lines
    assert notes(tmp_path, settings, "--quiet") == []
