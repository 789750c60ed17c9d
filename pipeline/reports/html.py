"""The report as one page to open, send and print: every pair side by side, nothing fetched.

The list of pairs is in the page itself. What a pair looks like is data beside it, parsed when the
pair is opened, so that a thousand pairs open as fast as one. The page's policy lets its own script
and style run, by their hashes, and nothing else; the script makes elements and text, never markup.
"""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from pipeline.model.check import Rule
from pipeline.model.findings import SEVERITIES, Finding, PairReport, Report
from pipeline.model.source import Lang, other
from pipeline.reports.markdown import headline
from pipeline.reports.order import in_document_order
from pipeline.reports.rows import marks, row_of, rows, section
from pipeline.reports.safe_json import dumps
from pipeline.reports.snippet import snippet
from pipeline.reports.spots import Spot, further, primary, stands
from pipeline.reports.width import clean

if TYPE_CHECKING:
    from jinja2 import Template

Json = dict[str, Any]
NAMES: dict[Lang, str] = {"ja": "Japanese", "en": "English"}
# What a finding is to the reader; only open ones are shown unasked.
SHOWN = ("open", "remaining", "fixed", "accepted")


def format(report: Report, rules: Sequence[Rule]) -> str:
    """The page, without anything that depends on time or machine."""
    rule_titles = {rule.id: clean(rule.page.strip().partition("\n")[0]) for rule in rules}
    pages = {rule.id: rule.page.strip() for rule in rules}
    listed = [_listed(pair, report) for pair in report.pairs]
    fired = {name: None for each in listed for name, *_ in each["counts"]}
    names = [
        *(name for name in rule_titles if name in fired),
        *sorted(set(fired) - set(rule_titles)),
    ]
    index = {
        "source": report.source,
        "names": NAMES,
        "severities": SEVERITIES,
        "shown": [kind for kind in SHOWN if any(kind == c[2] for p in listed for c in p["counts"])],
        "rules": [{"id": name, "page": pages.get(name, "")} for name in names],
        "pairs": [{key: each[key] for key in ("id", "paths", "counts")} for each in listed],
    }
    script, style = _asset("report.js"), _asset("report.css")
    page = _template().render(
        headline=clean(headline(report)),
        version=clean(report.version),
        signature=[(clean(name), clean(value)) for name, value in report.signature.items()],
        source=report.source,
        target=other(report.source),
        names=NAMES,
        severities=SEVERITIES,
        pairs=listed,
        failures=[clean(failure.message) for failure in report.failures],
        index=dumps(index, indent=None, markup=False),
        data=[dumps(_pair(pair, report), indent=None, markup=False) for pair in report.pairs],
        script=script,
        style=style,
        policy=(
            "default-src 'none'; img-src data:; base-uri 'none'; form-action 'none'; "
            f"script-src {_hash(script)}; style-src {_hash(style)}; "
            "require-trusted-types-for 'script'"
        ),
    )
    # What is left of it is text: a runner of GitHub Actions would find commands in a page, too.
    return page.replace("##[", "#&#35;[")


def _asset(name: str) -> str:
    return (files("pipeline.reports") / "page" / name).read_text("utf-8")


@cache
def _template() -> Template:
    from jinja2 import Environment, StrictUndefined

    environment = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return environment.from_string(_asset("report.html.j2"))


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _listed(pair: PairReport, report: Report) -> Json:
    """A pair as the list shows it: counts are ``[rule, severity, kind, number]``."""
    counted = Counter((f.rule, f.severity, _kind(f)) for f in _reported(pair))
    here = [f for f in pair.findings if _kind(f) == "open"]
    by_severity = Counter(finding.severity for finding in here)
    return {
        "id": clean(pair.id),
        "state": _state(pair, report),
        "paths": {
            lang: clean(path) if path else None
            for lang, path in (("ja", pair.ja_path), ("en", pair.en_path))
        },
        "told": {severity: by_severity[severity] for severity in SEVERITIES},
        "counts": [[*key, number] for key, number in sorted(counted.items())],
    }


def _state(pair: PairReport, report: Report) -> str:
    if any(failure.pair == pair.id for failure in report.failures):
        return "could not be checked"
    if pair.en_path is None or pair.ja_path is None:
        return f"no {NAMES['en' if pair.en_path is None else 'ja']}"
    kinds = {_kind(finding) for finding in pair.findings}
    return "differs" if "open" in kinds else "as before" if "remaining" in kinds else "in step"


def _reported(pair: PairReport) -> list[Finding]:
    """The findings that stand, then those that a change fixed."""
    return [*pair.findings, *(pair.base.findings if pair.base else ())]


def _kind(finding: Finding) -> str:
    if finding.status == "fixed":
        return "fixed"
    if not stands(finding):
        return "accepted"
    return "remaining" if finding.status == "remaining" else "open"


def _pair(pair: PairReport, report: Report) -> Json:
    source = report.source
    here = in_document_order(pair, source)
    gone = in_document_order(pair.base, source) if pair.base else []
    made = rows(pair, source)
    marked = marks(here)

    def side(lang: Lang, numbers: tuple[int, ...]) -> list[Json]:
        document = pair.document(lang)
        return [section(document, n, marked[lang]) for n in numbers] if document else []

    return {
        "rows": [
            {
                "kind": row.kind,
                "score": None if row.score is None else round(float(row.score), 2),
                "decision": row.decision and clean(row.decision),
                "sides": [side(source, row.source), side(other(source), row.target)],
            }
            for row in made
        ],
        "findings": [
            *(_finding(f, pair, source) | {"row": row_of(f, made, source)} for f in here),
            *(_finding(f, pair.base or pair, source) | {"row": None} for f in gone),
        ],
    }


def _finding(finding: Finding, pair: PairReport, source: Lang) -> Json:
    first = primary(finding, pair, source)
    spots = [*([first] if first else []), *further(finding, pair, source)]
    # The source first: that is where the eye begins.
    spots.sort(key=lambda spot: spot.source.lang != source)
    shape: Json = {
        "rule": clean(finding.rule),
        "severity": finding.severity,
        "kind": _kind(finding),
        "message": clean(finding.message),
        "notes": _notes(finding),
        "places": [_place(spot) for spot in spots],
    }
    if changes := finding.data.get("changes"):
        shape["changes"] = [_change(change) for change in changes]
    if finding.status:
        shape["status"] = finding.status
    if finding.status == "fixed":
        shape["quotes"] = [[spot.source.lang, *snippet(spot)] for spot in spots[:2]]
    if finding.suppressed is not None:
        why = [finding.suppressed.get(key, "") for key in ("reason", "by", "date", "where")]
        shape["accepted"] = " · ".join(clean(str(part)) for part in why if part)
    return shape


def _change(change: Mapping[str, Any]) -> Json:
    """An edit of a stale section, ``[gone, new]`` a word, and what its counterpart still says."""
    return {
        "words": [
            clean(word["after"])
            if word["op"] == "equal"
            else [clean(word["before"]), clean(word["after"])]
            for word in change["words"]
        ],
        "counterpart": [clean(sentence) for sentence in change["counterpart"]],
    }


def _place(spot: Spot) -> list[str]:
    line, column, _, _ = spot.bounds
    return [spot.source.lang, f"{line}:{column}"]


def _notes(finding: Finding) -> list[str]:
    """What the glossary says of the concept: preferred, domain, accepted forms, note."""
    data = finding.data
    if "concept" not in data or "preferred" not in data:
        return []
    accepted = ", ".join(str(form) for form in data.get("expected", ()))
    parts = [data["preferred"], data.get("domain"), accepted and f"accepted: {accepted}"]
    return [clean(str(part)) for part in (*parts, data.get("note")) if part]
