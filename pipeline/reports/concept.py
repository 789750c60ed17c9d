"""What the glossary says of the concept of a finding, in one line for every format."""

from __future__ import annotations

from pipeline.model.findings import Finding
from pipeline.reports.width import clean


def glossary_line(finding: Finding) -> str:
    """``glossary: TERM · DOMAIN · accepted: FORMS · NOTE``, without what the message says.

    Empty where the finding is about no concept, or the message says it all.
    """
    data = finding.data
    if "concept" not in data or "preferred" not in data:
        return ""
    parts = [data["preferred"], data.get("domain", "")]
    accepted = [str(form) for form in data.get("expected", ())]
    if not all(form in finding.message for form in accepted):
        parts.append(f"accepted: {', '.join(accepted)}")
    if data.get("note") and data["note"] not in finding.message:
        parts.append(data["note"])
    parts = [clean(str(part)) for part in parts if part]
    if len(parts) > 1 or data["preferred"] != data.get("term"):
        return f"glossary: {' · '.join(parts)}"
    return ""


def message_lines(finding: Finding) -> list[str]:
    """The message of a finding, and the line about its concept where there is one."""
    return [line for line in (clean(finding.message), glossary_line(finding)) if line]
