"""Do the alignment figures hold for plain text and HTML?

    python -m benchmarks.other_formats --data DIR

Twenty of DIR's reshaped documents (those with the least code, which has no place in pasted text)
are written anew as plain text without ``#`` (numbered and bare headings) and as HTML pages, and
aligned with the weights of the package. The Markdown row is the same documents as they stand.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from html import escape
from pathlib import Path

import numpy as np

from benchmarks.corpus import Example, Vectors, place
from benchmarks.train_alignment import Case, f1, measure
from pipeline.alignment import candidates, facts, scorer
from pipeline.documents import parse
from pipeline.languages import loan_origins
from pipeline.model.document import Block, Document
from pipeline.model.source import LANGS, Source

COUNT = 20


def main() -> None:
    arguments = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    arguments.add_argument("--data", type=Path, required=True, metavar="DIR")
    options = arguments.parse_args()
    folders = sorted(
        (path.parent for path in options.data.glob("*-reshaped/*/gold.json")),
        key=lambda path: ((path / "en.md").read_text("utf-8").count("```"), path.as_posix()),
    )
    chosen = sorted(folders[:: max(1, len(folders) // (3 * COUNT))][:COUNT])
    print("| format | pairs | link F1 | gap F1 | wrong links | missed | wrong gaps | missed |")
    print("|---|---|---|---|---|---|---|---|")
    for ending in ("md", "txt", "html"):
        examples = [_example(folder, ending) for folder in chosen]
        vectors = Vectors(None)
        vectors.learn(examples)
        cases = [Case(e, candidates(e.ja, e.en, vectors), False) for e in examples]
        scores = [scorer.load().score(case.pairs, *case.levels) for case in cases]
        c = measure(cases, scores, scorer.load().threshold)["reshaped"]
        print(
            f"| {ending} | {c['pairs']} | {f1(c, 'link'):.4f} | {f1(c, 'gap'):.4f} | {c['link!']} "
            f"| {c['link-']} | {c['gap!']} | {c['gap-']} |"
        )


def _example(folder: Path, ending: str) -> Example:
    gold = json.loads((folder / "gold.json").read_text("utf-8"))
    read, places = {}, {}
    for lang in LANGS:
        text = (folder / f"{lang}.md").read_text("utf-8")
        starts = [heading["line"] for heading in gold[f"{lang}_sections"]]
        if ending != "md":
            document = parse(Source("article.md", lang, text))
            text, starts = (_pasted if ending == "txt" else _page)(document, starts)
        source = Source(f"article.{ending}", lang, text)
        document = parse(source)
        read[lang] = facts.read(document, (), loan_origins)
        lines = [source.place(document.sections[f.id].span.start)[0] for f in read[lang]]
        places[lang] = place(lines, starts)
    unused = np.zeros((len(read["ja"]), len(read["en"])))
    return Example(
        folder.parent.name, folder.name, read["ja"], read["en"], unused, unused,
        places["ja"], places["en"], gold,
    )  # fmt: skip


def _pasted(document: Document, headings: Sequence[int]) -> tuple[str, list[int]]:
    """What a person pastes from the rendered page, and the lines the headings came to stand in.

    No markup, no pictures, a block a line; the second level is numbered, deeper headings are bare.
    """
    lines: list[str] = []
    starts: list[int] = []
    number = 0
    for section in document.sections:
        title = section.title.text
        if document.source.place(section.span.start)[0] in headings:
            starts.append(len(lines) + 1)
            if section.level == 2 and not section.number:
                number += 1
                title = f"{number}. {title}"
            elif section.number:
                title = f"{section.number} {title}"
        elif title:
            title = f"{title}:"
        bodies = [_line(block) for block in section.blocks if block.kind not in ("code", "alt")]
        lines += [*([title] if title else []), *filter(None, bodies), ""]
    return "\n".join(lines), starts


def _line(block: Block) -> str:
    text = " ".join(block.prose.text.split())
    return f"• {text}" if text and block.kind == "item" else text


def _page(document: Document, headings: Sequence[int]) -> tuple[str, list[int]]:
    """The same as an HTML page."""
    lines = [f'<!DOCTYPE html><html lang="{document.lang}"><body><main>']
    starts: list[int] = []
    for section in document.sections:
        title = escape(f"{section.number} {section.title.text}".strip())
        if document.source.place(section.span.start)[0] in headings:
            starts.append(len(lines) + 1)
            level = max(section.level, 1)
            lines.append(f"<h{level}>{title}</h{level}>" if title else "")
        elif title:
            lines.append(f"<p><strong>{title}:</strong></p>")
        for block in section.blocks:
            if block.kind == "code":
                text = escape(block.prose.text.rstrip()).replace("\n", "&#10;")
                lines.append(f"<pre><code>{text}</code></pre>")
            elif block.prose and block.kind != "alt":
                lines.append(f"<p>{escape(' '.join(block.prose.text.split()))}</p>")
    return "\n".join([*lines, "</main></body></html>", ""]), starts


if __name__ == "__main__":
    main()
