"""The glossary as a file that a command reads and changes."""

from __future__ import annotations

from pathlib import Path

from pipeline.errors import GlossaryError
from pipeline.sources import WorkTree

BOM = "\ufeff"


def read_file(root: Path, path: str, *, needed: bool = True) -> tuple[bool, str]:
    """Whether a glossary begins with a BOM, and its text without it.

    Raises GlossaryError where there is none (an empty text if it is not ``needed``) and SourceError
    where it cannot be read.
    """
    from pipeline.documents.decode import decode

    tree = WorkTree(root)
    if not tree.exists(path):
        if needed:
            raise GlossaryError("is not there; `taiyaku init` makes one", path=path)
        return False, ""
    data = tree.read(path)
    return data.startswith(BOM.encode()), decode(data, path)
