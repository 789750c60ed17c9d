from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from pipeline.checks import untranslated_text
from pipeline.model.findings import Finding
from tests.support import PlainContext, context, document

CASES = yaml.safe_load(
    (Path(__file__).parents[1] / "cases/checks/untranslated_text.yaml").read_text("utf-8")
)
FILLER = {"ja": "本文です。", "en": "A sentence."}


def _context(case: dict[str, Any]) -> PlainContext:
    texts = {lang: case.get(lang, FILLER[lang]) for lang in ("ja", "en")}
    both = [document(lang, texts[lang]).sections for lang in ("ja", "en")]
    count = min(len(side) for side in both)
    joined = case.get("links", " ".join(f"{n}-{n}" for n in range(count)))
    return context(texts["ja"], texts["en"], joined, case.get("source", "ja"))


def _marked(ctx: PlainContext, finding: Finding) -> str:
    target = ctx.target.document
    place = finding.en if target.lang == "en" else finding.ja
    assert place
    return " … ".join(target.source.cut(p.span) for p in (place, *finding.related))


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_untranslated_text(case: dict[str, Any]) -> None:
    ctx = _context(case)
    findings = list(untranslated_text.check(ctx))
    assert [_marked(ctx, finding) for finding in findings] == case["left"]
    for finding in findings:
        found = finding.ja if ctx.source.lang == "ja" else finding.en
        cut = ctx.source.document.source.cut(found.span) if found else None
        assert cut == case.get("found")


def test_forms_come_with_what_to_write() -> None:
    (finding,) = untranslated_text.check(context("約２０％。", "About ２０％。", "0-0"))
    assert finding.data["replacements"] == {"２０％。": "20%."}
    assert "“２０％。” (write “20%.”)" in finding.message


@pytest.mark.parametrize(
    ("text", "severity"),
    [("Two　words.", "warning"), ("Two　words：here", "error"), ("About ２０ people", "error")],
)
def test_a_space_is_seen_by_nobody(text: str, severity: str) -> None:
    (finding,) = untranslated_text.check(context("二語。", text, "0-0"))
    assert finding.severity == severity


@given(st.text(alphabet=st.characters(max_codepoint=0x24F, categories=("L", "N", "P", "Z"))))
def test_latin_text_is_never_japanese(text: str) -> None:
    assert not list(untranslated_text.check(context("本文です。", f"A {text}", "0-0")))


@given(st.text(max_size=60))
def test_places_stay_inside_the_text(text: str) -> None:
    ctx = context("本文です。", text, "0-0")
    for finding in untranslated_text.check(ctx):
        for place in (finding.en, *finding.related):
            assert place
            assert 0 <= place.span.start < place.span.end <= len(text)
