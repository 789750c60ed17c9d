"""How long a check takes that is not the first: from the cache, with one change, with several jobs.

    python benchmarks/repeated.py [--pairs 1000] [--repeat 3] [--jobs 2] [--write docs/cache.md]

Whole processes, as a user meets them; every figure but those of cold runs is the median of
``--repeat`` of them. The project is made of this repository's own pairs (see speed.py). Its cold
run is measured with one job and with ``--jobs``, and each must write the same bytes as a warm one.
Nothing else is asserted. Measure on a machine that does nothing else.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pexpect
from speed import TAIYAKU, complete_pairs, make_project, write_between_markers

NEW = {
    "plain": "\n{}回目の治療の日は、予約をお取りください。\n",
    "negated": "\n{}回目の治療の後は、車を運転しないでください。\n",
}


def check(root: Path, cache: Path | None, jobs: int = 1, form: str = "json") -> tuple[float, bytes]:
    """Seconds of one process, and what it printed."""
    cache_option = ["--no-cache"] if cache is None else [f"--cache-dir={cache}"]
    start = time.perf_counter()
    done = subprocess.run(
        [*TAIYAKU, "check", "--fail-on=never", "-f", form, f"--jobs={jobs}", *cache_option],
        cwd=root,
        capture_output=True,
        check=False,
    )
    if done.returncode:
        sys.exit(done.stderr.decode())
    return time.perf_counter() - start, done.stdout


def saved(root: Path, cache: Path, repeat: int) -> float:
    """Seconds from saving a file to its pair on the screen, while watch runs."""
    watch = pexpect.spawn(
        TAIYAKU[0], ["watch", f"--cache-dir={cache}"], cwd=str(root), encoding="utf-8", timeout=300
    )
    watch.expect("Ctrl-C ends it")
    time.sleep(10)
    article = next((root / "articles/en").iterdir())
    times = []
    for number in range(repeat):
        text = article.read_text("utf-8") + f"\nOne more sentence, number {number}.\n"
        start = time.perf_counter()
        article.write_text(text, "utf-8")
        watch.expect(" in 1 of 1 pair|in 1 pair")
        times.append(time.perf_counter() - start)
        time.sleep(1)
    watch.close(force=True)
    return statistics.median(times)


def rows(folder: Path, pairs: int, repeat: int, jobs: int) -> Iterator[tuple[str, float, str]]:
    """What is measured, seconds, and the limit."""
    own = complete_pairs()
    one, many = make_project(folder / "one", 1, own), make_project(folder / "many", pairs, own)
    cache = folder / "cache"

    def median(root: Path, form: str = "json") -> float:
        return statistics.median(check(root, cache, form=form)[0] for _ in range(repeat))

    check(one, cache)
    yield "1 pair, known", median(one), "0.4 s"
    alone, right = check(many, None)
    yield f"{pairs:,} pairs, cold, 1 job", alone, ""
    shared, printed = check(many, cache, jobs)
    yield f"{pairs:,} pairs, cold, {jobs} jobs", shared, ""
    if printed != right or check(many, cache)[1] != right:
        sys.exit("the runs did not print the same")
    yield f"  times as fast with {jobs} jobs", alone / shared, "1.7"
    yield f"{pairs:,} pairs, known, json", median(many), "1.5 s"
    yield f"{pairs:,} pairs, known, terminal", median(many, "terminal"), "1.5 s"
    article = next((many / "articles/ja").glob("*.md"))
    for kind, sentence in NEW.items():
        times = []
        for number in range(repeat):
            article.write_text(article.read_text("utf-8") + sentence.format(number + 2), "utf-8")
            times.append(check(many, cache, jobs)[0])
        limit = "4 s" if kind == "plain" else "6 s"
        yield f"{pairs:,} pairs, one changed ({kind})", statistics.median(times), limit
    yield "watch, from saving to seeing", saved(many, cache, repeat), "0.5 s"


def table(pairs: int, repeat: int, jobs: int) -> Iterator[str]:
    """The lines of the table, each as soon as it is measured."""
    yield f"Python {platform.python_version()}, {os.cpu_count()} cores, median of {repeat} runs."
    yield ""
    yield "| what | measured | limit |"
    yield "|---|---|---|"
    with tempfile.TemporaryDirectory(prefix="taiyaku-repeated-") as folder:
        for label, value, limit in rows(Path(folder), pairs, repeat, jobs):
            unit = "" if "times" in label else " s"
            yield f"| {label.strip()} | {value:.2f}{unit} | {limit} |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--pairs", type=int, default=1000, help="(%(default)s)")
    parser.add_argument("--repeat", type=int, default=3, help="runs per figure (%(default)s)")
    parser.add_argument("--jobs", type=int, default=2, help="processes (%(default)s)")
    parser.add_argument("--write", type=Path, help="a file whose table to replace")
    options = parser.parse_args()
    if shutil.which(TAIYAKU[0]) is None:
        sys.exit("taiyaku is not installed beside this Python")
    lines = []
    for line in table(options.pairs, options.repeat, options.jobs):
        print(line, flush=True)
        lines.append(line)
    if options.write:
        write_between_markers(options.write, lines)


if __name__ == "__main__":
    main()
