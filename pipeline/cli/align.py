"""``taiyaku align``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from pipeline.cli.console import Console
from pipeline.cli.options import (
    CacheOptions,
    cached,
    common,
    examples,
    format_option,
    pairs_argument,
    parallel,
)
from pipeline.cli.output import Format, Output, exit_code, parse_formats, write
from pipeline.errors import TaiyakuError
from pipeline.model.findings import Report
from pipeline.settings.project import Settings


def formats(sentences: bool, spreadsheet: bool, explain: bool) -> dict[str, Format]:
    """Every format an alignment can be written in."""
    from pipeline.reports import json, links, tmx, tsv

    return {
        "terminal": lambda report, width, color: links.format(
            report, width=width, color=color, explain=explain, sentences=sentences
        ),
        "json": lambda report, width, color: json.format(
            report, findings=False, sentences=sentences
        ),
        "tmx": lambda report, width, color: tmx.format(report),
        "tsv": lambda report, width, color: tsv.format(report, spreadsheet=spreadsheet),
    }


@click.command(
    epilog=examples(
        "taiyaku align                         every pair, sections side by side",
        "taiyaku align trials/exosome          one pair, by its id",
        "taiyaku align trials/exosome --explain",
        "taiyaku align trials/exosome --sentences       its sentences beside each other",
        "taiyaku align --format json=links.json",
        "taiyaku align --sentences --format tmx=memory.tmx    a memory for OmegaT",
        "taiyaku align --sentences --format tsv=memory.tsv --spreadsheet",
    )
)
@pairs_argument
@format_option("terminal", "json", "tmx", "tsv")
@click.option(
    "--sentences",
    is_flag=True,
    help="Sentences too, on the terminal and in json; tmx and tsv are made of them.",
)
@click.option(
    "--explain",
    is_flag=True,
    help="On the terminal, also what did not speak for a link, and what the words mean.",
)
@click.option(
    "--spreadsheet",
    is_flag=True,
    help="In tsv, put ' before what a spreadsheet would take for a formula.",
)
@cached
@parallel
@common
def command(
    *,
    wanted: tuple[str, ...],
    given: tuple[str, ...],
    sentences: bool,
    explain: bool,
    spreadsheet: bool,
    cache: CacheOptions,
    jobs: int | None,
    root: Path | None,
    console: Console,
) -> int:
    """Show which sections correspond, and why.

    PAIR is an id such as trials/exosome; PATH a file, a folder or a glob. Each link comes with
    the probability that it is right and with what spoke for it. tmx is a translation memory, tsv
    the same as a table; both hold the sentences that have a counterpart.
    """
    known = formats(sentences, spreadsheet, explain)
    outputs = parse_formats(given, known)

    from pipeline.cli.project import project_folder, settings_of, store_of
    from pipeline.running.report import align_pairs, failed_report
    from pipeline.system.cores import room

    settings: Settings | None = None
    with store_of(cache, console) as store:
        try:
            folder = project_folder(root, console)
            settings = settings_of(folder)
            report = align_pairs(
                folder,
                settings,
                wanted,
                folder=Path.cwd(),
                cache=store,
                jobs=jobs or room(),
                note=console.note,
                progress=console.progress,
            )
        except TaiyakuError as error:
            report = failed_report(error, settings)
    for note in _notes(report, outputs):
        console.note(note)
    write(report, outputs, known, console, root)
    return exit_code(report, "never")


def _notes(report: Report, outputs: Iterable[Output]) -> Iterator[str]:
    """What the chosen formats have to say of a report."""
    from pipeline.reports import tmx
    from pipeline.reports.units import units

    names = {output.name for output in outputs}
    if names & {"tmx", "tsv"} and not any(units(report)):
        yield "no sentences are linked: there is nothing to put into a translation memory"
    if "tmx" in names:
        yield from tmx.notes(report)
