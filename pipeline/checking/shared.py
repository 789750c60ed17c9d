"""What every pair of a run shares: files, settings, glossary, decisions, encoder, rules.

Reading them is quick. What is slow to load (the matchers of the glossary, the encoder, the rules)
is loaded when the first pair asks for it, so that a run whose results are all known loads nothing.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol

from pipeline.alignment import encoders
from pipeline.checking.signature import tokenisers
from pipeline.checking.silenced import silenced
from pipeline.errors import TaiyakuError
from pipeline.model.check import Earlier, Rule
from pipeline.model.decisions import FILE_NAME, Decisions
from pipeline.model.findings import Failure, Severity
from pipeline.model.source import LANGS, Lang
from pipeline.model.terms import Glossary
from pipeline.settings.project import Settings
from pipeline.sources import FoundPairs, Tree, WorkTree, find_pairs, select
from pipeline.system.cache import Cache
from pipeline.system.code_digest import made_by

if TYPE_CHECKING:
    from pipeline.alignment.encoders import Encoder
    from pipeline.checking.decisions import Verdicts
    from pipeline.languages import CachedWords
    from pipeline.terms.matcher import Matcher

Note = Callable[[str], None]
Progress = Callable[[int, int, str], None]
# The folder of an encoder, chosen by the user for every project; relative to the root.
ENCODER_VARIABLE = "TAIYAKU_ENCODER"


class Rules(NamedTuple):
    """Some of the rules, by a name, and how to get at them: they are slow to import."""

    name: str
    load: Callable[[], tuple[Rule, ...]]


def _every_rule() -> tuple[Rule, ...]:
    from pipeline.checks import RULES

    return RULES


EVERY_RULE = Rules("every", _every_rule)
NO_RULE = Rules("none", lambda: ())
RULES = {rules.name: rules for rules in (EVERY_RULE, NO_RULE)}


class Past(Protocol):
    """What a pair was like before, for the rule that compares; see ``pipeline.history.past``."""

    @property
    def whole(self) -> bool:
        """Whether it reaches back to the beginning, so that what is not found is not there."""

    def states(self, pair: str) -> Iterable[Earlier]:
        """The earlier states of a pair (by its id), newest first."""

    def key(self, pair: str) -> str:
        """What names these states in a cache."""

    def only(self, pair: str) -> Past:
        """The same for one pair alone: little enough to be sent to another process."""


@dataclass(frozen=True)
class Stages:
    """What every pair of a run shares."""

    tree: Tree
    settings: Settings
    glossary: Glossary
    decisions: Decisions
    choice: encoders.Choice
    asked: Rules
    cache: Cache | None = None
    past: Past | None = None

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """The rules that are asked for."""
        return self.asked.load()

    @cached_property
    def severities(self) -> Mapping[str, Severity]:
        """The ids of these rules, and how grave each holds what it finds."""
        return {rule.id: rule.severity for rule in self.rules}

    @cached_property
    def verdicts(self) -> Verdicts:
        """What was decided, ready to be held against articles and findings."""
        from pipeline.checking.decisions import Verdicts

        looks_back = self.past is not None and self.past.whole
        return Verdicts(self.decisions, self.settings, lambda: self.severities, looks_back)

    @cached_property
    def encoder(self) -> Encoder:
        """The encoder; its model loads at the first text that no cache knows."""
        return self.choice.load()

    @cached_property
    def cached_words(self) -> CachedWords | None:
        """Where readings of texts are kept."""
        from pipeline.languages import CachedWords

        return CachedWords(self.cache, made_by()) if self.cache else None

    @cached_property
    def matchers(self) -> dict[Lang, Matcher]:
        """What finds the glossary's concepts in each language."""
        from pipeline import languages
        from pipeline.terms.matcher import build

        return {
            lang: build(
                self.glossary,
                lang,
                languages.tokenise_texts,
                languages.short_units,
                languages.first_words,
                (self.cache, f"{self.glossary.digest} {tokenisers(lang)}") if self.cache else None,
            )
            for lang in LANGS
        }


class Prepared(NamedTuple):
    """The pairs of a run, what they all share, and what could not be had."""

    found: FoundPairs
    stages: Stages
    failures: tuple[Failure, ...]


def prepare(
    root: Path,
    settings: Settings,
    wanted: Sequence[str] = (),
    *,
    asked: Rules,
    note: Note,
    folder: Path | None = None,
    cache: Cache | None = None,
    tree: Tree | None = None,
    past: Past | None = None,
) -> Prepared:
    """All that must be known before the first pair; ``wanted`` names the pairs (all if empty).

    ``folder`` is where relative paths start (default: the root), ``tree`` holds the files (default:
    the working tree), and ``note`` is told what is passed over.
    """
    root = root.resolve()
    tree = tree or WorkTree(root)
    every = find_pairs(tree, settings)
    found = select(every, wanted, root, folder or root)
    for text in found.notes:
        note(text)
    if asked is EVERY_RULE:
        for text in (*found.excluded, *silenced(settings, every.pairs)):
            note(text)
    glossary, broken_glossary = _glossary(tree, settings, note, cache)
    decisions, broken_decisions = _decisions(tree)
    choice = encoder_of(root, settings, cache)
    stages = Stages(tree, settings, glossary, decisions, choice, asked, cache, past)
    return Prepared(found, stages, found.failures + broken_glossary + broken_decisions)


def failure(error: TaiyakuError, pair: str | None = None) -> Failure:
    """An error as a report shows it."""
    return Failure(str(error), error.path, pair)


def encoder_of(root: Path, settings: Settings, cache: Cache | None) -> encoders.Choice:
    """The user's own choice, else that of the project, else the embedded one.

    What the project names stays inside it: the repository that is checked is not trusted.
    """
    if chosen := os.environ.get(ENCODER_VARIABLE):
        return encoders.choose(root / Path(chosen).expanduser(), cache=cache)
    if settings.encoder:
        return encoders.choose(root / settings.encoder, inside=root, cache=cache)
    return encoders.choose(cache=cache)


def _glossary(
    tree: Tree, settings: Settings, note: Note, cache: Cache | None
) -> tuple[Glossary, tuple[Failure, ...]]:
    """The term base; an empty one, told of, where the file is broken or is not there."""
    from pipeline.documents.decode import decode
    from pipeline.terms import read_glossary
    from pipeline.terms.script import is_japanese

    path = settings.glossary
    empty = read_glossary("", path)
    if not tree.exists(path):
        note(f"there is no {path}: the rules about terms cannot fire")
        return empty, ()
    try:
        glossary = read_glossary(decode(tree.read(path), path), path, cache)
    except TaiyakuError as error:
        return empty, (failure(error),)
    if not glossary.concepts:
        note(f"{path} holds no terms: the rules about terms cannot fire")
    if strays := [c.line for c in glossary.concepts if is_japanese(c.preferred("en"))]:
        rows = "row has" if len(strays) == 1 else "rows have"
        note(
            f"{len(strays)} {rows} Japanese in the English column and can never match, the first "
            f"on line {strays[0]} of {path}: `taiyaku glossary lint` names them"
        )
    return glossary, ()


def _decisions(tree: Tree) -> tuple[Decisions, tuple[Failure, ...]]:
    """What was decided earlier; nothing, told of, where the file is broken."""
    if not tree.exists(FILE_NAME):
        return Decisions(FILE_NAME), ()
    from pipeline.decisions import read
    from pipeline.documents.decode import decode

    try:
        return read(decode(tree.read(FILE_NAME), FILE_NAME), FILE_NAME), ()
    except TaiyakuError as error:
        return Decisions(FILE_NAME), (failure(error),)
