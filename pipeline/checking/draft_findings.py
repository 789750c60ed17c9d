"""What is said of a pair of which a part is an unreviewed draft, or all of it.

The rules see such a pair more than once: without the drafts, so that what these stand for is
missing; with those parts of them that a person wrote; and with updates a person changed.
"""

from __future__ import annotations

from dataclasses import replace

from pipeline.checking import unreviewed_drafts
from pipeline.checking.aligning import align_pair
from pipeline.checking.context import PairContext
from pipeline.checking.precedence import ABOUT_GAPS
from pipeline.checking.reading import ReadPair
from pipeline.checking.rule_findings import RuleFindings, ask_rules
from pipeline.checking.shared import Stages
from pipeline.checking.unreviewed_drafts import Drafts
from pipeline.checks import missing_article, unreviewed_draft
from pipeline.documents import parse
from pipeline.model.findings import Finding


def around_drafts(
    context: PairContext, drafts: Drafts, pair: ReadPair, stages: Stages
) -> RuleFindings:
    """What there is to say of the drafts themselves, and what the rules find around them."""
    own = list(unreviewed_drafts.findings(drafts))
    if drafts.whole:
        own.append(missing_article.finding(drafts.source, drafted=True))
    reported = pair.policy.apply(own, stages.severities)
    around = _around(context, drafts, pair, stages)
    return RuleFindings((*reported, *around.findings), around.failures)


def _around(context: PairContext, drafts: Drafts, pair: ReadPair, stages: Stages) -> RuleFindings:
    """What the rules find outside the drafts, and inside them where the words are to be read."""
    missing = RuleFindings()
    if not drafts.whole:
        bare = replace(context, links=unreviewed_drafts.without(context.links, drafts))
        missing = ask_rules(bare, pair, stages)
    # What is read like any other text: every draft if the settings say so, else what people wrote.
    spared = replace(drafts, drafts=()) if stages.settings.drafts else drafts.own
    if not stages.settings.drafts and spared.sections == drafts.sections:
        outside = unreviewed_drafts.outside(missing.findings, spared)
        return missing._replace(findings=tuple(outside))
    read = replace(context, links=unreviewed_drafts.without(context.links, spared))
    full = ask_rules(read, pair, stages)
    gaps = (finding for finding in missing.findings if _is_about_gap(finding))
    words = (finding for finding in full.findings if not _is_about_gap(finding))
    findings = (
        *unreviewed_drafts.outside(gaps, drafts),
        *unreviewed_drafts.outside(words, spared),
    )
    return RuleFindings(findings, missing.failures + full.failures)


def in_updates(pair: ReadPair, drafts: Drafts, stages: Stages) -> RuleFindings:
    """What is said of updates that are not as they were drafted, each as if it stood alone."""
    if stages.settings.drafts:
        return RuleFindings()
    lang = drafts.target.lang
    whole = parse(drafts.target.source, meta_keys=stages.settings.meta_keys)
    target, spans = unreviewed_drafts.edited(whole)
    if not spans:
        return RuleFindings()
    changed = replace(pair, documents={**pair.documents, lang: target})
    seen = replace(drafts, target=target)
    found = around_drafts(align_pair(changed, stages, seen), seen, changed, stages)
    own = (
        finding
        for finding in found.findings
        if not _is_about_gap(finding) and finding.rule != unreviewed_draft.RULE.id
    )
    return found._replace(findings=tuple(unreviewed_drafts.within(own, lang, spans)))


def _is_about_gap(finding: Finding) -> bool:
    return finding.rule in ABOUT_GAPS
