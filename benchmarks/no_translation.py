"""What `check` says where a target is no translation at all, and what of good ones.

    python -m benchmarks.no_translation --pairs FILE… [--most N]

FILE holds tab-separated English and Japanese sentences in its last two columns. Each sentence is
a file of its own (``single``), or one of ten paragraphs (``paragraph``); in one of them the
English is another sentence of the file (``unrelated``), a placeholder, gone (``removed``), or
followed by a sentence that has no source (``added``). Found is what an error or warning says that
it does not say of the same text as it was. The texts are those that taught ``train_meaning.py``, so
the figures say how the rules use the model; its own table is the one of families left out.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

PLACEHOLDERS = (".", "TODO", "Coming soon", "N/A", "…", "TBD", "See the Japanese version.")
_TAIYAKU = Path(sys.executable).parent / "taiyaku"
_EACH = 10
_SHORTEST, _LONGEST = 8, 40


def main() -> None:
    """Prints how many of each kind are found, by file."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--pairs", type=Path, nargs="+", required=True)
    options.add_argument("--most", type=int, default=150)
    asked = options.parse_args()
    for path in asked.pairs:
        pairs = random.Random(5).sample(_read(path), asked.most)
        articles = dict((*_single(pairs), *_paragraphs(pairs)))
        said = _check(articles)
        found: Counter[str] = Counter()
        every: Counter[str] = Counter()
        for name, findings in said.items():
            kind, number = name.rsplit("-", 1)
            good = said[f"{kind.split('-')[0]}-good-{number}"]
            new = findings if kind.endswith("-good") else findings - good
            every[kind] += 1
            found[kind] += bool(new)
        for kind in every:
            print(path.name.split(".")[0], kind, f"{found[kind]} of {every[kind]}", sep="\t")


def _read(path: Path) -> list[tuple[str, str]]:
    with gzip.open(path, "rt") if path.suffix == ".gz" else path.open() as lines:
        rows = [line.rstrip("\n").split("\t")[-2:] for line in lines]
    return [
        (ja, en)
        for en, ja in rows
        if _SHORTEST <= len(en.split()) <= _LONGEST and not set("`:") & set(en)
    ]


def _single(pairs: Sequence[tuple[str, str]]) -> Iterator[tuple[str, tuple[str, str]]]:
    for number, (ja, en) in enumerate(pairs):
        others = [other for other in pairs if other[1] != en]
        near = min(others, key=lambda other: abs(len(other[1]) - len(en)))
        yield f"single-good-{number:03}", (ja, en)
        yield f"single-unrelated-{number:03}", (ja, near[1])
        instead = PLACEHOLDERS[number % len(PLACEHOLDERS)]
        yield f"single-placeholder-{number:03}", (ja, instead)


def _paragraphs(pairs: Sequence[tuple[str, str]]) -> Iterator[tuple[str, tuple[str, str]]]:
    random_ = random.Random(6)
    for number in range(len(pairs) // _EACH):
        own = pairs[number * _EACH : (number + 1) * _EACH]
        other = pairs[(number + 1) * _EACH % len(pairs)][1]
        at = random_.randrange(1, _EACH - 1)
        english = [en for _, en in own]
        kinds = {
            "good": english,
            "unrelated": [*english[:at], other, *english[at + 1 :]],
            "removed": [*english[:at], *english[at + 1 :]],
            "added": [*english[:at], other, *english[at:]],
        }
        source = "\n\n".join(["# 題", *(ja for ja, _ in own)])
        for kind, texts in kinds.items():
            yield f"paragraph-{kind}-{number:03}", (source, "\n\n".join(["# Title", *texts]))


def _check(articles: dict[str, tuple[str, str]]) -> dict[str, set[tuple[str, str]]]:
    """Rule and message of what is said of each article."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for lang in ("ja", "en"):
            (root / "articles" / lang).mkdir(parents=True)
        (root / "glossary.tsv").write_text("経頭蓋磁気刺激\ttranscranial magnetic stimulation\n")
        for name, (ja, en) in articles.items():
            (root / f"articles/ja/{name}.md").write_text(ja + "\n", "utf-8")
            (root / f"articles/en/{name}.md").write_text(en + "\n", "utf-8")
        command = [_TAIYAKU, "check", "--root", root, "--format", "json", "--fail-on", "never"]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    said: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for pair in json.loads(done.stdout)["pairs"]:
        shown = [f for f in pair["findings"] if f["severity"] != "info"]
        said[pair["id"]] |= {(f["rule"], f["message"]) for f in shown}
    return said


if __name__ == "__main__":
    main()
