"""One key for the spellings of an English word: case, accents, British and American, endings."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

# Systematic differences between British and American spelling. Both sides of a comparison are
# folded alike, so a rule may touch words that have one spelling only (four → for): what counts is
# that no two terms of a glossary meet.
_REGIONAL = (
    ("ae|æ", "e"),  # anaemia, haemorrhage, paediatric
    ("oe|œ", "e"),  # oesophagus, oedema, diarrhoea
    ("our", "or"),  # tumour, behaviour
    ("ll", "l"),  # labelled, signalling, enrol
    ("(?<=[btv])re(s?)$", r"er\1"),  # centre, fibre, manoeuvre
    ("(?<=practi)s", "c"),
    ("is(?=(?:e|ed|es|er|ers|ing|ation|ations)$)", "iz"),  # randomise, ionisation
    ("ys(?=(?:e|ed|er|ers|ing)$)", "yz"),  # analyse, paralysed
    ("enc(?=es?$)", "ens"),  # defence, licence
    ("(?<=[lo])ogue(s?)$", r"og\1"),  # dialogue, analogue
    ("mme(s?)$", r"m\1"),  # programme
    ("dgement", "dgment"),
    ("ageing", "aging"),
    ("sulph", "sulf"),
    ("leuco", "leuko"),
    ("grey", "gray"),
)
_REPLACED = tuple((re.compile(pattern), plain) for pattern, plain in _REGIONAL)
_ANY_REGIONAL = re.compile("|".join(f"(?:{pattern})" for pattern, _ in _REGIONAL))

# Plurals of English and of the Latin and Greek in medical words: ending → singular endings.
_PLURALS = (
    ("ies", ("y", "ie")),
    ("sses", ("ss",)),
    ("ches", ("ch",)),
    ("shes", ("sh",)),
    ("xes", ("x",)),
    ("ses", ("se", "sis", "s")),
    ("ices", ("ex", "ix")),
    ("mata", ("ma",)),
    ("ae", ("a",)),
    ("i", ("us",)),
    ("a", ("um", "on")),
)
_SHORTEST = 3

# Endings of English and of the Latin and Greek in medical words that turn one part of speech into
# another and keep the concept (hippocampus, hippocampal; serotonin, serotonergic).
_ENDINGS = """
    a ability able ably acy al ally an ance ancy ant ar ary ate ated atic ating ation ational
    ative atory e eal ed emia ence ency ense ent er ergic ery ful ia iac ial ian ible ibility ic
    ical ically idal in ing ion ional ious is ish ism ist istic ition itive itory ity ium ive
    ively ization ize ized izing ly ment ness oid on or ory ous um ular us ual y
"""
_DERIVING = tuple(_ENDINGS.split())
# Where the stem changes with the ending, or is too short to stand for itself.
_CHANGES = (
    ("(?<=[aeiou])sis$", "tic"),  # psychosis, psychotic
    ("gnosis$", "gnostic"),
    ("ps(?:is|y)$", "ptic"),  # sepsis, epilepsy
    ("xis$", "ctic"),  # anaphylaxis
    ("sm$", "stic"),  # spasm, autism
    ("ma$", "matic"),  # asthma
    ("ma$", "matous"),  # oedema
    ("(?<=[gmnx])ia$", "ic"),  # mania, anaemia
    ("us$", "al"),  # virus
    ("ax$", "ac"),  # thorax, thoracic
    ("(?<=[a-z]{3})(?<!pl)[ei]x$", "ic"),  # cortex, cortical
    ("nx$", "ng"),  # larynx, laryngeal
    ("cle$", "cul"),  # muscle, muscular
    ("ity$", "e"),  # obesity
    ("iness$", "y"),  # dizziness
    ("(?<=[a-z]{4})(?:ness|ful)$", ""),  # numbness, painful
    ("(?<=[ir])ption$", "b"),  # absorption, prescription
    ("mission$", "mit"),  # admission
    ("(?<=[aou])sion$", "d"),  # exclusion
    ("rsion$", "rt"),  # conversion
    ("duction$", "duc"),  # reduction
    ("sumption$", "sum"),
    ("olution$", "olv"),
    (r"(?<=[aeiouy])([^\Waeiou]+)ing$", r"\1"),  # vomiting
    (r"(?<=[aeiouy])([^\Waeiou])ing$", r"\1e"),  # smoking
    (r"(?<=[aeiouy])([^\Waeiou])\1ing$", r"\1"),  # stopping
)
_CHANGED = tuple((re.compile(ending), other) for ending, other in _CHANGES)
_ANY_CHANGED = re.compile("(?:is|sy|sm|ma|ia|us|[aein]x|cle|ity|ness|ful|ion|ing)$")
_DOUBLED = re.compile(r"([b-df-hj-np-tv-z])\1$")
_SHORTEST_STEM = 5


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """Lower case without accents, in one regional spelling, Greek letters by their names."""
    plain = word.lower() if word.isascii() else _without_accents(word)
    if _ANY_REGIONAL.search(plain):
        for pattern, replacement in _REPLACED:
            plain = pattern.sub(replacement, plain)
    return plain


def unmerged(word: str) -> str | None:
    """The key of a word whose *ae* or *oe* may be two letters after all: gastroesophageal."""
    plain = word.lower()
    if not _MERGED.search(plain):
        return None
    return "".join(part if _MERGED.fullmatch(part) else fold(part) for part in _MERGED.split(plain))


_MERGED = re.compile("([ao]e)")


def _without_accents(word: str) -> str:
    plain = unicodedata.normalize("NFKD", word).casefold()
    return "".join(_spelled_out(ch) for ch in plain if not unicodedata.combining(ch))


def _spelled_out(character: str) -> str:
    """The name of a Greek letter (TNF-α, TNF-alpha), any other character as it is."""
    name = unicodedata.name(character, "")
    if not name.startswith("GREEK SMALL LETTER "):
        return character
    return name.split()[-1].lower().replace("lamda", "lambda")


@lru_cache(maxsize=65536)
def singulars(word: str) -> frozenset[str]:
    """What ``word`` may be the plural of; the tagger reads rare nouns as names and leaves the s."""
    return frozenset(form for form in _singulars(word.lower()) if len(form) >= _SHORTEST)


def _singulars(word: str) -> Iterator[str]:
    for ending, endings in _PLURALS:
        if word.endswith(ending):
            yield from (word.removesuffix(ending) + singular for singular in endings)
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        yield word[:-1]


@lru_cache(maxsize=65536)
def stems(word: str) -> frozenset[str]:
    """A folded word with and without one deriving ending, where five letters are left.

    Some lead to a form of another word instead (numbness to numb, virus to viral).
    """
    found = {word, *changed(word)}
    for ending in _DERIVING:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            left = word.removesuffix(ending)
            found |= {left, _undoubled(left)}
    return frozenset(found)


def changed(word: str) -> Iterator[str]:
    """The stems of a folded word that are no beginning of it, or a short one."""
    if _ANY_CHANGED.search(word):
        for ending, other in _CHANGED:
            new, times = ending.subn(other, word)
            if times:
                yield new


def _undoubled(stem: str) -> str:
    """``inflam`` of ``inflamm``, where five letters are left."""
    return _DOUBLED.sub(r"\1", stem) if len(stem) > _SHORTEST_STEM else stem
