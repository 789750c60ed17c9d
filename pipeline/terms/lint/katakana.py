"""One loan word, two spellings: ドーパミン here, ドパミン受容体 there.

Compared are the preferred terms of different rows, word by word. Two words are one where they agree
once long-vowel marks are gone, ヴ is read as バ行 and small vowels as large ones, the differences
that the Cabinet notice on loan words (外来語の表記, 1991) leaves to usage.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator

from pipeline.terms.forms import ShortUnits
from pipeline.terms.lint.problems import Problem
from pipeline.terms.lint.reading import Rows, Written

_RUN = re.compile(r"[ァ-ヺー]{3,}")
_SMALL = str.maketrans("ァィゥェォヮヂヅ", "アイウエオワジズ", "ー")
_NO_BEGINNING = frozenset("ーァィゥェォャュョッヮン")
_VU = (("ヴァ", "バ"), ("ヴィ", "ビ"), ("ヴェ", "ベ"), ("ヴォ", "ボ"), ("ヴ", "ブ"))
# ビル and ビール are two words: what is shorter says too little once the marks are gone.
_SHORTEST = 3


def disagreements(read: Rows, units: ShortUnits) -> Iterator[Problem]:
    """Words whose spelling is rarer in the preferred terms than another spelling of the same."""
    uses: dict[str, dict[str, list[Written]]] = defaultdict(lambda: defaultdict(list))
    for form, word in _words(read, units):
        skeleton = _skeleton(word)
        if len(skeleton) >= _SHORTEST:
            uses[skeleton][word].append(form)
    for spellings in uses.values():
        if len(spellings) < 2:
            continue
        usual, *others = sorted(
            spellings, key=lambda word: (-len(spellings[word]), spellings[word][0].line)
        )
        for word in others:
            for form in spellings[word]:
                there = spellings[usual][0]
                if form.line == there.line:
                    continue
                yield Problem(
                    "lint-katakana",
                    f"“{word}” is “{usual}” on line {there.line}; choose one for the preferred "
                    "terms",
                    form.line,
                    form.column + form.text.index(word),
                )


def _words(read: Rows, units: ShortUnits) -> Iterator[tuple[Written, str]]:
    """The katakana words of the preferred terms: whole runs and the words within them."""
    runs = [
        (form, run[0])
        for entry in read.entries
        for form in entry.of("ja", "preferred")
        for run in _RUN.finditer(form.text)
    ]
    distinct = sorted({run for _, run in runs})
    parts = dict(zip(distinct, units(distinct, "ja") if distinct else (), strict=True))
    known = {_skeleton(run) for run in distinct}
    for form, run in runs:
        words = {run, *(token.text for token in parts[run] if _RUN.fullmatch(token.text))}
        for word in sorted(words | set(_ends(run, known))):
            yield form, word


def _ends(run: str, known: Collection[str]) -> Iterator[str]:
    """Ends of a run that are words elsewhere; dictionaries lack many compounds.

    Beginnings say less: ジストニ of ジストニア is no word, whatever ジストニー is.
    """
    for cut in range(1, len(run)):
        piece = run[cut:]
        skeleton = _skeleton(piece)
        if piece[0] not in _NO_BEGINNING and len(skeleton) > _SHORTEST and skeleton in known:
            yield piece


def _skeleton(word: str) -> str:
    for written, plain in _VU:
        word = word.replace(written, plain)
    return word.translate(_SMALL)
