"""A server on this machine that speaks the protocols of the engines, or fails as it is told."""

from __future__ import annotations

import gzip
import json
import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

_TAGS = re.compile(r"<[^<>]*>")


def english(text: str) -> str:
    """A translation that a test can tell: every Japanese stretch in brackets, tags kept."""
    return "".join(
        piece if _TAGS.fullmatch(piece) or not piece.strip() else f"[{piece}]"
        for piece in re.split(r"(<[^<>]*>)", text)
    )


@dataclass
class Fake:
    """What the server does. ``script`` holds one act an answer; then it translates.

    A number is a status (with headers, and a text, in a tuple) or, as a float, a pause; a text is
    the answer, and bytes are one that comes a byte at a time. What is called gzip unpacks to 20 MB.
    """

    url: str = ""
    translate: Callable[[str], str] = english
    script: list[Any] = field(default_factory=list)
    asked: list[tuple[str, str, Any, dict[str, str]]] = field(default_factory=list)

    def bodies(self, path: str) -> list[Any]:
        return [body for method, where, body, _ in self.asked if where == path]

    def answer(self, path: str, body: Any) -> Any:
        if path.endswith("/v2/glossaries"):
            return {
                "glossary_id": "g1", "name": "taiyaku", "ready": True, "source_lang": "ja",
                "target_lang": "en", "entry_count": 1,
                "creation_time": "2026-01-01T00:00:00.000000+00:00",
            }  # fmt: skip
        if path.endswith("/v2/translate"):
            texts = [self.translate(text) for text in body["text"]]
            return {
                "translations": [
                    {"text": t, "detected_source_language": "JA", "billed_characters": len(t)}
                    for t in texts
                ]
            }
        if path.endswith("/chat/completions"):
            segments = json.loads(body["messages"][1]["content"])["segments"]
            found = [{"id": s["id"], "text": self.translate(s["text"])} for s in segments]
            return {"choices": [{"message": {"content": json.dumps({"translations": found})}}]}
        if path.endswith("/translate"):
            return {"translatedText": [self.translate(text) for text in body["q"]]}
        raise AssertionError(path)


@contextmanager
def serving() -> Iterator[Fake]:
    fake = Fake()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            data = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            body = json.loads(data) if data else None
            fake.asked.append((self.command, self.path, body, dict(self.headers)))
            act = None
            if not self.path.endswith("glossaries") and self.command == "POST" and fake.script:
                act = fake.script.pop(0)
            status, text, headers = 200, "", {}
            if isinstance(act, int):
                status, text = act, json.dumps({"message": "no", "error": {"message": "no"}})
            elif isinstance(act, tuple):
                status, headers, text = (*act, "{}")[:3]
            elif isinstance(act, str):
                text = act
            elif isinstance(act, float):
                time.sleep(act)
            elif callable(act):
                text = json.dumps(act(fake.answer(self.path, body)))
            if not text and self.command != "DELETE":
                text = json.dumps(fake.answer(self.path, body))
            raw = act if isinstance(act, bytes) else text.encode()
            if headers.get("Content-Encoding") == "gzip":
                raw = gzip.compress(b" " * 20_000_000, 1)
            try:
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(raw)))
                self.end_headers()
                for byte in raw if isinstance(act, bytes) else ():
                    self.wfile.write(bytes((byte,)))
                    time.sleep(0.1)
                self.wfile.write(b"" if isinstance(act, bytes) else raw)
            except OSError:
                return

        do_DELETE = do_POST  # noqa: N815

        def log_message(self, *_: Any) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    fake.url = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield fake
    finally:
        server.shutdown()
        server.server_close()
