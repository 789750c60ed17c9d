"""``taiyaku init``."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline.cli.changes import NewFile, carry_out, writes
from pipeline.cli.console import Console
from pipeline.cli.options import common, examples
from pipeline.errors import UsageError
from pipeline.model.source import LANGS, other
from pipeline.settings.project import FILE_NAME, Settings, load_settings
from pipeline.settings.root import find_root
from pipeline.sources import FoundPairs, PairFiles, WorkTree, find_pairs
from pipeline.sources.layouts import find_layouts, spelled

_GLOSSARY = """\
ja\ten\tja_variants\ten_variants\ten_forbidden\tdomain\tnote
# One row is one concept; several words in a cell are separated by |. A line with # is a comment.
"""


@click.command(
    epilog=examples(
        "taiyaku init                  shows what it found and would write",
        "taiyaku init --write          writes taiyaku.toml and an empty glossary.tsv",
        "taiyaku init --root website   in another folder",
    )
)
@writes
@common
def command(write: bool, only_check: bool, root: Path | None, console: Console) -> int:
    """Find the articles of a folder and propose a configuration.

    Knows folders by language (articles/ja and articles/en, ja and en, docs/ja …), endings
    (x.ja.md and x.en.md, x.ja.md and x.md) and files named after the language (x/ja.md).
    """
    folder = find_root(root or Path.cwd(), Path.cwd())
    if (folder / FILE_NAME).exists():
        settings = load_settings(folder, _rule_names())
        console.note(f"{FILE_NAME} is there already and stays as it is")
        _tell(find_pairs(WorkTree(folder), settings), settings, console)
        return 0
    tree = WorkTree(folder)
    patterns = find_layouts(tree)
    if not patterns:
        raise UsageError(
            f"no Japanese and English articles with matching names under {folder}; put them into "
            "articles/ja/ and articles/en/, or name the files under [[pairs]] in taiyaku.toml"
        )
    settings = Settings(patterns=patterns)
    _tell(find_pairs(tree, settings), settings, console)
    files = [NewFile(FILE_NAME, _configuration(settings))]
    if not (folder / settings.glossary).exists():
        files.append(NewFile(settings.glossary, _GLOSSARY))
    return carry_out(files, folder, write=write, only_check=only_check, console=console)


def _rule_names() -> list[str]:
    from pipeline.checks import RULES

    return [rule.id for rule in RULES]


def _configuration(settings: Settings) -> str:
    lines = [
        "# Where the articles are; `taiyaku check` compares them.",
        f'source = "{settings.source}"',
        "patterns = [",
        *(f"    {spelled(pattern)}," for pattern in settings.patterns),
        "]",
    ]
    return "\n".join(lines) + "\n"


def _tell(found: FoundPairs, settings: Settings, console: Console) -> None:
    """Says which pairs the patterns give, so that a wrong guess is seen."""
    both = [pair for pair in found.pairs if pair.ja and pair.en]
    lone = {lang: [p for p in found.pairs if not p.path(other(lang))] for lang in LANGS}
    for pattern in settings.patterns:
        console.note(f"pattern {spelled(pattern)}")
    shown = ", ".join(pair.id for pair in both[:3]) + (", …" if len(both) > 3 else "")
    console.note(f"{_count(both)} in both languages{': ' if both else ''}{shown}")
    for lang in LANGS:
        if lone[lang]:
            only = f"{_count(lone[lang])} in {_NAMES[lang]} only"
            console.note(f"{only}, such as {lone[lang][0].id}")
    for failure in found.failures:
        console.note(failure.message)


def _count(pairs: list[PairFiles]) -> str:
    return f"{len(pairs)} article{'' if len(pairs) == 1 else 's'}"


_NAMES = {"ja": "Japanese", "en": "English"}
