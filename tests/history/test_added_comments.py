"""Which comments a change added: the same comment over the same words was there."""

from __future__ import annotations

import time

import pytest

from pipeline.documents import parse
from pipeline.history.added_comments import without_added
from pipeline.model.document import Document
from pipeline.model.source import Source

IGNORE = "<!-- taiyaku: ignore{} -- why -->\n"


def read(text: str) -> Document:
    return parse(Source("a.md", "en", text))


def added(before: str | None, now: str) -> int:
    """How many comments ask for nothing any more."""
    text, _ = without_added(read(now), None if before is None else read(before))
    assert len(text) == len(now)
    assert text.replace("taiyaku ", "taiyaku:") == now
    return now.count("taiyaku:") - text.count("taiyaku:")


ONE, TWO = "Give 10 mg of it a day.\n\n", "Drink water to protect the heart.\n\n"
ALL, NUMBERS = IGNORE.format(""), IGNORE.format(" number-mismatch")


@pytest.mark.parametrize(
    ("before", "now", "count"),
    [
        (None, ALL + ONE, 1),
        (ONE, ALL + ONE, 1),
        (ALL + ONE, ALL + ONE, 0),
        (ALL + ONE + TWO, TWO + ALL + ONE, 0),
        (ALL + ONE, ALL + ONE.replace("10", "90"), 0),
        (ALL + ONE, ALL + TWO, 1),
        (ALL + ONE + TWO, ONE + ALL + TWO, 1),
        (ALL + ONE + TWO, ALL + "A new block of words.\n\n" + ONE + TWO, 1),
        (ALL + ONE, ALL + ONE + ALL + ONE, 1),
        (NUMBERS + ONE, ALL + ONE.replace("10", "90"), 1),
        (ALL + ONE, NUMBERS + ONE.replace("10", "90"), 0),
        (NUMBERS + ONE, NUMBERS.replace("why", "because") + ONE, 0),
    ],
)
def test_added(before: str | None, now: str, count: int) -> None:
    assert added(before, now) == count


def test_many_comments_take_linear_time() -> None:
    def seconds(count: int) -> float:
        before = read("".join(f"{ALL}Give {n} mg of drug {n} a day.\n\n" for n in range(count)))
        now = read("".join(f"{ALL}Give {n}9 mg of drug {n} a day.\n\n" for n in range(count)))
        times = []
        for _ in range(3):
            start = time.process_time()
            without_added(now, before)
            times.append(time.process_time() - start)
        return min(times)

    # Eight times as many take eight times as long; if each met each it would be 64 times.
    assert seconds(3200) < 24 * seconds(400)
