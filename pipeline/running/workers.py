"""Pairs computed by several processes, each with models of its own.

A process is handed the bytes of one pair at a time, with the past of that pair where there is one,
and answers with the bytes of its outcome, so that whoever dies takes one pair along, and it is
known which. Interrupts are the parent's business: it ends its processes whichever way it is left,
and they end by themselves when it is gone. A crew waits between two runs with its models loaded.
"""

from __future__ import annotations

import pickle
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from pipeline.alignment import encoders
from pipeline.checking.shared import RULES, Past, Stages, encoder_of
from pipeline.errors import ModelError, SourceError
from pipeline.model.check import Earlier
from pipeline.model.decisions import Decisions
from pipeline.model.findings import Failure
from pipeline.model.outcome import Outcome
from pipeline.model.terms import Glossary
from pipeline.running.packing import pack
from pipeline.settings.project import Settings
from pipeline.sources import Contents, PairFiles, WorkTree
from pipeline.system.cache import Cache
from pipeline.system.channel import Channel
from pipeline.system.child import Child, heard_from

# Fewer pairs for each than this are done sooner by one process that loads its models once.
WORTH = 4
# Processes that die one after the other, without one pair done, before all are given up.
_DEATHS = 4

_DONE, _HERE, _MODEL = b"d", b"h", b"m"


class Computed(NamedTuple):
    """A pair with what became of it: packed, or as it is; None where it must be computed here."""

    files: PairFiles
    contents: Contents
    outcome: bytes | Outcome | None


class Crew:
    """Processes that one run after the other may share; they end with the ``with`` statement."""

    def __init__(self) -> None:
        self._idle: list[_Worker] = []

    def __enter__(self) -> Crew:
        return self

    def __exit__(self, *_: object) -> None:
        while self._idle:
            self._idle.pop().end()

    def computed(
        self,
        pairs: Sequence[PairFiles],
        read: Callable[[PairFiles], Contents],
        stages: Stages,
        root: Path,
        jobs: int,
    ) -> Iterator[Computed]:
        """Every pair, in the order in which they are done. ``read`` gives what is in its files.

        A pair whose process was killed is a failure. Raises ModelError where a model does not load.
        """
        brief, past = _Brief.of(root, stages), stages.past
        waiting = deque(pairs)
        busy: dict[Child, _Worker] = {}
        deaths = 0

        def hand(worker: _Worker) -> Iterator[Computed]:
            """Gives a worker its next pair, or rest; pairs that cannot be read stay here."""
            while waiting:
                files = waiting.popleft()
                contents = read(files)
                if any(isinstance(content, SourceError) for content in contents.values()):
                    yield Computed(files, contents, None)
                    continue
                worker.hand(brief, files, contents, past.only(files.id) if past else None)
                return
            self._idle.append(busy.pop(worker.child))

        try:
            while waiting or busy:
                while waiting and len(busy) < jobs:
                    worker = self._idle.pop() if self._idle else _Worker.started(root)
                    busy[worker.child] = worker
                    yield from hand(worker)
                for child in heard_from(busy):
                    worker = busy[child]
                    files, contents = worker.held
                    answer = worker.answer()
                    deaths = 0 if answer else deaths + 1
                    if not answer:
                        del busy[child]
                        yield Computed(files, contents, _killed(files, worker.end()))
                        continue
                    kind, rest = answer[:1], answer[1:]
                    if kind == _MODEL:
                        raise ModelError(rest.decode("utf-8", "surrogatepass"))
                    yield from hand(worker)
                    yield Computed(files, contents, rest if kind == _DONE else None)
                while deaths >= _DEATHS and waiting:
                    files = waiting.popleft()
                    yield Computed(files, {}, _given_up(files))
        finally:
            for worker in busy.values():
                worker.end()


@dataclass(frozen=True)
class _Brief:
    """What a process needs to know before the first pair of a run.

    ``past`` is whether the past of the pairs is whole; None where they have none.
    """

    root: Path
    settings: Settings
    glossary: Glossary
    decisions: Decisions
    asked: str
    cache: Path | None
    past: bool | None

    @staticmethod
    def of(root: Path, stages: Stages) -> _Brief:
        return _Brief(
            root,
            stages.settings,
            stages.glossary,
            stages.decisions,
            stages.asked.name,
            stages.cache.path.parent if stages.cache else None,
            stages.past.whole if stages.past else None,
        )

    def stages(self, before: Stages | None) -> Stages:
        """The stages of a run; the model of the run ``before`` serves where it is the same."""
        cache = Cache(self.cache) if self.cache else None
        choice = encoder_of(self.root, self.settings, cache)
        if before is not None and before.choice.name == choice.name:
            choice = encoders.Choice(choice.name, lambda: before.encoder)
        return Stages(
            WorkTree(self.root),
            self.settings,
            self.glossary,
            self.decisions,
            choice,
            RULES[self.asked],
            cache,
            None if self.past is None else _Handed(self.past),
        )


@dataclass
class _Handed:
    """The past of the pair that a process holds."""

    whole: bool
    held: Past | None = None

    def states(self, pair: str) -> Iterable[Earlier]:
        return self.held.states(pair) if self.held else ()

    def key(self, pair: str) -> str:
        return self.held.key(pair) if self.held else ""

    def only(self, pair: str) -> Past:
        return self.held.only(pair) if self.held else self


@dataclass
class _Worker:
    """A process, as its parent sees it, and the pair that it holds."""

    child: Child
    brief: _Brief | None = None
    held: tuple[PairFiles, Contents] = (PairFiles("", None, None), {})

    @staticmethod
    def started(root: Path) -> _Worker:
        return _Worker(Child.started(f"{__name__}:{_work.__name__}", root))

    def hand(self, brief: _Brief, files: PairFiles, contents: Contents, past: Past | None) -> None:
        news = None if brief is self.brief else brief
        self.brief, self.held = brief, (files, contents)
        # Of a process that died the answer tells.
        with suppress(OSError):
            self.child.channel.send(pickle.dumps((news, files, contents, past)))

    def answer(self) -> bytes:
        """What it says of its pair; nothing where it died."""
        try:
            return self.child.channel.receive()
        except (EOFError, OSError):
            return b""

    def end(self) -> int:
        """Ends it if it still runs, and gives the code it ended with."""
        return self.child.end()


def _work(channel: Channel) -> None:
    """The life of a process: a pair in, its outcome out, until the parent hangs up."""
    stages: Stages | None = None
    with suppress(EOFError, OSError):
        while True:
            news, files, contents, past = pickle.loads(channel.receive())
            try:
                if news is not None:
                    stages = news.stages(stages)
                if stages is None:
                    raise ValueError("a pair came before its brief")
                if isinstance(stages.past, _Handed):
                    stages.past.held = past
                answer = _answer(files, contents, stages)
            except ModelError as error:
                answer = _MODEL + str(error).encode("utf-8", "surrogatepass")
            channel.send(answer)


def _answer(files: PairFiles, contents: Contents, stages: Stages) -> bytes:
    from pipeline.checking import check_pair

    try:
        return _DONE + pack(check_pair.outcome(files, contents, stages))
    except UnicodeEncodeError:
        return _HERE


def _killed(files: PairFiles, code: int) -> Outcome:
    if code < 0:
        name = signal.Signals(-code).name
        why = f"was killed ({name}); memory may have run short: run it again, with --jobs 1"
    else:
        why = f"ended with code {code}; run it again with --jobs 1 --verbose"
    return _failed(files, f"{files.id} could not be checked: its process {why}")


def _given_up(files: PairFiles) -> Outcome:
    return _failed(
        files,
        f"{files.id} was not checked: {_DEATHS} processes in a row died; "
        "run it again with --jobs 1",
    )


def _failed(files: PairFiles, message: str) -> Outcome:
    return Outcome(None, (Failure(message, files.ja or files.en, files.id),), lasting=False)
