"""How many of the glossary's terms `taiyaku glossary suggest` finds, its glossary emptied.

    python benchmarks/suggest.py [--first 150] [-v]

A term *occurs* where the tool's own matcher finds an accepted Japanese form in a section and an
accepted English form in a section linked to it, in the project's own articles. It is *found* where
one of the first suggestions has an accepted Japanese form (normal forms equal) and one of that
suggestion's three renderings is an accepted English form (lemmas equal). As more terms occur than
there are suggestions, the share that could be found at best is printed too.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from pipeline import languages
from pipeline.checking.aligning import align_pair
from pipeline.checking.reading import read_pair
from pipeline.checking.shared import NO_RULE, prepare
from pipeline.cli.project import settings_of
from pipeline.model.check import Side
from pipeline.model.source import LANGS, Lang
from pipeline.model.terms import Concept
from pipeline.sources import contents_of
from pipeline.tasks import suggest as suggesting

ROOT = Path(__file__).parents[1]


def normal(texts: Sequence[str], lang: Lang) -> list[str]:
    read = languages.tokenise_texts(texts, lang)
    return [
        " ".join(t.norm if lang == "ja" else t.lemma for t in tokens if t.pos != "PUNCT")
        for tokens in read
    ]


def occurring() -> Counter[int]:
    """Concepts by the number of section links that hold them on both sides."""
    settings = settings_of(ROOT)
    found, stages, _ = prepare(ROOT, settings, asked=NO_RULE, note=print)
    counts: Counter[int] = Counter()
    for files in found.pairs:
        pair, _ = read_pair(files, contents_of(files, stages.tree), stages)
        if pair is None or not pair.has_both:
            continue
        context = align_pair(pair, stages)
        for link in context.links:
            sides = ((context.source, link.ja), (context.target, link.en))
            ja, en = (_concepts(side, sections) for side, sections in sides)
            counts.update(ja & en)
    return counts


def _concepts(side: Side, sections: Sequence[int]) -> set[int]:
    hits = (*side.hits, *side.nested)
    return {h.concept for h in hits if h.section in sections and h.form.kind != "forbidden"}


def glossary() -> tuple[Concept, ...]:
    from pipeline.terms import read_glossary

    path = settings_of(ROOT).glossary
    return read_glossary((ROOT / path).read_text(encoding="utf-8"), path).concepts


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--first", type=int, default=150)
    parser.add_argument("-v", "--verbose", action="store_true", help="list what is not found")
    asked = parser.parse_args()
    concepts, occur = glossary(), occurring()
    empty = replace(settings_of(ROOT), glossary="no-glossary.tsv")
    made = suggesting.suggest(
        ROOT, empty, folder=ROOT, cache=None, note=lambda _: None, progress=lambda *_: None
    ).suggestions
    ja = normal([s.ja for s in made], "ja")
    en = [set(normal([r.en for r in s.renderings], "en")) for s in made]
    rank: dict[int, int] = {}
    unsaid, rows = set(), set()
    for number in occur:
        accepted = [normal(concepts[number].accepted(lang), lang) for lang in LANGS]
        at = [place for place, text in enumerate(ja) if text in accepted[0]]
        right = [place for place in at if en[place] & set(accepted[1])]
        rows.update(right)
        if right:
            rank[number] = right[0]
        elif at:
            unsaid.add(number)
    total, first = len(occur), asked.first
    hits = [number for number, place in rank.items() if place < first]
    often = [number for number, count in occur.items() if count > 1]
    twice = sum(number in hits for number in often)
    good = sum(place < first for place in rows)
    lines: list[tuple[str, int, int | None]] = [
        ("suggestions", len(made), None),
        ("terms of the glossary that occur", total, None),
        (f"found among the first {first}", len(hits), total),
        ("  at best, a suggestion each", min(first, total), total),
        ("  of those in more than one linked section", twice, len(often)),
        (f"suggestions among the first {first} that are such terms", good, first),
        *(
            (f"found among the first {more}", sum(p < more for p in rank.values()), total)
            for more in (200, 250, 300, 500)
        ),
        ("Japanese suggested, English not in its first three", len(unsaid), None),
    ]
    for text, part, whole in lines:
        print(f"{text:55}{part:6}" + (f" of {whole} ({part / whole:.0%})" if whole else ""))
    if asked.verbose:
        for number in sorted(set(occur) - set(hits)):
            concept = concepts[number]
            place = rank.get(number, "English" if number in unsaid else "-")
            print(f"  {concept.preferred('ja')}\t{concept.preferred('en')}\t{place}")
        for place, row in enumerate(made[:first]):
            renderings = " | ".join(r.en for r in row.renderings)
            print(f"{place:4} {'*' if place in rows else ' '} {row.ja}\t{renderings}")


if __name__ == "__main__":
    main()
