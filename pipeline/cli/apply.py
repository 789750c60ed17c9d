"""``taiyaku apply``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.cli.changes import NewFile, carry_out, writes
from pipeline.cli.console import Console
from pipeline.cli.options import CacheOptions, cached, common, examples, pairs_argument
from pipeline.settings.root import find_root

if TYPE_CHECKING:
    from pipeline.tasks.apply import Applied

_BOM = "\ufeff"


@click.command(
    epilog=examples(
        "taiyaku apply                       what would be put right in every pair",
        "taiyaku apply trials/exosome --write",
        "taiyaku apply --preferred           accepted variants give way to the preferred term too",
        "taiyaku apply --source              also what is forbidden in the source",
        "taiyaku apply --check               exits with 1 if there is anything to put right",
    )
)
@pairs_argument
@click.option("--preferred", is_flag=True, help="Replace accepted variants too, abbreviations not.")
@click.option("--source", is_flag=True, help="Replace what is forbidden in the source as well.")
@writes
@cached
@common
def command(
    *,
    wanted: tuple[str, ...],
    preferred: bool,
    source: bool,
    write: bool,
    only_check: bool,
    cache: CacheOptions,
    root: Path | None,
    console: Console,
) -> int:
    """Put the preferred term where a forbidden one stands.

    Only where the linked source sentence names the concept and nothing else can be meant; never in
    code, links, quotations, names, or where a finding was accepted. Case, number, article and
    hyphens follow the sentence. What is left to you is listed with the reason.

    Exit codes: 0, 1 with --check where there is something to put right, 2 something could not be
    read.
    """
    from pipeline.cli.project import settings_of, store_of
    from pipeline.tasks.apply import apply
    from pipeline.terms.apply import Wish

    folder = find_root(root, Path.cwd())
    settings = settings_of(folder)
    with store_of(cache, console) as store:
        applied, failures = apply(
            folder,
            settings,
            wanted,
            Wish(preferred=preferred, source=source),
            folder=Path.cwd(),
            cache=store,
            note=console.note,
            progress=console.progress,
        )
    for failure in failures:
        console.error(failure.message)
    files = [file for pair in applied for file in _files(pair, folder)]
    code = carry_out(files, folder, write=write, only_check=only_check, console=console)
    for pair in applied:
        _tell(pair, console)
    return 2 if failures else code


def _files(pair: Applied, root: Path) -> list[NewFile]:
    """The files of a pair that change, with the BOM they have."""
    files = []
    for lang, before in pair.before.items():
        after = pair.after[lang]
        if after.text != before.text:
            has_bom = (root / before.path).read_bytes().startswith(_BOM.encode())
            bom = _BOM if has_bom else ""
            files.append(NewFile(before.path, bom + after.text, bom + before.text))
    return files


def _tell(pair: Applied, console: Console) -> None:
    """Says what was left, and why; with --verbose also how much was put right."""
    if pair.terms:
        terms = "1 term is" if pair.terms == 1 else f"{pair.terms} terms are"
        console.note(f"{pair.id}: {terms} put right")
    for left in pair.left:
        source = pair.after[left.lang]
        line, column = source.place(left.span.start)
        console.note(
            f"left to you: {source.path}:{line}:{column}: “{left.text}” → “{left.instead}”: "
            f"{left.reason}"
        )
