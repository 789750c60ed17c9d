"""``taiyaku rules``."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline.cli.console import Console, put
from pipeline.cli.options import common, examples
from pipeline.errors import UsageError
from pipeline.settings.table import nearest


def _rule_names(_: click.Context, __: click.Parameter, typed: str) -> list[str]:
    from pipeline.checks import RULES

    return [rule.id for rule in RULES if rule.id.startswith(typed)]


@click.command(
    epilog=examples(
        "taiyaku rules                   every rule with its default severity",
        "taiyaku rules term-mismatch     why it is bad, a bad and a good example",
    )
)
@click.argument("name", metavar="[RULE]", required=False, shell_complete=_rule_names)
@common
def command(name: str | None, root: Path | None, console: Console) -> int:
    """List the rules, or explain one."""
    from pipeline.checks import RULES

    rules = {rule.id: rule for rule in RULES}
    if name is None:
        wide = max(len(id_) for id_ in rules)
        lines = [
            f"{rule.id:<{wide}}  {rule.severity:<7}  {rule.page.strip().splitlines()[0]}"
            for rule in RULES
        ]
        put("\n".join(lines) + "\n")
    elif name in rules:
        rule = rules[name]
        put(f"{rule.id} ({rule.severity} by default)\n\n{rule.page.strip()}\n")
    else:
        raise UsageError(f"there is no rule {name!r}{nearest(name, rules)}")
    return 0
