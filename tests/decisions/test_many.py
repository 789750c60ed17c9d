"""Ledgers of thousands of entries: the work grows with the file, and nothing is lost."""

from __future__ import annotations

import time

from pipeline.decisions import match, read, writing
from pipeline.decisions.keys import content, section_hash
from pipeline.documents import parse as parse_document
from pipeline.history.baseline_file import Entry, parse, text
from pipeline.model.source import Source

_ENTRY = """[[links]]
pair = "{pair}"
ja = [{{ title = "節{n}", text = "{n:012x}" }}]
en = [{{ title = "Section {n}", text = "{n:012x}" }}]
reason = "seen"
by = "A"
date = 2026-01-31

"""
_LINK = """[[links]]
pair = "a"
ja = [{{ title = "x", text = "{ja}" }}]
en = [{{ title = "y", text = "{en}" }}]
reason = "seen"
by = "A"
date = 2026-01-31

"""
_DRAFT = """[[drafts]]
pair = "a"
lang = "en"
section = {{ title = "Section {n}", text = "{n:012x}" }}
engine = "memory"
source = "{n:012x}"
update = "Line {n}."
reason = "drafted"
by = "taiyaku draft"
date = 2026-01-31

"""


def test_entries_are_read_in_linear_time_with_their_lines() -> None:
    few = "".join(_ENTRY.format(n=n, pair="a") for n in range(500))
    many = "".join(_ENTRY.format(n=n, pair="a") for n in range(4000))
    short = _cpu(lambda: read(few))
    entries = read(many).entries
    assert [entry.line for entry in entries] == [1 + 8 * n for n in range(4000)]
    # Eight times as much; with the square of it, it would be 64 times.
    assert _cpu(lambda: read(many)) < 24 * max(short, 0.1)


def test_entries_are_written_and_taken_out_in_one_go() -> None:
    count = 2_000
    ledger = "".join(_ENTRY.format(n=n, pair="a") for n in range(count))
    entries = read(ledger).entries
    start = time.process_time()
    written = writing.add("", entries)
    left = writing.remove(written, entries[::2])
    # Each of these once read the whole file again for every entry: minutes.
    assert time.process_time() - start < 15
    assert [entry.id for entry in read(left).entries] == [entry.id for entry in entries[1::2]]
    assert "\n\n\n" not in left
    assert writing.remove(left, entries[1::2]).strip() == writing.HEADER.strip()


def test_pairs_ask_only_for_their_own_entries() -> None:
    ledger = read("".join(_ENTRY.format(n=n, pair=f"p{n}") for n in range(2000)))
    assert ledger.of("p7") == [ledger.entries[7]]
    assert ledger.of("none") == ()
    assert len(ledger.pairs) == 2000


def test_updates_are_found_in_one_walk_through_the_article() -> None:
    count = 1500
    entries = read("".join(_DRAFT.format(n=n) for n in range(count))).entries
    article = "# Title\n\n" + "\n".join(
        f"## Section {n}\n\nA person's words.\n\nLine {n}.\n" for n in range(count)
    )
    document = parse_document(Source("articles/en/a.md", "en", article))
    start = time.process_time()
    matched = match(entries, {"en": document})
    assert time.process_time() - start < 10
    assert len(matched.drafts) == count
    assert not matched.stale
    for draft in matched.drafts:
        assert document.source.cut(draft.span).startswith("Line")


def test_links_that_share_a_section_are_one() -> None:
    article = {
        "ja": "# 題\n\n" + "\n".join(f"## 節{n}\n\n本文{n}。\n" for n in range(6)),
        "en": "# Title\n\n" + "\n".join(f"## Section {n}\n\nText {n}.\n" for n in range(6)),
    }
    documents = {
        lang: parse_document(Source(f"articles/{lang}/a.md", lang, content))  # type: ignore[arg-type]
        for lang, content in article.items()
    }
    hashes = {lang: [section_hash(s) for s in content(d)] for lang, d in documents.items()}
    ids = {lang: [s.id for s in content(d)] for lang, d in documents.items()}
    pairs = [(1, 1), (2, 2), (1, 2), (4, 4), (3, 4), (5, 5)]
    ledger = "".join(_LINK.format(ja=hashes["ja"][i], en=hashes["en"][j]) for i, j in pairs)
    together = match(read(ledger).entries, documents).decided.together
    ja, en = ids["ja"], ids["en"]
    assert together == (
        ((ja[1], ja[2]), (en[1], en[2])),
        ((ja[3], ja[4]), (en[4],)),
        ((ja[5],), (en[5],)),
    )


def test_a_baseline_of_many_lines_is_read_in_linear_time() -> None:
    entries = frozenset(Entry(f"pair{n % 50}", "term-mismatch", f"{n:016x}") for n in range(50_000))
    written = text(entries)
    start = time.process_time()
    assert parse(written, "taiyaku.baseline") == entries
    assert time.process_time() - start < 5


def _cpu(what: object) -> float:
    start = time.process_time()
    what()  # type: ignore[operator]
    return time.process_time() - start
