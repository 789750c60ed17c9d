"""The numbers that decide stand in one file, named, each with the reason that chose it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

CHECKS = Path(__file__).parents[2] / "pipeline" / "checks"
THRESHOLDS = CHECKS / "thresholds.py"

# Floats of a module that decide nothing, each with what it is instead.
NO_THRESHOLDS = {
    "omissions/meaning.py LONG": "the length from which on the learned model sees texts as long",
    "omissions/quantities.py _ONE": "the number one, which is written without a figure",
    "quantities/assignment.py _FORBIDDEN": "a price above all others; any such number will do",
    "quantities/linked.py UNLINKED": "a link that is none",
    "quantities/meals.py _VALUES": "names for before, with and after a meal",
    "quantities/numerals.py FEW": "what 数人 means",
    "values/expected.py _USUAL": "the length about which the shipped weights were learned",
}
# Numbers that a comparison may hold by itself.
PLAIN = (0.0, 1.0)


def modules() -> Iterator[tuple[str, ast.Module]]:
    """Every module of the rules but that of the thresholds."""
    for file in sorted(CHECKS.rglob("*.py")):
        if file != THRESHOLDS:
            yield file.relative_to(CHECKS).as_posix(), ast.parse(file.read_text("utf-8"))


def floats(node: ast.AST) -> list[float]:
    """The floats that are written within a node."""
    constants = (each for each in ast.walk(node) if isinstance(each, ast.Constant))
    return [each.value for each in constants if isinstance(each.value, float)]


def names(statement: ast.stmt) -> list[str]:
    """The names that a statement assigns to."""
    targets = (
        statement.targets
        if isinstance(statement, ast.Assign)
        else [statement.target]
        if isinstance(statement, ast.AnnAssign)
        else []
    )
    return [
        each.id for target in targets for each in ast.walk(target) if isinstance(each, ast.Name)
    ]


def set_by_hand(tree: ast.Module) -> list[str]:
    """The constants of a module that hold floats."""
    return [name for each in tree.body if floats(each) for name in names(each)]


def compared_with(tree: ast.AST) -> list[float]:
    """The floats that stand in comparisons and as defaults of parameters."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare):
            found += floats(node)
        if isinstance(node, ast.arguments):
            found += [
                n for each in (*node.defaults, *node.kw_defaults) if each for n in floats(each)
            ]
    return [number for number in found if number not in PLAIN]


def test_no_rule_keeps_a_threshold_beside_its_code() -> None:
    found = {f"{path} {name}" for path, tree in modules() for name in set_by_hand(tree)}
    assert found == set(NO_THRESHOLDS)


def test_no_comparison_hides_one() -> None:
    assert {path: found for path, tree in modules() if (found := compared_with(tree))} == {}


@pytest.mark.parametrize(
    ("code", "constants", "compared"),
    [
        ("_CERTAIN = 0.9", ["_CERTAIN"], []),
        ("A, B = 0.5, 2", ["A", "B"], []),
        ("_WEIGHTS: dict[str, float] = {'a': 0.5}", ["_WEIGHTS"], []),
        ("N = 5", [], []),
        ("def f(x):\n    return x.score >= 0.85", [], [0.85]),
        ("def f(x, least=0.3):\n    return x", [], [0.3]),
        ("def f(x):\n    return x * 0.5 > 1.0", [], [0.5]),
    ],
)
def test_what_is_noticed(code: str, constants: list[str], compared: list[float]) -> None:
    assert set_by_hand(ast.parse(code)) == constants
    assert compared_with(ast.parse(code)) == compared


def test_each_says_what_it_means_and_what_chose_it_and_is_used() -> None:
    text = THRESHOLDS.read_text("utf-8")
    named = re.findall(r"((?:^#.*\n)*)^([A-Z_]+) = ", text, re.MULTILINE)
    assert len(named) > 150
    rules = "".join(file.read_text("utf-8") for file in CHECKS.parent.rglob("*.py"))
    for comment, name in named:
        assert comment.strip("# \n"), name
        assert rules.count(f"thresholds.{name}"), name


def test_a_name_is_given_once() -> None:
    tree = ast.parse(THRESHOLDS.read_text("utf-8"))
    given = [name for each in tree.body for name in names(each)]
    assert len(given) == len(set(given))
