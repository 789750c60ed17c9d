"""What drafting made, as files to be written."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.cli.changes import NewFile

if TYPE_CHECKING:
    from pipeline.drafting import Drafted

_BOM = "\ufeff"


def targets_of(pair: Drafted, root: Path) -> list[NewFile]:
    """The target with the BOM it has; nothing where it stays as it is."""
    if pair.before == pair.after:
        return []
    if pair.before is None:
        return [NewFile(pair.path, pair.after)]
    bom = _BOM if (root / pair.path).read_bytes().startswith(_BOM.encode()) else ""
    return [NewFile(pair.path, bom + pair.after, bom + pair.before)]


def ledger_of(drafted: Sequence[Drafted], root: Path) -> list[NewFile]:
    """The decisions file with the marks of drafts in plain text."""
    from pipeline.cli.ledger import Ledger
    from pipeline.model.decisions import Drafted as Entry

    if not any(pair.entries or pair.dropped for pair in drafted):
        return []
    ledger = Ledger.load(root)
    for pair in drafted:
        gone = {draft.entry for draft in pair.dropped}
        for entry in ledger.entries():
            if isinstance(entry, Entry) and entry.pair == pair.id and entry.id in gone:
                ledger.drop(entry)
        for entry in pair.entries:
            ledger.record(entry)
    return [ledger.file()]
