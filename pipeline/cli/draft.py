"""``taiyaku draft``."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.cli.changes import NewFile, carry_out, writes
from pipeline.cli.console import Console
from pipeline.cli.options import CacheOptions, cached, common, examples, pairs_argument
from pipeline.config import ENGINES
from pipeline.errors import UsageError
from pipeline.root import find_root

if TYPE_CHECKING:
    from pipeline.drafting import Drafted

_BOM = "\ufeff"


@click.command(
    epilog=examples(
        "taiyaku draft trials/exosome            what would be written for one pair",
        "taiyaku draft trials/exosome --write",
        "taiyaku draft --missing                 every missing article and section",
        "taiyaku draft --missing --engine deepl  translated by DeepL, if you allowed it",
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
@writes
@cached
@common
def command(
    wanted: tuple[str, ...],
    missing: bool,
    stale: bool,
    again: bool,
    engine: str | None,
    budget: int | None,
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

    Exit codes: 0, 1 with --check where there is something to write, 2 nothing could be drafted or
    something could not be read.
    """
    if not (wanted or missing or stale):
        raise UsageError("say which pair, or --missing or --stale for all of them")
    from pipeline.cache import Cache, default_folder
    from pipeline.cli.project import settings_of
    from pipeline.drafting import Asked, chosen_engine, draft

    folder = find_root(root, Path.cwd())
    settings = settings_of(folder)
    if engine:
        settings = replace(settings, engine=engine)
    chosen, limit = chosen_engine(folder, settings)
    limits = [each for each in (budget, limit) if each is not None]
    store = None if cache.off else Cache(cache.folder or default_folder(), console.note)
    try:
        drafted, failures = draft(
            folder,
            settings,
            wanted,
            Asked(date.today().isoformat(), again, missing or not stale, stale),
            chosen,
            budget=min(limits, default=None),
            folder=Path.cwd(),
            cache=store,
            note=console.note,
            progress=console.progress,
        )
    finally:
        if store is not None:
            store.close()
    for failure in failures:
        console.error(failure.message)
    files = [file for pair in drafted for file in _files(pair, folder)]
    files += _ledger(drafted, folder)
    for pair in drafted:
        _tell(pair, console)
    code = carry_out(files, folder, write=write, only_check=only_check, console=console)
    return 2 if failures else code


def _files(pair: Drafted, root: Path) -> list[NewFile]:
    """The target with the BOM it has; nothing where it stays as it is."""
    if pair.before == pair.after:
        return []
    if pair.before is None:
        return [NewFile(pair.path, pair.after)]
    bom = _BOM if (root / pair.path).read_bytes().startswith(_BOM.encode()) else ""
    return [NewFile(pair.path, bom + pair.after, bom + pair.before)]


def _ledger(drafted: list[Drafted], root: Path) -> list[NewFile]:
    """The decisions file with the marks of drafts in plain text."""
    from pipeline.cli.ledger import Ledger
    from pipeline.model.decisions import Drafted as Entry

    if not any(pair.entries or pair.dropped for pair in drafted):
        return []
    ledger = Ledger.load(root)
    for pair in drafted:
        gone = {draft.mark.text for draft in pair.dropped}
        for entry in ledger.entries():
            if isinstance(entry, Entry) and entry.pair == pair.id and entry.section.text in gone:
                ledger.drop(entry)
        for entry in pair.entries:
            ledger.record(entry)
    return [ledger.file()]


def _tell(pair: Drafted, console: Console) -> None:
    """How much came from where, and which drafts are left as they are."""
    said = {
        "translated": "translated",
        "exact": "translated before",
        "adapted": "translated before with other numbers, names or terms",
        "left": "left in the source language",
    }
    parts = [f"{pair.counts[how]} {words}" for how, words in said.items() if pair.counts.get(how)]
    if parts:
        console.note(f"{pair.id}: sentences: {', '.join(parts)}")
    for text in pair.notes:
        console.note(text)
    for title in pair.kept:
        console.note(f"{pair.id}: the draft “{title}” was edited, so it is left as it is")
