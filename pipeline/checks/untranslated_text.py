"""Text of the source language was left in the translation.

## Why
A reader of the translation cannot read it. Mostly it is a sentence that was skipped or a word that
was kept for later; full-width figures and Japanese punctuation are left over from the source file.

## Bad

    The coil is placed over the 前頭前野.
    About ２０％ of the patients improve。
    効果には個人差があります。

## Good

    The coil is placed over the prefrontal cortex (前頭前野).
    About 20% of the patients improve.
    Results vary from person to person.

## Configuration
Silent on an original in brackets right after its translation, on bibliographic references, inline
code, link targets and addresses, on a block that only names languages (`日本語 | English`) or says
which one it shows (`Japanese: …`), on menus, repeated titles and sign-offs, and inside sections
that have no source. A full-width space alone is a warning. Adjoining sentences
are one finding, a section that was copied whole is one; the same words, and all full-width forms,
are one finding a section with every further place in `related`. In a Japanese translation running
English (four words and more) is reported, names and titles are not. The severity is set under
`[rules]` in `taiyaku.toml`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pipeline.checks import thresholds
from pipeline.checks.linked.places import LANGUAGE, plural
from pipeline.checks.structure.gaps import partners
from pipeline.checks.untranslated.leftovers import Leftover, leftovers
from pipeline.checks.untranslated.script import plain
from pipeline.model.check import Context, Rule
from pipeline.model.document import Document, Section
from pipeline.model.findings import Finding, Place, Severity, placed
from pipeline.model.source import Lang, Span


def check(ctx: Context) -> Iterator[Finding]:
    """Findings in the order of the target, with the source place where the words stand there."""
    source, target = ctx.source.document, ctx.target.document
    linked = partners(ctx.links, target.lang)
    for section in target.sections:
        if section.is_furniture or section.id not in linked:
            continue
        origin = [source.sections[number] for number in linked[section.id]]
        for group in _grouped(leftovers(section, source.lang)):
            if group[0].kind == "forms":
                yield _forms(group, section, target)
            else:
                yield _finding(group, section, source, target.lang, origin)


def _grouped(found: Iterable[Leftover]) -> Iterable[list[Leftover]]:
    """The same words once, and all full-width forms together: what is mended in one go."""
    groups: dict[str, list[Leftover]] = {}
    for left in found:
        key = "" if left.kind == "forms" else left.text
        groups.setdefault(key, []).append(left)
    return groups.values()


def _finding(
    group: list[Leftover], section: Section, source: Document, target: Lang, origin: list[Section]
) -> Finding:
    left = group[0]
    language = LANGUAGE[source.lang]
    if left.kind == "section":
        message = f"the whole section is left in {language}: {plural(left.sentences, 'sentence')}"
    elif left.sentences > 1:
        message = f"{left.sentences} sentences are left in {language}"
    else:
        message = f"{_quoted(left.text)} is left in {language}"
    found = _verbatim(left, source, origin)
    return _built(
        message,
        Place(target, left.span, section.id),
        found,
        identity=(left.text,),
        confidence=thresholds.UNTRANSLATED_WORDS if left.kind == "words" else 1.0,
        related=tuple(Place(target, again.span, section.id) for again in group[1:]),
        data={"kind": left.kind, "sentences": left.sentences},
    )


def _forms(forms: list[Leftover], section: Section, target: Document) -> Finding:
    places = [Place(target.lang, left.span, section.id) for left in forms]
    distinct = list(dict.fromkeys(left.text for left in forms))
    shown = ", ".join(_form(text) for text in distinct[:4])
    more = f" and {len(distinct) - 4} more" if len(distinct) > 4 else ""
    return _built(
        f"full-width {shown}{more} in the {LANGUAGE[target.lang]}",
        places[0],
        None,
        identity=tuple(sorted(distinct)),
        confidence=thresholds.UNTRANSLATED_WORDS,
        related=tuple(places[1:]),
        data={"kind": "forms", "replacements": {text: plain(text) for text in distinct}},
        # A reader sees nothing of a space but its width.
        severity="warning" if all(text.isspace() for text in distinct) else "error",
    )


def _form(text: str) -> str:
    if text.isspace():
        return "space"
    return f"“{text}” (write “{plain(text)}”)"


def _built(
    message: str,
    place: Place,
    found: Place | None,
    *,
    identity: tuple[str, ...],
    confidence: float,
    data: dict[str, object],
    related: tuple[Place, ...] = (),
    severity: Severity = "error",
) -> Finding:
    return Finding(
        rule=RULE.id,
        severity=severity,
        message=message,
        **placed(place, found),
        identity=identity,
        confidence=confidence,
        related=related,
        data=data,
    )


def _verbatim(left: Leftover, source: Document, origin: list[Section]) -> Place | None:
    """Where the linked source sections have the same words: from the first piece to the last."""
    spans = [_find(piece, origin) for piece in (left.pieces[0], left.pieces[-1])]
    first, last = spans
    if first is None:
        return None
    end = last[1].end if last and last[0] == first[0] else first[1].end
    return Place(source.lang, Span(first[1].start, max(end, first[1].end)), first[0])


def _find(piece: str, origin: list[Section]) -> tuple[int, Span] | None:
    for section in origin:
        proses = [section.title, *(block.prose for block in section.blocks)]
        for prose in proses:
            at = prose.text.find(piece)
            if at >= 0:
                return section.id, prose.span(at, at + len(piece))
    return None


def _quoted(text: str) -> str:
    text = " ".join(text.split())
    return f"“{text}”" if len(text) <= thresholds.QUOTED else f"“{text[: thresholds.QUOTED - 1]}…”"


RULE = Rule("untranslated-text", "error", check, __doc__)
