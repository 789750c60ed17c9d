"""What several rules need of a pair is computed once, and a link knows which side is the source."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from pipeline.checking.context import PairContext
from pipeline.checks import RULES
from pipeline.checks.linked import pairs, regions
from pipeline.checks.omissions import sentences
from pipeline.model.findings import Place, placed
from pipeline.model.links import Link, SentenceGroup, SentenceLink
from pipeline.model.source import Span
from tests.checks.test_omitted_content import context

TEXTS = {
    "ja": "治療は外来で行います。治療中に眠くなることがあります。すぐに帰宅できます。",
    "en": "Treatment is given on an outpatient basis. You can go home right afterwards.",
}
JA, EN = Span(0, 3), Span(5, 9)


@pytest.mark.parametrize(
    ("module", "name"),
    [(regions, "_joined_links"), (sentences, "_View"), (pairs, "_pairs")],
    ids=["regions", "coverage", "sentence pairs"],
)
def test_rules_share_one_reading(
    module: object, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: Counter[str] = Counter()
    real = getattr(module, name)

    def counted(*args: object) -> object:
        calls[name] += 1
        return real(*args)

    monkeypatch.setattr(module, name, counted)
    ctx = context(TEXTS)
    found = [finding for rule in RULES for finding in rule.check(ctx)]
    assert any(finding.rule == "omitted-content" for finding in found)
    assert calls[name] == 1


def test_rules_get_the_same_objects() -> None:
    ctx = context(TEXTS)
    assert pairs.sentence_pairs(ctx)[0].ours.reading is pairs.sentence_pairs(ctx)[0].ours.reading
    assert regions.regions(ctx) is regions.regions(ctx)
    assert sentences.omissions(ctx) is sentences.omissions(ctx)


def test_other_links_are_read_anew() -> None:
    """Around drafts the rules are asked about a copy of the pair without some of its links."""
    ctx: PairContext = context(TEXTS)
    assert len(regions.regions(ctx)) == 1
    assert regions.regions(replace(ctx, links=())) == ()
    assert len(regions.regions(ctx)) == 1


@pytest.mark.parametrize("source", ["ja", "en"])
def test_links_face_from_source_to_target(source: str) -> None:
    link = Link((1, 2), (3,), 0.9, sentences=(SentenceLink((JA,), (EN,), 0.8),))
    ids, spans = ((1, 2), (3,)), ((JA,), (EN,))
    way = slice(None, None, 1 if source == "ja" else -1)
    assert link.oriented(source) == ids[way]
    assert link.groups(source) == (SentenceGroup(*spans[way], 0.8),)
    assert link.side(source) == ids[way][0]
    assert link.sentences[0].side(source) == spans[way][0]


def test_places_stand_on_the_side_of_their_language() -> None:
    ja, en = Place("ja", JA, 0), Place("en", EN, 0)
    assert placed(ja, en) == placed(en, ja) == {"ja": ja, "en": en}
    assert placed(en) == placed(None, en) == {"ja": None, "en": en}
