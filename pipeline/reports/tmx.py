"""A translation memory: TMX 1.4b, which OmegaT and every other tool for translators reads.

One ``<tu>`` for every sentence link, with the pair, the score and the titles of both sections as
properties. Nothing in it depends on the time or the machine.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from pipeline.model.findings import Report
from pipeline.model.source import LANGS, other
from pipeline.reports.units import SentencePair, units
from pipeline.system.xml_text import ESCAPES, FORBIDDEN


def format(report: Report) -> str:
    """The sentence links of a report as TMX; the source language of the project comes first.

    Characters that XML forbids are dropped; ``notes`` says so.
    """
    return "".join(f"{line}\n" for line in _lines(report))


def notes(report: Report) -> Iterator[str]:
    """What ``format`` leaves out of the memory that it makes of a report."""
    for text in (side for unit in units(report) for side in (unit.ja, unit.en)):
        if found := FORBIDDEN.findall(text.text):
            names = ", ".join(f"U+{ord(char):04X}" for char in dict.fromkeys(found))
            yield f"{text.place}: {names} cannot stand in XML and is left out of the memory"


def _lines(report: Report) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield '<!DOCTYPE tmx SYSTEM "tmx14.dtd">'
    yield '<tmx version="1.4">'
    yield (
        f'  <header creationtool="taiyaku" creationtoolversion={_quoted(report.version)} '
        'segtype="sentence" o-tmf="taiyaku" adminlang="en" '
        f'srclang="{report.source}" datatype="plaintext">'
    )
    for name, value in report.signature.items():
        yield f"    {_prop(name, value)}"
    yield "  </header>"
    yield "  <body>"
    for unit in units(report):
        yield from _unit(unit, report)
    yield "  </body>"
    yield "</tmx>"


def _unit(unit: SentencePair, report: Report) -> Iterator[str]:
    yield "    <tu>"
    yield f"      {_prop('pair', unit.pair)}"
    yield f"      {_prop('score', f'{unit.score:.4f}')}"
    for lang in LANGS:
        if title := unit.side(lang).section:
            yield f"      {_prop(f'section-{lang}', title)}"
    for lang in (report.source, other(report.source)):
        segment = _text(unit.side(lang).text)
        yield f'      <tuv xml:lang="{lang}"><seg>{segment}</seg></tuv>'
    yield "    </tu>"


def _prop(name: str, value: str) -> str:
    """A property; the names of a tool's own begin with ``x-``."""
    return f"<prop type={_quoted(f'x-{name}')}>{_text(value)}</prop>"


def _text(text: str) -> str:
    return escape(FORBIDDEN.sub("", text), ESCAPES)


def _quoted(text: str) -> str:
    return quoteattr(FORBIDDEN.sub("", text))
