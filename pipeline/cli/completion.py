"""``taiyaku completion``."""

from __future__ import annotations

from pathlib import Path

import click
from click.shell_completion import get_completion_class

from pipeline.cli.console import Console, put
from pipeline.cli.options import common, examples

SHELLS = ("bash", "zsh", "fish")


@click.command(
    epilog=examples(
        'eval "$(taiyaku completion bash)"      in ~/.bashrc',
        'eval "$(taiyaku completion zsh)"       in ~/.zshrc',
        "taiyaku completion fish > ~/.config/fish/completions/taiyaku.fish",
    )
)
@click.argument("shell", type=click.Choice(SHELLS))
@common
def command(shell: str, root: Path | None, console: Console) -> int:
    """Print a completion script for a shell.

    It completes commands, options, ids of pairs, names of rules and formats.
    """
    from pipeline.cli.main import cli

    kind = get_completion_class(shell)
    assert kind is not None, f"click knows no completion for {shell}"
    script = kind(cli, {}, "taiyaku", "_TAIYAKU_COMPLETE")
    # Not script.source(): for bash that starts a shell to ask its version.
    # Completing `./taiyaku` must not run what lies in the current folder under that name.
    template = script.source_template.replace("bash_complete $1)", "bash_complete taiyaku)")
    put(template % script.source_vars())
    return 0
