"""Everything that means "could not check".

    TaiyakuError
    ├── UsageError          arguments that make no sense together
    ├── ConfigError         taiyaku.toml or [tool.taiyaku]
    ├── GlossaryError       glossary.tsv
    ├── DecisionsError      taiyaku.decisions.toml
    ├── SourceError         a file that cannot be read, decoded or parsed
    ├── ModelError          a language model or encoder that cannot be loaded
    ├── BaselineError       a baseline that is wrong
    └── HistoryError        a revision or a history that is needed and not there

The command line turns each into one sentence on stderr and exit code 2.
"""

from __future__ import annotations


class TaiyakuError(Exception):
    """``path:line:column: what is wrong; what mends it``; every part but the message may lack."""

    def __init__(
        self,
        message: str,
        *,
        path: str | None = None,
        line: int | None = None,
        column: int | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.path = path
        self.line = line
        self.column = column

    def __str__(self) -> str:
        place = ":".join(
            str(part) for part in (self.path, self.line, self.column) if part is not None
        )
        return f"{place}: {self.message}" if place else self.message


class UsageError(TaiyakuError):
    """Arguments that make no sense together."""


class ConfigError(TaiyakuError):
    """A configuration file that is wrong."""


class GlossaryError(TaiyakuError):
    """A glossary that is wrong."""


class DecisionsError(TaiyakuError):
    """A decisions file that is wrong."""


class SourceError(TaiyakuError):
    """A file that cannot be read, decoded or parsed."""


class ModelError(TaiyakuError):
    """A language model or encoder that cannot be loaded."""


class HistoryError(TaiyakuError):
    """A revision or a history that is needed and not there."""


class BaselineError(TaiyakuError):
    """A baseline that is wrong, or is not there."""


class EngineError(TaiyakuError):
    """A translation engine that cannot be used, or that gave no translation.

    ``outcome`` names what happened in two or three words.
    """

    outcome = "failed"
