"""A file that has several names (hard links) is written where it lies, and a kill loses nothing.

It cannot be replaced as a whole: then the other names would keep the old words. So its words
before and after are first kept beside it. Where a run is killed half-way, the next run that writes
into the folder finds them, sees that the file is a mixture of both, and puts the words before back.
"""

from __future__ import annotations

import os
import re
import stat
import struct
from contextlib import suppress

from pipeline.system import leftovers
from pipeline.system.folders import RefusedError

_BACKUP = re.compile(r"\.taiyaku-[0-9a-f]{32}\.undo")
_HEAD = struct.Struct(">8sHQQ")
_MAGIC = b"taiyaku1"


def overwrite(folder: int, name: str, target: int, before: bytes, after: bytes) -> None:
    """Writes ``after`` into an open file of several names that says ``before``."""
    if leftovers.lock(target) is False:
        raise RefusedError("another run is writing it; run the command again")
    handle, undo = _keep(folder, _packed(name, before, after))
    try:
        # Whatever else interrupts this leaves what was kept for the next run.
        try:
            _exchange(target, after)
        except OSError:
            _exchange(target, before)
            os.unlink(undo, dir_fd=folder)
            raise
        os.unlink(undo, dir_fd=folder)
    finally:
        os.close(handle)


def undo_torn(folder: int) -> None:
    """Puts right what dead runs left half written in a folder."""
    for handle, backup in leftovers.of_dead_runs(folder, _BACKUP):
        # git gives no file these permissions: it is none that a stranger planted.
        if stat.S_IMODE(os.fstat(handle).st_mode) != 0o600:
            continue
        with suppress(OSError):
            if _undone(folder, read_all(handle)):
                os.unlink(backup, dir_fd=folder)


def read_all(handle: int) -> bytes:
    """What an open file says, from its beginning."""
    os.lseek(handle, 0, os.SEEK_SET)
    parts = []
    while part := os.read(handle, 1 << 20):
        parts.append(part)
    return b"".join(parts)


def write_all(handle: int, data: bytes) -> None:
    """Writes every byte, from where the handle stands."""
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(handle, rest) :]


def _keep(folder: int, words: bytes) -> tuple[int, str]:
    """A file beside the others that surely holds some words: its handle, locked, and its name."""
    handle, temporary = leftovers.create(folder, 0o600)
    undo = f"{temporary.removesuffix('.tmp')}.undo"
    try:
        write_all(handle, words)
        os.fsync(handle)
        if read_all(handle) != words:
            raise RefusedError("the disk does not keep what is written to it")
        os.rename(temporary, undo, src_dir_fd=folder, dst_dir_fd=folder)
    except BaseException:
        with suppress(FileNotFoundError):
            os.unlink(temporary, dir_fd=folder)
        os.close(handle)
        raise
    return handle, undo


def _undone(folder: int, backup: bytes) -> bool:
    """Whether the file is whole now, so that nothing has to be kept any longer."""
    unpacked = _unpacked(backup)
    if unpacked is None:
        return False
    name, before, after = unpacked
    flags = os.O_RDWR | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
    target = os.open(name, flags, dir_fd=folder)
    try:
        if not stat.S_ISREG(os.fstat(target).st_mode) or leftovers.lock(target) is False:
            return False
        now = read_all(target)
        if now not in (before, after):
            if not _is_mixture(now, before, after):
                # A person went on with it; what was kept may be all that is left of the words.
                return False
            _exchange(target, before)
        return True
    finally:
        os.close(target)


def _is_mixture(now: bytes, before: bytes, after: bytes) -> bool:
    """Whether the words after were written over those before up to some byte."""
    apart = (at for at, (a, b) in enumerate(zip(now, after, strict=False)) if a != b)
    written = next(apart, min(len(now), len(after)))
    return now[written:] == before[written:]


def _exchange(target: int, data: bytes) -> None:
    os.lseek(target, 0, os.SEEK_SET)
    write_all(target, data)
    os.ftruncate(target, len(data))
    os.fsync(target)


def _packed(name: str, before: bytes, after: bytes) -> bytes:
    encoded = os.fsencode(name)
    return _HEAD.pack(_MAGIC, len(encoded), len(before), len(after)) + encoded + before + after


def _unpacked(backup: bytes) -> tuple[str, bytes, bytes] | None:
    if len(backup) < _HEAD.size:
        return None
    magic, name_length, before, after = _HEAD.unpack_from(backup)
    at = _HEAD.size + name_length
    name = os.fsdecode(backup[_HEAD.size : at])
    if magic != _MAGIC or len(backup) != at + before + after or "/" in name:
        return None
    return name, backup[at : at + before], backup[at + before :]
