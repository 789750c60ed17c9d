"""A local model: read from its folder, run, and decoded, tags kept between the pieces."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import EngineError
from pipeline.model.translation import Request
from pipeline.settings.user import EngineConfig
from pipeline.translation.engines.choosing import load
from pipeline.translation.engines.interface import Engine
from tests.translation.tiny_model import ANSWER, make


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make(tmp_path_factory.mktemp("model"))


def engine(folder: Path) -> Engine:
    return load("ctranslate2", EngineConfig("ctranslate2", model=str(folder)), "ja", "en", ())


def test_a_sentence_goes_through_the_model(folder: Path) -> None:
    local = engine(folder)
    assert local.host is None
    requests = [Request("1", "頭痛があります。"), Request("2", "炎症が続く。")]
    assert local.translate(requests, "ja", "en") == [ANSWER, ANSWER]


def test_markup_goes_around_the_words_it_enclosed_in_the_whole_sentence(folder: Path) -> None:
    request = Request("1", '<g id="1">頭痛</g>があります<x id="2"/>。')
    assert engine(folder).translate([request], "ja", "en") == [
        f'<g id="1">{ANSWER.rstrip(".")}</g><x id="2"/>.'
    ]


def test_where_its_place_is_not_certain_the_sentence_is_translated_in_pieces(folder: Path) -> None:
    request = Request("1", '<g id="1">頭痛</g>と<g id="2">炎症</g>があります。')
    assert engine(folder).translate([request], "ja", "en") == [
        f'<g id="1"> {ANSWER} </g> {ANSWER} <g id="2"> {ANSWER} </g> {ANSWER}'
    ]


def test_a_model_is_known_by_its_contents(folder: Path, tmp_path: Path) -> None:
    assert engine(folder).identity() == engine(folder).identity()
    for name in ("nothing", ""):
        with pytest.raises(EngineError, match=r"model\.bin"):
            engine(tmp_path / name)


def test_a_folder_that_is_broken_is_named(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "model.bin").write_bytes(b"no model")
    with pytest.raises(EngineError, match="holds no tokenizer"):
        engine(tmp_path)
    for name in ("source.spm", "target.spm"):
        (tmp_path / name).write_bytes((folder / name).read_bytes())
    with pytest.raises(EngineError, match="does not load"):
        engine(tmp_path)
