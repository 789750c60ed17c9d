"""The rules, one a file; the docstring of a file is the page of its rule.

``RULES`` are all of them. To import them takes half a second, so it is done when somebody asks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.checks._every import RULES as RULES
else:

    def __getattr__(name: str) -> object:
        if name != "RULES":
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from pipeline.checks._every import RULES

        return RULES
