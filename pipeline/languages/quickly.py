"""spaCy without its command line, which it always imports and which takes a third of the time."""

from __future__ import annotations

import sys
from functools import cache
from types import ModuleType

_UNUSED = ("spacy.cli", "spacy.cli.info")


@cache
def import_spacy() -> None:
    """Imports spaCy; ``spacy.cli`` can be imported later by whoever wants it."""
    if "spacy" in sys.modules:
        return
    empty = {name: ModuleType(name) for name in _UNUSED}
    empty["spacy.cli.info"].__dict__["info"] = None
    sys.modules.update(empty)
    try:
        import spacy  # noqa: F401
    finally:
        for name in _UNUSED:
            sys.modules.pop(name, None)
