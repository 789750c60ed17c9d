"""What holds for the code as a whole: its signatures, and the way that its documentation shows."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]


def functions() -> Iterator[tuple[str, ast.FunctionDef]]:
    """Every function of the package, with its file and line."""
    for file in sorted((ROOT / "pipeline").rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef):
                yield f"{file.relative_to(ROOT)}:{node.lineno} {node.name}", node


def positional(function: ast.FunctionDef) -> list[str]:
    """The parameters that a caller may give without a name."""
    given = [each.arg for each in (*function.args.posonlyargs, *function.args.args)]
    return [name for name in given if name not in ("self", "cls")]


def test_nobody_has_to_count_to_nine() -> None:
    found = {where: len(positional(each)) for where, each in functions()}
    assert len(found) > 1000
    assert {where: count for where, count in found.items() if count >= 9} == {}


def test_failures_are_returned_and_not_filled_in() -> None:
    """A list that a caller hands in to be filled is no arrow of the flow."""
    filled = [
        where
        for where, function in functions()
        for each in (*function.args.args, *function.args.kwonlyargs)
        if each.annotation is not None and ast.unparse(each.annotation) == "list[Failure]"
    ]
    assert filled == []


def test_no_class_hands_out_a_list_of_failures_to_be_read_afterwards() -> None:
    handed = [
        f"{file.relative_to(ROOT)}:{each.lineno} {each.name}"
        for file in sorted((ROOT / "pipeline").rglob("*.py"))
        for each in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(each, ast.ClassDef) and not each.name.startswith("_")
        for field in each.body
        if isinstance(field, ast.AnnAssign) and ast.unparse(field.annotation) == "list[Failure]"
    ]
    assert handed == []


def test_the_way_of_a_finding_leads_through_eight_files_that_are_there() -> None:
    page = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")
    way = page.split("## From `check` to a printed finding")[1].split("\n## ")[0]
    steps = re.findall(r"^\d\. `([\w/.]+)`: .*?(?=^\d\.|^$)", way, re.MULTILINE | re.DOTALL)
    named = dict(re.findall(r"^\d\. `([\w/.]+)`: (?:`(\w+)`)?", way, re.MULTILINE))
    assert len(steps) == len(named) <= 8
    for file, function in named.items():
        text = (ROOT / "pipeline" / file).read_text(encoding="utf-8")
        assert not function or f"def {function}(" in text, file


def test_every_module_that_the_documentation_names_is_there() -> None:
    every = {file.relative_to(ROOT).as_posix() for file in ROOT.glob("[!.]*/**/*.py")}
    named = {
        (page.name, name)
        for page in (*ROOT.glob("docs/*.md"), *ROOT.glob("*.md"))
        if page.name != "CHANGELOG.md"
        for name in re.findall(r"`([\w./-]+\.py)`", page.read_text(encoding="utf-8"))
    }
    assert len(named) > 30
    assert {
        each for each in named if not any(f"/{file}".endswith(f"/{each[1]}") for file in every)
    } == set()
