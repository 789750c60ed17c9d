"""The folder of an ONNX encoder: which files it holds and how they say the model is to be used.

It is laid out as Sentence Transformers and Optimum export models: ``model.onnx`` (or
``onnx/model.onnx``) and ``tokenizer.json``, with their small JSON files where there are any. The
folder may come with the repository that is checked, so nothing in it is trusted.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Literal, NoReturn

from pipeline.errors import ModelError
from pipeline.system.packages import version_of

Pooling = Literal["mean", "cls"]
# (stamp of a file, how to hash it) → its hash, remembered or computed.
Memo = Callable[[str, Callable[[], str]], str]

_MODELS = ("model.onnx", "onnx/model.onnx")
_TOKENIZER = "tokenizer.json"
_POOLING = "1_Pooling/config.json"
_PROMPTS = "config_sentence_transformers.json"
# Files that may state how many tokens the model takes, and under which name.
_LENGTHS = (
    ("sentence_bert_config.json", "max_seq_length"),
    ("tokenizer_config.json", "model_max_length"),
    ("config.json", "max_position_embeddings"),
)
_LONGEST = 8_192
_USUAL = 512

# E5 was trained with a prefix on every text and its folders do not say so (Wang et al., 2024,
# "Multilingual E5 Text Embeddings"); "query: " is the one for texts of equal standing.
_E5 = re.compile(r"(?:^|[^a-z0-9])e5(?:[^a-z0-9]|$)")
_E5_PREFIX = "query: "

# Other versions of these change the last digits.
_RUNTIME = ("onnxruntime", "tokenizers")
_CHUNK = 1 << 20


@dataclass(frozen=True)
class Recipe:
    """A model and its use: ``tokens`` is the most it takes, ``pooling`` None where none is named.

    ``dense`` says that a layer follows the pooling, which only an export of the whole holds.
    """

    folder: Path
    model: Path
    tokenizer: Path
    pooling: Pooling | None
    prefix: str
    tokens: int
    dense: bool

    def name(self, memo: Memo) -> str:
        """The folder's name with a short hash of the weights and of all that makes the vectors.

        Weights are ``model.onnx`` and what stands beside it under that name (``model.onnx_data``).

        ``memo`` (stamp, compute) may remember the hash of a file by its path, size and time: the
        weights of a large model take seconds to read.
        """
        digest = hashlib.sha256()
        files = (*sorted(self.model.parent.glob(f"{self.model.name}*")), self.tokenizer)
        for file in (f for f in files if f.is_file()):
            state = file.stat()
            stamp = f"{file.resolve()}|{state.st_size}|{state.st_mtime_ns}"
            digest.update(memo(stamp, partial(_hash, file)).encode())
        versions = (version_of(name) or "" for name in _RUNTIME)
        used = (self.pooling, self.prefix, self.tokens, self.dense, *versions)
        digest.update(repr(used).encode())
        return f"{self.folder.name} {digest.hexdigest()[:12]}"


def read_folder(folder: Path, inside: Path | None = None) -> Recipe:
    """What the folder holds. With ``inside``, neither it nor its files may lie outside of that.

    Raises ModelError for a missing file and for settings that cannot be followed.
    """
    if not folder.is_dir():
        _fail(folder, "there is no such folder")
    model = next((folder / name for name in _MODELS if (folder / name).is_file()), None)
    if model is None:
        _fail(folder, f"holds neither {_MODELS[0]} nor {_MODELS[1]}")
    tokenizer = folder / _TOKENIZER
    if not tokenizer.is_file():
        _fail(folder, f"holds no {_TOKENIZER}")
    if inside is not None:
        _stay(folder, inside)
    modules = _json(folder, "modules.json", list)
    dense = any(str(m.get("type", "")).endswith(".Dense") for m in modules if isinstance(m, dict))
    return Recipe(
        folder.resolve(),
        model,
        tokenizer,
        _pooling(folder),
        _prefix(folder),
        _tokens(folder),
        dense,
    )


def _pooling(folder: Path) -> Pooling | None:
    data = _json(folder, _POOLING, dict)
    flags = [name.removeprefix("pooling_mode_") for name, on in data.items() if on is True]
    named = data.get("pooling_mode")
    modes = [named] if isinstance(named, str) else [f for f in flags if f != "include_prompt"]
    if not modes:
        return None
    if len(modes) == 1 and modes[0] in ("mean", "mean_tokens"):
        return "mean"
    if len(modes) == 1 and modes[0] in ("cls", "cls_token"):
        return "cls"
    _fail(folder, f"{_POOLING} asks for {' and '.join(modes)}; taiyaku pools by mean or by CLS")


def _prefix(folder: Path) -> str:
    data = _json(folder, _PROMPTS, dict)
    prompts = data.get("prompts")
    if isinstance(prompts, dict):
        for name in (data.get("default_prompt_name"), "query"):
            prompt = prompts.get(name) if isinstance(name, str) else None
            if isinstance(prompt, str):
                return prompt
    names = (folder.resolve().name, _json(folder, "config.json", dict).get("_name_or_path"))
    return _E5_PREFIX if any(_E5.search(str(name).lower()) for name in names) else ""


def _tokens(folder: Path) -> int:
    stated = [_json(folder, name, dict).get(key) for name, key in _LENGTHS]
    lengths = [n for n in stated if isinstance(n, int) and 2 < n <= _LONGEST]
    return min(lengths, default=_USUAL)


def _json(folder: Path, name: str, kind: type[dict[str, Any]] | type[list[Any]]) -> Any:  # noqa: ANN401
    """The content of an optional file; empty where it is not there."""
    path = folder / name
    if not path.is_file():
        return kind()
    try:
        data = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        _fail(folder, f"{name} cannot be read: {error}")
    if not isinstance(data, kind):
        _fail(folder, f"{name} does not hold what it should")
    return data


def _stay(folder: Path, inside: Path) -> None:
    """A repository must not make taiyaku read models, or anything else, from outside of it."""
    root = inside.resolve()
    for path in (folder, *folder.rglob("*")):
        try:
            within = path.resolve(strict=True).is_relative_to(root)
        except (OSError, RuntimeError):  # A link into nothing, or in a circle.
            within = False
        if not within:
            _fail(folder, f"{path.name} leads out of the project")


def _hash(file: Path) -> str:
    digest = hashlib.sha256()
    with file.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def _fail(folder: Path, message: str) -> NoReturn:
    raise ModelError(f"the encoder {folder}: {message}")
