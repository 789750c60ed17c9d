"""Puts the preferred term where a forbidden one stands, as far as that is certain.

``corrections`` reads a pair and changes nothing; ``edited`` makes the changes in a text.
"""

from __future__ import annotations

from pipeline.terms.apply.corrections import Corrections, Left, Wish, corrections, edited

__all__ = ["Corrections", "Left", "Wish", "corrections", "edited"]
