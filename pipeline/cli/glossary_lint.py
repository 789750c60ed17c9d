"""``taiyaku glossary lint``."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.cli.changes import NewFile, carry_out, writes
from pipeline.cli.console import Console, harmless, put
from pipeline.cli.glossary_file import BOM, read_file
from pipeline.cli.options import common, examples
from pipeline.errors import GlossaryError
from pipeline.model.findings import SEVERITIES
from pipeline.settings.root import find_root
from pipeline.sources import WorkTree, find_pairs

if TYPE_CHECKING:
    from pipeline.settings.project import Settings
    from pipeline.terms.lint import Problem

_UNUSED = "lint-unused"


@click.command(
    epilog=examples(
        "taiyaku glossary lint                  what is wrong or doubtful in glossary.tsv",
        "taiyaku glossary lint --no-articles    without looking for terms that never occur",
        "taiyaku glossary lint --write          mends what is safe to mend",
        "taiyaku glossary lint --check          exits with 1 if there is anything to mend",
        "taiyaku glossary lint --format json",
    )
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["terminal", "json"]),
    default="terminal",
    show_default=True,
    help="How to print what is found.",
)
@click.option("--no-articles", is_flag=True, help="Do not look for terms that never occur.")
@writes
@common
def command(
    form: str,
    no_articles: bool,
    write: bool,
    only_check: bool,
    root: Path | None,
    console: Console,
) -> int:
    """Find what is wrong or doubtful in the glossary, and mend it.

    Mended with --write are width, invisible characters, stray spaces, forms that are found without
    being listed, and rows that stand twice; the rest is for a person. A comment above a row,
    "# taiyaku: ignore lint-shared-english -- reason", keeps a finding for itself.

    Exit codes: 0 no error, 1 errors (or, with --check, something to mend), 2 it could not look.
    """
    from pipeline.cli.project import settings_of
    from pipeline.languages import short_units, tokenise_texts
    from pipeline.terms.lint import lint, mended

    folder = find_root(root, Path.cwd())
    settings = settings_of(folder)
    bom, data = read_file(folder, settings.glossary)
    occurring = None if no_articles else _occurring(folder, settings, data, console)
    found = lint(data, tokenise_texts, short_units, occurring=occurring)
    if form == "json":
        put(_json(found, settings.glossary))
    elif not write:
        put(_terminal(found, settings.glossary, console))
    can_mend = any(p.edit is not None and p.excuse is None for p in found)
    changed = mended(data, tokenise_texts, short_units) if can_mend else data
    code = 0
    if changed != data or write or only_check:
        file = NewFile(settings.glossary, BOM * bom + changed, BOM * bom + data)
        # JSON owns stdout; the diff would break it.
        if form != "json" or write:
            code = carry_out([file], folder, write=write, only_check=only_check, console=console)
        else:
            code = int(only_check and changed != data)
    if write:
        found = lint(changed, tokenise_texts, short_units, occurring=None)
        if form != "json":
            put(_terminal(found, settings.glossary, console))
    console.note(_summary(found))
    return max(code, int(any(p.severity == "error" and p.excuse is None for p in found)))


def _occurring(
    root: Path, settings: Settings, data: str, console: Console
) -> Collection[int] | None:
    """The lines of the concepts that stand in an article; None where that cannot be known."""
    from pipeline import languages
    from pipeline.documents import parse
    from pipeline.documents.decode import decode
    from pipeline.errors import TaiyakuError
    from pipeline.model.source import LANGS, Source
    from pipeline.terms import read_glossary
    from pipeline.terms.matcher import build

    try:
        glossary = read_glossary(data, settings.glossary)
    except GlossaryError:
        # The mistakes are among the findings; until they are mended nothing can be looked up.
        console.note(
            f"which terms occur in the articles is not looked up: {settings.glossary} has errors"
        )
        return None
    tree = WorkTree(root)
    pairs = find_pairs(tree, settings).pairs
    if not pairs:
        return None
    lines: set[int] = set()
    for lang in LANGS:
        matcher = build(
            glossary,
            lang,
            languages.tokenise_texts,
            languages.short_units,
            languages.first_words,
        )
        for done, pair in enumerate(pairs):
            path = pair.path(lang)
            if path is None:
                continue
            console.progress(done, len(pairs), path)
            try:
                source = Source(path, lang, decode(tree.read(path), path))
                document = parse(source, meta_keys=settings.meta_keys)
            except TaiyakuError as error:
                console.note(f"{error}; its terms are not counted")
                continue
            hits = matcher.find_all(languages.tokenise(document))
            lines.update(glossary.concepts[hit.concept].line for hit in hits)
        console.progress(len(pairs), len(pairs), "")
    return lines


def _terminal(found: Sequence[Problem], path: str, console: Console) -> str:
    """A line a finding; terms that occur nowhere are one line unless --verbose."""
    lines = []
    unused = [p for p in found if p.rule == _UNUSED and p.excuse is None]
    for problem in found:
        if problem.excuse is not None and not console.verbose:
            continue
        if problem.rule == _UNUSED and not console.verbose:
            continue
        why = f" (kept: {problem.excuse})" if problem.excuse else ""
        lines.append(
            f"{path}:{problem.line}:{problem.column}: {problem.severity} {problem.rule}: "
            f"{problem.message}{why}"
        )
    if unused and not console.verbose:
        rows = "1 term occurs" if len(unused) == 1 else f"{len(unused)} terms occur"
        lines.append(f"{path}: info {_UNUSED}: {rows} in no article; --verbose names them")
    return "".join(harmless(line) + "\n" for line in lines)


def _json(found: Sequence[Problem], path: str) -> str:
    shown = [
        {
            "rule": p.rule,
            "severity": p.severity,
            "path": path,
            "line": p.line,
            "column": p.column,
            "message": p.message,
            "mendable": p.edit is not None,
            "suppressed": None if p.excuse is None else {"reason": p.excuse},
        }
        for p in found
    ]
    counts = Counter(p.severity for p in found if p.excuse is None)
    summary = {severity: counts[severity] for severity in SEVERITIES}
    made = {"schema": 1, "findings": shown, "summary": summary}
    return json.dumps(made, ensure_ascii=False, indent=2) + "\n"


def _summary(found: Sequence[Problem]) -> str:
    counts = Counter(p.severity for p in found if p.excuse is None)
    excused = sum(p.excuse is not None for p in found)
    parts = [f"{counts[s]} {s}{'' if counts[s] == 1 or s == 'info' else 's'}" for s in SEVERITIES]
    return ", ".join(parts) + (f", {excused} kept on purpose" if excused else "")
