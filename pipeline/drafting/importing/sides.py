"""Where a unit that came back stands now: by its numbers, else by its words wherever they are."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.drafting.exporting import held
from pipeline.model.document import Document
from pipeline.model.exchange import Reviewed
from pipeline.model.texts import folded
from pipeline.model.translation import Parts, Segment
from pipeline.system.xml_text import FORBIDDEN
from pipeline.translation.codes import LostCodesError, decoded, plain, uncoded
from pipeline.translation.joining import joined, markup
from pipeline.translation.segments import segments

_Rows = Mapping[str, list[Sequence[Segment]]]


class NotMergedError(ValueError):
    """Why a unit stays out, in words for whoever imports it."""


@dataclass
class Sides:
    """A pair's documents and their segments; ``target`` is None where there is no article yet."""

    source: Document
    target: Document | None
    _by_words: dict[int, _Rows] = field(default_factory=dict)
    _by_hash: dict[int, _Rows] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.ours = segments(self.source)
        self.theirs = segments(self.target) if self.target else ()
        self.by_id = {segment.id: segment for segment in self.ours}
        self.their_id = {segment.id: segment for segment in self.theirs}

    def source_of(self, unit: Reviewed) -> Segment:
        """The source of a unit. Raises NotMergedError where it says something else by now."""
        names = unit.id.split("_")
        named = [self.by_id[name] for name in names if name in self.by_id]
        wanted = words(plain(unit.source))
        if len(named) == len(names):
            group = joined(self.source, named)
            if words(uncoded(group)) == wanted and _shows(self.source, group, unit):
                return group
        if len(names) not in self._by_words:
            self._by_words[len(names)] = _rows(
                self.ours, len(names), lambda row: words(uncoded(joined(self.source, row)))
            )
        alike = [joined(self.source, row) for row in self._by_words[len(names)].get(wanted, [])]
        same = [group for group in alike if _shows(self.source, group, unit)]
        if len(same) == 1:
            return same[0]
        raise NotMergedError("the source changed since the file was exported; export it again")

    def target_of(self, unit: Reviewed) -> Sequence[Segment]:
        """The segments of the target that a unit is about.

        Raises NotMergedError where they say something else by now.
        """
        target, names = self.target, unit.places.split("_")
        if target is not None:
            named = [self.their_id[name] for name in names if name in self.their_id]
            if len(named) == len(names) and held(target, joined(target, named)) == unit.held:
                return named
            if len(names) not in self._by_hash:
                self._by_hash[len(names)] = _rows(
                    self.theirs, len(names), lambda row: held(target, joined(target, row))
                )
            same = self._by_hash[len(names)].get(unit.held, [])
            if len(same) == 1:
                return same[0]
        raise NotMergedError(
            "the words of the translation changed since the file was exported, so they stay; "
            "export it again"
        )


def parts_of(unit: Reviewed, segment: Segment) -> Parts:
    """The translation of a unit. Raises NotMergedError where it lost the segment's markup."""
    try:
        return decoded(unit.target or "", segment)
    except LostCodesError as error:
        raise NotMergedError(f"{error}; mend the markup in the tool and import it again") from None


def words(text: str) -> str:
    """A text as two are compared: white space and what XML cannot carry do not count."""
    return folded(FORBIDDEN.sub("\ufffd", text))


def _shows(source: Document, group: Segment, unit: Reviewed) -> bool:
    """Whether a segment still has the addresses and the code that went out with a unit.

    A file has either what a reader sees of them or the characters of the article.
    """
    own = markup(source, group.parts)
    now = {
        code.id: {words(code.shown), words(own[code.id].start)}
        for code in group.codes
        if code.kind == "alone"
    }
    return all(words(text) in now.get(number, ()) for number, text in unit.shown)


def _rows(
    segments: Sequence[Segment], count: int, name: Callable[[Sequence[Segment]], str]
) -> _Rows:
    """Every row of ``count`` segments by its name."""
    found: dict[str, list[Sequence[Segment]]] = {}
    for k in range(len(segments) - count + 1):
        row = segments[k : k + count]
        found.setdefault(name(row), []).append(row)
    return found
