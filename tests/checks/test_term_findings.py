"""What a finding about a term carries, and the other direction of translation."""

from functools import partial

import pytest

from pipeline.alignment import encoders
from pipeline.checking.context import Embedder, PairContext
from pipeline.checks import term_forbidden, term_inconsistent, term_mismatch
from pipeline.model.links import Link, SentenceLink
from pipeline.model.source import Span
from pipeline.terms import read_glossary
from tests.terms.written import analysed, matcher, side

GLOSSARY = read_glossary(
    "ja\ten\ten_variants\tja_forbidden\ten_forbidden\tdomain\tnote\n"
    "視床\tthalamus\tthalamic nuclei\t視床丘\tthe hall\tanatomy\tthe relay\n"
    "小脳\tcerebellum\thindbrain\t\t\tanatomy\t\n",
    "glossary.tsv",
)
FIND = {lang: matcher(GLOSSARY, lang) for lang in ("ja", "en")}

ANALYSE = partial(analysed, matchers=FIND)
EMBED = Embedder(encoders.load())


def pair(ja, en, links=None, source="ja", strict=False, glossary=GLOSSARY):
    find = FIND if glossary is GLOSSARY else {k: matcher(glossary, k) for k in ("ja", "en")}
    sides = {"ja": side(ja, "ja", find["ja"]), "en": side(en, "en", find["en"])}
    links = links or (Link((0,), (0,), 0.9),)
    target = "en" if source == "ja" else "ja"
    return PairContext(sides[source], sides[target], links, glossary, EMBED, ANALYSE, strict)


def cut(ctx, place):
    document = {ctx.source.lang: ctx.source, ctx.target.lang: ctx.target}[place.lang].document
    return document.source.cut(place.span)


def test_both_places_and_what_was_expected():
    ctx = pair("# 脳\n視床が働きます。視床です。\n", "# Brain\nThe cerebellum is active.\n")
    (finding,) = term_mismatch.check(ctx)
    assert (cut(ctx, finding.ja), cut(ctx, finding.en)) == ("視床", "cerebellum")
    assert [cut(ctx, place) for place in finding.related] == ["視床"]
    assert dict(finding.data) == {
        "term": "視床",
        "concept": "視床",
        "preferred": "視床",
        "expected": ["thalamus", "thalamic nuclei"],
        "found": ["cerebellum"],
        "moved": False,
        "note": "the relay",
        "domain": "anatomy",
    }
    for word in ("視床", "thalamus", "thalamic nuclei", "cerebellum"):
        assert word in finding.message


def test_the_counterpart_sentence_is_shown_where_it_is_known():
    ja, en = "小脳です。視床が働きます。\n", "It is the cerebellum. This is active.\n"
    sentence = SentenceLink((Span(5, 13),), (Span(22, 37),), 0.8)
    ctx = pair(ja, en, (Link((0,), (0,), 0.9, sentences=(sentence,)),))
    (finding,) = term_mismatch.check(ctx)
    assert cut(ctx, finding.en) == "This is active."


def test_a_term_informs_where_its_sentence_has_no_counterpart_and_none_is_left_over():
    ja, en = "小脳です。視床が働きます。\n", "It is the cerebellum. Call us.\n"
    first = SentenceLink((Span(0, 5),), (Span(0, 21),), 0.9)
    alone = SentenceLink((Span(5, 13),), (), 0.6)
    over = SentenceLink((), (Span(22, 30),), 0.6)
    both = SentenceLink((Span(0, 5),), (Span(0, 21), Span(22, 30)), 0.9)
    for sentences, severity in (
        ((both, alone), "info"),
        ((first, alone, over), "error"),
        ((both,), "error"),
    ):
        ctx = pair(ja, en, (Link((0,), (0,), 0.9, sentences=sentences),))
        (finding,) = term_mismatch.check(ctx)
        assert finding.severity == severity
        assert ("no sentence of its own answers it" in finding.message) == (severity == "info")


def test_a_verb_is_no_rival_of_a_thing():
    glossary = read_glossary(
        "ja\ten\ten_variants\tdomain\n"
        "眠気\tsleepiness\t\tsymptom\n回避行動\tavoidance behavior\tavoidance\tsymptom\n",
        "glossary.tsv",
    )
    ja = "眠気のない治療です。\n"
    for en, is_rival in (
        ("It is a treatment that avoids this.\n", False),
        ("It is a treatment without avoidance.\n", True),
    ):
        whole = SentenceLink((Span(0, 10),), (Span(0, len(en) - 1),), 0.9)
        links = (Link((0,), (0,), 0.9, sentences=(whole,)),)
        (finding,) = term_mismatch.check(pair(ja, en, links, glossary=glossary))
        assert (finding.data["found"] == ["avoidance"]) == is_rival


def test_otherwise_the_first_sentence_of_the_section():
    ctx = pair("# 脳\n視床が働きます。\n", "# Brain\nA part is active.\n")
    (finding,) = term_mismatch.check(ctx)
    assert cut(ctx, finding.en) == "A part is active."


def test_a_finding_is_the_same_after_lines_moved_and_wording_changed():
    before = pair("# 脳\n視床が働きます。\n", "# Brain\nA part is active.\n")
    after = pair("# 脳\n最近の話です。\n今日も視床は働いています。\n", "# A brain\nNews.\n")
    identities = [[f.identity for f in term_mismatch.check(ctx)] for ctx in (before, after)]
    assert identities[0] == identities[1] != []


def test_a_doubtful_link_makes_a_doubtful_finding():
    certain = pair("視床です。\n", "A part.\n", (Link((0,), (0,), 0.9),))
    unsure = pair("視床です。\n", "A part.\n", (Link((0,), (0,), 0.4),))
    (a,), (b,) = term_mismatch.check(certain), term_mismatch.check(unsure)
    assert a.confidence > 2 * b.confidence


def test_forbidden_names_the_concept_on_the_other_side():
    ctx = pair("視床が働きます。\n", "In the hall it is active.\n")
    (finding,) = term_forbidden.check(ctx)
    assert (cut(ctx, finding.ja), cut(ctx, finding.en)) == ("視床", "the hall")
    assert list(term_mismatch.check(ctx)) == []
    assert "the relay" in finding.message


def test_forbidden_in_the_source_has_no_place_in_the_target():
    ctx = pair("視床丘が働きます。\n", "The thalamus is active.\n")
    (finding,) = term_forbidden.check(ctx)
    assert cut(ctx, finding.ja) == "視床丘"
    assert finding.en is None
    assert finding.data["expected"] == ["視床"]


def test_from_english_into_japanese():
    ctx = pair("小脳が働きます。\n", "The thalamus is active.\n", source="en")
    (finding,) = term_mismatch.check(ctx)
    assert (cut(ctx, finding.ja), cut(ctx, finding.en)) == ("小脳", "thalamus")
    assert finding.data["expected"] == ["視床"]
    assert list(term_mismatch.check(pair("視床核です。\n", "Thalami.\n", source="en"))) == []
    (forbidden,) = term_forbidden.check(pair("視床丘です。\n", "A thalamus.\n", source="en"))
    assert forbidden.data["found"] == ["視床丘"]


@pytest.mark.parametrize("check", [term_mismatch.check, term_forbidden.check])
def test_nothing_to_say_of_an_article_that_is_not_there(check):
    assert list(check(pair("視床です。\n", "\n", (Link((0,), (), 1.0),)))) == []


def aligned(ja, en, strict=False):
    """A pair of one section in which the n-th sentences are linked."""
    texts = {"ja": ja, "en": en}
    spans = {}
    for lang, sentences in texts.items():
        at, spans[lang] = 0, []
        for sentence in sentences:
            spans[lang].append(Span(at, at + len(sentence)))
            at += len(sentence)
    rows = zip(spans["ja"], spans["en"], strict=True)
    sentences = tuple(SentenceLink((ours,), (theirs,), 0.9) for ours, theirs in rows)
    link = Link((0,), (0,), 0.9, sentences=sentences)
    return pair("".join(ja) + "\n", "".join(en) + "\n", (link,), strict=strict)


def test_what_stands_instead_is_marked_and_nothing_else():
    ctx = aligned(["視床の血流が増えます。"], ["Blood flow to the retina increased."])
    (finding,) = term_mismatch.check(ctx)
    assert cut(ctx, finding.en) == "retina"
    assert finding.data["found"] == ["retina"]
    assert "retina" in finding.message


def test_words_that_say_something_else_in_another_section_stand_for_nothing():
    ja, en = "視床の血流が増えます。\n", "Blood flow to the retina increased.\n"
    sentence = SentenceLink((Span(0, len(ja) - 1),), (Span(0, len(en) - 1),), 0.9)
    links = (Link((0,), (0,), 0.9, sentences=(sentence,)), Link((1,), (1,), 0.9))
    ctx = pair(ja + "# 目\n網膜です。\n", en + "# Eye\nThe retinas are thin.\n", links)
    (finding,) = term_mismatch.check(ctx)
    assert finding.data["found"] == []
    ctx = pair(ja + "# 目\n視床です。\n", en + "# Eye\nThe retinas are thin.\n", links)
    assert next(term_mismatch.check(ctx)).data["found"] == ["retina"]


def test_another_concept_in_one_sentence_although_the_section_has_the_right_one():
    ja = ["視床は深部にあります。", "視床は痛みを伝えます。"]
    en = ["The thalamus lies deep. ", "The cerebellum relays pain."]
    ctx = aligned(ja, en)
    (finding,) = term_mismatch.check(ctx)
    assert cut(ctx, finding.en) == "cerebellum"
    assert finding.ja.span.start == len(ja[0])
    assert "小脳" in finding.message


def test_strict_wants_every_sentence_to_say_it():
    ja, en = (
        ["視床は深部にあります。", "視床は痛みを伝えます。"],
        ["The thalamus. ", "It relays pain."],
    )
    assert list(term_mismatch.check(aligned(ja, en))) == []
    (finding,) = term_mismatch.check(aligned(ja, en, strict=True))
    assert finding.ja.span.start == len(ja[0])


def test_inconsistent_names_the_choice_and_every_place():
    ja = ["小脳は丸いです。", "小脳は動きを整えます。", "小脳は小さいです。"]
    en = [
        "The cerebellum is round. ",
        "The hindbrain controls movement. ",
        "The cerebellum is small.",
    ]
    ctx = aligned(ja, en)
    (finding,) = term_inconsistent.check(ctx)
    assert (cut(ctx, finding.ja), cut(ctx, finding.en)) == ("小脳", "hindbrain")
    assert [cut(ctx, place) for place in finding.related] == ["小脳", "cerebellum"] * 2
    assert finding.severity == "warning"
    assert finding.data["found"] == ["cerebellum", "hindbrain"]
    assert finding.data["counts"] == [2, 1]
    assert "write “cerebellum” throughout" in finding.message
    assert list(term_mismatch.check(ctx)) == []
