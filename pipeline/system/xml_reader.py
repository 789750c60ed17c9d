"""XML from strangers: streamed, without entities, without anything fetched, never too deep."""

from __future__ import annotations

import io
import re
import shlex
from codecs import BOM_UTF8
from collections.abc import Callable, Mapping
from typing import Any, Protocol
from xml.parsers import expat

from pipeline.errors import GlossaryError, TaiyakuError

_CHUNK = 1 << 16
_DEEPEST = 64
# Expat keeps a tag with all its attributes, and begins anew with each piece of it.
_LONGEST_TAG = 1_000_000
_INVALID_TOKEN = 4
_BOMS = (b"\xff\xfe", b"\xfe\xff", b"\0<", b"<\0")
_DECLARED = re.compile(rb"""<\?xml[^>]*?\sencoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")
# What expat reads by itself; all others it would read byte by byte or not at all.
_ENCODINGS = ("utf-8", "utf-16", "iso-8859-1", "us-ascii")


class Reader(Protocol):
    """What is told of a document; names are ``namespace}local`` or ``local``."""

    def start(self, name: str, attributes: Mapping[str, str], line: int) -> None:
        """An element begins."""

    def end(self, name: str) -> None:
        """An element ends."""

    def text(self, text: str) -> None:
        """Characters."""


def parse(
    data: bytes, reader: Reader, path: str, error: type[TaiyakuError] = GlossaryError
) -> None:
    """Reads a document in UTF-8, UTF-16, ISO 8859-1 or ASCII, as it declares.

    Raises ``error``, with line and column, for what is not well-formed, declares or uses entities
    of its own, or nests deeper than any file of terms or translations; and for other encodings.
    """
    declared = _DECLARED.match(data.removeprefix(BOM_UTF8))
    if declared and (name := declared[1].decode()).lower() not in _ENCODINGS:
        raise _encoding(name, path, error)
    parser = expat.ParserCreate(namespace_separator="}")
    parser.buffer_text = True
    depth = 0

    def refuse(message: str) -> TaiyakuError:
        return error(
            message, path=path, line=parser.CurrentLineNumber, column=parser.CurrentColumnNumber + 1
        )

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > _DEEPEST:
            raise refuse(f"nests elements more than {_DEEPEST} deep; no file of this kind does")
        reader.start(name, attributes, parser.CurrentLineNumber)

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        reader.end(name)

    def doctype(_name: str, _system: str | None, _public: str | None, internal: int) -> None:
        if internal:
            raise refuse(
                "has a document type with declarations of its own, which can hide entity bombs and "
                "other files; take what stands in [ ] out of the DOCTYPE"
            )

    def entity(name: str, *_: Any) -> None:  # noqa: ANN401
        raise refuse(f"uses the entity &{name}; of its own; write the character itself")

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = reader.text
    parser.StartDoctypeDeclHandler = doctype
    parser.EntityDeclHandler = entity
    parser.SkippedEntityHandler = entity
    parser.ExternalEntityRefHandler = _fetches_nothing
    _feed(parser, data, path, error)


def local(name: str) -> str:
    """A name without its namespace."""
    return name.rpartition("}")[2]


def _fetches_nothing(_context: str, _base: str | None, system: str | None, _: str | None) -> int:
    return 0  # expat then ends with an error


def _feed(parser: expat.XMLParserType, data: bytes, path: str, error: type[TaiyakuError]) -> None:
    stream = io.BytesIO(data)
    feed: Callable[[bytes, bool], int] = parser.Parse
    try:
        while chunk := stream.read(_CHUNK):
            feed(chunk, False)
            if stream.tell() - parser.CurrentByteIndex > _LONGEST_TAG:
                raise error(
                    f"has a tag or comment of more than {_LONGEST_TAG // 1_000_000} MB; "
                    "no file of this kind does",
                    path=path,
                    line=parser.CurrentLineNumber,
                    column=parser.CurrentColumnNumber + 1,
                )
        feed(b"", True)
    except expat.ExpatError as problem:
        raise _broken(problem, data, path, error) from None


def _broken(
    problem: expat.ExpatError, data: bytes, path: str, error: type[TaiyakuError]
) -> TaiyakuError:
    if problem.code == _INVALID_TOKEN and not data.startswith(_BOMS):
        try:
            data.decode("utf-8")
        except UnicodeDecodeError:
            message = (
                "holds bytes that are not in the encoding it declares; "
                "export it again, or convert it to UTF-8 with iconv"
            )
            return error(message, path=path, line=problem.lineno, column=problem.offset + 1)
    return error(
        f"is not well-formed XML: {expat.ErrorString(problem.code)}; export it again or mend it "
        "here",
        path=path,
        line=problem.lineno,
        column=problem.offset + 1,
    )


def _encoding(name: str, path: str, error: type[TaiyakuError]) -> TaiyakuError:
    file, made = shlex.quote(path), shlex.quote(f"{path}.utf8")
    return error(
        f"is written in {name}; convert it to UTF-8 and say so in its first line: "
        f"iconv -f {name} -t UTF-8 {file} | sed '1s/{name}/UTF-8/' > {made}",
        path=path,
    )
