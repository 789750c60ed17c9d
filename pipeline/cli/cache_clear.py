"""``taiyaku cache clear``."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline.cli.cache_info import megabytes
from pipeline.cli.console import Console, harmless, put
from pipeline.cli.options import cache_dir_option, common, examples
from pipeline.errors import UsageError
from pipeline.system.cache import Cache, default_folder


@click.command(
    epilog=examples(
        "taiyaku cache clear                     everything; the next check takes its full time",
    )
)
@cache_dir_option
@common
def command(cache_dir: Path | None, root: Path | None, console: Console) -> int:
    """Throw away what is kept.

    Runs that are under way go on, and keep what they find.
    """
    store = Cache(cache_dir or default_folder(), console.note)
    before = store.content()
    cleared = store.clear()
    store.close()
    if not cleared:
        raise UsageError(f"{store.path} cannot be emptied")
    put(f"{before.entries:,} entries ({megabytes(before.size)}) removed from ")
    put(f"{harmless(str(store.path))}\n")
    return 0
