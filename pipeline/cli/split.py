"""``taiyaku split``."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from pathlib import Path

import click

from pipeline.cli.changes import NewFile, carry_out, writes
from pipeline.cli.console import Console
from pipeline.cli.options import common, examples
from pipeline.errors import SourceError, UsageError
from pipeline.model.source import LANGS, Lang
from pipeline.settings.project import Settings
from pipeline.settings.root import find_root
from pipeline.sources import WorkTree, article_path, find_pairs
from pipeline.system.regular_files import read_named

_HTML = (".html", ".htm")
_NAMES = {"ja": "Japanese", "en": "English"}


@click.command(
    epilog=examples(
        "taiyaku split exosome.txt                   shows both articles",
        "taiyaku split exosome.txt --write           writes articles/ja/exosome.txt and …/en/…",
        "taiyaku split page.txt --id trials/exosome  under another name",
        "taiyaku split *.txt --check                 exits with 1 if a file is not yet divided",
    )
)
@click.argument(
    "files",
    metavar="FILE...",
    nargs=-1,
    required=True,
    type=click.Path(path_type=Path),
)
@click.option("--id", "id_", metavar="ID", help="The id of the pair; else the name of the file.")
@writes
@common
def command(
    files: tuple[Path, ...],
    id_: str | None,
    write: bool,
    only_check: bool,
    root: Path | None,
    console: Console,
) -> int:
    """Divide a file that holds both languages into two articles.

    The versions may follow one another or alternate block by block. Every character is kept. A
    file in one language becomes one article. The file itself is not touched.
    """
    from pipeline.cli.project import settings_of

    if id_ is not None and len(files) > 1:
        raise UsageError("--id names one pair; give one FILE with it")
    folder = find_root(root, Path.cwd())
    settings = settings_of(folder)
    tree = WorkTree(folder)
    taken = {
        (pair.id, lang): path
        for pair in find_pairs(tree, settings).pairs
        for lang in LANGS
        if (path := pair.path(lang))
    }
    made: dict[str, NewFile] = {}
    for file in files:
        name = unicodedata.normalize("NFC", id_ if id_ is not None else file.stem)
        for lang, text in _articles(file, name, console):
            path = taken.get((name, lang)) or _path(name, file, lang, settings)
            if path in made:
                raise UsageError(f"two files would become {path}; divide them one by one with --id")
            made[path] = NewFile(path, text)
    return carry_out(
        list(made.values()), folder, write=write, only_check=only_check, console=console
    )


def _articles(file: Path, name: str, console: Console) -> Iterator[tuple[Lang, str]]:
    """The articles that a file holds; tells what was found."""
    from pipeline.documents.split import split

    parts = split(_read(file))
    if parts.arrangement == "one language" and parts.only is None:
        raise SourceError("holds no words; there is nothing to divide", path=str(file))
    if parts.only:
        console.note(f"{file} is in {_NAMES[parts.only]} only: {name} becomes one article")
    else:
        ja, en = parts.sides.count("ja"), parts.sides.count("en")
        console.note(f"{file} → {name}: {parts.arrangement}, {ja} lines Japanese, {en} English")
    for lang, text in zip(LANGS, (parts.ja, parts.en), strict=True):
        if text:
            yield lang, text


def _read(file: Path) -> str:
    from pipeline.documents.decode import decode

    if file.suffix.lower() in _HTML:
        raise UsageError(f"{file}: split divides plain text and Markdown, not HTML")
    if file.is_dir():
        raise SourceError("is not a file", path=str(file))
    text = decode(read_named(file), str(file))
    if not text.strip():
        raise SourceError("is empty; there is nothing to divide", path=str(file))
    return text


def _path(name: str, file: Path, lang: Lang, settings: Settings) -> str:
    """Where an article goes: the first pattern, the ending of the file it came from."""
    parts = name.split("/")
    if not name or "\\" in name or any(not part or part.startswith(".") for part in parts):
        raise UsageError(f"{name!r} is no id; an id looks like exosome or trials/exosome")
    return article_path(settings.patterns[0].of(lang), name, file.suffix)
