"""XLIFF 2.1: ``pc`` and ``ph`` with their characters as original data; matches, terms, metadata."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from pipeline.model.exchange import Article, ExchangeUnit, Markup
from pipeline.model.translation import Code, Match, Parts, TermUse
from pipeline.system.xml_text import attribute, text
from pipeline.translation.xliff.kinds import OWN_NOTES, is_bold, is_italic, is_link, remarks

_NAMESPACES = {
    "xmlns": "urn:oasis:names:tc:xliff:document:2.0",
    "xmlns:mda": "urn:oasis:names:tc:xliff:metadata:2.0",
    "xmlns:mtc": "urn:oasis:names:tc:xliff:matches:2.0",
    "xmlns:gls": "urn:oasis:names:tc:xliff:glossary:2.0",
}
# A draft has words but nobody has said that they are a translation.
_STATES = {
    "missing": "initial",
    "draft": "initial",
    "translated": "translated",
    "stale": "initial",
}
# What the matches module calls them: the same, put together from parts, found by similarity.
_MATCHES = {"exact": "tm", "adapted": "am", "fuzzy": "tm", "near": "tm", "mt": "mt"}


def write(articles: Sequence[Article], version: str) -> str:
    """The articles as one document; they all have the same languages."""
    first = articles[0]
    spaces = " ".join(f'{name}="{uri}"' for name, uri in _NAMESPACES.items())
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<xliff version="2.1" srcLang="{first.source}" trgLang="{first.target}" {spaces}>',
    ]
    for number, article in enumerate(articles, 1):
        lines += _file(article, number, version)
    return "\n".join([*lines, "</xliff>", ""])


def _file(article: Article, number: int, version: str) -> Iterator[str]:
    yield (
        f'  <file id="f{number}" original={attribute(article.path)} canResegment="no" '
        'xml:space="preserve">'
    )
    meta = {"format": article.format, "version": version}
    yield from _metadata(meta, "    ")
    for unit in article.units:
        yield from _unit(unit)
    yield "  </file>"


def _metadata(metadata: Mapping[str, str], indent: str) -> Iterator[str]:
    yield f'{indent}<mda:metadata><mda:metaGroup category="taiyaku">'
    for name, value in metadata.items():
        yield f'{indent}  <mda:meta type="{name}">{text(value)}</mda:meta>'
    yield f"{indent}</mda:metaGroup></mda:metadata>"


def _unit(unit: ExchangeUnit) -> Iterator[str]:
    yield f"    <unit id={attribute(f'u{unit.id}')}>"
    if unit.matches:
        yield "      <mtc:matches>"
        for match in unit.matches:
            yield from _match(match)
        yield "      </mtc:matches>"
    if unit.terms:
        yield "      <gls:glossary>"
        for term in unit.terms:
            yield from _term(term)
        yield "      </gls:glossary>"
    stale = "yes" if unit.state == "stale" else ""
    metadata = {
        "stand": unit.stand,
        "engine": unit.engine,
        "places": unit.places,
        "held": unit.held,
        "stale": stale,
    }
    yield from _metadata({name: value for name, value in metadata.items() if value}, "      ")
    yield from _notes(unit)
    source, target = unit.source_markup or {}, unit.target_markup or {}
    data = [*_data(source, "s"), *(_data(target, "t") if unit.target is not None else ())]
    if data:
        yield f"      <originalData>{''.join(data)}</originalData>"
    yield f'      <segment id="s1" state="{_STATES[unit.state]}">'
    yield f"        <source>{inline(unit.source, source, 's')}</source>"
    if unit.target is not None:
        yield f"        <target>{inline(unit.target, target, 't')}</target>"
    yield "      </segment>"
    yield "    </unit>"


def _notes(unit: ExchangeUnit) -> Iterator[str]:
    notes = [
        f"{term.text}: not {' / '.join(term.forbidden)}" for term in unit.terms if term.forbidden
    ]
    notes += remarks(unit)
    if notes:
        text_of_note = "".join(
            f'<note appliesTo="target" category="{OWN_NOTES}">{text(note)}</note>' for note in notes
        )
        yield f"      <notes>{text_of_note}</notes>"


def _match(match: Match) -> Iterator[str]:
    similarity = f' similarity="{100 * match.score:.1f}"' if match.kind != "mt" else ""
    yield (
        f'        <mtc:match ref="#s1"{similarity} origin={attribute(match.origin)} '
        f'type="{_MATCHES[match.kind]}" subType="taiyaku:{match.kind}">'
    )
    yield f"          <source>{text(match.source)}</source>"
    yield f"          <target>{text(match.target)}</target>"
    yield "        </mtc:match>"


def _term(term: TermUse) -> Iterator[str]:
    yield "        <gls:glossEntry>"
    yield f"          <gls:term>{text(term.text)}</gls:term>"
    for form in term.accepted:
        yield f"          <gls:translation>{text(form)}</gls:translation>"
    if term.note:
        yield f"          <gls:definition>{text(term.note)}</gls:definition>"
    yield "        </gls:glossEntry>"


def _data(markup: Mapping[int, Markup], side: str) -> Iterator[str]:
    for number, (start, end) in markup.items():
        yield f'<data id="{side}{number}a">{text(start)}</data>'
        if end:
            yield f'<data id="{side}{number}b">{text(end)}</data>'


def inline(parts: Parts, markup: Mapping[int, Markup], side: str) -> str:
    """Words and codes as the content of ``source`` (side ``s``) or ``target`` (``t``)."""
    return "".join(text(p) if isinstance(p, str) else _code(p, markup[p.id], side) for p in parts)


def _code(code: Code, markup: Markup, side: str) -> str:
    if code.kind == "close":
        return "</pc>"
    if code.kind == "open":
        start, end = f"{side}{code.id}a", f"{side}{code.id}b"
        kind = _type(markup.start)
        return f'<pc id="{code.id}"{kind} dataRefStart="{start}" dataRefEnd="{end}">'
    shown = f" disp={attribute(code.shown)}" if code.shown.strip() else ""
    return f'<ph id="{code.id}" dataRef="{side}{code.id}a"{shown}/>'


def _type(opening: str) -> str:
    if is_link(opening):
        return ' type="link"'
    if is_bold(opening):
        return ' type="fmt" subType="xlf:b"'
    if is_italic(opening):
        return ' type="fmt" subType="xlf:i"'
    return ""
