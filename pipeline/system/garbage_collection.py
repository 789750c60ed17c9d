"""When Python looks for garbage: seldom, for most of what a run makes lives as long as the run."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


def collect_seldom() -> None:
    """With the usual thresholds half the time of a warm run goes into objects that stay."""
    gc.set_threshold(100_000, 50, 100)


@contextmanager
def no_collection() -> Iterator[None]:
    """While this lasts, or the function that it decorates runs, nobody looks for garbage."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
