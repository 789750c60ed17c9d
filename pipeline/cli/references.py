"""Sections and findings as a person names them on the command line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from pipeline.decisions.keys import content, folded, name
from pipeline.errors import UsageError
from pipeline.model.document import Document
from pipeline.model.findings import Finding, PairReport, Report
from pipeline.model.source import LANGS, Lang
from pipeline.settings.table import nearest

_PREFIXED = re.compile(r"(ja|en):(.*)", re.DOTALL)
_LANGUAGE: dict[Lang, str] = {"ja": "Japanese", "en": "English"}
_SHORTEST = 6
# No section has a number of more digits.
_LONGEST = 10


def sections(pair: PairReport, lang: Lang, text: str) -> tuple[int, ...]:
    """Section ids for ``仕組み|根拠`` or ``3|4``: titles or the ids that align prints in JSON."""
    document = pair.document(lang)
    if document is None:
        raise UsageError(f"{pair.id} has no {_LANGUAGE[lang]} article")
    return tuple(_section(document, part.strip()) for part in text.split("|"))


def correspondence(pair: PairReport, text: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Japanese and English section ids for ``仕組み=Mechanism``; a title may hold ``=`` itself."""
    problem: UsageError | None = None
    for place in (match.start() for match in re.finditer("=", text)):
        try:
            ja, en = text[:place].strip(), text[place + 1 :].strip()
            return sections(pair, "ja", ja), sections(pair, "en", en)
        except UsageError as error:
            problem = problem or error
    raise problem or UsageError(f"{text!r}: write JAPANESE=ENGLISH, such as 仕組み=Mechanism")


def one_side(pair: PairReport, text: str, source: Lang) -> tuple[Lang, tuple[int, ...]]:
    """The language and the sections of ``副作用``, ``en:Costs`` or ``ja:3``.

    Without a prefix a number is of the source, and a title of the language that has it.
    """
    prefixed = _PREFIXED.fullmatch(text)
    if prefixed:
        lang: Lang = "ja" if prefixed[1] == "ja" else "en"
        return lang, sections(pair, lang, prefixed[2])
    if text.strip().isdecimal():
        return source, sections(pair, source, text)
    found: dict[Lang, tuple[int, ...]] = {}
    problems = []
    for lang in LANGS:
        try:
            found[lang] = sections(pair, lang, text)
        except UsageError as error:
            problems.append(error)
    if len(found) > 1:
        raise UsageError(f"both languages have {text!r}; write ja:{text} or en:{text}")
    for lang, numbers in found.items():
        return lang, numbers
    raise problems[0] if source == "ja" else problems[-1]


def finding(report: Report, mark: str) -> tuple[PairReport, Finding]:
    """The finding of a fingerprint, or of the beginning of one (six digits or more)."""
    everything = [(pair, found) for pair in report.pairs for found in pair.findings]
    exact = [each for each in everything if each[1].fingerprint == mark]
    near = [e for e in everything if e[1].fingerprint.startswith(mark)]
    found = exact or (near if len(mark) >= _SHORTEST else [])
    if not found:
        raise UsageError(
            f"no finding has the fingerprint {mark!r}; --pending lists them "
            "(for a stale section there is --up-to-date JA=EN)"
        )
    if len(found) > 1:
        pairs = ", ".join(dict.fromkeys(pair.id for pair, _ in found))
        raise UsageError(f"{mark!r} means findings of {pairs}; name the pair or more digits")
    return found[0]


def decision_ids(given: Iterable[str], known: Sequence[str]) -> list[int]:
    """Positions in ``known`` of entries named by their id."""
    places = []
    for text in given:
        if text not in known:
            hint = nearest(text, known) if known else "; nothing is decided"
            raise UsageError(f"there is no decision {text!r}{hint}; --list shows them")
        places.append(known.index(text))
    return places


def _section(document: Document, text: str) -> int:
    known = content(document)
    if text.isdecimal() and len(text) < _LONGEST:
        number = int(text)
        if number in {section.id for section in known}:
            return number
    found = [section.id for section in known if name(section) == folded(text)]
    language = _LANGUAGE[document.lang]
    if not found:
        titles = [name(section) for section in known]
        raise UsageError(f"the {language} has no section {text!r}{nearest(folded(text), titles)}")
    if len(found) > 1:
        ids = ", ".join(
            f"{number} (line {document.source.place(document.sections[number].span.start)[0]})"
            for number in found
        )
        raise UsageError(f"the {language} has several sections {text!r}; write one's number: {ids}")
    return found[0]
