"""Every parser on broken files, for as long as ``TAIYAKU_FUZZ_SECONDS`` says (or a minute).

``make fuzz`` gives them ten minutes. What fails is shrunk and printed; it becomes a case of the
parser's own tests before it is mended.
"""

from __future__ import annotations

import os
import time

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import seed as seeded

from pipeline.errors import TaiyakuError
from tests.fuzz.targets import TARGETS, Target

SECONDS = float(os.environ.get("TAIYAKU_FUZZ_SECONDS", "60"))
# No file of these sizes takes a second; more is a pattern or a loop that grows.
_LONGEST = 10.0


def read(target: Target, data: object) -> None:
    """Raises whatever is neither a result nor an error of ours, and where it took too long."""
    before = time.process_time()
    problem = ""
    try:
        target.run(data)
    except TaiyakuError as error:
        problem = error.message
    assert "\n" not in problem, "not one sentence"
    assert time.process_time() - before < _LONGEST, "this takes too long"


def rounds(target: Target, seed: int, examples: int) -> None:
    @seeded(seed)
    @settings(
        max_examples=examples,
        database=None,
        deadline=None,
        phases=(Phase.generate, Phase.shrink),
        suppress_health_check=list(HealthCheck),
    )
    @given(target.given)
    def run(data: object) -> None:
        read(target, data)

    run()


@pytest.mark.external
@pytest.mark.parametrize("name", TARGETS)
def test_parser(name: str) -> None:
    end = time.monotonic() + SECONDS / len(TARGETS)
    seed = int(os.environ.get("TAIYAKU_FUZZ_SEED", time.time_ns()))
    while time.monotonic() < end:
        rounds(TARGETS[name], seed, 50)
        seed += 1


@pytest.mark.parametrize("name", TARGETS)
def test_the_fuzzers_themselves_run(name: str) -> None:
    rounds(TARGETS[name], 1, 3)
