"""``taiyaku draft`` as a person runs it: what it writes, leaves, and what check says then."""

from __future__ import annotations

import contextlib
import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from click.testing import CliRunner

from pipeline.cli.main import cli
from pipeline.errors import TaiyakuError
from tests.cli.support import lay_out
from tests.cli.support import taiyaku as installed
from tests.translation.server import Fake, serving

GLOSSARY = "ja\ten\n副作用\tside effect\n頭痛\theadache\n費用\tcost\n点滴\tinfusion\n"
SLEEP_JA = """# 睡眠と体

睡眠は体を休めます。詳しくは[案内](guide.md)をご覧ください[^1]。

## 副作用

**頭痛**が起こることがあります。費用は1回33,000円です。

## まとめ

ご不明な点は主治医にお尋ねください。

[^1]: 案内は受付にあります。
"""
SLEEP_EN = """# Sleep and the Body

Sleep rests the body. For details see the [guide](guide.md)[^1].

## Summary

If anything is unclear, please ask your attending physician.

[^1]: The guide lies at the reception.
"""
WALK_JA = """# 散歩と体

散歩は体を動かします。

## 費用

費用は1回8,800円です。

## まとめ

ご不明な点は主治医にお尋ねください。
"""
WALK_EN = """# Walking and the Body

Walking moves the body.

## Cost

The cost is 8,800 yen a session.

## Summary

If anything is unclear, please ask your attending physician.
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    lay_out(
        tmp_path,
        {
            "glossary.tsv": GLOSSARY,
            "articles/ja/sleep.md": SLEEP_JA,
            "articles/en/sleep.md": SLEEP_EN,
            "articles/ja/walk.md": WALK_JA,
            "articles/en/walk.md": WALK_EN,
        },
    )
    return tmp_path


class Done(NamedTuple):
    returncode: int
    stdout: str
    stderr: str


def taiyaku(*args: str, cwd: Path, env: dict[str, str] | None = None) -> Done:
    """The command in this process, so that its models load once for all tests."""
    with contextlib.chdir(cwd):
        done = CliRunner().invoke(cli, args, standalone_mode=False, env=env)
    if isinstance(done.exception, TaiyakuError):
        return Done(2, done.stdout, f"{done.stderr}{done.exception}")
    assert done.exception is None, done.exception
    return Done(done.return_value or 0, done.stdout, done.stderr)


def text(project: Path, name: str) -> str:
    return (project / "articles/en" / name).read_bytes().decode()


def findings(project: Path, *args: str) -> list[tuple[str, str]]:
    done = taiyaku("check", "--format", "json", *args, cwd=project)
    report = json.loads(done.stdout)
    return [
        (finding["rule"], (finding["en"] or finding["ja"])["text"])
        for pair in report["pairs"]
        for finding in pair["findings"]
    ]


def test_a_missing_section_is_drafted_in_its_place(project: Path) -> None:
    done = taiyaku("draft", "sleep", cwd=project)
    assert done.returncode == 0
    assert "nothing is written yet" in done.stderr
    assert text(project, "sleep.md") == SLEEP_EN
    assert taiyaku("draft", "sleep", "--check", cwd=project).returncode == 1

    assert taiyaku("draft", "sleep", "--write", cwd=project).returncode == 0
    before, mark, after = re.split(
        r"(<!-- taiyaku: draft engine=memory .*? -->)", text(project, "sleep.md")
    )
    assert re.search(r"date=\d{4}-\d\d-\d\d source=[0-9a-f]{12} text=[0-9a-f]{12} left=1 --", mark)
    assert before + after == SLEEP_EN.replace(
        "## Summary",
        "\n\n## Side effect\n\n**頭痛**が起こることがあります。"
        "<!-- to translate; terms: 頭痛 = headache --> "
        "The cost is 33,000 yen a session.\n\n## Summary",
    )


def test_a_missing_section_gets_the_level_of_the_sections_beside_it(project: Path) -> None:
    deep = SLEEP_EN.replace("## Summary", "### Summary")
    (project / "articles/en/sleep.md").write_text(deep, "utf-8")
    assert taiyaku("draft", "sleep", "--write", cwd=project).returncode == 0
    assert re.findall("^#+ .*", text(project, "sleep.md"), re.MULTILINE) == [
        "# Sleep and the Body",
        "### Side effect",
        "### Summary",
    ]


def test_a_draft_clears_nothing_and_nothing_else_is_said_of_it(project: Path) -> None:
    missing = ("missing-section", "副作用")
    assert findings(project) == [missing]
    taiyaku("draft", "sleep", "--write", cwd=project)
    drafted = ("unreviewed-draft", "Side effect")
    assert findings(project) == [missing, drafted]
    inside = findings(project, "--drafts")
    assert {missing, drafted} < set(inside)
    assert any(rule == "untranslated-text" for rule, _ in inside)

    # A person translates what was left, and removes the mark.
    path = project / "articles/en/sleep.md"
    reviewed = re.sub(r"<!-- taiyaku.*?-->\s*", "", path.read_text("utf-8"))
    reviewed = re.sub(r"\*\*頭痛.*?--> ", "You may have a **headache**. ", reviewed)
    path.write_text(reviewed, "utf-8")
    assert findings(project) == []


def test_a_second_run_writes_nothing(project: Path) -> None:
    taiyaku("draft", "--missing", "--write", cwd=project)
    first = text(project, "sleep.md")
    assert taiyaku("draft", "--missing", "--check", cwd=project).returncode == 0
    assert taiyaku("draft", "--missing", "--again", "--write", cwd=project).returncode == 0
    assert text(project, "sleep.md") == first


def test_a_draft_is_made_anew_when_its_source_changes_unless_a_person_edited_it(
    project: Path,
) -> None:
    taiyaku("draft", "sleep", "--write", cwd=project)
    source = project / "articles/ja/sleep.md"
    source.write_text(SLEEP_JA.replace("33,000円", "44,000円"), "utf-8")
    assert "the source changed since" in taiyaku("check", cwd=project).stdout.replace("\n  ", " ")
    taiyaku("draft", "sleep", "--write", cwd=project)
    assert "The cost is 44,000 yen a session." in text(project, "sleep.md")
    assert "33,000" not in text(project, "sleep.md")

    edited = text(project, "sleep.md").replace("a session.", "a session, tax included.")
    (project / "articles/en/sleep.md").write_text(edited, "utf-8")
    source.write_text(SLEEP_JA.replace("33,000円", "55,000円"), "utf-8")
    done = taiyaku("draft", "sleep", "--write", cwd=project)
    assert "was edited, so it is left as it is" in done.stderr
    assert text(project, "sleep.md") == edited


def test_a_missing_article_is_drafted_whole_and_stays_missing(project: Path) -> None:
    (project / "articles/en/walk.md").unlink()
    assert taiyaku("draft", "--missing", "--write", cwd=project).returncode == 0
    made = text(project, "walk.md")
    assert made.count("taiyaku: draft") == 3
    assert "If anything is unclear, please ask your attending physician." in made
    found = [rule for rule, _ in findings(project, "walk")]
    assert found == ["missing-article", "unreviewed-draft"]
    # Reviewed piece by piece: what is left is missing sections.
    path = project / "articles/en/walk.md"
    path.write_text(re.sub(r"<!-- taiyaku.*?-->\s*", "", made, count=1), "utf-8")
    assert {rule for rule, _ in findings(project, "walk")} >= {"missing-section"}
    assert "missing-article" not in {rule for rule, _ in findings(project, "walk")}


def test_what_was_left_out_on_purpose_stays_out(project: Path) -> None:
    taiyaku(
        "review", "sleep", "--left-out", "副作用", "--reason", "no", "--by", "Hana", "--write",
        cwd=project,
    )  # fmt: skip
    done = taiyaku("draft", "--missing", "--check", cwd=project)
    assert (done.returncode, done.stdout) == (0, "")


def test_plain_text_is_marked_in_the_decisions_file(project: Path) -> None:
    ja = (
        "散歩の案内です。\n\n■費用\n費用は1回5,500円です。\n\n"
        "■副作用\n頭痛が起こることがあります。\n"
    )
    en = "This is a guide to walking.\n\n■Side effects\nYou may have a headache.\n"
    lay_out(project, {"articles/ja/plain.txt": ja, "articles/en/plain.txt": en})
    done = taiyaku("draft", "plain", "--write", cwd=project)
    assert done.returncode == 0, done.stderr
    made = text(project, "plain.txt")
    assert "<!--" not in made
    assert "■Cost\nThe cost is 5,500 yen a session." in made
    assert made.index("5,500") < made.index("headache")
    ledger = (project / "taiyaku.decisions.toml").read_text("utf-8")
    assert "[[drafts]]" in ledger
    assert 'engine = "memory"' in ledger
    rules = [rule for rule, _ in findings(project, "plain")]
    assert rules == ["missing-section", "unreviewed-draft"]
    # The review is done when the entry is gone.
    (project / "taiyaku.decisions.toml").unlink()
    assert findings(project, "plain") == []


def test_line_ends_and_bom_of_the_target_stay(project: Path) -> None:
    path = project / "articles/en/sleep.md"
    path.write_bytes(b"\xef\xbb\xbf" + SLEEP_EN.replace("\n", "\r\n").encode())
    taiyaku("draft", "sleep", "--write", cwd=project)
    data = path.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf#")
    assert data.count(b"\n") == data.count(b"\r\n") > SLEEP_EN.count("\n")
    assert findings(project, "sleep")[-1] == ("unreviewed-draft", "Side effect")


def test_a_page_gets_its_section_with_the_elements_whole(project: Path) -> None:
    ja = (
        '<html lang="ja"><body><main>\n  <h1>散歩</h1>\n  <p>散歩の案内です。</p>\n'
        "  <h2>費用</h2>\n  <ul>\n    <li>費用は1回5,500円です。</li>\n  </ul>\n"
        "  <h2>まとめ</h2>\n  <p>ご不明な点は主治医にお尋ねください。</p>\n"
        "</main></body></html>\n"
    )
    en = (
        '<html lang="en"><body><main>\n  <h1>Walking</h1>\n'
        "  <p>This is a guide to walking.</p>\n"
        "  <h2>Summary</h2>\n"
        "  <p>If anything is unclear, please ask your attending physician.</p>\n"
        "</main></body></html>\n"
    )
    lay_out(project, {"articles/ja/page.html": ja, "articles/en/page.html": en})
    assert taiyaku("draft", "page", "--write", cwd=project).returncode == 0
    made = text(project, "page.html")
    assert re.sub(r"<!-- .*? -->\n\s*", "", made) == en.replace(
        "  <h2>Summary",
        "  <h2>Cost</h2>\n  <ul>\n    <li>The cost is 5,500 yen a session.</li>\n  </ul>\n"
        "  <h2>Summary",
    )
    (project / "articles/en/page.html").unlink()
    taiyaku("draft", "page", "--write", cwd=project)
    assert text(project, "page.html").startswith('<html lang="en">')


def test_memories_of_other_tools_are_used(project: Path) -> None:
    memory = (
        '<tmx version="1.4"><header/><body><tu><tuv xml:lang="ja"><seg>頭痛が起こることがあります。'
        '</seg></tuv><tuv xml:lang="en"><seg>You may have a headache.</seg></tuv></tu></body></tmx>'
    )
    lay_out(
        project,
        {"tm/a.tmx": memory, "taiyaku.toml": '[draft]\nmemories = ["tm/*.tmx"]\n'},
    )
    assert "You may have a **headache**." in taiyaku("draft", "sleep", cwd=project).stdout
    (project / "tm/a.tmx").write_text("<tmx>", "utf-8")
    done = taiyaku("draft", "sleep", cwd=project)
    assert done.returncode == 2
    assert "tm/a.tmx" in done.stderr


def test_the_installed_command_drafts(project: Path) -> None:
    done = installed("draft", "--missing", "--write", cwd=project)
    assert (done.returncode, done.stdout) == (0, "")
    assert "wrote articles/en/sleep.md" in done.stderr
    assert "## Side effect" in text(project, "sleep.md")


def test_what_changed_is_drafted_beside_the_words_that_say_the_old_thing(project: Path) -> None:
    def git(*args: str) -> None:
        who = ("-c", "user.name=a", "-c", "user.email=a@b", "-c", "commit.gpgsign=false")
        subprocess.run(["git", *who, *args], cwd=project, check=True, capture_output=True)

    git("init", "-q")
    git("add", "articles", "glossary.tsv")
    git("commit", "-qm", "one")
    source = project / "articles/ja/walk.md"
    source.write_text(WALK_JA.replace("8,800円", "9,900円"), "utf-8")
    git("commit", "-qam", "two")
    before = findings(project, "walk", "--history")
    assert taiyaku("draft", "walk", "--stale", "--write", cwd=project).returncode == 0
    old, _, new = re.split(r"(<!-- taiyaku: draft update .*? -->)", text(project, "walk.md"))
    assert old.endswith("The cost is 8,800 yen a session.\n\n")
    assert new.startswith("\n\nThe cost is 9,900 yen a session.\n\n## Summary")
    # The old words still stand, so what was said of them is still said.
    assert [rule for rule, _ in before] == ["stale-section", "number-mismatch"]
    after = [rule for rule, _ in findings(project, "walk", "--history")]
    assert sorted(after) == sorted([*(rule for rule, _ in before), "unreviewed-draft"])
    assert taiyaku("draft", "walk", "--stale", "--check", cwd=project).returncode == 0

    # Carried over and taken out.
    reviewed = WALK_EN.replace("8,800", "9,900")
    (project / "articles/en/walk.md").write_text(reviewed, "utf-8")
    assert findings(project, "walk", "--history") == []


def test_what_is_meant_must_be_said(project: Path) -> None:
    done = taiyaku("draft", cwd=project)
    assert done.returncode == 2
    assert "--missing" in done.stderr


# With an engine: consent, the glossary enforced, faults.


def engine(project: Path, fake: Fake, name: str = "libretranslate") -> dict[str, str]:
    lay_out(project, {"taiyaku.toml": f'[draft]\nengine = "{name}"\n'})
    lay_out(
        project,
        {
            "user.toml": f'[engines.{name}]\nurl = "{fake.url}"\nattempts = 1\nwait = 0.01\n'
            "timeout = 2\nat_once = 2\n"
        },
    )
    return {
        "TAIYAKU_CONFIG": str(project / "user.toml"),
        "TAIYAKU_ALLOW": "",
        "TAIYAKU_CACHE_DIR": str(project / "cache"),
        "DEEPL_AUTH_KEY": "very-secret-key",
        "LIBRETRANSLATE_API_KEY": "very-secret-key",
    }


@pytest.fixture
def fake() -> Iterator[Fake]:
    with serving() as server:
        yield server


def test_a_project_cannot_choose_what_its_user_did_not_allow(project: Path, fake: Fake) -> None:
    env = engine(project, fake, "deepl")
    (project / "user.toml").unlink()
    done = taiyaku("draft", "--missing", cwd=project, env=env)
    assert done.returncode == 2
    assert "deepl is not allowed; nothing was sent" in done.stderr
    lay_out(project, {"taiyaku.toml": f'[draft]\nengine = "deepl"\nurl = "{fake.url}"\n'})
    done = taiyaku("draft", "--missing", cwd=project, env=env)
    assert "unknown key 'url'" in done.stderr
    assert fake.asked == []


@pytest.mark.parametrize("name", ["libretranslate", "deepl"])
def test_an_engine_translates_what_is_missing(project: Path, fake: Fake, name: str) -> None:
    env = engine(project, fake, name)
    fake.translate = replaced
    done = taiyaku("draft", "sleep", "--write", cwd=project, env=env)
    assert done.returncode == 0, done.stderr
    assert "**headache** may occur." in text(project, "sleep.md")
    assert f"draft engine={name}" in text(project, "sleep.md")
    assert f"goes to {fake.url.removeprefix('http://')} ({name}), as you allowed" in done.stderr
    assert "very-secret-key" not in done.stderr + done.stdout


ANSWERS = {
    "副作用": "Side effects",
    "頭痛": "headache",
    "が起こることがあります。": " may occur.",
    "費用は1回33,000円です。": "The cost is 33,000 yen.",
}


def replaced(text: str) -> str:
    for source, target in ANSWERS.items():
        text = text.replace(source, target)
    return text


def test_the_glossary_is_enforced_on_what_an_engine_says(project: Path, fake: Fake) -> None:
    env = engine(project, fake)
    lay_out(
        project,
        {
            "glossary.tsv": "ja\ten\ten_forbidden\n副作用\tside effect\tbad effect\n"
            "頭痛\theadache\t\n費用\tcost\t\n"
        },
    )
    answers = iter(["Bad effects", "A pain in the head", "A headache may occur.", "?"])
    responses = {
        "副作用": lambda: "Bad effects",
        "頭痛": lambda: f'<g id="1">{next(answers)}</g>',
        "33,000": lambda: "The price is 33,000 yen.",
    }
    next(answers)
    fake.translate = lambda text: next(make() for word, make in responses.items() if word in text)
    done = taiyaku("draft", "sleep", "--write", cwd=project, env=env)
    made = text(project, "sleep.md")
    # Certain: put right. Else: asked once more. Still wrong: reported.
    assert "## Side effects" in made
    assert "**A headache may occur.**" in made
    assert "The price is 33,000 yen." in made
    assert "sleep.md:7: the draft does not keep to the glossary: “費用”" in done.stderr


def test_faults_leave_the_source_and_only_nothing_at_all_is_an_error(
    project: Path, fake: Fake
) -> None:
    env = engine(project, fake)
    fake.translate = replaced
    fake.script = [lambda answer: answer, 456]
    done = taiyaku("draft", "sleep", "--write", cwd=project, env=env)
    assert done.returncode == 0
    assert "456, the quota is spent" in done.stderr
    assert "asked in vain, by what happened to the sentences: quota spent (1)" in done.stderr
    assert "left=1" in text(project, "sleep.md")

    # The next run goes on: what was answered is not asked for again.
    before = len(fake.asked)
    done = taiyaku("draft", "sleep", "--write", cwd=project, env=env)
    assert done.returncode == 0
    assert [len(asked[2]["q"]) for asked in fake.asked[before:]] == [1]
    assert "left=" not in text(project, "sleep.md")

    lay_out(project, {"articles/ja/ice.md": "# 氷枕の使い方\n\n冷凍庫で凍らせます。\n"})
    fake.script = [500] * 9
    done = taiyaku("draft", "ice", "--write", cwd=project, env=env)
    assert done.returncode == 2
    assert "gave no translation: server failed" in done.stderr
    assert not (project / "articles/en/ice.md").exists()


def test_an_engine_that_fails_costs_nothing_that_the_memory_has(project: Path, fake: Fake) -> None:
    env = engine(project, fake)
    sentence = "ご不明な点は主治医にお尋ねください。"
    lay_out(
        project,
        {"articles/ja/rest.md": f"# 休息\n\n休みます。\n\n## 頭痛\n\n{sentence}痛みます。\n"},
    )
    lay_out(project, {"articles/en/rest.md": "# Rest\n\nRest.\n"})
    fake.script = [500] * 9
    done = taiyaku("draft", "rest", "--write", cwd=project, env=env)
    assert done.returncode == 0, done.stderr
    assert "500" in done.stderr
    written = text(project, "rest.md")
    assert "please ask your attending physician." in written
    assert "痛みます。" in written


def test_what_was_translated_before_is_not_sent(project: Path, fake: Fake) -> None:
    env = engine(project, fake)
    sentence = "ご不明な点は主治医にお尋ねください。"
    lay_out(
        project,
        {"articles/ja/rest.md": f"# 休息\n\n休みます。\n\n## 頭痛\n\n{sentence}痛みます。\n"},
    )
    lay_out(project, {"articles/en/rest.md": "# Rest\n\nRest.\n"})
    done = taiyaku("draft", "rest", "--write", cwd=project, env=env)
    assert "1 translated before" in done.stderr
    assert "If anything is unclear, please ask your attending physician." in text(
        project, "rest.md"
    )
    # The title is all of a term, which is no sentence that anybody translated.
    assert {each for asked in fake.asked for each in asked[2]["q"]} == {"頭痛", "痛みます。"}

    lay_out(
        project,
        {"taiyaku.toml": '[draft]\nengine = "libretranslate"\nmemory_first = false\n'},
    )
    lay_out(project, {"articles/en/rest.md": "# Rest\n\nRest.\n"})
    taiyaku("draft", "rest", cwd=project, env=env)
    assert sentence in [each for asked in fake.asked for each in asked[2]["q"]]


# Footnotes, wherever they are defined.

NOTES_JA = """# 散歩の案内

歩きましょう[^1]。

## 道

川の道です[^2]。[地図][map]を見ます。

## 靴

軽い靴です[^2][^1]。

## まとめ

ご不明な点は主治医にお尋ねください[^3]。

[map]: https://example.org/map
[^1]: 晴れた日です。
[^2]: 朝の道です。
[^3]: 受付でも分かります。
"""
NOTES_EN = """# A walking guide

Let us walk[^1].

{0}## Summary

If anything is unclear, please ask your attending physician[^2].

[^1]: On sunny days.
[^2]: The reception knows, too.
"""


def test_a_drafted_section_brings_its_own_notes_once_and_no_others(project: Path) -> None:
    lay_out(
        project, {"articles/ja/notes.md": NOTES_JA, "articles/en/notes.md": NOTES_EN.format("")}
    )
    assert taiyaku("draft", "notes", "--write", cwd=project).returncode == 0
    drafts = (
        "MARK\n\n## 道\n\n川の道です[^4]。 [地図][map]を見ます。\n\n"
        "[map]: https://example.org/map\n[^4]: 朝の道です。\n\n"
        "MARK\n\n## 靴\n\n軽い靴です[^4][^1]。\n\n"
    )
    written = text(project, "notes.md")
    assert re.sub("<!-- taiyaku: draft .*? -->", "MARK", written) == NOTES_EN.format(drafts)
    assert "text=000000000000" not in written
    # They give way to new ones whole, definitions included.
    done = taiyaku("draft", "notes", "--again", "--check", cwd=project)
    assert (done.returncode, "was edited" in done.stderr) == (0, False)
    source = project / "articles/ja/notes.md"
    source.write_text(NOTES_JA.replace("川の道です[^2]。", "川の道です。"), "utf-8")
    assert taiyaku("draft", "notes", "--write", cwd=project).returncode == 0
    assert text(project, "notes.md").count("[^4]: 朝の道です。") == 1


def test_the_last_section_leaves_the_notes_of_others_behind(project: Path) -> None:
    target = NOTES_EN.format(
        "## The way\n\nBy the river[^3].\n\n## Shoes\n\nLight ones[^3][^1].\n\n"
    )
    before, _ = target.split("## Summary")
    notes = "[^1]: On sunny days.\n[^3]: In the morning.\n"
    lay_out(project, {"articles/ja/notes.md": NOTES_JA, "articles/en/notes.md": before + notes})
    assert taiyaku("draft", "notes", "--write", cwd=project).returncode == 0
    written = text(project, "notes.md")
    assert written.startswith(before + notes)
    assert written.endswith(
        "physician[^4].\n\n[map]: https://example.org/map\n[^4]: 受付でも分かります。\n"
    )


def test_a_page_is_one_draft_with_its_head_and_what_stayed_is_not_learnt(project: Path) -> None:
    page = (
        "<html lang=ja><head><title>{0}</title></head><body><nav><a href='/'>{1}</a></nav>"
        "<main><h1>{0}</h1><p>{2}<img src='a.png' alt='{3}'></p></main></body></html>\n"
    )
    words = ("頭痛の案内", "目次", "水を飲んで休みます。", "頭痛の図")
    lay_out(project, {"articles/ja/page.html": page.format(*words)})
    assert taiyaku("draft", "page", "--write", cwd=project).returncode == 0
    assert [rule for rule, _ in findings(project)] == [
        "missing-article",
        "unreviewed-draft",
        "missing-section",
    ]
    assert "alt='頭痛の図'" in text(project, "page.html")

    # Nobody translated it, though nothing says any more that it is a draft.
    target = project / "articles/en/page.html"
    target.write_text(re.sub("<!-- taiyaku.*?-->", "", target.read_text("utf-8")), "utf-8")
    lay_out(project, {"articles/ja/rest.md": "# 休息\n\n水を飲んで休みます。\n"})
    done = taiyaku("draft", "rest", cwd=project)
    assert "translated before" not in done.stderr
