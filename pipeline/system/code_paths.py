"""Where code may come from: never out of the folder that is checked.

An entry point calls ``leave_checked_folders`` before it imports anything else. So this module
imports nothing that the interpreter has not loaded by itself; even ``__future__`` is a file that a
hostile repository could bring along.
"""

import os
import sys

_PROJECT_MARKS = ("articles", "glossary.tsv", "taiyaku.toml", "pyproject.toml")


def leave_checked_folders() -> None:
    """Takes the checked folders out of where this process looks for modules and for programs."""
    tops = checked_tops(sys.argv[1:])
    sys.path[:] = import_path(tops)
    # Compiled modules are code, too.
    if sys.pycache_prefix and not _leads_outside(sys.pycache_prefix, tops):
        sys.pycache_prefix = None
    os.environ["PATH"] = program_path(tops)


def checked_tops(arguments: list[str]) -> list[str]:
    """The working trees around the current folder and around each ``--root`` of a command line."""
    folders = [word.removeprefix("--root=") for word in arguments if word.startswith("--root=")]
    folders += [arguments[at] for at in range(1, len(arguments)) if arguments[at - 1] == "--root"]
    try:
        folders.append(os.getcwd())
    except OSError:
        # It was deleted, so nothing can be imported from it.
        folders.append("")
    return [top_of(folder) for folder in folders if folder and "\0" not in folder]


def top_of(folder: str) -> str:
    """The git working tree that a folder lies in, else the outermost project, else the folder."""
    here = start = os.path.realpath(folder)
    project = ""
    while True:
        if os.path.lexists(os.path.join(here, ".git")):
            return here
        if any(os.path.lexists(os.path.join(here, mark)) for mark in _PROJECT_MARKS):
            project = here
        above = os.path.dirname(here)
        if above == here:
            return project or start
        here = above


def import_path(tops: list[str]) -> list[str]:
    """``sys.path`` without what is relative or lies in a checked working tree.

    An environment that a person made inside the tree (``.venv``) and runs taiyaku from stays.
    """
    return [
        entry
        for entry in sys.path
        if isinstance(entry, str)
        and (
            _leads_outside(entry, tops)
            or (os.path.isabs(entry) and any(_is_own_library(entry, top) for top in tops))
        )
    ]


def program_path(tops: list[str]) -> str:
    """``PATH`` without what is relative or lies in a checked working tree.

    Whoever checks the home folder itself, or has it under git, keeps the programs in it.
    """
    home = os.path.realpath(os.path.expanduser("~"))
    trees = [top for top in tops if not _lies_in(home, top)]
    entries = os.environ.get("PATH", os.defpath).split(os.pathsep)
    # An empty PATH would mean the current folder.
    return os.pathsep.join(e for e in entries if _leads_outside(e, trees)) or os.defpath


def _leads_outside(path: str, tops: list[str]) -> bool:
    """Whether a path is absolute and neither it nor what it links to lies in a tree."""
    return os.path.isabs(path) and not any(
        _lies_in(form, top)
        for form in (os.path.normpath(path), os.path.realpath(path))
        for top in tops
    )


def _lies_in(path: str, folder: str) -> bool:
    return path == folder or path.startswith(folder.rstrip(os.sep) + os.sep)


def _is_own_library(entry: str, top: str) -> bool:
    """Whether an entry is a library folder of the running interpreter, which lies in the tree.

    An interpreter outside of the tree has no library in it, even where its prefix (``/usr``) holds
    the tree as well.
    """
    site = sys.modules.get("site")
    if site is not None and site.ENABLE_USER_SITE and entry == site.USER_SITE:
        return True
    for prefix in {sys.prefix, sys.exec_prefix, sys.base_prefix, sys.base_exec_prefix}:
        if not any(_lies_in(form, top) for form in (prefix, os.path.realpath(prefix))):
            continue
        for form in (prefix, os.path.realpath(prefix)):
            if _lies_in(entry, form) and _is_library(os.path.relpath(entry, form)):
                return True
    return False


def _is_library(inside: str) -> bool:
    """Whether a path inside a prefix is one that installers and the interpreter use."""
    parts = inside.lower().split(os.sep)
    if os.name == "nt":
        return parts[0] in ("lib", "dlls") or parts[0].startswith("python")
    return parts[0].startswith("lib") and len(parts) > 1 and parts[1].startswith("python")
