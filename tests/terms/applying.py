"""Pairs as cases give them, linked block by block, read by the real stages."""

from dataclasses import replace
from functools import cache, partial
from itertools import zip_longest
from pathlib import Path

from pipeline.checking.context import Embedder, PairContext
from pipeline.documents import parse
from pipeline.model.links import Link, SentenceLink
from pipeline.model.source import Source, other
from pipeline.terms import read_glossary
from pipeline.terms.apply import Wish, corrections, edited
from tests.terms.written import analysed, matcher

GLOSSARY = (Path(__file__).parents[1] / "cases" / "apply" / "glossary.tsv").read_text("utf-8")


@cache
def prepared(rows):
    glossary = read_glossary(rows, "glossary.tsv")
    return glossary, {lang: matcher(glossary, lang) for lang in ("ja", "en")}


class _NoEncoder:
    name = "none"

    def embed(self, texts):
        raise AssertionError(f"asked to embed {texts}")


def side(text, lang, ending, matchers):
    return analysed(parse(Source(f"articles/{lang}/a.{ending}", lang, text)), matchers)


def _spans(section):
    """The sentences of each block of a section, its heading first."""
    spans = []
    for block in (section.heading, *section.blocks):
        if block is not None and block.prose and block.is_prose:
            whole = ((0, len(block.prose.text)),)
            spans.append([block.prose.span(*s) for s in block.sentences or whole])
    return spans


def links(ja, en, sentences):
    made = []
    for ours, theirs in zip(ja.document.sections, en.document.sections, strict=True):
        link = Link((ours.id,), (theirs.id,), 0.9)
        found = []
        for blocks in zip_longest(_spans(ours), _spans(theirs), fillvalue=[]):
            if len(blocks[0]) == len(blocks[1]):
                found += [SentenceLink((a,), (b,), 0.9) for a, b in zip(*blocks, strict=True)]
            else:
                found.append(SentenceLink(tuple(blocks[0]), tuple(blocks[1]), 0.9))
        made.append(replace(link, sentences=tuple(found) if sentences else ()))
    return tuple(made)


def context(ja, en, *, rows=GLOSSARY, ending="md", source="ja", sentences=True):
    glossary, matchers = prepared(rows)
    sides = {
        "ja": side(ja, "ja", ending, matchers),
        "en": side(en, "en", ending, matchers),
    }
    made = links(sides["ja"], sides["en"], sentences)
    embed = Embedder(_NoEncoder())
    return PairContext(
        sides[source],
        sides[other(source)],
        made,
        glossary,
        embed,
        partial(analysed, matchers=matchers),
    )


def applied(ja, en, wish=None, **options):
    """Both texts after one run, and what was left."""
    made = corrections(context(ja, en, **options), wish or Wish())
    return (
        edited(ja, made.edits.get("ja", ())),
        edited(en, made.edits.get("en", ())),
        made.left,
    )
