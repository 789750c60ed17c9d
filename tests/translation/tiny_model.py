"""A converted model of CTranslate2, made through its specification classes, without torch.

All attention and feed-forward weights are zero, so that each target token follows from the one
before it: whatever is asked, the model says "Pain." and stops. It is read, run and decoded by the
same code as a model of a gigabyte.
"""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import numpy as np
import sentencepiece
from ctranslate2.specs import transformer_spec

ANSWER = "Pain."
_ENDS = ["<unk>", "<s>", "</s>"]
_WIDTH = 32


def make(folder: Path) -> Path:
    """Writes the model with its SentencePiece files into ``folder``."""
    source = _pieces(folder / "source", ["頭痛があります。", "炎症が続く。"])
    target = _pieces(folder / "target", [ANSWER])
    order = ["<s>", "▁", *ANSWER, "</s>"]
    spec = transformer_spec.TransformerSpec.from_config(1, 1, pre_norm=True)
    for layer in (spec.encoder.layer[0], spec.decoder.layer[0]):
        attentions = [layer.self_attention]
        if hasattr(layer, "attention"):
            attentions.append(layer.attention)
        for attention in attentions:
            _norm(attention.layer_norm)
            widths = (
                [3 * _WIDTH, _WIDTH] if len(attention.linear) == 2 else [_WIDTH, 2 * _WIDTH, _WIDTH]
            )
            for linear, width in zip(attention.linear, widths, strict=True):
                _linear(linear, width, _WIDTH)
        _norm(layer.ffn.layer_norm)
        _linear(layer.ffn.linear_0, _WIDTH, _WIDTH)
        _linear(layer.ffn.linear_1, _WIDTH, _WIDTH)
    for side, vocabulary in ((spec.encoder, source), (spec.decoder, target)):
        _norm(side.layer_norm)
        side.position_encodings.encodings = np.zeros((64, _WIDTH), np.float32)
        embeddings = side.embeddings
        embeddings = embeddings[0] if isinstance(embeddings, list) else embeddings
        embeddings.weight = np.eye(len(vocabulary), _WIDTH, dtype=np.float32)
    weight = np.zeros((len(target), _WIDTH), np.float32)
    for before, after in pairwise(order):
        weight[target.index(after), target.index(before)] = 9.0
    spec.decoder.projection.weight = weight
    spec.decoder.projection.bias = np.zeros(len(target), np.float32)
    spec.register_source_vocabulary(source)
    spec.register_target_vocabulary(target)
    spec.config.decoder_start_token = "<s>"
    spec.config.bos_token, spec.config.eos_token, spec.config.unk_token = "<s>", "</s>", "<unk>"
    spec.validate()
    spec.save(str(folder))
    return folder


def _pieces(stem: Path, texts: list[str]) -> list[str]:
    """Trains a model of single characters and gives its vocabulary."""
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(texts * 20),
        model_prefix=str(stem),
        model_type="char",
        vocab_size=len(set("".join(texts))) + 4,
        hard_vocab_limit=False,
        character_coverage=1.0,
        minloglevel=2,
    )
    stem.with_suffix(".model").rename(stem.with_suffix(".spm"))
    read = sentencepiece.SentencePieceProcessor(model_file=str(stem.with_suffix(".spm")))
    return [read.id_to_piece(number) for number in range(read.get_piece_size())]


def _norm(spec) -> None:
    spec.gamma = np.ones(_WIDTH, np.float32)
    spec.beta = np.zeros(_WIDTH, np.float32)


def _linear(spec, out: int, width: int) -> None:
    spec.weight = np.zeros((out, width), np.float32)
    spec.bias = np.zeros(out, np.float32)
