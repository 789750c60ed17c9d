"""Articles of any structure and format: what ``draft`` has written, it does not write again."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.cli.support import lay_out, taiyaku

GLOSSARY = "ja\ten\n副作用\tside effect\n頭痛\theadache\n"
FORMS = ("md", "txt", "html")
# Two sections have one title, as articles about several treatments do.
TITLES = {
    "ja": ("副作用", "費用", "副作用", "治療の流れ"),
    "en": ("Side effects", "Cost", "Side effects", "Course of treatment"),
}
BODIES = {
    "ja": {
        "prose": ("頭痛があります。", "ゆっくり休みます。"),
        "list": ("- 高い\n- 安い",),
        "numbered": ("1. 一つめを行う\n2. 二つめを行う",),
        "list in prose": ("次の通りです。", "- 高い\n- 安い", "以上です。"),
        "table": ("| 項目 | 値 |\n|---|---|\n| 量 | 5 |",),
        "quotation": ("> 引用です。",),
        "code": ("```\ncode\n```",),
        "nothing": (),
    },
    "en": {
        "prose": ("There is a headache.", "Rest slowly."),
        "list": ("- High\n- Low",),
        "numbered": ("1. Do one\n2. Do two",),
        "list in prose": ("As follows.", "- High\n- Low", "That is all."),
        "table": ("| Item | Value |\n|---|---|\n| Dose | 5 |",),
        "quotation": ("> A quotation.",),
        "code": ("```\ncode\n```",),
        "nothing": (),
    },
}


class Case(NamedTuple):
    """The formats of both sides, the sections by kind and title, and those that are translated."""

    forms: tuple[str, str]
    kinds: tuple[str, ...]
    titles: tuple[int, ...]
    translated: tuple[int, ...] = ()
    front: bool = False


# What once came out otherwise the second time.
FOUND = {
    "a list at the end of a page": Case(("html", "html"), ("list",), (0,)),
    "a table at the end of a page": Case(("md", "html"), ("table",), (3,)),
    "a level that a sister told": Case(("txt", "md"), ("prose", "quotation"), (2, 3), (0,), True),
    "a section that its twin hid": Case(
        ("html", "html"),
        ("list in prose", "code", "list in prose", "prose"),
        (0, 1, 2, 3),
        (2, 3),
    ),
    "a memory that knew more before": Case(
        ("md", "html"), ("list", "list in prose", "list", "table"), (3, 0, 1, 2), (0, 3)
    ),
    "sections that a text does not part": Case(
        ("html", "txt"), ("nothing", "table", "prose", "quotation"), (0, 2, 1, 3)
    ),
}


def article(case: Case, lang: str) -> str:
    form = case.forms[lang == "en"]
    chosen = range(len(case.kinds)) if lang == "ja" else case.translated
    title, words = ("睡眠", "睡眠は体を休めます。") if lang == "ja" else ("Sleep", "Sleep rests.")
    parts = [heading(title, 1, form), written(words, form)]
    for n in chosen:
        parts.append(heading(TITLES[lang][case.titles[n]], 2, form))
        parts += [written(each, form) for each in BODIES[lang][case.kinds[n]]]
    front = f"---\ntitle: {title}\n---\n\n" if case.front and form == "md" else ""
    return front + ("\n" if form == "html" else "\n\n").join(parts) + "\n"


def heading(title: str, level: int, form: str) -> str:
    if form == "html":
        return f"<h{level}>{title}</h{level}>"
    return f"{'#' * level} {title}" if form == "md" else title


def written(words: str, form: str) -> str:
    if form != "html":
        return words
    lines = words.split("\n")
    if words.startswith("|"):
        rows = ([cell.strip() for cell in line.strip("|").split("|")] for line in lines)
        return f"<table>{''.join(map(row, (r for r in rows if '---' not in r)))}</table>"
    for sign, tag in (("- ", "ul"), ("1. ", "ol")):
        if words.startswith(sign):
            items = "".join(f"<li>{line.partition(' ')[2]}</li>" for line in lines)
            return f"<{tag}>{items}</{tag}>"
    if words.startswith("> "):
        return f"<blockquote><p>{words[2:]}</p></blockquote>"
    return f"<pre>{lines[1]}</pre>" if words.startswith("```") else f"<p>{words}</p>"


def row(cells: Sequence[str]) -> str:
    return f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"


def drawn(seed: int) -> Case:
    rng = random.Random(seed)
    kinds = tuple(rng.choice(list(BODIES["ja"])) for _ in range(rng.randint(1, 4)))
    translated = tuple(n for n in range(len(kinds)) if rng.random() < 0.35)
    titles = tuple(rng.sample(range(4), len(kinds)))
    forms = rng.choice(FORMS), rng.choice(FORMS)
    return Case(forms, kinds, titles, translated, rng.random() < 0.4)


def changes(root: Path, case: Case) -> str:
    """What the second run would do, in words; nothing is right."""
    source, target = case.forms
    lay_out(root, {f"articles/ja/a.{source}": article(case, "ja"), "glossary.tsv": GLOSSARY})
    lay_out(root, {f"articles/en/a.{target}": article(case, "en")})
    done = taiyaku("draft", "a", "--write", cwd=root)
    assert done.returncode == 0, (case, done.stderr)
    before = {path: path.read_bytes() for path in root.rglob("*.*") if path.is_file()}
    done = taiyaku("draft", "a", "--check", cwd=root)
    taiyaku("draft", "a", "--write", cwd=root)
    after = {path: path.read_bytes() for path in root.rglob("*.*") if path.is_file()}
    same = (done.returncode, before) == (0, after)
    return "" if same else done.stdout or "something"


@pytest.mark.parametrize("name", FOUND)
def test_the_second_run_changes_nothing(tmp_path: Path, name: str) -> None:
    assert not changes(tmp_path, FOUND[name])


@pytest.mark.external
@pytest.mark.parametrize("seed", range(300))
def test_nor_does_it_on_any_structure(tmp_path: Path, seed: int) -> None:
    case = drawn(seed)
    assert not changes(tmp_path, case), case
