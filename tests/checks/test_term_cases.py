"""The cases a translator reads, in tests/cases/terms, each through the real matcher and rules.

``expect`` lists findings as ``RULE TERM [/ FOUND, FOUND] [xPLACES] [info]``.
"""

from functools import cache, partial
from pathlib import Path

import pytest
import yaml

from pipeline.checking.context import Embedder, PairContext
from pipeline.checks import term_forbidden, term_mismatch
from pipeline.model.links import Link
from pipeline.terms import read_glossary
from tests.terms.written import analysed, matcher, side

HERE = Path(__file__).parent

CASES_DIR = HERE.parent / "cases" / "terms"
CASES = [
    pytest.param(case, id=f"{path.stem}: {case['name']}")
    for path in sorted(CASES_DIR.glob("*.yaml"))
    if path.stem != "import"
    for case in yaml.safe_load(path.read_text(encoding="utf-8"))
]
SHARED = (CASES_DIR / "glossary.tsv").read_text(encoding="utf-8")


@cache
def prepared(rows):
    glossary = read_glossary(rows, "glossary.tsv")
    return glossary, matcher(glossary, "ja"), matcher(glossary, "en")


class _NoEncoder:
    """The rules about terms embed nothing."""

    name = "none"

    def embed(self, texts):
        raise AssertionError(f"asked to embed {texts}")


def context(case):
    glossary, ja, en = prepared(case.get("glossary", SHARED))
    source, target = side(case["ja"] + "\n", "ja", ja), side(case["en"] + "\n", "en", en)
    pairs = case.get("links") or [[[s.id], [s.id]] for s in source.document.sections]
    links = tuple(Link(tuple(ours), tuple(theirs), 0.9) for ours, theirs in pairs)
    analyse = partial(analysed, matchers={"ja": ja, "en": en})
    return PairContext(source, target, links, glossary, Embedder(_NoEncoder()), analyse)


def shown(finding):
    found = " / " + ", ".join(finding.data["found"]) if finding.data["found"] else ""
    places = 1 + len(finding.related)
    many = f" x{places}" if places > 1 else ""
    mild = "" if finding.severity == "error" else f" {finding.severity}"
    return f"{finding.rule} {finding.data['term']}{found}{many}{mild}"


@pytest.mark.parametrize("case", CASES)
def test_case(case):
    ctx = context(case)
    findings = [*term_mismatch.check(ctx), *term_forbidden.check(ctx)]
    assert sorted(map(shown, findings)) == sorted(case["expect"])


def test_half_of_the_cases_are_silent():
    silent = sum(not case.values[0]["expect"] for case in CASES)
    assert len(CASES) >= 60
    assert 0.4 <= silent / len(CASES) <= 0.7
