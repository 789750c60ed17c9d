"""A pair as it stands once its draft is written in it.

What is drafted tells more of the sections around it: with its counterpart known, one that might
have been translated by the same section of the target turns out to be missing. Who looks at once
need not run the command twice.
"""

from __future__ import annotations

from dataclasses import replace

from pipeline.checking import unreviewed_drafts
from pipeline.checking.aligning import align_pair
from pipeline.checking.reading import as_pair
from pipeline.checking.shared import Stages
from pipeline.drafting.job import Drafted
from pipeline.drafting.reading import Read
from pipeline.model.decisions import Decisions
from pipeline.model.document import Document
from pipeline.model.source import Lang, other


def reread(pair: Read, target: Document, drafted: Drafted, stages: Stages) -> Read:
    """The pair with the target that ``drafted`` makes, aligned anew."""
    source = stages.settings.source
    documents: dict[Lang, Document] = {source: pair.documents[source], other(source): target}
    after = replace(stages, decisions=_decided(stages.decisions, drafted))
    read = as_pair(pair.files, documents, after)
    drafts = unreviewed_drafts.drafts(documents, source, read.matched.drafts)
    links = align_pair(read, after, drafts).links
    report = replace(pair.report, links=links)
    return Read(pair.files, documents, report, drafts)


def both(first: Drafted, second: Drafted) -> Drafted:
    """What two rounds over one pair make together."""
    counts = dict(first.counts)
    for how, number in second.counts.items():
        counts[how] = counts.get(how, 0) + number
    return replace(
        second,
        before=first.before,
        entries=(*first.entries, *second.entries),
        dropped=(*first.dropped, *second.dropped),
        counts=counts,
        retained=first.retained,
        notes=(*first.notes, *second.notes),
    )


def _decided(decisions: Decisions, drafted: Drafted) -> Decisions:
    """The decisions with the entries about drafts that a plain text gets."""
    gone = {draft.entry for draft in drafted.dropped}
    stay = (entry for entry in decisions.entries if entry.id not in gone)
    return replace(decisions, entries=(*stay, *drafted.entries))
