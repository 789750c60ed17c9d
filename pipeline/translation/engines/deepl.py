"""DeepL through its official client, with the term base uploaded as a glossary for the run."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from pipeline.errors import EngineError
from pipeline.model.source import Lang
from pipeline.model.translation import Request, TermUse
from pipeline.settings.user import EngineConfig
from pipeline.system import secret
from pipeline.translation.engines.calling import Caller
from pipeline.translation.engines.interface import (
    BadAnswerError,
    BrokenServerError,
    BusyError,
    Engine,
    QuotaError,
    RefusedError,
    TimedOutError,
)
from pipeline.translation.engines.web import LARGEST, check, host_of

if TYPE_CHECKING:
    import deepl
    from requests.adapters import HTTPAdapter

T = TypeVar("T")

KEYS = ("DEEPL_AUTH_KEY", "DEEPL_API_KEY")
_TARGETS: dict[Lang, str] = {"en": "EN-US", "ja": "JA"}
# A glossary of DeepL takes neither tabs nor line breaks, and a term of 1,024 bytes at most.
_LONGEST_TERM = 1_024


class DeepLEngine(Engine):
    """``v2/translate`` with XML tags kept; the glossary is removed again when the run ends."""

    name = "deepl"

    def __init__(
        self, config: EngineConfig, terms: Sequence[TermUse], source: Lang, target: Lang
    ) -> None:
        try:
            import deepl
        except ImportError:
            raise EngineError(
                "the engine deepl needs an extra: pip install 'taiyaku[deepl]'"
            ) from None
        key = secret.key(*KEYS)
        if not key:
            raise EngineError(f"the engine deepl needs a key in {KEYS[0]}")
        # The client retries by itself and logs requests; both are ours to do, or not to do.
        deepl.http_client.max_network_retries = 0
        deepl.http_client.min_connection_timeout = config.timeout
        logging.getLogger("deepl").setLevel(logging.CRITICAL)
        self._deepl = deepl
        self._translator = deepl.Translator(
            key, server_url=config.url or None, proxy=config.proxy or None, send_platform_info=False
        )
        session = self._translator._client._session
        session.trust_env = False
        session.max_redirects = 0
        for scheme in ("https://", "http://"):
            session.mount(scheme, _bounded())
        self.host = host_of(self._translator.server_url)
        self.at_once = config.at_once or 40
        self._caller = Caller(self.host, config, (key, *secret.guard(config.proxy)))
        self._formality = config.formality or None
        self._pair = (source, target)
        self._entries = _entries(terms)
        self._glossary: deepl.GlossaryInfo | None = None
        self._asked = False

    def identity(self) -> str:
        """The host; DeepL does not say which model answers."""
        return f"deepl {self.host} {self._formality or ''}"

    def translate(
        self, requests: Sequence[Request], source: Lang, target: Lang
    ) -> Sequence[str | None]:
        """One text a request. Raises EngineError."""
        self._upload()
        context = " ".join(filter(None, (requests[0].before, requests[-1].after)))
        results = self._call(
            lambda: self._translator.translate_text(
                [request.text for request in requests],
                source_lang=source.upper(),
                target_lang=_TARGETS[target],
                tag_handling="xml",
                split_sentences="nonewlines",
                preserve_formatting=True,
                outline_detection=False,
                formality=self._formality,
                glossary=self._glossary,
                context=context or None,
            )
        )
        texts = [result.text for result in (results if isinstance(results, list) else [results])]
        if len(texts) != len(requests):
            # The client makes an empty list of whatever it does not understand.
            raise BadAnswerError(f"{self.host} gave {len(texts)} of {len(requests)} translations")
        if not all(isinstance(text, str) and text.strip() for text in texts):
            raise BadAnswerError(f"{self.host} gave an empty translation")
        return texts

    def close(self) -> None:
        """Removes the glossary; that it cannot be removed costs nothing but its place."""
        if self._glossary is not None:
            glossary, self._glossary = self._glossary, None
            try:
                self._once(lambda: self._translator.delete_glossary(glossary))
            except EngineError:
                logging.getLogger(__name__).debug("the glossary stays at %s", self.host)
        self._translator.close()  # type: ignore[no-untyped-call]

    def _upload(self) -> None:
        """Uploads the term base before the first request of a run."""
        if self._asked or not self._entries:
            return
        source, target = self._pair
        self._glossary = self._call(
            lambda: self._translator.create_glossary(
                "taiyaku", source.upper(), target.upper(), self._entries
            )
        )
        self._asked = True

    def _call(self, act: Callable[[], T]) -> T:
        return self._caller.call(lambda: self._once(act))

    def _once(self, act: Callable[[], T]) -> T:
        """``act`` with the client's exceptions as ours, and nothing of its messages but words."""
        deepl = self._deepl
        try:
            return act()
        except deepl.TooManyRequestsException:
            raise BusyError(f"{self.host} answered 429, too many requests") from None
        except deepl.QuotaExceededException:
            raise QuotaError(f"{self.host} answered 456, the quota is spent") from None
        except deepl.AuthorizationException:
            raise RefusedError(f"{self.host} refused the key") from None
        except deepl.ConnectionException as error:
            raise self._connection(error) from None
        except deepl.DeepLException as error:
            status = error.http_status_code
            if status is not None and not 200 <= status < 300:
                check(self.host or "", status, {}, self._caller.clean(error))
            raise BadAnswerError(f"{self.host}: {self._caller.clean(error)}") from None
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            # The client reads answers without looking.
            raise BadAnswerError(f"{self.host} answered with something else than JSON") from None

    def _connection(self, error: Exception) -> EngineError:
        import requests

        cause = error.__cause__
        if isinstance(cause, requests.exceptions.TooManyRedirects):
            return RefusedError(f"{self.host} points to another place; that is not followed")
        if isinstance(cause, requests.exceptions.ContentDecodingError):
            return BadAnswerError(f"{self.host} sent more than {LARGEST:,} bytes, or broken ones")
        if isinstance(cause, requests.exceptions.Timeout):
            return TimedOutError(f"{self.host} did not answer in time")
        return BrokenServerError(f"{self.host} cannot be reached")


def _bounded() -> HTTPAdapter:
    """What the client sends requests with, reading no more than an answer may hold."""
    import requests

    class Bounded(requests.adapters.HTTPAdapter):
        def send(self, *args: Any, **options: Any) -> requests.Response:  # noqa: ANN401
            response = super().send(*args, **options)
            data = b""
            for part in response.iter_content(65_536):
                data += part
                if len(data) > LARGEST:
                    response.close()
                    raise requests.exceptions.ContentDecodingError
            # As the library itself keeps what it read.
            response._content = data
            return response

    return Bounded()


def _entries(terms: Sequence[TermUse]) -> dict[str, str]:
    """The term base as DeepL takes it; the first of two rows for the same words counts."""
    found: dict[str, str] = {}
    for term in terms:
        words = (" ".join(term.text.split()), " ".join(term.preferred.split()))
        if all(0 < len(word.encode()) <= _LONGEST_TERM for word in words):
            found.setdefault(*words)
    return found
