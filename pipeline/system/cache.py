"""What was computed once, on disk: a bounded store of bytes under the hash of what made them.

One SQLite file in the user's cache folder, in WAL mode, so that several runs read and write it side
by side and a killed one leaves it whole. It knows no stage: a caller hashes its inputs into a key
and turns its result into bytes, never with pickle. A cache never decides what is reported: whatever
goes wrong with it is said once, and the run goes on. Where nothing can be written (a folder that is
read-only, a full disk), what is there is still read.
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
from typing import NamedTuple, TypeVar

from pipeline.system import private_place

T = TypeVar("T")

FILE_NAME = "cache-1.sqlite3"

# Bytes on disk; at two kilobytes a text these are some 200,000 texts.
_LIMIT = 512_000_000
_BUSY_SECONDS = 5.0
# SQLite takes a limited number of parameters in one statement.
_AT_ONCE = 500
_DAY = 86_400

# What SQLite says where the file can be read and not written.
_UNWRITABLE = (
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_PERM,
)

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


class Content(NamedTuple):
    """What a store holds: entries, bytes on disk, and how many bytes it may have."""

    entries: int
    size: int
    limit: int


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
        self._inode = 0
        self._off = False
        self._unwritable = False

    def get(self, keys: Sequence[bytes]) -> dict[bytes, bytes]:
        """The values that are there; one that was damaged counts as absent."""
        return self._guarded(lambda: self._get(keys)) or {}

    def put(self, values: Mapping[bytes, bytes]) -> None:
        """Keeps values, all of them or none."""
        if values and not self._unwritable:
            self._guarded(lambda: self._put(values))

    def content(self) -> Content:
        """How much it holds; nothing where there is no file."""
        if not self.path.exists():
            return Content(0, 0, self._limit)
        counted = self._guarded(
            lambda: self._database().execute("SELECT count(*) FROM entries").fetchone()
        )
        size = sum(file.stat().st_size for file in self._files() if file.exists())
        return Content(int(counted[0]) if counted else 0, size, self._limit)

    def clear(self) -> bool:
        """Empties it, also while other runs use it; False where that cannot be done."""
        if not self.path.exists():
            return True
        return self._guarded(self._clear) is True

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
                if _sum(name, value) == crc:
                    found[name] = value
                    if used < today:
                        aged.append(name)
        if aged and not self._unwritable:
            # What was found counts more than that it was used.
            with suppress(sqlite3.OperationalError), database:
                database.executemany(
                    "UPDATE entries SET used = ? WHERE key = ?", ((today, name) for name in aged)
                )
        return found

    def _put(self, values: Mapping[bytes, bytes]) -> None:
        database = self._database()
        today = int(time.time() // _DAY)
        rows = [(name, value, _sum(name, value), today) for name, value in values.items()]
        with database:
            database.executemany("INSERT OR REPLACE INTO entries VALUES (?, ?, ?, ?)", rows)
        if self._size(database) > self._limit:
            with database:
                database.execute(
                    "DELETE FROM entries WHERE rowid IN (SELECT rowid FROM entries "
                    "ORDER BY used, rowid LIMIT (SELECT max(count(*) / 4, 1) FROM entries))"
                )
            database.executescript("PRAGMA incremental_vacuum")

    @staticmethod
    def _size(database: sqlite3.Connection) -> int:
        """Bytes of the file, its free pages left out."""
        pages, free, size = (
            int(database.execute(f"PRAGMA {name}").fetchone()[0])
            for name in ("page_count", "freelist_count", "page_size")
        )
        return (pages - free) * size

    def _clear(self) -> bool:
        database = self._database()
        with database:
            database.execute("DELETE FROM entries")
        database.executescript("PRAGMA incremental_vacuum")
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        return True

    def _database(self) -> sqlite3.Connection:
        # A connection must not be carried into a child process.
        if self._open is None or self._process != os.getpid():
            try:
                self._open = self._opened()
            except private_place.SharedError:
                raise
            except (sqlite3.OperationalError, OSError) as error:
                served = self.path.is_file() and not self.path.is_symlink()
                if not (_is_unwritable(error) and served):
                    raise
                self._open = self._as_it_lies()
                self._write_no_more(error)
            self._process, self._inode = os.getpid(), self.path.stat().st_ino
        return self._open

    def _opened(self) -> sqlite3.Connection:
        self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        private_place.check(self.path.parent, self._files())
        private_place.make(self.path)
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
        return database

    def _as_it_lies(self) -> sqlite3.Connection:
        """The file where not even a lock can be written beside it."""
        place = f"{self.path.resolve().as_uri()}?mode=ro&immutable=1"
        database = sqlite3.connect(place, uri=True)
        try:
            database.execute("SELECT 1 FROM entries LIMIT 1").fetchall()
        except BaseException:
            database.close()
            raise
        return database

    def _guarded(self, act: Callable[[], T]) -> T | None:
        """What ``act`` gives; None where the file does not serve, after one new beginning."""
        for again in (True, False):
            if self._off:
                return None
            try:
                return act()
            except (sqlite3.OperationalError, OSError) as error:
                if self._open and not self._unwritable and _is_unwritable(error):
                    self._write_no_more(error)
                else:
                    self._give_up(str(error))
                return None
            except sqlite3.DatabaseError as error:
                self.close()
                if not again:
                    self._give_up(str(error))
                else:
                    self._note(f"the cache {self.path} is damaged ({error}) and is built anew")
                    self._remove()
        return None

    def _write_no_more(self, error: Exception) -> None:
        self._unwritable = True
        self._note(f"the cache {self.path} cannot be written ({error}); nothing new is kept")

    def _give_up(self, why: str) -> None:
        self._off = True
        self.close()
        self._note(f"the cache {self.path} cannot be used ({why}); going on without it")

    def _remove(self) -> None:
        """Takes the damaged file away, unless another run already put a new one in its place."""
        with suppress(OSError):
            if self._inode and self.path.stat().st_ino != self._inode:
                return
        for file in self._files():
            with suppress(OSError):
                file.unlink(missing_ok=True)

    def _files(self) -> list[Path]:
        return [self.path.with_name(self.path.name + end) for end in ("", "-wal", "-shm")]


def _is_unwritable(error: Exception) -> bool:
    """Whether the cause is that nothing can be written, and not that another run is writing."""
    if isinstance(error, sqlite3.Error):
        return (getattr(error, "sqlite_errorcode", 0) & 0xFF) in _UNWRITABLE
    return isinstance(error, OSError)


def _sum(name: bytes, value: bytes) -> int:
    """A checksum that also fails where a value stands under the key of another."""
    return zlib.crc32(value, zlib.crc32(name))


def _parts(keys: list[bytes]) -> Iterator[list[bytes]]:
    return (keys[at : at + _AT_ONCE] for at in range(0, len(keys), _AT_ONCE))
