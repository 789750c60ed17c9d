"""Every pattern that the package compiles, found by watching ``re`` while it is imported and used.

Run as a program in a process of its own, since what was imported before is not compiled again. A
new pattern is covered by itself: the ones of modules as they are imported, the ones written out in
a function from the source. What is put together inside a function has to be called once, in
``tests.patterns.made_at_run_time``; a place that nothing calls is named, and fails the test.
"""

from __future__ import annotations

import ast
import importlib
import json
import pkgutil
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pipeline

_ROOT = Path(pipeline.__file__).parent
_METHODS = {
    "search": "finditer",
    "finditer": "finditer",
    "findall": "finditer",
    "sub": "finditer",
    "subn": "finditer",
    "split": "finditer",
    "match": "match",
    "fullmatch": "fullmatch",
}
_EVERY = {"finditer", "match", "fullmatch"}
_NO_USE = {"pattern", "flags", "groupindex", "groups"}


@dataclass
class Seen:
    """Where patterns are compiled: each place with what was compiled there."""

    places: dict[tuple[str, int], set[re.Pattern[str]]] = field(default_factory=dict)

    def watch(self) -> None:
        """From now on notes what is compiled in the package."""
        compiled = re._compile

        def noting(pattern: object, flags: int) -> re.Pattern[str]:
            made = compiled(pattern, flags)
            if not isinstance(pattern, re.Pattern):
                frame = sys._getframe(1)
                while frame.f_code.co_filename == re.__file__:
                    frame = frame.f_back
                file = Path(frame.f_code.co_filename)
                if file.is_relative_to(_ROOT):
                    self.places.setdefault((str(file), frame.f_lineno), set()).add(made)
            return made

        re._compile = noting


@dataclass(frozen=True)
class Call:
    """A place in the source where a pattern is compiled, or used as a text."""

    file: str
    first: int
    last: int
    function: str
    written: str | None
    methods: frozenset[str]


class _Calls(ast.NodeVisitor):
    """The calls of ``re`` in one file."""

    def __init__(self, file: str, uses: dict[str, set[str]]) -> None:
        self.file, self.uses = file, uses
        self.function: list[str] = []
        self.named: dict[int, str] = {}
        self.calls: list[Call] = []

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        self.function.append(node.name)
        self.generic_visit(node)
        self.function.pop()

    def visit_Assign(self, node: ast.Assign) -> None:
        for target in node.targets:
            if isinstance(target, ast.Name):
                self.named[id(node.value)] = target.id
            elif isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple):
                for name, value in zip(target.elts, node.value.elts, strict=False):
                    if isinstance(name, ast.Name):
                        self.named[id(value)] = name.id
        self.generic_visit(node)

    def visit_Attribute(self, node: ast.Attribute) -> None:
        # A pattern that is compiled and used at once: re.compile(…).search(…).
        if node.attr in _METHODS:
            self.named[id(node.value)] = f".{node.attr}"
        self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> None:
        called = node.func
        if (
            isinstance(called, ast.Attribute)
            and isinstance(called.value, ast.Name)
            and called.value.id == "re"
            and called.attr in {"compile", *_METHODS}
        ):
            first = node.args[0]
            literal = isinstance(first, ast.Constant) and isinstance(first.value, str)
            self.calls.append(
                Call(
                    self.file,
                    node.lineno,
                    node.end_lineno or node.lineno,
                    ".".join(self.function),
                    first.value if literal else None,
                    frozenset(self._methods(node, called.attr)),
                )
            )
        self.generic_visit(node)

    def _methods(self, node: ast.Call, called: str) -> set[str]:
        if called in _METHODS:
            return {_METHODS[called]}
        name = self.named.get(id(node), "")
        if name.startswith("."):
            return {_METHODS[name[1:]]}
        return (self.uses.get(name) or _EVERY) if not self.function else _EVERY


def _uses(tree: ast.AST) -> dict[str, set[str]]:
    """How each name of a file is used: with which methods of a pattern, or in any way at all."""
    uses: dict[str, set[str]] = {}
    known: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            known.add(id(node.value))
            if node.attr in _NO_USE:
                continue
            method = _METHODS.get(node.attr)
            uses.setdefault(node.value.id, set()).update({method} if method else _EVERY)
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and id(node) not in known:
            uses.setdefault(node.id, set()).update(_EVERY)
    return uses


def calls() -> Iterator[Call]:
    """Every call of ``re`` in the package."""
    trees = {file: ast.parse(file.read_text(encoding="utf-8")) for file in _ROOT.rglob("*.py")}
    uses = {file: _uses(tree) for file, tree in trees.items()}
    lent: dict[str, set[str]] = {}
    for file, tree in trees.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom):
                for alias in node.names:
                    used = uses[file].get(alias.asname or alias.name, set())
                    lent.setdefault(alias.name, set()).update(used)
    for file, tree in sorted(trees.items()):
        of_file = {
            name: uses[file].get(name, set()) | lent.get(name, set())
            for name in {*uses[file], *lent}
        }
        visitor = _Calls(str(file), of_file)
        visitor.visit(tree)
        yield from visitor.calls


def collect() -> dict[str, object]:
    """The patterns with their places and uses, and the places that compiled nothing."""
    seen = Seen()
    seen.watch()
    for module in pkgutil.walk_packages(pipeline.__path__, "pipeline."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    from tests.patterns import made_at_run_time

    made_at_run_time.make()
    found: dict[tuple[str, int, bool], tuple[set[str], set[str]]] = {}

    def add(pattern: re.Pattern[str], place: str, methods: set[str] | frozenset[str]) -> None:
        is_bytes = isinstance(pattern.pattern, bytes)
        text = pattern.pattern.decode("latin-1") if is_bytes else pattern.pattern
        places, used = found.setdefault((text, pattern.flags, is_bytes), (set(), set()))
        places.add(place)
        used.update(methods)

    never, known = [], set()
    for call in calls():
        place = f"{Path(call.file).relative_to(_ROOT.parent)}:{call.first}"
        lines = range(call.first, call.last + 1)
        made = {
            key: seen.places[key] for line in lines if (key := (call.file, line)) in seen.places
        }
        known.update(made)
        for patterns in made.values():
            for pattern in patterns:
                add(pattern, place, call.methods)
        if not made and call.written is not None:
            add(re.compile(call.written), place, call.methods)
        elif not made:
            never.append(f"{place} in {call.function}")
    for (file, line), patterns in seen.places.items():
        for pattern in patterns if (file, line) not in known else ():
            add(pattern, f"{Path(file).relative_to(_ROOT.parent)}:{line}", _EVERY)
    return {
        "patterns": [
            (text, flags, is_bytes, sorted(places), sorted(used))
            for (text, flags, is_bytes), (places, used) in sorted(found.items())
        ],
        "never": never,
    }


if __name__ == "__main__":
    json.dump(collect(), sys.stdout)
