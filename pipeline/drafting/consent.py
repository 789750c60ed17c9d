"""The engine a project asks for, held against what its user allows."""

from __future__ import annotations

from pathlib import Path

from pipeline.drafting import recall
from pipeline.model.source import other
from pipeline.model.translation import TermUse
from pipeline.settings.project import ENGINES, Settings
from pipeline.settings.user import ALLOW_VARIABLE, allowed_engines, config_file
from pipeline.sources import WorkTree
from pipeline.translation.engines.choosing import load
from pipeline.translation.engines.interface import Engine, ForbiddenError


def chosen_engine(root: Path, settings: Settings) -> tuple[Engine, int | None]:
    """The engine of ``settings``, and the budget (characters) that the user sets for it.

    Raises ForbiddenError where the user did not allow it: a project can only choose among what its
    user's own configuration names. Raises ConfigError and EngineError.
    """
    name = settings.engine
    allowed = allowed_engines(ENGINES)
    if name != "memory" and name not in allowed:
        raise ForbiddenError(
            f"the engine {name} is not allowed; nothing was sent. To allow it, write "
            f"[engines.{name}] into {config_file()}, or set {ALLOW_VARIABLE}={name}"
        )
    config = allowed.get(name)
    terms = _term_base(root, settings) if name == "deepl" else ()
    engine = load(name, config, settings.source, other(settings.source), terms)
    return engine, config.budget if config else None


def _term_base(root: Path, settings: Settings) -> tuple[TermUse, ...]:
    """Every approved term with its renderings, for engines that take a whole glossary."""
    from pipeline.documents.decode import decode
    from pipeline.terms import read_glossary

    tree = WorkTree(root.resolve())
    if not tree.exists(settings.glossary):
        return ()
    glossary = read_glossary(
        decode(tree.read(settings.glossary), settings.glossary), settings.glossary
    )
    return tuple(recall.term_base(glossary, settings.source))
