"""LibreTranslate, a server of one's own or a hosted one.

It takes no glossary: terms are checked and put right afterwards.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.model.source import Lang
from pipeline.model.translation import Request
from pipeline.settings.user import EngineConfig
from pipeline.system import secret
from pipeline.translation.engines.interface import BadAnswerError, Engine
from pipeline.translation.engines.web import Server

KEY = "LIBRETRANSLATE_API_KEY"
URL = "https://libretranslate.com"

_SINGLE = re.compile(r'<x id="(\d+)"/>')
_PAIR = re.compile(r'<x id="(\d+)">\s*</x>')


class LibreTranslateEngine(Engine):
    """``POST /translate`` with a list of texts as HTML, so that tags are kept."""

    name = "libretranslate"

    def __init__(self, config: EngineConfig) -> None:
        self._key = secret.key(KEY)
        self._server = Server(config, config.url or URL, {}, self._key)
        self.host = self._server.host
        self.at_once = config.at_once or 20

    def identity(self) -> str:
        """The host; which model it runs it does not say."""
        return f"libretranslate {self.host}"

    def translate(
        self, requests: Sequence[Request], source: Lang, target: Lang
    ) -> Sequence[str | None]:
        """One text a request. Raises EngineError."""
        body: dict[str, object] = {
            # In HTML a tag that closes itself does not exist.
            "q": [_SINGLE.sub(r'<x id="\1"></x>', request.text) for request in requests],
            "source": source,
            "target": target,
            "format": "html",
        }
        if self._key:
            body["api_key"] = self._key
        answer = self._server.post("/translate", body)
        texts = answer.get("translatedText") if isinstance(answer, dict) else None
        if not isinstance(texts, list) or not all(isinstance(t, str) and t.strip() for t in texts):
            raise BadAnswerError(f"{self.host} did not answer with a list of translations")
        return [_PAIR.sub(r'<x id="\1"/>', text) for text in texts]

    def close(self) -> None:
        """Closes the connection."""
        self._server.close()
