from __future__ import annotations

import pytest

from pipeline.documents import parse
from pipeline.documents.unclosed import unclosed_fence
from pipeline.model.source import Source


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("# a\n\nx\n\n```\ncode\n", 5),
        ("# a\n\n```py\ncode\n```\nx\n\n~~~~\n~~~\n# swallowed\n", 8),
        ("- a\n\n  ```\n  code\n", 3),
        ("> ~~~\n> code", 1),
        ("# a\n\n```\ncode\n```\n", None),
        ("- a\n\n  ```\n  code\n  ```\n", None),
        ("```\ncode\n`````\n", None),
        ("> ```\n> code\n\nend of the quote\n", None),
        ("# a\n\n    indented ```\n", None),
        ("```\n", None),
        ("", None),
    ],
)
def test_the_fence_that_swallows_the_rest_is_found(text: str, line: int | None) -> None:
    assert unclosed_fence(parse(Source("a.md", "en", text))) == line


def test_plain_text_has_no_fences() -> None:
    assert unclosed_fence(parse(Source("a.txt", "en", "# a\n\n```\ncode\n"))) is None
