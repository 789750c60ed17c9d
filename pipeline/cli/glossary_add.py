"""``taiyaku glossary add``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from pipeline.cli.changes import NewFile, carry_out, writes
from pipeline.cli.console import Console
from pipeline.cli.glossary_file import BOM, read_file
from pipeline.cli.options import common, examples
from pipeline.errors import GlossaryError, UsageError
from pipeline.settings.root import find_root

# Findings that say the new row disputes a word with a row that is there, or is the wrong way round.
_DOUBTS = frozenset(
    {"lint-shared-japanese", "lint-shared-english", "lint-forbidden-elsewhere", "lint-language"}
)


@click.command(
    epilog=examples(
        "taiyaku glossary add 海馬 hippocampus",
        "taiyaku glossary add 有害事象 'adverse event' --en-variant AE --domain safety --write",
        "taiyaku glossary add 寛解 remission --en-forbidden 'complete cure' --en-forbidden healing",
    )
)
@click.argument("ja")
@click.argument("en")
@click.option("--ja-variant", multiple=True, metavar="TERM", help="Also accepted; may be repeated.")
@click.option("--en-variant", multiple=True, metavar="TERM", help="Also accepted; may be repeated.")
@click.option("--ja-forbidden", multiple=True, metavar="TERM", help="Never; may be repeated.")
@click.option("--en-forbidden", multiple=True, metavar="TERM", help="Never; may be repeated.")
@click.option("--domain", metavar="NAME", help="Such as disease, drug, safety or name.")
@click.option("--status", type=click.Choice(["approved", "proposed"]), help="Else approved.")
@click.option("--note", metavar="TEXT", help="What a translator should know.")
@click.option("--anyway", is_flag=True, help="Add it in spite of what is doubtful about it.")
@writes
@common
def command(
    *,
    ja: str,
    en: str,
    ja_variant: tuple[str, ...],
    en_variant: tuple[str, ...],
    ja_forbidden: tuple[str, ...],
    en_forbidden: tuple[str, ...],
    domain: str | None,
    status: str | None,
    note: str | None,
    anyway: bool,
    write: bool,
    only_check: bool,
    root: Path | None,
    console: Console,
) -> int:
    """Add a concept: its Japanese and its English term.

    The row is checked first. What `taiyaku glossary lint` would mend is mended; a row that disputes
    a word with another, or has Japanese where English belongs, is refused.
    """
    from pipeline.cli.project import settings_of
    from pipeline.terms.adding import with_row

    values: dict[str, Sequence[str]] = {
        "ja": (ja,),
        "en": (en,),
        "ja_variants": ja_variant,
        "en_variants": en_variant,
        "ja_forbidden": ja_forbidden,
        "en_forbidden": en_forbidden,
        **{
            name: (value,)
            for name, value in (("domain", domain), ("status", status), ("note", note))
            if value
        },
    }
    folder = find_root(root, Path.cwd())
    path = settings_of(folder).glossary
    bom, data = read_file(folder, path, needed=False)
    readable(data, path)
    text, line = with_row(data, values)
    text = judged(text, line, path, console, anyway=anyway)
    before = BOM * bom + data if data or bom else None
    if before is None and (folder / path).exists():
        before = ""
    file = NewFile(path, BOM * bom + text, before)
    return carry_out([file], folder, write=write, only_check=only_check, console=console)


def readable(data: str, path: str) -> None:
    """Raises GlossaryError where the file is broken already: mend that first."""
    from pipeline.terms import read_glossary

    read_glossary(data, path)


def judged(text: str, line: int, path: str, console: Console, *, anyway: bool) -> str:
    """The glossary with the new row mended; tells what the lint says of it after that.

    Raises GlossaryError for a mistake in the row, UsageError for what is doubtful about it.
    """
    from pipeline.languages import short_units, tokenise_texts
    from pipeline.terms.lint import lint, mended

    found = [p for p in lint(text, tokenise_texts, short_units) if p.line == line]
    for problem in found:
        if problem.severity == "error" and problem.edit is None:
            raise GlossaryError(problem.message, path=path, line=line, column=problem.column)
    for problem in found:
        if problem.rule in _DOUBTS and not anyway:
            raise UsageError(f"{problem.message} (--anyway adds the row all the same)")
    text = mended(text, tokenise_texts, short_units, line=line)
    for problem in found:
        if problem.edit is not None and problem.rule == "lint-covered-variant":
            console.note(f"{problem.message.partition(';')[0]}; left out")
    for problem in lint(text, tokenise_texts, short_units):
        if problem.line == line:
            console.note(problem.message)
    return text
