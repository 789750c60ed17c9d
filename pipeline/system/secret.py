"""Keys and passwords: where they come from, what they must look like, and that nobody sees them.

What is written to stderr goes through ``hidden``: whatever a library puts into its messages, no key
of the environment and no password of a proxy stands in them.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from urllib.parse import quote, unquote, urlsplit

from pipeline.errors import EngineError

# Where keys of engines stand.
VARIABLES = (
    "DEEPL_AUTH_KEY",
    "DEEPL_API_KEY",
    "OPENAI_API_KEY",
    "LIBRETRANSLATE_API_KEY",
)
# What stands in for a secret wherever it might be shown.
_HIDDEN = "***"
# What can stand in a header: a line end would begin another.
_SOUND = re.compile(r"[!-~]+")
# A shorter one is no key, and hiding it would make holes in every sentence.
_SHORTEST = 6
_passwords: set[str] = set()


def key(*names: str) -> str:
    """The key in the first of some variables that holds one, without white space around it.

    Raises EngineError, which names the variable alone, for what can be no key.
    """
    for name in names:
        if value := os.environ.get(name, "").strip():
            if not _SOUND.fullmatch(value):
                raise EngineError(
                    f"{name} holds a character that no key has (a space, a line end, or one "
                    "that is not ASCII); copy the key anew"
                )
            return value
    return ""


def guard(url: str) -> tuple[str, ...]:
    """The name and password of an address, which are hidden from now on."""
    try:
        parts = urlsplit(url)
        found = [part for part in (parts.username, parts.password) if part]
    except ValueError:
        return ()
    spelt = {form for part in found for form in (part, unquote(part), quote(unquote(part), ""))}
    if parts.password:
        _passwords.update(spelt)
    return tuple(sorted(spelt))


def hidden(text: str) -> str:
    """``text`` with nothing secret in it."""
    for secret in sorted(_secrets(), key=len, reverse=True):
        text = text.replace(secret, _HIDDEN)
    return text


def _secrets() -> Iterator[str]:
    values = [os.environ.get(name, "") for name in VARIABLES]
    for value in (*values, *_passwords):
        for part in {value, value.strip(), *value.split()}:
            if len(part) >= _SHORTEST:
                yield part
