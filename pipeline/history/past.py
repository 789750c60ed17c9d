"""What the pairs of a project were like before, for the rule about stale sections."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple

from pipeline.documents import parse
from pipeline.documents.decode import decode
from pipeline.errors import SourceError
from pipeline.model.check import Earlier
from pipeline.model.document import Document
from pipeline.model.findings import PairReport
from pipeline.model.source import LANGS, Lang, Source, other
from pipeline.settings.project import Settings
from pipeline.sources import Tree, WorkTree, find_pairs
from pipeline.sources.git import Repository
from pipeline.sources.log import Event, events
from pipeline.system.cache import key
from pipeline.system.regular_files import MAX_BYTES


@dataclass(frozen=True)
class Since:
    """One earlier state of each pair: how it stood in the base of a comparison.

    ``pairs`` leads from the id of a pair to its report there; ``commit`` is the base.
    """

    pairs: Mapping[str, PairReport]
    source: Lang
    commit: Mapping[str, str]
    whole: bool = False

    def states(self, pair: str) -> Sequence[Earlier]:
        """The state in the base; none where an article was not there, or could not be read."""
        found = self.pairs.get(pair)
        if found is None:
            return ()
        source, target = found.document(self.source), found.document(other(self.source))
        return (Earlier(source, target, self.commit),) if source and target else ()

    def key(self, pair: str) -> str:
        """The two articles and the commit."""
        return key(*self._parts(pair)).hex()

    def only(self, pair: str) -> Since:
        """The same for one pair alone."""
        found = self.pairs.get(pair)
        return replace(self, pairs={} if found is None else {pair: found})

    def _parts(self, pair: str) -> Iterator[str]:
        yield repr(sorted(self.commit.items()))
        for state in self.states(pair):
            for document in (state.source, state.target):
                yield document.source.path
                yield document.source.text


class _Point(NamedTuple):
    """The blobs of a pair's articles after a commit."""

    commit: Mapping[str, str]
    ja: str
    en: str


@dataclass
class History:
    """Every earlier state of each pair, from the commits that touched either article.

    Articles are read as they are asked for, those of one pair at a time, each blob once.
    ``repositories`` leads from the id of a pair to the one that holds both articles, ``apart``
    names the pairs whose articles lie in two.
    """

    settings: Settings
    repositories: Mapping[str, Repository]
    points: Mapping[str, Sequence[_Point]]
    paths: Mapping[str, Mapping[Lang, str]]
    apart: tuple[str, ...] = ()
    whole: bool = True
    _read: tuple[str, dict[str, Document | None]] = field(default=("", {}), repr=False)

    @classmethod
    def of(cls, root: Path, settings: Settings, tree: Tree | None = None) -> History:
        """The history of the project in ``root``; HistoryError where it is not (all) there."""
        root = root.resolve()
        repository = Repository.of(root)
        pairs = find_pairs(tree or WorkTree(root), settings).pairs
        paths: dict[str, dict[Lang, str]] = {
            pair.id: {lang: path for lang in LANGS if (path := pair.path(lang))} for pair in pairs
        }
        known = events(repository, {path for each in paths.values() for path in each.values()})
        points: dict[str, Sequence[_Point]] = {}
        repositories: dict[str, Repository] = {}
        apart = []
        for id_, each in paths.items():
            if len(each) < len(LANGS):
                continue
            ours, theirs = (known[path] for path in each.values())
            if ours.repository is not theirs.repository:
                apart.append(id_)
                continue
            repositories[id_] = ours.repository
            points[id_] = tuple(_points({lang: known[path].events for lang, path in each.items()}))
        return cls(settings, repositories, points, paths, tuple(apart))

    def states(self, pair: str) -> Iterable[Earlier]:
        """The states, newest first; they end where an article began or cannot be read."""
        return _States(self, pair)

    def key(self, pair: str) -> str:
        """The commits and blobs."""
        return key(repr(self.points.get(pair, ()))).hex()

    def only(self, pair: str) -> History:
        """The same for one pair alone; its articles are read where it is asked."""
        if pair not in self.points:
            return History(self.settings, {}, {}, {})
        own = {pair: self.repositories[pair]}
        return History(self.settings, own, {pair: self.points[pair]}, {pair: self.paths[pair]})

    def walk(self, pair: str) -> Iterator[Earlier]:
        """The states of a pair, read now."""
        for point in self.points.get(pair, ()):
            ja, en = self._document(pair, "ja", point.ja), self._document(pair, "en", point.en)
            if ja is None or en is None:
                return
            source, target = (ja, en) if self.settings.source == "ja" else (en, ja)
            yield Earlier(source, target, point.commit)

    def _document(self, pair: str, lang: Lang, blob: str) -> Document | None:
        """An article as it was; None where it cannot be read. HistoryError if it is not here."""
        if self._read[0] != pair:
            self._read = (pair, {})
        known, name = self._read[1], f"{lang} {blob}"
        if name not in known:
            known[name] = None
            path = self.paths[pair][lang]
            try:
                data = self.repositories[pair].blob(blob, min(MAX_BYTES, self.settings.max_size))
                if data is not None:
                    source = Source(path, lang, decode(data, path))
                    known[name] = parse(source, meta_keys=self.settings.meta_keys)
            except SourceError:
                pass
        return known[name]


@dataclass(frozen=True)
class _States:
    """States that are read each time they are asked for."""

    history: History
    pair: str

    def __iter__(self) -> Iterator[Earlier]:
        return self.history.walk(self.pair)


def _points(known: Mapping[Lang, Sequence[Event]]) -> Iterator[_Point]:
    """The states of a pair, the newest first, from what happened to each of its files."""
    now: dict[Lang, str | None] = {
        lang: found[0].after if found else None for lang, found in known.items()
    }
    by_commit: dict[int, dict[Lang, Event]] = {}
    for lang, found in known.items():
        for event in found:
            by_commit.setdefault(event.number, {})[lang] = event
    for number in sorted(by_commit):
        ja, en = now["ja"], now["en"]
        if ja is None or en is None:
            return
        happened = by_commit[number]
        yield _Point(next(iter(happened.values())).commit, ja, en)
        now |= {lang: event.before for lang, event in happened.items()}
