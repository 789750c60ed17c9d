"""Asks an engine for segments: in batches, within a budget, keeping every answer at once.

Whatever goes wrong has a name and costs only what was not yet answered. An answer is kept in the
cache as soon as it is there, so that a run that was cut off goes on where it stopped.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from pipeline.errors import EngineError
from pipeline.model.source import Lang
from pipeline.model.translation import Parts, Request, Segment
from pipeline.system.cache import Cache, key
from pipeline.translation.codes import LostCodesError, decoded, plain
from pipeline.translation.engines.interface import (
    PASSING,
    BadAnswerError,
    Engine,
)

# Batches in a row that may fail for a passing reason before the server is given up.
_PATIENCE = 2
# No translation is longer than so many times its source and so many characters more: a model that
# does not come to an end.
_TIMES, _MORE = 12, 200
_LOST = (
    "the tags were changed: keep every <g id> … </g> and <x id/> of the source exactly once, "
    "properly nested"
)


@dataclass
class Asker:
    """One engine during a run. ``budget`` is how many characters may still be asked for.

    ``stopped`` says why nothing more is asked; ``problems`` counts what happened by its name.
    """

    engine: Engine
    source: Lang
    target: Lang
    cache: Cache | None
    note: Callable[[str], None]
    budget: int | None = None
    stopped: str = ""
    problems: dict[str, int] = field(default_factory=dict)
    _announced: bool = False
    _reported: set[str] = field(default_factory=set)
    _failed: int = 0

    def ask(self, requests: Sequence[Request], segments: Mapping[str, Segment]) -> dict[str, Parts]:
        """The translated parts by id; what has none is missing, and why is counted."""
        done: dict[str, Parts] = {}
        waiting = self._waiting(requests, segments, done)
        again: list[Request] = []
        for batch in self._batches(waiting):
            for request, text in zip(batch, self._call(batch), strict=True):
                if text is not None and not self._take(request, text, segments, done):
                    again.append(replace(request, objection=_LOST))
        if self.engine.host is None and self.engine.name == "memory":
            return done
        for request in again:
            (text,) = self._call([request])
            if text is not None and not self._take(request, text, segments, done):
                self._count("placeholders dropped")
        return done

    def tally(self) -> str:
        """What happened to the sentences that were asked for in vain, by its names."""
        return ", ".join(f"{what} ({times})" for what, times in sorted(self.problems.items()))

    def _take(
        self,
        request: Request,
        text: str,
        segments: Mapping[str, Segment],
        done: dict[str, Parts],
    ) -> bool:
        """Whether an answer has all the markup of its segment; it is kept if so."""
        try:
            done[request.id] = decoded(text, segments[request.id])
        except LostCodesError:
            return False
        if self.cache is not None and self.engine.name != "memory":
            self.cache.put({self._key(request): text.encode("utf-8", "surrogatepass")})
        return True

    def _waiting(
        self,
        requests: Sequence[Request],
        segments: Mapping[str, Segment],
        done: dict[str, Parts],
    ) -> list[Request]:
        """The requests that no earlier run has an answer for."""
        if self.cache is None or self.engine.name == "memory":
            return list(requests)
        keys = {request.id: self._key(request) for request in requests}
        found = self.cache.get(list(keys.values()))
        waiting = []
        for request in requests:
            text = found.get(keys[request.id])
            try:
                if text is None:
                    raise LostCodesError
                done[request.id] = decoded(text.decode("utf-8", "replace"), segments[request.id])
            except LostCodesError:
                waiting.append(request)
        return waiting

    def _key(self, request: Request) -> bytes:
        """What an answer hangs on. Neighbours and matches help but do not change what is right."""
        terms = [f"{t.text}={'|'.join(t.accepted)}!{'|'.join(t.forbidden)}" for t in request.terms]
        return key(
            "draft 1",
            self.engine.identity(),
            self.source,
            self.target,
            request.text,
            "\n".join(terms),
            request.objection,
        )

    def _batches(self, requests: Sequence[Request]) -> Iterator[list[Request]]:
        size = max(1, self.engine.at_once)
        for at in range(0, len(requests), size):
            yield list(requests[at : at + size])

    def _call(self, batch: list[Request]) -> Sequence[str | None]:
        """One text a request; None where there is none, counted by why."""
        nothing: list[str | None] = [None] * len(batch)
        if self.stopped:
            self._count(self.stopped, len(batch))
            return nothing
        size = sum(len(plain(request.text)) for request in batch)
        if self.budget is not None and size > self.budget:
            if len(batch) > 1:
                return [text for request in batch for text in self._call([request])]
            self._count("budget spent")
            return nothing
        self._tell(batch)
        if self.budget is not None:
            self.budget -= size
        try:
            texts = self.engine.translate(batch, self.source, self.target)
            if len(texts) != len(batch):
                raise BadAnswerError(f"{len(texts)} texts came back for {len(batch)}")
            if any(map(_is_endless, batch, texts)):
                raise BadAnswerError("a translation is many times as long as its source")
        except BadAnswerError as error:
            return self._smaller(batch, error)
        except PASSING as error:
            self._failed += 1
            if self._failed >= _PATIENCE:
                self._stop(error)
            else:
                self._say(error)
            self._count(error.outcome, len(batch))
            return nothing
        except EngineError as error:
            self._stop(error)
            self._count(error.outcome, len(batch))
            return nothing
        self._failed = 0
        return texts

    def _smaller(self, batch: list[Request], error: BadAnswerError) -> Sequence[str | None]:
        """The same one by one: a single segment may be what upsets the engine."""
        if len(batch) > 1:
            return [text for request in batch for text in self._call([request])]
        self._failed += 1
        if self._failed > _PATIENCE:
            self._stop(error)
        else:
            self._say(error)
        self._count(error.outcome)
        return [None]

    def _say(self, error: EngineError) -> None:
        """Notes what happened, once."""
        if (message := f"{self.engine.name}: {error}") not in self._reported:
            self._reported.add(message)
            self.note(message)

    def _stop(self, error: EngineError) -> None:
        self.stopped = error.outcome
        self.note(f"{self.engine.name}: {error}; nothing more is asked for, what is there is kept")

    def _count(self, outcome: str, times: int = 1) -> None:
        self.problems[outcome] = self.problems.get(outcome, 0) + times

    def _tell(self, batch: Sequence[Request]) -> None:
        """Says before the first send what goes where."""
        if self._announced or self.engine.host is None:
            return
        self._announced = True
        self.note(
            f"the text of the segments, and with it the glossary terms and neighbouring sentences "
            f"that help, goes to {self.engine.host} ({self.engine.name}), as you allowed"
        )


def _is_endless(request: Request, text: str | None) -> bool:
    return text is not None and len(text) > _TIMES * len(request.text) + _MORE
