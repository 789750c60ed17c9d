"""``taiyaku import``."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from pipeline.cli.changes import carry_out, writes
from pipeline.cli.console import Console
from pipeline.cli.drafted import ledger_of, targets_of
from pipeline.cli.options import CacheOptions, cached, common, examples
from pipeline.errors import UsageError
from pipeline.settings.root import find_root
from pipeline.system.regular_files import read_named

_LARGEST = 50_000_000


@click.command(
    epilog=examples(
        "taiyaku import reviewed.xlf              what would change",
        "taiyaku import reviewed.xlf --write",
        "taiyaku import omegat.xlf --reviewed     from a tool that keeps no states",
    )
)
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.option(
    "--reviewed",
    is_flag=True,
    help="Take every translated segment as finished: for tools that keep no states.",
)
@writes
@cached
@common
def command(
    *,
    file: Path,
    reviewed: bool,
    write: bool,
    only_check: bool,
    cache: CacheOptions,
    root: Path | None,
    console: Console,
) -> int:
    """Merge a reviewed XLIFF file back into the articles.

    FILE is what `taiyaku draft --format xliff` wrote, as a translator's tool saved it (XLIFF 1.2 or
    2.1). Words that changed in the tool go where they came from, drafts that were wanting are put
    in their place, and a section that the reviewer finished loses its mark. Where the article or
    its source changed in the meantime, it stays as it is and the sentence is named.

    Exit codes: 0, 1 with --check where there is something to write, 2 something could not be
    merged.
    """
    from pipeline.cli.project import settings_of, store_of
    from pipeline.drafting import merge

    data = _read(file)
    folder = find_root(root, Path.cwd())
    settings = settings_of(folder)
    with store_of(cache, console) as store:
        merged = merge(
            data,
            str(file),
            folder,
            settings,
            date.today().isoformat(),
            all_finished=reviewed,
            cache=store,
            note=console.note,
            progress=console.progress,
        )
    for failure in merged.failures:
        console.error(failure.message)
    for text in merged.notes:
        console.note(text)
    files = [new for pair in merged.articles for new in targets_of(pair, folder)]
    files += ledger_of(merged.articles, folder)
    code = carry_out(files, folder, write=write, only_check=only_check, console=console)
    return 2 if merged.failures else code


def _read(file: Path) -> bytes:
    try:
        if file.exists() and not file.is_file():
            raise UsageError(f"{file} is not a file")
        if file.stat().st_size > _LARGEST:
            most = _LARGEST // 1_000_000
            raise UsageError(f"{file} is larger than {most} MB; export fewer pairs at a time")
        return read_named(file)
    except OSError as error:
        raise UsageError(f"{file} cannot be read: {error.strerror}") from None
