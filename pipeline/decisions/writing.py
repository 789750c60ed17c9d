"""Adds entries to ``taiyaku.decisions.toml`` and takes them out; every other line stays.

The file is a ledger: a new entry goes to its end, so that a change is a few lines in a diff and
two people's entries merge. An edit is read back before it is given out: what the file held, with
that one entry more or less.
"""

from __future__ import annotations

import re

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


def add(text: str, decision: Decision, path: str = FILE_NAME) -> str:
    """The file ``text`` with one more entry at its end; an empty file gets its heading."""
    before = (text if not text or text.endswith("\n") else text + "\n") or HEADER
    new = f"\n{entry(decision)}"
    after = before + (new.replace("\n", "\r\n") if "\r\n" in before else new)
    expected = [each.id for each in read(text, path).entries] + [decision.id]
    return _read_back(after, expected, path)


def remove(text: str, decision: Decision, path: str = FILE_NAME) -> str:
    """The file ``text`` without an entry that was read from it; comments around it stay.

    Raises DecisionsError where the entry is not there.
    """
    entries = read(text, path).entries
    # Of two that say the same, the later one is the one somebody just made.
    found = next((each for each in reversed(entries) if each.id == decision.id), None)
    if found is None:
        raise DecisionsError("the entry is not there any more; run the command again", path=path)
    lines = re.findall(r"[^\n]*\n|[^\n]+", text)
    start = found.line - 1
    following = [each.line - 1 for each in entries if each.line > found.line]
    end = min(following, default=len(lines))
    # Comments and blank lines before the next entry belong to it, and those at the end to nobody.
    while end > start + 1 and _COMMENT_OR_BLANK.fullmatch(lines[end - 1].rstrip("\r\n")):
        end -= 1
    before, after = lines[:start], lines[end:]
    while before and after and not before[-1].strip() and not after[0].strip():
        before.pop()
    while before and not after and not before[-1].strip():
        before.pop()
    expected = [each.id for each in entries if each is not found]
    return _read_back("".join(before + after), expected, path)


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
