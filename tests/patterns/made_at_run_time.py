"""Calls what puts a pattern together from a text, once each, so that it can be looked at."""

from __future__ import annotations

from typing import get_args

from pipeline.checks import acronym_mismatch, quantities
from pipeline.checks.claims import wording
from pipeline.checks.names import institutions
from pipeline.checks.quantities import lexer, numerals, rules, substances
from pipeline.checks.terms import rivals as _instead
from pipeline.documents import frontmatter, tags
from pipeline.lexicon import exclusive
from pipeline.model.source import LANGS, Source
from pipeline.settings.project import Pattern
from pipeline.sources import layouts, pairs
from pipeline.terms import abbreviations
from pipeline.terms.apply import english, untouchable
from pipeline.terms.exchange import tbx_names
from pipeline.translation import placeables, placing


def make() -> None:
    """Compiles them."""
    _instead._word("patient")
    acronym_mismatch._in_list("il6", "IL-1β, -6 and -10")
    institutions.is_institution("W Skin Clinic")
    numerals.english("1.2 million")
    substances.is_known("glucose")
    for lang in LANGS:
        list(exclusive.mentions("liver 肝臓", lang))
        lexer.lexemes("3mg in 10 days", lang)
        for rule in quantities.RULES[lang]:
            rules.compiled(rule.pattern, lang)
    front = '+++\ntitle = "a"\n+++\n'
    frontmatter._toml(Source("a.md", "en", front), 4, front.rindex("+++"), ["title"])
    list(tags.tokens("<script></script><textarea></textarea>"))
    layouts.spelled(Pattern("articles/ja/{path}", "articles/en/{path}"))
    pairs._Shape.of("articles/{path}.ja.md", "ja")
    pairs._Shape.of("articles/ja/{path}", "ja")
    list(abbreviations.occurrences({"ABC": 0, "DE": 1}, {}))
    english._solid("a-b")
    untouchable._in_quotes("‘a’ “b”", 1, 2)
    tbx_names.to_name("a")
    placeables._whole_words("drug")
    placeables._whole_words("薬")
    placing._around("drug", "the drug", {}, "the drug")
    for lang in LANGS:
        for kind in get_args(wording.Kind):
            for _, patterns in wording._patterns(lang, kind):
                for pattern in patterns:
                    pattern.compiled  # noqa: B018
