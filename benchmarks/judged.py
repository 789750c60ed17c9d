"""Cases that were divided by a hash, run through the whole tool and counted."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from pipeline.model.findings import PairReport
from pipeline.model.source import Lang
from pipeline.running.report import check_pairs
from pipeline.settings.project import Settings

HALVES = ("tuned", "held-out")
HEAD = f"{'cases':>6}{'silent':>8}{'precision':>11}{'recall':>8}{'F1':>8}"


class Score(NamedTuple):
    """What became of cases, of which ``silent`` are correct translations."""

    cases: int
    silent: int
    right: int
    false: int
    missed: int

    @property
    def precision(self) -> float:
        return self.right / max(1, self.right + self.false)

    @property
    def recall(self) -> float:
        return self.right / max(1, self.right + self.missed)

    @property
    def f1(self) -> float:
        return 2 * self.right / max(1, 2 * self.right + self.false + self.missed)

    @property
    def row(self) -> str:
        """The figures below ``HEAD``."""
        return (
            f"{self.cases:6}{self.silent:8}{self.precision:11.3f}{self.recall:8.3f}{self.f1:8.3f}"
        )


class Wrong(NamedTuple):
    """A case with what was said wrongly of it and what was not said."""

    case: dict[str, Any]
    false: list[str]
    missed: list[str]

    def show(self) -> None:
        print(f"  {self.case['id']}  {self.case['ja']!r}\n       {self.case['en']!r}")
        print("".join(f"       missed {text}\n" for text in self.missed), end="")
        print("".join(f"       false  {text}\n" for text in self.false), end="")


def half(case: dict[str, Any]) -> str:
    """Which half a case belongs to, for good."""
    return HALVES[int(hashlib.sha256(case["id"].encode()).hexdigest(), 16) % 2]


def total(scores: Iterable[Score]) -> Score:
    return Score(*(sum(parts) for parts in zip((0,) * 5, *scores, strict=True)))


def checked(
    chosen: Sequence[dict[str, Any]], glossary: str, source: Lang = "ja"
) -> tuple[PairReport, ...]:
    """The reports of cases as articles of their own, which are named after their ids."""
    if not chosen:
        return ()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for case in chosen:
            for lang in ("ja", "en"):
                file = root / "articles" / lang / f"{case['id']}.{case.get('ending', 'md')}"
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(case[lang] + "\n", encoding="utf-8")
        (root / "glossary.tsv").write_text(glossary, encoding="utf-8")
        report = check_pairs(root, Settings(source=source))
    if report.failures:
        raise RuntimeError(report.failures)
    return tuple(report.pairs)
