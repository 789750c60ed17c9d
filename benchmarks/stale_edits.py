"""Does an edit of a sentence count for stale-section exactly when it says something else?

    python -m benchmarks.stale_edits --data DIR [--counterpart]

DIR holds ``<corpus>-drift/<article>--<lang>-old`` beside ``<corpus>/<article>``: an older revision
of the text in ``lang`` and the one of now. Sentences that were edited between the two are weighed
as the rule weighs them. Most touch what always counts, or no word of content; the others are judged
by meaning, and for these ``stale_edits.tsv`` says, by hash, what was read in them: the *same*,
something *other*, or a *fragment* (code, markup, half a line), which is left out. An exchange of
the same words in several sentences counts once. Hashes divide them into halves; ``tuned`` is the
half that changes were tried on.

Each edit is weighed alone, as the rule does where no sentence of the other language is linked to
it; with ``--counterpart`` also beside the sentence that is. As the other language is that of now,
it then takes each edit backwards. ``tests/cases/stale/contrasts.yaml``, medical sentences of our
own, is weighed in both ways too.
"""

from __future__ import annotations

import argparse
import hashlib
import tempfile
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import yaml

from pipeline import languages
from pipeline.alignment import encoders
from pipeline.checking.context import Embedder
from pipeline.checks.staleness.counterpart import Counterpart
from pipeline.checks.staleness.pairing import pair
from pipeline.checks.staleness.units import RevisionUnit, units
from pipeline.checks.staleness.weight import Text, Weight, weigh
from pipeline.documents import parse
from pipeline.model.source import Lang, Source, Span, other
from pipeline.running.report import align_pairs
from pipeline.settings.project import Settings

LABELS = Path(__file__).with_suffix(".tsv")
CONTRASTS = Path(__file__).parents[1] / "tests/cases/stale/contrasts.yaml"
HALVES = ("tuned", "held out")


class Edit(NamedTuple):
    """A sentence that was edited; ``spans`` is where it stands now, in the pair ``name``."""

    name: str
    lang: Lang
    before: str
    after: str
    refs: tuple[tuple[str, ...], tuple[str, ...]]
    spans: tuple[Span, ...]

    @property
    def hash(self) -> str:
        """What the labels know it by."""
        content = f"{self.lang}\n{self.before}\n{self.after}"
        return hashlib.sha256(content.encode()).hexdigest()[:16]

    def back(self) -> Edit:
        """The same, from what it came to."""
        return self._replace(before=self.after, after=self.before, refs=self.refs[::-1])


def main() -> None:
    arguments = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    arguments.add_argument("--data", type=Path, required=True, metavar="DIR")
    arguments.add_argument("--counterpart", action="store_true")
    given = arguments.parse_args()
    embed = Embedder(encoders.load())
    texts = dict(_revisions(given.data))
    edits = {edit.hash: edit for name in texts for edit in _edits(name, *texts[name])}
    weights = {key: _weight(edit, embed) for key, edit in edits.items()}
    asked = {key for key, weight in weights.items() if weight.similarity is not None}
    idle = {key for key, weight in weights.items() if not weight and key not in asked}
    print(f"{len(edits)} edited sentences in {len(texts)} articles")
    print(f"{len(edits) - len(idle) - len(asked)} touch something that always counts")
    print(f"{len(idle)} change no word of content; {len(asked)} are judged by meaning")
    labels = dict(_labels())
    known = list(_distinct(sorted(asked & labels.keys()), weights, labels))
    print(f"{len(asked - labels.keys())} of them not labelled; {len(known)} labelled and distinct")
    _show("alone", {key: (labels[key] == "other", bool(weights[key])) for key in known})
    if given.counterpart:
        counterpart = _counterparts([edits[key] for key in known], texts)
        found = {key: bool(_weight(edits[key].back(), embed, counterpart[key])) for key in known}
        _show(
            "beside the counterpart", {key: (labels[key] == "other", found[key]) for key in known}
        )
    _contrasts(embed)


def _revisions(data: Path) -> Iterator[tuple[str, tuple[Lang, str, str, str]]]:
    """Articles by name: the language that changed, its text then and now, the other language."""
    for old in sorted(data.glob("*-drift/*--??-old")):
        article, lang = old.name[: -len("--ja-old")], _lang(old.name[-len("ja-old") :][:2])
        family = old.parent.name.removesuffix("-drift")
        # Where both sides drifted, either one's folder has the other as it is now.
        homes = (data / family / article, old.parent / f"{article}--{other(lang)}-old")
        now = next((home for home in homes if home.exists()), None)
        if now is not None:
            then = (old / f"{lang}.md").read_text("utf-8")
            counterpart = (old / f"{other(lang)}.md").read_text("utf-8")
            yield (
                f"{family}-{old.name}",
                (lang, then, (now / f"{lang}.md").read_text("utf-8"), counterpart),
            )


def _lang(name: str) -> Lang:
    return "ja" if name == "ja" else "en"


def _edits(name: str, lang: Lang, then: str, now: str, _: str) -> Iterator[Edit]:
    olds, news = (units(parse(Source("a.md", lang, text))) for text in (then, now))
    for change in pair(olds, news).changes:
        before, after = [olds[i] for i in change.before], [news[j] for j in change.after]
        if before and after and all(unit.kind == "prose" for unit in before):
            refs = _refs(before), _refs(after)
            spans = tuple(unit.span for unit in after)
            yield Edit(name, lang, _joined(before), _joined(after), refs, spans)


def _refs(some: Iterable[RevisionUnit]) -> tuple[str, ...]:
    return tuple(sorted(ref for unit in some for ref in unit.refs))


def _joined(some: Iterable[RevisionUnit]) -> str:
    text = ""
    for unit in some:
        text += " " if text and text[-1].isascii() and unit.text[:1].isascii() else ""
        text += unit.text
    return text


def _weight(edit: Edit, embed: Embedder, counterpart: str = "") -> Weight:
    tokens = languages.tokenise_texts([edit.before, edit.after], edit.lang)
    before = Text(edit.before, tokens[0], (), edit.refs[0])
    after = Text(edit.after, tokens[1], (), edit.refs[1])
    there = Counterpart.of(
        counterpart, languages.tokenise_texts([counterpart], other(edit.lang))[0]
    )
    return weigh(before, after, edit.lang, embed, there)


def _labels() -> Iterator[tuple[str, str]]:
    for line in LABELS.read_text("utf-8").splitlines():
        if not line.startswith("#"):
            key, label = line.split("\t")
            yield key, label


def _distinct(
    keys: Sequence[str], weights: dict[str, Weight], labels: dict[str, str]
) -> Iterator[str]:
    """The first edit of each exchange of words, fragments left out."""
    seen = set()
    for key in keys:
        words = tuple((s.before, s.after) for s in weights[key].steps if s.op != "equal")
        if words not in seen and labels[key] != "fragment":
            yield key
        seen.add(words)


def _show(how: str, reported: dict[str, tuple[bool, bool]], tuned: Collection[str] = ()) -> None:
    """``reported`` says by hash whether an edit says something else, and whether it counts."""
    print(how)
    for half, name in enumerate(HALVES):
        seen = Counter(
            pair
            for key, pair in reported.items()
            if (0 if key in tuned else int(key, 16) % 2) == half
        )
        right, wrong, missed = seen[True, True], seen[False, True], seen[True, False]
        print(
            f"  {name}: {seen.total()} edits, {right + missed} say something else; "
            f"precision {right / max(right + wrong, 1):.2f}, "
            f"recall {right / max(right + missed, 1):.2f}"
        )


def _counterparts(
    edits: Sequence[Edit], texts: dict[str, tuple[Lang, str, str, str]]
) -> dict[str, str]:
    """The sentences of now that are linked to each edit; nothing where none is."""
    found: dict[str, str] = {}
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for name in {edit.name for edit in edits}:
            lang, _, now, counterpart = texts[name]
            for side, text in ((lang, now), (other(lang), counterpart)):
                path = root / "articles" / side / f"{name}.md"
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, "utf-8")
        reports = {report.id: report for report in align_pairs(root, Settings()).pairs}
    for edit in edits:
        report = reports[edit.name]
        document = report.document(other(edit.lang))
        known = {unit.span: unit.text for unit in units(document)} if document else {}
        there = dict.fromkeys(
            known[span]
            for link in report.links
            for row in link.sentences
            if set(edit.spans) & set(row.ja if edit.lang == "ja" else row.en)
            for span in (row.en if edit.lang == "ja" else row.ja)
            if span in known
        )
        found[edit.hash] = " ".join(there)
    return found


def _contrasts(embed: Embedder) -> None:
    alone, beside, tuned = {}, {}, set()
    for case in yaml.safe_load(CONTRASTS.read_text("utf-8")):
        edit = Edit("", case["lang"], case["before"], case["after"], ((), ()), ())
        alone[edit.hash] = "same" not in case, bool(_weight(edit, embed))
        beside[edit.hash] = "same" not in case, bool(_weight(edit, embed, case["facing"]))
        tuned |= {edit.hash} if "tuned" in case else set()
    _show("sentences of our own, alone", alone, tuned)
    _show("sentences of our own, beside the counterpart", beside, tuned)


if __name__ == "__main__":
    main()
