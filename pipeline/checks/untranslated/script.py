"""Which characters belong to Japanese writing and which to English, by their Unicode ranges."""

from __future__ import annotations

import re
import unicodedata

# Letters: hiragana, katakana (full and half width, phonetic extensions), Han with its extensions
# and compatibility forms, and the iteration and closing marks 々 〆 〇. The long vowel mark is one
# of them, the middle dot is not.
_JA_LETTERS = (
    "\u3005-\u3007\u3041-\u3096\u3099-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f\U00020000-\U000323af"
)
# Punctuation and letter forms of Japanese typography: ideographic space, 、。 and brackets, the
# middle dot, full-width ASCII and signs (％ Ａ ￥), half-width 、。「」. Symbols that English uses
# as well (℃ → ※ “ ”) are not among them.
_JA_FORMS = (
    "\u3000-\u3004\u3008-\u301f\u3030\u303d\u309b\u309c\u30a0\u30fb"
    "\uff01-\uff5e\uff5f-\uff65\uffe0-\uffe6"
)

JA_LETTER = re.compile(f"[{_JA_LETTERS}]")
# A full-width hyphen between two figures is a range, which typesetters write in English too.
JA_FORM = re.compile(rf"(?:(?!(?<=\d)\uff0d(?=\d))[{_JA_FORMS}])+")
# A stretch of Japanese: letters and forms, with at most a few signs, figures or one short name
# (SSRI, IL-6) between them.
JA_STRETCH = re.compile(
    f"[{_JA_LETTERS}{_JA_FORMS}]++"
    f"(?:(?:[^A-Za-z\\n\x00{_JA_LETTERS}{_JA_FORMS}]{{1,4}}|[ ]?[A-Z0-9][A-Z0-9-]{{0,9}}[ ]?)"
    f"[{_JA_LETTERS}{_JA_FORMS}]++)*+"
)
LATIN_LETTER = re.compile(r"[A-Za-z\u00c0-\u024f]")
# A stretch of English: words with whatever stands between them except Japanese, masked text and
# the bars of a table.
LATIN_STRETCH = re.compile(f"[A-Za-z\u00c0-\u024f][^\x00\\n|{_JA_LETTERS}{_JA_FORMS}]*")
# No quotation on a line is longer; a mark that is never closed is not looked up to the end.
_INSIDE = "{0,1000}+"
QUOTED = re.compile(
    rf'"[^"\n]{_INSIDE}"|“[^”\n]{_INSIDE}”|「[^」\n]{_INSIDE}」|『[^』\n]{_INSIDE}』'
)
WORD = re.compile(r"[A-Za-z\u00c0-\u024f]+(?:['’-][A-Za-z\u00c0-\u024f]+)*")

# English words that only hold a sentence together: articles, prepositions, conjunctions, pronouns,
# auxiliaries. A closed class; names and technical terms are not made of them.
_GRAMMATICAL = """
a an the this that these those it its they their them we our us you your he she his her who which
what when where while of in on at to for from with without by as into over under between during
after before through about against and or but nor so if than because although not no is are was
were be been being has have had do does did can could may might must shall should will would there
"""
FUNCTION_WORDS = frozenset(_GRAMMATICAL.split())

_PLAIN_PUNCTUATION = str.maketrans(
    {
        "。": ".", "｡": ".", "、": ",", "､": ",", "「": "“", "」": "”", "『": "“", "』": "”",
        "【": "[", "】": "]", "〔": "[", "〕": "]", "〈": "“", "〉": "”", "《": "“", "》": "”",
        "・": "·", "･": "·", "〜": "–", "～": "–", "\u3000": " ",
    }
)  # fmt: skip


def plain(text: str) -> str:
    """``text`` in the letter forms and punctuation of English (``ＴＭＳ、`` → ``TMS,``)."""
    return unicodedata.normalize("NFKC", text.translate(_PLAIN_PUNCTUATION))
