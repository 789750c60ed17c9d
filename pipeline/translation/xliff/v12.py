"""XLIFF 1.2: ``g`` for markup in pairs, ``x`` for what stands alone, ``ph`` for what is shown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from pipeline.model.exchange import Article, ExchangeUnit, Markup
from pipeline.model.translation import Code, Match, Parts, TermUse
from pipeline.system.xml_text import attribute, text
from pipeline.translation.xliff.kinds import (
    GLOSSARY_NOTES,
    OWN_NOTES,
    is_bold,
    is_italic,
    is_link,
    remarks,
)

_NAMESPACE = "urn:oasis:names:tc:xliff:document:1.2"
_DATATYPES = {"markdown": "x-markdown", "text": "plaintext", "html": "html"}
_STATES = {
    "missing": "needs-translation",
    "draft": "needs-review-translation",
    "translated": "translated",
    "stale": "needs-review-translation",
}
_RESTYPES = {"heading": "header", "cell": "cell", "meta": "x-meta", "attribute": "x-attribute"}


def write(articles: Sequence[Article], version: str) -> str:
    """The articles as one document."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<xliff version="1.2" xmlns="{_NAMESPACE}">',
    ]
    for article in articles:
        lines += _file(article, version)
    return "\n".join([*lines, "</xliff>", ""])


def _file(article: Article, version: str) -> Iterator[str]:
    yield (
        f'  <file original={attribute(article.path)} datatype="{_DATATYPES[article.format]}"'
        f' source-language="{article.source}" target-language="{article.target}"'
        f' product-name="taiyaku" product-version={attribute(version)}>'
    )
    yield "    <header>"
    yield f'      <tool tool-id="taiyaku" tool-name="taiyaku" tool-version={attribute(version)}/>'
    yield "    </header>"
    yield "    <body>"
    for unit in article.units:
        yield from _unit(unit)
    yield "    </body>"
    yield "  </file>"


def _unit(unit: ExchangeUnit) -> Iterator[str]:
    approved = ' approved="no"' if unit.state != "translated" else ""
    kind = _RESTYPES.get(unit.kind)
    restype = f' restype="{kind}"' if kind else ""
    yield f'      <trans-unit id={attribute(unit.id)}{approved}{restype} xml:space="preserve">'
    source = inline(unit.source, unit.source_markup or {})
    yield f"        <source>{source}</source>"
    # OmegaT translates what stands in the target, so that an untranslated one has the source there.
    words = source if unit.target is None else inline(unit.target, unit.target_markup or {})
    yield f'        <target state="{_STATES[unit.state]}"{_qualifier(unit)}>{words}</target>'
    group = attribute(f"taiyaku:{unit.id}")
    yield f'        <context-group name={group} purpose="information">'
    yield f'          <context context-type="x-stand">{unit.stand}</context>'
    if unit.places:
        yield f'          <context context-type="x-places">{text(unit.places)}</context>'
    if unit.held:
        yield f'          <context context-type="x-held">{unit.held}</context>'
    if unit.state == "stale":
        yield '          <context context-type="x-stale">yes</context>'
    yield "        </context-group>"
    for term in unit.terms:
        note = text(_term_note(term))
        yield f'        <note from="{GLOSSARY_NOTES}" annotates="source">{note}</note>'
    for note in remarks(unit):
        yield f'        <note from="{OWN_NOTES}" annotates="target">{note}</note>'
    for match in unit.matches:
        yield from _match(match)
    yield "      </trans-unit>"


def _qualifier(unit: ExchangeUnit) -> str:
    if unit.state != "draft" or not unit.engine:
        return ""
    return (
        ' state-qualifier="leveraged-tm"'
        if unit.engine == "memory"
        else (' state-qualifier="leveraged-mt"')
    )


def _match(match: Match) -> Iterator[str]:
    quality = f' match-quality="{100 * match.score:.0f}%"' if match.kind != "mt" else ""
    yield (
        f"        <alt-trans{quality} origin={attribute(match.origin)}"
        f' extype="{match.kind}" tool-id="taiyaku">'
    )
    yield f"          <source>{text(match.source)}</source>"
    yield f"          <target>{text(match.target)}</target>"
    yield "        </alt-trans>"


def _term_note(term: TermUse) -> str:
    line = f"{term.text} = {' / '.join(term.accepted)}"
    if term.forbidden:
        line += f"; not: {' / '.join(term.forbidden)}"
    return f"{line} ({term.note})" if term.note else line


def inline(parts: Parts, markup: Mapping[int, Markup]) -> str:
    """Words and codes as the content of ``source`` or ``target``."""
    return "".join(text(p) if isinstance(p, str) else _code(p, markup[p.id]) for p in parts)


def _code(code: Code, markup: Markup) -> str:
    if code.kind == "close":
        return "</g>"
    if code.kind == "open":
        return f'<g id="{code.id}"{_ctype(markup.start)}>'
    if code.shown.strip():
        return f'<ph id="{code.id}">{text(markup.start)}</ph>'
    return f'<x id="{code.id}" equiv-text={attribute(markup.start)}/>'


def _ctype(opening: str) -> str:
    for kind, fits in (("link", is_link), ("bold", is_bold), ("italic", is_italic)):
        if fits(opening):
            return f' ctype="{kind}"'
    return ""
