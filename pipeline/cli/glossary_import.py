"""``taiyaku glossary import``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from pipeline.cli.changes import NewFile, carry_out, writes
from pipeline.cli.console import Console
from pipeline.cli.options import common, examples, one_of
from pipeline.cli.term_file import bytes_of, format_of, glossary_of
from pipeline.reports.terminal import plural

_ENDINGS = {".tbx": "tbx", ".xml": "tbx", ".csv": "csv", ".xlsx": "xlsx", ".tsv": "tsv"}
# As many as a person reads; the rest is counted.
_LISTED = 20


@click.command(
    epilog=examples(
        "taiyaku glossary import terms.tbx           shows what would change in glossary.tsv",
        "taiyaku glossary import terms.xlsx --write  changes it",
        "taiyaku glossary import terms.csv --theirs  takes the file's word where both differ",
        "taiyaku glossary import terms.tbx --check   exits with 1 if anything would change",
    )
)
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.option(
    "--format",
    "-f",
    "given",
    metavar="NAME",
    shell_complete=one_of("tbx", "csv", "xlsx", "tsv"),
    help="tbx, csv, xlsx or tsv; else by ending.",
)
@click.option(
    "--theirs", is_flag=True, help="Take the cells of FILE where the glossary says something else."
)
@writes
@common
def command(
    *,
    file: Path,
    given: str | None,
    theirs: bool,
    write: bool,
    only_check: bool,
    root: Path | None,
    console: Console,
) -> int:
    """Take concepts from TBX, CSV, XLSX or another TSV.

    TBX is TBX-Basic, version 2 or 3 (ISO 30042:2019) in either style. A concept that the glossary
    has (the same Japanese term, or the same id and a form in common) gains what it lacks; others
    become new rows. Where both say something else the glossary stays as it is and the difference
    is listed. Comments, order and further columns stay.
    """
    from pipeline.documents.decode import decode
    from pipeline.terms import exchange

    format = format_of(file, given, _ENDINGS, exchange.READS)
    folder, path, text = glossary_of(root)
    data = bytes_of(file, exchange.LIMIT)
    if format in ("csv", "tsv"):
        decode(data, str(file))
    table = exchange.read(data, format, str(file))
    merged = exchange.merge(text, path, table, str(file), theirs=theirs)
    for note in table.notes:
        console.note(f"{file}: {note}")
    _list(merged.skipped, f"{file}: ", "more rows are skipped", console)
    _list(merged.conflicts, "", "more differences", console)
    if merged.conflicts:
        console.note("--theirs takes what the file says")
    console.note(
        f"{file}: {plural(len(table.entries), 'concept')}; {merged.added} are new, "
        f"{merged.changed} fill or change a row, {len(merged.skipped)} are skipped"
    )
    before = text if (folder / path).exists() else None
    return carry_out(
        [NewFile(path, merged.text, before)] if merged.text != text else [],
        folder,
        write=write,
        only_check=only_check,
        console=console,
    )


def _list(texts: Sequence[str], before: str, more: str, console: Console) -> None:
    listed = len(texts) if console.verbose else _LISTED
    for text in texts[:listed]:
        console.note(before + text)
    if len(texts) > listed:
        console.note(f"{before}{len(texts) - listed} {more}; --verbose lists them")
