"""What the settings make of a finding: off, another severity, too uncertain to show."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.model.findings import SEVERITIES, Finding, Severity
from pipeline.settings.globs import matches
from pipeline.settings.project import DEFAULT, Level, Settings


@dataclass(frozen=True)
class Policy:
    """The settings as they hold for the files of one pair."""

    settings: Settings
    paths: tuple[str, ...]

    def level(self, rule: str) -> Level | None:
        """The level set for a rule, the last matching override first; None where none is set."""
        for override in reversed(self.settings.overrides):
            if rule in override.rules and self._meant(override.paths):
                return override.rules[rule]
        return self.settings.rules.get(rule)

    def is_off(self, rule: str) -> bool:
        """Whether a rule does not run on this pair."""
        return self.level(rule) == "off"

    def threshold(self, rule: str) -> float:
        """The confidence below which findings of a rule are left out."""
        for override in reversed(self.settings.overrides):
            if self._meant(override.paths):
                for key in (rule, DEFAULT):
                    if key in override.thresholds:
                        return override.thresholds[key]
        general = self.settings.thresholds.get(DEFAULT, 0.0)
        return self.settings.thresholds.get(rule, general)

    def apply(
        self, findings: Iterable[Finding], severities: Mapping[str, Severity]
    ) -> list[Finding]:
        """The findings that are to be shown; ``severities`` are those of the rules asked for.

        A level in the settings takes the place of a rule's own severity. What the rule itself holds
        to be lighter than that stays at least that much lighter. What no rule that is asked for
        says is not shown.
        """
        shown = []
        for finding in findings:
            default = severities.get(finding.rule)
            if default is None or finding.confidence < self.threshold(finding.rule):
                continue
            level = self.level(finding.rule)
            if level == "off":
                continue
            if level is not None:
                lighter = SEVERITIES.index(finding.severity) > SEVERITIES.index(default)
                finding = replace(
                    finding, severity=_lightest((level, finding.severity)) if lighter else level
                )
            shown.append(finding)
        return shown

    def _meant(self, globs: Sequence[str]) -> bool:
        return any(matches(path, glob) for glob in globs for path in self.paths)


def _lightest(severities: Iterable[Severity]) -> Severity:
    return max(severities, key=SEVERITIES.index)
