"""``taiyaku glossary export``."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from pipeline.cli.console import Console, put_bytes
from pipeline.cli.options import common, examples, one_of
from pipeline.cli.output import STDOUT, unheeded
from pipeline.cli.term_file import format_of, glossary_of
from pipeline.errors import UsageError
from pipeline.system import writing

_ENDINGS = {".tbx": "tbx", ".csv": "csv", ".xlsx": "xlsx", ".tsv": "tsv", ".utf8": "omegat"}


@click.command(
    epilog=examples(
        "taiyaku glossary export terms.xlsx               for a colleague, with Excel",
        "taiyaku glossary export terms.tbx                TBX-Basic, ISO 30042:2019, style DCA",
        "taiyaku glossary export terms.tbx -f tbx-v2      TBX version 2, which older tools read",
        "taiyaku glossary export terms.utf8               for the glossary folder of OmegaT",
        "taiyaku glossary export - --format csv > t.csv   to stdout; without a format, as TSV",
    )
)
@click.argument("file", metavar="[FILE]", required=False, type=click.Path(path_type=Path))
@click.option(
    "--format",
    "-f",
    "given",
    metavar="NAME",
    shell_complete=one_of("tbx", "tbx-dct", "tbx-v2", "csv", "xlsx", "tsv", "omegat"),
    help="tbx, tbx-dct, tbx-v2, csv, xlsx, tsv or omegat; else by FILE's ending.",
)
@click.option("--write", "over", is_flag=True, help="Write over a FILE that is there.")
@common
def command(
    file: Path | None, given: str | None, over: bool, root: Path | None, console: Console
) -> int:
    """Write the glossary as TBX, CSV, XLSX or TSV.

    It goes into FILE, or to stdout where that is - or lacks; a FILE that says something else is
    kept unless --write is given. TBX is TBX-Basic, version 3 (ISO 30042:2019) in the styles DCA
    and DCT, or version 2. In CSV and XLSX an apostrophe stands before a cell that a spreadsheet
    would take for a formula; import takes it away again. OmegaT reads lines of Japanese, English
    and note without a header, which are a glossary of taiyaku, too. What a format cannot hold is
    said.
    """
    from pipeline.terms import exchange

    if file is None and given is None:
        raise UsageError("name a FILE or a --format")
    if file is not None and str(file) in STDOUT:
        file, given = None, given or "tsv"
    format = format_of(file or Path("-"), given, _ENDINGS, exchange.WRITES)
    folder, path, text = glossary_of(root)
    if not (folder / path).exists():
        raise UsageError(f"there is no {path} to export")
    data = exchange.write(text, format, path)
    if file is None:
        _put(data, format)
    else:
        outcome = (
            "wrote" if _write(file, data, folder, path, over=over) else "nothing has changed in"
        )
        console.note(f"{outcome} {file}")
    for loss in exchange.losses(text, format, path):
        console.note(loss)
    return 0


def _put(data: bytes, format: str) -> None:
    if format == "xlsx" and sys.stdout.isatty():
        raise UsageError("a workbook is nothing for a terminal; name a FILE")
    put_bytes(data if format == "xlsx" else unheeded(data.decode("utf-8")).encode("utf-8"))


def _write(file: Path, data: bytes, root: Path, glossary: str, *, over: bool) -> bool:
    """Writes the export; False where ``file`` says that already."""
    try:
        if file.is_file():
            if file.samefile(root / glossary):
                raise UsageError(f"{file} is the glossary itself; name another FILE")
            # An empty file, as mktemp makes one, holds nobody's words.
            if (now := writing.current(file, root)) == data:
                return False
            if now and not over:
                raise UsageError(
                    f"{file} is there and says something else; --write puts the export in its place"
                )
        writing.write_output(file, data, root, keeps_links=True)
    except OSError as error:
        raise UsageError(f"{file} cannot be written: {error.strerror}") from None
    return True
