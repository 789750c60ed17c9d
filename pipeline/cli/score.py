"""``taiyaku score``."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click

from pipeline.cli.console import Console, encoded
from pipeline.cli.options import CacheOptions, cached, common, examples, format_option
from pipeline.cli.output import parse_formats, write
from pipeline.errors import UsageError
from pipeline.model.scores import ScoreReport
from pipeline.settings.root import find_root
from pipeline.system import writing

Format = Callable[[ScoreReport, int, bool], str]


def formats() -> dict[str, Format]:
    """Every format the figures can be written in."""
    from pipeline.reports.scores import html, json, markdown, terminal

    return {
        "terminal": lambda report, width, color: terminal.format(report, width=width, color=color),
        "json": lambda report, width, color: json.format(report),
        "markdown": lambda report, width, color: markdown.format(report),
        "html": lambda report, width, color: html.format(report),
    }


@click.command(
    epilog=examples(
        "taiyaku score drafts/                       against the articles of the project",
        "taiyaku score drafts/exosome.md             one article, found by its name",
        "taiyaku score draft.md --pair exosome",
        "taiyaku score new/ --against old/           which one is better, and is that chance?",
        "taiyaku score drafts/ --reference gold/     against another reference",
        "taiyaku score drafts/ --format html=score.html --format terminal",
        "taiyaku score drafts/ --segments scored/    the segments, for the sacrebleu command",
    )
)
@click.argument("candidate", type=click.Path(path_type=Path))
@click.option(
    "--reference",
    type=click.Path(path_type=Path),
    metavar="PATH",
    help="What a good translation says, a file or a folder; else the articles of the project.",
)
@click.option(
    "--against",
    type=click.Path(path_type=Path),
    metavar="PATH",
    help="A second candidate; the two are compared by paired bootstrap.",
)
@click.option(
    "--pair", "pairs", multiple=True, metavar="ID", help="Only this pair; may be repeated."
)
@click.option(
    "--strict",
    is_flag=True,
    help="The n-th sentence faces the n-th of the reference; nothing is aligned.",
)
@click.option(
    "--samples",
    type=click.IntRange(min=1),
    default=1000,
    show_default=True,
    help="Resamples of the bootstrap.",
)
@click.option(
    "--segments",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Also write what was compared, one segment a line.",
)
@format_option("terminal", "json", "markdown", "html")
@cached
@common
def command(
    *,
    candidate: Path,
    reference: Path | None,
    against: Path | None,
    pairs: tuple[str, ...],
    strict: bool,
    samples: int,
    segments: Path | None,
    given: tuple[str, ...],
    cache: CacheOptions,
    root: Path | None,
    console: Console,
) -> int:
    """Score a translation: BLEU, chrF++ and TER, terms, and what check finds.

    CANDIDATE is a file, or a folder that is laid out like the articles or holds files named by
    their ids. Sentences need not be divided alike: the candidate is cut into the segments of the
    reference first (docs/score.md says what that changes).

    Exit codes: 0 scored, 2 something could not be scored.
    """
    known = formats()
    outputs = parse_formats(given, known)

    from pipeline.cli.project import settings_of, store_of
    from pipeline.tasks.score import Order, score

    folder = find_root(root, Path.cwd())
    places = (candidate, against) if against else (candidate,)
    with store_of(cache, console) as store:
        report = score(
            folder,
            settings_of(folder),
            pairs,
            Order(places, reference, "strict" if strict else "aligned", samples),
            folder=Path.cwd(),
            cache=store,
            note=console.note,
            progress=console.progress,
        )
    if segments is not None:
        _write_segments(report, segments, folder)
    write(report, outputs, known, console, root)
    return 2 if report.failures else 0


def _write_segments(report: ScoreReport, folder: Path, root: Path) -> None:
    """``candidate.txt`` (``candidate-2.txt``) and ``reference.txt``, one segment a line."""
    texts = {"reference": report.candidates[0].corpus.segments.reference}
    for number, candidate in enumerate(report.candidates, 1):
        name = "candidate" if number == 1 else f"candidate-{number}"
        texts[name] = candidate.corpus.segments.candidate
    for name, lines in texts.items():
        file = folder / f"{name}.txt"
        text = "".join(f"{line}\n" for line in lines)
        try:
            writing.write_output(file, encoded(text), root, makes_folders=True)
        except OSError as error:
            raise UsageError(f"{file} cannot be written: {error.strerror}") from None
