"""An engine by its name. Those that need a library of their own load it here, and not before."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.errors import EngineError
from pipeline.model.source import Lang
from pipeline.model.translation import TermUse
from pipeline.settings.user import EngineConfig
from pipeline.translation.engines.interface import Engine
from pipeline.translation.engines.memory import MemoryEngine


def load(
    name: str,
    config: EngineConfig | None,
    source: Lang,
    target: Lang,
    terms: Sequence[TermUse],
) -> Engine:
    """The engine ``name`` as the user configured it; ``terms`` is the whole term base.

    Raises EngineError where its library is not installed, a key is missing or it does not load.
    """
    if name == "memory" or config is None:
        return MemoryEngine()
    if name == "deepl":
        from pipeline.translation.engines.deepl import DeepLEngine

        return DeepLEngine(config, terms, source, target)
    if name == "openai":
        from pipeline.translation.engines.openai import OpenAIEngine

        return OpenAIEngine(config)
    if name == "libretranslate":
        from pipeline.translation.engines.libretranslate import LibreTranslateEngine

        return LibreTranslateEngine(config)
    if name == "ctranslate2":
        from pipeline.translation.engines.ctranslate2 import CTranslate2Engine

        return CTranslate2Engine(config, source, target)
    raise EngineError(f"there is no engine {name!r}")
