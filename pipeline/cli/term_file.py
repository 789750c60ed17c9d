"""The project's glossary and files of terms, as the glossary commands read them."""

from __future__ import annotations

from pathlib import Path

from pipeline.errors import SourceError, UsageError
from pipeline.settings.root import find_root
from pipeline.settings.table import nearest
from pipeline.system import regular_files


def glossary_of(root: Path | None) -> tuple[Path, str, str]:
    """The project's folder, the path of its glossary in it, and the text.

    The text is empty where there is no file. A BOM is part of it, so that a changed file keeps it.
    Raises SourceError where the file cannot be read or is not UTF-8.
    """
    from pipeline.cli.project import settings_of
    from pipeline.documents.decode import decode

    folder = find_root(root, Path.cwd())
    path = settings_of(folder).glossary
    if not regular_files.is_there(folder, path):
        return folder, path, ""
    data = regular_files.read(folder, path)
    decode(data, path)
    return folder, path, data.decode("utf-8")


def bytes_of(file: Path, limit: int) -> bytes:
    """What a file holds.

    Raises SourceError where it is no file, cannot be read or has more than ``limit`` bytes.
    """
    if file.is_file() and file.stat().st_size > limit:
        size = file.stat().st_size / (1 << 20)
        raise SourceError(
            f"has {size:.0f} MB and glossaries are read up to {limit >> 20} MB; export it in parts",
            path=str(file),
        )
    return regular_files.read_named(file)


def format_of(
    file: Path, given: str | None, endings: dict[str, str], known: tuple[str, ...]
) -> str:
    """The format of a file: as told, else by its ending; UsageError where neither says."""
    if given is not None:
        if given not in known:
            raise UsageError(f"--format {given}: unknown{nearest(given, known)}")
        return given
    ending = file.suffix.lower()
    if ending not in endings:
        formats = ", ".join(known)
        raise UsageError(f"{file}: the ending names no format; say --format ({formats})")
    return endings[ending]
