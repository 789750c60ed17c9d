"""What stands in a page and no reader sees: struck out, hidden, or there for machines alone.

Such text is no part of the document: a right dose in it does not answer for a wrong one beside it,
and nobody has to translate it. ``aria-hidden`` is not among these marks: it hides from screen
readers what everybody else sees.
"""

from __future__ import annotations

import html
from collections.abc import Sequence

from pipeline.documents.tags import BLOCKS, VOID, Token, attributes, names, tokens

_NEVER = frozenset(("del", "s", "strike", "template", "script", "style", "noscript"))
# How frameworks name what only screen readers are given.
_CLASSES = names(
    """sr-only visually-hidden visually-hidden-focusable visuallyhidden screen-reader-text
    screen-reader-only screenreader-only assistive-text a11y-hidden"""
)
_HIDING = {
    "display": frozenset(("none",)),
    "visibility": frozenset(("hidden", "collapse")),
    "content-visibility": frozenset(("hidden",)),
    "opacity": frozenset(("0", "0%", "0.0", ".0")),
    "font-size": frozenset(("0", "0px", "0em", "0rem", "0pt", "0%")),
}


def is_unseen(text: str, tag: Token) -> bool:
    """Whether the element that a start tag of ``text`` opens shows nothing to a reader."""
    if tag.value in _NEVER:
        return True
    given = attributes(text, tag)
    if "hidden" in given or (tag.value == "dialog" and "open" not in given):
        return True
    # JSX, as MDX has it, calls a class ``className``.
    names = f"{given.get('class', '')} {given.get('classname', '')}"
    return not _CLASSES.isdisjoint(names.lower().split()) or _is_hiding(given.get("style", ""))


def _is_hiding(style: str) -> bool:
    """Whether declarations of CSS hide their element; the last one of a property counts."""
    first, *others = html.unescape(style).lower().split("/*")
    css = first + "".join(each.partition("*/")[2] for each in others)
    declarations = (declaration.partition(":") for declaration in css.split(";"))
    values = {name.strip(): value.partition("!")[0].strip() for name, _, value in declarations}
    return any(values.get(name) in hiding for name, hiding in _HIDING.items())


class OpenElements:
    """The elements that tags between Markdown have opened, and the blocks of Markdown around them.

    Markdown makes an element of every paragraph, item and cell; it ends whatever was opened in it.
    With ``jsx``, as in MDX, ``<Note hidden />`` is an element without content.
    """

    def __init__(self, *, jsx: bool) -> None:
        self._jsx = jsx
        self._open: list[tuple[str, bool]] = []
        self._at: dict[str, list[int]] = {}
        self._borders: list[int] = []
        self._unseen = 0

    @property
    def seen(self) -> bool:
        """Whether a reader sees what stands here."""
        return not self._unseen

    def enter(self, name: str, *, seen: bool = True) -> None:
        """A block or an emphasis of Markdown begins; its name is written with a capital."""
        self._push(name, not seen)

    def leave(self, name: str) -> None:
        """It ends, unless the end tag of an element around it has ended it already."""
        self._pop_to(name)

    def follow(self, markup: str) -> int:
        """The tags in a piece of HTML; how many of its first characters belong to unseen text."""
        shown = self.seen
        hidden = 0 if shown else len(markup)
        for token in tokens(markup):
            if token.kind == "start":
                empty = self._jsx and markup.endswith("/>", token.start, token.end)
                if token.value not in VOID and not empty:
                    self._push(token.value, is_unseen(markup, token))
            elif token.kind == "end" and self._ends(token.value):
                self._pop_to(token.value)
                if not shown and self.seen:
                    shown, hidden = True, token.end
        return hidden

    def _ends(self, tag: str) -> bool:
        """Whether an end tag ends anything; that of words reaches no further than their block."""
        border = self._borders[-1] if self._borders and tag not in BLOCKS else -1
        return bool(self._at.get(tag)) and self._at[tag][-1] > border

    def _push(self, name: str, unseen: bool) -> None:
        here = len(self._open)
        self._open.append((name, unseen))
        self._at.setdefault(name, []).append(here)
        if name in BLOCKS or name[0].isupper():
            self._borders.append(here)
        self._unseen += unseen

    def _pop_to(self, name: str) -> None:
        while self._at.get(name):
            last, unseen = self._open.pop()
            here = self._at[last].pop()
            if self._borders and self._borders[-1] == here:
                self._borders.pop()
            self._unseen -= unseen
            if last == name:
                return


def without(text: str, stretches: Sequence[tuple[int, int]]) -> str:
    """``text`` with blanks where unseen elements stand."""
    pieces: list[str] = []
    at = 0
    for start, end in stretches:
        pieces += (text[at:start], " ")
        at = max(at, end)
    return "".join((*pieces, text[at:]))
