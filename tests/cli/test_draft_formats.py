"""Missing sections in a target of another format than their source's."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.cli.support import lay_out
from tests.cli.test_draft import findings, taiyaku

CASES = yaml.safe_load(
    (Path(__file__).parents[1] / "cases/draft/formats.yaml").read_text(encoding="utf-8")
)
GLOSSARY = "ja\ten\n頭痛\theadache\n案内\tguide\n"
MEMORY = {
    "頭痛が起こります。": "Headache occurs.",
    "案内を見ます。": "See the guide.",
    "水を持ちます。": "Bring water.",
    "傘を持ちます。": "Bring an umbrella.",
    "休みます。": "Rest.",
}
AROUND = {
    "md": ("# {0}\n\n{1}\n\n", "## {2}\n\n{3}\n"),
    "html": (
        "<html><body><main>\n  <h1>{0}</h1>\n  <p>{1}</p>\n",
        "  <h2>{2}</h2>\n  <p>{3}</p>\n</main></body></html>\n",
    ),
    "txt": ("{0}\n\n{1}\n\n", "■{2}\n\n{3}\n"),
}
WORDS = {
    "ja": ("散歩", "散歩の案内を始めます。", "まとめ", "毎日よく歩きましょう。"),
    "en": ("Walking", "We begin the guide.", "Summary", "Let us walk well every day."),
}


def article(lang: str, ending: str, section: str = "", after: str = "") -> str:
    opening, summary = AROUND[ending]
    gap = "\n" if section and ending != "html" else ""
    body = opening.format(*WORDS[lang]) + section + gap + summary.format(*WORDS[lang])
    return body + after


def memory() -> str:
    units = "".join(
        f'<tu><tuv xml:lang="ja"><seg>{ja}</seg></tuv><tuv xml:lang="en"><seg>{en}</seg></tuv></tu>'
        for ja, en in MEMORY.items()
    )
    return f'<tmx version="1.4"><header/><body>{units}</body></tmx>'


@pytest.fixture
def project(tmp_path: Path) -> Path:
    lay_out(
        tmp_path,
        {
            "glossary.tsv": GLOSSARY,
            "tm/a.tmx": memory(),
            "taiyaku.toml": '[draft]\nmemories = ["tm/*.tmx"]\n',
        },
    )
    return tmp_path


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_formats(project: Path, case: dict[str, Any]) -> None:
    source, target = case["from"], case["to"]
    opening, summary = (text.format(*WORDS["en"]) for text in AROUND[target])
    opening = opening.replace(
        "<p>We begin the guide.</p>", case.get("opening_en", "<p>We begin the guide.</p>")
    )
    before = opening + summary
    lay_out(
        project,
        {
            f"articles/ja/walk.{source}": article("ja", source, case["ja"], case.get("after", "")),
            f"articles/en/walk.{target}": before,
        },
    )
    done = taiyaku("draft", "walk", "--write", cwd=project)
    assert done.returncode == 0, done.stderr
    made = (project / f"articles/en/walk.{target}").read_text("utf-8")
    made = re.sub(r"<!-- taiyaku: draft .*? -->", "MARK", made)
    assert made.startswith(opening)
    assert made.endswith(summary)
    assert made[len(opening) : -len(summary)].strip() == case["en"].strip()
    rules = [rule for rule, _ in findings(project)]
    assert rules == ["missing-section", "unreviewed-draft"] * case.get("sections", 1)
    # It is read again as what it is, so that nothing is written twice.
    assert taiyaku("draft", "walk", "--check", cwd=project).returncode == 0
    assert taiyaku("draft", "walk", "--again", "--check", cwd=project).returncode == 0


def test_a_draft_in_another_format_is_made_anew(project: Path) -> None:
    case = next(c for c in CASES if (c["from"], c["to"]) == ("md", "txt"))
    source = project / "articles/ja/walk.md"
    lay_out(
        project,
        {
            "articles/ja/walk.md": article("ja", "md", case["ja"]),
            "articles/en/walk.txt": article("en", "txt"),
        },
    )
    taiyaku("draft", "walk", "--write", cwd=project)
    first = (project / "articles/en/walk.txt").read_text("utf-8")
    source.write_text(source.read_text("utf-8").replace("- 傘を持ちます。\n", ""), "utf-8")
    assert taiyaku("draft", "walk", "--write", cwd=project).returncode == 0
    assert (project / "articles/en/walk.txt").read_text("utf-8") == first.replace(
        "- Bring an umbrella.\n", ""
    )


def test_what_is_not_translated_is_remarked_on_as_the_target_does_it(project: Path) -> None:
    section = "## 頭痛\n\n頭痛はつらいものです。\n"
    for target, remark in (
        ("html", "頭痛はつらいものです。<!-- to translate; terms: 頭痛 = headache"),
        ("txt", "頭痛はつらいものです。 [頭痛 = headache]"),
    ):
        lay_out(
            project,
            {
                f"articles/ja/{target}.md": article("ja", "md", section),
                f"articles/en/{target}.{target}": article("en", target),
            },
        )
        assert remark in taiyaku("draft", target, cwd=project).stdout
