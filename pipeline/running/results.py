"""What becomes of a pair, kept whole, so that nobody computes it twice.

It is kept under a hash of all that it depends on: the bytes and names of both files,
settings, glossary, what was decided about the pair, and every line of code and package that had a
part in it. Where the files came from (a folder, a git revision) makes no difference. A result that
was just computed takes the same way through its bytes as one that was kept, so that both print the
same.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property

from pipeline.checking.shared import Stages
from pipeline.errors import SourceError
from pipeline.model.decisions import Decision
from pipeline.model.outcome import Outcome
from pipeline.running.packing import unpack
from pipeline.settings.project import Settings
from pipeline.sources import Contents, PairFiles
from pipeline.system.cache import key
from pipeline.system.code_digest import made_by

_STALE = "stale-decision"


class Results:
    """The outcomes that the cache of a run keeps."""

    def __init__(self, stages: Stages) -> None:
        self._stages = stages

    def known(self, pairs: Mapping[PairFiles, Contents]) -> dict[str, Outcome]:
        """The outcomes that are kept of some pairs, by id."""
        cache = self._stages.cache
        if cache is None:
            return {}
        keys = {f.id: place for f, contents in pairs.items() if (place := self._key(f, contents))}
        cached = cache.get(list(keys.values()))
        found = {}
        for id_, place in keys.items():
            outcome = unpack(cached[place]) if place in cached else None
            if outcome is not None and self._fits(outcome, id_):
                found[id_] = outcome
        return found

    def stored(self, files: PairFiles, contents: Contents, packed: bytes) -> Outcome:
        """A new outcome as it will be when it is read again; it is kept where it is lasting."""
        outcome = unpack(packed)
        if outcome is None:
            raise ValueError(f"{files.id}: what was packed cannot be unpacked")
        place = self._key(files, contents)
        if self._stages.cache is not None and place is not None and outcome.lasting:
            self._stages.cache.put({place: packed})
        return outcome

    def _key(self, files: PairFiles, contents: Contents) -> bytes | None:
        """The key of a pair; None where a file could not be read, which may be otherwise soon."""
        parts: list[str | bytes] = [self._base, files.id, repr(self._decided(files.id))]
        for lang, content in contents.items():
            if isinstance(content, SourceError):
                return None
            parts += [lang, files.path(lang) or "", content]
        if self._stages.past is not None:
            parts.append(self._stages.past.key(files.id))
        return key(*parts)

    def _decided(self, id_: str) -> list[Decision]:
        """What was decided about a pair, wherever that stands in its file."""
        return [replace(entry, line=0) for entry in self._stages.decisions.of(id_)]

    def _fits(self, outcome: Outcome, id_: str) -> bool:
        """Whether the lines of the decisions file that it names are still those."""
        lines = {entry.id: entry.line for entry in self._stages.decisions.of(id_)}
        return outcome.report is None or all(
            lines.get(finding.data["decision"]) == finding.data["line"]
            for finding in outcome.report.findings
            if finding.rule == _STALE
        )

    @cached_property
    def _base(self) -> bytes:
        """The part of the key that all pairs of a run share."""
        stages = self._stages
        return key(
            "pair",
            stages.asked.name,
            _settings(stages.settings),
            stages.glossary.path,
            stages.glossary.digest,
            repr([concept.line for concept in stages.glossary.concepts]),
            stages.choice.name,
            made_by(),
        )


def _settings(settings: Settings) -> str:
    """The settings but for those that say which files there are, and those of drafting."""
    usual = Settings()
    return replace(
        settings,
        patterns=usual.patterns,
        pairs=usual.pairs,
        exclude=usual.exclude,
        glossary=usual.glossary,
        engine=usual.engine,
        memories=usual.memories,
        memory_first=usual.memory_first,
    ).digest()
