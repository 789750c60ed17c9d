"""Sentences on their way to a translator's tool and back: omitted, stale, half a section done."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.cli.support import lay_out
from tests.cli.test_draft import (
    GLOSSARY,
    NOTES_EN,
    NOTES_JA,
    SLEEP_EN,
    SLEEP_JA,
    WALK_EN,
    WALK_JA,
    taiyaku,
)
from tests.cli.test_draft_updates import commit, exchanged, laid_out, updates
from tests.cli.test_xliff import exported, in_form, reviewed
from tests.translation.xliff_schemas import parsed, problems

CASES = yaml.safe_load(
    (Path(__file__).parents[1] / "cases/draft/omitted.yaml").read_text(encoding="utf-8")
)
COST = {
    "file": "walk.md",
    "ja": "# 散歩\n\n費用は1回5,500円です。雨の日は休みます。\n\n## 持ち物\n\n水を持ちます。\n",
    "en": "# Walking\n\nThe cost is 5,500 yen a session. We rest on rainy days.\n\n"
    "## What to bring\n\nBring water.\n",
}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_omitted_sentences_come_beside_their_neighbours(
    tmp_path: Path, case: dict[str, Any]
) -> None:
    root = tmp_path / "project"
    name = case["file"]
    lay_out(root, {f"articles/{lang}/{name}": case[lang] for lang in ("ja", "en")})
    lay_out(root, {"glossary.tsv": GLOSSARY})
    file = exported(root, "walk")
    assert file.read_text("utf-8").count("import puts it beside the ones around it") == len(
        case["words"]
    )
    file = reviewed(file, case["words"])
    done = taiyaku("import", str(file), "--write", cwd=root)
    assert done.returncode == 0, done.stderr
    article = root / "articles/en" / name
    assert article.read_text("utf-8") == case["result"]
    # A second time they are there already.
    done = taiyaku("import", str(file), "--check", cwd=root)
    assert done.returncode == 0, done.stdout


def test_a_row_of_which_a_cell_is_not_finished_stays_out(tmp_path: Path) -> None:
    case = next(case for case in CASES if case["name"] == "the first row below the head")
    root = tmp_path / "project"
    lay_out(root, {f"articles/{lang}/walk.md": case[lang] for lang in ("ja", "en")})
    lay_out(root, {"glossary.tsv": GLOSSARY})
    file = reviewed(exported(root, "walk"), {"雨傘": "Umbrella"})
    done = taiyaku("import", str(file), "--write", cwd=root)
    assert done.returncode == 2
    assert "“雨傘” (articles/ja/walk.md): its row is put in once all its cells" in done.stderr
    assert (root / "articles/en/walk.md").read_text("utf-8") == case["en"]


def test_an_omitted_sentence_that_is_not_finished_stays_out(tmp_path: Path) -> None:
    case = CASES[0]
    root = tmp_path / "project"
    lay_out(root, {f"articles/{lang}/walk.md": case[lang] for lang in ("ja", "en")})
    lay_out(root, {"glossary.tsv": GLOSSARY})
    file = reviewed(exported(root, "walk"), case["words"], state="needs-review-translation")
    done = taiyaku("import", str(file), "--write", cwd=root)
    assert "1 sentence translated without being finished" in done.stderr
    assert (root / "articles/en/walk.md").read_text("utf-8") == case["en"]
    assert taiyaku("import", str(file), "--reviewed", "--write", cwd=root).returncode == 0
    assert (root / "articles/en/walk.md").read_text("utf-8") == case["result"]


@pytest.mark.parametrize("format", ["xliff", "xliff-2.1"])
def test_what_is_behind_its_source_goes_out_with_its_words_and_comes_back(
    tmp_path: Path, format: str
) -> None:
    root = tmp_path / "project"
    paths = laid_out(root, COST)
    exchanged(paths["ja"], {"5,500円": "7,700円"})
    commit(root)
    assert taiyaku("draft", "--stale", "--write", cwd=root).returncode == 0
    commit(root)
    file = tmp_path / "stale.xlf"
    done = taiyaku("draft", "--stale", "--format", f"{format}={file}", cwd=root)
    assert done.returncode == 0, done.stderr
    assert "1 behind their source" in done.stderr
    assert problems(file.read_bytes()) == []
    holder = next(
        each
        for each in parsed(file.read_bytes()).iter("{*}trans-unit", "{*}segment")
        if "7,700円" in each.findtext("{*}source")
    )
    unit = holder if format == "xliff" else holder.getparent()
    target = holder.find("{*}target")
    assert target.text == "The cost is 5,500 yen a session."
    if format == "xliff":
        assert target.get("state") == "needs-review-translation"
        assert unit.get("approved") == "no"
    else:
        assert holder.get("state") == "initial"
    assert "The cost is 7,700 yen a session." in "".join(unit.itertext())
    assert "the source changed since" in "".join(unit.itertext())
    # Nothing done: nothing changes, even where a tool that keeps no states calls it finished.
    assert taiyaku("import", str(file), "--reviewed", "--check", cwd=root).returncode == 0

    file = reviewed(file, {"費用は": "A session costs 7,700 yen."})
    assert taiyaku("import", str(file), "--write", cwd=root).returncode == 0
    assert paths["en"].read_text("utf-8") == COST["en"].replace(
        "The cost is 5,500 yen a session.", "A session costs 7,700 yen."
    )


def test_an_update_in_plain_text_goes_with_its_entry(tmp_path: Path) -> None:
    root = tmp_path / "project"
    text = {"ja": "散歩の案内です。\n\n■費用\n費用は1回5,500円です。\n雨の日は休みます。\n"}
    text["en"] = "This is a guide.\n\n■Cost\nThe cost is 5,500 yen a session.\nWe rest on rain.\n"
    paths = laid_out(root, {"file": "walk.txt", **text})
    exchanged(paths["ja"], {"5,500円": "7,700円"})
    assert taiyaku("draft", "--stale", "--write", cwd=root).returncode == 0
    assert updates(root) == ["The cost is 7,700 yen a session."]
    file = tmp_path / "stale.xlf"
    assert taiyaku("draft", "--stale", "--format", f"xliff={file}", cwd=root).returncode == 0
    file = reviewed(file, {"費用は": "A session costs 7,700 yen."})
    assert taiyaku("import", str(file), "--write", cwd=root).returncode == 0
    assert updates(root) == []
    assert paths["en"].read_text("utf-8") == text["en"].replace(
        "The cost is 5,500 yen a session.", "A session costs 7,700 yen."
    )


def test_a_project_without_a_change_has_nothing_behind_its_source(tmp_path: Path) -> None:
    root = tmp_path / "project"
    laid_out(root, COST)
    done = taiyaku("draft", "--stale", "--format", "xliff", cwd=root)
    assert (done.returncode, done.stdout) == (0, "")
    assert "nothing to translate or to review" in done.stderr


@pytest.mark.parametrize("format", ["xliff", "xliff-2.1"])
def test_half_a_section_keeps_what_the_memory_had(tmp_path: Path, format: str) -> None:
    root = tmp_path / "project"
    lay_out(
        root,
        {
            "glossary.tsv": GLOSSARY,
            "articles/ja/sleep.md": SLEEP_JA,
            "articles/en/sleep.md": SLEEP_EN,
            "articles/ja/walk.md": WALK_JA.replace("費用は1回", "費用は1回につき"),
            "articles/en/walk.md": WALK_EN,
        },
    )
    file = exported(root, "sleep", format=format)
    assert "費用は1回につき8,800円です" in file.read_text("utf-8")
    done = taiyaku(
        "import", str(reviewed(file, in_form({"副作用": "Side effects"}, format))), "--write",
        cwd=root,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    text = (root / "articles/en/sleep.md").read_text("utf-8")
    assert re.search(r"to translate;[^>]*(fuzzy|near) 0\.\d\d \(walk\):[^>]*8,800", text)
    # And it goes out once more with the half that is left.
    again = exported(root, "sleep", format=format).read_text("utf-8")
    assert "費用は1回につき8,800円です" in again


def test_what_a_person_half_finished_is_no_untouched_draft_after_an_update(tmp_path: Path) -> None:
    root = tmp_path / "project"
    case = {
        "file": "walk.md",
        "ja": "# 散歩\n\n費用は1回5,500円です。\n\n## 副作用\n\n頭痛が起こります。足も痛みます。\n",
        "en": "# Walking\n\nThe cost is 5,500 yen a session.\n",
    }
    paths = laid_out(root, case)
    file = reviewed(exported(root, "walk"), {"副作用": "Side effects", "足も": "Feet hurt, too."})
    assert taiyaku("import", str(file), "--write", cwd=root).returncode == 0
    commit(root)
    exchanged(paths["ja"], {"5,500円": "7,700円"})
    commit(root)
    assert taiyaku("draft", "--stale", "--write", cwd=root).returncode == 0
    assert "The cost is 7,700 yen a session." in paths["en"].read_text("utf-8")
    assert taiyaku("draft", "walk", "--again", "--write", cwd=root).returncode == 0
    assert "Feet hurt, too." in paths["en"].read_text("utf-8")


def test_notes_of_other_sections_do_not_go_out_with_the_last_one(tmp_path: Path) -> None:
    root = tmp_path / "project"
    target = NOTES_EN.format(
        "## The way\n\nBy the river[^2].\n\n## Shoes\n\nLight ones[^2][^1].\n\n"
    )
    before, _ = target.split("## Summary")
    notes = "[^1]: On sunny days.\n[^2]: In the morning.\n"
    lay_out(root, {"articles/ja/notes.md": NOTES_JA, "articles/en/notes.md": before + notes})
    lay_out(root, {"glossary.tsv": GLOSSARY})
    text = exported(root, "notes").read_text("utf-8")
    assert "受付でも分かります。" in text
    assert "put it into the article by hand" not in text
