"""Articles, links and plans from a few lines, read by the real parsers."""

from __future__ import annotations

from pipeline.checking.policy import Policy
from pipeline.checking.unreviewed_drafts import drafts
from pipeline.decisions import Matched, match
from pipeline.documents import parse
from pipeline.drafting.plan import Piece, Plan, of_pair
from pipeline.model.document import Document
from pipeline.model.source import Lang, Source
from pipeline.model.translation import Segment
from pipeline.settings.project import Settings
from pipeline.translation.segments import segments
from tests.support import links

NOTHING: Matched = match((), {})


def article(lang: Lang, text: str, ending: str = "md") -> Document:
    """An article as the tool reads it from its file."""
    return parse(Source(f"articles/{lang}/a.{ending}", lang, text))


def plan(
    source: Document,
    target: Document,
    pairs: str,
    settings: Settings | None = None,
    matched: Matched = NOTHING,
    *,
    again: bool = False,
) -> Plan:
    """What is to be drafted of a pair whose sections are linked as ``pairs`` says."""
    policy = Policy(settings or Settings(), (source.source.path, target.source.path))
    found = drafts({source.lang: source, target.lang: target}, source.lang, ())
    return of_pair("a", source, target, links(pairs), found, matched, policy, again=again)


def whole(source: Document, target: Document, *sections: int) -> Plan:
    """A plan that puts sections, each by itself, at the end of the target."""
    at = len(target.source.text)
    pieces = tuple(Piece((number,), at) for number in sections)
    return Plan("a", source, target, target.source.path, None, pieces)


def by_text(document: Document, *texts: str) -> list[Segment]:
    """The segments that say these words."""
    found = {segment.text: segment for segment in segments(document)}
    return [found[text] for text in texts]
