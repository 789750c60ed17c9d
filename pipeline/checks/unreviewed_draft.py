"""A section is a draft that nobody has reviewed.

## Why
`taiyaku draft` writes what a translation lacks. Until a person has read it against the source it is
no translation: a wrong dose in it would be as fluent as a right one. So it clears no finding about
what is missing or stale, and nothing else is reported inside it, for there is nothing to correct
before somebody has looked.

## Bad
A draft as it was written:

    <!-- taiyaku: draft engine=memory date=2026-01-31 source=… text=… -- remove this comment … -->
    ## Side effects

## Good
Somebody read it, corrected it, and removed the comment:

    ## Side effects

## Configuration
In plain text, which is published as it stands, the mark is an entry under `[[drafts]]` in
`taiyaku.decisions.toml`; `taiyaku review --list` shows it and `--undo ID` removes it.
`taiyaku check --drafts` also reports what the other rules find in drafts. The severity is set under
`[rules]` in `taiyaku.toml`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.checks.linked.places import LANGUAGE, heading_place, label, plural
from pipeline.model.check import Context, Rule
from pipeline.model.document import Document
from pipeline.model.findings import Finding, Place, placed
from pipeline.model.source import other
from pipeline.model.translation import Draft


def check(ctx: Context) -> Iterator[Finding]:
    """Nothing: drafts are found before any rule runs, and given to ``finding``."""
    return iter(())


def finding(document: Document, drafts: Sequence[Draft], outdated: Sequence[Draft]) -> Finding:
    """The finding for drafts of ``document`` that belong together, the first of them above.

    ``outdated`` are those of which the source changed since.
    """
    first = drafts[0]
    section = document.sections[first.section]
    place = _place(document, first)
    more = len(drafts) - 1
    what = label(section) + (f" with {plural(more, 'section')} under it" if more else "")
    what = f"an update beside {label(section)}" if first.mark.update else what
    is_, it = ("are", "them") if more else ("is", "it")
    left = sum(draft.mark.left for draft in drafts)
    still = ""
    if left:
        stay = "sentence is" if left == 1 else "sentences are"
        still = f"; {left} {stay} not translated yet"
    changed = "; the source changed since, so draft it again" if outdated else ""
    how = f"the comment before {it}" if first.comment else "the entry in taiyaku.decisions.toml"
    if more:
        how = how.replace("comment", "comments").replace("entry", "entries")
    done = f"carry it over, and take it out with {how}" if first.mark.update else f"remove {how}"
    return Finding(
        rule=RULE.id,
        severity=RULE.severity,
        message=f"{what} {is_} a draft by {first.mark.engine} of {first.mark.date} that nobody has "
        f"reviewed{still}{changed}; read {it} against the {LANGUAGE[other(document.lang)]} and "
        f"{done}",
        **placed(place),
        identity=(section.title.text, str(first.mark.update)),
        related=tuple(_place(document, draft) for draft in drafts[1:]),
        data={
            "engine": first.mark.engine,
            "date": first.mark.date,
            "sections": [document.sections[draft.section].title.text for draft in drafts],
            "untranslated": left,
            "outdated": bool(outdated),
        },
    )


def _place(document: Document, draft: Draft) -> Place:
    if draft.mark.update:
        return Place(document.lang, draft.span, draft.section)
    return heading_place(document, document.sections[draft.section])


RULE = Rule("unreviewed-draft", "info", check, __doc__)
