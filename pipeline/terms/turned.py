"""English terms in other words of grammar: breast cancer, cancer of the breast.

Prepositions and the verb *be* link the words of a term where a compound sets them side by side:
*pregnant women*, *women who are pregnant*; *blood draw*, *blood is drawn*. One kind of link is one
key, whatever its words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_DETERMINED = r"(?:\s+(?:the|an?|my|your|his|her|its|our|their|this|that|these|those))?"
_LINKS = (
    ("~", rf"(?:of|in|on|to|for|with|from|by){_DETERMINED}"),
    (
        "=",
        r"(?:(?:who|which|that)\s+)?"
        r"(?:is|are|was|were|be|been|being|become|becomes|became|(?:has|have|had)\s+been)",
    ),
)
_LINK = re.compile("|".join(rf"\b({words})\b" for _, words in _LINKS), re.IGNORECASE)
_KEYS = tuple(key for key, _ in _LINKS)

_WORDS = re.compile(r"[A-Za-z'’-]+(?: [A-Za-z'’-]+){1,4}")
_OF = re.compile(rf"(.+) of{_DETERMINED} (.+)", re.DOTALL)
# Words of grammar: what they join cannot be turned.
_SMALL = frozenset(
    {"a", "an", "and", "as", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with"}
)


def links(text: str) -> Iterator[tuple[int, int, str]]:
    """Where words of a text link two others, and the key that such a link has."""
    for match in _LINK.finditer(text):
        yield *match.span(), _KEYS[(match.lastindex or 1) - 1]


def is_link(key: str) -> bool:
    """Whether a key stands for a link."""
    return key in _KEYS


def content(form: str) -> list[str]:
    """The words of a form that are no link between others."""
    return _LINK.sub(" ", form).split()


def turned(form: str) -> Iterator[str]:
    """What else says the same as a noun phrase with a noun before or behind its head."""
    if not _WORDS.fullmatch(form):
        return
    if match := _OF.fullmatch(form):
        head, part = match.groups()
        if _is_plain(head) and _is_plain(part):
            yield f"{part} {head}"
    elif _is_plain(form):
        words = form.split()
        for at in range(1, len(words)):
            part, head = " ".join(words[:at]), " ".join(words[at:])
            yield f"{head} of {part}"
            yield f"{head} is {part}"
            yield f"{part} is {head}"


def _is_plain(words: str) -> bool:
    return _SMALL.isdisjoint(words.lower().split())
