"""Reads ``taiyaku.decisions.toml``, strictly: an entry that is not understood is an error."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import lru_cache

from pipeline.errors import ConfigError, DecisionsError
from pipeline.model.decisions import (
    FILE_NAME,
    Accepted,
    DecidedLink,
    Decision,
    Decisions,
    Drafted,
    Kind,
    LeftOut,
    SectionKey,
    Signed,
    UpToDate,
)
from pipeline.model.source import LANGS, Lang
from pipeline.settings.table import Table, nearest
from pipeline.system import toml_text

_HASH = re.compile(r"[0-9a-f]{12}")
_FINGERPRINT = re.compile(r"[0-9a-f]{16}(-\d+)?")
_ENGINE = re.compile(r"[\w.:-]+")
_RULE = re.compile(r"[a-z]+(-[a-z]+)*")
# A string, a comment, or the header of an entry: whichever begins first hides the others.
_HEADER = re.compile(
    r'''"""(?:\\.|[^\\])*?"{3,5}|\'{3}.*?\'{3,5}|"(?:\\.|[^"\\\n])*"|'[^'\n]*'|#[^\n]*'''
    r"""|^[ \t]*\[\[[ \t]*["']?(?P<kind>[\w-]+)["']?[ \t]*\]\]""",
    re.DOTALL | re.MULTILINE,
)
_AT = re.compile(r"(?<!\s)\s*+\(at line (\d+), column (\d+)\)$")


def read(text: str, path: str = FILE_NAME) -> Decisions:
    """The decisions of a file in the order in which they stand in it.

    Raises DecisionsError with file, line, key and what mends it.
    """
    try:
        top = Table(toml_text.loads(text), path, text)
        entries = [make(entry) for kind, make in _KINDS.items() for entry in top.tables(kind)]
        top.done()
    except toml_text.TOMLDecodeError as error:
        message, place = str(error), _AT.search(str(error))
        line, column = (int(place[1]), int(place[2])) if place else (None, None)
        message = message[: place.start()] if place else message
        message = f"{message[:1].lower()}{message[1:]}"
        raise DecisionsError(
            f"is not valid TOML: {message}; mend it, nothing decided is lost",
            path=path,
            line=line,
            column=column,
        ) from None
    except ConfigError as error:
        raise DecisionsError(error.message, path=error.path, line=error.line) from None
    digest = f"sha256:{hashlib.sha256(text.encode('utf-8', 'surrogatepass')).hexdigest()}"
    return Decisions(path, tuple(sorted(entries, key=lambda entry: entry.line)), digest)


def _link(entry: Table) -> Decision:
    common = _common(entry)
    made = DecidedLink(
        *common, _keys(entry, "ja"), _keys(entry, "en"), entry.take("corresponds", bool, True)
    )
    entry.done()
    return made


def _left_out(entry: Table) -> Decision:
    common = _common(entry)
    lang = _lang(entry)
    whole = "article" in entry.data
    if whole and "sections" in entry.data:
        entry.fail("an entry is about 'sections' or about an 'article'; make two", "article")
    sections = (_key(entry.table("article")),) if whole else _keys(entry, "sections")
    # Asked for in any case, so that a misspelt key is held against both.
    entry.asked |= {"article", "sections"}
    entry.done()
    return LeftOut(*common, lang, sections, whole)


def _up_to_date(entry: Table) -> Decision:
    made = UpToDate(*_common(entry), _keys(entry, "ja"), _keys(entry, "en"))
    entry.done()
    return made


def _accepted(entry: Table) -> Decision:
    made = Accepted(
        *_common(entry),
        _matching(entry, "rule", _RULE, "the id of a rule, such as term-mismatch"),
        _matching(entry, "finding", _FINGERPRINT, "the fingerprint of a finding: 16 hex digits"),
        _matching(entry, "text", _HASH, "a hash of 12 hex digits; `taiyaku review` writes it"),
        entry.take("ja", str, ""),
        entry.take("en", str, ""),
    )
    entry.done()
    return made


def _drafted(entry: Table) -> Decision:
    made = Drafted(
        *_common(entry),
        _lang(entry),
        _key(entry.table("section")),
        _matching(entry, "engine", _ENGINE, "the name of an engine, such as memory"),
        _matching(entry, "source", _HASH, "a hash of 12 hex digits; `taiyaku draft` writes it"),
        entry.take("left", int, 0),
        entry.take("update", str, ""),
    )
    entry.done()
    return made


_KINDS: Mapping[Kind, Callable[[Table], Decision]] = {
    "links": _link,
    "left_out": _left_out,
    "up_to_date": _up_to_date,
    "accepted": _accepted,
    "drafts": _drafted,
}


def _common(entry: Table) -> tuple[str, Signed, int]:
    """The pair, the signature and the line of an entry."""
    reason, by = _words(entry, "reason"), _words(entry, "by")
    return _words(entry, "pair"), Signed(reason, by, _date(entry)), _line(entry)


def _line(entry: Table) -> int:
    kind, number = entry.keys
    lines = _headers(entry.text).get(kind, ())
    if int(number) >= len(lines):
        entry.fail(f"an entry begins with [[{kind}]] on a line of its own, not inline; rewrite it")
    return lines[int(number)]


# Every entry of a file asks for its line, so the file is looked through once.
@lru_cache(maxsize=1)
def _headers(text: str) -> Mapping[str, tuple[int, ...]]:
    """The lines (from 1) of every ``[[kind]]`` of valid TOML; strings and comments hold none."""
    lines: dict[str, list[int]] = {}
    line, counted = 1, 0
    for match in _HEADER.finditer(text):
        if match["kind"]:
            line += text.count("\n", counted, match.start("kind"))
            counted = match.start("kind")
            lines.setdefault(match["kind"], []).append(line)
    return {kind: tuple(found) for kind, found in lines.items()}


def _words(entry: Table, key: str) -> str:
    value = entry.take(key, str, "")
    if not value.strip():
        has = "is empty" if key in entry.data else "is missing"
        message = f"{key!r} {has}{_misspelt(entry, key)}; every entry has pair, reason, by, date"
        entry.fail(message, key)
    return value


def _misspelt(entry: Table, key: str) -> str:
    """A key that was probably meant to be ``key``."""
    close = [
        other for other in entry.data if "did you mean" in nearest(other, [key]) and other != key
    ]
    return f" (is {close[0]!r} meant to be it?)" if close else ""


def _date(entry: Table) -> date:
    entry.asked.add("date")
    value = entry.data.get("date")
    if value is None:
        entry.fail(f"'date' is missing{_misspelt(entry, 'date')}; write date = 2026-01-31")
    if isinstance(value, datetime):
        return value.date()
    if not isinstance(value, date):
        entry.fail("'date' is a day without quotation marks, such as 2026-01-31", "date")
    return value


def _lang(entry: Table) -> Lang:
    value = entry.take("lang", str, "")
    for lang in LANGS:
        if value == lang:
            return lang
    entry.fail('\'lang\' is "ja" or "en": the language of what is left out', "lang")


def _matching(entry: Table, key: str, pattern: re.Pattern[str], what: str) -> str:
    value = entry.take(key, str, "")
    if not pattern.fullmatch(value):
        entry.fail(f"{key!r} is {what}{'' if key in entry.data else '; it is missing'}", key)
    return value


def _keys(entry: Table, name: str) -> tuple[SectionKey, ...]:
    tables = entry.tables(name)
    if not tables:
        entry.fail(
            f"{name!r} is missing or empty{_misspelt(entry, name)}; it is a list of sections: "
            f'{name} = [{{ title = "…", text = "…" }}]',
            name,
        )
    return tuple(_key(table) for table in tables)


def _key(table: Table) -> SectionKey:
    made = SectionKey(
        table.take("title", str, ""),
        _matching(table, "text", _HASH, "a hash of 12 hex digits; `taiyaku review` writes it"),
        table.take("under", str, ""),
    )
    table.done()
    return made
