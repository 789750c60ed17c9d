"""How long taiyaku takes and how much memory, measured as a user meets it: whole processes.

    python benchmarks/speed.py [--sizes 10,100,1000] [--repeat 3] [--write README.md]

Every figure is the median of ``--repeat`` runs of a new process; memory is the largest resident set
of any one process of a run, as the kernel counts it. Projects of N pairs are made of this
repository's own complete pairs, copied under new names until there are N. The table is Markdown.
Nothing is asserted: a slow machine is not a bug. Measure on a machine that does nothing else.
"""

from __future__ import annotations

import argparse
import os
import platform
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TAIYAKU = [str(Path(sys.executable).with_name("taiyaku"))]
LANGS = ("ja", "en")
# Three letters before an English stop leave ``1.``, ``a.`` and ``e.g.`` alone.
SENTENCE_END = re.compile(r"[。！？]|(?<=[^\W\d_]{3})[.!?](?=\s|$)", re.MULTILINE)
LIMITS = {100: "60 s, 1 GB"}
MARKERS = ("<!-- speed -->", "<!-- /speed -->")
DARWIN = sys.platform == "darwin"


@dataclass(frozen=True)
class Run:
    """Wall-clock seconds, CPU seconds, and peak resident memory in megabytes (10⁶ bytes)."""

    wall: float
    cpu: float
    peak: float


def measure(arguments: list[str], cwd: Path, log: Path) -> Run:
    """One process from start to end; exit codes above 1 are failures of the benchmark."""
    with log.open("wb") as sink:
        start = time.perf_counter()
        process = subprocess.Popen(
            [*TAIYAKU, *arguments], cwd=cwd, stdin=subprocess.DEVNULL, stdout=sink, stderr=sink
        )
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):
        tail = log.read_text(encoding="utf-8", errors="replace")[-2000:]
        sys.exit(f"taiyaku {' '.join(arguments)} ended with {process.returncode}:\n{tail}")
    unit = 1 if DARWIN else 1024
    return Run(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * unit / 1e6)


def median(runs: list[Run]) -> Run:
    """The median of each quantity on its own."""
    return Run(
        statistics.median(run.wall for run in runs),
        statistics.median(run.cpu for run in runs),
        statistics.median(run.peak for run in runs),
    )


def complete_pairs() -> list[dict[str, Path]]:
    """The repository's articles that exist in both languages, sorted by name."""
    found: list[dict[str, Path]] = []
    for ja in sorted((ROOT / "articles" / "ja").rglob("*.*")):
        name = ja.relative_to(ROOT / "articles" / "ja").with_suffix("")
        partners = sorted((ROOT / "articles" / "en").glob(f"{name}.*"))
        if partners:
            found.append({"ja": ja, "en": partners[0]})
    if not found:
        sys.exit("articles/ and articles/en hold no complete pair to measure with")
    return found


def make_project(root: Path, size: int, pairs: list[dict[str, Path]]) -> Path:
    """A project of ``size`` pairs under ``root``; a number in each text keeps the copies apart."""
    for number in range(size):
        pair = pairs[number % len(pairs)]
        for lang, path in pair.items():
            copy = root / "articles" / lang / f"article-{number:04d}{path.suffix}"
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_text(renumbered(path.read_text(encoding="utf-8"), number), encoding="utf-8")
    shutil.copy(ROOT / "glossary.tsv", root)
    return root


def renumbered(text: str, number: int) -> str:
    """``text`` with a number after every sentence, so that no two copies share one.

    A cache keyed by sentence would otherwise make the copies look cheaper than articles are.
    """
    return SENTENCE_END.sub(lambda end: f" ({number}){end[0]}" if number else end[0], text)


def sentences(pairs: list[dict[str, Path]]) -> str:
    """Mean sentences a side, roughly, for the caption."""
    counts = [
        len(SENTENCE_END.findall(pair[lang].read_text(encoding="utf-8")))
        for pair in pairs
        for lang in LANGS
    ]
    return f"{statistics.mean(counts):.0f}"


def row(label: str, run: Run, limit: str, per: int = 0) -> str:
    each = f"{run.wall / per * 1000:.0f} ms" if per else ""
    return (
        f"| {label} | {run.wall:.2f} s | {each} | {run.cpu:.2f} s | {run.peak:.0f} MB | {limit} |"
    )


def table(sizes: list[int], repeat: int) -> Iterator[str]:
    """The lines of the table, each as soon as it is measured."""
    pairs = complete_pairs()
    yield (
        f"Python {platform.python_version()}, {os.cpu_count()} cores, median of {repeat} runs;"
        f" about {sentences(pairs)} sentences a side."
    )
    yield ""
    yield "| what | time | a pair | CPU | peak memory | limit |"
    yield "|---|---|---|---|---|---|"
    with tempfile.TemporaryDirectory(prefix="taiyaku-speed-") as folder:

        def figure(arguments: list[str], cwd: Path, times: int) -> Run:
            return median([measure(arguments, cwd, Path(folder) / "log") for _ in range(times)])

        # One process; repeated.py measures several, and what a cache spares.
        check = ["check", "--quiet", "--jobs=1", "--no-cache", "--format", "json"]
        single = make_project(Path(folder) / "1", 1, pairs)
        yield row("`taiyaku --help`", figure(["--help"], single, repeat), "0.3 s")
        yield row("check, 1 pair, cold", figure(check, single, repeat), "4 s, 1 GB", 1)
        for size in sizes:
            project = make_project(Path(folder) / f"p{size}", size, pairs)
            # A long run is its own average, and three of them would take the afternoon.
            run = figure(check, project, repeat if size <= 100 else 1)
            yield row(f"check, {size:,} pairs", run, LIMITS.get(size, "1 GB"), size)
            shutil.rmtree(project)


def write_between_markers(file: Path, lines: list[str]) -> None:
    """Puts the table between the two comments that frame it in a Markdown file."""
    text = file.read_text(encoding="utf-8")
    start, end = text.index(MARKERS[0]) + len(MARKERS[0]), text.index(MARKERS[1])
    body = "\n".join(lines)
    file.write_text(f"{text[:start]}\n{body}\n{text[end:]}", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--sizes", default="10,100,1000", help="numbers of pairs (%(default)s)")
    parser.add_argument("--repeat", type=int, default=3, help="runs per figure (%(default)s)")
    parser.add_argument("--write", type=Path, help="a file whose table to replace")
    options = parser.parse_args()
    lines = []
    for line in table([int(size) for size in options.sizes.split(",") if size], options.repeat):
        print(line, flush=True)
        lines.append(line)
    if options.write:
        write_between_markers(options.write, lines)


if __name__ == "__main__":
    main()
