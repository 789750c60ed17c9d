"""JMdict, where its extra is installed."""

from __future__ import annotations

import pytest

from pipeline.languages import jmdict


def test_senses_of_words_that_are_written_so():
    pytest.importorskip("jamdict")
    pytest.importorskip("jamdict_data")
    assert jmdict.is_installed()
    kettle, none = jmdict.senses(["薬缶", "薬缶薬缶"])
    assert "kettle" in kettle[0]
    assert none == ()
