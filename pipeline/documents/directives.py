"""What Markdown takes for code and a site generator shows as text: admonitions, tabs, directives.

MkDocs indents the text of ``!!! note``, ``??? note`` and ``=== "Tab"``; MyST puts that of
```` ```{warning} ```` into a fence.
"""

from __future__ import annotations

import re

# The directives of MyST and Sphinx whose content is text, by their documentation.
_TEXTS = (
    "admonition|attention|caution|danger|error|hint|important|note|seealso|tip|warning|dropdown|card"
    "|epigraph|pull-quote|sidebar|topic|tab-item|versionadded|versionchanged|deprecated|margin|aside"
)
_FENCE = re.compile(rf"\s{{0,3}}(?:`{{3,}}|~{{3,}})\{{(?:{_TEXTS})\}}[^\n]*\n?")
_MARKER = re.compile(r"(?:!!!|\?\?\?\+?|===[!+]?)[ \t]+[\"\w]")
# No admonition has more lines before a block of it that anybody would look for.
_LINES = 400


def is_text(written: str, at: int) -> bool:
    """Whether the block of code that begins at an offset is text to a reader."""
    start = written.rfind("\n", 0, at) + 1
    above = written.rfind("\n", 0, max(0, start - 1)) + 1
    if _FENCE.fullmatch(written[above:start]):
        return True
    for _ in range(_LINES):
        line = written[start : written.find("\n", start)]
        if line.strip() and not line.startswith(("    ", "\t")):
            return _MARKER.match(line) is not None
        if start == 0:
            return False
        start = written.rfind("\n", 0, start - 1) + 1
    return False
