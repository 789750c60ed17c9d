"""How often the rules about fidelity are right, on cases that a translator can read.

    python -m benchmarks.fidelity_cases [--half tuned|held-out] [--family NAME] [-v]

The cases (tests/cases/fidelity/*.yaml, a file a family) run through the whole tool as articles of
their own, with FAMILY.tsv as their glossary where there is one, else names.tsv. They were divided
by a hash of their id before any tuning: only `tuned` was looked at while the rules were made, the
figures that count are those of `held-out`; `-v` shows the tuned half alone unless the other is
asked for.

A case has `id`, `ja`, `en` and one of

- `finds`: what the rule of its family must mark, as "Japanese words / English words"; either side
  may be empty;
- `expect`: what must fire, as "rule-id" or "rule-id words", the words being marked on either side.

Both are empty where the translation is right. `allow` names rules that may fire as well;
`source: en` says that the English was written first, `ending: txt` that the article is plain text,
`severity` that what is found must have that one. `missed` and `alarm` say what fails today
(nothing found, or too much said): the tests hold these as strict expected failures.
Every other finding of a rule about words counts as false; infos do not count.
"""

from __future__ import annotations

import argparse
import unicodedata
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from benchmarks.judged import HALVES, HEAD, Score, Wrong, checked, half, total
from pipeline.model.source import LANGS

CASES = Path(__file__).parents[1] / "tests" / "cases" / "fidelity"
RULE_OF = {
    "acronyms": "acronym-mismatch",
    "certainty": "certainty-drift",
    "links": "link-mismatch",
    "names": "name-mismatch",
    "negation": "negation-drift",
    "numbers": "number-mismatch",
    "omitted": "omitted-content",
    "untranslated": "untranslated-text",
}
COUNTED = {*RULE_OF.values(), "term-mismatch", "term-forbidden", "term-inconsistent"}


class Reported(NamedTuple):
    """A finding with the words that it marks."""

    rule: str
    ja: str
    en: str
    message: str
    severity: str


def families() -> list[str]:
    return sorted(file.stem for file in CASES.glob("*.yaml"))


def cases(family: str) -> list[dict[str, Any]]:
    """The cases of a file; ids are its own."""
    found = yaml.safe_load((CASES / f"{family}.yaml").read_text("utf-8")) or []
    return [{**case, "family": family} for case in found]


def wanted(case: dict[str, Any]) -> list[str]:
    """What must be found; empty where the translation is right."""
    return list(case["finds"] if "finds" in case else case["expect"])


@cache
def _findings(family: str, name: str) -> dict[str, list[Reported]]:
    """What is said of each case of half a file, infos left out; run once a process."""
    chosen = [case for case in cases(family) if half(case) == name]
    return {
        pair.id: [_reported(f, pair) for f in pair.findings if f.severity != "info"]
        for source in LANGS
        for pair in checked(
            [c for c in chosen if c.get("source", "ja") == source], _glossary(family), source
        )
    }


def _glossary(family: str) -> str:
    own = CASES / f"{family}.tsv"
    return (own if own.is_file() else CASES / "names.tsv").read_text(encoding="utf-8")


def _reported(finding: Any, pair: Any) -> Reported:
    marked = [
        pair.document(lang).source.cut(place.span) if place else ""
        for lang, place in (("ja", finding.ja), ("en", finding.en))
    ]
    return Reported(finding.rule, *marked, finding.message, finding.severity)


def judged(case: dict[str, Any], found: Iterable[Reported]) -> tuple[Score, Wrong]:
    """A case's findings against what it wants."""
    left, allowed = wanted(case), set(case.get("allow", ()))
    silent, right, false = int(not left), 0, []
    for reported in found:
        hit = next((each for each in left if _is(reported, each, case)), None)
        if hit is not None:
            left.remove(hit)
            right += 1
        elif reported.rule in COUNTED - allowed:
            false.append(
                f"{reported.rule} {reported.severity} {reported.ja!r} / {reported.en!r}: "
                f"{reported.message}"
            )
    return Score(1, silent, right, len(false), len(left)), Wrong(case, false, left)


def _is(reported: Reported, each: str, case: dict[str, Any]) -> bool:
    if reported.severity != case.get("severity", reported.severity):
        return False
    if "finds" in case:
        ja, _, en = each.partition(" / ")
        rule = RULE_OF[case["family"]]
        return reported.rule == rule and _overlap(reported.ja, ja) and _overlap(reported.en, en)
    rule, _, words = each.partition(" ")
    return reported.rule == rule and (_overlap(reported.ja, words) or _overlap(reported.en, words))


def _overlap(marked: str, words: str) -> bool:
    """Whether the words are marked, or some of them are and nothing else."""
    one, two = _plain(marked), _plain(words)
    return two in one or (bool(one) and one in two)


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def findings_of(case: dict[str, Any]) -> list[Reported]:
    """What is said of one case."""
    return _findings(case["family"], half(case)).get(case["id"], [])


def score(family: str, name: str) -> tuple[Score, list[Wrong]]:
    """Half a family: its figures and what went wrong."""
    chosen = [case for case in cases(family) if half(case) == name]
    results = [judged(case, findings_of(case)) for case in chosen]
    wrong = [each for _, each in results if each.false or each.missed]
    return total(each for each, _ in results), wrong


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--half", choices=HALVES, action="append")
    parser.add_argument("--family", choices=families(), action="append")
    parser.add_argument("-v", "--verbose", action="store_true", help="show what went wrong")
    asked = parser.parse_args()
    print(f"{'half':10}{'family':14}{HEAD}")
    for name in asked.half or HALVES:
        shown = asked.verbose and (name == "tuned" or asked.half is not None)
        scores = []
        for family in asked.family or families():
            own, wrong = score(family, name)
            scores.append(own)
            print(f"{name:10}{family:14}{own.row}")
            for each in wrong if shown else ():
                each.show()
        print(f"{name:10}{'all':14}{total(scores).row}")


if __name__ == "__main__":
    main()
