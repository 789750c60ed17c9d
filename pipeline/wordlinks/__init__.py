"""Word links: which words of a sentence render which of its translation.

`link_words` takes a Japanese text in UniDic's short units and the words of an English text that
says the same, and returns links: two ranges of characters with a probability (0 to 1). The
evidence:

- *same*: Latin letters or digits that stand on both sides;
- *place*: Unicode CLDR calls a country, people or city so (`places.tsv`);
- *origin*: UniDic names the English word as the origin of the loan word;
- *sound*: katakana that these letters become, by a model of characters (`transliteration.py`);
- *reading*: the reading of a name in kanji, romanised;
- *table*: a translation table learned from parallel text (`table.py`).

Links say what supports a word, and nothing else: a word without one may well be a free rendering.
"""

from pipeline.wordlinks.linking import link_words

__all__ = ["link_words"]
