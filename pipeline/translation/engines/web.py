"""JSON to one server and back: no redirects, no proxy but the user's own, an end in time."""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import urlsplit

from pipeline.errors import EngineError
from pipeline.settings.user import EngineConfig
from pipeline.system import secret
from pipeline.translation.engines.calling import Caller, pause
from pipeline.translation.engines.interface import (
    BadAnswerError,
    BrokenServerError,
    BusyError,
    QuotaError,
    RefusedError,
    TimedOutError,
)

# No answer to a few sentences is larger (bytes).
LARGEST = 8_000_000
_ERRNO = re.compile(r"\[Errno -?\d+\] ")


class Server:
    """One host that JSON is posted to. ``key`` goes into no message."""

    def __init__(self, config: EngineConfig, url: str, headers: dict[str, str], key: str) -> None:
        try:
            import httpx
        except ImportError:
            raise EngineError(
                f"the engine {config.name} needs an extra: pip install 'taiyaku[{config.name}]'"
            ) from None
        self.host = host_of(url)
        self._caller = Caller(self.host, config, (key, *secret.guard(config.proxy)))
        self._url = url.rstrip("/")
        self._httpx = httpx
        self._client = httpx.Client(
            headers=headers,
            timeout=config.timeout,
            follow_redirects=False,
            # Proxies, certificates and .netrc of the environment are not asked for.
            trust_env=False,
            proxy=config.proxy or None,
        )

    def post(self, path: str, body: dict[str, Any]) -> Any:  # noqa: ANN401
        """The JSON that comes back. Raises EngineError, named by what happened."""
        return self._caller.call(lambda: self._post(path, body))

    def close(self) -> None:
        """Closes the connection."""
        self._client.close()

    def _post(self, path: str, body: dict[str, Any]) -> Any:  # noqa: ANN401
        httpx = self._httpx
        try:
            with self._client.stream("POST", self._url + path, json=body) as answer:
                data = b""
                for part in answer.iter_bytes():
                    data += part
                    if len(data) > LARGEST:
                        raise BadAnswerError(f"{self.host} sent more than {LARGEST:,} bytes")
        except (httpx.InvalidURL, UnicodeError, ValueError):
            # Whatever the library says of an address may hold a password.
            raise RefusedError(f"{self.host} is not the address of a server") from None
        except httpx.TimeoutException:
            raise TimedOutError(f"{self.host} did not answer in time") from None
        except httpx.HTTPError as error:
            message = self._caller.clean(_ERRNO.sub("", str(error))) or type(error).__name__
            raise BrokenServerError(f"{self.host} cannot be reached: {message}") from None
        check(self.host, answer.status_code, answer.headers, self._message(data))
        return self._parsed(data)

    def _message(self, data: bytes) -> str:
        """What an error says of itself, without keys, if it says it in JSON."""
        try:
            body = json.loads(data)
            error = body.get("error", body) if isinstance(body, dict) else body
            message = error.get("message", "") if isinstance(error, dict) else error
        except (ValueError, RecursionError):
            return ""
        return self._caller.clean(message)

    def _parsed(self, data: bytes) -> Any:  # noqa: ANN401
        try:
            return json.loads(data)
        except (ValueError, RecursionError):
            kind = "HTML" if data.lstrip()[:1] == b"<" else "something that is not JSON"
            raise BadAnswerError(f"{self.host} answered with {kind}") from None


def check(host: str, status: int, headers: object, message: str) -> None:
    """Raises the EngineError that an HTTP status means; nothing for success."""
    why = f": {message}" if message else ""
    if 200 <= status < 300:
        return
    if 300 <= status < 400:
        raise RefusedError(
            f"{host} answered {status}, which points to another place; that is not followed"
        )
    if status == 429:
        raise BusyError(f"{host} answered 429, too many requests{why}", pause(headers))
    if status == 456:
        raise QuotaError(f"{host} answered 456, the quota is spent{why}")
    if status == 408 or status == 504:
        raise TimedOutError(f"{host} answered {status}{why}")
    if status >= 500:
        raise BrokenServerError(f"{host} answered {status}{why}")
    what = "the key was refused" if status in (401, 403) else "the request was refused"
    raise RefusedError(f"{host} answered {status}, {what}{why}")


def host_of(url: str) -> str:
    """The host of an address, with its port where it has one."""
    return urlsplit(url).netloc.rpartition("@")[2]
