"""The project a command is called in: its folder, its settings, its cache."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pipeline.cli.console import Console
from pipeline.cli.options import CacheOptions
from pipeline.settings.project import Settings, load_settings, rule_ids
from pipeline.settings.root import find_root
from pipeline.system.cache import Cache, default_folder


def settings_of(root: Path) -> Settings:
    """The settings of a project, with the names of all rules known."""
    return load_settings(root, rule_ids())


def project_folder(root: Path | None, console: Console) -> Path:
    """Where the project is: ``root``, else above the folder of the call."""
    folder = find_root(root, Path.cwd())
    console.detail(f"the project is {folder}")
    return folder


@contextmanager
def store_of(cache: CacheOptions, console: Console) -> Iterator[Cache | None]:
    """The cache that the options ask for, closed at the end."""
    store = None if cache.off else Cache(cache.folder or default_folder(), console.note)
    try:
        yield store
    finally:
        if store is not None:
            store.close()
