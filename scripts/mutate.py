"""Small changes to the code that must make a test fail; prints those that do not (``make mutate``).

Each module below is changed in one place at a time (a comparison, ``any``/``all``, ``and``/``or``,
a sign, a number, a ``not``), in a copy of the repository, and the tests beside it are run. A change
that no test notices is a survivor: add a case for it, or see that the code says nothing there.

    python scripts/mutate.py                       every module of the table
    python scripts/mutate.py checking/policy.py    one of them; --most N takes N changes of each

Tests that start the installed command see the repository itself: only what runs in their own
process notices a change.
"""

from __future__ import annotations

import argparse
import ast
import copy
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
# A module, and the tests that say what it does.
TESTS = {
    "checking/precedence.py": ["tests/checking/test_precedence.py"],
    "checking/policy.py": ["tests/checking/test_findings.py"],
    "checking/ignore_comments.py": ["tests/checking/test_ignoring.py"],
    "history/compare_reports.py": ["tests/history/test_compare_reports.py"],
    "alignment/decode.py": ["tests/alignment/test_decode.py", "tests/alignment/test_core.py"],
    "documents/headings.py": ["tests/documents/test_plain.py"],
    "running/results.py": ["tests/running/test_results.py"],
    "checks/claims/polarity.py": ["tests/checks/test_claims.py"],
    "checks/quantities/compare.py": ["tests/checks/test_number_mismatch.py"],
    "checks/omissions/sentences.py": ["tests/checks/test_omitted_content.py"],
    "checks/omissions/word_coverage.py": ["tests/checks/test_omitted_content.py"],
    "checks/omissions/asides.py": ["tests/checks/test_omitted_content.py"],
    "checks/omissions/criticality.py": ["tests/checks/test_omitted_content.py"],
    "checks/staleness/follow.py": [
        "tests/history/test_stale.py",
        "tests/cli/test_history_and_baseline.py",
    ],
}
_OTHER: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.In: ast.NotIn, ast.NotIn: ast.In,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
_CALLS = {"any": "all", "all": "any", "min": "max", "max": "min"}


def mutants(source: str) -> Iterator[tuple[int, str, str]]:
    """Changed versions of a module, one change each: its line, what it is, the whole text."""
    tree = ast.parse(source)
    for number, node in enumerate(ast.walk(tree)):
        for what, change in _changes(node):
            changed = copy.deepcopy(tree)
            change(next(n for k, n in enumerate(ast.walk(changed)) if k == number))
            yield getattr(node, "lineno", 0), what, ast.unparse(changed)


def _changes(node: ast.AST) -> Iterator[tuple[str, object]]:
    match node:
        case ast.Compare(ops=[op, *_]) if type(op) in _OTHER:
            new = _OTHER[type(op)]
            yield f"{type(op).__name__} → {new.__name__}", lambda n: n.ops.__setitem__(0, new())
        case ast.Call(func=ast.Name(id=name)) if name in _CALLS:
            yield (
                f"{name} → {_CALLS[name]}",
                lambda n: setattr(n, "func", ast.Name(_CALLS[name], ast.Load())),
            )
        case ast.BoolOp(op=ast.And()):
            yield "and → or", lambda n: setattr(n, "op", ast.Or())
        case ast.BoolOp(op=ast.Or()):
            yield "or → and", lambda n: setattr(n, "op", ast.And())
        case ast.UnaryOp(op=ast.Not()):
            yield "not dropped", _doubled
        case ast.BinOp(op=ast.Add()):
            yield "+ → -", lambda n: setattr(n, "op", ast.Sub())
        case ast.BinOp(op=ast.Sub()):
            yield "- → +", lambda n: setattr(n, "op", ast.Add())
        case ast.Constant(value=bool() as value):
            yield f"{value} → {not value}", lambda n: setattr(n, "value", not n.value)
        case ast.Constant(value=int() | float() as value):
            yield f"{value} → {value + 1}", lambda n: setattr(n, "value", n.value + 1)


def _doubled(node: ast.UnaryOp) -> None:
    """Denies a denial, which leaves the value itself."""
    node.operand = ast.UnaryOp(ast.Not(), node.operand)


def main() -> int:
    """What the command line asks for; the exit code."""
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("modules", nargs="*", default=list(TESTS))
    options.add_argument("--most", type=int, default=0, help="changes of a module, drawn evenly")
    asked = options.parse_args()
    survivors = tried = 0
    with tempfile.TemporaryDirectory() as held:
        tree = Path(held, "copy")
        shutil.copytree(
            ROOT, tree, ignore=shutil.ignore_patterns(".git", ".venv", "__pycache__", ".*_cache")
        )
        for module in asked.modules:
            file = tree / "pipeline" / module
            original = file.read_text("utf-8")
            if not _passes(tree, module):
                sys.exit(f"{module}: its tests fail before anything is changed")
            every = list(mutants(original))
            if asked.most and len(every) > asked.most:
                every = random.Random(0).sample(every, asked.most)
            for line, what, text in sorted(every):
                file.write_text(text, "utf-8")
                tried += 1
                if _passes(tree, module):
                    survivors += 1
                    print(f"{module}:{line}: {what} lives", flush=True)
            file.write_text(original, "utf-8")
    print(f"{survivors} of {tried} changes live")
    return 0


def _passes(tree: Path, module: str) -> bool:
    """Whether the module's tests pass; one that hangs does not."""
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider"]
    try:
        done = subprocess.run(
            [*command, *TESTS[module]], cwd=tree, capture_output=True, timeout=120
        )
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0


if __name__ == "__main__":
    sys.exit(main())
