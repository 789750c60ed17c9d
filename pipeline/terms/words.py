"""Whether a Japanese term stands as a word of its own or is a part of another."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.model.terms import Hit
from pipeline.model.tokens import Token
from pipeline.terms.forms import ShortUnits

_KATAKANA = re.compile(r"[ァ-ヺー・]+")
# The verbs that make a verb of a noun, in Sudachi's normal forms.
_DOING = frozenset({"為る", "出来る", "致す", "為さる"})


@dataclass(frozen=True)
class Words:
    """The dictionary words of a block, by the offsets they cover."""

    tokens: Sequence[Token]
    starts: Sequence[int]
    ends: dict[int, Token]

    @staticmethod
    def of(tokens: Sequence[Token]) -> Words:
        """The words of a block."""
        return Words(tokens, [t.start for t in tokens], {t.end: t for t in tokens})

    def _is_verb(self, hit: Hit) -> bool:
        """Whether a loan word is a verb (リードする), as a rule of another meaning."""
        word = self.ends.get(hit.end)
        at = bisect_right(self.starts, hit.end) - 1
        after = self.tokens[at] if at >= 0 and self.starts[at] == hit.end else None
        return (
            word is not None
            and after is not None
            and bool(_KATAKANA.fullmatch(unicodedata.normalize("NFKC", word.text)))
            and after.tag.startswith("動詞")
            and after.norm in _DOING
        )

    def holds(self, hit: Hit, units: ShortUnits) -> bool:
        """Whether the hit stands as a word of its own and not as a part of another."""
        before = self.ends.get(hit.start)
        if before is not None and before.tag == "接頭辞":
            return False
        if self._is_verb(hit):
            return False
        word = self.tokens[bisect_right(self.starts, hit.start) - 1]
        if hit.end > word.end or (hit.start, hit.end) == (word.start, word.end):
            return True
        rest = [u for u in units([word.text], "ja")[0] if u.start >= hit.end - word.start]
        # 妊娠中, 治療後: what tells only when leaves the meaning whole.
        return hit.start == word.start and all("副詞可能" in unit.tag for unit in rest)
