"""Which files belong together: from patterns of paths, or named one by one."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from pipeline.model.findings import Failure
from pipeline.model.source import LANGS, Lang
from pipeline.settings.globs import matches
from pipeline.settings.project import Settings
from pipeline.sources.interface import Entry, FoundPairs, PairFiles, Tree
from pipeline.sources.passed_over import excluded_notes, printable, skipped_notes

ENDINGS = (".md", ".markdown", ".mdx", ".txt", ".html", ".htm")


class _Claim(NamedTuple):
    """A file taken by a pattern; ``literal`` is how many characters the pattern fixes."""

    literal: int
    lang: Lang
    id: str


@dataclass(frozen=True)
class _Shape:
    """One language of one pattern, ready to match. ``folder`` is where its files lie.

    ``around`` is the folder that the language has for itself, where there is one around that.
    """

    lang: Lang
    folder: str
    around: str
    regex: re.Pattern[str]
    literal: int
    open_ended: bool

    @staticmethod
    def of(pattern: str, lang: Lang) -> _Shape:
        before, after = pattern.split("{path}")
        open_ended = not after.lower().endswith(ENDINGS)
        ending = "(?:" + "|".join(map(re.escape, ENDINGS)) + ")" if open_ended else ""
        regex = re.compile(
            rf"\A{re.escape(before)}(?P<id>.+?){re.escape(after)}{ending}",
            re.IGNORECASE | re.DOTALL,
        )
        folder = before.rpartition("/")[0]
        parts = folder.split("/")
        around = "/".join(parts[: parts.index(lang) + 1]) if lang in parts else folder
        return _Shape(lang, folder, around, regex, len(before) + len(after), open_ended)


def find_pairs(tree: Tree, settings: Settings) -> FoundPairs:
    """The pairs of a project, sorted by id.

    A file that several patterns match goes to the one that fixes most characters, so that
    ``{path}.md`` never takes ``a.ja.md`` from ``{path}.ja.md``. Two files that claim the same
    language of the same pair are a failure of that pair; the others stand.
    """
    shapes = [_Shape.of(p.of(lang), lang) for p in settings.patterns for lang in LANGS]
    entries = _walk(tree, sorted({shape.around for shape in shapes}))
    named = {path: pair for pair in settings.pairs for path in (pair.ja, pair.en)}
    files: dict[str, dict[Lang, list[str]]] = defaultdict(lambda: defaultdict(list))
    failures: list[Failure] = []
    refused: set[str] = set()
    skipped: list[Entry] = []
    excluded: dict[str, list[str]] = {glob: [] for glob in settings.exclude}
    for entry in entries:
        if glob := _excluding(entry.path, settings.exclude):
            excluded[glob].append(entry.path)
            continue
        if entry.path in named:
            continue
        claim = None if entry.hidden else _claim(entry.path, shapes)
        expected = claim or _expected(entry.path, shapes)
        if entry.problem and expected:
            path = printable(entry.path)
            failures.append(Failure(f"{path} {entry.problem}", path, claim.id if claim else None))
            refused.update([claim.id] if claim else ())
        elif claim and not entry.problem:
            files[claim.id][claim.lang].append(entry.path)
        elif expected or (not entry.problem and _left_behind(entry.path, shapes)):
            skipped.append(entry)
    for pair in settings.pairs:
        for lang, path in (("ja", pair.ja), ("en", pair.en)):
            if tree.exists(path):
                files[_named_id(pair.ja, shapes)]["ja" if lang == "ja" else "en"].append(path)
            else:
                failures.append(Failure(f"{path} stands under [[pairs]] but is not there", path))
    pairs = []
    for id_, sides in sorted(files.items()):
        if doubles := _doubles(id_, sides):
            failures += doubles
        elif id_ not in refused:
            # Half a pair would pass for an article without counterpart.
            ja, en = (next(iter(sides.get(lang, ())), None) for lang in LANGS)
            pairs.append(PairFiles(id_, ja, en))
    if not failures and (failure := _nothing(tree, settings, pairs)):
        failures.append(failure)
    usual = Settings().exclude
    reported = {glob: paths for glob, paths in excluded.items() if glob not in usual}
    notes = tuple(skipped_notes(skipped, ENDINGS))
    return FoundPairs(tuple(pairs), tuple(failures), notes, tuple(excluded_notes(reported)))


def article_path(pattern: str, id_: str, ending: str) -> str:
    """The file that ``pattern`` gives to an id; ``ending`` counts where the pattern leaves it open.

    An ending that is not read becomes ``.txt``.
    """
    path = pattern.replace("{path}", id_)
    if not _Shape.of(pattern, "ja").open_ended:
        return path
    return path + (ending if ending.lower() in ENDINGS else ".txt")


def _walk(tree: Tree, folders: Iterable[str]) -> list[Entry]:
    """Every entry once, though folders may hold one another."""
    entries: dict[str, Entry] = {}
    for folder in folders:
        for entry in tree.walk(folder):
            entries.setdefault(entry.path, entry)
    return [entries[path] for path in sorted(entries)]


def _excluding(path: str, globs: Iterable[str]) -> str | None:
    return next((glob for glob in globs if matches(path, glob)), None)


def _claim(path: str, shapes: Iterable[_Shape]) -> _Claim | None:
    name = unicodedata.normalize("NFC", path)
    claims = [
        _Claim(shape.literal, shape.lang, match["id"])
        for shape in shapes
        if (match := shape.regex.fullmatch(name))
    ]
    return max(claims, key=lambda claim: claim.literal, default=None)


def _expected(path: str, shapes: Iterable[_Shape]) -> bool:
    """Whether a reader would expect this file to be an article: it lies in an open folder."""
    return any(
        shape.open_ended and shape.folder and f"{path}/".startswith(shape.folder + "/")
        for shape in shapes
    )


def _left_behind(path: str, shapes: Iterable[_Shape]) -> bool:
    """Whether it is an article by its name, in the folder of a language, beside where we look."""
    return path.lower().endswith(ENDINGS) and any(
        shape.around != shape.folder and path.startswith(shape.around + "/") for shape in shapes
    )


def _named_id(path: str, shapes: Iterable[_Shape]) -> str:
    """The id of a named pair: what the pattern gives for its Japanese file, else its path."""
    claim = _claim(path, shapes)
    if claim:
        return claim.id
    stem, dot, ending = unicodedata.normalize("NFC", path).rpartition(".")
    return stem if dot and "/" not in ending else path


def _doubles(id_: str, sides: dict[Lang, list[str]]) -> list[Failure]:
    return [
        Failure(
            f"{' and '.join(paths)} are both the {_NAMES[lang]} article {id_!r}; "
            "rename or remove one, or exclude it in taiyaku.toml",
            paths[0],
            id_,
        )
        for lang, paths in sides.items()
        if len(paths) > 1
    ]


_NAMES = {"ja": "Japanese", "en": "English"}


def _nothing(tree: Tree, settings: Settings, pairs: list[PairFiles]) -> Failure | None:
    """The failure that there is not one source article, with what would mend it."""
    if any(pair.path(settings.source) for pair in pairs):
        return None
    patterns = [pattern.of(settings.source) for pattern in settings.patterns]
    folders = [_Shape.of(pattern, settings.source).folder for pattern in patterns]
    missing = [folder for folder in folders if folder and not tree.exists(folder)]
    mend = "`taiyaku init` finds where your articles are and proposes a configuration"
    if missing and tree.exists(".gitmodules"):
        mend = f"if it is a submodule, run `git submodule update --init`, else {mend}"
    if missing:
        return Failure(f"there is no folder {missing[0]}/; {mend}", missing[0])
    return Failure(
        f"no {_NAMES[settings.source]} article matches {' or '.join(patterns)} "
        f"({', '.join(ENDINGS)}); {mend}"
    )
