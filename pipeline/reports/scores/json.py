"""The figures as JSON, with the counts that they are made of."""

from __future__ import annotations

import json

from pipeline.model.scores import Candidate, Quality, ScoreReport


def format(report: ScoreReport) -> str:
    """One object; figures are null where there is nothing to count."""
    return (
        json.dumps(
            {
                "schema": 1,
                "tool": {"name": "taiyaku", "version": report.version},
                "target": report.lang,
                "segmentation": report.way,
                "reference": report.reference,
                "signatures": dict(report.signatures),
                "candidates": [_candidate(each) for each in report.candidates],
                "comparison": _comparison(report),
                "errors": [
                    {"path": f.path, "pair": f.pair, "message": f.message} for f in report.failures
                ],
            },
            ensure_ascii=False,
            indent=2,
        )
        + "\n"
    )


def _candidate(candidate: Candidate) -> dict[str, object]:
    return {
        "name": candidate.name,
        "corpus": _quality(candidate.corpus),
        "articles": {id_: _quality(each) for id_, each in candidate.articles.items()},
    }


def _quality(quality: Quality) -> dict[str, object]:
    terms = quality.terms
    return {
        "segments": len(quality.segments.reference),
        "words": quality.words,
        "metrics": dict(quality.metrics),
        "terms": {
            "asked": terms.asked,
            "answered": terms.answered,
            "success": terms.success,
            "repeated": terms.repeated,
            "alike": terms.alike,
            "consistency": terms.consistency,
        },
        "fidelity": {"findings": quality.fidelity, "per_1000_words": quality.per_thousand},
        "missing_sections": quality.missing,
    }


def _comparison(report: ScoreReport) -> dict[str, object] | None:
    if not report.differences:
        return None
    return {
        "test": "paired bootstrap",
        "samples": report.samples,
        "metrics": {
            name: {
                "first": each.first,
                "first_interval": each.first_interval,
                "second": each.second,
                "second_interval": each.second_interval,
                "p": each.p,
            }
            for name, each in report.differences.items()
        },
    }
