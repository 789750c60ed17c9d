"""``taiyaku cache info``."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline.cli.console import Console, harmless, put
from pipeline.cli.options import cache_dir_option, common, examples
from pipeline.system.cache import Cache, default_folder


@click.command(
    epilog=examples(
        "taiyaku cache info",
        "taiyaku cache info --cache-dir .cache   a folder that a CI service saves and restores",
    )
)
@cache_dir_option
@common
def command(cache_dir: Path | None, root: Path | None, console: Console) -> int:
    """Show where results are kept, how many and how large."""
    store = Cache(cache_dir or default_folder(), console.note)
    held = store.content()
    store.close()
    put(
        f"file     {harmless(str(store.path))}\n"
        f"entries  {held.entries:,}\n"
        f"size     {megabytes(held.size)} of at most {megabytes(held.limit)}\n"
    )
    return 0


def megabytes(size: int) -> str:
    """A number of bytes as a person reads it."""
    return f"{size / 1e6:,.1f} MB"
