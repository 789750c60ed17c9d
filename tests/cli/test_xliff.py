"""Pairs on their way to a translator's tool and back, as a person runs it."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest

from tests.cli.support import lay_out
from tests.cli.support import taiyaku as installed
from tests.cli.test_draft import GLOSSARY, SLEEP_EN, SLEEP_JA, WALK_EN, WALK_JA, taiyaku
from tests.translation.xliff_schemas import parsed, problems

ROOT = Path(__file__).parents[2]
FORMATS = ("xliff", "xliff-2.1")
TEXT_JA = "食事と体\n\n食事は体をつくります。\n\n副作用\n\n頭痛が起こることがあります。\n"
TEXT_EN = "Meals and the body\n\nMeals build the body.\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    root = tmp_path / "project"
    lay_out(
        root,
        {
            "glossary.tsv": GLOSSARY,
            "articles/ja/sleep.md": SLEEP_JA,
            "articles/en/sleep.md": SLEEP_EN,
            "articles/ja/walk.md": WALK_JA,
            "articles/en/walk.md": WALK_EN,
        },
    )
    return root


def exported(root: Path, *pairs: str, format: str = "xliff") -> Path:
    file = root.parent / f"{format}.xlf"
    done = taiyaku("draft", *(pairs or ("--missing",)), "--format", f"{format}={file}", cwd=root)
    assert done.returncode == 0, done.stderr
    assert problems(file.read_bytes()) == []
    return file


def reviewed(file: Path, words: dict[str, str], *, state: str = "translated") -> Path:
    """The file as a reviewer's tool saves it: units by the beginning of their source."""
    root = parsed(file.read_bytes())
    names = {"x": root.nsmap[None]}
    found = set()
    old = root.get("version") == "1.2"
    for holder in root.iterfind(".//x:trans-unit" if old else ".//x:segment", names):
        source = holder.find("x:source", names)
        text = "".join(source.itertext())
        key = next((k for k in words if text.startswith(k)), None)
        if key is None:
            continue
        found.add(key)
        target = holder.find("x:target", names)
        if target is None:
            target = source.makeelement(source.tag.replace("source", "target"))
            source.addnext(target)
        made = parsed(f'<t xmlns="{root.nsmap[None]}">{words[key]}</t>'.encode())
        target[:], target.text = list(made), made.text
        (target if old else holder).set("state", state)
    assert found == set(words)
    copy = file.with_name(f"reviewed-{file.name}")
    root.getroottree().write(copy, encoding="UTF-8", xml_declaration=True)
    return copy


def edited(file: Path, change: Callable[[str], str]) -> Path:
    before = file.read_text("utf-8")
    text = change(before)
    assert text != before
    copy = file.with_name(f"edited-{file.name}")
    copy.write_text(text, encoding="utf-8")
    return copy


SIDE_EFFECTS = {
    "副作用": "Side effects",
    "頭痛": '<g id="1">Headache</g> may occur &amp; pass.',
    "費用は1回33": "The cost is 33,000 yen a session.",
}


def in_form(words: dict[str, str], format: str) -> dict[str, str]:
    """Inline elements as the version calls them."""
    if format == "xliff":
        return words
    return {k: re.sub(r"(</?)g\b", r"\1pc", v) for k, v in words.items()}


@pytest.mark.parametrize("format", FORMATS)
def test_the_articles_of_the_project_go_out_and_come_back_without_a_change(
    tmp_path: Path, format: str
) -> None:
    root = tmp_path / "project"
    shutil.copytree(ROOT / "articles", root / "articles")
    shutil.copy(ROOT / "glossary.tsv", root / "glossary.tsv")
    file = exported(root, "articles", format=format)
    done = taiyaku("import", str(file), "--check", cwd=root)
    assert (done.returncode, done.stdout) == (0, "")
    assert "nothing to write" in done.stderr
    document = parsed(file.read_bytes())
    names = {"x": document.nsmap[None]}
    for article in document.iterfind("x:file", names):
        path = root / article.get("original", "").replace("/ja/", "/en/")
        compact = re.sub(r"\s+", "", unescape(path.read_text("utf-8"))) if path.exists() else ""
        for unit in article.iterfind(
            ".//x:trans-unit" if format == "xliff" else ".//x:unit", names
        ):
            place = "".join(unit.itertext())
            target = unit.find("x:target" if format == "xliff" else "x:segment/x:target", names)
            if "in-file" in place and len(target) == 0:
                assert re.sub(r"\s+", "", target.text or "") in compact


def test_what_a_person_translated_what_is_missing_and_what_helps(project: Path) -> None:
    root = parsed(exported(project, "sleep").read_bytes())
    names = {"x": root.nsmap[None]}
    units = {
        "".join(unit.find("x:source", names).itertext()): unit
        for unit in root.iterfind(".//x:trans-unit", names)
    }
    title = units["睡眠と体"].find("x:target", names)
    assert (title.text, title.get("state")) == ("Sleep and the Body", "translated")
    linked = units["睡眠は体を休めます。"].find("x:target", names)
    assert linked.text == "Sleep rests the body."
    cost = units["費用は1回33,000円です。"]
    assert cost.find("x:target", names).text == "The cost is 33,000 yen a session."
    assert cost.find("x:target", names).get("state") == "needs-review-translation"
    assert cost.get("approved") == "no"
    match = cost.find("x:alt-trans", names)
    assert (match.get("origin"), match.get("match-quality")) == ("walk", "99%")
    headache = units["頭痛が起こることがあります。"]
    # What is to be translated stands in the target, too, for tools that translate what is there.
    assert headache.find("x:target", names).get("state") == "needs-translation"
    assert "".join(headache.find("x:target", names).itertext()) == "頭痛が起こることがあります。"
    assert headache.find("x:note", names).text == "頭痛 = headache"
    assert headache.find("x:source/x:g", names).get("ctype") == "bold"


@pytest.mark.parametrize("format", FORMATS)
def test_a_finished_section_comes_in_its_place_without_a_mark(project: Path, format: str) -> None:
    file = exported(project, "sleep", format=format)
    done = installed("import", str(reviewed(file, in_form(SIDE_EFFECTS, format))), cwd=project)
    assert done.returncode == 0, done.stderr
    assert "+## Side effects" in done.stdout
    assert (project / "articles/en/sleep.md").read_text("utf-8") == SLEEP_EN
    done = taiyaku(
        "import", str(reviewed(file, in_form(SIDE_EFFECTS, format))), "--write", cwd=project
    )
    assert done.returncode == 0, done.stderr
    assert (project / "articles/en/sleep.md").read_text("utf-8") == SLEEP_EN.replace(
        "## Summary",
        "## Side effects\n\n**Headache** may occur & pass. The cost is 33,000 yen a session.\n\n"
        "## Summary",
    )
    again = taiyaku("import", str(reviewed(file, in_form(SIDE_EFFECTS, format))), cwd=project)
    assert (again.returncode, again.stdout) == (0, "")
    others = {**SIDE_EFFECTS, "副作用": "Unwanted effects"}
    again = taiyaku("import", str(reviewed(file, in_form(others, format))), cwd=project)
    assert again.returncode == 2
    assert "words of its own there now" in again.stderr


def test_a_section_half_done_keeps_its_mark(project: Path) -> None:
    words = {"副作用": "Side effects"}
    done = taiyaku(
        "import", str(reviewed(exported(project, "sleep"), words)), "--write", cwd=project
    )
    assert done.returncode == 0, done.stderr
    text = (project / "articles/en/sleep.md").read_text("utf-8")
    assert "## Side effects" in text
    assert re.search(r"taiyaku: draft engine=xliff .* left=1 ", text)
    assert "unreviewed-draft" in taiyaku("check", "sleep", cwd=project).stdout
    # A person's words are in it, so that it is never made anew.
    anew = taiyaku("draft", "sleep", "--again", cwd=project)
    assert anew.stdout == ""
    assert "was edited" in anew.stderr


@pytest.mark.parametrize("format", FORMATS)
def test_a_translation_is_corrected_where_it_stands(project: Path, format: str) -> None:
    words = {"詳しくは": 'More is in the <g id="1">leaflet</g><x id="2"/>.'}
    if format == "xliff-2.1":
        words = {"詳しくは": 'More is in the <pc id="1">leaflet</pc><ph id="2"/>.'}
    file = reviewed(exported(project, "sleep", format=format), words)
    assert taiyaku("import", str(file), "--write", cwd=project).returncode == 0
    assert (project / "articles/en/sleep.md").read_text("utf-8") == SLEEP_EN.replace(
        "For details see the [guide](guide.md)[^1].", "More is in the [leaflet](guide.md)[^1]."
    )


@pytest.mark.parametrize("format", ["xliff", "xliff-2.1"])
def test_what_a_reviewer_notes_is_told_and_our_own_notes_are_not(
    project: Path, format: str
) -> None:
    file = exported(project, format=format)
    note = "<note>Which dose?</note>"
    where, message = (
        ("<segment ", f"<notes>{note}</notes>") if format == "xliff-2.1" else ("<note ", note)
    )
    copy = edited(file, lambda text: text.replace(where, message + where, 1))
    done = taiyaku("import", str(copy), cwd=project)
    assert done.returncode == 0
    assert done.stderr.count("the reviewer notes: ") == 1
    assert "the reviewer notes: Which dose?" in done.stderr


def test_what_the_reviewer_did_not_finish_stays(project: Path) -> None:
    words = {"睡眠は": "Sleep helps."}
    file = reviewed(exported(project, "sleep"), words, state="needs-review-translation")
    done = taiyaku("import", str(file), "--write", cwd=project)
    assert done.returncode == 0
    assert "1 sentence changed without being finished" in done.stderr
    assert (project / "articles/en/sleep.md").read_text("utf-8") == SLEEP_EN
    assert taiyaku("import", str(file), "--reviewed", "--write", cwd=project).returncode == 0
    assert "Sleep helps. For details" in (project / "articles/en/sleep.md").read_text("utf-8")


def test_words_that_changed_meanwhile_stay_and_are_named(project: Path) -> None:
    file = reviewed(exported(project, "sleep"), {"睡眠は": "Sleep helps.", **SIDE_EFFECTS})
    article = project / "articles/en/sleep.md"
    article.write_text(SLEEP_EN.replace("Sleep rests the body", "Sleep restores the body"))
    done = taiyaku("import", str(file), "--write", cwd=project)
    assert done.returncode == 2
    assert "“睡眠は体を休めます。”" in done.stderr
    assert "changed since the file was exported" in done.stderr
    text = article.read_text("utf-8")
    assert "Sleep restores the body." in text
    # What is not in dispute is merged all the same.
    assert "## Side effects" in text


def test_a_source_that_changed_is_named(project: Path) -> None:
    file = reviewed(exported(project, "sleep"), SIDE_EFFECTS)
    article = project / "articles/ja/sleep.md"
    article.write_text(SLEEP_JA.replace("33,000円", "44,000円"), encoding="utf-8")
    done = taiyaku("import", str(file), cwd=project)
    assert done.returncode == 2
    assert "the source changed since the file was exported" in done.stderr
    assert "44,000" not in done.stdout.replace("費用は1回44,000円", "")


def test_a_sentence_that_moved_is_found_again(project: Path) -> None:
    file = reviewed(exported(project, "sleep"), {"睡眠は": "Sleep helps."})
    ja, en = project / "articles/ja/sleep.md", project / "articles/en/sleep.md"
    ja.write_text(SLEEP_JA.replace("# 睡眠と体\n", "# 睡眠と体\n\nようこそ。\n"), encoding="utf-8")
    en.write_text(SLEEP_EN.replace("Body\n", "Body\n\nWelcome.\n", 1), encoding="utf-8")
    assert taiyaku("import", str(file), "--write", cwd=project).returncode == 0
    assert "Welcome.\n\nSleep helps. For details" in en.read_text("utf-8")


def test_a_draft_in_the_file_loses_its_mark_when_it_is_reviewed(project: Path) -> None:
    assert taiyaku("draft", "sleep", "--write", cwd=project).returncode == 0
    assert "taiyaku: draft" in (project / "articles/en/sleep.md").read_text("utf-8")
    file = exported(project, "sleep")
    assert taiyaku("import", str(file), "--check", cwd=project).returncode == 0
    assert (
        taiyaku("import", str(reviewed(file, SIDE_EFFECTS)), "--write", cwd=project).returncode == 0
    )
    text = (project / "articles/en/sleep.md").read_text("utf-8")
    assert "taiyaku: draft" not in text
    assert "**Headache** may occur & pass. The cost is 33,000 yen a session.\n\n## Summary" in text
    assert "to translate" not in text


def test_a_whole_draft_in_the_file_is_reviewed_where_it_stands(project: Path) -> None:
    lay_out(
        project,
        {
            "articles/ja/pain.md": "# 痛み\n\n頭痛が起こることがあります。\n\nお茶を飲みます。\n",
            "articles/en/pain.md": "# Pain\n\nHeadache may occur.\n\nWe drink tea.\n",
        },
    )
    assert taiyaku("draft", "sleep", "--write", cwd=project).returncode == 0
    drafted = (project / "articles/en/sleep.md").read_text("utf-8")
    assert "left=" not in drafted
    file = exported(project, "sleep")
    root = parsed(file.read_bytes())
    states = [target.get("state") for target in root.iter("{*}target")]
    assert states.count("needs-review-translation") == 3
    assert taiyaku("import", str(file), "--check", cwd=project).returncode == 0
    file = reviewed(file, SIDE_EFFECTS)
    assert taiyaku("import", str(file), "--write", cwd=project).returncode == 0
    text = (project / "articles/en/sleep.md").read_text("utf-8")
    assert text == SLEEP_EN.replace(
        "## Summary",
        "## Side effects\n\n**Headache** may occur & pass. The cost is 33,000 yen a session.\n\n"
        "## Summary",
    )


def test_a_draft_in_plain_text_loses_its_entry(project: Path) -> None:
    lay_out(project, {"articles/ja/meal.txt": TEXT_JA, "articles/en/meal.txt": TEXT_EN})
    assert taiyaku("draft", "meal", "--write", cwd=project).returncode == 0
    ledger = project / "taiyaku.decisions.toml"
    assert "[[drafts]]" in ledger.read_text("utf-8")
    words = {"副作用": "Side effects", "頭痛が": "Headache may occur."}
    file = reviewed(exported(project, "meal"), words)
    done = taiyaku("import", str(file), "--write", cwd=project)
    assert done.returncode == 0, done.stderr
    text = (project / "articles/en/meal.txt").read_text("utf-8")
    assert text.endswith("Side effects\n\nHeadache may occur.\n")
    assert "[[drafts]]" not in ledger.read_text("utf-8")


def test_markup_that_was_lost_is_named(project: Path) -> None:
    words = {**SIDE_EFFECTS, "頭痛": "Headache may occur."}
    done = taiyaku("import", str(reviewed(exported(project, "sleep"), words)), cwd=project)
    assert done.returncode == 2
    assert "markup 1 is missing" in done.stderr
    assert "**頭痛**が起こることがあります。" in done.stdout


def test_characters_that_xml_cannot_hold(project: Path) -> None:
    article = project / "articles/en/sleep.md"
    article.write_text(SLEEP_EN.replace("Sleep rests", "Sleep\x02 rests"), encoding="utf-8")
    file = exported(project, "sleep")
    done = taiyaku("import", str(file), "--check", cwd=project)
    assert (done.returncode, done.stdout) == (0, "")


@pytest.mark.parametrize(
    "original", ["../../outside.md", "/etc/passwd", "articles/ja/../../../x.md", "articles/en/x.md"]
)
def test_names_in_the_file_lead_nowhere(project: Path, original: str) -> None:
    (project.parent / "outside.md").write_text("untouched")
    file = edited(
        exported(project, "sleep"), lambda text: text.replace("articles/ja/sleep.md", original)
    )
    done = taiyaku("import", str(file), "--write", cwd=project)
    assert done.returncode == 2
    assert f"is about {original}, which is no source article of this project" in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert (project.parent / "outside.md").read_text() == "untouched"


def test_a_link_out_of_the_root_is_not_followed(project: Path) -> None:
    file = reviewed(exported(project, "sleep"), SIDE_EFFECTS)
    outside = project.parent / "outside.md"
    outside.write_text(SLEEP_EN)
    (project / "articles/en/sleep.md").unlink()
    (project / "articles/en/sleep.md").symlink_to(outside)
    done = taiyaku("import", str(file), "--write", cwd=project)
    assert done.returncode == 2
    assert outside.read_text() == SLEEP_EN


BOMB = '<!DOCTYPE x [<!ENTITY a "b"><!ENTITY c "&a;&a;">]>'
EMPTY = '<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"/>'


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("no XML", "is not well-formed XML"),
        ("<tmx version='1.4'/>", "is no XLIFF: its root is <tmx>"),
        (f"{BOMB}{EMPTY}", "entity bombs"),
        ('<!DOCTYPE x SYSTEM "file:///etc/passwd"><xliff>&a;</xliff>', "uses the entity &a;"),
        (EMPTY.replace('"1.2"', '"1.1"'), "is XLIFF 1.1, which is not read"),
        (
            EMPTY.replace(":1.2", ":2.2").replace('"1.2"', '"2.2"'),
            "is XLIFF 2.2, which is not read",
        ),
        (EMPTY, "holds no segments"),
        ("<a>" * 100 + "</a>" * 100, "more than 64 deep"),
    ],
)
def test_files_that_are_not_taken(project: Path, text: str, message: str) -> None:
    file = project.parent / "bad.xlf"
    file.write_text(text, encoding="utf-8")
    done = taiyaku("import", str(file), cwd=project)
    assert done.returncode == 2
    assert message in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_file_for_another_direction(project: Path) -> None:
    file = edited(
        exported(project, "sleep"),
        lambda text: text.replace('target-language="en"', 'target-language="de"'),
    )
    done = taiyaku("import", str(file), cwd=project)
    assert done.returncode == 2
    assert "goes from ja to de, the project from ja to en" in done.stderr


def test_an_export_writes_no_article(project: Path) -> None:
    done = taiyaku("draft", "sleep", "--format", "xliff", "--write", cwd=project)
    assert done.returncode == 2
    done = taiyaku("draft", "sleep", "--format", "tmx", cwd=project)
    assert "--format tmx: unknown" in done.stderr
    done = taiyaku("draft", "--missing", "--format", "xliff", cwd=project)
    assert "walk.md" not in done.stdout
    assert (project / "articles/en/sleep.md").read_text("utf-8") == SLEEP_EN
