"""Valid glossaries of every kind, for tests of what goes out and comes back."""

from __future__ import annotations

from hypothesis import assume
from hypothesis import strategies as st

from pipeline.errors import GlossaryError
from pipeline.terms import read_glossary
from pipeline.terms.exchange import merge, read, write

COLUMNS = (
    "ja",
    "en",
    "ja_variants",
    "en_variants",
    "ja_forbidden",
    "en_forbidden",
    "domain",
    "status",
    "note",
    "id",
    "definition_en",
    "Owner",
    "=x",
)
# Signs that one format or another gives a meaning, among words.
SIGNS = (
    *"|'\"=+-@＝<>&;,:_ うつ病がんTMS\\%#\u3000\u2028",
    "_x0041_",
    "_x005F_",
    "&amp;",
    "taiyaku:note=",
    "%3D",
    "]]>",
)
# Everything that XML and a line of TSV can hold.
LETTERS = st.characters(
    exclude_categories=("Cs", "Cc"), exclude_characters="\t\n\r\ufffe\uffff\ufeff"
)
TEXT = st.lists(st.sampled_from(SIGNS) | LETTERS, max_size=6).map("".join)


def _value(text: str) -> str:
    # A backslash at the end would escape the bar that follows; a term has a letter.
    value = text.strip().rstrip("\\").replace("|", r"\|").strip()
    return value if not value or any(char.isalnum() for char in value) else f"{value}x"


@st.composite
def glossaries(draw: st.DrawFn) -> str:
    """The text of a glossary that ``read_glossary`` accepts."""
    lines = ["# 用語\tterms", "\t".join(COLUMNS)]
    for number in range(draw(st.integers(1, 3))):
        forms = [f"語{number}{_value(draw(TEXT))}", f"word {number}{_value(draw(TEXT))}"]
        more = ["|".join(filter(None, map(_value, draw(st.lists(TEXT, max_size=2)))))] * 1
        forms += [*more, *(_value(draw(TEXT)) for _ in range(3))]
        rest = [draw(TEXT).strip() for _ in range(6)]
        status = draw(st.sampled_from(["", "approved", "proposed"]))
        cells = [*forms, rest[0], status, *rest[1:]]
        lines.append("\t".join(cells))
    text = "\n".join(lines) + "\n"
    try:
        read_glossary(text, "glossary.tsv")
    except GlossaryError:
        assume(False)
    return text


def content(text: str) -> list[tuple[object, ...]]:
    """What the concepts of a glossary say, wherever they stand."""
    return [
        (c.id, c.ja, c.en, c.domain, c.status, c.note, {k: v for k, v in c.extra.items() if v})
        for c in read_glossary(text, "glossary.tsv").concepts
    ]


def there_and_back(text: str, format: str) -> str:
    """A new glossary of what ``text`` became in another format."""
    kind = format.partition("-")[0]
    table = read(write(text, format, "glossary.tsv"), kind, f"terms.{kind}")
    merged = merge("", "glossary.tsv", table, f"terms.{kind}")
    assert not merged.skipped
    assert not merged.conflicts
    return merged.text
