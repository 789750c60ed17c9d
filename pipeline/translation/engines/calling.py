"""How a server is asked: again after a pause while its trouble may pass, never too often, in time.

The client of every engine goes by these rules, whatever library it is made with.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import TypeVar

from pipeline.settings.user import EngineConfig
from pipeline.system.secret import hidden
from pipeline.translation.engines.interface import PASSING, BusyError, TimedOutError

T = TypeVar("T")

# A server that asks for a longer pause than this, in seconds, is taken to be busy for now.
_LONGEST_PAUSE = 120.0
# What stands in for a key wherever it might be shown.
_HIDDEN = "***"


class Caller:
    """Calls of one host within the limits that the user sets for its engine."""

    def __init__(self, host: str, config: EngineConfig, secrets: tuple[str, ...] = ()) -> None:
        self._host = host
        self._config = config
        self._secrets = tuple(secret for secret in secrets if secret)
        self._next = 0.0

    def call(self, act: Callable[[], T]) -> T:
        """What ``act`` gives; the last error where every attempt failed for a passing reason."""
        import stamina
        from stamina import instrumentation

        # What happened is said once, when it is known; not each attempt by its library.
        instrumentation.set_on_retry_hooks(())
        for attempt in stamina.retry_context(
            on=self._again,
            attempts=self._config.attempts,
            timeout=None,
            wait_initial=self._config.wait,
            wait_max=max(self._config.wait, 30.0),
            wait_jitter=self._config.wait / 2,
        ):
            with attempt:
                self._pace()
                return self._in_time(act)
        raise AssertionError("a retry ends with a result or an error")

    def clean(self, text: object) -> str:
        """A message on one line, not too long, with no key in it."""
        message = hidden(" ".join(str(text).split()))
        for secret in self._secrets:
            message = message.replace(secret, _HIDDEN)
        return message if len(message) <= 200 else message[:199] + "…"

    @staticmethod
    def _again(error: Exception) -> bool | float:
        """Whether to ask again, or after how many seconds the server wants to be asked."""
        if isinstance(error, BusyError) and error.wait is not None:
            return error.wait if error.wait <= _LONGEST_PAUSE else False
        return isinstance(error, PASSING)

    def _in_time(self, act: Callable[[], T]) -> T:
        """What ``act`` gives within the time-out.

        The time-outs of libraries are for the next bytes: a server that sends one every now and
        then never runs into them. Whatever is late stays behind in its thread.
        """
        results: list[T] = []
        errors: list[BaseException] = []

        def run() -> None:
            try:
                results.append(act())
            except BaseException as error:
                errors.append(error)

        thread = threading.Thread(target=run, daemon=True)
        thread.start()
        thread.join(self._config.timeout)
        if errors:
            raise errors[0]
        if not results:
            raise TimedOutError(f"{self._host} did not answer in {self._config.timeout:g} s")
        return results[0]

    def _pace(self) -> None:
        """Waits until the next request may go out."""
        if self._config.per_minute is None:
            return
        now = time.monotonic()
        if now < self._next:
            time.sleep(self._next - now)
        self._next = max(now, self._next) + 60 / self._config.per_minute


def pause(headers: object) -> float | None:
    """The seconds that ``Retry-After`` asks for, if it says them as a number."""
    value = headers.get("Retry-After", "") if hasattr(headers, "get") else ""
    try:
        return max(0.0, float(value))
    except ValueError:
        return None
