"""The articles of now as the rules of the base see them, for `taiyaku diff`.

A change may bring a fault and, beside it, what keeps the fault from being reported: a setting, a
comment, a decision. So what it wrote is checked once more with the settings and decisions of the
base and without the comments it added, and with the glossary of the base where that changed as
well. Only pairs are checked again whose articles changed together with what judges them; of the
others the base itself says what it found.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from functools import partial

from pipeline.checking.shared import Note
from pipeline.decisions.writing import entry
from pipeline.documents import parse
from pipeline.errors import TaiyakuError
from pipeline.history.added_comments import without_added
from pipeline.history.hidden import Judged, RulesChange
from pipeline.history.past import Since
from pipeline.history.revised import Side, earlier_ids, states
from pipeline.model.decisions import FILE_NAME, Drafted
from pipeline.model.document import Document
from pipeline.model.findings import PairReport, Report
from pipeline.model.source import LANGS, Lang, Source, Span
from pipeline.settings.project import Settings
from pipeline.sources import PairFiles
from pipeline.sources.overlay import Overlay

# Checks some pairs (their ids) of a tree by settings, against a past.
Check = Callable[..., Report]


@dataclass(frozen=True)
class Base:
    """The earlier revision, what it found, its commit, and the encoder that it names.

    What it found was found with the encoder of now, for vectors of two models do not compare.
    """

    side: Side
    report: Report
    commit: Mapping[str, str]
    encoder: str | None = None


def by_base_rules(
    base: Base, head: Side, after: Report, check: Check, note: Note
) -> dict[str, list[Judged]]:
    """What the base's rules find in the pairs of now, by the id that each has in ``after``."""
    return _Judging(base, head, after, check, note).views()


@dataclass
class _Judging:
    base: Base
    head: Side
    after: Report
    check: Check
    note: Note

    def __post_init__(self) -> None:
        base, head = self.base.side, self.head
        self.was = {pair.id: pair for pair in self.base.report.pairs}
        failed = {failure.pair for failure in self.base.report.failures}
        # The others are as they were, and so is what judges them.
        self.checked = failed | self.was.keys()
        own = replace(base.settings, encoder=self.base.encoder)
        self.other_settings = _judges(own) != _judges(head.settings)
        self.other_glossary = base.glossary() != head.glossary()
        self.decided = (base.decided(), head.decided())
        # By path, since other patterns give other ids.
        self.ids = {
            path: pair.id for pair in head.pairs.values() for path in (pair.ja, pair.en) if path
        }

    def views(self) -> dict[str, list[Judged]]:
        found: dict[str, list[Judged]] = defaultdict(list)
        rules = replace(
            self.base.side.settings,
            glossary=self.head.settings.glossary,
            encoder=self.base.encoder,
        )
        seen: set[str] = set()
        for settings in self._layouts(rules):
            side = Side.of(self.head.tree, settings)
            pairs = {
                id_: pair
                for id_, pair in side.pairs.items()
                if not seen & {path for path in (pair.ja, pair.en) if path}
            }
            seen |= {path for pair in pairs.values() for path in (pair.ja, pair.en) if path}
            for id_, views in self._of_layout(replace(side, pairs=pairs)).items():
                found[id_] += views
        return found

    def _layouts(self, rules: Settings) -> list[Settings]:
        """The rules of the base for the files where it looked, then for those where we look now."""
        now = self.head.settings
        if (rules.patterns, rules.pairs) == (now.patterns, now.pairs):
            return [rules]
        return [rules, replace(rules, patterns=now.patterns, pairs=now.pairs)]

    def _of_layout(self, side: Side) -> dict[str, list[Judged]]:
        earlier = earlier_ids(self.base.side, side)
        found: dict[str, list[Judged]] = defaultdict(list)
        again: dict[str, RulesChange] = {}
        instead: dict[str, bytes | None] = {}
        fresh: set[str] = set()
        for id_, pair in side.pairs.items():
            old = earlier.get(id_)
            if old is not None and old not in self.checked:
                continue
            change = RulesChange(
                self.head.settings,
                decided=self.decided[0].get(old or id_) != self.decided[1].get(self._id(pair)),
            )
            if old is not None and self._same_words(pair, self.base.side.pairs[old]):
                if (there := self.was.get(old)) is not None and (
                    self.other_settings or self.other_glossary or change.decided
                ):
                    why = replace(change, glossary=self.other_glossary).cause(there)
                    found[self._id(pair)].append(Judged(there, why, old=True))
                continue
            fresh.add(id_)
            texts, drafts = self._without_added(pair, self.was.get(old or ""))
            instead |= texts
            if self.other_settings or change.decided or texts:
                again[id_] = replace(change, drafts=drafts)
        instead[FILE_NAME] = self._decisions()
        past = Since(states(self.was, earlier), side.settings.source, self.base.commit)
        once = partial(self._checked, side, past)
        for id_, report in once(instead, again, side.settings).items():
            found[self._id(side.pairs[id_])].append(Judged(report, again[id_].cause(report)))
        if self.other_glossary:
            settings = replace(side.settings, glossary=self.base.side.settings.glossary)
            theirs = instead | {settings.glossary: self.base.side.glossary()}
            for id_, report in once(theirs, fresh, settings).items():
                found[self._id(side.pairs[id_])].append(Judged(report, lambda _: "glossary"))
        return found

    def _checked(
        self,
        side: Side,
        past: Since,
        instead: Mapping[str, bytes | None],
        only: Collection[str],
        settings: Settings,
    ) -> dict[str, PairReport]:
        """The reports of some pairs with other words in some files."""
        if not only:
            return {}
        try:
            report = self.check(
                settings, tree=Overlay(side.tree, instead), past=past, only=set(only)
            )
        except TaiyakuError as error:
            self.note(f"by the rules of the base, {error}; what this change hides is not told")
            return {}
        known = {each.message for each in (*self.after.failures, *self.base.report.failures)}
        for failure in report.failures:
            if failure.pair in only and failure.message not in known:
                self.note(
                    f"by the rules of the base, {failure.message}; "
                    "what this change hides there is not told"
                )
        return {pair.id: pair for pair in report.pairs if pair.id in only}

    def _id(self, pair: PairFiles) -> str:
        """The id of a pair in the report of now; its own where that lacks it."""
        return next((self.ids[p] for p in (pair.ja, pair.en) if p in self.ids), pair.id)

    def _same_words(self, now: PairFiles, then: PairFiles) -> bool:
        return all(
            self.head.content(now.path(lang)) == self.base.side.content(then.path(lang))
            for lang in LANGS
        )

    def _without_added(
        self, pair: PairFiles, old: PairReport | None
    ) -> tuple[dict[str, bytes | None], dict[Lang, tuple[Span, ...]]]:
        """The articles of a pair without comments that the change added, where it did."""
        texts: dict[str, bytes | None] = {}
        drafts: dict[Lang, tuple[Span, ...]] = {}
        for lang in LANGS:
            path = pair.path(lang)
            now = self._document(path, lang, self.head.content(path))
            if path is None or now is None:
                continue
            text, marked = without_added(now, old.document(lang) if old else None)
            if text != now.source.text:
                texts[path] = text.encode("utf-8", "surrogatepass")
                drafts[lang] = marked
        return texts, drafts

    def _document(self, path: str | None, lang: Lang, data: bytes | None) -> Document | None:
        if path is None or data is None or b"taiyaku:" not in data.lower():
            return None
        if len(data) > self.base.side.settings.max_size:
            return None
        try:
            from pipeline.documents.decode import decode

            keys = self.base.side.settings.meta_keys
            return parse(Source(path, lang, decode(data, path)), meta_keys=keys)
        except TaiyakuError:
            return None

    def _decisions(self) -> bytes | None:
        """What was decided before, with the drafts of plain texts that are known by now.

        A draft is no decision of anybody: it clears nothing.
        """
        before = self.base.side.content(FILE_NAME)
        if self.decided[0] == self.decided[1]:
            return before
        known = {each for entries in self.decided[0].values() for each in entries}
        drafts = [
            each
            for entries in self.decided[1].values()
            for each in entries
            if isinstance(each, Drafted) and each not in known
        ]
        if not drafts:
            return before
        text = (before or b"").decode("utf-8-sig", "replace")
        return "\n".join([text, *map(entry, drafts)]).encode("utf-8", "surrogatepass")


def _judges(settings: Settings) -> Settings:
    """The settings but for those that judge nothing."""
    usual = Settings()
    return replace(
        settings,
        glossary=usual.glossary,
        engine=usual.engine,
        memories=usual.memories,
        memory_first=usual.memory_first,
        path=usual.path,
    )
