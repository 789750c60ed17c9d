"""UTF-8 whatever the locale says: file names are bytes, and a project's are UTF-8.

Under ``ja_JP.eucJP``, ``C`` or ``POSIX`` Python would read names of files in that encoding, and
find none of those that are Japanese. So the command begins anew in Python's UTF-8 mode there.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path


def in_utf8() -> None:
    """Goes on where names are UTF-8 already; else the process is replaced by one where they are."""
    if sys.flags.utf8_mode or sys.getfilesystemencoding().lower() == "utf-8":
        return
    if os.name != "posix" or not sys.executable or len(sys.orig_argv) < 2:
        return
    sys.stdout.flush()
    arguments = [os.fsencode(sys.executable), b"-X", b"utf8", *map(_utf8, _typed())]
    try:
        os.execv(sys.executable, arguments)
    except OSError:
        return


def _typed() -> list[bytes]:
    """The arguments as they were typed, the interpreter's own name left out.

    Python has decoded them by the C library, whose tables differ from those of its own codecs: what
    it says they are cannot always be encoded again. Linux still has the bytes.
    """
    given = sys.orig_argv[1:]
    try:
        bytes_ = Path("/proc/self/cmdline").read_bytes().split(b"\0")[1:-1]
    except OSError:
        bytes_ = []
    return bytes_ if len(bytes_) == len(given) else [b"".join(map(_byte, each)) for each in given]


def _byte(character: str) -> bytes:
    try:
        return os.fsencode(character)
    except UnicodeEncodeError:
        return character.encode("latin-1", "replace")


def _utf8(typed: bytes) -> bytes:
    """An argument in UTF-8: read in the locale's encoding only where it is none yet."""
    try:
        typed.decode("utf-8")
    except UnicodeDecodeError:
        try:
            return typed.decode(sys.getfilesystemencoding()).encode()
        except UnicodeDecodeError:
            # No text in either; what reads it says so.
            return typed
    return typed
