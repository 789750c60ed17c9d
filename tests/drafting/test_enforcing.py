"""The glossary, enforced on what an engine answers."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pipeline.checking.shared import NO_RULE, prepare
from pipeline.drafting.asking import Asker
from pipeline.drafting.enforcing import enforced
from pipeline.drafting.job import Job
from pipeline.model.source import Lang
from pipeline.model.translation import Request
from pipeline.settings.project import Settings
from pipeline.translation.engines.interface import Engine
from pipeline.translation.memory import Memory
from tests.cli.support import lay_out
from tests.drafting.articles import article, whole

JA = article("ja", "# 体\n\n脳下垂体が働きます。\n")
EN = article("en", "# Sleep\n\nRest.\n")


class Scripted(Engine):
    """Answers every title with one word and a sentence with the next answer it was given."""

    name = "scripted"

    def __init__(self, *answers: str) -> None:
        self.answers = list(answers)
        self.asked: list[Request] = []

    def identity(self) -> str:
        return "scripted"

    def translate(
        self, requests: Sequence[Request], source: Lang, target: Lang
    ) -> Sequence[str | None]:
        self.asked += requests
        return ["Body" if r.text == "体" else self.answers.pop(0) for r in requests]


def draft(root: Path, *answers: str) -> tuple[list[str], tuple[str, ...], Scripted]:
    """The sentence as it is drafted, what is still said of it, and what the engine was asked."""
    lay_out(root, {"glossary.tsv": "ja\ten\n脳下垂体\tpituitary gland\n"})
    stages = prepare(root, Settings(), asked=NO_RULE, note=lambda _: None).stages
    job = Job(whole(JA, EN, 0), stages, Memory([]))
    engine = Scripted(*answers)
    made = enforced(job, Asker(engine, "ja", "en", None, lambda _: None))
    texts = [str(p) for s in job.order if s.block for p in made.parts[s.id]]
    return texts, made.notes, engine


def test_a_term_that_the_glossary_wants_is_nothing_to_object_to(tmp_path: Path) -> None:
    texts, notes, engine = draft(tmp_path, "The pituitary gland works.")
    assert (texts, notes) == (["The pituitary gland works."], ())
    assert not any(request.objection for request in engine.asked)


def test_an_engine_is_asked_once_more_with_the_term_named(tmp_path: Path) -> None:
    texts, notes, engine = draft(tmp_path, "The head works.", "The pituitary gland works.")
    assert (texts, notes) == (["The pituitary gland works."], ())
    (again,) = [request for request in engine.asked if request.objection]
    assert again.objection == "“脳下垂体” is to be rendered as “pituitary gland”, not “head”"


def test_a_second_answer_that_is_no_better_gives_way_and_is_told(tmp_path: Path) -> None:
    texts, notes, engine = draft(tmp_path, "The head works.", "The brain is at work.")
    assert texts == ["The head works."]
    (note,) = notes
    assert note.startswith("articles/ja/a.md:3: the draft does not keep to the glossary: ")
    assert not engine.answers
