"""What has markup goes out and comes back: only the words that a reviewer changed are changed."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from lxml import etree

from tests.cli.support import installed, lay_out
from tests.cli.test_draft import taiyaku
from tests.translation.xliff_schemas import parsed

FORMATS = ("xliff", "xliff-2.1")
NEW = "Truly "
# A sentence in both languages; {} is where the markup stands.
SENTENCES = (
    ("睡眠は体を休めるため{}が大切です。", "Sleep rests the body, so {} is important."),
    ("費用は受付の{}でお尋ねください。", "Please ask about the cost at the reception {} desk."),
    ("頭痛が続くときは{}に連絡してください。", "If the headache goes on, contact {} at once."),
    ("散歩は毎朝{}で続けられます。", "Walking can be kept up every morning with {} alone."),
)
# What both languages have alike.
MARKUP = (
    "https://example.org/a?b=1&c=2",
    "http://example.org/%E6%B0%B4",
    "info@example.org",
    "<https://example.org/b>",
    "<mail@example.org>",
    "`rm -rf *`",
    "`` a ` b ``",
    "`<br>`",
    "[X](https://example.org/c)",
    "[`y`](guide.md 'Title')",
    "![P](p.png)",
    "**Q** *R*",
    "***S***",
    "~~T~~",
    "U<br>V",
    "<b>W</b> & <i>Z</i>",
    "<span lang='la'>`i`</span>",
    "**`k`** and https://example.org/d",
    r"\*Y\*",
)
markup = st.lists(st.sampled_from(MARKUP), min_size=1, max_size=3).map(" ".join)


def changed(file: Path) -> int:
    """Puts a word before the first word of every translation that stands in the article."""
    root = parsed(file.read_bytes())
    name = {"x": root.nsmap[None]}
    old = root.get("version") == "1.2"
    count = 0
    for unit in root.iterfind(".//x:trans-unit" if old else ".//x:unit", name):
        target = unit.find(".//x:target", name)
        if target is None or "in-file" not in "".join(unit.itertext()):
            continue
        for holder in target.iter(etree.Element):
            where = [("tail", holder)] if etree.QName(holder).localname in ("ph", "x") else []
            where = where or [("text", holder), ("tail", holder)]
            place = next(
                ((k, e) for k, e in where if re.search("[A-Za-z]", getattr(e, k) or "")), None
            )
            if place is None:
                continue
            kind, node = place
            setattr(node, kind, re.sub("(?=[A-Za-z])", NEW, getattr(node, kind), count=1))
            count += 1
            break
    root.getroottree().write(file, encoding="UTF-8", xml_declaration=True)
    return count


@pytest.mark.parametrize("format", FORMATS)
@given(marks=st.lists(markup, min_size=len(SENTENCES), max_size=len(SENTENCES)))
@settings(
    max_examples=8,
    deadline=None,
    derandomize=True,
    phases=(Phase.generate,),
    suppress_health_check=list(HealthCheck),
)
def test_only_the_changed_words_change(format: str, marks: list[str]) -> None:
    comes_back(format, marks)


@pytest.mark.parametrize("format", FORMATS)
def test_marks_side_by_side_stay_apart(format: str) -> None:
    """Code behind code of two ticks, and a blank behind what is struck."""
    marks = ["`` a ` b `` `rm -rf *` `` c ``", "~~T~~ <mail@example.org>", "`k` ~~T~~ `l`"]
    comes_back(format, [*marks, "~~T~~ **Q**"])


def comes_back(format: str, marks: list[str]) -> None:
    """What goes out with these marks in its sentences comes back with the new words alone."""
    rows = [[text.format(m) for text in pair] for pair, m in zip(SENTENCES, marks, strict=True)]
    ja, en = ("\n\n".join(row[k] for row in rows) for k in (0, 1))
    before = f"# Sleep and the body\n\n{en}\n"
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        lay_out(
            root,
            {
                "glossary.tsv": "ja\ten\n睡眠\tsleep\n",
                "articles/ja/a.md": f"# 睡眠と体\n\n{ja}\n",
                "articles/en/a.md": before,
            },
        )
        file = root / "a.xlf"
        out = taiyaku("draft", "a", "--format", f"{format}={file}", cwd=root)
        assert out.returncode == 0, out.stderr
        count = changed(file)
        assert count >= len(SENTENCES)
        done = taiyaku("import", str(file), "--reviewed", "--write", cwd=root)
        assert (done.returncode, done.stdout) == (0, ""), done.stderr
        after = (root / "articles/en/a.md").read_text("utf-8")
    assert after.count(NEW) == count
    assert after.replace(NEW, "") == before


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize(
    ("was", "is_now"),
    [
        ("https://example.org/a", "https://example.org/b"),
        ("`take 5 mg`", "`take 50 mg`"),
        ("info@example.org", "sales@example.org"),
    ],
)
def test_an_address_that_changed_in_the_source_is_a_change_of_the_source(
    tmp_path: Path, format: str, was: str, is_now: str
) -> None:
    source = tmp_path / "articles/ja/a.md"
    lay_out(
        tmp_path,
        {
            "glossary.tsv": "ja\ten\n睡眠\tsleep\n",
            "articles/ja/a.md": f"# 睡眠と体\n\n睡眠については {was} をご覧ください。\n",
            "articles/en/a.md": f"# Sleep and the body\n\nSee {was} about sleep.\n",
        },
    )
    file = tmp_path / "a.xlf"
    assert taiyaku("draft", "a", "--format", f"{format}={file}", cwd=tmp_path).returncode == 0
    assert changed(file) == 2
    source.write_text(source.read_text("utf-8").replace(was, is_now), encoding="utf-8")
    done = installed("import", str(file), "--reviewed", cwd=tmp_path)
    assert done.returncode == 2
    assert "the source changed since" in done.stderr
