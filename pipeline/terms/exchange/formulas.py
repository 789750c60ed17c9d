"""Cells that a spreadsheet would take for formulas, made harmless and back.

An apostrophe stands before whatever begins like a formula, as OWASP advises against CSV injection,
and before what begins with apostrophes and then like a formula, so that the way back is exact.
"""

from __future__ import annotations

import re

# What Excel, LibreOffice and Google Sheets take for the beginning of a formula, full width too.
_FORMULA = re.compile("'*[=+\\-@\t\r＝＋－＠]")
_ESCAPED = re.compile("'+[=+\\-@\t\r＝＋－＠]")


def disarm(cell: str) -> str:
    """``cell`` as a spreadsheet shows it as text."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def rearm(cell: str) -> str:
    """What ``disarm`` was given."""
    return cell[1:] if _ESCAPED.match(cell) else cell
