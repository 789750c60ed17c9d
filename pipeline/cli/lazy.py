"""A group of commands, each imported when it is called, so that ``--help`` loads nothing heavy."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from importlib.util import find_spec
from typing import Any

import click

from pipeline.errors import UsageError
from pipeline.settings.table import nearest


class LazyGroup(click.Group):
    """A group of ``rows``: each command's name, its module in ``pipeline.cli`` and what it does.

    A row whose module is not there is left out.
    """

    def __init__(self, *args: Any, rows: Mapping[str, tuple[str, str]], **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self._rows = rows

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, in the order of the rows."""
        return [name for name in self._rows if find_spec(self._module(name))]

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        """The command of a name, imported now."""
        if name not in self.list_commands(ctx):
            return None
        command: click.Command = import_module(self._module(name)).command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click does it, with the nearest name for a wrong one."""
        name, known = args[0], self.list_commands(ctx)
        if name not in known and not name.startswith("-"):
            kind = f"{ctx.info_name} command" if ctx.parent else "command"
            raise UsageError(f"there is no {kind} {name!r}{nearest(name, known)}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The rows as a list; nothing where there is none."""
        if listed := [(name, self._rows[name][1]) for name in self.list_commands(ctx)]:
            with formatter.section("Commands"):
                formatter.write_dl(listed)

    def _module(self, name: str) -> str:
        return f"pipeline.cli.{self._rows[name][0]}"
