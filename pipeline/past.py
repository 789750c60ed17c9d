"""What the pairs of a project were like before, for the rule about stale sections."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.cache import key
from pipeline.model.check import Earlier
from pipeline.model.findings import PairReport
from pipeline.model.source import Lang, other


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

    def _parts(self, pair: str) -> Iterator[str]:
        yield repr(sorted(self.commit.items()))
        for state in self.states(pair):
            for document in (state.source, state.target):
                yield document.source.path
                yield document.source.text
