"""``taiyaku review``."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click

from pipeline.cli import references
from pipeline.cli.changes import carry_out, writes
from pipeline.cli.console import Console, harmless, put
from pipeline.cli.ledger import Ledger, signed
from pipeline.cli.options import USUAL_CACHE, common, examples, pairs_argument
from pipeline.cli.project import project_folder, settings_of, store_of
from pipeline.cli.questions import DOUBTFUL, questions
from pipeline.decisions import FILE_NAME, making
from pipeline.decisions.matching import described
from pipeline.errors import TaiyakuError, UsageError
from pipeline.model.decisions import Decision
from pipeline.model.findings import PairReport, Report
from pipeline.model.source import other
from pipeline.settings.project import Settings
from pipeline.settings.root import find_root

_SAME = "the texts say the same"
_DIFFERENT = "the texts say different things"


@dataclass(frozen=True)
class _Orders:
    """What the options ask for."""

    accept: tuple[str, ...]
    confirm_link: tuple[str, ...]
    no_link: tuple[str, ...]
    left_out: tuple[str, ...]
    article_left_out: bool
    up_to_date: tuple[str, ...]
    undo: tuple[str, ...]
    reason: str
    by: str | None

    def need_articles(self) -> bool:
        """Whether the articles have to be read for them."""
        return bool(self.accept or self._about_one_pair())

    def _about_one_pair(self) -> bool:
        about_sections = self.confirm_link or self.no_link or self.left_out or self.up_to_date
        return bool(about_sections or self.article_left_out)

    def decisions(self, report: Report, root: Path) -> Iterator[Decision]:
        """The new entries; UsageError where an option means nothing in the report."""
        for mark in self.accept:
            pair, finding = references.finding(report, mark)
            yield making.accepted(pair, finding, signed(self.reason, self.by, root))
        if not self._about_one_pair():
            return
        pair = _only_pair(report)
        same, different = self.reason or _SAME, self.reason or _DIFFERENT
        for text in self.confirm_link:
            ja, en = references.correspondence(pair, text)
            yield making.link(pair, ja, en, signed(same, self.by, root))
        for text in self.no_link:
            ja, en = references.correspondence(pair, text)
            yield making.link(pair, ja, en, signed(different, self.by, root), corresponds=False)
        for text in self.left_out:
            lang, sections = references.one_side(pair, text, report.source)
            yield making.left_out(pair, lang, sections, signed(self.reason, self.by, root))
        for text in self.up_to_date:
            ja, en = references.correspondence(pair, text)
            yield making.up_to_date(pair, ja, en, signed(same, self.by, root))
        if self.article_left_out:
            lang = report.source if pair.document(report.source) else other(report.source)
            if pair.document(other(lang)):
                raise UsageError(f"{pair.id} has both its articles; nothing is left out")
            yield making.article_left_out(pair, lang, signed(self.reason, self.by, root))


@click.command(
    epilog=examples(
        "taiyaku review                        every gap, finding and doubtful link, one by one",
        "taiyaku review trials/exosome --by Hanako",
        "taiyaku review --pending              only lists them, with their fingerprints",
        "taiyaku review --list                 what is decided; the first column names an entry",
        "",
        "In scripts; each shows the change, and --write writes it:",
        'taiyaku review exosome --accept 1f2e3d4c5b6a7988 --reason "quoted as printed" --write',
        'taiyaku review exosome --confirm-link "仕組み=Mechanism" --write',
        'taiyaku review exosome --no-link "根拠=Cost" --write',
        'taiyaku review exosome --left-out "en:For readers abroad" --reason "…" --write',
        'taiyaku review law --article-left-out --reason "Japanese law only" --write',
        'taiyaku review exosome --up-to-date "費用=Cost" --write',
        "taiyaku review --undo 3fa9c01b --write",
    )
)
@pairs_argument
@click.option("--accept", multiple=True, metavar="FINGERPRINT", help="Accept a finding as it is.")
@click.option(
    "--confirm-link", multiple=True, metavar="JA=EN", help="These sections correspond (a|b joins)."
)
@click.option("--no-link", multiple=True, metavar="JA=EN", help="These sections do not correspond.")
@click.option("--left-out", multiple=True, metavar="SECTION", help="No counterpart, on purpose.")
@click.option("--article-left-out", is_flag=True, help="The article has none, on purpose.")
@click.option(
    "--up-to-date", multiple=True, metavar="JA=EN", help="These sections say the same as they are."
)
@click.option("--undo", multiple=True, metavar="ID", help="Take a decision out of the file.")
@click.option("--list", "listed", is_flag=True, help="List what is decided.")
@click.option("--pending", is_flag=True, help="List what is not decided yet.")
@click.option("--reason", default="", metavar="TEXT", help="Why; asked for where it is not given.")
@click.option("--by", metavar="NAME", help="Who decides; else git's user.name, else $USER.")
@click.option(
    "--links-below",
    type=click.FloatRange(0, 1),
    default=DOUBTFUL,
    show_default=True,
    metavar="SCORE",
    help="Ask about links less certain than this; 0 asks about none.",
)
@writes
@common
def command(
    *,
    wanted: tuple[str, ...],
    listed: bool,
    pending: bool,
    links_below: float,
    write: bool,
    only_check: bool,
    root: Path | None,
    console: Console,
    **given: object,
) -> int:
    """Decide once, so that check does not ask again.

    Without options it asks about one after the other on the terminal and writes every answer to
    taiyaku.decisions.toml at once. A decision holds until the text it was made about changes;
    then stale-decision says so.

    A section is named by its title or its number (`align --format json` shows them); ja: or en:
    before it says which language, | joins several.
    """
    folder = find_root(root, Path.cwd())
    ledger = Ledger.load(folder)
    orders = _Orders(**given)  # type: ignore[arg-type]
    if listed:
        return _list(ledger, wanted, console)
    if orders.need_articles() or orders.undo:
        return _carried_out(
            orders, ledger, wanted, root, console, write=write, only_check=only_check
        )
    if write or only_check:
        raise UsageError("--write and --check belong to the options that decide something")
    if not pending and not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError(
            "review asks on a terminal, and this is none; use its options (taiyaku review --help)"
        )
    report = _read(wanted, root, console)
    if report.failures and not report.pairs:
        return 2
    if pending:
        _list_pending(report, links_below, console)
    else:
        _walk(report, ledger, orders, links_below, root, console)
    return 2 if report.failures else 0


def _carried_out(
    orders: _Orders,
    ledger: Ledger,
    wanted: tuple[str, ...],
    root: Path | None,
    console: Console,
    *,
    write: bool,
    only_check: bool,
) -> int:
    """The decisions that the options name, shown or written."""
    entries = ledger.entries()
    undone = references.decision_ids(orders.undo, [entry.id for entry in entries])
    ledger.drop(*(entries[place] for place in undone))
    failed = False
    if orders.need_articles():
        report = _read(wanted, root, console)
        failed = bool(report.failures)
        if failed and not report.pairs:
            return 2
        ledger.record(*orders.decisions(report, ledger.root))
    code = carry_out(
        [ledger.file()], ledger.root, write=write, only_check=only_check, console=console
    )
    return 2 if failed else code


def _walk(
    report: Report,
    ledger: Ledger,
    orders: _Orders,
    links_below: float,
    root: Path | None,
    console: Console,
) -> None:
    from pipeline.cli.walk import Walk

    found = list(questions(report, links_below))
    if not found:
        put("there is nothing to decide\n")
        return

    def reread(pair: str) -> PairReport | None:
        again = _read((pair,), root, console)
        return next((each for each in again.pairs if each.id == pair), None)

    Walk(found, ledger, report.source, orders.by, links_below, reread, console).run()


def _read(wanted: tuple[str, ...], root: Path | None, console: Console) -> Report:
    """The report, with what could not be checked said on stderr."""
    from pipeline.running.report import check_pairs, failed_report
    from pipeline.system.cores import room

    settings: Settings | None = None
    with store_of(USUAL_CACHE, console) as store:
        try:
            folder = project_folder(root, console)
            settings = settings_of(folder)
            report = check_pairs(
                folder,
                settings,
                wanted,
                folder=Path.cwd(),
                cache=store,
                jobs=room(),
                note=console.note,
                progress=console.progress,
            )
        except TaiyakuError as error:
            report = failed_report(error, settings)
    for failure in report.failures:
        console.error(failure.message)
    return report


def _only_pair(report: Report) -> PairReport:
    if len(report.pairs) != 1:
        known = ", ".join(pair.id for pair in report.pairs[:3])
        raise UsageError(
            f"name one PAIR with these options, not {len(report.pairs)}"
            + (f" ({known}, …)" if known else "")
        )
    return report.pairs[0]


def _list(ledger: Ledger, wanted: tuple[str, ...], console: Console) -> int:
    entries = [entry for entry in ledger.entries() if not wanted or entry.pair in wanted]
    if not entries:
        console.note("nothing is decided yet")
    for entry in entries:
        signed = entry.signed
        put(
            f"{entry.id}  {harmless(entry.pair)}  {harmless(described(entry))}  "
            f"({signed.date.isoformat()} {harmless(signed.by)}: {harmless(signed.reason)})\n"
        )
    return 0


def _list_pending(report: Report, links_below: float, console: Console) -> None:
    for question in questions(report, links_below):
        if question.finding is not None:
            found = question.finding
            mark, what = found.fingerprint, f"{found.severity}[{found.rule}] {found.message}"
        else:
            sides = [
                " | ".join(_titles(question.pair, "ja", question.sections("ja"))),
                " | ".join(_titles(question.pair, "en", question.sections("en"))),
            ]
            score = question.link.score if question.link else 0.0
            mark, what = "-" * 16, f"link {score:.2f} {' = '.join(sides)}"
        put(f"{mark}  {harmless(question.pair.id)}  {harmless(what)}\n")
    console.note(f"--accept takes a fingerprint; decisions go to {FILE_NAME}")


def _titles(pair: PairReport, lang: str, sections: tuple[int, ...]) -> list[str]:
    document = pair.ja if lang == "ja" else pair.en
    return [document.sections[n].title.text or f"#{n}" for n in sections] if document else []
