"""Which sections and findings a decision still means when the articles have changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.checking.fingerprint import with_fingerprints
from pipeline.checks import missing_section
from pipeline.decisions import apply, making, match
from pipeline.decisions.keys import folded, hashed, key, section_hash
from pipeline.documents import parse
from pipeline.model.decisions import Decided, Decision, LeftOut, Signed
from pipeline.model.document import Document
from pipeline.model.findings import Finding, PairReport, Place
from pipeline.model.source import Lang, Source
from pipeline.model.translation import Mark
from tests.support import context, document

WHO = Signed("読みました", "花子", date(2026, 1, 31))
JA = """\
# 磁気刺激
頭の外から脳を刺激します。
## 副作用
頭痛が起こります。
## 費用
一回一万円です。
# エクソソーム
細胞が出す小さな袋です。
## 副作用
発熱が起こります。
"""
EN = """\
# Magnetic stimulation
It stimulates the brain from outside.
## Side effects
Headaches occur.
# Exosomes
They are small sacs given off by cells.
## Side effects
A fever may occur.
"""


def pair(ja: str = JA, en: str | None = EN) -> PairReport:
    texts: dict[Lang, str | None] = {"ja": ja, "en": en}
    made = {lang: document(lang, text) if text else None for lang, text in texts.items()}
    return PairReport("a", "a.ja", en and "a.en", made["ja"], made["en"], (), ())


def matched(*entries: Decision, ja: str = JA, en: str | None = EN):
    return match(entries, making.documents_of(pair(ja, en)))


def changes(*entries: Decision, ja: str = JA, en: str | None = EN) -> list[str]:
    return [stale.change for stale in matched(*entries, ja=ja, en=en).stale]


def left_out(*sections: int, lang: Lang = "ja") -> LeftOut:
    return making.left_out(pair(), lang, sections, WHO)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("TMS ３０回", "ＴＭＳ\u300030回"),
        ("脳を\n刺激する", "脳を刺激する"),
        ("うつ病 は", "うつ病は"),
        ("the\n  brain", "the brain"),
        ("ﾄﾞﾊﾟﾐﾝ", "ドパミン"),
    ],
)
def test_width_and_spacing_do_not_count(one: str, other: str) -> None:
    assert folded(one) == folded(other)


@pytest.mark.parametrize(
    ("one", "other"), [("now here", "nowhere"), ("三十分", "二十分"), ("IL-6", "il-6")]
)
def test_words_count(one: str, other: str) -> None:
    assert hashed([one]) != hashed([other])


@given(st.text(), st.text())
def test_a_boundary_between_texts_counts(first: str, second: str) -> None:
    assert hashed([first, second]) != hashed([first + second])
    assert folded(folded(first)) == folded(first)


def test_a_number_does_not_count_but_a_title_does() -> None:
    def mark(text: str) -> str:
        return section_hash(document("ja", text).sections[0])

    assert mark("# 1. 費用\n一回一万円です。") == mark("# 2. 費用\n一回一万円です。")
    assert mark("# 費用\n一回一万円です。") != mark("# 料金\n一回一万円です。")


def test_a_section_is_found_wherever_it_moved() -> None:
    lines = JA.splitlines(keepends=True)
    moved = "".join([*lines[6:], *lines[:6]])
    assert set(matched(left_out(2), ja=moved).left_out) == {("ja", 4)}
    assert matched(left_out(2), ja=moved).decided == Decided(alone=frozenset({("ja", 4)}))


def test_repeated_titles_are_told_apart_by_text_and_parent() -> None:
    ja = document("ja", JA)
    assert key(ja, ja.sections[1]).under == "磁気刺激"
    assert key(ja, ja.sections[2]).under == ""
    same = JA.replace("発熱", "頭痛")
    report = pair(same)
    entry = making.left_out(report, "ja", [4], WHO)
    assert set(matched(entry, ja=same).left_out) == {("ja", 4)}


def test_what_changed_is_told_from_what_is_gone() -> None:
    assert changes(left_out(2)) == []
    assert changes(left_out(2), ja=JA.replace("一万円", "二万円")) == [
        "the text of “費用” in the Japanese has changed since"
    ]
    assert changes(left_out(2), ja=JA.replace("## 費用\n一回一万円です。\n", "")) == [
        "the Japanese has no section “費用” any more"
    ]
    entry = left_out(1)
    (stale,) = matched(entry, ja=JA.replace("頭痛", "眠気")).stale
    assert (stale.lang, stale.section) == ("ja", 1), "the one under the same parent"


def test_an_article_left_out_holds_until_it_changes_or_is_translated() -> None:
    entry = making.article_left_out(pair(en=None), "ja", WHO)
    assert matched(entry, en=None).article == entry
    assert changes(entry, en=None, ja=JA.replace("一万円", "二万円")) == [
        "the text of the article has changed since"
    ]
    assert changes(entry) == ["there is an article in English now"]


def test_links_that_share_a_section_are_one_and_outrank_a_gap() -> None:
    entries = [
        making.link(pair(), [1], [1], WHO),
        making.link(pair(), [2], [1], WHO),
        making.link(pair(), [3], [2], WHO),
        making.link(pair(), [0], [2], WHO, corresponds=False),
        left_out(2, 4),
    ]
    decided = matched(*entries).decided
    assert decided.together == (((1, 2), (1,)), ((3,), (2,)))
    assert decided.apart == {(0, 2)}
    assert decided.alone == {("ja", 4)}


def test_texts_that_say_the_same_hold_for_both_sides() -> None:
    entry = making.up_to_date(pair(), [1], [1], WHO)
    assert matched(entry).up_to_date == (((1,), (1,)),)
    assert changes(entry, en=EN.replace("Headaches", "Head pains")) == [
        "the text of “Side effects” in the English has changed since"
    ]
    assert changes(entry, en=None) == ["the English article is not there any more"]


def gap(ja: str) -> tuple[tuple[Finding, ...], dict[Lang, Document]]:
    made = context(ja, "# Exosomes\nSmall sacs.", "0- 1- 2- 3-0")
    found = with_fingerprints(missing_section.check(made))
    return found, {"ja": made.source.document, "en": made.target.document}


def test_a_missing_parent_is_silent_when_all_of_it_was_left_out() -> None:
    ja = "# 費用\n高い。\n## 保険\n使えない。\n## 割引\nない。\n# 袋\n小さい。"
    (finding,), documents = gap(ja)
    report = replace(pair(ja), findings=(finding,))
    whole = making.gap_left_out(report, finding, WHO)
    assert isinstance(whole, LeftOut)
    assert [each.title for each in whole.sections] == ["費用", "保険", "割引"]
    (settled,), _ = apply([finding], match([whole], documents), documents, {"missing-section"})
    assert settled.suppressed == {"by": "花子", "reason": "読みました", "date": "2026-01-31"}
    part = making.left_out(report, "ja", [0, 1], WHO)
    (settled,), _ = apply([finding], match([part], documents), documents, {"missing-section"})
    assert settled.suppressed is None


def term(text: str, words: str, *more: str) -> tuple[Finding, dict[Lang, Document]]:
    ja = document("ja", text)
    section = ja.sections[0]

    def place(quoted: str) -> Place:
        start = text.index(quoted)
        return Place("ja", section.span._replace(start=start, end=start + len(quoted)), 0)

    made = Finding(
        "term-mismatch", "error", "", place(words), None, (words,), related=tuple(map(place, more))
    )
    return with_fingerprints([made])[0], {"ja": ja}


def test_an_accepted_finding_holds_for_its_sentences_alone() -> None:
    text = "前頭前野を刺激します。痛みはありません。"
    finding, _ = term(text, "前頭前野")
    entry = making.accepted(pair(text, None), finding, WHO)
    assert (entry.ja, entry.en) == ("前頭前野", "")

    def outcome(now: str, *more: str) -> tuple[bool, list[str]]:
        found, texts = term(now, "前頭前野", *more)
        (settled,), stale = apply([found], match([entry], texts), texts, {"term-mismatch"})
        return settled.suppressed is not None, [each.change for each in stale]

    asked_again = (False, ["the words it was made about have changed since"])
    assert outcome(text) == (True, [])
    assert outcome("前頭前野を刺激します。痛みが出ます。") == (True, [])
    assert outcome("今日は晴れ。前頭前野を刺激します。") == (True, [])
    assert outcome("前頭前野は刺激しません。痛みはありません。") == asked_again
    # The same term wrong in one more sentence is more than was accepted.
    assert outcome("前頭前野を刺激します。左前頭葉です。", "前頭葉") == asked_again


def test_a_finding_that_is_gone_is_told_unless_its_rule_did_not_run() -> None:
    text = "前頭前野を刺激します。"
    finding, documents = term(text, "前頭前野")
    entry = making.accepted(pair(text, None), finding, WHO)
    known = match([entry], documents)
    assert apply([], known, documents, {"missing-section"}) == ((), ())
    _, (stale,) = apply([], known, documents, {"term-mismatch"})
    assert stale.change == "the finding is not there any more"
    assert stale.about == "the accepted term-mismatch at “前頭前野”"


def test_the_number_of_an_equal_finding_does_not_matter() -> None:
    finding, documents = term("前頭前野を刺激します。", "前頭前野")
    second = replace(finding, fingerprint=f"{finding.fingerprint}-2")
    entry = making.accepted(pair("前頭前野を刺激します。", None), second, WHO)
    (settled,), stale = apply([finding], match([entry], documents), documents, {finding.rule})
    assert settled.suppressed
    assert stale == ()


def test_a_new_decision_takes_the_place_of_the_old_about_the_same() -> None:
    old = making.link(pair(), [1], [1], WHO)
    new = making.link(pair(JA.replace("頭痛", "眠気")), [1], [1], WHO, corresponds=False)
    assert making.replaces(new, old)
    assert not making.replaces(making.link(pair(), [2], [1], WHO), old)
    assert not making.replaces(making.up_to_date(pair(), [1], [1], WHO), old)
    assert making.replaces(left_out(2), left_out(2))
    assert not making.replaces(left_out(2), left_out(4))


def test_drafts_of_one_title_have_an_entry_each_though_one_was_edited() -> None:
    twin = "副作用\n\n頭痛があります。\n\n"
    prose = f"睡眠\n\n休みです。\n\n{twin}費用\n\n高いです。\n\n{twin}"
    text = parse(Source("a.txt", "ja", prose))
    first, second = (s.id for s in text.sections if s.title.text == "副作用")
    mark = Mark("memory", "2026-01-31", "0" * 12)
    entries = [making.drafted("a", text, n, mark, "r") for n in (first, second)]
    found = match(entries, {"ja": text})
    assert [draft.section for draft in found.drafts] == [first, second]
    edited = replace(
        text.source, text=text.source.text.replace("頭痛があります。", "吐き気がします。", 1)
    )
    found = match(entries, {"ja": parse(edited)})
    assert [draft.section for draft in found.drafts] == [first, second]
