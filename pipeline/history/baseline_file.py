"""The file of a baseline: a line a finding.

A line is a fingerprint, a rule and a pair, parted by tabs, in sorted order, so that two people's
files merge line by line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

from pipeline.errors import BaselineError
from pipeline.model.findings import Report

FILE_NAME = "taiyaku.baseline"
_HEAD = """\
# Findings that were known when taiyaku was taken on: fingerprint, rule, pair. `taiyaku check
# --baseline FILE` passes over them; --prune takes out what is no longer found.
"""
_MARK = re.compile(r"[0-9a-f]{16}(?:-\d+)?")
_ESCAPES = {"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"}


class Entry(NamedTuple):
    """A known finding; the fields in the order that sorts the file."""

    pair: str
    rule: str
    fingerprint: str


def parse(text: str, path: str) -> frozenset[Entry]:
    """The entries of a file; BaselineError names the line that is none."""
    entries = set()
    for number, line in enumerate(re.split(r"\r\n|\r|\n", text.removeprefix("\ufeff")), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        fields = line.split("\t")
        if len(fields) != 3 or not _MARK.fullmatch(fields[0]):
            raise BaselineError(
                "is no line of a baseline (fingerprint, rule, pair with tabs between them); "
                "remove the line, or delete the file and write it anew with --write-baseline",
                path=path,
                line=number,
            )
        mark, rule, pair = fields
        entries.add(Entry(_plain(pair), rule, mark))
    return frozenset(entries)


def text(entries: Iterable[Entry]) -> str:
    """The file for some entries; the same for the same entries, in whatever order."""
    lines = (
        "\t".join((entry.fingerprint, entry.rule, _escaped(entry.pair)))
        for entry in sorted(set(entries))
    )
    return _HEAD + "".join(f"{line}\n" for line in lines)


def entries(data: bytes | None) -> frozenset[Entry]:
    """The entries of a file that may be broken or not there, for whoever does not go by it."""
    try:
        return parse((data or b"").decode("utf-8"), FILE_NAME)
    except (BaselineError, UnicodeDecodeError):
        return frozenset()


def entered_now(report: Report, new: frozenset[Entry]) -> Report:
    """The report of a comparison with what a change introduced and entered into a baseline marked.

    `diff` goes by no baseline, so that such a finding stands; `check --baseline` passes over it.
    """
    pairs = tuple(
        replace(
            pair,
            findings=tuple(
                replace(finding, hidden_by="baseline")
                if finding.status == "introduced"
                and finding.hidden_by is None
                and Entry(pair.id, finding.rule, finding.fingerprint) in new
                else finding
                for finding in pair.findings
            ),
        )
        for pair in report.pairs
    )
    return replace(report, pairs=pairs)


def _escaped(pair: str) -> str:
    return "".join(_ESCAPES.get(char, char) for char in pair)


def _plain(pair: str) -> str:
    back = {escape: char for char, escape in _ESCAPES.items()}
    return "".join(_pieces(pair, back))


def _pieces(pair: str, back: Mapping[str, str]) -> Iterator[str]:
    for piece in re.findall(r"\\.|[^\\]+|\\", pair):
        yield back.get(piece, piece)
