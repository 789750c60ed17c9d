"""How often the rules about terms are right, on cases that a translator can read.

    python benchmarks/term_cases.py [--half tuned|held-out] [-v]

The cases (tests/cases/terms/bar/*.yaml) run through the whole tool as articles of their own. They
were divided by a hash of their id before any tuning: only `tuned` was looked at while the rules
were made, the figures that count are those of `held-out`. A finding is right where its rule and
its concept are expected; infos do not count.
"""

from __future__ import annotations

import argparse
import hashlib
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from pipeline import run
from pipeline.config import Settings

CASES = Path(__file__).parents[1] / "tests" / "cases" / "terms" / "bar"
RULES = {"term-mismatch", "term-forbidden", "term-inconsistent"}
HALVES = ("tuned", "held-out")


class Score(NamedTuple):
    right: int
    false: int
    missed: int
    named: int
    to_name: int

    @property
    def precision(self) -> float:
        return self.right / max(1, self.right + self.false)

    @property
    def recall(self) -> float:
        return self.right / max(1, self.right + self.missed)


class Wrong(NamedTuple):
    case: dict[str, Any]
    false: list[str]
    missed: list[str]


def half(case: dict[str, Any]) -> str:
    """Which half a case belongs to, for good."""
    return HALVES[int(hashlib.sha256(case["id"].encode()).hexdigest(), 16) % 2]


def cases() -> list[dict[str, Any]]:
    files = sorted(CASES.glob("*.yaml"))
    return [case for file in files for case in yaml.safe_load(file.read_text("utf-8"))]


def findings(chosen: Iterable[dict[str, Any]]) -> dict[str, list[Any]]:
    """The term findings of each case that are not infos."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for case in chosen:
            for lang in ("ja", "en"):
                file = root / "articles" / lang / f"{case['id']}.md"
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(case[lang] + "\n", encoding="utf-8")
        glossary = (CASES / "glossary.tsv").read_text(encoding="utf-8")
        (root / "glossary.tsv").write_text(glossary, encoding="utf-8")
        report = run.check(root, Settings())
    if report.failures:
        raise RuntimeError(report.failures)
    return {
        pair.id: [f for f in pair.findings if f.rule in RULES and f.severity != "info"]
        for pair in report.pairs
    }


def judged(case: dict[str, Any], found: Iterable[Any]) -> tuple[Score, Wrong]:
    """A case's findings against what it expects."""
    left = list(case["expect"])
    right, false, named = 0, [], 0
    for finding in found:
        names = {f"{finding.rule} {finding.data[key]}" for key in ("term", "concept")}
        hit = next((expected for expected in left if expected in names), None)
        if hit is None:
            false.append(f"{finding.rule} {finding.data['term']}: {finding.message}")
            continue
        left.remove(hit)
        right += 1
        wanted = case.get("found", "").lower()
        named += bool(wanted) and any(wanted == word.lower() for word in finding.data["found"])
    score = Score(right, len(false), len(left), named, int("found" in case))
    return score, Wrong(case, false, left)


def score(chosen: Iterable[dict[str, Any]]) -> tuple[Score, list[Wrong]]:
    chosen = list(chosen)
    found = findings(chosen)
    results = [judged(case, found.get(case["id"], [])) for case in chosen]
    total = Score(*(sum(parts) for parts in zip(*(s for s, _ in results), strict=True)))
    return total, [wrong for _, wrong in results if wrong.false or wrong.missed]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--half", choices=HALVES, action="append")
    parser.add_argument("-v", "--verbose", action="store_true", help="show what went wrong")
    asked = parser.parse_args()
    print(f"{'half':10}{'cases':>7}{'silent':>8}{'precision':>11}{'recall':>8}{'named':>9}")
    for name in asked.half or HALVES:
        chosen = [case for case in cases() if half(case) == name]
        silent = sum(not case["expect"] for case in chosen)
        total, wrong = score(chosen)
        print(
            f"{name:10}{len(chosen):7}{silent:8}{total.precision:11.3f}{total.recall:8.3f}"
            f"{total.named:6}/{total.to_name}"
        )
        for each in wrong if asked.verbose else ():
            case = each.case
            print(f"  {case['id']}  {case['ja']!r}\n       {case['en']!r}")
            print("".join(f"       missed {text}\n" for text in each.missed), end="")
            print("".join(f"       false  {text}\n" for text in each.false), end="")


if __name__ == "__main__":
    main()
