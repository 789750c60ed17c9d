"""OmegaT's glossary: ``ja<TAB>en<TAB>note`` without a header, which is a glossary of ours, too."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.model.terms import Concept, Glossary
from pipeline.terms.glossary import slug

_LOST = "what is forbidden, proposed or further columns say has no place in OmegaT's form"


def write(glossary: Glossary) -> str:
    """A line for every approved concept and each way to write it in Japanese.

    The English is the preferred term; further ones stand in the note, where a translator reads
    them. Of forms that are one but for signs the first counts, and one that would begin a comment
    is left out.
    """
    approved = [concept for concept in glossary.concepts if concept.status == "approved"]
    first: dict[str, Concept] = {}
    for concept in approved:
        first.setdefault(slug(concept.preferred("ja")), concept)
    lines: dict[str, str] = {}
    for concept in approved:
        for form in concept.accepted("ja"):
            name = slug(form)
            if first.setdefault(name, concept) is concept and not form.startswith("#"):
                lines.setdefault(name, _line(form, concept))
    return "".join(lines.values())


def losses(glossary: Glossary) -> Iterator[str]:
    """What the form cannot hold."""
    forms = (form for c in glossary.concepts for form in (*c.ja, *c.en))
    if any(form.kind == "forbidden" for form in forms) or any(
        c.status != "approved" or c.domain or c.extra for c in glossary.concepts
    ):
        yield _LOST


def _line(form: str, concept: Concept) -> str:
    preferred, *others = concept.accepted("en")
    also = f"also: {', '.join(others)}" if others else ""
    note = "; ".join(filter(None, [also, concept.note]))
    cells = [_term(form), _term(preferred), *([note] if note else [])]
    return "\t".join(cells) + "\n"


def _term(text: str) -> str:
    """A term as a glossary writes it: a bar parts several terms of a cell."""
    return text.replace("|", "\\|")
