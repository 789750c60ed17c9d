"""What the fuzzers begin with: the texts of the cases, and a good file of every format."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from pipeline.terms.exchange import WRITES, write
from pipeline.translation import xliff
from tests.translation.test_memory import TMX
from tests.translation.test_xliff import OTHERS, PARTS, article, part

_CASES = Path(__file__).parents[1] / "cases"
GLOSSARY = (
    "ja\ten\tja_variants\ten_variants\ten_forbidden\tdomain\tstatus\tnote\tid\n"
    "# 頭\n頭痛\theadache\t頭の痛み\tcephalalgia|head pain\thead ache\tsymptom\tapproved\tよく\t1\n"
    '"睡眠"\tsleep\t\t\t\t\tproposed\ta \\| b\t\n'
)
SETTINGS = """source = "ja"
exclude = ["drafts/**"]
meta_keys = ["title"]
max_size = 5_000_000
strict = true
glossary = "glossary.tsv"
[rules]
number-mismatch = "warning"
[thresholds]
default = 0.5
[draft]
engine = "memory"
memories = ["tm/*.tmx"]
[[pairs]]
ja = "a.md"
en = "b.md"
[[overrides]]
paths = ["articles/*/news/**"]
rules = { certainty-drift = "off" }
[[patterns]]
ja = "articles/ja/**/*.md"
en = "articles/en/**/*.md"
"""
DECISIONS = """# by hand
[[links]]
pair = "a/b"
ja = [{ title = "費用", text = "0123456789ab" }]
en = [{ title = "Cost", text = "0123456789ab", under = "Top" }]
reason = "read"
by = "花子"
date = 2026-01-31

[[left_out]]
pair = "a"
lang = "ja"
sections = [{ title = "費用", text = "0123456789ab" }]
reason = "on purpose"
by = "花子"
date = 2026-01-31

[[accepted]]
pair = "a"
fingerprint = "0123456789abcdef"
rule = "number-mismatch"
reason = '''a "quoted" reason'''
by = "花子"
date = 2026-01-31
"""
BASELINE = (
    "# known\n0123456789abcdef\tnumber-mismatch\ta/b\n0123456789abcdee\tterm-mismatch\ta\\tb\n"
)
ENGINES = """[engines.openai]
url = "http://localhost:11434/v1"
model = "m"
budget = 200_000
per_minute = 30
timeout = 60
attempts = 4
proxy = ""
"""
FRONT = """---
title: "眠り\\u3000と 'it''s' 夢"
description: >-
  二行の
  説明 # one
tags: [a, b]
---
# 眠り

本文。
"""
FRONT_TOML = '+++\ntitle = "Sleep \\u3042"\ndescription = """two\nlines"""\n+++\n# Sleep\n\nText.\n'
MARKED = """# Walk

<!-- taiyaku: ignore term-mismatch, number-mismatch -- quoted -->
Walking moves ~~8,800~~ 9,900 yen.[^1]

<!-- taiyaku: draft engine=memory date=2026-01-31 source=d3962be3c5d7 text=053e18cae0d9 left=3 -->

## Cost

<!-- taiyaku: ignore-section -->
<!-- taiyaku: draft update engine=memory date=2026-01-31 source=d3962be3c5d7 text=053e18cae0d9 -->
The cost is <del>8,800 yen</del> a session.

- one `a*b`
- two

[^1]: A note. <!-- taiyaku: ignore-file -- all of it -->
"""
LOG = (
    b"\x01" + b"a" * 40 + b"\x022026-01-31\x02two\x03\0\n:100644 100644 " + b"b" * 40 + b" "
    + b"c" * 40 + b" M\0articles/ja/a.md\0:100644 100644 " + b"b" * 40 + b" " + b"c" * 40
    + b" R090\0old.md\0new.md\0\x01" + b"d" * 40 + b"\x022026-01-30\x02one\x03\0\n:000000 100644 "
    + b"0" * 40 + b" " + b"b" * 40 + b" A\0articles/ja/a.md\0"
)  # fmt: skip


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for each in value:
            yield from _strings(each)
    elif isinstance(value, dict):
        for each in value.values():
            yield from _strings(each)


@cache
def texts(*patterns: str, least: int = 30) -> tuple[str, ...]:
    """The texts of all cases in the files that match, but for words and names."""
    files = sorted(path for pattern in patterns for path in _CASES.glob(pattern))
    found = (text for file in files for text in _strings(yaml.safe_load(file.read_text("utf-8"))))
    return tuple(dict.fromkeys(text for text in found if len(text) >= least))


@cache
def glossaries(format: str) -> tuple[bytes, ...]:
    """A glossary in each form that a format has."""
    kinds = [each for each in WRITES if each == format or each.startswith(f"{format}-")]
    return tuple(write(GLOSSARY, kind, "g") for kind in kinds)


@cache
def reviewed() -> tuple[str, ...]:
    """XLIFF of both versions, as it is written and as other tools do."""
    made = article(("頭が", "痛い"), ("a & b",), words="頭痛")
    own = [xliff.write([made], format, "1") for format in xliff.FORMATS]
    return (*own, OTHERS, PARTS.format(part("頭痛", "head") + part("a", "b", ' order="1"')))


MEMORIES = (TMX,)
