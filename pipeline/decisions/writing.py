"""Adds entries to ``taiyaku.decisions.toml`` and takes them out; every other line stays.

The file is a ledger: a new entry goes to its end, so that a change is a few lines in a diff and
two people's entries merge. An edit is read back before it is given out: what the file held, with
that one entry more or less.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

import tomlkit
from tomlkit.items import InlineTable, Table

from pipeline.decisions.reading import read
from pipeline.errors import DecisionsError
from pipeline.model.decisions import (
    FILE_NAME,
    Accepted,
    DecidedLink,
    Decision,
    Drafted,
    LeftOut,
    SectionKey,
    UpToDate,
)

HEADER = """\
# What was decided once about these articles, so that `taiyaku check` does not ask again.
# Written by `taiyaku review`; an entry can be edited or deleted by hand. It holds as long as the
# text it was made about: `text` is a hash of that text, without markup, spacing and width.
"""

_COMMENT_OR_BLANK = re.compile(r"\s*(#.*)?$")


def entry(decision: Decision) -> str:
    """A decision as it stands in the file."""
    table = tomlkit.table()
    table["pair"] = decision.pair
    match decision:
        case DecidedLink(ja=ja, en=en, corresponds=corresponds):
            _sections(table, "ja", ja)
            _sections(table, "en", en)
            if not corresponds:
                table["corresponds"] = False
        case LeftOut(lang=lang, sections=sections, whole=whole):
            table["lang"] = lang
            if whole:
                table["article"] = _section(sections[0])
            else:
                _sections(table, "sections", sections)
        case UpToDate(ja=ja, en=en):
            _sections(table, "ja", ja)
            _sections(table, "en", en)
        case Accepted():
            table["rule"] = decision.rule
            table["finding"] = decision.finding
            table["text"] = decision.text
            for lang, texts in (("ja", decision.ja), ("en", decision.en)):
                if texts:
                    table[lang] = texts
        case Drafted():
            table["lang"] = decision.lang
            table["section"] = _section(decision.section)
            table["engine"] = decision.engine
            table["source"] = decision.source
            if decision.left:
                table["left"] = decision.left
            if decision.update:
                table["update"] = decision.update
        case _:
            raise TypeError(f"no such decision: {decision!r}")
    table["reason"] = decision.signed.reason
    table["by"] = decision.signed.by
    table["date"] = decision.signed.date
    return f"[[{decision.kind}]]\n{table.as_string()}"


def add(text: str, decisions: Sequence[Decision], path: str = FILE_NAME) -> str:
    """The file ``text`` with more entries at its end; an empty file gets its heading."""
    if not decisions:
        return text
    before = (text if not text or text.endswith("\n") else text + "\n") or HEADER
    new = "".join(f"\n{entry(decision)}" for decision in decisions)
    after = before + (new.replace("\n", "\r\n") if "\r\n" in before else new)
    expected = [each.id for each in (*read(text, path).entries, *decisions)]
    return _read_back(after, expected, path)


def remove(text: str, decisions: Sequence[Decision], path: str = FILE_NAME) -> str:
    """The file ``text`` without entries that were read from it; comments around them stay.

    Raises DecisionsError where one is not there.
    """
    if not decisions:
        return text
    entries = read(text, path).entries
    gone = _places(entries, decisions, path)
    lines = re.findall(r"[^\n]*\n|[^\n]+", text)
    starts = sorted(each.line - 1 for each in entries)
    kept: list[str] = []
    at = 0
    for start in sorted(entries[place].line - 1 for place in gone):
        following = bisect_right(starts, start)
        end = starts[following] if following < len(starts) else len(lines)
        # Comments and blank lines before the next entry belong to it, and those at the end to
        # nobody.
        while end > start + 1 and _COMMENT_OR_BLANK.fullmatch(lines[end - 1].rstrip("\r\n")):
            end -= 1
        kept += lines[at:start]
        at = end
        while kept and not kept[-1].strip() and (at >= len(lines) or not lines[at].strip()):
            kept.pop()
    expected = [each.id for place, each in enumerate(entries) if place not in gone]
    return _read_back("".join((*kept, *lines[at:])), expected, path)


def _places(
    entries: Sequence[Decision], decisions: Sequence[Decision], path: str
) -> frozenset[int]:
    """Where decisions stand; of two that say the same, the later one is the one just made."""
    known: dict[str, list[int]] = {}
    for place, each in enumerate(entries):
        known.setdefault(each.id, []).append(place)
    found = set()
    for decision in decisions:
        places = known.get(decision.id)
        if not places:
            raise DecisionsError(
                "the entry is not there any more; run the command again", path=path
            )
        found.add(places.pop())
    return frozenset(found)


def _sections(table: Table, name: str, keys: tuple[SectionKey, ...]) -> None:
    array = tomlkit.array()
    for key in keys:
        array.append(_section(key))
    table[name] = array.multiline(len(keys) > 1)


def _section(key: SectionKey) -> InlineTable:
    table = tomlkit.inline_table()
    table["title"] = key.title
    if key.under:
        table["under"] = key.under
    table["text"] = key.text
    return table


def _read_back(text: str, expected: list[str], path: str) -> str:
    if [each.id for each in read(text, path).entries] != expected:
        raise DecisionsError(
            "cannot be changed without losing an entry; edit it by hand and run the command again",
            path=path,
        )
    return text
