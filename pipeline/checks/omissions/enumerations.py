"""Members of a Japanese enumeration that the English one lacks: A、B、C、D, A, B and C.

The English sentence has to have fewer commas and conjunctions than so many members need. Then each
member is given the words that mean it, the surest first and no words twice; one is lost if it alone
is left with words that mean something else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from pipeline.checks import thresholds
from pipeline.checks.claims.wording import word_set
from pipeline.checks.linked.pairs import SentencePair, sentence_pairs
from pipeline.checks.untranslated.script import JA_LETTER
from pipeline.model.check import Context
from pipeline.model.findings import Place
from pipeline.model.tokens import Token

_COMMAS = word_set("、 ， ・")
_JOINING = word_set("や と 及び 又は 若しくは 或いは 並びに か")
# Particles before the first member and behind the last.
_CASES = word_set("は が を に で も から より へ だ です 為る など 等 と")
# Words that end a clause, no member: 〜の場合、.
_NO_MEMBER = word_set("場合 際 為 中 以降 後 前 時 こと 事 様 方法 他 其れ 此れ 必要 原則")
# What divides members in English, the signs of Japanese that were left in it among them.
_SIGN = r"(?:[,;&/、，・；]|\b(?:and|or|nor)\b)"
_DIVIDING = re.compile(rf"{_SIGN}(?:\s*+{_SIGN})*+", re.IGNORECASE)
# What no member begins with (する, または), and what divides a sentence instead of a member.
_INSIDE = frozenset({"AUX", "SCONJ", "CCONJ", "ADP", "PART", "ADV"})
_TOPIC = frozenset({"は"})
# What no word of a member begins with in English.
_EMPTY = frozenset({"DET", "ADP", "AUX", "PRON", "CCONJ", "PUNCT", "PART", "SCONJ"})

Member = Sequence[Token]
Range = tuple[int, int]


def lost_members(ctx: Context) -> Iterator[tuple[SentencePair, Place, str, float]]:
    """Each lost member with its sentence, place and words; of Japanese sources only."""
    if ctx.source.lang != "ja":
        return
    for pair in sentence_pairs(ctx):
        if pair.score < thresholds.SECTION_LINK or JA_LETTER.search(pair.theirs.text):
            continue  # What was never translated is there, and another rule's.
        marks = _marks(pair.theirs.text)
        for members in _enumerations(pair.ours.tokens):
            if marks < len(members) - 1 and (gone := _gone(ctx, pair, members)) is not None:
                start, end = gone[0].start, gone[-1].end
                text = pair.ours.block.prose.text[start:end]
                yield pair, pair.ours.place(start, end), text, pair.score


def _enumerations(tokens: Sequence[Token]) -> Iterator[list[Member]]:
    """Nouns between commas and 〜や〜, three to nine of them."""
    marks = [number for number in range(1, len(tokens) - 1) if _is_mark(tokens, number)]
    while marks:
        chain = [marks.pop(0)]
        while marks and marks[0] - chain[-1] <= thresholds.MEMBER_WORDS:
            chain.append(marks.pop(0))
        if not any(tokens[number].text in _COMMAS for number in chain):
            continue
        members = [
            tokens[_begin(tokens, chain[0]) : chain[0]],
            *(tokens[a + 1 : b] for a, b in pairwise(chain)),
            tokens[chain[-1] + 1 : _end(tokens, chain[-1])],
        ]
        if thresholds.MEMBERS_FEWEST <= len(members) <= thresholds.MEMBERS_MOST and all(
            map(_is_member, members)
        ):
            yield members


def _is_mark(tokens: Sequence[Token], number: int) -> bool:
    """A comma or conjunction right behind a noun, with a word behind it."""
    token = tokens[number]
    joins = token.norm in _JOINING and token.pos in {"ADP", "CCONJ", "PART", "SCONJ"}
    if not (joins or token.text in _COMMAS):
        return False
    return _is_noun(tokens[number - 1]) and tokens[number + 1].pos not in {"PUNCT", "ADP", "AUX"}


def _is_noun(token: Token) -> bool:
    return token.pos in {"NOUN", "PROPN", "NUM"} or token.tag.startswith(("名詞", "接尾辞"))


def _is_member(member: Member) -> bool:
    """Whether words are a noun, perhaps with what tells it apart (てんかんのある方)."""
    if not member or member[-1].norm in _NO_MEMBER or not _is_noun(member[-1]):
        return False
    return member[0].pos not in _INSIDE and all(t.norm not in _TOPIC for t in member)


def _begin(tokens: Sequence[Token], mark: int) -> int:
    first = mark
    while first > max(0, mark - thresholds.MEMBER_WORDS_OUTER) and not (
        tokens[first - 1].pos == "PUNCT" or tokens[first - 1].norm in _CASES
    ):
        first -= 1
    return first


def _end(tokens: Sequence[Token], mark: int) -> int:
    last = mark + 1
    while last < min(len(tokens), mark + 1 + thresholds.MEMBER_WORDS) and not (
        tokens[last].pos in {"PUNCT", "AUX"} or tokens[last].norm in _CASES
    ):
        last += 1
    return last


def _marks(text: str) -> int:
    """Commas and conjunctions of an English sentence, “, and” being one."""
    return len(_DIVIDING.findall(text))


def _gone(ctx: Context, pair: SentencePair, members: Sequence[Member]) -> Member | None:
    """The only member that no words of the target mean."""
    prose, ranges = pair.theirs.block.prose.text, list(_ranges(pair.theirs.tokens))
    if not ranges:
        return None
    tokens = pair.theirs.tokens
    ours = pair.ours.block.prose.text
    wanted = [ours[member[0].start : member[-1].end] for member in members]
    phrases = [prose[tokens[a].start : tokens[b].end] for a, b in ranges]
    vectors = ctx.embed([*wanted, *phrases])
    alike = (vectors[: len(wanted)] @ vectors[len(wanted) :].T).round(4)
    meant = _shared_out(alike.tolist(), ranges)
    least, *rest = sorted(meant)
    if (
        least >= thresholds.MEMBER_OTHER
        or rest[0] < thresholds.MEMBER_MEANT
        or rest[0] - least < thresholds.MEMBER_MARGIN
    ):
        return None
    return members[meant.index(least)]


def _ranges(tokens: Sequence[Token]) -> Iterator[Range]:
    """Up to four words together that no comma divides."""
    for first in range(len(tokens)):
        if tokens[first].pos in _EMPTY:
            continue
        for last in range(first, min(len(tokens), first + thresholds.MEMBER_WORDS_TOGETHER)):
            if tokens[last].pos == "PUNCT" and tokens[last].text not in "-/":
                break
            if tokens[last].pos not in {"DET", "CCONJ", "PUNCT"}:
                yield first, last


def _shared_out(alike: Sequence[Sequence[float]], ranges: Sequence[Range]) -> list[float]:
    """The cosine of each member with the words it is assigned to, best first; 0 without any."""
    pairs = sorted(
        ((cosine, row, column) for row, line in enumerate(alike) for column, cosine in
         enumerate(line)),
        key=lambda each: (-each[0], each[1:]),
    )  # fmt: skip
    found: dict[int, float] = {}
    taken: list[Range] = []
    for cosine, row, column in pairs:
        first, last = ranges[column]
        if row not in found and all(last < a or b < first for a, b in taken):
            found[row] = cosine
            taken.append((first, last))
    return [found.get(row, 0.0) for row in range(len(alike))]
