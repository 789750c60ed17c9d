"""Where the time of aligning sections goes, and what it takes beside a plain assignment.

    python benchmarks/alignment_speed.py [--data DIR] [--pairs 200] [--long 5] [--repeat 3]

Shows, as Markdown tables: the share of embedding, features, scoring and decoding for one of this
repository's pairs and for 300 sections against 300 with vectors at hand; with ``--data`` (a folder
``<corpus>/<article>/{ja,en}.md``) our alignment against a plain assignment
(scipy.optimize.linear_sum_assignment on the cosine of title and body) of the same documents and
the same cached vectors, each a whole process; and `taiyaku check` of a pair of ``--long`` MB a
side with many sections, and with few. Times are processor time (the median of ``--repeat`` runs),
memory is the largest resident set in 10⁶ bytes. Nothing is asserted. SciPy comes with the extra
``train``.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from pipeline.system import threads  # noqa: F401  (before NumPy)

import numpy as np  # isort: skip
from speed import LANGS, ROOT, complete_pairs, measure, renumbered

from pipeline.alignment import candidates, facts, scorer
from pipeline.alignment.decode import decode
from pipeline.alignment.encoders import load
from pipeline.alignment.facts import AlignmentUnit, Facts
from pipeline.alignment.features import Candidates, Vectors, units
from pipeline.documents import parse
from pipeline.languages import loan_origins
from pipeline.model.source import Source
from pipeline.system.cache import Cache

Sides = tuple[tuple[Facts, ...], tuple[Facts, ...]]
NOTHING: frozenset[str] = frozenset()
FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
HEADING = re.compile(r"^#+ ", re.MULTILINE)


class Clock:
    """Processor seconds since the last look."""

    def __init__(self) -> None:
        self.last = time.process_time()

    def __call__(self) -> float:
        now = time.process_time()
        passed, self.last = now - self.last, now
        return passed


class CachedVectors:
    """Vectors of texts that were embedded before."""

    def __init__(self, vectors: dict[str, np.ndarray]) -> None:
        self.vectors = vectors

    def __call__(self, texts: Sequence[str]) -> np.ndarray:
        return np.stack([self.vectors[text] for text in texts])


def read(paths: dict[str, Path]) -> Sides:
    """Both sides of a pair, as the aligner sees them, without a glossary."""
    ja, en = (
        facts.read(parse(Source(paths[k].name, k, paths[k].read_text("utf-8"))), (), loan_origins)
        for k in LANGS
    )
    return ja, en


def scored(pairs: Candidates, sides: Sides) -> dict[tuple[int, int], float]:
    """Probabilities of the pairs that are worth it."""
    model = scorer.load()
    raw = model.calibrated(model.score(pairs, *([f.level for f in side] for side in sides)))
    places = zip(pairs.ja.tolist(), pairs.en.tolist(), strict=True)
    return {p: s for p, s in zip(places, raw.tolist(), strict=True) if s > 0.005}


def shares(sides: Sides, vectors: dict[str, np.ndarray] | None) -> dict[str, float]:
    """Seconds of each stage; with ``vectors`` at hand there is nothing to embed."""
    clock, found = Clock(), {}
    texts = list(dict.fromkeys(unit.text for side in sides for unit in units(side)))
    clock()
    if vectors is None:
        vectors = dict(zip(texts, load().embed(texts), strict=True))
    found["embedding"] = clock()
    pairs = candidates(*sides, CachedVectors(vectors))
    found["features"] = clock()
    scores = scored(pairs, sides)
    found["scoring"] = clock()
    decode(scores, pairs.shape, 0.5)
    found["decoding"] = clock()
    return found


def invented(count: int, sentences: int = 6) -> tuple[Sides, dict[str, np.ndarray]]:
    """``count`` sections a side that translate each other, and vectors of their texts."""
    random = np.random.default_rng(0)
    vectors: dict[str, np.ndarray] = {}

    def unit(lang: str, name: str, meaning: np.ndarray) -> AlignmentUnit:
        vector = meaning + 0.8 * random.standard_normal(512)
        vectors[lang + name] = (vector / np.linalg.norm(vector)).astype(np.float32)
        words = frozenset(f"w{n}" for n in random.integers(0, 500, 3))
        return AlignmentUnit(lang + name, 50.0, words, words, frozenset({name[:2]}), words)

    sides: dict[str, list[Facts]] = {lang: [] for lang in LANGS}
    for number in range(count):
        meanings = random.standard_normal((sentences, 512))
        for lang in LANGS:
            read = [unit(lang, f"{number}.{k}", meaning) for k, meaning in enumerate(meanings)]
            level, body = 2 + number % 2, tuple(read[1:])
            bare = (NOTHING, NOTHING, 0, NOTHING)
            sides[lang].append(Facts(number, level, False, "", read[0], body, *bare))
    return (tuple(sides["ja"]), tuple(sides["en"])), vectors


def split_table(repeat: int) -> Iterator[str]:
    """Where the time goes, for a usual pair and for a large one."""
    pair = next(p for p in complete_pairs() if p["ja"].stem == "insomnia")
    usual = read(pair)
    load().embed(["loads the model"])
    large, vectors = invented(300)
    yield "| documents | embedding | features | scoring | decoding | all |"
    yield "|---|---|---|---|---|---|"
    for name, sides, known in (
        (f"{pair['ja'].stem}, {len(usual[0])} × {len(usual[1])} sections", usual, None),
        ("300 × 300 sections, vectors cached", large, vectors),
    ):
        runs = [shares(sides, known) for _ in range(repeat)]
        medians = {stage: statistics.median(run[stage] for run in runs) for stage in runs[0]}
        whole = sum(medians.values())
        cells = " | ".join(f"{s:.3f} s ({s / whole:.0%})" for s in medians.values())
        yield f"| {name} | {cells} | {whole:.3f} s |"


def linear_sum_assignment(cost: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """SciPy's, which only this comparison needs."""
    from scipy import optimize

    return optimize.linear_sum_assignment(cost)


def assigned(ja: tuple[Facts, ...], en: tuple[Facts, ...], embed: CachedVectors) -> np.ndarray:
    """A plain assignment on the cosine of titles and bodies."""
    a, b = (Vectors.of(side, embed([u.text for u in units(side)])) for side in (ja, en))
    return np.stack(linear_sum_assignment(-(a.bodies @ b.bodies.T + a.titles @ b.titles.T)))


def work(how: str, paths: Sequence[str], cache: Path) -> None:
    """What one process of the comparison does; prints its processor time without start-up."""
    if how == "assignment":
        # Its import is part of the whole, not of a pair.
        linear_sum_assignment(np.eye(2))
    encoder, clock, stages = load(cache=Cache(cache)), Clock(), [0.0, 0.0, 0.0]
    for folder in map(Path, paths):
        clock()
        ja, en = read({lang: folder / f"{lang}.md" for lang in LANGS})
        stages[0] += clock()
        texts = list(dict.fromkeys(u.text for side in (ja, en) for u in units(side)))
        embed = (
            CachedVectors(dict(zip(texts, encoder.embed(texts), strict=True)))
            if texts
            else CachedVectors({})
        )
        stages[1] += clock()
        if not (ja and en):
            continue
        if how == "ours":
            pairs = candidates(ja, en, embed)
            decode(scored(pairs, (ja, en)), pairs.shape, 0.5)
        elif how == "assignment":
            assigned(ja, en, embed)
        stages[2] += clock()
    print(*stages)


def comparison(data: Path, count: int, repeat: int) -> Iterator[str]:
    """Our alignment and a plain assignment, whole processes with every vector cached."""
    every = sorted(path.parent for path in data.glob("*/*/ja.md"))
    folders = every[:: max(1, len(every) // count)][:count]
    with tempfile.TemporaryDirectory(prefix="taiyaku-speed-") as folder:

        def run(how: str) -> tuple[float, list[float]]:
            command = [sys.executable, __file__, "--work", how, "--cache", folder]
            process = subprocess.Popen(
                [*command, *map(str, folders)], stdout=subprocess.PIPE, encoding="utf-8"
            )
            output = process.stdout.read() if process.stdout else ""
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            if process.returncode:
                sys.exit(f"--work {how} ended with {process.returncode}")
            return usage.ru_utime + usage.ru_stime, [float(n) for n in output.split()]

        run("nothing")
        yield f"{len(folders)} pairs of documents, vectors cached, whole processes:"
        yield ""
        yield "| method | whole | reading | vectors | aligning | of the assignment's whole |"
        yield "|---|---|---|---|---|---|"
        # Turn by turn, so that a busy machine slows both.
        turns = [(run("assignment"), run("ours")) for _ in range(repeat)]
        plain = statistics.median(turn[0][0] for turn in turns)
        for k, name in enumerate(("plain assignment", "ours")):
            whole = statistics.median(turn[k][0] for turn in turns)
            stages = [statistics.median(turn[k][1][s] for turn in turns) for s in range(3)]
            cells = " | ".join(f"{s:.2f} s" for s in stages)
            yield f"| {name} | {whole:.2f} s | {cells} | {whole / plain:.2f} |"


def make_long(root: Path, size: float, *, few: bool) -> tuple[int, int]:
    """A pair of ``size`` MB a side from this repository's articles; its numbers of sections."""
    pairs = [p for p in complete_pairs() if {path.suffix for path in p.values()} == {".md"}]
    texts = [
        {k: FRONT_MATTER.sub("", p[k].read_text("utf-8")).replace("taiyaku: ignore", "") for k in p}
        for p in pairs
    ]
    written: dict[str, list[str]] = {lang: [] for lang in LANGS}
    length = dict.fromkeys(LANGS, 0)
    number = 0
    while max(length.values()) < size * 1e6:
        number += 1
        for lang in LANGS:
            text = renumbered(texts[number % len(texts)][lang], number)
            if few and number % 400 != 1:
                text = HEADING.sub("", text)
            # Half the articles are one section each: about 5,000 sections in 5 MB.
            elif number % 2:
                text = f"# {number}\n\n{HEADING.sub('', text)}"
            written[lang].append(text)
            length[lang] += len(text.encode())
    for lang in LANGS:
        path = root / "articles" / lang / "long.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n\n".join(written[lang]), encoding="utf-8")
    shutil.copy(ROOT / "glossary.tsv", root)
    (root / "taiyaku.toml").write_text("max_size = 100_000_000\n", encoding="utf-8")
    counts = [sum(len(HEADING.findall(text)) for text in written[lang]) for lang in LANGS]
    return counts[0], counts[1]


def long_table(size: float) -> Iterator[str]:
    """`taiyaku check` of one long pair, cold."""
    yield "| one pair, cold | processor time | peak memory |"
    yield "|---|---|---|"
    for few in (False, True):
        with tempfile.TemporaryDirectory(prefix="taiyaku-speed-") as folder:
            ja, en = make_long(Path(folder), size, few=few)
            arguments = ["check", "--quiet", "--no-cache", "--format", "json"]
            run = measure(arguments, Path(folder), Path(folder) / "log")
            yield (
                f"| {size:g} MB a side, {ja:,} and {en:,} headings | {run.cpu:.0f} s"
                f" | {run.peak:.0f} MB |"
            )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, metavar="DIR")
    parser.add_argument("--pairs", type=int, default=200, help="pairs of --data (%(default)s)")
    parser.add_argument("--long", type=float, default=5, help="MB a side; 0 for none (%(default)s)")
    parser.add_argument("--repeat", type=int, default=3, help="runs per figure (%(default)s)")
    parser.add_argument("--work", help=argparse.SUPPRESS)
    parser.add_argument("--cache", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("folders", nargs="*", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.work:
        work(options.work, options.folders, options.cache)
        return
    tables = [split_table(options.repeat)]
    if options.data:
        tables.append(comparison(options.data, options.pairs, options.repeat))
    if options.long:
        tables.append(long_table(options.long))
    for table in tables:
        for line in table:
            print(line, flush=True)
        print()


if __name__ == "__main__":
    main()
