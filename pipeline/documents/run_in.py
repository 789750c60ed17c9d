"""Run-in labels: ``抗炎症効果:`` alone on a line, ``Neuronal Impact: Prolonged …`` before its text.

A label is a short noun phrase that ends at the first colon of its line. A colon inside a sentence,
a clock time, a ratio, a URL or a bracket makes none, and neither does one whose text is no running
text (``TEL: 052-000-0000``, or a title with a subtitle).
"""

from __future__ import annotations

import re
from typing import NamedTuple

from pipeline.documents.phrases import is_japanese, is_phrase, is_sentence, letters, width
from pipeline.model.prose import Prose

_COLON = re.compile(r"[:：]")
_WIDEST_ALONE, _WIDEST_BEFORE_TEXT = 64, 48
_MOST_WORDS = 9


class Label(NamedTuple):
    """The label and the text after its colon, empty where it stands alone on its line."""

    title: Prose
    rest: Prose


def read_label(prose: Prose) -> Label | None:
    """The run-in label a line begins with, if it does."""
    text = prose.text
    colon = _COLON.search(text, 0, 2 * _WIDEST_ALONE)
    if not colon:
        return None
    head = text[: colon.start()].rstrip()
    rest = text[colon.end() :]
    if not _is_label_colon(colon.group(), head, rest):
        return None
    body = rest.lstrip(" \t\u3000")
    if not _is_label_title(head, alone=not body):
        return None
    if body and not is_sentence(body):
        return None
    start = len(text) - len(body)
    tail = prose.cut(start, len(text)) if body else Prose("", ())
    return Label(prose.cut(0, len(head)), tail)


def _is_label_colon(colon: str, head: str, rest: str) -> bool:
    if not head or rest.startswith("//"):
        return False
    if head[-1].isdigit() and rest[:1].isdigit():
        return False
    tight = bool(rest) and colon == ":" and not rest[0].isspace()
    return not (tight and rest[0].isascii() and not is_japanese(head))


def _is_label_title(head: str, *, alone: bool) -> bool:
    if sum(letters(head)) < 2 or width(head) > (_WIDEST_ALONE if alone else _WIDEST_BEFORE_TEXT):
        return False
    if not is_japanese(head) and len(head.split()) > _MOST_WORDS:
        return False
    return head[0] not in "※*＊→「『“\"'" and is_phrase(head, question=False)


def is_remark(title: str) -> bool:
    """Whether a label is so short that, standing alone among paragraphs, it marks a remark.

    ``注``, ``例``, ``Note``: a reader sees no heading there unless its neighbours have one too.
    """
    return len(title) <= 2 if is_japanese(title) else len(title.split()) == 1
