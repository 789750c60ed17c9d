"""Numbers in segments that people translated: how often they differ, and are found changed.

    python -m benchmarks.number_segments FILE.tsv[.gz] [--every N] [-v]

FILE holds an English and a Japanese segment a line, after an optional column of names; the first
part of the name up to "/" or ":" is the family. Each segment is compared as one linked sentence.
The figure is findings on the segments as they are, a thousand segments; then one number of the
Japanese side of each is changed (times ten, one more, digits exchanged) and the share that is found
is counted.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import random
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from pipeline.checks.quantities import contradict, decides, read, stricter
from pipeline.checks.quantities.answers import answers, conflicts
from pipeline.checks.quantities.linked import PlacedQuantity, QuantityGroup
from pipeline.languages import tokenise
from pipeline.model.findings import Place
from pipeline.model.links import SentenceGroup
from pipeline.model.source import Span
from tests.support import document

_FIGURE = re.compile(r"(?<![\d.,A-Za-z_/-])\d{1,7}(?![\d.,A-Za-z_/-])")


def segments(path: Path) -> Iterator[tuple[str, str]]:
    """The pairs (Japanese, English) of a file."""
    written = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    csv.field_size_limit(10**7)
    lines = written.decode("utf-8").split("\n")
    for row in csv.reader(filter(None, lines), delimiter="\t", quoting=csv.QUOTE_NONE):
        *_, english, japanese = row
        yield japanese, english


def differ(japanese: str, english: str) -> list[str]:
    """What stands against what in two segments."""
    tokens = tokenise(document("ja", japanese)).blocks
    words = tokens[0][1] if tokens and len(tokens[0]) > 1 else ()
    text = "".join(" " if c == "\n" else c for c in japanese)
    ours = [PlacedQuantity(q, _nowhere()) for q in read(text, "ja", words)]
    theirs = [PlacedQuantity(q, _nowhere()) for q in read(english, "en")]
    group = QuantityGroup(ours, theirs, SentenceGroup((), (), 0.95))
    differences = []
    for a, b in answers(group):
        one, two = a.quantity, b.quantity
        if contradict(one, two) or (stricter(one, two) and decides(one, two)):
            differences.append(f"bounds: {one.words} = {one.reading} | {two.words} = {two.reading}")
    for ours_, theirs_, _ in conflicts(group, ()):
        one, two = ours_.quantity, theirs_.quantity
        differences.append(f"{one.words} = {one.reading} | {two.words} = {two.reading}")
    return differences


def _nowhere() -> Place:
    return Place("ja", Span(0, 0), 0)


def changed(text: str, dice: random.Random) -> str | None:
    """The text with one of its numbers changed; None where it has none."""
    found = list(_FIGURE.finditer(text))
    if not found:
        return None
    spot = dice.choice(found)
    number = spot.group()
    others = {f"{number}0", str(int(number) + 1), number[::-1].lstrip("0")} - {number, ""}
    return f"{text[: spot.start()]}{dice.choice(sorted(others))}{text[spot.end() :]}"


def main(arguments: list[str]) -> None:
    """Prints both figures."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("file", type=Path)
    options.add_argument("--every", type=int, default=1)
    options.add_argument("-v", action="store_true")
    chosen = options.parse_args(arguments)
    dice = random.Random(13)
    seen = alarms = planted = found = 0
    for number, (japanese, english) in enumerate(segments(chosen.file)):
        if number % chosen.every or not japanese.strip() or len(japanese) > 2000:
            continue
        seen += 1
        differences = differ(japanese, english)
        alarms += len(differences)
        if chosen.v and differences:
            print("ALARM", differences, "\n   ", japanese[:160], "\n   ", english[:160])
        other = changed(japanese, dice)
        if other is not None and not differences:
            planted += 1
            caught = differ(other, english)
            found += bool(caught)
            if chosen.v and not caught:
                print("MISSED", other[:160], "\n   ", english[:160])
    print(
        f"{seen} segments: {alarms} findings as they are ({1000 * alarms / max(1, seen):.1f} a "
        f"thousand); of {planted} changed numbers {found} found ({found / max(1, planted):.3f})"
    )


if __name__ == "__main__":
    main(sys.argv[1:])
