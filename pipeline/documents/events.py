"""Markdown → pulldown-cmark's events, with places in the file and what no reader sees marked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from pipeline.documents.places import ByteOffsets
from pipeline.documents.unseen import OpenElements

if TYPE_CHECKING:
    from pyromark import Options

# Their tags open and close elements themselves.
_MARKUP = frozenset(("CodeBlock", "HtmlBlock"))


class Event(NamedTuple):
    """``type`` is Start, End or the name of a leaf; ``value`` its text, target or level.

    ``seen`` tells whether a reader sees it; where a block of HTML ends, ``unseen`` counts how many
    of its first characters nobody does.
    """

    type: str
    name: str
    value: str
    start: int
    end: int
    seen: bool = True
    unseen: int = 0


def dialect() -> Options:
    """The extensions of Markdown that articles are read, and written, with."""
    from pyromark import Options

    return (
        Options.ENABLE_TABLES
        | Options.ENABLE_FOOTNOTES
        | Options.ENABLE_STRIKETHROUGH
        | Options.ENABLE_TASKLISTS
        | Options.ENABLE_GFM
        | Options.ENABLE_HEADING_ATTRIBUTES
    )


def events(text: str, base: int, *, jsx: bool = False) -> Iterator[Event]:
    """The events of the Markdown in ``text[base:]``, with places in ``text``.

    ``jsx`` says that its tags are those of MDX. Footnotes that no page shows are left out.
    """
    return _without_lost_notes(list(_seen(_read(text, base), jsx=jsx)))


def _read(text: str, base: int) -> Iterator[Event]:
    import pyromark

    body = text[base:]
    point = ByteOffsets(body).point
    for event, place in pyromark.events_with_range(body, options=dialect()):
        start, end = base + point(place["start"]), base + point(place["end"])
        if isinstance(event, str):
            yield Event(event, "", "", start, end)
            continue
        kind, content = _only(event)
        if kind not in ("Start", "End"):
            yield Event(kind, "", str(content), start, end)
        elif isinstance(content, str):
            yield Event(kind, content, "", start, end)
        else:
            name, details = _only(content)
            value = details.get("dest_url", "") if isinstance(details, dict) else str(details)
            yield Event(kind, name, value, start, end)


def _seen(events: Iterable[Event], *, jsx: bool) -> Iterator[Event]:
    """The events, with those that stand in something struck or hidden marked as not seen."""
    elements = OpenElements(jsx=jsx)
    markup: list[str] = []
    for event in events:
        kind, name = event.type, event.name
        unseen = 0
        if kind == "Start" and name not in _MARKUP:
            elements.enter(name, seen=name != "Strikethrough")
        elif kind == "InlineHtml":
            elements.follow(event.value)
        elif kind == "Html":
            markup.append(event.value)
        elif kind == "End" and name == "HtmlBlock":
            unseen = elements.follow("".join(markup))
            markup = []
        yield event._replace(seen=elements.seen, unseen=unseen)
        if kind == "End" and name not in _MARKUP:
            elements.leave(name)


def _without_lost_notes(events: Sequence[Event]) -> Iterator[Event]:
    """The events without the footnotes that nothing seen refers to: no page shows these."""
    shown = _called(events)
    around: list[bool] = []
    for event in events:
        if event.name == "FootnoteDefinition" and event.type == "Start":
            label = event.value.casefold()
            around.append(label not in shown or any(around[-1:]))
            # Of several notes with one label, the first is shown.
            shown.discard(label)
        if not any(around[-1:]):
            yield event
        if event.name == "FootnoteDefinition" and event.type == "End":
            around.pop()


def _called(events: Sequence[Event]) -> set[str]:
    """The labels of the notes that the text refers to, or a note that it refers to."""
    calls: dict[str, list[str]] = {"": []}
    around = [""]
    for event in events:
        if event.name == "FootnoteDefinition":
            if event.type == "Start":
                around.append(event.value.casefold())
            else:
                around.pop()
        elif event.type == "FootnoteReference" and event.seen:
            calls.setdefault(around[-1], []).append(event.value.casefold())
    found: set[str] = set()
    waiting = [""]
    while waiting:
        new = set(calls.get(waiting.pop(), ())) - found
        found |= new
        waiting += new
    return found


def _only(event: object) -> tuple[str, object]:
    """The one entry of a tagged union as pulldown-cmark's events are written."""
    assert isinstance(event, dict)
    return next(iter(event.items()))
