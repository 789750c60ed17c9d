"""The default engine: what was translated before, and nothing else. Offline."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape

from pipeline.model.source import Lang
from pipeline.model.translation import Match, Request
from pipeline.translation.codes import plain
from pipeline.translation.engines.interface import Engine
from pipeline.translation.placing import placed


class MemoryEngine(Engine):
    """Gives the exact or adapted match of a request; similar ones are for people to judge."""

    name = "memory"
    at_once = 1_000

    def identity(self) -> str:
        """It depends on the matches alone, which are part of the request."""
        return "memory"

    def translate(
        self, requests: Sequence[Request], source: Lang, target: Lang
    ) -> Sequence[str | None]:
        """The translation of the best match that says the same; None where there is none."""
        return [remembered(request, request.matches) for request in requests]


def remembered(request: Request, matches: Sequence[Match]) -> str | None:
    """The first of some matches that says the same as a request, with its markup, coded.

    None where there is none, or where a mark of markup has no certain place in it.
    """
    for match in matches:
        if match.kind in ("exact", "adapted"):
            if "<" not in request.text:
                return escape(match.target)
            return placed(request, plain(request.text), match.target)
    return None
