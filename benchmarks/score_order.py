"""Whether ``taiyaku score`` puts translations in the order that a person would.

    python benchmarks/score_order.py --data DIR --glossary FILE [--most 6]

DIR holds ``<corpus>/<article>/{ja.md,en.md}``, good translations of whole articles. The English
itself is the reference; the candidates are made of it: the same text; one in ten of its terms
replaced by the word of another concept; every fourth section left out; its sections in another
order; the same words with every second sentence joined to the next, which should cost next to
nothing. ``strict`` is BLEU with the n-th sentence facing the n-th, over the articles whose count
of sentences allows it. Everything is drawn from hashes, so two runs agree.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from pipeline import languages
from pipeline.documents import parse
from pipeline.model.document import Document
from pipeline.model.scores import Quality, ScoreReport, Way
from pipeline.model.source import Source
from pipeline.settings.project import Settings
from pipeline.tasks import score as scoring
from pipeline.terms import read_glossary
from pipeline.terms.matcher import Matcher, build

STEP = 4


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--glossary", type=Path, required=True)
    parser.add_argument("--most", type=int, default=6, help="articles of each corpus")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        articles = list(lay_out(root, asked.data, asked.glossary, asked.most))
        glossary = read_glossary(asked.glossary.read_text("utf-8"), asked.glossary.name)
        matcher = build(glossary, "en", languages.tokenise_texts, languages.short_units)

        def replaced(document: Document) -> str:
            return with_other_terms(
                document, matcher, [c.preferred("en") for c in glossary.concepts]
            )

        print(f"{len(articles)} articles")
        print(
            f"{'candidate':32}{'BLEU':>8}{'chrF++':>8}{'TER':>8}{'terms':>8}{'slips':>8}"
            f"{'missing':>9}{'strict':>9} (articles)"
        )
        for name, made in {
            "the reference itself": str_of,
            "a tenth of its terms replaced": replaced,
            "every fourth section left out": with_sections_dropped,
            "sections in another order": with_sections_shuffled,
            "sentences joined in pairs": with_sentences_joined,
        }.items():
            aligned = scored(root, articles, made, "aligned").candidates[0].corpus
            show(name, aligned, scored(root, articles, made, "strict"))


def lay_out(root: Path, data: Path, glossary: Path, most: int) -> Iterator[str]:
    """A project of the articles below ``data``; their ids."""
    (root / "glossary.tsv").write_bytes(glossary.read_bytes())
    corpora = sorted(p for p in data.iterdir() if not p.name.endswith(("-drift", "-reshaped")))
    for corpus in corpora:
        for article in sorted(p.parent for p in corpus.glob("*/ja.md"))[:most]:
            id_ = f"{corpus.name}/{article.name}"
            for lang in ("ja", "en"):
                file = root / "articles" / lang / f"{id_}.md"
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes((article / f"{lang}.md").read_bytes())
            yield id_


def scored(
    root: Path, articles: list[str], made: Callable[[Document], str], way: Way
) -> ScoreReport:
    with tempfile.TemporaryDirectory() as folder:
        for id_ in articles:
            text = (root / f"articles/en/{id_}.md").read_bytes().decode("utf-8-sig")
            file = Path(folder) / f"{id_}.md"
            file.parent.mkdir(parents=True, exist_ok=True)
            document = parse(Source(f"{id_}.md", "en", text))
            file.write_text(made(document), encoding="utf-8", newline="")
        order = scoring.Order((Path(folder),), way=way)
        return scoring.score(
            root, Settings(), (), order, folder=root, cache=None, note=print,
            progress=lambda done, total, name: None,
        )  # fmt: skip


def show(name: str, quality: Quality, strict: ScoreReport) -> None:
    figures = [quality.metrics[metric] for metric in ("BLEU", "chrF++", "TER")]
    candidate = strict.candidates[0]
    bleu = candidate.corpus.metrics.get("BLEU")
    print(
        f"{name:32}"
        + "".join(f"{figure:8.1f}" for figure in figures)
        + f"{100 * (quality.terms.success or 0):8.1f}{quality.per_thousand:8.1f}{quality.missing:9}"
        + (f"{bleu:9.1f}" if bleu is not None else f"{'–':>9}")
        + f" ({len(candidate.articles)})"
    )


def str_of(document: Document) -> str:
    return document.source.text


def drawn(*of: object) -> int:
    """A number that depends on nothing but ``of``."""
    return int(hashlib.sha256(repr(of).encode()).hexdigest()[:12], 16)


def with_other_terms(document: Document, matcher: Matcher, words: list[str]) -> str:
    text = document.source.text
    found = []
    for hit in matcher.find(languages.tokenise(document)):
        section = document.sections[hit.section]
        block = section.heading if hit.block == 0 else section.blocks[hit.block - 1]
        if block is not None and block.is_prose:
            found.append((block.prose.span(hit.start, hit.end), hit.concept))
    for span, concept in sorted(found, reverse=True):
        if drawn(document.source.path, span) % 10 == 0:
            word = words[(concept + 1 + drawn(span) % (len(words) - 1)) % len(words)]
            text = text[: span.start] + word + text[span.end :]
    return text


def with_sections_dropped(document: Document) -> str:
    remaining = [s for s in document.sections if s.id % STEP != STEP - 1]
    return "".join(document.source.cut(section.span) for section in remaining)


def with_sections_shuffled(document: Document) -> str:
    order = sorted(document.sections, key=lambda s: drawn(document.source.path, s.id))
    return "\n\n".join(document.source.cut(section.span) for section in order)


def with_sentences_joined(document: Document) -> str:
    """The same words, every second full stop inside a line a semicolon."""
    count = 0

    def joined(match: re.Match[str]) -> str:
        nonlocal count
        count += 1
        return "; " if count % 2 else match.group()

    return re.sub(r"(?<=[a-z]{3})\. (?=[A-Z])", joined, document.source.text)


if __name__ == "__main__":
    main()
