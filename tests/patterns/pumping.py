"""How the time of a pattern grows with a text that is made to slow it down."""

from __future__ import annotations

import re
import signal
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from types import FrameType
from typing import Any

from tests.patterns.attacks import USUAL, Depth, attacks

_SIZES = (24, 100, 400, 2000)
_LARGEST = 20_000
# At a size, what is above this may be more than linear and is looked at closely.
_SUSPICIOUS = 0.001
_FLOOR = 0.25
_RATIO = 3.0
_GIVEN_UP = 1.5


@dataclass(frozen=True)
class Slow:
    """A text on which a pattern takes more than its length warrants."""

    before: str
    unit: str
    end: str
    method: str
    size: int
    seconds: float

    def __str__(self) -> str:
        text = f"{self.before!r} + {self.unit!r} * n + {self.end!r}"
        return f"{self.method}: {self.seconds:.2f} s at {self.size} characters of {text}"


def slowest(pattern: re.Pattern[Any], methods: Iterable[str], depth: Depth = USUAL) -> Slow | None:
    """The first attack that makes the time of a pattern grow faster than the text."""
    for before, unit, end in attacks(pattern, depth):
        for method in methods:
            if slow := _slow(pattern, method, before, unit, end):
                return slow
    return None


def _slow(pattern: re.Pattern[Any], method: str, before: str, unit: str, end: str) -> Slow | None:
    run = _METHODS[method]

    def seconds(size: int) -> float:
        text: Any = before + unit * (size // len(unit) + 1) + end
        if isinstance(pattern.pattern, bytes):
            text = text.encode("utf-8", "replace")
        return _cpu(lambda: run(pattern, text))

    for size in _SIZES:
        if seconds(size) > _SUSPICIOUS:
            break
    else:
        return None
    while size < _LARGEST:
        size = min(2 * size, _LARGEST)
        if (spent := seconds(size)) > _FLOOR:
            spent = min(spent, seconds(size))
            half = min(seconds(size // 2), seconds(size // 2))
            if spent > _FLOOR and (spent >= _GIVEN_UP or spent > _RATIO * half):
                return Slow(before, unit, end, method, size, spent)
    return None


def _cpu(act: Callable[[], object]) -> float:
    """The CPU seconds of an act, which is given up when it takes far too long."""
    before = signal.signal(signal.SIGVTALRM, _give_up)
    signal.setitimer(signal.ITIMER_VIRTUAL, _GIVEN_UP)
    start = time.process_time()
    try:
        act()
        return time.process_time() - start
    except _GivenUpError:
        return _GIVEN_UP
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


class _GivenUpError(Exception):
    pass


def _give_up(number: int, frame: FrameType | None) -> None:
    raise _GivenUpError


def _all(pattern: re.Pattern[Any], text: Any) -> None:
    for _ in pattern.finditer(text):
        pass


_METHODS: dict[str, Callable[[re.Pattern[Any], Any], object]] = {
    "finditer": _all,
    "match": lambda pattern, text: pattern.match(text),
    "fullmatch": lambda pattern, text: pattern.fullmatch(text),
}
