"""What an engine is: it is given requests and gives back one coded text for each.

EngineError             what an engine could not do, with the name of the outcome
├── TimedOutError       no answer in time
├── BusyError           429: too many requests; may say when to come back
├── BrokenServerError   5xx, or nobody listens
├── BadAnswerError      an answer that is none: HTML, malformed JSON, too few segments
├── QuotaError          456: the quota of the account is spent
├── RefusedError        401, 403, 400: the key or the request was refused
└── ForbiddenError      the user did not allow it; nothing was sent
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence

from pipeline.errors import EngineError
from pipeline.model.source import Lang
from pipeline.model.translation import Request


class TimedOutError(EngineError):
    """No answer came in time."""

    outcome = "timed out"


class BusyError(EngineError):
    """Too many requests; ``wait`` is how many seconds the server asks for, if it says."""

    outcome = "too many requests"

    def __init__(self, message: str, wait: float | None = None) -> None:
        super().__init__(message)
        self.wait = wait


class BrokenServerError(EngineError):
    """The server failed, or there is none."""

    outcome = "server failed"


class BadAnswerError(EngineError):
    """The answer is not what the protocol says."""

    outcome = "malformed answer"


class QuotaError(EngineError):
    """The quota of the account is spent; asking again is of no use."""

    outcome = "quota spent"


class RefusedError(EngineError):
    """The server refused the key or the request; asking again is of no use."""

    outcome = "refused"


class ForbiddenError(EngineError):
    """The user did not allow this engine or host; nothing was sent."""

    outcome = "not allowed"


# What may be gone a moment later.
PASSING = (TimedOutError, BusyError, BrokenServerError)


class Engine(ABC):
    """Translates coded texts.

    ``name`` is what configuration and marks call it. ``host`` is where texts are sent, None where
    they stay on this machine. ``at_once`` is how many requests one call may hold.
    """

    name: str
    host: str | None = None
    at_once: int = 1

    @abstractmethod
    def identity(self) -> str:
        """Everything besides the request that an answer depends on: name, host, model."""

    @abstractmethod
    def translate(
        self, requests: Sequence[Request], source: Lang, target: Lang
    ) -> Sequence[str | None]:
        """One coded text a request, in order; None where the engine has nothing for it.

        Raises EngineError; nothing in its message may hold a key.
        """

    def close(self) -> None:
        """Lets go of connections and of what was uploaded."""
        return None
