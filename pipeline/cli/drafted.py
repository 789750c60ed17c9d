"""What drafting made, as files to be written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.cli.changes import NewFile
from pipeline.cli.ledger import Ledger
from pipeline.decisions import making
from pipeline.decisions.keys import folded
from pipeline.model.decisions import Drafted as Entry

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
    """The decisions file with the marks of drafts in plain text.

    While the articles are written it holds both the new marks and the old, so that at no moment
    a draft stands in a file without its mark.
    """
    if not any(pair.entries or pair.dropped for pair in drafted):
        return []
    ledger = Ledger.load(root)
    gone = [_gone(ledger, pair) for pair in drafted]
    ledger.add(entry for pair in drafted for entry in pair.entries)
    both = ledger.text
    ledger.drop(*chain.from_iterable(gone))
    return [replace(ledger.file(), meanwhile=both)]


def _gone(ledger: Ledger, pair: Drafted) -> list[Entry]:
    """The entries of a pair that go: those of drafts that went, and those of no section.

    Such are left behind by a run that was killed; there is one entry for a section at most.
    """
    dropped = Counter(draft.entry for draft in pair.dropped)
    gone: list[Entry] = []
    remaining: list[Entry] = []
    for entry in ledger.entries():
        if isinstance(entry, Entry) and entry.pair == pair.id:
            out = dropped[entry.id] > 0
            dropped[entry.id] -= out
            (gone if out else remaining).append(entry)
    for new in pair.entries:
        alike = [old for old in remaining if making.replaces(new, old)]
        room = 1 if new.update else pair.titles.get(folded(new.section.title), 1)
        wanted = sum(making.replaces(new, other) for other in pair.entries)
        for old in alike[: max(0, len(alike) + wanted - room)]:
            gone.append(old)
            remaining.remove(old)
    return gone
