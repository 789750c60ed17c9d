"""Which sections of the articles as they stand are meant by the decisions of a pair."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from pipeline.decisions.keys import (
    article_key,
    content,
    folded,
    hashed,
    name,
    section_hash,
    under,
)
from pipeline.decisions.updates import Updates
from pipeline.model.decisions import (
    Accepted,
    Decided,
    DecidedLink,
    Decision,
    Drafted,
    LeftOut,
    SectionKey,
    Stale,
    UpToDate,
)
from pipeline.model.document import Document, Section
from pipeline.model.source import LANGS, Lang, other
from pipeline.model.translation import Draft, Mark

LANGUAGE: Mapping[Lang, str] = {"ja": "Japanese", "en": "English"}
REVIEW = "look again with `taiyaku review`, or remove the entry"
_REMOVE = "remove the entry"


@dataclass(frozen=True)
class Matched:
    """The decisions of one pair against its articles.

    ``left_out`` gives for each section the decision that leaves it out, ``article`` the one that
    leaves out the article; ``up_to_date`` are pairs of section ids confirmed as they stand;
    ``accepted`` waits for the findings; ``stale`` no longer fits. ``drafts`` are the sections of
    plain text that nobody has reviewed.
    """

    decided: Decided = field(default_factory=Decided)
    left_out: Mapping[tuple[Lang, int], LeftOut] = field(default_factory=dict)
    article: LeftOut | None = None
    up_to_date: tuple[tuple[tuple[int, ...], tuple[int, ...]], ...] = ()
    accepted: tuple[Accepted, ...] = ()
    stale: tuple[Stale, ...] = ()
    drafts: tuple[Draft, ...] = ()


def match(entries: Sequence[Decision], documents: Mapping[Lang, Document]) -> Matched:
    """What ``entries`` (all of one pair) mean for its articles; one side may lack."""
    if not entries:
        return Matched()
    texts = {lang: _Sections(document) for lang, document in documents.items()}
    links: list[tuple[tuple[int, ...], tuple[int, ...]]] = []
    apart: set[tuple[int, int]] = set()
    left_out: dict[tuple[Lang, int], LeftOut] = {}
    article: LeftOut | None = None
    up_to_date: list[tuple[tuple[int, ...], tuple[int, ...]]] = []
    stale: list[Stale] = []
    drafts: list[Draft] = []
    drafted = _drafted(entries, texts)
    for place, entry in enumerate(entries):
        problem = _problem(entry, documents, texts)
        if problem:
            stale.append(problem)
            continue
        match entry:
            case DecidedLink(ja=ja, en=en, corresponds=True):
                links.append((texts["ja"].ids(ja), texts["en"].ids(en)))
            case DecidedLink(ja=ja, en=en):
                apart |= {(i, j) for i in texts["ja"].ids(ja) for j in texts["en"].ids(en)}
            case LeftOut(whole=True):
                article = entry
            case LeftOut(lang=lang, sections=keys):
                for key in keys:
                    left_out |= {(lang, number): entry for number in texts[lang].all(key)}
            case UpToDate(ja=ja, en=en):
                up_to_date.append((texts["ja"].ids(ja), texts["en"].ids(en)))
            case Drafted():
                drafts.append(_draft(entry, texts[entry.lang], drafted.get(place)))
    together = _joined(links)
    linked = {(lang, n) for link in together for lang in LANGS for n in link[LANGS.index(lang)]}
    return Matched(
        Decided(together, frozenset(apart), frozenset(left_out) - linked),
        left_out,
        article,
        tuple(up_to_date),
        tuple(entry for entry in entries if isinstance(entry, Accepted)),
        tuple(stale),
        tuple(sorted(drafts, key=lambda draft: draft.section)),
    )


def _drafted(entries: Sequence[Decision], texts: Mapping[Lang, _Sections]) -> dict[int, int]:
    """The section of each draft by the place of its entry, every section for one entry only.

    Several drafts of an article may have one title, and even one text.
    """
    found: dict[int, int] = {}
    taken: set[tuple[Lang, int]] = set()
    # What each key means, read on from where the entry before stopped.
    waiting: dict[tuple[bool, Lang, SectionKey], Iterator[int]] = {}
    for exact in (True, False):
        for place, entry in enumerate(entries):
            if not isinstance(entry, Drafted) or entry.update or place in found:
                continue
            lang, key = entry.lang, entry.section
            if (known := texts.get(lang)) is None:
                continue
            if (exact, lang, key) not in waiting:
                waiting[exact, lang, key] = iter(known.all(key) if exact else known.all_titled(key))
            number = next((n for n in waiting[exact, lang, key] if (lang, n) not in taken), None)
            if number is not None:
                found[place] = number
                taken.add((lang, number))
    return found


def _draft(entry: Drafted, texts: _Sections, number: int | None) -> Draft:
    """A draft stays one when a person edits it: until its entry goes, its title tells it."""
    day = entry.signed.date.isoformat()
    mark = Mark(entry.engine, day, entry.source, entry.section.text, entry.left)
    if entry.update and (line := texts.updates.line_of(entry)) is not None:
        mark = replace(mark, text=hashed([entry.update]), update=True)
        return Draft(mark, line.section, line.span, entry=entry.id)
    if number is None:
        number = next(iter(texts.all(entry.section)), texts.titled(entry.section))
    if number is None:
        raise LookupError(f"no section for {entry}")
    return Draft(mark, number, texts.document.sections[number].span, entry=entry.id)


class _Sections:
    """The sections of an article by the hash of their text."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.updates = Updates(document)
        self._by_hash: dict[str, list[Section]] = defaultdict(list)
        for section in content(document):
            self._by_hash[section_hash(section)].append(section)

    def all(self, key: SectionKey) -> list[int]:
        """The sections of this text; those under the named parent where there are several."""
        found = self._by_hash.get(key.text, [])
        near = self._near.get((key.text, folded(key.under)), []) if len(found) > 1 else []
        return [section.id for section in near or found]

    def ids(self, keys: Iterable[SectionKey]) -> tuple[int, ...]:
        """One section a key, in document order."""
        return tuple(sorted({number for key in keys for number in self.all(key)[:1]}))

    def titled(self, key: SectionKey) -> int | None:
        """The section that still has the title, though its text is another."""
        return next(iter(self.all_titled(key)), None)

    def all_titled(self, key: SectionKey) -> Sequence[int]:
        """The sections of the title, those under the named parent where there are any."""
        title = folded(key.title)
        near = self._titles.get((title, folded(key.under)), []) if key.under else []
        return near or self._titles.get((title, None), [])

    @cached_property
    def _near(self) -> Mapping[tuple[str, str], list[Section]]:
        """The sections by the hash of their text and the name of their parent."""
        near = defaultdict(list)
        for number, found in self._by_hash.items():
            for section in found:
                near[number, under(self.document, section)].append(section)
        return near

    @cached_property
    def _titles(self) -> Mapping[tuple[str, str | None], list[int]]:
        """The sections of a title, and of a title below a parent."""
        titles: dict[tuple[str, str | None], list[int]] = defaultdict(list)
        for section in content(self.document):
            titles[name(section), None].append(section.id)
            titles[name(section), under(self.document, section)].append(section.id)
        return titles


def still_there(
    documents: Mapping[Lang, Document], lang: Lang, keys: Sequence[SectionKey]
) -> tuple[int, ...]:
    """The sections of the keys by text, else by title; none where one of them is gone."""
    if lang not in documents:
        return ()
    texts = _Sections(documents[lang])
    found = [next(iter(texts.all(key)), texts.titled(key)) for key in keys]
    numbers = [number for number in found if number is not None]
    return tuple(numbers) if len(numbers) == len(keys) else ()


def gone(entry: Decision) -> Stale:
    """The same for an entry of a pair that is not there."""
    change = f"there is no pair {entry.pair}"
    mend = "write the id that the pair has now, or remove the entry"
    return Stale(entry, described(entry), change, mend)


def _problem(
    entry: Decision, documents: Mapping[Lang, Document], texts: Mapping[Lang, _Sections]
) -> Stale | None:
    """Why an entry no longer fits, the first reason of several."""
    match entry:
        case LeftOut(lang=lang, whole=True):
            return _article_problem(entry, lang, documents)
        case LeftOut(lang=lang, sections=keys):
            sides: dict[Lang, tuple[SectionKey, ...]] = {lang: keys}
        case DecidedLink(ja=ja, en=en) | UpToDate(ja=ja, en=en):
            sides = {"ja": ja, "en": en}
        case Drafted(lang=lang, section=key, update=update) if update and lang in texts:
            if texts[lang].updates.line_of(entry) is not None:
                return None
            change = f"the {LANGUAGE[lang]} does not have the update as it was written any more"
            return Stale(entry, described(entry), change, _REMOVE, lang, texts[lang].titled(key))
        case Drafted(lang=lang, section=key):
            if lang in texts and texts[lang].titled(key) is not None:
                return None
            sides = {lang: (key,)}
        case _:
            return None
    about = described(entry)
    for lang, keys in sides.items():
        if lang not in texts:
            change = f"the {LANGUAGE[lang]} article is not there any more"
            return Stale(entry, about, change, _REMOVE)
        for key in keys:
            if texts[lang].all(key):
                continue
            number = texts[lang].titled(key)
            what = f"“{key.title}”"
            if number is None:
                change = f"the {LANGUAGE[lang]} has no section {what} any more"
                return Stale(entry, about, change, REVIEW, lang)
            change = f"the text of {what} in the {LANGUAGE[lang]} has changed since"
            return Stale(entry, about, change, REVIEW, lang, number)
    return None


def _article_problem(
    entry: LeftOut, lang: Lang, documents: Mapping[Lang, Document]
) -> Stale | None:
    about = described(entry)
    if lang not in documents:
        return Stale(entry, about, f"the {LANGUAGE[lang]} article is not there any more", _REMOVE)
    first = next((section.id for section in content(documents[lang])), None)
    if other(lang) in documents:
        change = f"there is an article in {LANGUAGE[other(lang)]} now"
        return Stale(entry, about, change, _REMOVE, lang, first)
    if article_key(documents[lang]).text != entry.sections[0].text:
        return Stale(entry, about, "the text of the article has changed since", REVIEW, lang, first)
    return None


def described(entry: Decision) -> str:
    """What an entry is about, in a few words: ``the link of “仕組み” and “Mechanism”``."""
    match entry:
        case DecidedLink(ja=ja, en=en, corresponds=corresponds):
            what = "the link of" if corresponds else "that there is no link between"
            return f"{what} {_named(ja)} and {_named(en)}"
        case LeftOut(whole=True, lang=lang):
            return f"that the article has no {LANGUAGE[other(lang)]}"
        case LeftOut(sections=keys, lang=lang):
            have = "has" if len(keys) == 1 else "have"
            return f"that {_named(keys)} {have} no {LANGUAGE[other(lang)]}"
        case UpToDate(ja=ja, en=en):
            return f"that {_named(ja)} and {_named(en)} say the same"
        case Accepted(rule=rule, ja=ja_text, en=en_text):
            return f"the accepted {rule} at “{ja_text or en_text}”"
        case Drafted(section=key, update=update):
            what = f"“{update}” beside {_named((key,))}" if update else _named((key,))
            return f"that {what} is an unreviewed draft"
    raise TypeError(f"no such decision: {entry!r}")


def _named(keys: Sequence[SectionKey]) -> str:
    return ", ".join(f"“{key.title}”" for key in keys)


def _joined(
    links: Sequence[tuple[tuple[int, ...], tuple[int, ...]]],
) -> tuple[tuple[tuple[int, ...], tuple[int, ...]], ...]:
    """Links that share a section as one link."""
    groups: dict[tuple[Lang, int], set[tuple[Lang, int]]] = {}
    for ja, en in links:
        whole: set[tuple[Lang, int]] = {*(("ja", i) for i in ja), *(("en", j) for j in en)}
        touching = {id(groups[each]): groups[each] for each in whole if each in groups}
        for group in touching.values():
            # The smaller one moves, so that no section moves often.
            small, whole = sorted((whole, group), key=len)
            whole |= small
            groups.update(dict.fromkeys(small, whole))
        groups.update({("ja", i): whole for i in ja} | {("en", j): whole for j in en})
    joined = {id(group): group for group in groups.values()}.values()
    return tuple(sorted((_of(group, "ja"), _of(group, "en")) for group in joined))


def _of(group: Iterable[tuple[Lang, int]], lang: Lang) -> tuple[int, ...]:
    return tuple(sorted(number for each, number in group if each == lang))
