"""The one table of the formats in which findings are written, for every command that reports them.

A format is imported when it is used.
"""

from __future__ import annotations

from pipeline.cli.output import Format
from pipeline.model.findings import Report

NAMES = (
    "terminal",
    "json",
    "sarif",
    "github",
    "gitlab",
    "junit",
    "markdown",
    "rdjsonl",
    "html",
)


def formats(
    *, suppressed: bool = False, fail_on: str = "error", brief: bool = False
) -> dict[str, Format]:
    """Every format by its name, in the order of ``NAMES``.

    With ``suppressed`` the terminal shows what was accepted, too, and with ``brief`` numbers only;
    ``fail_on`` says which severities
    are failures where a format knows failures.
    """

    def terminal(report: Report, width: int, color: bool) -> str:
        from pipeline.reports import terminal

        return terminal.format(report, width=width, color=color, suppressed=suppressed, brief=brief)

    def json(report: Report, width: int, color: bool) -> str:
        from pipeline.reports import json

        return json.format(report)

    def reported(report: Report) -> Report:
        from pipeline.reports.hidden import with_hidden_reported

        return with_hidden_reported(report)

    def sarif(report: Report, width: int, color: bool) -> str:
        from pipeline.checks import RULES
        from pipeline.reports import sarif

        return sarif.format(reported(report), RULES)

    def github(report: Report, width: int, color: bool) -> str:
        from pipeline.reports import github

        return github.format(reported(report))

    def gitlab(report: Report, width: int, color: bool) -> str:
        from pipeline.reports import gitlab

        return gitlab.format(reported(report))

    def junit(report: Report, width: int, color: bool) -> str:
        from pipeline.reports import junit

        return junit.format(reported(report), fail_on)

    def markdown(report: Report, width: int, color: bool) -> str:
        from pipeline.reports import markdown

        return markdown.format(reported(report))

    def rdjsonl(report: Report, width: int, color: bool) -> str:
        from pipeline.reports import rdjsonl

        return rdjsonl.format(reported(report))

    def html(report: Report, width: int, color: bool) -> str:
        from pipeline.checks import RULES
        from pipeline.reports import html

        return html.format(reported(report), RULES)

    known = (terminal, json, sarif, github, gitlab, junit, markdown, rdjsonl, html)
    return dict(zip(NAMES, known, strict=True))
