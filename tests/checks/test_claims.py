"""How strongly a sentence says something, and whether it denies it: tables, readings, places."""

import re
from collections import Counter

import pytest

from pipeline.checks.claims.polarity import opposed
from pipeline.checks.claims.reading import read
from pipeline.checks.claims.strength import drift
from pipeline.checks.claims.wording import JoinedWords, data, find, scale, words
from pipeline.languages import tokenise_texts
from tests.checks.wordings import written_out

LITERAL = re.compile(r"[ぁ-んァ-ヶー一-龥々]{2,}")
# Pieces of a word that the tokeniser does not give when they stand alone.
ALONE = {"うくぐすつぬぶむる", "ちゃ", "まで", "やむ", "十分"}


def lang_of(text):
    return "ja" if re.search("[ぁ-ん一-龥]", text) else "en"


def tokens(text):
    return tokenise_texts([text], lang_of(text))[0]


def reading(text):
    return read(tokens(text), lang_of(text))


def kind_of(wording, lang):
    """The words of a wording as they stand in a sentence, a character a word."""
    shown = f" {wording} " if lang == "en" else wording
    inside = range(len(shown))
    return JoinedWords(shown, {k: k for k in inside}, {k: k for k in (*inside, len(shown))})


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize("step", range(6))
def test_twenty_wordings_of_every_step_of_a_claim_are_read_as_that_step(lang, step):
    """Different ones, written out: ``研究(の)?段階`` is two, ``(a|a)`` is one."""
    rows = [w for w in scale() if w.kind == "claim" and w.lang == lang and w.step == step]
    assert all(row.origin and row.label for row in rows)
    wordings = {w for row in rows for pattern in row.patterns for w in written_out(pattern)}
    read_so = {
        wording
        for wording in wordings
        if any(
            found.wording.step <= step <= found.wording.high
            for found in find("claim", kind_of(wording, lang), lang)
        )
    }
    assert len(read_so) >= 20
    # One that is read as another step alone would never be found as what its row says it is.
    assert not {w for w in wordings - read_so if find("claim", kind_of(w, lang), lang)}


def test_no_japanese_wording_is_spelled_as_the_tokeniser_never_gives_it():
    table = data("negatives.toml")["ja"]
    patterns = [p for row in scale() if row.lang == "ja" for p in row.patterns]
    patterns += [p for listed in table.values() for p in listed]
    patterns += [entry for axis in data("opposites.toml")["axes"] for entry in axis["ja"]]
    found = {literal for pattern in patterns for literal in LITERAL.findall(pattern)}
    spelled = {word: words(tokens(word), "ja").text for word in sorted(found - ALONE)}
    assert not {word: form for word, form in spelled.items() if word != form}


def test_no_wording_stands_on_two_steps_of_a_scale():
    places = Counter((row.lang, row.kind, pattern) for row in scale() for pattern in row.patterns)
    assert not [place for place, count in places.items() if count > 1]


def listed(table, path=()):
    """The lists of words in a table of TOML, each with where it stands."""
    for key, value in table.items() if isinstance(table, dict) else enumerate(table):
        if isinstance(value, list) and all(isinstance(entry, str) for entry in value):
            yield (*path, key), value
        elif isinstance(value, dict | list):
            yield from listed(value, (*path, key))


@pytest.mark.parametrize("name", ["scale.toml", "negatives.toml", "opposites.toml"])
def test_no_list_names_a_wording_twice(name):
    twice = {
        place: [entry for entry, count in Counter(entries).items() if count > 1]
        for place, entries in listed(data(name))
    }
    assert not {place: entries for place, entries in twice.items() if entries}


@pytest.mark.parametrize(
    ("text", "kind", "step", "marked"),
    [
        ("有効性の検討を行っています。", "claim", 0, "検討を行ってい"),
        ("眠りが深くなるかもしれません。", "claim", 1, "かもしれません"),
        ("炎症の関与が示唆されています。", "claim", 2, "示唆されてい"),
        ("痛みが減ったと報告されています。", "claim", 3, "報告されてい"),
        ("効果は証明されています。", "claim", 5, "証明されてい"),
        ("It is still under investigation.", "claim", 0, "under investigation"),
        ("It might ease pain.", "claim", 1, "might"),
        ("It has been proven to ease pain.", "claim", 5, "has been proven to"),
        ("厚生労働省に届け出ています。", "regulation", 2, "届け出てい"),
        ("The device is FDA-approved.", "regulation", 5, "FDA-approved"),
        ("必ず医師に相談してください。", "instruction", 2, "必ず医師に相談してください"),
        ("You may want to ask your doctor.", "instruction", 0, "You may want to"),
        ("まれに発疹が出ます。", "frequency", 0, "まれに"),
        ("It worked in all patients.", "scope", 4, "all patients"),
    ],
)
def test_a_wording_is_found_with_its_characters(text, kind, step, marked):
    found = reading(text).of(kind)
    assert [(claim.step, claim.words) for claim in found] == [(step, marked)]
    assert text[found[0].start : found[0].end] == marked


def test_an_emphatic_adverb_with_an_order_is_an_obligation_and_no_proof():
    assert not drift(reading("必ず受診してください。"), reading("You must see a doctor."))


@pytest.mark.parametrize(
    "text",
    [
        "痛みだけでなく不眠にも使います。",
        "食事をとらなければなりません。",
        "薬のせいかもしれません。",
        "すぐに帰ってもかまいません。",
        "十分な睡眠は欠かせません。",
        "Please feel free to ask.",
    ],
)
def test_a_negative_form_that_denies_nothing(text):
    assert not reading(text).polarity.denials


@pytest.mark.parametrize(
    ("text", "words_"),
    [
        ("この薬は眠気を起こしません。", "起こしません"),
        ("It does not make you sleepy.", "not make"),
        ("The second drug failed to help.", "failed to"),
        ("No complications were seen.", "No complications"),
    ],
)
def test_a_denial_is_marked(text, words_):
    (denial,) = reading(text).polarity.denials
    assert denial.main
    assert words_ in denial.words
    assert text[denial.start : denial.end] == denial.words


@pytest.mark.parametrize(
    ("ja", "en"),
    [
        ("効果がないわけではありません。", "It is not without effect."),
        ("再発は避けられません。", "A relapse is unavoidable."),
        ("体重は変わりません。", "Body weight stays the same."),
        ("薬を飲まなくても治りますか。", "Does it heal with medicine?"),
    ],
)
def test_what_is_rendered_in_other_words_is_not_opposed(ja, en):
    assert opposed(reading(ja), tokens(ja), reading(en), tokens(en), "ja") is None


def test_a_denial_beside_the_main_predicate_of_a_long_sentence_may_be_said_in_any_words():
    """In a short one it is what the sentence is about."""
    long_ja = (
        "歩けない方には、電動の車いすを用意し、家の玄関から診察室までの道のりを職員が付き添って"
        "ご案内しています。"
    )
    long_en = (
        "For people in a wheelchair we prepare an electric one, and a member of the staff goes "
        "along all the way from the door of their home to the consulting room."
    )
    short_ja, short_en = "歩けない方を車で送ります。", "We drive people who walk."
    pairs = ((long_ja, long_en), (short_ja, short_en))
    found = [opposed(reading(ja), tokens(ja), reading(en), tokens(en), "ja") for ja, en in pairs]
    assert found[0] is None
    assert found[1] is not None
    assert (found[1].ours.words, found[1].ours.main) == ("ない", False)


def test_polarity_is_no_matter_of_strength():
    ja, en = reading("この薬と併用してはいけません。"), reading("You can take it with this drug.")
    assert drift(ja, en) is None


@pytest.mark.parametrize(
    ("sentence", "label"),
    [
        ("採血は必須です。", "must"),
        ("採血は必須ではありません。", "no need"),
        ("運転してはいけません。", "must"),
    ],
)
def test_a_duty_that_is_denied_is_no_need(sentence, label):
    (tokens,) = tokenise_texts([sentence], "ja")
    assert {c.label for c in read(tokens, "ja").claims if c.kind == "instruction"} == {label}


@pytest.mark.parametrize(
    ("sentence", "denies"),
    [
        ("すぐには治らないでしょう。", True),
        ("相談は無料ではありません。", True),
        ("よいのではないでしょうか。", False),
        ("珍しいことではありません。", False),
    ],
)
def test_what_denies_and_what_only_looks_like_it(sentence, denies):
    (tokens,) = tokenise_texts([sentence], "ja")
    assert read(tokens, "ja").polarity.has_denial is denies
