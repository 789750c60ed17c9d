from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from onnx import TensorProto

from pipeline.alignment.encoders import load
from pipeline.errors import ModelError
from tests.alignment.encoders.small import VECTORS, WIDTH, WORDS, write


def unit(*words: str) -> np.ndarray:
    """The mean of the vectors of some words, of length 1."""
    mean = VECTORS[[WORDS.index(word) for word in words]].astype(np.float64).mean(axis=0)
    return np.asarray(mean / np.linalg.norm(mean))


CLS = {"pooling_mode_cls_token": True, "pooling_mode_mean_tokens": False}


@pytest.mark.parametrize(
    ("made", "words"),
    [
        ({}, ("[CLS]", "brain", "[SEP]")),
        ({"1_Pooling__config": {"pooling_mode_mean_tokens": True}}, ("[CLS]", "brain", "[SEP]")),
        ({"1_Pooling__config": CLS}, ("[CLS]",)),
        ({"1_Pooling__config": {"pooling_mode": "cls"}}, ("[CLS]",)),
        ({"model": "onnx/model.onnx"}, ("[CLS]", "brain", "[SEP]")),
        ({"inputs": ("input_ids",)}, ("[CLS]", "brain", "[SEP]")),
        ({"kind": TensorProto.INT32}, ("[CLS]", "brain", "[SEP]")),
        ({"outputs": ("last_hidden_state", "sentence_embedding")}, ("brain",)),
        # LaBSE was trained with its pooler, on the first token; e5 has one that means nothing.
        (
            {"outputs": ("last_hidden_state", "pooler_output"), "1_Pooling__config": CLS},
            ("magnet",),
        ),
        ({"outputs": ("last_hidden_state", "pooler_output")}, ("[CLS]", "brain", "[SEP]")),
        ({"outputs": ("pooler_output",)}, ("magnet",)),
        (
            {"config": {"_name_or_path": "intfloat/multilingual-e5-small"}},
            ("[CLS]", "query", ":", "brain", "[SEP]"),
        ),
        (
            {"config_sentence_transformers": {"prompts": {"query": "magnet "}}},
            ("[CLS]", "magnet", "brain", "[SEP]"),
        ),
        (
            {
                "config_sentence_transformers": {
                    "prompts": {"query": "magnet ", "match": "脳 "},
                    "default_prompt_name": "match",
                }
            },
            ("[CLS]", "脳", "brain", "[SEP]"),
        ),
    ],
)
def test_the_folder_says_how_a_text_becomes_a_vector(
    made: dict[str, Any], words: tuple[str, ...], tmp_path: Path
) -> None:
    (vector,) = load(write(tmp_path / "small", **made)).embed(["brain"])
    assert vector.dtype == np.float32
    assert np.allclose(vector, unit(*words), atol=1e-6)


def test_a_folder_named_after_e5_gets_its_prefix_and_none_that_merely_contains_it(
    tmp_path: Path,
) -> None:
    for name, words in (
        ("multilingual-e5-base", ("[CLS]", "query", ":", "brain", "[SEP]")),
        ("me5a", ("[CLS]", "brain", "[SEP]")),
    ):
        (vector,) = load(write(tmp_path / name)).embed(["brain"])
        assert np.allclose(vector, unit(*words), atol=1e-6)


@pytest.mark.parametrize(
    "made",
    [
        {"tokenizer_config": {"model_max_length": 4}},
        {"sentence_bert_config": {"max_seq_length": 4}, "config": {"max_position_embeddings": 9}},
        {
            "tokenizer_config": {"model_max_length": 10**30},
            "config": {"max_position_embeddings": 4},
        },
    ],
)
def test_long_texts_are_cut_where_the_model_ends(made: dict[str, Any], tmp_path: Path) -> None:
    (vector,) = load(write(tmp_path, **made)).embed(["brain magnet " * 2000])
    assert np.allclose(vector, unit("[CLS]", "brain", "magnet", "[SEP]"), atol=1e-6)


def test_vectors_depend_on_their_text_alone(tmp_path: Path) -> None:
    encoder = load(write(tmp_path))
    texts = ["脳", "磁気 magnet brain .", "brain", ""]
    together = encoder.embed(texts)
    assert together.shape == (4, WIDTH)
    assert not together[3].any()
    assert np.allclose(np.linalg.norm(together[:3], axis=1), 1)
    for text, vector in zip(texts, together, strict=True):
        assert encoder.embed([text, "脳"])[0].tobytes() == vector.tobytes()
    assert encoder.embed([]).shape == (0, WIDTH)


def test_the_name_tells_weights_and_use_apart(tmp_path: Path) -> None:
    def named(folder: str, **made: Any) -> str:
        return load(write(tmp_path / folder / "small", **made)).name

    name = named("a")
    assert name.startswith("small ")
    assert named("b") == name
    assert named("c", outputs=("pooler_output",)) != name
    assert named("d", **{"1_Pooling__config": CLS}) != name
    beside = write(tmp_path / "e/small")
    (beside / "model.onnx_data").write_bytes(b"weights")
    assert load(beside).name != name


@pytest.mark.parametrize(
    ("made", "says"),
    [
        ({"outputs": ("flat",)}, r"gives flat_output of shape \(40,\) for a text of 3 tokens"),
        ({"outputs": ("infinite",)}, "gives vectors that are not finite"),
        ({"inputs": ("input_ids", "position_ids")}, "asks for the input position_ids"),
        ({"inputs": ("attention_mask",), "outputs": ("pooler_output",)}, "not input_ids"),
        ({"kind": TensorProto.FLOAT, "outputs": ("pooler_output",)}, "not as whole numbers"),
        (
            {"modules": [{"type": "sentence_transformers.models.Dense"}]},
            "has a dense layer after its pooling; export it with an output sentence_embedding",
        ),
        ({"1_Pooling__config": {"pooling_mode_max_tokens": True}}, "asks for max_tokens"),
        ({"1_Pooling__config": []}, "does not hold what it should"),
    ],
)
def test_a_model_that_does_not_serve_is_named(
    made: dict[str, Any], says: str, tmp_path: Path
) -> None:
    with pytest.raises(ModelError, match=says):
        load(write(tmp_path, **made)).embed(["brain"])


@pytest.mark.parametrize(
    ("file", "content", "says"),
    [
        ("model.onnx", None, "holds neither model.onnx nor onnx/model.onnx"),
        ("tokenizer.json", None, "holds no tokenizer.json"),
        ("model.onnx", b"not a model", "does not load"),
        ("tokenizer.json", b"{}", "does not load"),
        ("config.json", b"{", "config.json cannot be read"),
    ],
)
def test_a_file_that_is_missing_or_broken_is_named(
    file: str, content: bytes | None, says: str, tmp_path: Path
) -> None:
    folder = write(tmp_path / "small")
    if content is None:
        (folder / file).unlink()
    else:
        (folder / file).write_bytes(content)
    with pytest.raises(ModelError, match=says) as error:
        load(folder).embed(["brain"])
    assert str(folder) in str(error.value)


def test_no_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="there is no such folder"):
        load(tmp_path / "nowhere")


def test_without_the_extra_the_command_that_brings_it_is_named(tmp_path: Path) -> None:
    folder = write(tmp_path / "small")
    program = (
        "import sys; sys.modules['onnxruntime'] = None\n"
        "from pathlib import Path\n"
        "from pipeline.alignment.encoders import load\n"
        f"encoder = load(Path({str(folder)!r}))\n"
        "try: encoder.embed(['brain'])\n"
        "except Exception as error: print(type(error).__name__, error)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, encoding="utf-8", check=True
    )
    assert done.stdout.startswith("ModelError")
    assert "pip install 'taiyaku[onnx]'" in done.stdout


@pytest.mark.parametrize("leading_out", ["folder", "model.onnx", "1_Pooling", "circle"])
def test_a_project_does_not_make_taiyaku_read_outside_of_it(
    leading_out: str, tmp_path: Path
) -> None:
    root, elsewhere = tmp_path / "root", write(tmp_path / "elsewhere", **{"1_Pooling__config": CLS})
    root.mkdir()
    folder = root / "small"
    if leading_out == "folder":
        folder.symlink_to(elsewhere)
    else:
        write(folder)
        (folder / leading_out).unlink(missing_ok=True)
        target = folder / "circle" if leading_out == "circle" else elsewhere / leading_out
        (folder / leading_out).symlink_to(target)
    with pytest.raises(ModelError, match="leads out of the project"):
        load(folder, inside=root)
    if leading_out == "folder":
        assert load(folder).embed(["brain"]).shape == (1, WIDTH)


def test_weights_named_inside_the_model_stay_inside_its_folder(tmp_path: Path) -> None:
    """A model may keep its weights in another file; ONNX Runtime refuses one outside."""
    import onnx

    root = tmp_path / "root"
    folder = write(root / "small")
    model = onnx.load(folder / "model.onnx")
    (tmp_path / "secret").write_bytes(VECTORS.tobytes())
    table = model.graph.initializer[0]
    table.ClearField("raw_data")
    table.data_location = TensorProto.EXTERNAL
    entry = table.external_data.add()
    entry.key, entry.value = "location", "../../secret"
    (folder / "model.onnx").write_bytes(model.SerializeToString())
    with pytest.raises(ModelError, match="does not load"):
        load(folder, inside=root).embed(["brain"])
