"""How many changed quantities the whole tool finds in sentences that people translated.

    python -m benchmarks.quantity_recall FILE.tsv[.gz]… [--source ja|en] [--family NAME]…
        [--limit N] [--kind KIND]… [-v]

FILE holds an English and a Japanese segment a line, after an optional column with the name of the
family. Each segment is checked as an article of one sentence, first as it is (what is said of it
is an alarm), then with one quantity of the translation changed in each way that
``quantity_changes`` knows. A change is found where an error or a warning about quantities says
what was not said before.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import random
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks.quantity_changes import changes
from pipeline.checking.aligning import align_pair
from pipeline.checking.reading import read_pair
from pipeline.checking.shared import EVERY_RULE, Stages, prepare
from pipeline.checks import added_content, number_mismatch, omitted_content
from pipeline.model.source import LANGS, Lang, other
from pipeline.settings.project import Settings
from pipeline.sources import PairFiles

RULES = (number_mismatch, omitted_content, added_content)
NUMBER = re.compile(
    r"\d|[一二三四五六七八九十百千万億半倍毎]|\b(?:two|three|four|five|six|seven|eight|nine|ten|half"
    r"|double|twice|daily|weekly|first|second|third|dozen|hundred|thousand|million)\b", re.I
)  # fmt: skip


class Segment(NamedTuple):
    """Two segments that people hold for the same."""

    family: str
    en: str
    ja: str


def segments(path: Path) -> Iterator[Segment]:
    """The pairs of a file."""
    written = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    csv.field_size_limit(10**7)
    lines = written.decode("utf-8").split("\n")
    for row in csv.reader(filter(None, lines), delimiter="\t", quoting=csv.QUOTE_NONE):
        family, en, ja = row if len(row) == 3 else (path.name.split(".")[0], *row[-2:])
        if 4 < len(en) < 600 and ja.strip():
            yield Segment(family, en, ja)


def said(stages: Stages, texts: dict[Lang, str]) -> set[tuple[str, str, str]]:
    """Errors and warnings about quantities on an article of one sentence."""
    files = PairFiles("a", "articles/ja/a.md", "articles/en/a.md")
    pair, _ = read_pair(files, {lang: f"{texts[lang]}\n".encode() for lang in LANGS}, stages)
    if pair is None or not pair.has_both:
        return set()
    ctx = align_pair(pair, stages)
    return {
        (found.rule, found.severity, found.message)
        for rule in RULES
        for found in rule.check(ctx)
        if found.severity != "info"
    }


def main(arguments: Sequence[str]) -> None:
    """Prints alarms a thousand segments, and what is found of each kind and family."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("files", type=Path, nargs="+")
    options.add_argument("--source", choices=LANGS, default="ja")
    options.add_argument("--family", nargs="*")
    options.add_argument("--kind", nargs="*")
    options.add_argument("--limit", type=int, default=400)
    options.add_argument("--seed", type=int, default=13)
    options.add_argument("-v", action="store_true")
    chosen = options.parse_args(arguments)
    settings = Settings(source=chosen.source)
    stages = prepare(Path(tempfile.mkdtemp()), settings, asked=EVERY_RULE, note=print).stages
    found, planted, alarms, seen = Counter(), Counter(), Counter(), Counter()
    target: Lang = other(chosen.source)
    for family, members in by_family(chosen.files, chosen.family).items():
        dice = random.Random(chosen.seed)
        dice.shuffle(members)
        for segment in [s for s in members if NUMBER.search(s.en + s.ja)][: chosen.limit]:
            texts: dict[Lang, str] = {"ja": segment.ja, "en": segment.en}
            before = said(stages, texts)
            seen[family] += 1
            alarms[family] += len(before)
            if before and chosen.v:
                print("ALARM", family, sorted(before), f"\n    {segment.ja}\n    {segment.en}")
            for kind, changed in changes(texts[target], target, dice):
                if chosen.kind and kind not in chosen.kind:
                    continue
                after = said(stages, {**texts, target: changed})
                planted[family, kind] += 1
                found[family, kind] += bool(after - before)
                if chosen.v and not after - before:
                    print(
                        "MISSED",
                        family,
                        kind,
                        f"\n    {segment.ja}\n    {segment.en}\n    {changed}",
                    )
    kinds = sorted({kind for _, kind in planted})
    print(
        f"{'':14}{'alarms/1000':>12}"
        + "".join(f"{kind[:12]:>13}" for kind in kinds)
        + f"{'all':>15}"
    )
    for family in seen:
        row = [(found[family, k], planted[family, k]) for k in kinds]
        _row(family, 1000 * alarms[family] / seen[family], row)
    total = [(sum(found[f, k] for f in seen), sum(planted[f, k] for f in seen)) for k in kinds]
    _row("all", 1000 * sum(alarms.values()) / max(1, sum(seen.values())), total)


def _row(name: str, alarms: float, cells: Sequence[tuple[int, int]]) -> None:
    found, planted = sum(f for f, _ in cells), sum(n for _, n in cells)
    shown = "".join(f"{f'{f}/{n} {f / n:.2f}' if n else '–':>13}" for f, n in cells)
    share = f"{found}/{planted} {found / max(1, planted):.3f}"
    print(f"{name:14}{alarms:12.1f}{shown}{share:>15}")


def by_family(files: Sequence[Path], wanted: Sequence[str] | None) -> dict[str, list[Segment]]:
    families: dict[str, list[Segment]] = {}
    for path in files:
        for segment in segments(path):
            if not wanted or segment.family in wanted:
                families.setdefault(segment.family, []).append(segment)
    return families


if __name__ == "__main__":
    main(sys.argv[1:])
