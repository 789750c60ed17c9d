"""Readings that were kept are the readings, and need no model."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline import languages
from pipeline.documents import parse
from pipeline.languages import CachedWords, en
from pipeline.languages.packed import pack, unpack
from pipeline.model.source import Source
from pipeline.system.cache import Cache, key

TEXT = "# Rest\n\nThe brain rests.\n\n- It learns.\n- It sleeps.\n\n# Work\n\nNothing else.\n"
DOCUMENT = parse(Source("rest.md", "en", TEXT))


def no_model(*_: object) -> None:
    raise AssertionError("a model was asked for")


def test_a_document_that_was_read_needs_no_model(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cached = CachedWords(Cache(tmp_path), "these packages")
    plain = [list(blocks) for blocks in languages.tokenise(DOCUMENT).blocks]
    assert [list(blocks) for blocks in languages.tokenise(DOCUMENT, cached).blocks] == plain
    monkeypatch.setattr(en, "_model", no_model)
    assert [list(blocks) for blocks in languages.tokenise(DOCUMENT, cached).blocks] == plain
    other = parse(Source("rest.md", "en", TEXT.replace("rests", "works")))
    with pytest.raises(AssertionError):
        languages.tokenise(other, cached)
    with pytest.raises(AssertionError):
        languages.tokenise(DOCUMENT, CachedWords(cached.cache, "other packages"))


def test_sentences_that_were_parsed_together_need_no_model(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cached = CachedWords(Cache(tmp_path), "these packages")
    sentences = ["The coil is not placed on the head.", "It is safe."]
    parsed = languages.syntax(sentences, "en")
    assert languages.syntax(sentences, "en", cached) == parsed
    monkeypatch.setattr(en, "full_model", no_model)
    assert languages.syntax(sentences, "en", cached) == parsed
    with pytest.raises(AssertionError):
        languages.syntax(sentences[:1], "en", cached)


def test_what_is_no_reading_is_read_again(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.put({key("tokens", "syntax", "packages", "en", "It is safe."): b"rubbish"})
    found = languages.syntax(["It is safe."], "en", CachedWords(cache, "packages"))
    assert [token.text for token in found[0]] == ["It", "is", "safe", "."]


def test_packed_readings_come_back_and_other_bytes_do_not() -> None:
    blocks = languages.tokenise(DOCUMENT).blocks[1]
    assert isinstance(blocks, languages.packed.Blocks)
    again = unpack(pack(blocks))
    assert again is not None
    assert list(again) == list(blocks)
    assert unpack(b"") is None
