"""The first code of a child process: run as a file, by an interpreter in isolated mode.

The parent says on the command line where modules lie (its own path, out of which the checked
repository was taken) and where this package does, which an editable install may have put anywhere.
"""

from __future__ import annotations

import json
import os
import sys
from importlib import import_module
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path


def main() -> None:
    """Loads the package and hands the conversation to the function that the parent names."""
    package, folder, path, work = json.loads(sys.argv[1])
    sys.path[:] = path
    _load(package, Path(folder))
    module, _, function = work.partition(":")
    from pipeline.system.channel import Channel

    # What a library prints must not end up between two messages.
    incoming, outgoing = os.dup(0), os.dup(1)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.dup2(2, 1)
    os.close(nothing)
    with os.fdopen(incoming, "rb") as requests, os.fdopen(outgoing, "wb") as answers:
        getattr(import_module(module), function)(Channel(requests, answers))


def _load(package: str, folder: Path) -> None:
    spec = spec_from_file_location(
        package, folder / "__init__.py", submodule_search_locations=[str(folder)]
    )
    if spec is None or spec.loader is None:
        raise ImportError(f"there is no package {package} in {folder}")
    module = sys.modules[package] = module_from_spec(spec)
    spec.loader.exec_module(module)


if __name__ == "__main__":
    main()
