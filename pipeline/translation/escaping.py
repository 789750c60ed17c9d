"""Words of a translation → how they are written in the file, so that nothing in them is markup."""

from __future__ import annotations

import re

from pipeline.model.translation import Setting

_INLINE_SIGNS = re.compile(r"[\\`*<\[\]]|(?<!\w)_|_(?!\w)|&(?=#?\w+;)")
# What opens a list, quotation, heading or code block at the start of a paragraph.
_BLOCK_SIGN = re.compile(r"(?:#{1,6}(?=\s)|[-+>](?=\s|$)|=+$|-+$|~{3,})")
_BLOCK_NUMBER = re.compile(r"(\d{1,9})([.)])(?=\s|$)")
_LINES = re.compile(r"(?<!\s)\s*[\r\n\u2028\u2029]\s*+")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")


def written(text: str, form: str, setting: Setting, *, first: bool = False) -> str:
    """``text`` as it stands in a file of the format ``form``; always one line.

    ``first`` says that it opens its block. Values of a front matter are ``meta_written``'s.
    """
    text = one_line(text)
    if form == "html" or setting == "attribute":
        text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        if setting == "attribute":
            text = text.replace('"', "&quot;").replace("'", "&#39;")
        return text
    if form != "markdown":
        return text
    text = _INLINE_SIGNS.sub(lambda sign: "\\" + sign[0], text)
    if text.count("~") > 1:
        text = text.replace("~", "\\~")
    if setting == "cell":
        text = text.replace("|", "\\|")
    if first:
        text = _BLOCK_NUMBER.sub(r"\1\\\2", text, count=1) if _BLOCK_NUMBER.match(text) else text
        text = "\\" + text if _BLOCK_SIGN.match(text) else text
    return text


def one_line(text: str) -> str:
    """``text`` without line breaks and without characters that no text holds."""
    return _CONTROL.sub("", _LINES.sub(" ", text))


def meta_written(text: str, quote: str, *, toml: bool) -> str:
    """A value of a front matter between the quotes it has (``quote``), or without any.

    A value that would no longer be read as this text without quotes gets double ones.
    """
    text = one_line(text).strip()
    if quote == '"':
        return _double(text)
    if quote == "'":
        return text.replace("'", "\N{RIGHT SINGLE QUOTATION MARK}" if toml else "''")
    return text if _is_plain(text) else f'"{_double(text)}"'


def _double(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')


def _is_plain(text: str) -> bool:
    """Whether YAML reads ``key: text`` as exactly this text."""
    import yaml  # type: ignore[import-untyped, unused-ignore]

    try:
        return bool(yaml.safe_load(f"key: {text}") == {"key": text})
    except yaml.YAMLError:
        return False
