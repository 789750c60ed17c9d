"""``taiyaku cache``: the commands that look after what is kept."""

from __future__ import annotations

import click

from pipeline.cli.lazy import LazyGroup
from pipeline.cli.options import examples

COMMANDS: dict[str, tuple[str, str]] = {
    "info": ("cache_info", "Show where results are kept, how many and how large."),
    "clear": ("cache_clear", "Throw away what is kept."),
}


@click.group(
    cls=LazyGroup,
    rows=COMMANDS,
    epilog=examples(
        "taiyaku cache info",
        "taiyaku cache clear                     everything; the next check takes its full time",
        "taiyaku cache info --cache-dir .cache   a folder that a CI service saves and restores",
    ),
)
def command() -> None:
    """Look after the results that are kept from one run to the next.

    What was computed once (sentence vectors, whole results of article pairs) is kept under a hash
    of everything that it depends on, so nothing in it can be out of date. It is bounded: what was
    not used for longest goes first. Removing it costs time and changes no report.

    It lies in the user's cache folder, in the folder that TAIYAKU_CACHE_DIR names, or where a
    command was given --cache-dir.
    """
