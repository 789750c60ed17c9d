"""Addresses, folded so that two languages' versions of one place are equal.

What a localised site changes does not count: the language in the path (``/ja/``, ``/en-US/``), in
the host (``ja.``, ``www.``), in a file name (``fig-ja.png``) or a query (``lang=ja``), the scheme,
a trailing slash, anchors and what only counts visitors (``utm_source``).
"""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import parse_qsl, unquote, urlsplit

_LANG = r"(?:ja|jp|jpn|en|eng|us|gb|uk|japanese|english)(?:[-_](?:jp|us|gb|uk))?"
_SEGMENT = re.compile(_LANG, re.IGNORECASE)
_HOST = re.compile(rf"^(?:www\d?\.|m\.)?(?:(?P<lang>{_LANG})\.)?(?:www\.)?", re.IGNORECASE)
# fig-ja.png, page.en, and a letter alone, as in guide-e.html.
_SUFFIX = re.compile(rf"(?:[-_.]{_LANG}|[-_][ej])(?=(?:\.\w{{2,5}})?$)", re.IGNORECASE)
_INDEX = re.compile(rf"(?:^|/)index(?:[-_.]{_LANG}|[-_][ej])?\.(?:html?|php|md)$", re.IGNORECASE)
_ENDING = re.compile(r"\.(?:html?|md|mdx|txt)$", re.IGNORECASE)
# The language as a part of its own with a word before it: /lang/ja/.
_SWITCH = re.compile(rf"/(?:lang|language|locale|i18n)/{_LANG}/", re.IGNORECASE)
# A page that is named after its language, /japanese_00027.html: its counterpart has another number.
_NAMED = re.compile(r"(?:^|/)(?:japanese|english)[-_][^/]*$", re.IGNORECASE)
_NOISE = re.compile(
    r"utm_\w+|fbclid|gclid|yclid|mc_\w+|feature|lang|hl|locale|language|gl", re.IGNORECASE
)


class Address(NamedTuple):
    """Where a link leads: equal keys are one place.

    ``host`` has no language; ``free`` says that the site names its pages in its language
    (ja.wikipedia.org), so that only the host can be compared.
    """

    key: str
    host: str
    free: bool


def address(target: str) -> Address:
    """The folded form of a link's target; one that cannot be read is its own key."""
    try:
        parts = urlsplit(f"//{target}" if target.startswith("www.") else target)
    except ValueError:
        return Address(target.casefold(), "", False)
    if parts.scheme not in ("", "http", "https"):
        return Address(unquote(target).casefold(), "", False)
    found = _HOST.match(parts.netloc)
    host = parts.netloc[found.end() if found else 0 :].casefold()
    if "." not in host:
        host = parts.netloc.casefold()
    path, query = _SWITCH.sub("/", unquote(parts.path)), parse_qsl(parts.query)
    if host == "youtu.be":
        host, path, query = "youtube.com", "/watch", [("v", path.strip("/"))]
    segments = _segments(path)
    query_parts = sorted((k, v) for k, v in query if not _NOISE.fullmatch(k))
    rest = "&".join(f"{k}={v}" for k, v in query_parts)
    key = "/".join([host, *segments]).casefold() + (f"?{rest}" if rest else "")
    return Address(key, host, bool(found and found["lang"]) or bool(_NAMED.search(path)))


def _segments(path: str) -> list[str]:
    """The parts of a path without its language, ending and way up."""
    found = [s for s in _INDEX.sub("", path).split("/") if s and not _SEGMENT.fullmatch(s)]
    segments = [s for s in found if s not in (".", "..")]
    if segments:
        segments[-1] = _SUFFIX.sub("", _ENDING.sub("", segments[-1]))
    return segments
