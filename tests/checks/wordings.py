"""What a pattern of wordings stands for, written out one by one."""

from __future__ import annotations

import re._constants as op
import re._parser as parser
from collections.abc import Iterator
from itertools import product
from typing import Any

# A pattern that stands for more is not written out to the end.
MOST = 200


def written_out(pattern: str) -> list[str]:
    """Texts that the pattern matches: each alternative, with and without what may be there.

    What stands for any character or word is written as ``x``; what must or must not stand beside
    it is left out.
    """
    found: dict[str, None] = {}
    for text in _sequence(parser.parse(pattern)):
        found[text] = None
        if len(found) >= MOST:
            break
    return list(found)


def _sequence(items: Any) -> Iterator[str]:
    for parts in product(*(list(_item(*item)) for item in items)):
        yield "".join(parts)


def _item(kind: Any, value: Any) -> Iterator[str]:
    if kind is op.LITERAL:
        yield chr(value)
    elif kind is op.BRANCH:
        for branch in value[1]:
            yield from _sequence(branch)
    elif kind is op.SUBPATTERN:
        yield from _sequence(value[-1])
    elif kind is op.ATOMIC_GROUP:
        yield from _sequence(value)
    elif kind in (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT):
        least, _, inner = value
        texts = list(_sequence(inner))
        yield from (text * least for text in (texts if least else texts[:1]))
        if not least:
            yield from texts
    elif kind is op.IN:
        chars = [chr(code) for what, code in value if what is op.LITERAL]
        yield from chars if chars and value[0][0] is not op.NEGATE else ["x"]
    elif kind in (op.ANY, op.NOT_LITERAL):
        yield "x"
    else:
        assert kind in (op.AT, op.ASSERT, op.ASSERT_NOT), kind
        yield ""
