"""No file is written but by ``pipeline/system``."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import pipeline

PACKAGE = Path(pipeline.__file__).parent
WRITES = frozenset(
    {
        *("write_text", "write_bytes", "touch", "mkdir", "makedirs", "unlink", "rmdir", "rmtree"),
        *("rename", "symlink_to", "hardlink_to", "symlink", "mkfifo", "mknod"),
        *("mkstemp", "mkdtemp", "NamedTemporaryFile", "TemporaryFile", "TemporaryDirectory"),
        *("copyfile", "copy2", "copytree", "truncate", "ftruncate", "chmod", "fchmod", "chown"),
    }
)


def calls(code: str) -> Iterator[str]:
    """What in a piece of code writes a file."""
    for node in ast.walk(ast.parse(code)):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "attr", getattr(node.func, "id", ""))
        owner = getattr(getattr(node.func, "value", None), "id", "")
        words = [*node.args, *(each.value for each in node.keywords)]
        modes = [each.value for each in words if isinstance(each, ast.Constant)]
        opened = name in ("open", "fdopen") and any(map(_makes, modes))
        flags = {each.attr for each in ast.walk(node) if isinstance(each, ast.Attribute)}
        if owner == "os" and name == "open":
            opened = bool(flags & {"O_WRONLY", "O_RDWR", "O_CREAT"})
        if name in WRITES or opened or (name == "replace" and owner == "os"):
            yield name
        # Path.replace takes one argument, str.replace two.
        if name == "replace" and len(words) == 1 and isinstance(node.func, ast.Attribute):
            yield name


def _makes(mode: object) -> bool:
    """Whether it is a mode of ``open`` that makes or changes a file."""
    return (
        isinstance(mode, str) and set(mode) <= set("rwaxbt+") and not set(mode).isdisjoint("wax+")
    )


@pytest.mark.parametrize(
    "file",
    [file for file in sorted(PACKAGE.rglob("*.py")) if file.parent != PACKAGE / "system"],
    ids=lambda file: file.relative_to(PACKAGE).as_posix(),
)
def test_it_writes_nothing(file: Path) -> None:
    found = list(calls(file.read_text("utf-8")))
    # Where nobody reads stdout, what is left goes to /dev/null.
    assert found == (["open"] if file.name == "main.py" else [])


def test_what_writes_is_seen() -> None:
    for code in (
        "Path('x').open('w')",
        "open('f', mode='ab')",
        "os.open('x', os.O_WRONLY | os.O_CREAT)",
        "os.replace(a, b)",
        "temporary.replace(path)",
        "file.write_text('')",
    ):
        assert list(calls(code)), code
    assert not list(calls("open('f', 'rb'); 'a'.replace('b', 'c'); Path('x').open()"))
