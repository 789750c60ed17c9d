"""How much of an article its siblings already translated: leave one out, on the project's articles.

Each pair is held out in turn. The memory is made of the other pairs (with --tmx also of a file),
and is asked for every sentence and title of the held-out source. One is *recurrent* when the same
words, or the same but for numbers, identifiers and glossary terms, stand in another article. It
comes back *exact* when what the memory gives is what the held-out article's translator wrote.

    python benchmarks/draft_memory.py [--root DIR] [--tmx FILE] [--show]
"""

from __future__ import annotations

import argparse
from pathlib import Path

from pipeline.checking.shared import NO_RULE, prepare
from pipeline.drafting import recall
from pipeline.drafting.reading import read_pairs
from pipeline.model.findings import Report
from pipeline.model.source import other
from pipeline.reports.units import units
from pipeline.running.report import unseen
from pipeline.settings.project import load_settings, rule_ids
from pipeline.system.cache import Cache, default_folder
from pipeline.translation import tmx
from pipeline.translation.memory import MemoryEntry
from pipeline.translation.placeables import folded, skeleton, slots


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--root", type=Path, default=Path(__file__).resolve().parents[1])
    parser.add_argument("--tmx", type=Path)
    parser.add_argument("--show", action="store_true", help="print what comes back otherwise")
    asked = parser.parse_args()
    settings = load_settings(asked.root, rule_ids())
    found, stages, _ = prepare(
        asked.root, settings, asked=NO_RULE, note=print, cache=Cache(default_folder())
    )
    lang, opposite = settings.source, other(settings.source)
    read = read_pairs(found.pairs, stages, asked.root, unseen)
    reports = {id_: pair.report for id_, pair in read.pairs.items() if len(pair.documents) == 2}
    more = []
    if asked.tmx:
        more = [
            MemoryEntry(each[lang], each[opposite], asked.tmx.name)
            for each in tmx.read(asked.tmx.read_bytes(), asked.tmx.name)
        ]
    print(f"{'article':28} sentences recurrent  given  exact")
    totals = [0, 0, 0, 0]
    for id_, report in reports.items():
        others = [each for key, each in reports.items() if key != id_]
        matcher = stages.matchers[lang]
        # Without vectors: they find what is similar, and only what is the same counts here.
        memory = recall.memory(others, more, lang, stages.glossary, matcher, None)
        linked = units(Report("", {}, lang, (report,)))
        own = [(unit.side(lang).text, unit.side(opposite).text) for unit in linked]
        own += [(unit.source, unit.target) for unit in recall.titles(report, lang)]
        hits = recall.hits([text for text, _ in own], lang, matcher)
        known = {skeleton(u.source, slots(u.source, u.terms)) for u in memory.units}
        counts = [len(own), 0, 0, 0]
        for (text, theirs), each in zip(own, hits, strict=True):
            terms = recall.terms(text, each, stages.glossary, opposite)
            counts[1] += skeleton(text, slots(text, terms)) in known
            best = next(iter(memory.matches(text, terms)), None)
            if best is None or best.kind not in ("exact", "adapted"):
                continue
            counts[2] += 1
            same = folded(best.target).casefold() == folded(theirs).casefold()
            counts[3] += same
            if asked.show and not same:
                print(f"  {best.kind}: {text} → {best.target} (written: {theirs})")
        print(f"{id_:28} {counts[0]:9} {counts[1]:9} {counts[2]:6} {counts[3]:6}")
        totals = [a + b for a, b in zip(totals, counts, strict=True)]
    print(f"{'all':28} {totals[0]:9} {totals[1]:9} {totals[2]:6} {totals[3]:6}")
    share = f"{totals[3] / totals[1]:.2f}" if totals[1] else "none recurs"
    print(f"share of recurrent sentences that come back exact: {share}")


if __name__ == "__main__":
    main()
