"""Each sentence about output in the design's section on security, for every format."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable
from html.parser import HTMLParser

import pyromark
import pytest
from lxml import etree

from pipeline.cli.formats import NAMES, formats
from pipeline.model.findings import Report
from tests.reports.hostile import PATH, TRICKS, compared, hostile
from tests.reports.sample import accepted, sample

OURS = (
    "h3 table thead tbody tr th td code details summary p strong blockquote br b sub ul li del ins"
)
FORMATS = formats(suppressed=True)
# What a terminal, or a reader of text, acts on; a joiner belongs to the letters beside it.
ACTING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")


def written(name: str, report: Report) -> str:
    return FORMATS[name](report, 80, False)


@pytest.fixture(autouse=True)
def _on_actions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", "true")


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("made", [sample, accepted, hostile, compared])
def test_two_runs_give_the_same_bytes(name: str, made: Callable[[], Report]) -> None:
    first = written(name, made())
    assert first == written(name, made())
    assert first.endswith("\n")


@pytest.mark.parametrize("name", NAMES)
def test_control_characters_are_escaped(name: str) -> None:
    text = written(name, hostile())
    assert ACTING.findall(text) == []
    assert not [c for c in text if unicodedata.category(c) == "Cs"]


@pytest.mark.parametrize("name", NAMES)
def test_on_actions_nothing_of_an_article_is_a_command(name: str) -> None:
    text = written(name, hostile())
    commands = [line for line in text.splitlines() if line.lstrip().startswith("::")]
    ours = re.compile(r"::(group|error|warning|notice)[ :]|::endgroup::$")
    assert all(ours.match(line) for line in commands)
    assert bool(commands) == (name == "github")
    assert "##[" not in text
    assert "taken over" in text


def test_nothing_ends_a_command_of_github_early() -> None:
    for line in written("github", hostile()).splitlines():
        if line.startswith(("::error ", "::warning ")):
            _, properties, message = line.split("::", 2)
            _, _, pairs = properties.partition(" ")
            names = [part.partition("=")[0] for part in pairs.split(",")]
            known = {"file", "line", "endLine", "col", "endColumn", "title"}
            assert set(names) <= known
            assert len(names) == len(set(names))
            assert not re.search(r"%(?!25|0D|0A)", message)


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.open: list[str] = []
        self.outside_code: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert attrs in ([], [("align", "right")]) or tag in ("th", "td", "code"), (tag, attrs)
        self.tags.append(tag)
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if "code" not in self.open:
            self.outside_code.append(data)


def test_markdown_neutralises_html_and_mentions() -> None:
    page = Tags()
    options = pyromark.Options.ENABLE_TABLES | pyromark.Options.ENABLE_STRIKETHROUGH
    page.feed(pyromark.html(written("markdown", hostile()), options=options))
    assert set(page.tags) <= set(OURS.split())
    joined = "".join(page.outside_code)
    assert not re.search(r"@[A-Za-z]", joined)
    assert not re.search(r"(#|GH-|!)\d", joined)
    assert not re.search(r"https?://|www\.", joined)
    # Not even where nobody would look: inside code.
    raw = written("markdown", hostile())
    assert not re.search(r"@[A-Za-z]|<(img|script|https)", raw)
    # Nothing is lost: what was written can be read.
    shown = joined.replace("\u200b", "")
    assert "<img src=x onerror=alert(2)>" in shown
    assert "[click](https://evil.example)" in shown
    assert "*bold* _it_ | cell | $x$ ~~gone~~" in shown


def test_xml_holds_only_what_xml_can() -> None:
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    root = etree.fromstring(written("junit", hostile()).encode(), parser)
    assert {e.tag for e in root.iter()} <= {
        "testsuites", "testsuite", "testcase", "failure", "error", "skipped", "system-out",
    }  # fmt: skip
    joined = " ".join(e.get("name", "") for e in root.iter("testcase"))
    assert "</script><script>alert(1)</script>" in joined
    assert "##[error]taken over" in joined


@pytest.mark.parametrize("name", ["json", "sarif", "gitlab"])
def test_json_survives_with_every_character(name: str) -> None:
    shape = json.loads(written(name, hostile()))
    if name == "json":
        assert shape["pairs"][0]["ja"] == PATH.format(lang="ja")
        texts = {finding["ja"]["text"] for finding in shape["pairs"][0]["findings"]}
        assert set(TRICKS) <= texts


def test_no_message_of_sarif_holds_a_link() -> None:
    run = json.loads(written("sarif", hostile()))["runs"][0]
    texts = [result["message"]["text"] for result in run["results"]]
    assert any("[click]" in text for text in texts)
    assert not [text for text in texts if re.search(r"\]\(", text)]


def test_the_path_in_a_program_s_format_is_the_one_on_disk() -> None:
    issue = json.loads(written("gitlab", hostile()))[-1]
    assert issue["location"]["path"] == PATH.format(lang="en")
    line = written("rdjsonl", hostile()).splitlines()[-1]
    assert json.loads(line)["location"]["path"] == PATH.format(lang="en")
