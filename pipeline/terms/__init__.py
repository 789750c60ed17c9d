"""The term base: its file, and where its concepts stand in a text.

``read_glossary`` reads ``glossary.tsv``; ``matcher.build`` makes a matcher of one language from it.
"""

from __future__ import annotations

from pipeline.terms.glossary import read_glossary

__all__ = ["read_glossary"]
