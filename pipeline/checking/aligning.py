"""Two articles side by side: their words and terms read, their sections and sentences linked."""

from __future__ import annotations

from functools import partial

from pipeline import alignment, languages
from pipeline.alignment.sentences import with_sentences
from pipeline.checking import unreviewed_drafts
from pipeline.checking.context import Embedder, PairContext
from pipeline.checking.reading import ReadPair
from pipeline.checking.shared import Stages
from pipeline.checking.unreviewed_drafts import Drafts
from pipeline.model.check import Side
from pipeline.model.document import Document
from pipeline.model.source import LANGS, other


def align_pair(pair: ReadPair, stages: Stages, drafts: Drafts | None = None) -> PairContext:
    """A pair as rules see it. ``drafts`` stand beside the sections they were made from."""
    documents, first = pair.documents, stages.settings.source
    # The encoder loads while the rules do and the articles are read.
    stages.encoder.prepare(
        [text for document in documents.values() for text in document.sentences()]
    )
    _ = stages.rules
    ja, en = (side_of(documents[lang], stages) for lang in LANGS)
    embed = Embedder(stages.encoder)
    decided = pair.matched.decided
    if drafts is not None:
        decided = unreviewed_drafts.with_origins(decided, drafts)
    links = alignment.align(ja, en, embed, languages.loan_origins, decided)
    links = with_sentences(ja, en, links, embed, languages.loan_origins)
    sides = {"ja": ja, "en": en}
    return PairContext(
        source=sides[first],
        target=sides[other(first)],
        links=links,
        glossary=stages.glossary,
        embed=embed,
        analyse=partial(side_of, stages=stages),
        strict_terms=stages.settings.strict,
        earlier=stages.past.states(pair.files.id) if stages.past else (),
        confirmed=pair.matched.up_to_date,
        cached_words=stages.cached_words,
    )


def side_of(document: Document, stages: Stages) -> Side:
    """An article read: its morphemes or words, and the terms in it."""
    tokens = languages.tokenise(document, stages.cached_words)
    found = stages.matchers[document.lang].read(tokens)
    return Side(document, tokens, found.hits, found.nested)
