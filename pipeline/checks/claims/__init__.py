"""How strongly a sentence says what it says, and whether it says or denies it.

``scale.toml`` holds the wordings and their places, ``negatives.toml`` what denies; ``wording``
finds them among the tokens of a sentence; ``ja`` and ``en`` read a sentence into claims and a
polarity; ``linked`` offers the sentences that face each other; ``strength`` compares.
"""
