"""Markup goes back into a translation only where its place is certain."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from pipeline.model.translation import Request, TermUse
from pipeline.translation.codes import plain
from pipeline.translation.placing import placed

CASES = yaml.safe_load(
    (Path(__file__).parents[1] / "cases/draft/markup.yaml").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_markup(case: dict[str, Any]) -> None:
    terms = tuple(TermUse(ja, (en,)) for ja, en in case.get("terms", {}).items())
    shown = tuple((number, words) for number, words in case.get("shown", {}).items())
    request = Request("1", case["source"], shown=shown, terms=terms)
    made = placed(request, plain(request.text), case["target"], case.get("said"))
    assert made == case["result"]
