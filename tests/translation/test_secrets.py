"""No key and no password is shown, whatever goes wrong with an engine."""

from __future__ import annotations

import contextlib
import json
import socket
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.cli.support import installed, lay_out, taiyaku
from tests.translation.server import Fake, serving

KEY = "sk-canary-0123456789"
PASSWORD = "pw-canary-9876543210"
VARIABLES = {
    "openai": "OPENAI_API_KEY",
    "deepl": "DEEPL_AUTH_KEY",
    "libretranslate": "LIBRETRANSLATE_API_KEY",
}


@pytest.fixture
def fake() -> Iterator[Fake]:
    with serving() as served:
        yield served


Done = subprocess.CompletedProcess[str]


def drafted(
    root: Path, engine: str, key: str, run: Callable[..., Done] = taiyaku, **settings: Any
) -> Done:
    """What the command says, told to say all it can."""
    lay_out(
        root,
        {
            "glossary.tsv": "ja\ten\n睡眠\tsleep\n",
            "articles/ja/a.md": "# 睡眠\n\n犬は走ります。\n",
            "config/taiyaku/config.toml": f"[engines.{engine}]\nattempts = 1\nwait = 0.0\n"
            + "".join(f"{name} = {json.dumps(value)}\n" for name, value in settings.items()),
        },
    )
    args = ("draft", "a", "--engine", engine, "--verbose", "--no-cache")
    env = {"XDG_CONFIG_HOME": str(root / "config"), VARIABLES[engine]: key}
    return run(*args, cwd=root, env=env)


def is_silent(done: Done, code: int = 2) -> None:
    assert done.returncode == code, done.stderr
    for canary in ("canary", KEY, PASSWORD):
        assert canary not in done.stdout + done.stderr
    assert "internal error" not in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("engine", VARIABLES)
def test_a_line_end_after_a_key_does_no_harm(tmp_path: Path, engine: str, fake: Fake) -> None:
    done = drafted(tmp_path, engine, f" {KEY}\n", installed, url=fake.url)
    is_silent(done, 0)
    assert KEY in json.dumps([asked[2:] for asked in fake.asked])


@pytest.mark.parametrize("engine", VARIABLES)
@pytest.mark.parametrize("key", [f"{KEY}\n{KEY}", f"{KEY}é", f"鍵{KEY}", f"{KEY}\x1b[2J"])
def test_what_can_be_no_key_is_said_without_it(
    tmp_path: Path, engine: str, key: str, fake: Fake
) -> None:
    done = drafted(tmp_path, engine, key, url=fake.url)
    is_silent(done)
    assert VARIABLES[engine] in done.stderr
    assert not fake.asked


@pytest.mark.parametrize("engine", VARIABLES)
@pytest.mark.parametrize("status", [400, 401, 403, 404, 429, 456, 500, 503])
def test_a_server_that_says_the_key_back(
    tmp_path: Path, engine: str, status: int, fake: Fake
) -> None:
    answer = json.dumps({"message": f"bad {KEY}", "error": {"message": f"bad {KEY}"}})
    fake.script = [(status, {}, answer)] * 9
    is_silent(drafted(tmp_path, engine, KEY, url=fake.url))


@pytest.mark.parametrize("engine", VARIABLES)
def test_the_key_does_not_follow_to_another_place(tmp_path: Path, engine: str, fake: Fake) -> None:
    with serving() as other:
        fake.script = [(307, {"Location": f"{other.url}/{KEY}"})] * 9
        is_silent(drafted(tmp_path, engine, KEY, url=fake.url))
        assert not other.asked


@pytest.mark.parametrize("engine", VARIABLES)
@pytest.mark.parametrize(
    ("url", "proxy"),
    [
        ("https://127.0.0.1:{shut}", ""),
        ("https://127.0.0.1:{open}", ""),
        (f"https://user:{PASSWORD}@127.0.0.1", ""),
        (f"https://{PASSWORD}@127.0.0.1", ""),
        (f"htps://user:{PASSWORD}@127.0.0.1", ""),
        (f"https://[{PASSWORD}", ""),
        ("https://127.0.0.1:99999", ""),
        ("https://127.0.0.1:port", ""),
        ("https://example.invalid", f"http://user:{PASSWORD}@127.0.0.1:{{shut}}"),
        ("https://example.invalid", f"http://user:{PASSWORD}@127.0.0.1:{{open}}"),
        ("https://example.invalid", f"nothing://user:{PASSWORD}@127.0.0.1"),
        ("https://example.invalid", f"http://user:{PASSWORD}@127.0.0.1:port"),
    ],
)
def test_addresses_that_lead_nowhere(
    tmp_path: Path, engine: str, url: str, proxy: str, fake: Fake
) -> None:
    with contextlib.closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        ports = {"shut": free.getsockname()[1], "open": int(fake.url.rpartition(":")[2])}
    settings = {"url": url.format(**ports), "proxy": proxy.format(**ports)}
    is_silent(drafted(tmp_path, engine, KEY, timeout=10.0, **settings))
