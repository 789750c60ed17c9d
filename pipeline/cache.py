"""What was computed once, on disk: a bounded store of bytes under the hash of what made them.

One SQLite file in the user's cache folder, in WAL mode, so that several runs read and write it side
by side and a killed one leaves it whole. It knows no stage: a caller hashes its inputs into a key
and turns its result into bytes, never with pickle. A cache never decides what is reported: whatever
goes wrong with it is said once, and the run goes on without it.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import time
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")

FILE_NAME = "cache-1.sqlite3"

# Bytes on disk; at two kilobytes a text these are some 200,000 texts.
_LIMIT = 512_000_000
_BUSY_SECONDS = 5.0
# SQLite takes a limited number of parameters in one statement.
_AT_ONCE = 500
_DAY = 86_400

_SCHEMA = """
CREATE TABLE IF NOT EXISTS entries (
    key BLOB PRIMARY KEY, value BLOB NOT NULL, crc INTEGER NOT NULL, used INTEGER NOT NULL
)
"""


def key(*parts: str | bytes) -> bytes:
    """The key of a result: a hash of everything that it depends on, in order."""
    digest = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        digest.update(len(data).to_bytes(8, "big") + data)
    return digest.digest()


def default_folder() -> Path:
    """The folder that TAIYAKU_CACHE_DIR names, else the cache folder of this user."""
    if named := os.environ.get("TAIYAKU_CACHE_DIR"):
        return Path(named).expanduser()
    import platformdirs

    return Path(platformdirs.user_cache_dir("taiyaku", appauthor=False))


class Cache:
    """The store in ``folder``; made, and opened, when it is first used.

    ``note`` is told, once, that the file was damaged and is built anew, or that it cannot be used.
    At most ``limit`` bytes are kept; what was not used for longest goes first.
    """

    def __init__(
        self, folder: Path, note: Callable[[str], None] = lambda _: None, limit: int = _LIMIT
    ) -> None:
        self.path = folder / FILE_NAME
        self._note = note
        self._limit = limit
        self._open: sqlite3.Connection | None = None
        self._process = 0
        self._off = False

    def get(self, keys: Sequence[bytes]) -> dict[bytes, bytes]:
        """The values that are there; one that was damaged counts as absent."""
        return self._guarded(lambda: self._get(keys)) or {}

    def put(self, values: Mapping[bytes, bytes]) -> None:
        """Keeps values, all of them or none."""
        if values:
            self._guarded(lambda: self._put(values))

    def close(self) -> None:
        """Lets go of the file; it is opened again when needed."""
        if self._open is not None and self._process == os.getpid():
            self._open.close()
        self._open = None

    def _get(self, keys: Sequence[bytes]) -> dict[bytes, bytes]:
        database = self._database()
        today = int(time.time() // _DAY)
        found: dict[bytes, bytes] = {}
        aged: list[bytes] = []
        for part in _parts(list(dict.fromkeys(keys))):
            marks = ",".join("?" * len(part))
            rows = database.execute(
                f"SELECT key, value, crc, used FROM entries WHERE key IN ({marks})", part
            )
            for name, value, crc, used in rows:
                if zlib.crc32(value) == crc:
                    found[name] = value
                    if used < today:
                        aged.append(name)
        if aged:
            with database:
                database.executemany(
                    "UPDATE entries SET used = ? WHERE key = ?", ((today, name) for name in aged)
                )
        return found

    def _put(self, values: Mapping[bytes, bytes]) -> None:
        database = self._database()
        today = int(time.time() // _DAY)
        rows = [(name, value, zlib.crc32(value), today) for name, value in values.items()]
        with database:
            database.executemany("INSERT OR REPLACE INTO entries VALUES (?, ?, ?, ?)", rows)
        if self._size(database) > self._limit:
            with database:
                database.execute(
                    "DELETE FROM entries WHERE rowid IN (SELECT rowid FROM entries "
                    "ORDER BY used, rowid LIMIT (SELECT max(count(*) / 4, 1) FROM entries))"
                )
            database.execute("PRAGMA incremental_vacuum").fetchall()

    @staticmethod
    def _size(database: sqlite3.Connection) -> int:
        """Bytes of the file, its free pages left out."""
        pages, free, size = (
            int(database.execute(f"PRAGMA {name}").fetchone()[0])
            for name in ("page_count", "freelist_count", "page_size")
        )
        return (pages - free) * size

    def _database(self) -> sqlite3.Connection:
        # A connection must not be carried into a child process.
        if self._open is None or self._process != os.getpid():
            self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            database = sqlite3.connect(self.path, timeout=_BUSY_SECONDS)
            try:
                # A vector and a half fills a page of the usual 4 kB; seven share one of these.
                database.execute("PRAGMA page_size = 16384")
                database.execute("PRAGMA auto_vacuum = INCREMENTAL")
                database.execute("PRAGMA journal_mode = WAL")
                database.execute("PRAGMA synchronous = NORMAL")
                with database:
                    database.execute(_SCHEMA)
            except BaseException:
                database.close()
                raise
            self._open, self._process = database, os.getpid()
        return self._open

    def _guarded(self, act: Callable[[], T]) -> T | None:
        """What ``act`` gives; None where the file does not serve, after one new beginning."""
        for again in (True, False):
            if self._off:
                return None
            try:
                return act()
            except (sqlite3.OperationalError, OSError) as error:
                self._give_up(str(error))
            except sqlite3.DatabaseError as error:
                self.close()
                if not again:
                    self._give_up(str(error))
                else:
                    self._note(f"the cache {self.path} is damaged ({error}) and is built anew")
                    self._remove()
        return None

    def _give_up(self, why: str) -> None:
        self._off = True
        self.close()
        self._note(f"the cache {self.path} cannot be used ({why}); going on without it")

    def _remove(self) -> None:
        for ending in ("", "-wal", "-shm"):
            with suppress(OSError):
                self.path.with_name(self.path.name + ending).unlink(missing_ok=True)


def _parts(keys: list[bytes]) -> Iterator[list[bytes]]:
    return (keys[at : at + _AT_ONCE] for at in range(0, len(keys), _AT_ONCE))
