"""Segments are asked for in batches, within a budget; whatever goes wrong costs only what is left.

A real client talks to a server that speaks its protocol and does everything wrong that it can.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pipeline.documents import parse
from pipeline.drafting.asking import Asker
from pipeline.model.source import Source
from pipeline.model.translation import Request
from pipeline.settings.user import EngineConfig
from pipeline.system.cache import Cache
from pipeline.translation.codes import coded, plain
from pipeline.translation.engines.choosing import load
from pipeline.translation.segments import segments
from tests.translation.server import Fake, english, serving


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> Iterator[Fake]:
    for name in ("HTTP_PROXY", "http_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    monkeypatch.setenv("LIBRETRANSLATE_API_KEY", "very-secret-key")
    with serving() as server:
        yield server


TEXT = "**一つ**です。\n\n二つです。\n\n三つです。\n\n四つです。\n"


def asker(fake: Fake, tmp_path: Path | None = None, **settings: Any) -> tuple[Asker, list[str]]:
    notes: list[str] = []
    cache = Cache(tmp_path) if tmp_path else None
    budget = settings.pop("budget", None)
    config = EngineConfig(
        "libretranslate",
        fake.url,
        **{"attempts": 2, "wait": 0.01, "timeout": 60, "at_once": 2, **settings},
    )
    chosen = load("libretranslate", config, "ja", "en", ())
    return Asker(chosen, "ja", "en", cache, notes.append, budget), notes


def ask(asking: Asker) -> dict[str, str]:
    found = {s.id: s for s in segments(parse(Source("a.md", "ja", TEXT)))}
    made = asking.ask([Request(id_, coded(s)) for id_, s in found.items()], found)
    return {
        found[id_].text: "".join(part if isinstance(part, str) else "*" for part in parts)
        for id_, parts in made.items()
    }


def test_the_first_send_says_what_goes_where_once(fake: Fake) -> None:
    asking, notes = asker(fake)
    assert len(ask(asking)) == 4
    assert [fake.url.removeprefix("http://") in note for note in notes] == [True]


def test_finished_segments_are_kept_and_not_asked_for_again(fake: Fake, tmp_path: Path) -> None:
    first, notes = asker(fake, tmp_path)
    fake.script = [lambda answer: answer, 456]
    assert set(ask(first)) == {"一つです。", "二つです。"}
    assert first.problems == {"quota spent": 2}
    assert "what is there is kept" in notes[-1]
    before = len(fake.asked)
    second, _ = asker(fake, tmp_path)
    assert len(ask(second)) == 4
    (body,) = [asked[2] for asked in fake.asked[before:]]
    assert body["q"] == ["三つです。", "四つです。"]


def test_too_few_segments_are_asked_for_one_by_one(fake: Fake) -> None:
    asking, _ = asker(fake)
    fake.script = [lambda answer: {"translatedText": answer["translatedText"][:1]}]
    assert len(ask(asking)) == 4


def test_dropped_placeholders_are_asked_for_once_more_and_then_left(fake: Fake) -> None:
    asking, _ = asker(fake)
    fake.translate = lambda text: "plain words"
    assert set(ask(asking)) == {"二つです。", "三つです。", "四つです。"}
    assert asking.problems == {"placeholders dropped": 1}
    assert fake.asked[-1][2]["q"] == ['<g id="1">一つ</g>です。']


def test_a_translation_without_an_end_is_none(fake: Fake) -> None:
    asking, _ = asker(fake)
    fake.translate = lambda text: english(text) * (500 if "二" in text else 1)
    assert set(ask(asking)) == {"一つです。", "三つです。", "四つです。"}
    assert asking.tally() == "malformed answer (1)"


def test_what_happens_again_and_again_is_said_once(fake: Fake) -> None:
    asking, notes = asker(fake)
    fake.translate = lambda text: " "
    assert ask(asking) == {}
    assert len(notes) == len(set(notes)) == 3


def test_a_budget_ends_the_sending_and_keeps_what_fits(fake: Fake) -> None:
    asking, _ = asker(fake, budget=12)
    assert len(ask(asking)) == 2
    sent = [plain(text) for asked in fake.asked for text in asked[2]["q"]]
    assert sum(map(len, sent)) <= 12
    assert asking.problems == {"budget spent": 2}


def test_a_server_that_stays_down_is_not_asked_for_ever(fake: Fake) -> None:
    asking, _ = asker(fake, attempts=1)
    fake.script = [500] * 99
    assert ask(asking) == {}
    assert len(fake.asked) == 2
    assert asking.stopped == "server failed"


def test_requests_are_paced(fake: Fake, monkeypatch: pytest.MonkeyPatch) -> None:
    slept: list[float] = []
    monkeypatch.setattr("pipeline.translation.engines.calling.time.sleep", slept.append)
    asking, _ = asker(fake, per_minute=60)
    ask(asking)
    assert len(slept) == 1
    assert 0 < slept[0] <= 1
