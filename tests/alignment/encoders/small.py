"""A small encoder on disk: real ONNX and a real tokenizer, with ten words and vectors to check."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from tokenizers import Tokenizer, models, pre_tokenizers, processors

WORDS = ("[UNK]", "[CLS]", "[SEP]", "query", ":", "brain", "magnet", "脳", "磁気", ".")
WIDTH = 4
# A row for every word; no two of them point the same way.
VECTORS = np.random.default_rng(7).normal(size=(len(WORDS), WIDTH)).astype(np.float32)


def write(
    folder: Path,
    *,
    model: str = "model.onnx",
    inputs: tuple[str, ...] = ("input_ids", "attention_mask", "token_type_ids"),
    kind: int = TensorProto.INT64,
    outputs: tuple[str, ...] = ("last_hidden_state",),
    **files: Any,
) -> Path:
    """Writes the folder; ``files`` are further JSON files, ``__`` for / and without their ending.

    ``last_hidden_state`` (1, tokens, 4) holds the vector of every word, ``sentence_embedding`` and
    ``pooler_output`` (1, 4) those of the words "brain" and "magnet" whatever the text is.
    """
    path = folder / model
    path.parent.mkdir(parents=True, exist_ok=True)
    onnx.save(_graph(inputs, kind, outputs), path)
    _tokenizer().save(str(folder / "tokenizer.json"))
    for name, content in files.items():
        file = folder / f"{name.replace('__', '/')}.json"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(content), "utf-8")
    return folder


def _graph(inputs: tuple[str, ...], kind: int, outputs: tuple[str, ...]) -> onnx.ModelProto:
    constants = {
        "table": VECTORS,
        "sentence": VECTORS[[WORDS.index("brain")]],
        "pooler": VECTORS[[WORDS.index("magnet")]],
        "flat": VECTORS.reshape(-1),
    }
    made = {
        "last_hidden_state": helper.make_node(
            "Gather", ["table", "input_ids"], ["last_hidden_state"]
        ),
        "sentence_embedding": helper.make_node("Identity", ["sentence"], ["sentence_embedding"]),
        "pooler_output": helper.make_node("Identity", ["pooler"], ["pooler_output"]),
        "flat": helper.make_node("Identity", ["flat"], ["flat_output"]),
        "infinite": helper.make_node("Div", ["sentence", "nought"], ["infinite_output"]),
    }
    constants["nought"] = np.zeros((1, WIDTH), np.float32)
    graph = helper.make_graph(
        [made[name] for name in outputs],
        "small",
        [helper.make_tensor_value_info(name, kind, [1, "tokens"]) for name in inputs],
        [helper.make_empty_tensor_value_info(made[name].output[0]) for name in outputs],
        [numpy_helper.from_array(value, name) for name, value in constants.items()],
    )
    for each in graph.output:
        each.type.tensor_type.elem_type = TensorProto.FLOAT
    return helper.make_model(graph, ir_version=9, opset_imports=[helper.make_opsetid("", 17)])


def _tokenizer() -> Tokenizer:
    tokenizer = Tokenizer(
        models.WordLevel({word: i for i, word in enumerate(WORDS)}, unk_token="[UNK]")
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", special_tokens=[("[CLS]", 1), ("[SEP]", 2)]
    )
    # As many published tokenizers have it: padding that a single text must not get.
    tokenizer.enable_padding(length=32)
    return tokenizer
