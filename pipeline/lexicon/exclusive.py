"""Concepts that exclude each other: organs, sides, diseases, kinds of drug, sexes, routes.

``exclusive.tsv`` names its sources. A form of one side is looked for as it is written, English ones
as whole words, Japanese ones as the longest forms, so that 血圧 of 低血圧 is not found twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from pipeline.model.source import Lang


class Member(NamedTuple):
    """One concept of a group; ``number`` is its place in the list."""

    group: str
    number: int
    name: str


class Mention(NamedTuple):
    """Where a text names a member: a half-open range of characters."""

    member: Member
    start: int
    end: int


class Exchanged(NamedTuple):
    """``ours`` is named in the source alone, ``theirs`` in the target alone.

    ``alone`` says that nothing else of their group is.
    """

    ours: Mention
    theirs: Mention
    alone: bool


def exchanged(source: str, target: str, lang: Lang) -> Iterator[Exchanged]:
    """Members of one group of which each side names another one; ``lang`` is the source's."""
    other: Lang = "en" if lang == "ja" else "ja"
    here = list(mentions(source, lang))
    there = list(mentions(target, other)) if here else []
    for group in dict.fromkeys(each.member.group for each in here):
        ours = [each for each in here if each.member.group == group]
        theirs = [each for each in there if each.member.group == group]
        lost = _without(ours, theirs)
        new = _without(theirs, ours)
        if lost and new:
            members = {each.member for each in lost}, {each.member for each in new}
            alone = len(members[0]) == len(members[1]) == 1
            yield Exchanged(lost[0], new[0], alone and len(ours) == len(lost))


def _without(some: list[Mention], others: list[Mention]) -> list[Mention]:
    """Those whose words may not stand for a member that the others name."""
    named = {each.member for each in others}
    said = {(each.start, each.end) for each in some if each.member in named}
    return [each for each in some if (each.start, each.end) not in said]


def mentions(text: str, lang: Lang) -> Iterator[Mention]:
    """Every member that a text names, in order."""
    pattern, members = _forms(lang)
    for match in pattern.finditer(text):
        word = match.group().casefold()
        for form, member in members:
            if word.startswith(form[:-1]) if form.endswith("*") else word == form:
                yield Mention(member, match.start(), match.end())


@cache
def _forms(lang: Lang) -> tuple[re.Pattern[str], tuple[tuple[str, Member], ...]]:
    found: list[tuple[str, Member]] = []
    text = files("pipeline.lexicon").joinpath("exclusive.tsv").read_text("utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and line[0] != "#"]
    for number, (group, english, japanese) in enumerate(rows):
        forms = (english if lang == "en" else japanese).split("|")
        member = Member(group, number, english.split("|")[0].removesuffix("*"))
        found += [(form, member) for form in forms]
    ordered = sorted({form for form, _ in found}, key=len, reverse=True)
    if lang == "ja":
        return re.compile("|".join(map(re.escape, ordered))), tuple(found)
    words = (re.escape(f.rstrip("*")) + ("[a-z]*" if f.endswith("*") else "") for f in ordered)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(words)})(?![\w])", re.IGNORECASE), tuple(found)
