"""What becomes of a pair: its report, or why there is none."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.model.findings import Failure, PairReport


@dataclass(frozen=True)
class Outcome:
    """What becomes of a pair: its report, None where there is none, and what went wrong.

    It is ``lasting`` where the same input surely gives it again; a crash may come from elsewhere.
    """

    report: PairReport | None
    failures: tuple[Failure, ...] = ()
    lasting: bool = True
