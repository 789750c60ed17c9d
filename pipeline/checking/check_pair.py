"""One pair: from the bytes of its files to what is reported of it.

Read, align, ask the rules, hold what they find against what was decided. What cannot be read or
crashes becomes a failure of the pair, never of the run.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from pipeline import languages
from pipeline.checking import unreviewed_drafts
from pipeline.checking.aligning import align_pair
from pipeline.checking.draft_findings import around_drafts, in_updates
from pipeline.checking.reading import ReadPair, read_pair
from pipeline.checking.rule_findings import Passing, RuleFindings, ask_rules, crash
from pipeline.checking.shared import Stages, failure
from pipeline.checks import extra_article, missing_article
from pipeline.errors import ModelError, TaiyakuError
from pipeline.model.document import Document
from pipeline.model.findings import Failure, PairReport
from pipeline.model.links import Link
from pipeline.model.outcome import Outcome
from pipeline.model.source import LANGS, Lang
from pipeline.sources import Contents, PairFiles

# A pair that makes most rules read: what they compile at first use is then compiled.
_READY: Mapping[Lang, str] = {
    "ja": "# 準備\n\n患者の30%に20 mgを1日2回投与した。効果があるかもしれない。\n",
    "en": "# Ready\n\nIn 30% of patients 20 mg was given twice a day. It may be effective.\n",
}

_log = logging.getLogger(__name__)


def warm(stages: Stages) -> None:
    """Loads rules and models now, so that no pair has to wait for one. Raises ModelError."""
    encoder = stages.encoder
    # What keeps vectors would know this one, and load nothing.
    getattr(encoder, "encoder", encoder).embed(["ready"])
    languages.name_readings(["準備"])
    for lang in LANGS:
        languages.syntax([_READY[lang]], lang)
        languages.tokenise_texts([_READY[lang]], lang)
    contents = {lang: text.encode() for lang, text in _READY.items()}
    outcome(PairFiles("", *(f"{lang}.md" for lang in LANGS)), contents, stages)


def outcome(files: PairFiles, contents: Contents, stages: Stages) -> Outcome:
    """The pair whose files hold ``contents``, checked. Raises ModelError alone: it ends the run."""
    failures: tuple[Failure, ...] = ()
    report = None
    try:
        pair, failures = read_pair(files, contents, stages)
        if pair is not None:
            checked = _compared(pair, stages) if pair.has_both else _alone(pair, stages)
            failures += checked.found.failures
            report = _report(pair, checked, stages)
    except ModelError:
        # It would be the same for every pair.
        raise
    except TaiyakuError as error:
        failures += (failure(error, files.id),)
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # A panic of a native library is no Exception.
        _log.debug("%s", files.id, exc_info=True)
        failures += (crash(f"{files.id} could not be checked", error, files),)
    lasting = not any(isinstance(each, Passing) for each in failures)
    return Outcome(report, failures, lasting)


class _Checked(NamedTuple):
    """The links of a pair, what was found in it, and the sections inside which nothing is said."""

    links: tuple[Link, ...]
    found: RuleFindings
    quiet: frozenset[tuple[Lang, int]] = frozenset()


def _compared(pair: ReadPair, stages: Stages) -> _Checked:
    """Two articles, side by side."""
    drafts = unreviewed_drafts.drafts(pair.documents, stages.settings.source, pair.matched.drafts)
    context = align_pair(pair, stages, drafts)
    if drafts is None:
        return _Checked(context.links, ask_rules(context, pair, stages), _lone(context.links))
    around = around_drafts(context, drafts, pair, stages)
    updates = in_updates(pair, drafts, stages)
    found = RuleFindings(around.findings + updates.findings, around.failures + updates.failures)
    read = context.links
    if not stages.settings.drafts:
        read = unreviewed_drafts.without(read, drafts.own)
    return _Checked(context.links, found, _lone(read))


def _alone(pair: ReadPair, stages: Stages) -> _Checked:
    """An article without a counterpart file: that is the one thing there is to say of it."""
    (document,) = pair.documents.values()
    rule = missing_article if document.lang == stages.settings.source else extra_article
    found = pair.policy.apply([rule.finding(document)], stages.severities)
    return _Checked(_all_gaps(document), RuleFindings(tuple(found)))


def _report(pair: ReadPair, checked: _Checked, stages: Stages) -> PairReport:
    """What is reported: the findings, held against decisions and ignore comments."""
    return PairReport(
        pair.files.id,
        pair.files.ja,
        pair.files.en,
        pair.documents.get("ja"),
        pair.documents.get("en"),
        checked.links,
        stages.verdicts.apply(checked.found.findings, pair, checked.quiet),
    )


def _lone(links: Iterable[Link]) -> frozenset[tuple[Lang, int]]:
    """The sections without a counterpart, by language and id."""
    lone = [link for link in links if not (link.ja and link.en)]
    ja: set[tuple[Lang, int]] = {("ja", n) for link in lone for n in link.ja}
    en: set[tuple[Lang, int]] = {("en", n) for link in lone for n in link.en}
    return frozenset(ja | en)


def _all_gaps(document: Document) -> tuple[Link, ...]:
    """The links of an article that stands alone: every section is a certain gap."""
    ids = [(section.id,) for section in document.sections if not section.is_furniture]
    return tuple(Link(i, (), 1.0) if document.lang == "ja" else Link((), i, 1.0) for i in ids)
