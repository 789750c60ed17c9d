"""All kinds of content, entered by the files that make them, and a mixture of them."""

from __future__ import annotations

from tests.growth import blocks, inline, signs  # noqa: F401  (they enter their kinds)
from tests.growth.kinds import KINDS, Pair

__all__ = ["KINDS", "mixture"]


def mixture(size: int) -> Pair:
    """About ``size`` bytes of Japanese made of all kinds, a section each, several times over."""
    ja, en, length = ["# 記事"], ["# Article"], 0
    while length < size:
        for name, made in KINDS.items():
            if name in ("front_matter", "unclosed_comments", "unclosed_html"):
                # These must stand first, or take in all that follows.
                continue
            number = len(ja)
            left, right = made(40)
            ja.append(left.replace("# 記事", f"## 部{number}", 1))
            en.append(right.replace("# Article", f"## Part {number}", 1))
            length += len(ja[-1].encode())
    return "\n\n".join(ja), "\n\n".join(en)
