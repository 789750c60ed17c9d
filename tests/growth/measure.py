"""What a check costs in CPU seconds: in this process, or in a copy of it that may be ended."""

from __future__ import annotations

import gc
import os
import resource
import signal
import time
from dataclasses import replace
from functools import cache
from pathlib import Path

from pipeline.system import threads  # noqa: F401  isort: skip
from pipeline.checking.check_pair import outcome, warm
from pipeline.checking.shared import EVERY_RULE, Stages, prepare
from pipeline.settings.project import Settings
from pipeline.sources import PairFiles
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


def seconds_apart(pair: Pair, form: str, limit: int) -> float:
    """The same in a copy of this process, which is ended after ``limit`` CPU seconds.

    What a text leaves behind in caches goes with it, so that the next one finds them as this did.
    Infinity stands for a text that took too long.
    """
    stages()
    read, write = os.pipe()
    child = os.fork()
    if not child:
        _measure(pair, form, limit, write)
    os.close(write)
    with os.fdopen(read) as pipe:
        said = pipe.read()
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status) and os.WTERMSIG(status) in (signal.SIGXCPU, signal.SIGKILL):
        return float("inf")
    assert status == 0, said
    return float(said)


def _measure(pair: Pair, form: str, limit: int, write: int) -> None:
    """All that the copy does; it never comes back, whatever happens."""
    try:
        resource.setrlimit(resource.RLIMIT_CPU, (_spent() + limit, _spent() + limit + 5))
        os.write(write, str(seconds(pair, form)).encode())
        os._exit(0)
    except BaseException as error:
        os.write(write, repr(error).encode()[:4000])
    finally:
        os._exit(1)


def _spent() -> int:
    """A copy begins with no CPU time of its own, but is asked all the same."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return int(used.ru_utime + used.ru_stime)
