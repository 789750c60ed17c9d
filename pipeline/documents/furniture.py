"""What stands around an article on its page: banners, menus, repeated titles, sign-offs.

Pure functions over lines, without words of any one site. *At the top*: lines before the title that
are no sentences, where a menu of short bullets, a repetition of the title, or a breadcrumb shows
that a page was pasted with its frame. *At the end*: the lines after the last text, where they look
like an address or signature. *Anywhere*: the title line once more.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import NamedTuple

from pipeline.documents.lines import Line
from pipeline.documents.phrases import is_clause, is_japanese, is_sentence, width

_LEAD = 30
_TRAIL = 12
_SHORT = 60
_SHORTEST = 24
_BANNER = 20
_ENDED = re.compile(r"[。．｡.:：、，,][」』）)】\]\"'”’*]*$")
_CONTACT = re.compile(
    r"https?://|www\.|[\w.+-]@[\w-]+\.\w|〒|©|(?:こちら|詳細|TOP|トップ)(?:へ|から)?[>＞»→]*$"
    r"|\+?\d{2,4}[-‐–)）]\s?\d{2,4}[-‐–]\d{3,4}|copyright|all rights reserved",
    re.IGNORECASE,
)
_BREADCRUMB = re.compile(r"\S\s*[>＞›»]\s*\S")
_JAPANESE_NAME = re.compile(r"[\u3400-\u9fff\u30a0-\u30ff][ \u3000][\u3400-\u9fff\u30a0-\u30ff]")


class Frame(NamedTuple):
    """Indices into the lines: ``title`` or None, the furniture, and where the sign-off begins."""

    title: int | None
    furniture: frozenset[int]
    end: int


def find_frame(lines: Sequence[Line], marked: Collection[int], empty: Collection[int]) -> Frame:
    """The frame of a page. ``marked`` lines look like headings with a mark, number or label.

    ``empty`` are those of them whose text is still to come on the next line.

    The title is the first line that is no sentence, no label and no numbered heading, once the
    banner is taken away; where it is repeated at once, the last repetition counts.
    """
    lead = _lead(lines, marked)
    title, banner = _title(lines, lead)
    furniture = set(range(banner))
    if title is not None:
        words = _folded(lines[title].text)
        furniture |= {
            i for i, line in enumerate(lines) if i != title and _folded(line.text) == words
        }
    end = _sign_off(lines, furniture, (title if title is not None else -1) + 1, marked, empty)
    return Frame(title, frozenset(furniture | set(range(end, len(lines)))), end)


def _folded(text: str) -> str:
    return re.sub(r"\s+", "", text).casefold()


def _lead(lines: Sequence[Line], marked: Collection[int]) -> int:
    """How many lines at the top are neither sentences nor marked headings."""
    for index, line in enumerate(lines[:_LEAD]):
        if index in marked or _is_text(line):
            return index
    return min(len(lines), _LEAD)


def _is_text(line: Line) -> bool:
    """Whether a line near the top is running text and so cannot be part of the page's head."""
    text = line.text
    if line.hashes or text[-1:] in ("?", "？"):
        return False
    if _ENDED.search(text):
        return True
    if is_japanese(text):
        # Titles do end in a verb or an exclamation mark (…を解説します！), short ones hardly ever.
        return width(text) < _SHORTEST and (text[-1] in "!！" or is_clause(text))
    return text[-1] == "!" or is_clause(text)


def _title(lines: Sequence[Line], lead: int) -> tuple[int | None, int]:
    """The title among the leading lines, and how many lines before it are furniture."""
    repeated = _repeated(lines[:_LEAD])
    if repeated is not None:
        return repeated, repeated
    if not lead:
        return None, 0
    bullets = [i for i in range(lead) if lines[i].bullet]
    if bullets:
        after = bullets[-1] + 1
        shown = len(bullets) >= 2 and after < lead and bullets[-1] - bullets[0] + 1 == len(bullets)
        return (after, after) if shown else (None, 0) if bullets[0] == 0 else (0, 0)
    crumbs = [i for i in range(lead) if _BREADCRUMB.search(lines[i].text)]
    first = crumbs[-1] + 1 if crumbs and crumbs[-1] + 1 < lead else _below_banner(lines[:lead])
    return first, first


def _repeated(lines: Sequence[Line]) -> int | None:
    """The last of the first lines that stands there twice running, as only titles do."""
    found = None
    for i in range(1, len(lines)):
        text = lines[i].text
        title = width(text) >= 12 and not _ENDED.search(text) and not lines[i].bullet
        if (found is not None and found < i - 1) or _is_paragraph(lines[i - 1].text):
            break
        if title and _folded(text) == _folded(lines[i - 1].text):
            found = i
    return found


def _is_paragraph(text: str) -> bool:
    return bool(_ENDED.search(text)) and width(text) > _SHORT


def _below_banner(lines: Sequence[Line]) -> int:
    """The first line at least twice as wide as the short ones before it, after a blank line."""
    widest = 0
    for i, line in enumerate(lines):
        if line.blanks and i and width(line.text) >= 2 * widest:
            return i
        widest = max(widest, width(line.text))
        if widest > _BANNER:
            break
    return 0


def _sign_off(
    lines: Sequence[Line],
    furniture: Collection[int],
    body: int,
    marked: Collection[int],
    empty: Collection[int],
) -> int:
    """Where the lines after the last text begin; ``len(lines)`` where there is no sign-off."""
    start = len(lines)
    while start > max(body, len(lines) - _TRAIL) and _is_signature(lines[start - 1]):
        if start - 1 in marked:
            break
        start -= 1
    while start < len(lines) and start - 1 in empty:
        start += 1
    if start == len(lines) or start <= body:
        return len(lines)
    for first in range(start, len(lines)):
        if _shows_sign_off(lines, first, furniture):
            return first
    return len(lines)


def _is_signature(line: Line) -> bool:
    return width(line.text) <= 2 * _SHORT and not is_sentence(line.text) and not line.hashes


def _shows_sign_off(lines: Sequence[Line], first: int, furniture: Collection[int]) -> bool:
    line, before = lines[first], lines[first - 1]
    if before.text[-1:] in ":：" or line.bullet:
        return False
    if _CONTACT.search(line.text) or _JAPANESE_NAME.search(line.text):
        return True
    known = {_folded(lines[i].text) for i in furniture}
    return bool(line.blanks) or _folded(line.text) in known
