"""What the settings keep a check from saying, for a person who reads its notes: a line a kind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from pipeline.settings.globs import matches
from pipeline.settings.project import DEFAULT, Level, Override, Settings
from pipeline.sources import PairFiles

# Hardly a finding is as certain as this, so that a threshold from here on silences its rule.
SILENCING = 0.95
_REST = "every rule without one of its own"
_SHOWN = 3


def silenced(settings: Settings, pairs: Sequence[PairFiles]) -> Iterator[str]:
    """Notes about rules that are off or drowned by a threshold, and overrides for no file."""
    where = settings.path or "the settings"
    if silent := _off(settings.rules):
        yield f"{where} turns off {silent}"
    if silent := _drowned(settings.thresholds):
        yield f"{where} has a threshold that leaves out nearly all of {silent}"
    for override in settings.overrides:
        if not _meets(override, pairs):
            yield f"an override in {where} is for no article: {_listed(override.paths)}"
            continue
        if silent := _off(override.rules):
            yield f"{where} turns off {silent} for {_listed(override.paths)}"
        if silent := _drowned(override.thresholds):
            yield (
                f"{where} has a threshold that leaves out nearly all of {silent} "
                f"for {_listed(override.paths)}"
            )


def _off(rules: Mapping[str, Level]) -> str:
    return ", ".join(sorted(rule for rule, level in rules.items() if level == "off"))


def _drowned(thresholds: Mapping[str, float]) -> str:
    high = sorted(rule for rule, least in thresholds.items() if least >= SILENCING)
    return ", ".join(
        "every rule without one of its own" if rule == DEFAULT else rule for rule in high
    )


def _meets(override: Override, pairs: Sequence[PairFiles]) -> bool:
    return any(
        matches(path, glob)
        for pair in pairs
        for path in (pair.ja, pair.en)
        if path is not None
        for glob in override.paths
    )


def _listed(globs: Sequence[str]) -> str:
    return ", ".join(globs[:_SHOWN]) + (", …" if len(globs) > _SHOWN else "")
