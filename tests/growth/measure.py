"""What a check costs in CPU seconds, in this process; as a program, in one of its own.

    python -m tests.growth.measure KIND ITEMS [md|txt|html]

A limit of CPU seconds of the process (``TAIYAKU_CPU_LIMIT``) ends it, so that nothing hangs.
"""

from __future__ import annotations

import gc
import os
import resource
import sys
import time
from dataclasses import replace
from functools import cache
from pathlib import Path

from pipeline.system import threads  # noqa: F401  isort: skip
from pipeline.checking.check_pair import outcome, warm
from pipeline.checking.shared import EVERY_RULE, Stages, prepare
from pipeline.settings.project import Settings
from pipeline.sources import PairFiles
from tests.growth.every import KINDS
from tests.growth.kinds import Pair

ROOT = Path(__file__).resolve().parents[2]


@cache
def stages() -> Stages:
    """The rules and models under the glossary of this repository, loaded and warm."""
    settings = replace(Settings(), max_size=100_000_000)
    _, made, failures = prepare(ROOT, settings, asked=EVERY_RULE, note=lambda _: None)
    assert not failures
    warm(made)
    return made


def seconds(pair: Pair, form: str = "md") -> float:
    """The CPU seconds of one pair, which must be checked without a failure."""
    everything = stages()
    files = PairFiles("grown", f"articles/ja/grown.{form}", f"articles/en/grown.{form}")
    contents = {"ja": pair[0].encode(), "en": pair[1].encode()}
    # What earlier texts left behind is not this one's to clear away.
    gc.collect()
    start = time.process_time()
    done = outcome(files, contents, everything)
    spent = time.process_time() - start
    assert done.report is not None
    assert not [f for f in done.failures if "crashed" in f.message or "could not be" in f.message]
    return spent


def main(kind: str, items: str, form: str = "md") -> None:
    if limit := os.environ.get("TAIYAKU_CPU_LIMIT"):
        resource.setrlimit(resource.RLIMIT_CPU, (int(limit), int(limit) + 5))
    print(seconds(KINDS[kind](int(items)), form))


if __name__ == "__main__":
    main(*sys.argv[1:])
