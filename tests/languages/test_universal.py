"""Parts of speech that are read off spaCy's tables are those that spaCy itself gives."""

from __future__ import annotations

import subprocess
import sys

import pytest

from pipeline.languages.universal import resolve

CODE = """
import sys
from pipeline.languages import tokenise_texts
read = [token.pos for token in tokenise_texts(["脳を治療する。"], "ja")[0]]
assert read == ["NOUN", "ADP", "VERB", "AUX", "PUNCT"]
assert "spacy" not in sys.modules
"""


def test_every_tag_word_and_neighbour_has_the_part_of_speech_that_spacy_gives() -> None:
    from spacy.lang.ja import TAG_BIGRAM_MAP, TAG_MAP, TAG_ORTH_MAP, resolve_pos
    from spacy.parts_of_speech import NAMES

    words = {"脳", *(word for table in TAG_ORTH_MAP.values() for word in table)}
    following = {None, *(after for _, after in TAG_BIGRAM_MAP)}
    for tag in TAG_MAP:
        for word in words:
            for after in following:
                own, decided = resolve_pos(word, tag, after)
                expected = NAMES[own], None if decided is None else NAMES[decided]
                assert resolve(word, tag, after) == expected, (word, tag, after)


def test_a_tag_that_no_table_knows_is_an_error() -> None:
    with pytest.raises(KeyError):
        resolve("脳", "名詞-不明", None)


def test_japanese_is_read_without_importing_spacy() -> None:
    subprocess.run([sys.executable, "-c", CODE], check=True)
