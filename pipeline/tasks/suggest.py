"""Suggests terms from the article pairs of a project: wires the stages to ``terms.suggest``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.checking.aligning import align_pair
from pipeline.checking.context import Embedder
from pipeline.checking.reading import ReadPair, read_pair
from pipeline.checking.shared import NO_RULE, Note, Progress, Stages, prepare
from pipeline.errors import ModelError, TaiyakuError
from pipeline.model.findings import Failure, PairReport, Report
from pipeline.model.source import LANGS
from pipeline.reports.units import SentencePair, units
from pipeline.settings.project import Settings
from pipeline.sources import contents_of
from pipeline.system.cache import Cache
from pipeline.terms.suggest import Suggestion


@dataclass(frozen=True)
class Suggested:
    """Candidates, best first; ``Rendering.link`` indexes ``units``, the sentences they stand in."""

    suggestions: tuple[Suggestion, ...]
    units: tuple[SentencePair, ...]
    failures: tuple[Failure, ...]


def suggest(
    root: Path,
    settings: Settings,
    wanted: Sequence[str] = (),
    *,
    folder: Path,
    cache: Cache | None,
    note: Note,
    progress: Progress,
) -> Suggested:
    """Terms of the pairs that ``wanted`` names which no row of the glossary has.

    A proposed row counts too: it would only be proposed again.

    Parameters and errors as for ``check_pairs``.
    """
    found, stages, missing = prepare(
        root, settings, wanted, asked=NO_RULE, note=note, folder=folder, cache=cache
    )
    failures = list(missing)
    pairs = []
    for done, files in enumerate(found.pairs):
        progress(done, len(found.pairs), files.id)
        try:
            pair, unread = read_pair(files, contents_of(files, stages.tree), stages)
            failures += unread
            if pair is not None and pair.has_both:
                pairs.append(_linked(pair, stages))
        except ModelError:
            raise
        except TaiyakuError as error:
            failures.append(Failure(str(error), error.path, files.id))
    progress(len(found.pairs), len(found.pairs), "")
    sentences = tuple(units(Report("", {}, settings.source, tuple(pairs))))
    return Suggested(_suggestions(sentences, stages), sentences, tuple(failures))


def _linked(pair: ReadPair, stages: Stages) -> PairReport:
    """The links of two articles, as a report without findings."""
    files, links = pair.files, align_pair(pair, stages).links
    ja, en = pair.documents["ja"], pair.documents["en"]
    return PairReport(files.id, files.ja, files.en, ja, en, links, ())


def _suggestions(sentences: Sequence[SentencePair], stages: Stages) -> tuple[Suggestion, ...]:
    if not sentences:
        return ()
    import numpy as np

    from pipeline import languages
    from pipeline.alignment.encoders.embedded import surprise
    from pipeline.languages.phrases import noun_phrases
    from pipeline.terms.suggest import Linked, suggest

    texts = {lang: [unit.side(lang).text for unit in sentences] for lang in LANGS}
    read = zip(*(noun_phrases(texts[lang], lang) for lang in LANGS), strict=True)
    embed = Embedder(stages.encoder)
    middle = embed(texts["ja"]).mean(axis=0)
    subject = middle / (float(np.linalg.norm(middle)) or 1.0)
    linked = [Linked(ja, en) for ja, en in read]
    made = suggest(linked, subject, embed, languages.loan_origins, surprise)
    known = set(_normal([f.text for c in stages.glossary.concepts for f in c.ja]))
    normal = _normal([suggestion.ja for suggestion in made])
    return tuple(s for s, form in zip(made, normal, strict=True) if form not in known)


def _normal(terms: Sequence[str]) -> list[str]:
    """Japanese terms in normal form, the same for every way to write them."""
    from pipeline import languages

    read = languages.tokenise_texts(terms, "ja")
    return ["".join(token.norm for token in tokens) for tokens in read]
