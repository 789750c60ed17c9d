"""What has a part in every result: the interpreter, the packages, and taiyaku's own code.

A cache keeps results under it, so that nobody is shown what yesterday's code said.
"""

from __future__ import annotations

import os
import platform
import unicodedata
from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from pathlib import Path

from pipeline.system.packages import requirements, version_of

_PACKAGE = Path(__file__).parents[1]
_COMPILED = {"__pycache__"}
# What of the code only shows results or asks for them.
_SHOWING = {"cli", "reports", *_COMPILED}


@cache
def made_by() -> str:
    """The same text for the same Python, packages and code."""
    return "\n".join(_parts())


def _parts() -> Iterator[str]:
    yield f"{platform.python_version()} {unicodedata.unidata_version}"
    for name in requirements("taiyaku"):
        if number := version_of(name):
            yield f"{name}=={number}"
    code = sha256()
    for folder, inside, files in os.walk(_PACKAGE):
        left_out = _SHOWING if folder == str(_PACKAGE) else _COMPILED
        inside[:] = sorted(set(inside) - left_out)
        for name in sorted(files):
            file = Path(folder, name)
            code.update(file.relative_to(_PACKAGE).as_posix().encode() + b"\0")
            code.update(sha256(file.read_bytes()).digest())
    yield code.hexdigest()
