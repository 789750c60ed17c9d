"""The term base and where its concepts occur."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from pipeline.model.source import Lang

FormKind = Literal["preferred", "variant", "forbidden"]


class Form(NamedTuple):
    """One way to write a concept, as it stands in the glossary."""

    text: str
    kind: FormKind


@dataclass(frozen=True)
class Concept:
    """One row of the glossary. ``line`` is its line; ``extra`` holds unknown columns."""

    id: str
    ja: tuple[Form, ...]
    en: tuple[Form, ...]
    domain: str = ""
    status: Literal["approved", "proposed"] = "approved"
    note: str = ""
    line: int = 0
    extra: Mapping[str, str] = field(default_factory=dict)

    def forms(self, lang: Lang) -> tuple[Form, ...]:
        """Every form in one language, the preferred one first."""
        return self.ja if lang == "ja" else self.en

    def preferred(self, lang: Lang) -> str:
        """The form to write."""
        return self.forms(lang)[0].text

    def accepted(self, lang: Lang) -> tuple[str, ...]:
        """The forms that satisfy a check, the preferred one first."""
        return tuple(form.text for form in self.forms(lang) if form.kind != "forbidden")


@dataclass(frozen=True)
class Glossary:
    """The term base of a project, in file order."""

    path: str
    concepts: tuple[Concept, ...]
    digest: str


class Hit(NamedTuple):
    """A concept found in a block: ``block`` 0 is the heading, ``1 + i`` the i-th block.

    ``start``/``end`` are offsets in that block's prose; ``concept`` indexes ``Glossary.concepts``.
    """

    concept: int
    form: Form
    section: int
    block: int
    start: int
    end: int
