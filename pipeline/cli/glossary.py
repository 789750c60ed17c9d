"""``taiyaku glossary``: the commands of the term base."""

from __future__ import annotations

import click

from pipeline.cli.lazy import LazyGroup
from pipeline.cli.options import examples

# Each command, its module and what it does.
COMMANDS: dict[str, tuple[str, str]] = {
    "lint": ("glossary_lint", "Find what is wrong or doubtful in glossary.tsv, and mend it."),
    "suggest": ("glossary_suggest", "Propose terms that the articles use."),
    "add": ("glossary_add", "Add a concept, checked."),
    "import": ("glossary_import", "Take concepts from TBX, CSV, XLSX or another TSV."),
    "export": ("glossary_export", "Write the glossary as TBX, CSV, XLSX or TSV."),
}


@click.group(
    cls=LazyGroup,
    rows=COMMANDS,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog=examples(
        "taiyaku glossary import terms.tbx          what it would change in glossary.tsv",
        "taiyaku glossary import terms.tbx --write  changes it",
        "taiyaku glossary export terms.xlsx         for a colleague without taiyaku",
    ),
)
@click.pass_context
def command(ctx: click.Context) -> None:
    """Look after the term base: import, export and more."""
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())
