"""English terms said the other way round: breast cancer, cancer of the breast."""

from __future__ import annotations

import re
from collections.abc import Iterator

_WORDS = re.compile(r"[A-Za-z'’-]+(?: [A-Za-z'’-]+){1,4}")
_OF = re.compile(r"(.+) of (?:the )?(.+)")
# Words of grammar: what they join cannot be turned.
_SMALL = frozenset(
    {"a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with"}
)


def turned(form: str) -> Iterator[str]:
    """What else says the same as a noun phrase with a noun before or behind its head."""
    if not _WORDS.fullmatch(form):
        return
    if match := _OF.fullmatch(form):
        head, part = match.groups()
        if not _is_joined(head) and not _is_joined(part):
            yield f"{part} {head}"
        return
    words = form.split()
    if _is_joined(form):
        return
    for at in range(1, len(words)):
        head, part = " ".join(words[at:]), " ".join(words[:at])
        yield f"{head} of {part}"
        yield f"{head} of the {part}"


def _is_joined(words: str) -> bool:
    return not _SMALL.isdisjoint(words.lower().split())
