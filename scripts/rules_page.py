"""Writes docs/rules.md from the docstrings of the rules.

python scripts/rules_page.py           show whether the page is current (exit 1 if it is not)
python scripts/rules_page.py --write   write it
"""

from __future__ import annotations

import sys
from pathlib import Path

from pipeline.checks import RULES
from pipeline.model.check import Rule

PAGE = Path(__file__).parents[1] / "docs" / "rules.md"

_HEAD = """\
<!-- Written by scripts/rules_page.py from the docstrings in pipeline/checks; edit them there. -->
# Rules

`taiyaku rules RULE` prints one of these pages.
"""


def page() -> str:
    """The whole document: a table of the rules, then a section each."""
    rows = [
        f"| [{rule.id}](#{rule.id}) | {rule.severity} | {rule.page.splitlines()[0]} |"
        for rule in RULES
    ]
    table = ["| rule | default | fires when |", "|---|---|---|", *rows]
    return "\n".join([_HEAD, *table, "", *(_section(rule) for rule in RULES)])


def _section(rule: Rule) -> str:
    """The page of a rule, its headings one level down."""
    first, *rest = rule.page.strip().splitlines()
    body = "\n".join(f"#{line}" if line.startswith("## ") else line for line in rest)
    return f"## {rule.id}\n{first}\n\nDefault severity: {rule.severity}.\n{body}\n"


def main() -> int:
    """Exit code 0 where the page is current (or was written), else 1."""
    if "--write" in sys.argv[1:]:
        PAGE.write_text(page(), encoding="utf-8")
        return 0
    current = PAGE.exists() and PAGE.read_text(encoding="utf-8") == page()
    if not current:
        print(f"docs/{PAGE.name} is not current; run: python scripts/rules_page.py --write")
    return 0 if current else 1


if __name__ == "__main__":
    raise SystemExit(main())
