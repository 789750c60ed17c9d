"""``taiyaku glossary suggest``."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.cli.changes import NewFile, carry_out, writes
from pipeline.cli.console import Console, harmless, put
from pipeline.cli.glossary_file import BOM, read_file
from pipeline.cli.options import CacheOptions, cached, common, examples, pairs_argument
from pipeline.errors import TaiyakuError, UsageError
from pipeline.settings.root import find_root

if TYPE_CHECKING:
    from pipeline.model.source import Lang
    from pipeline.reports.suggestions import Candidate

Accepted = tuple[str, str]

_PLAIN_WIDTH = 80


@click.command(
    epilog=examples(
        "taiyaku glossary suggest                        terms the articles use, the best first",
        "taiyaku glossary suggest trials/exosome --first 20",
        "taiyaku glossary suggest --format tsv > proposed.tsv",
        "taiyaku glossary suggest --interactive --write  asks about one after the other",
        "taiyaku glossary suggest --accept 海馬=hippocampus --write     for scripts",
    )
)
@pairs_argument
@click.option(
    "--format",
    "form",
    type=click.Choice(["terminal", "tsv", "json"]),
    default="terminal",
    show_default=True,
    help="How to print them; tsv has the columns of a glossary and the status proposed.",
)
@click.option(
    "--first",
    type=click.IntRange(min=1),
    default=50,
    show_default=True,
    metavar="N",
    help="How many.",
)
@click.option("--interactive", is_flag=True, help="Ask about one after the other.")
@click.option("--accept", multiple=True, metavar="JA=EN", help="Add this term; may be repeated.")
@writes
@cached
@common
def command(
    *,
    wanted: tuple[str, ...],
    form: str,
    first: int,
    interactive: bool,
    accept: tuple[str, ...],
    write: bool,
    only_check: bool,
    cache: CacheOptions,
    root: Path | None,
    console: Console,
) -> int:
    """Propose terms that the articles use and the glossary lacks.

    Noun phrases of the linked sentences, ranked by how much of a term they are and by how sure
    their English is; each with up to three renderings, the best first, and a pair of sentences.
    Nothing is a term until a person accepts it.
    """
    folder = find_root(root, Path.cwd())
    if accept:
        if interactive:
            raise UsageError("--accept and --interactive exclude each other")
        return _add(map(_pair, accept), folder, write, only_check, console)
    if interactive and not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError("--interactive asks on a terminal, and this is none; use --accept")
    if (write or only_check) and not interactive:
        raise UsageError("--write and --check belong to --accept and --interactive")
    found, failed = _candidates(folder, wanted, first, cache, console)
    source = _source(folder)
    if interactive:
        if not write:
            console.note("what you take is shown at the end, and written with --write only")
        asked = _until_stopped(_asked(found, source, console))
        code = _add(asked, folder, write, only_check, console, leave=True)
    else:
        put(_shown(found, source, form, console))
        code = 0
    return 2 if failed else code


def _candidates(
    root: Path, wanted: Sequence[str], first: int, cache: CacheOptions, console: Console
) -> tuple[list[Candidate], bool]:
    """The candidates with their sentences, and whether something could not be read."""
    from pipeline.cli.project import settings_of, store_of
    from pipeline.languages import jmdict
    from pipeline.reports.suggestions import Candidate, Choice
    from pipeline.tasks.suggest import suggest

    settings = settings_of(root)
    with store_of(cache, console) as store:
        made = suggest(
            root,
            settings,
            wanted,
            folder=Path.cwd(),
            cache=store,
            note=console.detail,
            progress=console.progress,
        )
    for failure in made.failures:
        console.error(failure.message)
    best = made.suggestions[:first]
    words = [suggestion.ja for suggestion in best]
    senses = jmdict.senses(words) if jmdict.is_installed() else [()] * len(words)
    found = [
        Candidate(
            s.ja,
            s.occurs,
            s.c_value,
            s.score,
            tuple(
                Choice(r.en, r.score, r.together, r.cosine, r.likelihood, made.units[r.link])
                for r in s.renderings
            ),
            sense,
        )
        for s, sense in zip(best, senses, strict=True)
    ]
    console.note(f"{len(made.suggestions)} candidates, {len(found)} shown (--first N)")
    return found, bool(made.failures)


def _source(root: Path) -> Lang:
    from pipeline.cli.project import settings_of

    return settings_of(root).source


def _shown(found: Sequence[Candidate], source: Lang, form: str, console: Console) -> str:
    from pipeline.languages.jmdict import SOURCE
    from pipeline.reports import suggestions

    if form == "tsv":
        return suggestions.tsv(found, source=source)
    if form == "json":
        return suggestions.json(found, dictionary=SOURCE)
    width, color = _width(), console.colored()
    return suggestions.terminal(found, source=source, width=width, color=color, dictionary=SOURCE)


def _width() -> int:
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else _PLAIN_WIDTH


def _until_stopped(asked: Iterator[Accepted]) -> Iterator[Accepted]:
    """Ctrl-C and Ctrl-D stop the questions like q; what was taken before is taken."""
    with suppress(click.Abort):
        yield from asked


def _asked(found: Iterable[Candidate], source: Lang, console: Console) -> Iterator[Accepted]:
    """What a person takes of them, each as soon as it is said."""
    from pipeline.languages.jmdict import SOURCE
    from pipeline.reports.style import finished
    from pipeline.reports.suggestions import block

    for number, candidate in enumerate(found, 1):
        shown = block(
            candidate,
            number,
            source=source,
            width=_width(),
            color=console.colored(),
            dictionary=SOURCE,
            numbered=True,
        )
        put(finished(shown))
        marks = [str(n) for n, _ in enumerate(candidate.choices, 1)]
        answer = click.prompt(
            f"add it? y = {harmless(candidate.choices[0].en)}, {'/'.join(marks)} = that rendering, "
            "n = no, e = edit, q = stop",
            type=click.Choice(["y", "n", "e", "q", *marks]),
            default="n",
            show_choices=False,
        )
        if answer == "q":
            break
        if answer == "e":
            ja = click.prompt("ja", default=harmless(candidate.ja))
            yield ja, click.prompt("en", default=harmless(candidate.choices[0].en))
        elif answer != "n":
            place = 0 if answer == "y" else int(answer) - 1
            yield candidate.ja, candidate.choices[place].en


def _pair(text: str) -> Accepted:
    ja, equals, en = text.partition("=")
    if not (equals and ja.strip() and en.strip()):
        raise UsageError(f"--accept {text}: give a Japanese and an English term, JA=EN")
    return ja.strip(), en.strip()


def _add(
    accepted: Iterable[Accepted],
    root: Path,
    write: bool,
    only_check: bool,
    console: Console,
    *,
    leave: bool = False,
) -> int:
    """The rows at the end of the glossary, each checked as `glossary add` checks it.

    With ``leave`` a row that is refused is left out and said so, and the others are kept.
    """
    from pipeline.cli.glossary_add import judged, readable
    from pipeline.cli.project import settings_of
    from pipeline.terms.adding import with_row

    path = settings_of(root).glossary
    bom, data = read_file(root, path, needed=False)
    readable(data, path)
    text = data
    for ja, en in accepted:
        wider, line = with_row(text, {"ja": (ja,), "en": (en,)})
        try:
            text = judged(wider, line, path, console, anyway=False)
        except TaiyakuError as error:
            if not leave:
                raise UsageError(f"{ja} = {en}: {error.message}") from None
            console.error(f"{harmless(ja)} = {harmless(en)} is left out: {error.message}")
    before = BOM * bom + data if data or bom or (root / path).exists() else None
    file = NewFile(path, BOM * bom + text, before)
    return carry_out([file], root, write=write, only_check=only_check, console=console)
