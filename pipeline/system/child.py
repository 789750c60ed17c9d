"""Python processes that run one function of this package and are spoken to in messages.

``multiprocessing`` starts its processes with the current folder first on the path of imports, and
its helpers as well. These run isolated: the path is the parent's, without the checked repository,
and no variable that Python listens to reaches them.
"""

from __future__ import annotations

import json
import os
import selectors
import signal
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pipeline
from pipeline.system import child_start, code_paths
from pipeline.system.channel import Channel

# Pipes can be waited for on every system but Windows.
POSSIBLE = os.name == "posix"
_SECONDS_TO_END = 0.2


@dataclass(frozen=True, eq=False)
class Child:
    """A process, as its parent sees it."""

    process: subprocess.Popen[bytes]
    channel: Channel

    @staticmethod
    def started(work: str, root: Path) -> Child:
        """Starts ``work`` (``module:function``, given a Channel) for the project in ``root``."""
        with _no_interrupt():
            process = subprocess.Popen(
                _command(work, root),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                env=_environment(),
            )
        if process.stdin is None or process.stdout is None:
            raise ValueError("the process has no pipes")
        return Child(process, Channel(process.stdout, process.stdin))

    def end(self) -> int:
        """Ends it if it still runs, and gives the code it ended with."""
        for pipe in self.channel:
            with suppress(OSError):
                pipe.close()
        try:
            return self.process.wait(_SECONDS_TO_END)
        except subprocess.TimeoutExpired:
            self.process.kill()
            return self.process.wait()


def heard_from(children: Iterable[Child]) -> list[Child]:
    """Waits until some of the children have said something or are gone, and gives those."""
    with selectors.DefaultSelector() as selector:
        for child in children:
            selector.register(child.channel.incoming, selectors.EVENT_READ, child)
        return [key.data for key, _ in selector.select()]


def _command(work: str, root: Path) -> list[str]:
    path = code_paths.import_path([*code_paths.checked_tops([]), code_paths.top_of(str(root))])
    start = [pipeline.__name__, str(Path(pipeline.__path__[0]).absolute()), path, work]
    options = ["-I", "-X", f"utf8={sys.flags.utf8_mode}"]
    if sys.dont_write_bytecode:
        options.append("-B")
    return [sys.executable, *options, str(Path(child_start.__file__).absolute()), json.dumps(start)]


def _environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}


@contextmanager
def _no_interrupt() -> Iterator[None]:
    """Ctrl-C reaches every process of a terminal; what is started here never hears of it."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
