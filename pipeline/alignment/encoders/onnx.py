"""An ONNX model with its tokenizer from a local folder: LaBSE, multilingual-e5 and their like.

The only importer of onnxruntime and tokenizers, which the extra ``onnx`` brings. One thread, the
CPU, and one text at a time, so that there is no padding and the same text gives the same bits.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.alignment.encoders.folder import Pooling, Recipe
from pipeline.errors import ModelError

Vector = NDArray[np.float32]

# No tokenizer makes tokens of more characters than this on average: the rest is cut off anyway.
_CHARACTERS_A_TOKEN = 20
_INTEGERS: Mapping[str, type[np.signedinteger[Any]]] = {
    "tensor(int64)": np.int64,
    "tensor(int32)": np.int32,
}
# Outputs by what they hold: the vector of the sentence, or one of every token.
_SENTENCE = "sentence_embedding"
_POOLER = "pooler_output"
_TOKENS = ("last_hidden_state", "token_embeddings")


@dataclass(frozen=True)
class Onnx:
    """The encoder of a folder; it loads at the first text."""

    recipe: Recipe
    name: str

    def prepare(self, texts: Sequence[str]) -> None:
        """Nothing: it loads at the first text."""

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit vectors, shape (n, d); of a blank text the zero vector.

        Raises ModelError where the extra is not installed, the files do not load, or the model
        gives anything but finite vectors of one sentence.
        """
        vectors = np.zeros((len(texts), self._model.width), np.float32)
        for vector, text in zip(vectors, texts, strict=True):
            if text.strip():
                vector[:] = self._model.vector(text)
        return vectors

    @cached_property
    def _model(self) -> _Model:
        return _Model(self.recipe)


class _Model:
    """A loaded model."""

    def __init__(self, recipe: Recipe) -> None:
        try:
            import onnxruntime
            from tokenizers import Tokenizer
        except ImportError as error:
            raise ModelError(
                f"the encoder {recipe.folder} needs onnxruntime and tokenizers ({error}); "
                "pip install 'taiyaku[onnx]'"
            ) from None
        self.recipe = recipe
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.use_deterministic_compute = True
        options.log_severity_level = 4
        try:
            self.tokenizer = Tokenizer.from_file(str(recipe.tokenizer))
            self.tokenizer.no_padding()
            self.tokenizer.enable_truncation(recipe.tokens)
            self.session = onnxruntime.InferenceSession(
                str(recipe.model), options, providers=["CPUExecutionProvider"]
            )
        except Exception as error:
            raise self._error(f"does not load: {_line(error)}") from error
        self.inputs = self._inputs()
        self.output, self.pooling = self._output([o.name for o in self.session.get_outputs()])
        self.width = len(self.vector("."))

    def vector(self, text: str) -> Vector:
        """The unit vector of one text, shape (d,)."""
        recipe = self.recipe
        text = text[: recipe.tokens * _CHARACTERS_A_TOKEN]
        try:
            encoding = self.tokenizer.encode(recipe.prefix + text)
            given = {
                "input_ids": encoding.ids,
                "attention_mask": encoding.attention_mask,
                "token_type_ids": encoding.type_ids,
            }
            feed = {name: np.array([given[name]], kind) for name, kind in self.inputs.items()}
            (raw,) = self.session.run([self.output], feed)
        except Exception as error:
            raise self._error(f"cannot read a text: {_line(error)}") from error
        found = self._pooled(np.asarray(raw, np.float64), np.array(encoding.attention_mask))
        length = np.linalg.norm(found)
        if not np.isfinite(length):
            raise self._error("gives vectors that are not finite")
        return (found / length if length else found).astype(np.float32)

    def _inputs(self) -> dict[str, type[np.signedinteger[Any]]]:
        """The inputs that the model asks for, with their types."""
        wanted = {each.name: each.type for each in self.session.get_inputs()}
        if "input_ids" not in wanted:
            raise self._error(f"takes {', '.join(wanted) or 'nothing'}, not input_ids")
        for name, kind in wanted.items():
            if name not in ("input_ids", "attention_mask", "token_type_ids"):
                raise self._error(f"asks for the input {name}, which a text does not give")
            if kind not in _INTEGERS:
                raise self._error(f"takes {name} as {kind}, not as whole numbers")
        return {name: _INTEGERS[kind] for name, kind in wanted.items()}

    def _output(self, names: Sequence[str]) -> tuple[str, Pooling]:
        """The output to read, and how to pool it where it holds tokens.

        A pooler stands for the sentence only where a model was trained with it, as LaBSE was:
        its folder then names CLS pooling, or there is nothing else.
        """
        recipe = self.recipe
        tokens = next((name for name in _TOKENS if name in names), None)
        pooler = _POOLER in names and (recipe.pooling == "cls" or tokens is None)
        if _SENTENCE in names or pooler:
            return (_SENTENCE if _SENTENCE in names else _POOLER), "mean"
        if recipe.dense:
            raise self._error(
                f"has a dense layer after its pooling; export it with an output {_SENTENCE}"
            )
        return tokens or names[0], recipe.pooling or "mean"

    def _pooled(self, raw: NDArray[np.float64], mask: NDArray[np.int64]) -> NDArray[np.float64]:
        """One vector from an output of shape (1, d) or (1, tokens, d)."""
        if raw.ndim == 2 and raw.shape[0] == 1 and raw.shape[1]:
            return np.asarray(raw[0])
        if raw.ndim != 3 or raw.shape[:2] != (1, len(mask)) or not raw.shape[2]:
            raise self._error(
                f"gives {self.output} of shape {raw.shape} for a text of {len(mask)} tokens; "
                f"expected (1, d) or (1, {len(mask)}, d)"
            )
        if self.pooling == "cls":
            return np.asarray(raw[0, 0])
        weights = mask.astype(np.float64)
        return np.asarray(weights @ raw[0] / max(weights.sum(), 1.0))

    def _error(self, message: str) -> ModelError:
        return ModelError(f"the encoder {self.recipe.folder} {message}")


def _line(error: Exception) -> str:
    return (str(error) or type(error).__name__).splitlines()[0]
