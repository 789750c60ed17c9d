"""``taiyaku.toml``, or ``[tool.taiyaku]`` in pyproject.toml, as frozen settings.

``docs/configuration.md`` shows every key. A pattern holds ``{path}`` once; ``{lang}`` stands for
``ja`` and ``en``; where the languages follow different patterns, a table gives both. A pattern
without a file ending takes every ending that taiyaku reads.
"""

from __future__ import annotations

import hashlib
import json
import pkgutil
from collections.abc import Callable, Collection, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Literal

from pipeline.errors import ConfigError, SourceError
from pipeline.model.findings import SEVERITIES, Severity
from pipeline.model.source import LANGS, Lang
from pipeline.settings.table import Table, nearest
from pipeline.system import regular_files, toml_text

FILE_NAME = "taiyaku.toml"
PYPROJECT = "pyproject.toml"
DEFAULT = "default"

# What `taiyaku draft` can translate with; which of them may be used is the user's to say.
ENGINES = ("memory", "deepl", "openai", "libretranslate", "ctranslate2")

Level = Severity | Literal["off"]
LEVELS: tuple[Level, ...] = (*SEVERITIES, "off")


@dataclass(frozen=True)
class Pattern:
    """Where the files of each language lie, relative to the root; each holds ``{path}`` once."""

    ja: str
    en: str

    def of(self, lang: Lang) -> str:
        """The pattern of one language."""
        return self.ja if lang == "ja" else self.en


@dataclass(frozen=True)
class NamedPair:
    """Two files that belong together whatever they are called (root-relative paths)."""

    ja: str
    en: str


@dataclass(frozen=True)
class Override:
    """Levels and thresholds for the files that match one of the globs ``paths``."""

    paths: tuple[str, ...]
    rules: Mapping[str, Level]
    thresholds: Mapping[str, float]


@dataclass(frozen=True)
class Settings:
    """Everything a project can set. ``path`` is the file it came from, None for the defaults.

    ``max_size`` is in bytes: an article beyond it is named and not compared, since two articles
    of a megabyte already take more than a minute and a gigabyte. ``encoder`` is the folder of an
    ONNX model, None the embedded one. ``strict`` holds every linked sentence to the glossary.
    ``engine`` and ``memories`` (globs of TMX files) are what `taiyaku draft` works with; with
    ``memory_first`` no engine is asked for what they hold word for word.
    ``drafts`` (from the command line alone) checks inside drafts that nobody has reviewed.
    """

    source: Lang = "ja"
    patterns: tuple[Pattern, ...] = (Pattern("articles/ja/{path}", "articles/en/{path}"),)
    pairs: tuple[NamedPair, ...] = ()
    exclude: tuple[str, ...] = ("**/node_modules/**",)
    glossary: str = "glossary.tsv"
    meta_keys: tuple[str, ...] = ("title", "description")
    max_size: int = 1_000_000
    rules: Mapping[str, Level] = field(default_factory=dict)
    thresholds: Mapping[str, float] = field(default_factory=dict)
    overrides: tuple[Override, ...] = ()
    encoder: str | None = None
    strict: bool = False
    engine: str = "memory"
    memories: tuple[str, ...] = ()
    memory_first: bool = True
    drafts: bool = False
    path: str | None = None

    def digest(self) -> str:
        """A hash of every setting; where they stand in which file does not count."""
        values = {**asdict(self), "path": None}
        text = json.dumps(values, sort_keys=True, ensure_ascii=False)
        return "sha256:" + hashlib.sha256(text.encode()).hexdigest()


def rule_ids() -> list[str]:
    """The names of all rules, read off the files in checks/: to import them all takes a while."""
    modules = pkgutil.iter_modules([str(Path(__file__).parents[1] / "checks")])
    names = [m.name for m in modules if not (m.ispkg or m.name[0] == "_")]
    return [name.replace("_", "-") for name in names if name != "thresholds"]


def load_settings(root: Path, rules: Collection[str]) -> Settings:
    """The settings of the project in ``root``; ``rules`` are the ids that may be named.

    taiyaku.toml wins over pyproject.toml; with neither, the defaults. Raises ConfigError.
    """

    def read(name: str) -> bytes | None:
        try:
            return regular_files.read(root, name) if regular_files.is_there(root, name) else None
        except SourceError as error:
            raise ConfigError(error.message, path=name) from None

    return read_settings(read, rules)


def read_settings(read: Callable[[str], bytes | None], rules: Collection[str]) -> Settings:
    """The same from wherever ``read`` finds the files of the root (None: there is none)."""
    if (own := read(FILE_NAME)) is not None:
        text = _decoded(own, FILE_NAME)
        return parse_settings(_parse(text, FILE_NAME), text, FILE_NAME, rules)
    if (shared := read(PYPROJECT)) is not None:
        text = _decoded(shared, PYPROJECT)
        tool = _parse(text, PYPROJECT).get("tool", {})
        if "taiyaku" in tool:
            return parse_settings(tool["taiyaku"], text, PYPROJECT, rules, ("tool", "taiyaku"))
    return Settings()


def parse_settings(
    data: object,
    text: str,
    path: str,
    rules: Collection[str],
    keys: tuple[str, ...] = (),
) -> Settings:
    """Settings from parsed TOML; ``text`` is the file, for the lines in errors."""
    if not isinstance(data, dict):
        raise ConfigError(f"[{'.'.join(keys)}] is a table", path=path)
    top, base = Table(data, path, text, keys), Settings()
    top.forbid_nul()
    source = top.take("source", str, base.source)
    if source not in LANGS:
        top.fail(f"'source' is 'ja' or 'en', not {source!r}", "source")
    max_size = top.take("max_size", int, base.max_size)
    if max_size < 1:
        top.fail(f"'max_size' is a number of bytes, not {max_size}", "max_size")
    engine, memories, memory_first = _draft(top.table("draft"))
    settings = Settings(
        source=source,
        patterns=_patterns(top) or base.patterns,
        pairs=tuple(_named_pair(table) for table in top.tables("pairs")),
        exclude=top.strings("exclude", base.exclude),
        glossary=_inside(top, "glossary", top.take("glossary", str, base.glossary)),
        meta_keys=top.strings("meta_keys", base.meta_keys),
        max_size=max_size,
        rules=_levels(top.table("rules"), rules),
        thresholds=_thresholds(top.table("thresholds"), rules),
        overrides=tuple(_override(table, rules) for table in top.tables("overrides")),
        encoder=_encoder(top.table("encoder")),
        strict=_strict_terms(top.table("terms")),
        engine=engine,
        memories=memories,
        memory_first=memory_first,
        path=path,
    )
    top.done()
    return settings


def _decoded(data: bytes, name: str) -> str:
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError:
        raise ConfigError("is not UTF-8; save it as UTF-8", path=name) from None


def _parse(text: str, name: str) -> dict[str, Any]:
    try:
        return toml_text.loads(text)
    except toml_text.TOMLDecodeError as error:
        raise ConfigError(f"is not valid TOML: {error}", path=name) from None


def _patterns(top: Table) -> tuple[Pattern, ...]:
    top.asked.add("patterns")
    value = top.data.get("patterns", [])
    items = value if isinstance(value, list) else [value]
    if "patterns" in top.data and not items:
        top.fail("'patterns' is empty; leave it out for the default", "patterns")
    return tuple(_pattern(top, number, item) for number, item in enumerate(items))


def _pattern(top: Table, number: int, item: object) -> Pattern:
    if isinstance(item, str):
        if "{lang}" not in item:
            top.fail(
                f"the pattern {item!r} lacks {{lang}}; where the languages follow different "
                'patterns, write { ja = "…", en = "…" }',
                "patterns",
            )
        pattern = Pattern(*(item.replace("{lang}", lang) for lang in LANGS))
    elif isinstance(item, dict):
        table = Table(item, top.path, top.text, (*top.keys, "patterns", str(number)))
        pattern = Pattern(*(table.take(lang, str, "") for lang in LANGS))
        table.done()
    else:
        top.fail(f"a pattern is a string or a table with ja and en, not {item!r}", "patterns")
    for lang in LANGS:
        text = pattern.of(lang)
        if text.count("{path}") != 1:
            top.fail(f"the pattern {text!r} ({lang}) does not hold {{path}} once", "patterns")
        rest = text.replace("{path}", "")
        if "{" in rest or "}" in rest:
            top.fail(f"the pattern {text!r} holds more than {{lang}} and {{path}}", "patterns")
        _inside(top, "patterns", text)
    if pattern.ja == pattern.en:
        top.fail(f"the pattern {pattern.ja!r} is the same in both languages", "patterns")
    return pattern


def _inside(table: Table, key: str, path: str) -> str:
    """The path as given; ConfigError where it is empty or would leave the root."""
    if not path or path.startswith("/") or "\0" in path or "\\" in path or ".." in path.split("/"):
        table.fail(f"{key!r} is a path inside the project with /, not {path!r}", key)
    return path


def _encoder(table: Table) -> str | None:
    """The folder of the encoder; None for the embedded one."""
    model = table.take("model", str, "")
    table.done()
    return _inside(table, "model", model) if "model" in table.data else None


def _strict_terms(table: Table) -> bool:
    strict = table.take("strict", bool, False)
    table.done()
    return strict


def _draft(table: Table) -> tuple[str, tuple[str, ...], bool]:
    """The engine a project prefers, its memories, and whether those are asked before it."""
    engine = table.take("engine", str, "memory")
    if engine not in ENGINES:
        table.fail(f"unknown engine {engine!r}{nearest(engine, ENGINES)}", "engine")
    memories = table.strings("memories")
    for path in memories:
        _inside(table, "memories", path)
    memory_first = table.take("memory_first", bool, True)
    table.done()
    return engine, memories, memory_first


def _named_pair(table: Table) -> NamedPair:
    values = [_inside(table, lang, table.take(lang, str, "")) for lang in LANGS]
    table.done()
    return NamedPair(*values)


def _levels(table: Table, rules: Collection[str]) -> dict[str, Level]:
    levels: dict[str, Level] = {}
    for rule in table.data:
        if rule not in rules:
            table.fail(f"unknown rule {rule!r}{nearest(rule, rules)}", rule)
        level = table.take(rule, str, "")
        if level not in LEVELS:
            table.fail(f"{rule!r} is {level!r}{nearest(level, LEVELS)}", rule)
        levels[rule] = level
    return levels


def _thresholds(table: Table, rules: Collection[str]) -> dict[str, float]:
    thresholds: dict[str, float] = {}
    for rule in table.data:
        if rule not in rules and rule != DEFAULT:
            table.fail(f"unknown rule {rule!r}{nearest(rule, [*rules, DEFAULT])}", rule)
        thresholds[rule] = table.take(rule, float, 0.0)
        if not 0.0 <= thresholds[rule] <= 1.0:
            table.fail(f"{rule!r} is between 0 and 1, not {thresholds[rule]:g}", rule)
    return thresholds


def _override(table: Table, rules: Collection[str]) -> Override:
    override = Override(
        table.strings("paths"),
        _levels(table.table("rules"), rules),
        _thresholds(table.table("thresholds"), rules),
    )
    table.done()
    if not override.paths:
        table.fail('an override names the files it is for: paths = ["…"]')
    return override
