"""UTF-8 whatever the locale says: file names are bytes, and a project's are UTF-8.

Under ``ja_JP.eucJP``, ``C`` or ``POSIX`` Python would read names of files in that encoding, and
find none of those that are Japanese. So the command begins anew in Python's UTF-8 mode there.
"""

from __future__ import annotations

import os
import sys


def in_utf8() -> None:
    """Goes on where names are UTF-8 already; else the process is replaced by one where they are."""
    if sys.flags.utf8_mode or sys.getfilesystemencoding().lower() == "utf-8":
        return
    if os.name != "posix" or not sys.executable or len(sys.orig_argv) < 2:
        return
    sys.stdout.flush()
    arguments = [os.fsencode(sys.executable), b"-X", b"utf8", *map(_utf8, sys.orig_argv[1:])]
    try:
        os.execv(sys.executable, arguments)
    except OSError:
        return


def _utf8(argument: str) -> bytes:
    """An argument as it was typed, in UTF-8: in the locale's encoding only what is none yet."""
    typed = os.fsencode(argument)
    try:
        typed.decode("utf-8")
    except UnicodeDecodeError:
        return argument.encode("utf-8", "surrogateescape")
    return typed
