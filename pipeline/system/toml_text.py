"""TOML from strangers: whatever keeps it from being read is one error, never a crash."""

from __future__ import annotations

import tomllib
from tomllib import TOMLDecodeError
from typing import Any

__all__ = ["TOMLDecodeError", "loads"]


def loads(text: str) -> dict[str, Any]:
    """The table of a text. TOMLDecodeError, too, for what Python cannot hold or reads too deep."""
    try:
        return tomllib.loads(text)
    except TOMLDecodeError:
        raise
    except RecursionError:
        raise TOMLDecodeError("lists or tables stand in one another too deep") from None
    except (ValueError, OverflowError):
        raise TOMLDecodeError("a number has too many digits") from None
