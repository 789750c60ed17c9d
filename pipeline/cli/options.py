"""The options that every command takes, and those of the commands that report."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import click
from click.shell_completion import CompletionItem

from pipeline.cli.console import Console

Command = TypeVar("Command", bound=Callable[..., Any])

_COMMON = (
    click.option(
        "--root",
        type=click.Path(path_type=Path),
        metavar="DIR",
        help="The project; else the nearest folder above with articles/, glossary.tsv "
        "or taiyaku.toml.",
    ),
    click.option("--quiet", "-q", is_flag=True, help="Say nothing but errors beside the data."),
    click.option("--verbose", "-v", is_flag=True, help="Say more; show tracebacks."),
    click.option(
        "--color/--no-color",
        default=None,
        help="Colour, or none; by default on a terminal unless NO_COLOR is set.",
    ),
)


def common(function: Command) -> Command:
    """Adds ``root`` and ``console`` (from --quiet, --verbose and --color) to a command."""

    @wraps(function)
    def run(*, quiet: bool, verbose: bool, color: bool | None, **options: Any) -> Any:  # noqa: ANN401
        return function(console=Console(quiet, verbose, color), **options)

    for option in reversed(_COMMON):
        run = option(run)
    return run  # type: ignore[return-value]


class CacheOptions(NamedTuple):
    """Where results are kept (None: the user's cache folder), or that none are."""

    folder: Path | None = None
    off: bool = False


USUAL_CACHE = CacheOptions()


def cached(function: Command) -> Command:
    """Adds ``cache`` (from --cache-dir and --no-cache) to a command."""

    @wraps(function)
    def run(*, cache_dir: Path | None, no_cache: bool, **options: Any) -> Any:  # noqa: ANN401
        return function(cache=CacheOptions(cache_dir, no_cache), **options)

    off = click.option("--no-cache", is_flag=True, help="Keep nothing, use nothing kept.")
    return cache_dir_option(off(run))  # type: ignore[return-value]


def cache_dir_option(function: Command) -> Command:
    """Adds ``cache_dir`` (from --cache-dir) to a command."""
    return click.option(
        "--cache-dir",
        type=click.Path(path_type=Path),
        metavar="DIR",
        help="Where to keep what is slow to compute; else TAIYAKU_CACHE_DIR, else the user's "
        "cache folder.",
    )(function)


def parallel(function: Command) -> Command:
    """Adds ``jobs`` (from --jobs) to a command; None is as many as there is room for."""
    return click.option(
        "--jobs",
        "-j",
        type=click.IntRange(min=1),
        metavar="N",
        help="Processes that share the pairs; by default one a core, as memory allows.",
    )(function)


def examples(*lines: str) -> str:
    """The epilog of a command's help: examples, each a command and what it does."""
    return "\b\nExamples:\n" + "\n".join(f"  {line}" for line in lines)


def pair_names(
    ctx: click.Context, _: click.Parameter, typed: str
) -> list[str] | list[CompletionItem]:
    """Ids that begin with what was typed, else files, for the completion of a shell."""
    from pipeline.checks import RULES
    from pipeline.errors import TaiyakuError
    from pipeline.settings.project import load_settings
    from pipeline.settings.root import find_root
    from pipeline.sources import WorkTree, find_pairs

    try:
        root = find_root(ctx.params.get("root"), Path.cwd())
        settings = load_settings(root, [rule.id for rule in RULES])
        ids = [pair.id for pair in find_pairs(WorkTree(root), settings).pairs]
    except TaiyakuError:
        ids = []
    found = [id_ for id_ in ids if id_.startswith(typed)]
    return found or [CompletionItem(typed, type="file")]


pairs_argument = click.argument(
    "wanted", metavar="[PAIR|PATH]...", nargs=-1, shell_complete=pair_names
)


def one_of(*names: str) -> Callable[[click.Context, click.Parameter, str], list[str]]:
    """Completes one of these names."""
    return lambda _ctx, _param, typed: [name for name in names if name.startswith(typed)]


def format_option(*names: str) -> Callable[[Command], Command]:
    """Adds ``given``, the values of ``--format``, to a command that knows these formats."""
    return click.option(
        "--format",
        "-f",
        "given",
        multiple=True,
        metavar="NAME[=FILE]",
        shell_complete=one_of(*names),
        help=f"How to print ({', '.join(names)}), and into which file; may be repeated.",
    )
