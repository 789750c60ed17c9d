"""Negation: what denies, what only looks as if it did, and whether two sentences disagree."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from pipeline.checks import thresholds
from pipeline.checks.claims.model import Denial, Polarity, SentenceClaims
from pipeline.checks.claims.patterns import Pattern
from pipeline.checks.claims.wording import JoinedWords, data, search, whole, words
from pipeline.model.source import Lang
from pipeline.model.tokens import Token

# JoinedWords that deny by themselves: Sudachi's normal forms, English lemmas.
_NEGATORS: dict[Lang, frozenset[str]] = {
    "ja": frozenset({"ない", "無い", "ず", "まい", "無し", "なし"}),
    "en": frozenset({"not", "no", "never", "none", "nobody", "nothing", "neither", "nor"}),
}
_CONTENT = frozenset({"VERB", "ADJ", "NOUN", "PROPN"})


class Opposed(NamedTuple):
    """One side denies what the other says. A side's place is None where nothing is marked there."""

    ours: Denial | None
    theirs: Denial | None
    ours_denies: bool
    confidence: float


def polarity(
    tokens: Sequence[Token],
    joined: JoinedWords,
    lang: Lang,
    is_main: Callable[[int], tuple[int, int] | None],
) -> Polarity:
    """What a sentence denies.

    ``is_main`` gives the tokens of the whole predicate that a negator denies, where it governs the
    sentence.
    """
    taken: set[int] = set()
    found: dict[str, list[Denial]] = {}
    for key in ("neutral", "double", "restrictive"):
        found[key] = []
        for first, last in search(_patterns(lang, key), joined):
            if taken.isdisjoint(range(first, last + 1)):
                taken.update(range(first, last + 1))
                found[key].append(_denial(tokens, first, last, main=key != "restrictive"))
    conditions = set(search(_patterns(lang, "conditions"), joined))
    places = {(tokens[first].start, tokens[last].end) for first, last in conditions}
    found["restrictive"] = [each._replace(main=each[:2] in places) for each in found["restrictive"]]
    denials = []
    for first, last in sorted({*search(_patterns(lang, "denials"), joined), *_plain(tokens, lang)}):
        if not taken.isdisjoint(range(first, last + 1)):
            continue
        taken.update(range(first, last + 1))
        governed = is_main(first)
        start, end = governed or (first, last)
        denial = _denial(tokens, min(first, start), max(last, end), main=governed is not None)
        denials.append(
            denial._replace(of_negative=_is_negative(_denied_word(tokens, first, lang), lang))
        )
    rest = [token for number, token in enumerate(tokens) if number not in taken]
    left = words(rest, lang) if taken else joined
    hints = {number for number, token in enumerate(rest) if lang == "ja" and _has_prefix(token)}
    hints |= {first for first, _ in search(_patterns(lang, "hints"), left)}
    return Polarity(
        tuple(denials),
        tuple(found["double"]),
        tuple(found["restrictive"]),
        len(hints),
        next(search(_patterns(lang, "weak"), left), None) is not None,
        next(search(_patterns(lang, "scarce"), left), None) is not None,
    )


def opposed(
    ours: SentenceClaims,
    our_tokens: Sequence[Token],
    theirs: SentenceClaims,
    their_tokens: Sequence[Token],
    lang: Lang,
) -> Opposed | None:
    """Whether one of two linked sentences denies what the other says; ``lang`` is the source's."""
    if ours.is_question or theirs.is_question:
        return None
    counterpart: Lang = "en" if lang == "ja" else "ja"
    a, b = ours.polarity, theirs.polarity
    denied = _denied(ours, our_tokens, lang, theirs, their_tokens)
    if denied is not None:
        return Opposed(
            denied,
            _first(b.affirmed),
            True,
            thresholds.POLARITY_MAIN if denied.main else thresholds.POLARITY_BESIDE,
        )
    denied = _denied(theirs, their_tokens, counterpart, ours, our_tokens)
    if denied is not None:
        return Opposed(
            _first(a.affirmed),
            denied,
            False,
            thresholds.POLARITY_MAIN if denied.main else thresholds.POLARITY_BESIDE,
        )
    if a.affirmed and not b.has_denial and not b.affirmed and b.scarce:
        return Opposed(_first(a.affirmed), None, False, thresholds.POLARITY_BESIDE)
    if b.affirmed and not a.has_denial and not a.affirmed and a.scarce:
        return Opposed(None, _first(b.affirmed), True, thresholds.POLARITY_BESIDE)
    excepted = _lost_exception(ours, theirs) or _lost_exception(theirs, ours)
    if excepted is not None:
        here = excepted in a.excepted
        return Opposed(
            excepted if here else None, None if here else excepted, here, thresholds.POLARITY_BESIDE
        )
    if any(side.denials or side.excepted or side.affirmed for side in (a, b)):
        return None
    japanese, english = (our_tokens, their_tokens) if lang == "ja" else (their_tokens, our_tokens)
    prefixed = _prefixed(japanese, english)
    if prefixed is None:
        return None
    left, right, japanese_denies = prefixed
    affirming = b if japanese_denies == (lang == "ja") else a
    if affirming.hints:
        return None
    one, two = (left, right) if lang == "ja" else (right, left)
    return Opposed(one, two, japanese_denies == (lang == "ja"), thresholds.POLARITY_PREFIX)


def _denied(
    reading: SentenceClaims,
    tokens: Sequence[Token],
    lang: Lang,
    counterpart: SentenceClaims,
    counterpart_tokens: Sequence[Token],
) -> Denial | None:
    """The negation of this side that no word of the other could render.

    A word with a negative meaning answers a denial only where this side has none of its own that
    it renders: “stop” is やめる in やめないでください.
    """
    own, other = reading.polarity, counterpart.polarity
    if (
        not own.denials
        or other.denials
        or other.excepted
        or other.hints > sum(denial.of_negative for denial in own.denials)
    ):
        return None
    main = [denial for denial in own.denials if denial.main]
    if other.weakly and not main:
        return None
    if not main and (
        other.hints or len(own.denials) > 1 or not _is_short(tokens, counterpart_tokens)
    ):
        return None
    if is_answered(tokens, lang, counterpart_tokens):
        return None
    return (main or own.denials)[-1]


def _is_short(*sides: Sequence[Token]) -> bool:
    """Whether both sentences are so short that the negation is what they are about."""
    return all(len(tokens) <= thresholds.NEGATION_SHORT_SENTENCE for tokens in sides)


def _first(found: Sequence[Denial]) -> Denial | None:
    return found[0] if found else None


def _lost_exception(reading: SentenceClaims, counterpart: SentenceClaims) -> Denial | None:
    """A negative condition (unless, ない限り) of a denial that the other side leaves positive."""
    own, other = reading.polarity, counterpart.polarity
    if len(own.excepted) != 1 or not own.excepted[0].main or other.excepted or other.weakly:
        return None
    if len(own.denials) != 1 or len(other.denials) != 1 or other.hints > own.hints:
        return None
    return own.excepted[0]


def _plain(tokens: Sequence[Token], lang: Lang) -> Iterator[tuple[int, int]]:
    for number, token in enumerate(tokens):
        if is_negator(token, lang):
            yield number, number


def _denied_word(tokens: Sequence[Token], number: int, lang: Lang) -> Token | None:
    """The content word that is negated: before ない, or after “not”."""
    if lang == "en":
        near = tokens[number + 1 : number + 1 + thresholds.NEGATION_SCOPE]
        return next((token for token in near if token.pos in _CONTENT), None)
    before = reversed(tokens[max(0, number - thresholds.NEGATION_SCOPE) : number])
    return next((token for token in before if token.pos in _CONTENT), None)


def _is_negative(token: Token | None, lang: Lang) -> bool:
    if token is None:
        return False
    return next(search(_patterns(lang, "hints"), words((token,), lang)), None) is not None


def is_negator(token: Token, lang: Lang) -> bool:
    """Whether a word is a negation cue by itself."""
    form = token.norm if lang == "ja" else token.lemma
    return form in _NEGATORS[lang] or (lang == "en" and token.norm.endswith("n't"))


def denying(tokens: Sequence[Token], lang: Lang) -> set[int]:
    """The numbers of the tokens that are negation cues: negators, else words like lack and 皆無."""
    found = {number for number, token in enumerate(tokens) if is_negator(token, lang)}
    if found:
        return found
    joined = words(tokens, lang)
    ranges = search(_patterns(lang, "denials"), joined)
    return {number for first, last in ranges for number in range(first, last + 1)}


def is_answered(tokens: Sequence[Token], lang: Lang, counterpart: Sequence[Token]) -> bool:
    """Whether the other side has a plain word for this denial (変わりません, remains)."""
    joined = words(tokens, lang)
    theirs = {token.lemma for token in counterpart} | {token.norm for token in counterpart}
    return any(
        theirs & frozenset(row["by"])
        for row in data("negatives.toml")["answers"]
        if row["lang"] == lang and next(search((whole(row["pattern"], lang),), joined), None)
    )


def _prefixed(
    ja: Sequence[Token], en: Sequence[Token]
) -> tuple[Denial | None, Denial | None, bool] | None:
    """A term with a negative prefix on one side whose bare stem stands on the other."""
    written = "".join(token.text for token in ja)
    for row in data("negatives.toml")["stems"]:
        if not any(stem in written for stem in row["ja"]):
            continue
        ours = [(n, _stem_ja(ja, n, row["ja"])) for n in range(len(ja))]
        theirs = [(n, _stem_en(en, n, row["en"])) for n in range(len(en))]
        left = {is_negative for _, is_negative in ours if is_negative is not None}
        right = {is_negative for _, is_negative in theirs if is_negative is not None}
        if len(left) == 1 and len(right) == 1 and left != right:
            at = next(n for n, is_negative in ours if is_negative is not None)
            to = next(n for n, is_negative in theirs if is_negative is not None)
            negative = True in left
            first = at - 1 if negative and at and ja[at - 1].text in _prefixes("ja") else at
            before = en[to - 2].norm if to > 1 else ""
            start = to - 2 if not negative and before == "non" else to
            return (
                _denial(ja, first, at, main=True),
                _denial(en, start, to, main=True),
                negative,
            )
    return None


def _stem_ja(tokens: Sequence[Token], number: int, stems: Sequence[str]) -> bool | None:
    """Whether a token is one of the stems with (True) or without (False) a negative prefix."""
    text = tokens[number].text
    before = tokens[number - 1].text if number else ""
    for stem in stems:
        if text in {stem, stem + "性", stem + "的"}:
            return before in _prefixes("ja")
        if text[:1] in _prefixes("ja") and text[1:] in {stem, stem + "性", stem + "的"}:
            return True
    return None


def _stem_en(tokens: Sequence[Token], number: int, stems: Sequence[str]) -> bool | None:
    token = tokens[number]
    for form in (token.lemma, token.norm):
        if form in stems:
            before = [t.norm for t in tokens[max(0, number - 2) : number]]
            return before[-1:] == ["non"] or before == ["non", "-"]
        for prefix in _prefixes("en"):
            if form.startswith(prefix) and form[len(prefix) :] in stems:
                return True
    return None


def _has_prefix(token: Token) -> bool:
    return token.text.startswith(tuple(_prefixes("ja"))) and token.norm not in _NOT_PREFIXED


# JoinedWords that begin with the character of a prefix and have no negative meaning.
_NOT_PREFIXED = frozenset({"非常", "不安", "不安症", "不眠", "不眠症", "未来", "無理", "不思議"})


def _prefixes(lang: Lang) -> list[str]:
    return _table(lang)["prefixes"]


def _denial(tokens: Sequence[Token], first: int, last: int, *, main: bool) -> Denial:
    return Denial(tokens[first].start, tokens[last].end, cut(tokens[first : last + 1]), main)


def cut(tokens: Sequence[Token]) -> str:
    """The words of tokens as they stand, white space folded."""
    text: list[str] = []
    at = None
    for token in tokens:
        if at is not None and token.start > at:
            text.append(" ")
        text.append(token.text)
        at = token.end
    return "".join(text)


@cache
def _table(lang: Lang) -> dict[str, list[str]]:
    """The part of ``negatives.toml`` about one language."""
    table: dict[str, list[str]] = data("negatives.toml")[lang]
    return table


@cache
def _patterns(lang: Lang, key: str) -> tuple[Pattern, ...]:
    return tuple(whole(pattern, lang) for pattern in _table(lang)[key])
