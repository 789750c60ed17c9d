from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model.links import Link, SentenceLink
from pipeline.model.source import Source, Span
from pipeline.reports.bounds import bounds
from pipeline.reports.json import format
from tests.reports.sample import accepted, sample
from tests.support import document, report

SCHEMA = json.loads((files("pipeline.reports") / "schema/report.schema.json").read_text("utf-8"))
CHECKER = jsonschema.Draft202012Validator(SCHEMA)


def _valid(text: str) -> Any:
    shape = json.loads(text)
    CHECKER.validate(shape)
    return shape


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


def test_a_full_report_fits_the_schema_and_the_contract() -> None:
    text = format(sample())
    shape = _valid(text)
    assert text.endswith("}\n")
    assert "前頭前野" in text
    assert list(shape) == ["schema", "tool", "pairs", "errors", "summary"]
    assert shape["summary"] == {"pairs": 1, "error": 5, "warning": 1, "info": 1}
    pair = shape["pairs"][0]
    assert list(pair) == ["id", "ja", "en", "sections", "links", "findings"]
    assert pair["sections"]["ja"][1] == {
        "id": 1,
        "level": 1,
        "kind": "heading",
        "title": "磁気刺激",
        "start_line": 2,
        "start_column": 1,
        "end_line": 3,
    }
    missing = next(f for f in pair["findings"] if f["rule"] == "missing-section")
    assert missing["ja"] == {
        "path": "articles/ja/a.md",
        "line": 6,
        "column": 4,
        "end_line": 6,
        "end_column": 11,
        "section": 3,
        "text": "副作用と安全性",
    }
    assert missing["en"] is None
    assert missing["related"][0]["lang"] == "ja"
    assert missing["related"][0]["text"] == "禁忌"


def test_accepted_findings_are_listed_and_not_counted() -> None:
    shape = _valid(format(accepted()))
    assert shape["summary"] == {"pairs": 2, "error": 0, "warning": 0, "info": 0}
    assert {f["suppressed"]["by"] for f in shape["pairs"][0]["findings"]} == {"Hanako"}
    assert shape["errors"] == [{"path": "articles/ja/c.md", "pair": "c", "message": "not UTF-8"}]
    assert shape["pairs"][1]["en"] is None
    assert shape["pairs"][1]["sections"]["en"] == []


def test_align_has_no_findings_and_sentences_on_demand() -> None:
    ja, en = document("ja", "甲です。\n乙です。\n"), document("en", "A is. B is.\n")
    sentence = SentenceLink((Span(0, 4), Span(5, 9)), (Span(0, 5),), 0.123456)
    link = Link((0,), (0,), 0.98765432, {"body": 0.333333}, sentences=(sentence,))
    shape = _valid(format(report(ja, en, made=[link]), findings=False, sentences=True))
    assert "findings" not in shape["pairs"][0]
    assert shape["pairs"][0]["links"] == [
        {
            "ja": [0],
            "en": [0],
            "score": 0.9877,
            "evidence": {"body": 0.3333},
            "decision": None,
            "sentences": [
                {"ja": [[1, 1, 1, 5], [2, 1, 2, 5]], "en": [[1, 1, 1, 6]], "score": 0.1235}
            ],
        }
    ]
    assert (
        "sentences" not in json.loads(format(report(ja, en, made=[link])))["pairs"][0]["links"][0]
    )


@pytest.mark.parametrize(
    "change",
    [
        {"schema": 2},
        {"summary": {"pairs": 1}},
        {"pairs": [{"id": "a"}]},
        {"errors": [{"message": ""}]},
    ],
)
def test_the_schema_refuses_another_shape(change: dict[str, Any]) -> None:
    with pytest.raises(jsonschema.ValidationError):
        CHECKER.validate({**json.loads(format(sample())), **change})


def test_the_schema_refuses_a_link_without_sides_and_a_path_of_the_machine() -> None:
    shape = json.loads(format(sample()))
    shape["pairs"][0]["links"][0].update(ja=[], en=[])
    assert not CHECKER.is_valid(shape)
    shape = json.loads(format(sample()))
    shape["pairs"][0]["ja"] = "/home/a.md"
    assert not CHECKER.is_valid(shape)


@given(st.text(alphabet="ab字\r\n\u2028", max_size=20), st.data())
def test_bounds_enclose_exactly_the_span(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    source = Source("a.md", "ja", text)
    line, column, end_line, end_column = bounds(source, Span(start, end))
    starts = source.line_starts
    assert starts[line - 1] + column - 1 == start
    assert starts[end_line - 1] + end_column - 1 == end
    assert (line, column) <= (end_line, end_column)
