"""How strongly a sentence says what it says, and whether it says or denies it.

``scale.toml`` holds the wordings and their places, ``negatives.toml`` what denies; ``wording``
finds them among the tokens of a sentence; ``reading`` makes claims and a polarity of them by the
grammars of ``ja`` and ``en``; ``strength`` compares those of sentences that translate each other,
and ``without`` asks whether a denial is one in other words.
"""
