"""What the user of this account allows, wherever the project comes from: engines and hosts.

``config.toml`` in the user's configuration folder, or the file that TAIYAKU_CONFIG names:

    [engines.openai]
    url = "http://localhost:11434/v1"      # allowed, and where it is
    model = "qwen3"

An engine that has no table here, and does not stand in TAIYAKU_ALLOW, is not used. A project can
choose among what stands here and change none of it.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

from pipeline.errors import ConfigError, SourceError
from pipeline.settings.table import Table, nearest
from pipeline.system import toml_text
from pipeline.system.regular_files import read_regular
from pipeline.system.secret import guard

CONFIG_VARIABLE = "TAIYAKU_CONFIG"
ALLOW_VARIABLE = "TAIYAKU_ALLOW"
FILE_NAME = "config.toml"

_PROXIES = ("http", "https", "socks5", "socks5h")
_LOCAL = frozenset(("localhost", "127.0.0.1", "::1"))


@dataclass(frozen=True)
class EngineConfig:
    """What the user says of one engine. Empty strings stand for what the engine takes by itself.

    ``model`` is a name or, for ctranslate2, a folder; ``timeout`` is in seconds, ``budget`` in
    characters a run, ``per_minute`` in requests; ``attempts`` counts the first one.
    """

    name: str
    url: str = ""
    model: str = ""
    proxy: str = ""
    timeout: float = 60.0
    attempts: int = 4
    wait: float = 1.0
    budget: int | None = None
    per_minute: int | None = None
    at_once: int | None = None
    formality: str = ""
    plain_http: bool = False


def config_file() -> Path:
    """The file that TAIYAKU_CONFIG names, else the one in the user's configuration folder."""
    if named := os.environ.get(CONFIG_VARIABLE):
        return Path(named).expanduser()
    import platformdirs

    return Path(platformdirs.user_config_dir("taiyaku", appauthor=False)) / FILE_NAME


def allowed_engines(known: tuple[str, ...]) -> Mapping[str, EngineConfig]:
    """The engines that the user allows, by name. Raises ConfigError."""
    file = config_file()
    found: dict[str, EngineConfig] = {}
    if os.path.lexists(file):
        found = _read(file, known)
    for word in os.environ.get(ALLOW_VARIABLE, "").replace(",", " ").split():
        name, _, url = word.partition("=")
        if name not in known:
            raise ConfigError(f"{ALLOW_VARIABLE}: unknown engine {name!r}{nearest(name, known)}")
        if url or name not in found:
            base = found.get(name, EngineConfig(name))
            found[name] = EngineConfig(**{**vars(base), "url": _url(url, name) if url else ""})
    return found


def _parts(url: str) -> SplitResult | None:
    """An address in its parts; None for what is none."""
    try:
        parts = urlsplit(url)
        # A port that is no number is told when it is asked for.
        sound = parts.hostname and (parts.port is None or parts.port > 0)
        (parts.hostname or "").encode("idna")
    except (ValueError, UnicodeError):
        return None
    return parts if sound and not re.search(r"[\s\0-\x1f]", url) else None


def _url(text: str, name: str) -> str:
    url = text if "://" in text else f"https://{text}"
    parts = _parts(url)
    if parts is None or parts.scheme not in ("http", "https") or "@" in parts.netloc:
        raise ConfigError(
            f"{ALLOW_VARIABLE}: the address of {name} is none; write {name}=https://…"
        )
    if parts.scheme == "http" and parts.hostname not in _LOCAL:
        raise ConfigError(
            f"{ALLOW_VARIABLE}: the address of {name} is plain http, which others on the way can "
            "read; use https"
        )
    return url


def _read(file: Path, known: tuple[str, ...]) -> dict[str, EngineConfig]:
    path = str(file)
    try:
        text = read_regular(file).decode("utf-8-sig")
        data = toml_text.loads(text)
    except SourceError as error:
        raise ConfigError(error.message, path=path) from None
    except (UnicodeDecodeError, toml_text.TOMLDecodeError) as error:
        raise ConfigError(f"cannot be read: {error}", path=path) from None
    top = Table(data, path, text)
    top.forbid_nul()
    engines = top.table("engines")
    found = {}
    for name in engines.data:
        if name not in known:
            engines.fail(f"unknown engine {name!r}{nearest(name, known)}", name)
        found[name] = _engine(name, engines.table(name))
    top.done()
    return found


def _engine(name: str, table: Table) -> EngineConfig:
    base = EngineConfig(name)
    made = EngineConfig(
        name,
        table.take("url", str, ""),
        table.take("model", str, ""),
        table.take("proxy", str, ""),
        table.take("timeout", float, base.timeout),
        table.take("attempts", int, base.attempts),
        table.take("wait", float, base.wait),
        _optional(table, "budget"),
        _optional(table, "per_minute"),
        _optional(table, "at_once"),
        table.take("formality", str, ""),
        table.take("plain_http", bool, False),
    )
    if "key" in table.data or "api_key" in table.data:
        key = "key" if "key" in table.data else "api_key"
        table.fail("keys stand in the environment only, never in a file; take it out", key)
    table.done()
    guard(made.url)
    guard(made.proxy)
    if made.proxy and ((at := _parts(made.proxy)) is None or at.scheme not in _PROXIES):
        table.fail("'proxy' is an address such as http://proxy.example.org:3128", "proxy")
    url = _parts(made.url) if made.url else urlsplit("")
    # What stands there is not shown: it may hold a key.
    if url is None or (made.url and url.scheme not in ("http", "https")):
        table.fail("'url' is an address that begins with https:// or http://", "url")
    if "@" in url.netloc:
        table.fail("'url' holds a name or password; keys stand in the environment only", "url")
    if url.scheme == "http" and url.hostname not in _LOCAL and not made.plain_http:
        table.fail(
            "'url' is plain http, which others on the way can read; use https, or say "
            "plain_http = true",
            "url",
        )
    if made.attempts < 1 or made.timeout <= 0 or made.wait < 0:
        table.fail("'attempts' is 1 or more, 'timeout' more than 0, 'wait' not less than 0")
    return made


def _optional(table: Table, key: str) -> int | None:
    value = table.take(key, int, 0)
    if key in table.data and value < 1:
        table.fail(f"{key!r} is 1 or more, not {value}", key)
    return value or None
