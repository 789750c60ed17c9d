"""Which headings does the plain-text parser find, and what does it invent?

    python -m benchmarks.plain_headings --data DIR [--show]

Every parallel and reshaped document of DIR is written anew as plain text without ``#``, as
``other_formats`` does, in three layouts: *pasted* (a blank line before each heading, as a page is
copied), *loose* (a blank line between all blocks) and *tight* (no blank lines). A heading counts as
found where a section begins in its line; a section that begins elsewhere is invented, unless it is
a label that the Markdown parser reads there too.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks.other_formats import _pasted
from pipeline.documents import parse
from pipeline.model.document import Document
from pipeline.model.source import LANGS, Source

LAYOUTS = ("pasted", "loose", "tight")


class Outcome(NamedTuple):
    """Headings of one text: how many were found, and the lines missed and invented."""

    found: int
    missed: list[str]
    invented: list[str]


def main() -> None:
    arguments = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    arguments.add_argument("--data", type=Path, required=True, metavar="DIR")
    arguments.add_argument(
        "--show", action="store_true", help="print every line missed or invented"
    )
    options = arguments.parse_args()
    counts: dict[tuple[str, str], Counter[str]] = {}
    for corpus, article, document, headings in _documents(options.data):
        for layout, text, starts in _layouts(document, headings):
            outcome = judge(text, document, starts)
            for name in (corpus, "all"):
                one = counts.setdefault((name, layout), Counter())
                one.update(found=outcome.found, missed=len(outcome.missed))
                one.update(invented=len(outcome.invented))
            if options.show:
                for kind, lines in (("-", outcome.missed), ("+", outcome.invented)):
                    for line in lines:
                        print(f"{kind} {layout} {corpus}/{article}.{document.lang}: {line}")
    _show(counts)


def _documents(data: Path) -> Iterator[tuple[str, str, Document, list[int]]]:
    for path in sorted(data.glob("*/*/gold.json")):
        if path.parent.parent.name.endswith("-drift"):
            continue
        gold = json.loads(path.read_text("utf-8"))
        for lang in LANGS:
            text = (path.parent / f"{lang}.md").read_text("utf-8")
            document = parse(Source("article.md", lang, text))
            headings = [heading["line"] for heading in gold[f"{lang}_sections"]]
            yield path.parent.parent.name, path.parent.name, document, headings


def _layouts(document: Document, headings: Sequence[int]) -> Iterator[tuple[str, str, list[int]]]:
    """The text in each layout with the lines its headings stand in, counted from 1."""
    pasted, starts = _pasted(document, headings)
    yield "pasted", pasted, starts
    lines = pasted.split("\n")
    for layout, step in (("loose", 2), ("tight", 1)):
        numbers = [number for number, line in enumerate(lines, start=1) if line]
        rank = {number: place for place, number in enumerate(numbers)}
        text = ("\n" * step).join(lines[number - 1] for number in numbers) + "\n"
        yield layout, text, [rank[start] * step + 1 for start in starts if start in rank]


def judge(text: str, document: Document, starts: Sequence[int]) -> Outcome:
    """Compares the sections read from a text with the headings known to stand in it."""
    source = Source("article.txt", document.lang, text)
    read = [s for s in parse(source).sections if s.kind in ("heading", "run-in")]
    places = {source.place(section.span.start)[0] for section in read}
    known = {section.title.text for section in document.sections}
    expected = set(starts)
    invented = [
        source.line(place)
        for place, section in zip(sorted(places), read, strict=True)
        if place not in expected and section.title.text not in known
    ]
    missed = [source.line(start) for start in starts if start not in places]
    return Outcome(len(expected & places), missed, invented)


def _show(counts: dict[tuple[str, str], Counter[str]]) -> None:
    print("| corpus | layout | headings | recall | precision | missed | invented |")
    print("|---|---|---|---|---|---|---|")
    for (corpus, layout), c in sorted(
        counts.items(),
        key=lambda item: (item[0][0] == "all", item[0][0], LAYOUTS.index(item[0][1])),
    ):
        headings = c["found"] + c["missed"]
        print(
            f"| {corpus} | {layout} | {headings} | {c['found'] / max(1, headings):.3f} "
            f"| {c['found'] / max(1, c['found'] + c['invented']):.3f} "
            f"| {c['missed']} | {c['invented']} |"
        )


if __name__ == "__main__":
    main()
