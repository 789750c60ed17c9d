"""No pattern of the package takes more time than the length of its text warrants."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.patterns.attacks import QUICK, THOROUGH, USUAL, Depth
from tests.patterns.pumping import slowest

_ROOT = Path(__file__).parents[2]
_PARTS = 4


@pytest.fixture(scope="module")
def collected() -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-m", "tests.patterns.collecting"],
        cwd=_ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout)


def test_every_place_that_compiles_a_pattern_is_covered(collected: dict[str, Any]) -> None:
    assert not collected["never"], "call these in tests/patterns/made_at_run_time.py"
    assert len(collected["patterns"]) > 450


@pytest.mark.parametrize("part", range(_PARTS))
@pytest.mark.parametrize(
    "depth",
    [
        pytest.param(QUICK, id="quick"),
        pytest.param(USUAL, id="usual", marks=pytest.mark.external),
        pytest.param(THOROUGH, id="thorough", marks=pytest.mark.thorough),
    ],
)
def test_no_pattern_grows_faster_than_its_text(
    collected: dict[str, Any], part: int, depth: Depth
) -> None:
    slow = []
    for text, flags, is_bytes, places, methods in collected["patterns"][part::_PARTS]:
        pattern: re.Pattern[Any] = re.compile(text.encode("latin-1") if is_bytes else text, flags)
        if found := slowest(pattern, methods, depth):
            slow.append(f"{', '.join(places)}: {found}")
    assert not slow, "\n".join(slow)


@pytest.mark.parametrize(
    ("pattern", "method"),
    [
        (r"(?:a+)+$", "finditer"),
        (r"\s+$", "finditer"),
        (r"<!--.*?-->", "finditer"),
        (r"\s*\[\s*([^\[\]]+?)\s*\]", "match"),
        (r"(?:\*{1,3}|_)+$", "finditer"),
        (r"[A-Z]*[A-Z][A-Z]*x", "match"),
        (r"漢{2,}?(?:院|所)(?:漢*(?:院|所))*x", "finditer"),
    ],
)
@pytest.mark.parametrize("depth", [QUICK, USUAL], ids=["quick", "usual"])
def test_a_slow_pattern_is_found(pattern: str, method: str, depth: Depth) -> None:
    assert slowest(re.compile(pattern, re.DOTALL), [method], depth)


def test_a_linear_pattern_is_not() -> None:
    assert slowest(re.compile(r"(?<!\s)\s++$|<[a-z]++>|\d+(?:,\d{3})*"), ["finditer"]) is None
