"""The real clients against a server that speaks their protocol, and everything it can do wrong."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from pipeline.errors import ConfigError, EngineError
from pipeline.model.translation import Match, Request, TermUse
from pipeline.settings.user import EngineConfig, allowed_engines
from pipeline.translation.engines.choosing import load
from pipeline.translation.engines.interface import (
    BadAnswerError,
    BrokenServerError,
    BusyError,
    Engine,
    QuotaError,
    RefusedError,
    TimedOutError,
)
from tests.translation.server import Fake, english, serving

REMOTE = ("deepl", "openai", "libretranslate")
PATHS = {
    "deepl": "/v2/translate",
    "openai": "/v1/chat/completions",
    "libretranslate": "/translate",
}
KEY = "very-secret-key"
TERMS = (TermUse("頭痛", ("headache", "head pain"), ("head ache",)),)


@pytest.fixture
def fake() -> Iterator[Fake]:
    with serving() as server:
        yield server


@pytest.fixture(autouse=True)
def keys(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DEEPL_AUTH_KEY", "OPENAI_API_KEY", "LIBRETRANSLATE_API_KEY"):
        monkeypatch.setenv(name, KEY)
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")


def engine(name: str, fake: Fake, **settings: Any) -> Engine:
    url = fake.url + ("/v1" if name == "openai" else "")
    config = EngineConfig(name, url, attempts=2, wait=0.01, timeout=60)
    return load(name, replace(config, **settings), "ja", "en", TERMS)


def requests(*texts: str) -> list[Request]:
    return [Request(f"0.1.{k}", text, terms=TERMS) for k, text in enumerate(texts)]


@pytest.mark.parametrize("name", REMOTE)
def test_texts_come_back_in_order_with_their_tags(name: str, fake: Fake) -> None:
    chosen = engine(name, fake)
    texts = ['<g id="1">頭痛</g>です。', 'a &lt; b<x id="1"/>です。']
    assert chosen.translate(requests(*texts), "ja", "en") == [english(text) for text in texts]
    assert chosen.host == fake.url.removeprefix("http://")
    chosen.close()


def test_deepl_gets_the_term_base_once_and_it_is_removed_again(fake: Fake) -> None:
    chosen = engine("deepl", fake)
    chosen.translate(requests("頭痛"), "ja", "en")
    chosen.translate(requests("腰痛"), "ja", "en")
    chosen.close()
    (glossary,) = fake.bodies("/v2/glossaries")
    assert glossary["entries"] == "頭痛\theadache"
    assert [body["glossary_id"] for body in fake.bodies("/v2/translate")] == ["g1", "g1"]
    assert fake.asked[-1][:2] == ("DELETE", "/v2/glossaries/g1")
    assert fake.asked[0][3]["Authorization"].endswith(KEY)


def test_a_prompt_carries_terms_neighbours_and_matches(fake: Fake) -> None:
    match = Match("頭痛がある。", "There is a headache.", 0.8, "fuzzy", "a")
    request = Request(
        "1", "頭痛です。", (), TERMS, (match,), "前の文。", "次の文。", "say headache"
    )
    engine("openai", fake, model="m").translate([request], "ja", "en")
    (body,) = fake.bodies("/v1/chat/completions")
    prompt = body["messages"][1]["content"]
    for words in ("headache", "head ache", "There is a headache.", "前の文。", "次の文。"):
        assert words in prompt
    assert "say headache" in prompt
    assert body["response_format"]["json_schema"]["strict"] is True
    assert body["model"] == "m"


FAULTS: list[tuple[list[Any], type[EngineError], str]] = [
    ([1.2, 1.2], TimedOutError, "timed out"),
    # One byte every now and then.
    ([b" " * 40, b" " * 40], TimedOutError, "timed out"),
    ([429, 429], BusyError, "too many requests"),
    ([456], QuotaError, "quota spent"),
    ([500, 500], BrokenServerError, "server failed"),
    ([403], RefusedError, "refused"),
    (["<html>busy</html>"], BadAnswerError, "malformed answer"),
    (["[" * 100_000], BadAnswerError, "malformed answer"),
    (['{"translations": ['], BadAnswerError, "malformed answer"),
    (["{}"], BadAnswerError, "malformed answer"),
    ([(307, {"Location": "http://example.org/"})], RefusedError, "refused"),
]


@pytest.mark.parametrize("name", REMOTE)
@pytest.mark.parametrize(
    ("script", "error", "outcome"), FAULTS, ids=[str(f[0][0])[:40] for f in FAULTS]
)
def test_every_fault_has_a_name_and_shows_no_key(
    name: str, script: list[Any], error: type[EngineError], outcome: str, fake: Fake
) -> None:
    slow = any(isinstance(act, (float, bytes)) for act in script)
    chosen = engine(name, fake, timeout=0.4 if slow else 60)
    fake.script = list(script)
    with pytest.raises(error) as raised:
        chosen.translate(requests("頭痛です。"), "ja", "en")
    assert raised.value.outcome == outcome
    assert KEY not in f"{raised.value!r} {raised.value}"
    assert raised.value.__cause__ is None
    # What may pass is asked once more, what cannot pass is not.
    assert len(fake.bodies(PATHS[name])) == len(script)


@pytest.mark.parametrize("name", REMOTE)
def test_an_answer_that_unpacks_to_more_than_fits_is_not_read(name: str, fake: Fake) -> None:
    fake.script = [(200, {"Content-Encoding": "gzip"})]
    with pytest.raises(BadAnswerError, match="sent more than 8,000,000 bytes"):
        engine(name, fake, timeout=30).translate(requests("頭痛"), "ja", "en")


@pytest.mark.parametrize("name", REMOTE)
def test_a_server_that_recovers_costs_nothing(name: str, fake: Fake) -> None:
    fake.script = [500]
    assert engine(name, fake).translate(requests("頭痛"), "ja", "en") == ["[頭痛]"]


def test_a_server_that_nobody_runs_is_named() -> None:
    config = EngineConfig("libretranslate", "http://127.0.0.1:9", attempts=1, timeout=0.5)
    with pytest.raises(BrokenServerError, match=r"127\.0\.0\.1:9 cannot be reached"):
        load("libretranslate", config, "ja", "en", ()).translate(requests("頭痛"), "ja", "en")


@pytest.mark.parametrize("name", ["deepl", "openai"])
def test_a_missing_key_is_said_with_its_name(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    variable = {"deepl": "DEEPL_AUTH_KEY", "openai": "OPENAI_API_KEY"}[name]
    monkeypatch.delenv(variable)
    with pytest.raises(EngineError, match=variable):
        load(name, EngineConfig(name), "ja", "en", ())


# What the user allows.


def test_the_users_file_names_engines_and_a_key_in_it_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "config.toml"
    monkeypatch.setenv("TAIYAKU_CONFIG", str(file))
    monkeypatch.delenv("TAIYAKU_ALLOW", raising=False)
    known = ("memory", *REMOTE)
    assert allowed_engines(known) == {}
    file.write_text('[engines.openai]\nurl = "http://localhost:1/v1"\nbudget = 5\n')
    assert allowed_engines(known)["openai"].budget == 5
    monkeypatch.setenv("TAIYAKU_ALLOW", "deepl libretranslate=http://localhost:2")
    assert set(allowed_engines(known)) == {"openai", "deepl", "libretranslate"}
    for wrong, message in (
        ('[engines.deepl]\nkey = "x"\n', "environment only"),
        ('[engines.deepl]\nurl = "http://deepl.example"\n', "plain http"),
        ('[engines.deepl]\nurl = "https://me:x@deepl.example"\n', "holds a name or password"),
        ("[engines.deepel]\n", "did you mean 'deepl'"),
    ):
        file.write_text(wrong)
        with pytest.raises(ConfigError, match=message):
            allowed_engines(known)
