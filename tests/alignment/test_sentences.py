"""Sentence links of whole articles and of texts a translator can read, through the real encoder."""

from functools import cache
from pathlib import Path

import pytest
import yaml

from pipeline import alignment, languages
from pipeline.alignment import encoders
from pipeline.alignment.sentences import with_sentences
from pipeline.checking.context import Embedder
from pipeline.documents import parse
from pipeline.model.check import Side
from pipeline.model.links import Link
from pipeline.model.source import LANGS, Source

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
CASES = yaml.safe_load((HERE.parent / "cases/alignment/sentences.yaml").read_text("utf-8"))
encoder = cache(encoders.load)


def side(text, lang, path="a.md"):
    document = parse(Source(path, lang, text))
    return Side(document, languages.tokenise(document), ())


def linked(sides, links=None):
    embed = Embedder(encoder())
    links = links or alignment.align(*sides, embed, languages.loan_origins)
    return with_sentences(*sides, links, embed, languages.loan_origins)


def written(link):
    """``0-0 1-1,2``: the sentences of a link by their order in it."""
    number = {
        lang: {
            span: str(k)
            for k, span in enumerate(sorted(s for q in link.sentences for s in getattr(q, lang)))
        }
        for lang in LANGS
    }
    return {
        "-".join(",".join(number[lang][s] for s in getattr(each, lang)) for lang in LANGS)
        for each in link.sentences
    }


@cache
def article(name):
    paths = [next((ROOT / "articles" / lang).glob(f"{name}.*")) for lang in LANGS]
    sides = [side(p.read_text("utf-8"), lang, p.name) for p, lang in zip(paths, LANGS, strict=True)]
    return {(link.ja, link.en): link for link in linked(sides)}


@pytest.mark.parametrize("name", CASES["articles"])
def test_articles(name):
    found = article(name)
    for gold in CASES["articles"][name]:
        link = found[tuple(gold["ja"]), tuple(gold["en"])]
        assert written(link) == set(gold["sentences"].split())


@pytest.mark.parametrize("case", CASES["texts"], ids=lambda case: case["name"])
def test_texts(case):
    sides = [side(case[lang] + "\n", lang) for lang in LANGS]
    (link,) = linked(sides, (Link((0,), (0,), 1.0),))
    assert written(link) == set(case["sentences"].split())


def test_places_are_those_of_the_source():
    ja = "# 眠り\n**再発**を防ぐには睡眠が大切です。酒は控えます。\n"
    en = "# Sleep\nTo prevent a **relapse**, sleep is important. Go easy on alcohol.\n"
    (link,) = linked([side(ja, "ja"), side(en, "en")])
    spans = [(each.ja, each.en) for each in link.sentences]
    cut = [(ja[slice(*a[0])], en[slice(*b[0])]) for a, b in spans]
    assert cut[1] == ("酒は控えます。", "Go easy on alcohol.")
    assert cut[0][1].endswith("relapse**, sleep is important.")


def test_a_gap_has_no_sentences_and_every_sentence_of_a_link_stands_once():
    for link in article("insomnia").values():
        if link.is_gap:
            assert link.sentences == ()
        for lang in LANGS:
            spans = [span for each in link.sentences for span in getattr(each, lang)]
            assert len(spans) == len(set(spans))


def test_two_runs_give_the_same():
    sides = [side("海です。山です。\n", "ja"), side("The sea. The hill.\n", "en")]
    assert linked(sides) == linked(sides)


def test_sections_in_two_links_are_aligned_together():
    ja = side("# 一\n海馬は記憶に関わります。小脳は運動を整えます。\n", "ja")
    en = side("# One\nThe hippocampus serves memory.\n# Two\nThe cerebellum moves us.\n", "en")
    first, second = linked([ja, en], (Link((0,), (0,), 0.9), Link((0,), (1,), 0.9)))
    assert [len(link.sentences) for link in (first, second)] == [1, 1]
    assert first.sentences[0].en != second.sentences[0].en
