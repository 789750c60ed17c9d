"""Every rule, in the order in which they are asked."""

from __future__ import annotations

from pipeline.checks import (
    acronym_mismatch,
    added_content,
    certainty_drift,
    extra_article,
    extra_section,
    link_mismatch,
    missing_article,
    missing_section,
    name_mismatch,
    negation_drift,
    number_mismatch,
    omitted_content,
    reordered_section,
    stale_baseline,
    stale_decision,
    stale_section,
    term_forbidden,
    term_inconsistent,
    term_mismatch,
    unreviewed_draft,
    untranslated_text,
    unused_ignore,
)
from pipeline.model.check import Rule

RULES: tuple[Rule, ...] = (
    missing_article.RULE,
    extra_article.RULE,
    missing_section.RULE,
    extra_section.RULE,
    reordered_section.RULE,
    omitted_content.RULE,
    added_content.RULE,
    untranslated_text.RULE,
    stale_section.RULE,
    term_mismatch.RULE,
    term_forbidden.RULE,
    term_inconsistent.RULE,
    number_mismatch.RULE,
    name_mismatch.RULE,
    acronym_mismatch.RULE,
    link_mismatch.RULE,
    unused_ignore.RULE,
    certainty_drift.RULE,
    negation_drift.RULE,
    stale_decision.RULE,
    stale_baseline.RULE,
    unreviewed_draft.RULE,
)
