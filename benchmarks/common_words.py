"""Writes the English words that are mostly written small: what they name is no person or place.

    python -m benchmarks.common_words FILE… [--write]

FILE is English text, whatever its form. A word counts where it does not begin a sentence; it is
common that stands small at least `_LEAST` times and nine times as often as with a capital.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from pathlib import Path

_TARGET = Path("pipeline/wordlinks/common_words.tsv")
_HEAD = """\
# English words that are mostly written small, counted in translations of open licence (NOTICE)
# by benchmarks/common_words.py.
"""
_LEAST, _SHARE = 2, 0.9
_INSIDE = re.compile(r"(?<=[a-z,;)] )([A-Za-z][a-z]{2,})(?![\w'’])")


def main() -> None:
    """Counts, prints how many, and writes the list where asked."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("files", nargs="+", type=Path)
    options.add_argument("--write", action="store_true")
    asked = options.parse_args()
    small: Counter[str] = Counter()
    great: Counter[str] = Counter()
    for path in asked.files:
        for word in _INSIDE.findall(path.read_text("utf-8", errors="replace")):
            (small if word.islower() else great)[word.casefold()] += 1
    common = sorted(
        word
        for word, count in small.items()
        if count >= _LEAST and count >= _SHARE * (count + great[word])
    )
    text = _HEAD + "".join(f"{word}\n" for word in common)
    print(f"{len(common):,} words, {len(text):,} bytes")
    if asked.write:
        _TARGET.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
