"""omitted-content on texts a translator can read, through the real encoder and sentence links."""

from functools import cache
from pathlib import Path

import pytest
import yaml

from pipeline import languages
from pipeline.alignment import encoders
from pipeline.alignment.sentences import with_sentences
from pipeline.checking.context import Embedder, PairContext
from pipeline.checks import omitted_content, term_mismatch
from pipeline.checks.omissions.criticality import criticality
from pipeline.documents import parse
from pipeline.model.check import Side
from pipeline.model.links import Link
from pipeline.model.source import LANGS, Source
from pipeline.terms import read_glossary
from pipeline.terms.matcher import build

ROOT = Path(__file__).parents[2]
CASES = yaml.safe_load((ROOT / "tests/cases/checks/omitted_content.yaml").read_text("utf-8"))


@cache
def prepared():
    glossary = read_glossary((ROOT / "glossary.tsv").read_text("utf-8"), "glossary.tsv")
    matchers = {
        lang: build(glossary, lang, languages.tokenise_texts, languages.short_units)
        for lang in LANGS
    }
    return glossary, matchers, encoders.load()


def side(text, lang):
    return analysed(parse(Source(f"{lang}.md", lang, text.rstrip("\n") + "\n")))


def analysed(document):
    tokens = languages.tokenise(document)
    find = prepared()[1][document.lang]
    return Side(document, tokens, find.find(tokens), find.find_all(tokens))


def context(case):
    sides = {lang: side(case[lang], lang) for lang in LANGS}
    pairs = case.get("links") or [[[s.id], [s.id]] for s in sides["ja"].document.sections]
    links = [Link(tuple(a), tuple(b), case.get("score", 1.0)) for a, b in pairs]
    glossary, _, encoder = prepared()
    embed = Embedder(encoder)
    linked = with_sentences(sides["ja"], sides["en"], links, embed, languages.loan_origins)
    first = case.get("source", "ja")
    second = "en" if first == "ja" else "ja"
    return PairContext(sides[first], sides[second], linked, glossary, embed, analysed)


def lost(ctx, finding):
    source = ctx.source.document.source
    places = [finding.ja if source.lang == "ja" else finding.en, *finding.related]
    return [source.cut(place.span) for place in places]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_case(case):
    ctx = context(case)
    found = list(omitted_content.check(ctx))
    shown = [f"{f.severity}: {' + '.join(lost(ctx, f))}" for f in found]
    assert len(found) == len(case["expect"]), shown
    for finding, expected in zip(found, case["expect"], strict=True):
        severities, _, words = expected.partition(": ")
        assert finding.severity in severities.split("|"), shown
        texts, starts = lost(ctx, finding), words.split(" + ")
        assert len(texts) == len(starts), shown
        assert all(text.startswith(start) for text, start in zip(texts, starts, strict=True)), shown
    assert not list(term_mismatch.check(ctx))


def test_half_of_the_cases_are_silent():
    silent = sum(not case["expect"] for case in CASES)
    assert len(CASES) >= 40
    assert 0.4 <= silent / len(CASES) <= 0.6


def test_the_finding_names_what_is_lost_and_where_it_would_stand():
    case = next(c for c in CASES if c["name"] == "a prohibition")
    ctx = context(case)
    (finding,) = omitted_content.check(ctx)
    assert finding.data == {"sentences": 1, "lost": ["prohibition"]}
    assert finding.en
    assert ctx.target.document.source.cut(finding.en.span) == (
        "You receive the stimulation while seated."
    )
    assert finding.message.endswith("has no counterpart in the English; a prohibition is lost")
    assert 0.5 < finding.confidence <= 1


GRAVE = {
    "飲まないでください": "prohibition",
    "併用してはなりません": "prohibition",
    "お酒は控えましょう": "prohibition",
    "ペースメーカーが入っている方は受けられません": "prohibition",
    "痛みが続くときは受診してください": "instruction",
    "必ず担当者に伝えてください": "instruction",
    "転倒の恐れがあります": "risk",
    "一日三回、食後に飲みます": "dose",
    "６週間続けます": "dose",
    "すべての人に効くわけではありません": None,
    "2021年4月3日に開かれました": None,
    "三人の研究者が調べました": None,
    "受付は二階にあります": None,
    "研究は行っていません": None,
}


@pytest.mark.parametrize("text", GRAVE)
def test_criticality(text):
    assert criticality(languages.tokenise_texts([text], "ja")[0], "ja", []) == GRAVE[text]


GRAVE_ENGLISH = {
    "Do not drive afterwards.": "prohibition",
    "You must not eat anything.": "prohibition",
    "Never share your medicine.": "prohibition",
    "Tell your doctor if you feel dizzy.": "instruction",
    "There is a risk of falls.": "risk",
    "Take 2 tablets a day.": "dose",
    "The clinic stands on a hill.": None,
}


@pytest.mark.parametrize("text", GRAVE_ENGLISH)
def test_criticality_of_english(text):
    assert criticality(languages.tokenise_texts([text], "en")[0], "en", []) == GRAVE_ENGLISH[text]


def test_a_term_of_the_domain_safety_is_grave():
    assert (
        criticality(languages.tokenise_texts(["副作用です"], "ja")[0], "ja", ["safety"]) == "safety"
    )
