"""The report as JSON, in the shape of schema version 1 (``schema/report.schema.json``).

The shape is one of its own, not a dump of the model: fields may be added to the model without
changing what programs read here.
"""

from __future__ import annotations

from typing import Any

from pipeline.model.document import Document, Section
from pipeline.model.findings import (
    SEVERITIES,
    STATUSES,
    Failure,
    Finding,
    PairReport,
    Place,
    Report,
    Status,
)
from pipeline.model.links import Link, SentenceLink
from pipeline.model.source import LANGS, Source, Span
from pipeline.reports.bounds import bounds
from pipeline.reports.order import in_document_order
from pipeline.reports.safe_json import dumps

SCHEMA = 1

Json = dict[str, Any]


def format(report: Report, *, findings: bool = True, sentences: bool = False) -> str:
    """The report as indented JSON with a newline at its end.

    Without ``findings`` it is what ``align`` prints: sections and links only. With ``sentences``
    every link carries its sentence links. Lines and columns count from 1, columns in code points;
    ``end_line`` is inclusive and ``end_column`` exclusive.
    """
    shape: Json = {
        "schema": SCHEMA,
        "tool": {
            "name": "taiyaku",
            "version": report.version,
            "signature": dict(report.signature),
        },
        **({"revisions": dict(report.revisions)} if report.revisions else {}),
        "pairs": [_pair(pair, report, findings, sentences) for pair in report.pairs],
        "errors": [_failure(failure) for failure in report.failures],
        "summary": {
            "pairs": report.compared,
            **{severity: report.count(severity) for severity in SEVERITIES},
            **(_by_status(report) if report.revisions else {}),
        },
    }
    return dumps(shape) + "\n"


def _pair(pair: PairReport, report: Report, findings: bool, sentences: bool) -> Json:
    shape: Json = {
        "id": pair.id,
        "ja": pair.ja_path,
        "en": pair.en_path,
        "sections": {lang: _sections(pair.document(lang)) for lang in LANGS},
        "links": [_link(link, pair, sentences) for link in pair.links],
    }
    if findings:
        shape["findings"] = [
            _finding(finding, each)
            for each in (pair, pair.base, pair.hidden)
            if each is not None
            for finding in in_document_order(each, report.source)
        ]
    return shape


def _by_status(report: Report) -> Json:
    """What a change did: for each status the findings of each severity, and what it hides."""
    return {
        **{
            status: {severity: report.count(severity, status) for severity in SEVERITIES}
            for status in STATUSES
        },
        "hidden": {severity: report.smuggled(severity) for severity in SEVERITIES},
    }


def _sections(document: Document | None) -> list[Json]:
    if document is None:
        return []
    return [_section(section, document.source) for section in document.sections]


def _section(section: Section, source: Source) -> Json:
    line, column, end_line, _ = bounds(source, section.span)
    return {
        "id": section.id,
        "level": section.level,
        "kind": section.kind,
        "title": section.title.text,
        "start_line": line,
        "start_column": column,
        "end_line": end_line,
    }


def _link(link: Link, pair: PairReport, sentences: bool) -> Json:
    shape: Json = {
        "ja": list(link.ja),
        "en": list(link.en),
        "score": round(float(link.score), 4),
        "evidence": {name: round(float(value), 4) for name, value in link.evidence.items()},
        "decision": link.decision,
    }
    if sentences:
        shape["sentences"] = [_sentences(each, pair) for each in link.sentences]
    return shape


def _sentences(link: SentenceLink, pair: PairReport) -> Json:
    def ranges(document: Document | None, spans: tuple[Span, ...]) -> list[list[int]]:
        return [list(bounds(document.source, span)) for span in spans] if document else []

    return {
        "ja": ranges(pair.ja, link.ja),
        "en": ranges(pair.en, link.en),
        "score": round(float(link.score), 4),
    }


def _finding(finding: Finding, pair: PairReport) -> Json:
    return {
        "rule": finding.rule,
        "severity": finding.severity,
        "confidence": round(float(finding.confidence), 4),
        "message": finding.message,
        "fingerprint": finding.fingerprint,
        **({"status": finding.status} if finding.status else {}),
        **({"hidden_by": finding.hidden_by} if finding.hidden_by else {}),
        **({"shown_as": finding.shown_as} if finding.shown_as else {}),
        "ja": _place(finding.ja, pair, finding.status),
        "en": _place(finding.en, pair, finding.status),
        "related": [
            {"lang": place.lang, **(_place(place, pair, finding.status) or {})}
            for place in finding.related
        ],
        "suppressed": dict(finding.suppressed) if finding.suppressed is not None else None,
        "data": dict(finding.data),
    }


def _place(place: Place | None, pair: PairReport, status: Status | None) -> Json | None:
    if place is None:
        return None
    document = pair.document(place.lang)
    if document is None:
        raise ValueError(f"{pair.id}: a finding points into a document that is not there")
    line, column, end_line, end_column = bounds(document.source, place.span)
    return {
        "path": document.source.path,
        "line": line,
        "column": column,
        "end_line": end_line,
        "end_column": end_column,
        "section": place.section,
        "text": document.source.cut(place.span),
        **({"revision": "base"} if status == "fixed" else {}),
    }


def _failure(failure: Failure) -> Json:
    return {"path": failure.path, "pair": failure.pair, "message": failure.message}
