"""``taiyaku draft``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.cli.changes import carry_out, writes
from pipeline.cli.console import Console
from pipeline.cli.drafted import ledger_of, targets_of
from pipeline.cli.options import CacheOptions, cached, common, examples, pairs_argument
from pipeline.errors import UsageError
from pipeline.settings.project import ENGINES
from pipeline.settings.root import find_root

if TYPE_CHECKING:
    from pipeline.cli.output import Output
    from pipeline.drafting import Drafted
    from pipeline.model.exchange import Article, UnitState
    from pipeline.model.findings import Failure

_STATES: tuple[tuple[UnitState, str], ...] = (
    ("translated", "translated"),
    ("draft", "drafted, to be reviewed"),
    ("stale", "behind their source"),
    ("missing", "to be translated"),
)


@click.command(
    epilog=examples(
        "taiyaku draft trials/exosome            what would be written for one pair",
        "taiyaku draft trials/exosome --write",
        "taiyaku draft --missing                 every missing article and section",
        "taiyaku draft --missing --engine deepl  translated by DeepL, if you allowed it",
        "taiyaku draft trials/exosome --format xliff=exosome.xlf   for a translator's tool",
    )
)
@pairs_argument
@click.option("--missing", is_flag=True, help="Missing articles and sections.")
@click.option(
    "--stale", is_flag=True, help="Sections whose source changed since, by the history in git."
)
@click.option("--again", is_flag=True, help="Make drafts anew that nobody has touched.")
@click.option(
    "--engine",
    type=click.Choice(ENGINES),
    help="Which engine translates; else the one in taiyaku.toml, else memory.",
)
@click.option(
    "--budget",
    type=click.IntRange(min=1),
    metavar="CHARACTERS",
    help="How many characters of source text may be sent in this run.",
)
@click.option(
    "--format",
    "-f",
    "given",
    metavar="NAME[=FILE]",
    help="xliff (1.2) or xliff-2.1: the pairs for a translator's tool instead of in their files.",
)
@writes
@cached
@common
def command(
    *,
    wanted: tuple[str, ...],
    missing: bool,
    stale: bool,
    again: bool,
    engine: str | None,
    budget: int | None,
    given: str | None,
    write: bool,
    only_check: bool,
    cache: CacheOptions,
    root: Path | None,
    console: Console,
) -> int:
    """Write what the translation lacks, marked as a draft.

    A missing article, or missing sections in their place, with the markup of the source; with
    --stale, what changed in the source beside the words that say the old thing. What the
    project translated before is used again; the rest stays in the source language with its terms
    and similar sentences beside it, or is translated by an engine that you allowed. Words of a
    person are never changed. Each draft carries a mark until somebody has reviewed it.

    With --format xliff nothing is written into the articles: whole pairs, with terms and matches,
    go into an XLIFF file, and `taiyaku import` brings the reviewed file back; with --stale, what
    is behind its source is marked there for review.

    Exit codes: 0, 1 with --check where there is something to write, 2 nothing could be drafted or
    something could not be read.
    """
    if not (wanted or missing or stale):
        raise UsageError("say which pair, or --missing or --stale for all of them")
    from pipeline.cli.project import settings_of, store_of
    from pipeline.drafting import Asked, chosen_engine, draft, export

    output = _output(given, writing=write or only_check)
    folder = find_root(root, Path.cwd())
    settings = settings_of(folder)
    if engine:
        settings = replace(settings, engine=engine)
    chosen, limit = chosen_engine(folder, settings)
    limits = [each for each in (budget, limit) if each is not None]

    with store_of(cache, console) as store:
        asked = Asked(
            folder,
            settings,
            wanted,
            Path.cwd(),
            chosen,
            min(limits, default=None),
            date.today().isoformat(),
            store,
            console.note,
            console.progress,
            again,
            missing or not stale,
            stale,
        )
        if output is not None:
            states: set[UnitState] = {"stale"}
            states |= {"draft", "missing"} if missing or not stale else set()
            return _exported(export(asked), output, None if wanted else states, console, folder)
        drafted, failures = draft(asked)
    for failure in failures:
        console.error(failure.message)
    files = [file for pair in drafted for file in targets_of(pair, folder)]
    files += ledger_of(drafted, folder)
    for pair in drafted:
        _tell(pair, console)
    code = carry_out(files, folder, write=write, only_check=only_check, console=console)
    return 2 if failures else code


def _output(given: str | None, *, writing: bool) -> Output | None:
    """Where an XLIFF file goes; None where the articles themselves are meant."""
    from pipeline.cli.output import parse_formats
    from pipeline.translation.xliff import FORMATS

    if given is None:
        return None
    if writing:
        raise UsageError("--format writes no article; leave --write and --check out")
    return parse_formats([given], FORMATS)[0]


def _exported(
    made: tuple[list[Article], tuple[Failure, ...]],
    output: Output,
    states: Collection[UnitState] | None,
    console: Console,
    root: Path,
) -> int:
    """Writes the pairs as XLIFF, where ``states`` are given those that have a unit of them."""
    from pipeline.checking.signature import tool_version
    from pipeline.cli.output import put_text
    from pipeline.translation import xliff

    articles, failures = made
    for failure in failures:
        console.error(failure.message)
    if states is not None:
        articles = [a for a in articles if any(unit.state in states for unit in a.units)]
    articles = [article for article in articles if article.units]
    if not articles:
        console.note("there is nothing to translate or to review")
        return 2 if failures else 0
    put_text(xliff.write(articles, output.name, tool_version()), output, root)
    for article in articles:
        counted = Counter(unit.state for unit in article.units)
        counted_states = ", ".join(
            f"{counted[state]} {words}" for state, words in _STATES if counted[state]
        )
        console.note(f"{article.path}: segments: {counted_states}")
    if output.file is not None:
        console.note(f"wrote {output.file}")
    return 2 if failures else 0


def _tell(pair: Drafted, console: Console) -> None:
    """How much came from where, and which drafts are left as they are."""
    counted_states = {
        "translated": "translated",
        "exact": "translated before",
        "adapted": "translated before with other numbers, names or terms",
        "left": "left in the source language",
    }
    parts = [
        f"{pair.counts[how]} {words}"
        for how, words in counted_states.items()
        if pair.counts.get(how)
    ]
    if parts:
        console.note(f"{pair.id}: sentences: {', '.join(parts)}")
    for text in pair.notes:
        console.note(text)
    for title in pair.retained:
        console.note(f"{pair.id}: the draft “{title}” was edited, so it is left as it is")
