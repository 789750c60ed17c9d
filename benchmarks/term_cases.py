"""How often the rules about terms are right, on cases that a translator can read.

    python -m benchmarks.term_cases [--half tuned|held-out] [-v]

The cases (tests/cases/terms/bar/*.yaml) run through the whole tool as articles of their own. They
were divided by a hash of their id before any tuning: only `tuned` was looked at while the rules
were made, the figures that count are those of `held-out`. A finding is right where its rule and
its concept are expected; infos do not count. Other subjects (bar/subjects/) have glossaries of
their own; they were written later and labelled before the first run.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from benchmarks.judged import HALVES, HEAD, Score, Wrong, checked, half, total

CASES = Path(__file__).parents[1] / "tests" / "cases" / "terms" / "bar"
RULES = {"term-mismatch", "term-forbidden", "term-inconsistent"}


def cases() -> list[dict[str, Any]]:
    """Every case, with the text of its glossary."""
    shared = (CASES / "glossary.tsv").read_text(encoding="utf-8")
    found = [
        {**case, "glossary": shared}
        for file in sorted(CASES.glob("*.yaml"))
        for case in yaml.safe_load(file.read_text("utf-8"))
    ]
    for file in sorted((CASES / "subjects").glob("*.yaml")):
        subject = yaml.safe_load(file.read_text("utf-8"))
        found += ({**case, "glossary": subject["glossary"]} for case in subject["cases"])
    return found


def findings(chosen: Iterable[dict[str, Any]]) -> dict[str, list[Any]]:
    """The term findings of each case that are not infos."""
    by_glossary: dict[str, list[dict[str, Any]]] = {}
    for case in chosen:
        by_glossary.setdefault(case["glossary"], []).append(case)
    return {
        pair.id: [f for f in pair.findings if f.rule in RULES and f.severity != "info"]
        for glossary, own in by_glossary.items()
        for pair in checked(own, glossary)
    }


class Named(NamedTuple):
    """How many of the words that stand there instead were named, of those a case asks for."""

    right: int
    wanted: int


def judged(case: dict[str, Any], found: Iterable[Any]) -> tuple[Score, Named, Wrong]:
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
    own = Score(1, int(not case["expect"]), right, len(false), len(left))
    return own, Named(named, int("found" in case)), Wrong(case, false, left)


def score(chosen: Iterable[dict[str, Any]]) -> tuple[Score, Named, list[Wrong]]:
    """The figures of cases and what went wrong."""
    chosen = list(chosen)
    found = findings(chosen)
    scores, named, wrong = zip(
        *(judged(case, found.get(case["id"], [])) for case in chosen), strict=True
    )
    words = Named(*(sum(parts) for parts in zip(*named, strict=True)))
    return total(scores), words, [each for each in wrong if each.false or each.missed]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--half", choices=HALVES, action="append")
    parser.add_argument("-v", "--verbose", action="store_true", help="show what went wrong")
    asked = parser.parse_args()
    print(f"{'half':10}{HEAD}{'named':>9}")
    for name in asked.half or HALVES:
        own, named, wrong = score(case for case in cases() if half(case) == name)
        print(f"{name:10}{own.row}{named.right:6}/{named.wanted}")
        for each in wrong if asked.verbose else ():
            each.show()


if __name__ == "__main__":
    main()
