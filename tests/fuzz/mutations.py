"""Texts a careless tool, a merge or an attacker makes of a good one.

A text is taken apart into tags, entities, words and white space; pieces are lost, doubled, swapped,
cut and put in between. Hypothesis chooses, so that what breaks a parser is shrunk to what matters.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from hypothesis import strategies as st

_PIECE = re.compile(r"<[^<>]*>|&[#\w]+;|\w+|\s+|.", re.DOTALL)
_LONGEST = 1_500


def _words(text: str) -> list[str]:
    """The words of a text; ``⎵`` is a space inside one."""
    return [word.replace("⎵", " ") for word in text.split()]


HTML = _words("""
    <h2> </h2> <h1> <h3 </h3> <p> </p> <b> <s> </s> <del> </del> <br> <li> <ul> </ul>
    <td> <tr> <table> </table> <dt> <dd> <pre> </pre> <nav> </nav> <main> </main>
    <footer> <header> <article> <template> </template> <script> </script> <style>
    <title> </title> <textarea> <svg> </svg> <dialog> <p⎵hidden> <dialog⎵open> <div>
    </div> <img⎵alt="図&amp;"> <img⎵src=a⎵hidden> <a⎵href="x"> </a> <strong> </strong>
    <code> </code> <meta⎵name=description⎵content="要&lt;約"> <!-- --> <!DOCTYPE <?x
    &amp; &#65; &#0; &#xD800; &#1114112; &bogus; &lt &ampx &notit; &ngE; & < > =" '
""")
MARKDOWN = _words("""
    ** * _ ` `` ``` ~~ ~ [ ]( ) ![ ]: > - + 1. # ## ### ====== --- | |---| \\ {/* */}
    {{ }} {% :::note ::: [^1] [^1]: [^2]: <!-- --> --- +++ title: {#id}
    https://e.org/(a &amp; ~~~ *あ**い* $$ <div> </div> <br> <s> </s> <del> <p⎵hidden>
    <img⎵alt='図'>
""")
DATA = _words("""
    , ; " "" ' [ ] [[ ]] { } = : # true 1e999 -0 9999-99-99 nan inf 0x 1_0 \\ \\u0000
    \\ud800 \\x00 @@ diff null {} [] .. /../ ja en status preferred <?xml <!DOCTYPE
    <!ENTITY ]]> <![CDATA[ xmlns="" xml:lang &x; <x/> <x </x> <seg> </seg> <target> 0
    -1 1 99999999999999999999
""")
ODD = [
    *("\0", "\r", "\n", "\r\n", "\n\n", "\ufeff", "\u2028", "\u3000", "\x0b", "\x1b", "\x85"),
    *(
        "\xad",
        "\u200b",
        "\u202e",
        "\ufffd",
        "\U000e0001",
        "\U0001f600",
        "か\u3099",
        "１．",
        "第2章",
    ),
    *("■", "。", "：", " ", "\t", "    "),
]


def mutated(seeds: Sequence[str], nasty: Sequence[str]) -> st.SearchStrategy[str]:
    """Seeds with up to eight changes each, and now and then none."""
    inserted = st.sampled_from([*nasty, *ODD])
    return st.builds(
        _changed,
        st.sampled_from([seed[:_LONGEST] for seed in seeds]),
        st.lists(
            st.tuples(
                st.sampled_from(tuple(_OPERATIONS)),
                st.integers(0, 2**16),
                st.integers(0, 2**16),
                inserted,
            ),
            max_size=8,
        ),
    )


def mutated_bytes(seeds: Sequence[bytes]) -> st.SearchStrategy[bytes]:
    """Files with single bytes changed, stretches lost or doubled, and their end cut off."""
    changes = st.tuples(st.integers(0, 2**20), st.integers(0, 255), st.integers(0, 3))
    return st.builds(_spoilt, st.sampled_from(seeds), st.lists(changes, max_size=6))


def _changed(text: str, changes: Sequence[tuple[str, int, int, str]]) -> str:
    pieces = _PIECE.findall(text)
    for name, one, two, piece in changes:
        size = len(pieces)
        if name == "insert" or not size:
            pieces.insert(one % (size + 1), piece)
        else:
            _OPERATIONS[name](pieces, one % size, two % size)
    return "".join(pieces)


def _delete(pieces: list[str], one: int, two: int) -> None:
    del pieces[one]


def _lose(pieces: list[str], one: int, two: int) -> None:
    del pieces[min(one, two) : max(one, two) - len(pieces) // 2]


def _double(pieces: list[str], one: int, two: int) -> None:
    pieces.insert(two, pieces[one])


def _move(pieces: list[str], one: int, two: int) -> None:
    pieces.insert(two, pieces.pop(one))


def _swap(pieces: list[str], one: int, two: int) -> None:
    pieces[one], pieces[two] = pieces[two], pieces[one]


def _halve(pieces: list[str], one: int, two: int) -> None:
    pieces[one] = pieces[one][: len(pieces[one]) // 2]


def _old_mac(pieces: list[str], one: int, two: int) -> None:
    pieces[:] = [piece.replace("\n", "\r") for piece in pieces]


def _cut_off(pieces: list[str], one: int, two: int) -> None:
    del pieces[max(one, two) + 1 :]


_OPERATIONS: dict[str, Callable[[list[str], int, int], None]] = {
    "insert": _delete,  # needs a piece of its own: see ``_changed``
    "delete": _delete,
    "lose": _lose,
    "double": _double,
    "move": _move,
    "swap": _swap,
    "halve": _halve,
    "old mac": _old_mac,
    "cut off": _cut_off,
}


def _spoilt(data: bytes, changes: Sequence[tuple[int, int, int]]) -> bytes:
    spoilt = bytearray(data)
    for at, byte, how in changes:
        if not spoilt:
            break
        at %= len(spoilt)
        if how == 0:
            spoilt[at] = byte
        elif how == 1:
            del spoilt[at : at + byte]
        elif how == 2:
            spoilt[at:at] = spoilt[at : at + byte]
        else:
            spoilt[at:at] = bytes((byte,))
    return bytes(spoilt)
