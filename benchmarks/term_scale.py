"""Does a large glossary slow the check?

    python benchmarks/term_scale.py --data DIR [--pairs 100] [--rows 200 2000 20000]

Makes glossaries of so many rows from the project's own, the terms of DIR/*.tsv (Japanese, tab,
English), and after these the same terms with a number. Prints how long it takes to load one (read
the file and make both matchers) with an empty cache and with a filled one, and to check as many
copies of the project's articles, without the load. CPU seconds of this process, which other
processes do not slow; wall seconds in brackets. Models are loaded before.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import TypeVar

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from pipeline import languages, terms
from pipeline.model.source import LANGS
from pipeline.running.report import check_pairs
from pipeline.settings.project import Settings
from pipeline.system.cache import Cache
from pipeline.terms.glossary import slug
from pipeline.terms.matcher import build

ROOT = Path(__file__).parents[1]
T = TypeVar("T")


def made(rows: int, data: Path) -> str:
    """A glossary of ``rows`` rows in the project's columns."""
    header, *own = (ROOT / "glossary.tsv").read_text("utf-8").splitlines()
    lines = own[:rows]
    seen = {form.strip() for line in own for form in line.split("\t")[0].split("|")}
    seen = {slug(text) for text in seen}
    terms_ = [
        line.split("\t")[:2]
        for file in sorted(data.glob("*.tsv"))
        for line in file.read_text("utf-8").splitlines()
        if line.count("\t") >= 1 and "|" not in line
    ]
    for turn in count():
        for ja, en in terms_:
            if len(lines) >= rows:
                return "\n".join([header, *lines]) + "\n"
            term = f"{ja.strip()}{turn}群" if turn else ja.strip()
            if term and en.strip() and slug(term) and slug(term) not in seen:
                seen.add(slug(term))
                lines.append(f"{term}\t{en.strip()}{f' group {turn}' if turn else ''}")
    raise AssertionError


def timed(act: Callable[[], T]) -> tuple[T, float, float]:
    cpu, wall = time.process_time(), time.perf_counter()
    result = act()
    return result, time.process_time() - cpu, time.perf_counter() - wall


def load(data: str, cache: Cache) -> None:
    glossary = terms.read_glossary(data, "glossary.tsv", cache)
    for lang in LANGS:
        build(
            glossary,
            lang,
            languages.tokenise_texts,
            languages.short_units,
            languages.first_words,
            (cache, glossary.digest),
        )


def project(folder: Path, pairs: int, glossary: str) -> Path:
    """The project's articles, copied until there are ``pairs`` with both languages."""
    ids = [p for p in sorted((ROOT / "articles/ja").rglob("*.*")) if p.is_file()]
    made_pairs = 0
    for turn in count():
        for ja in ids:
            name = ja.relative_to(ROOT / "articles/ja")
            found = sorted((ROOT / "articles/en" / name.parent).glob(f"{name.stem}.*"))
            if not found or made_pairs >= pairs:
                continue
            for lang, file in (("ja", ja), ("en", found[0])):
                copy = folder / "articles" / lang / f"{turn}-{name.stem}{file.suffix}"
                copy.parent.mkdir(parents=True, exist_ok=True)
                copy.write_bytes(file.read_bytes())
            made_pairs += 1
        if made_pairs >= pairs:
            break
    (folder / "glossary.tsv").write_text(glossary, "utf-8")
    return folder


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--pairs", type=int, default=100)
    parser.add_argument("--rows", type=int, nargs="+", default=[200, 2_000, 20_000])
    asked = parser.parse_args()
    languages.first_words(["脳"])
    print(f"{'rows':>7}{'load cold':>18}{'load cached':>18}{f'check {asked.pairs} pairs':>20}")
    first = 0.0
    for rows in asked.rows:
        data = made(rows, asked.data)
        with tempfile.TemporaryDirectory() as folder:
            cache = Cache(Path(folder))
            _, cold, cold_wall = timed(lambda d=data, c=cache: load(d, c))
            _, warm, warm_wall = timed(lambda d=data, c=cache: load(d, c))
            cache.close()
        with tempfile.TemporaryDirectory() as folder:
            root = project(Path(folder), asked.pairs, data)
            if not first:
                check_pairs(root, Settings(), [next((root / "articles/ja").iterdir()).stem])
            report, cpu, wall = timed(lambda r=root: check_pairs(r, Settings()))
            cpu -= cold
            if report.failures:
                raise RuntimeError(report.failures)
        first = first or cpu
        print(
            f"{rows:7,}{cold:9.2f} s ({cold_wall:.2f}){warm:9.2f} s ({warm_wall:.2f})"
            f"{cpu:9.1f} s ({wall:.1f})  × {cpu / first:.2f}",
            flush=True,
        )


if __name__ == "__main__":
    main()
