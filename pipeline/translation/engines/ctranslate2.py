"""A converted model in a folder of this machine: CTranslate2 with its SentencePiece or tokenizer.

Nothing is sent anywhere. Such models know no tags, so a sentence with markup is translated whole,
without it, and so are the words that the markup encloses; where each of them is found in the
sentence just once, the markup goes around them. Where one is not, the sentence is translated piece
by piece between its tags. They know no glossary either: terms are put right afterwards.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from pipeline.errors import EngineError
from pipeline.model.source import Lang
from pipeline.model.translation import Request
from pipeline.settings.user import EngineConfig
from pipeline.translation.codes import plain
from pipeline.translation.engines.interface import BrokenServerError, Engine
from pipeline.translation.placing import enclosed, placed

_TAG = re.compile(r'(<g id="\d+">|</g>|<x id="\d+"/>)')
_ALONE = re.compile(r'<x id="(\d+)"/>')
_LETTER = re.compile(r"[^\W\d_]")
_STOPS = str.maketrans({"。": ".", "、": ", ", "！": "!", "？": "?"})
_SOURCES = ("source.spm", "sentencepiece.model", "spm.model", "sentencepiece.bpe.model")
_TARGETS = ("target.spm", *_SOURCES[1:])
# The words with which models of many languages are told what to translate into.
_NLLB: dict[Lang, str] = {"ja": "jpn_Jpan", "en": "eng_Latn"}

Tokenise = Callable[[str], list[str]]
Join = Callable[[list[str]], str]


class CTranslate2Engine(Engine):
    """A folder with ``model.bin`` and ``source.spm``/``target.spm`` or ``tokenizer.json``."""

    name = "ctranslate2"
    host = None

    def __init__(self, config: EngineConfig, source: Lang, target: Lang) -> None:
        try:
            import ctranslate2
        except ImportError:
            raise EngineError(
                "the engine ctranslate2 needs an extra: pip install 'taiyaku[ctranslate2]'"
            ) from None
        folder = Path(config.model).expanduser()
        if not config.model or not (folder / "model.bin").is_file():
            raise EngineError(
                "the engine ctranslate2 needs the folder of a converted model (with model.bin): "
                'model = "/path/to/folder" under [engines.ctranslate2] in your configuration'
            )
        self._tokenise, self._join, shared = _tokeniser(folder)
        self._prefix = [_NLLB[target]] if shared and _knows(folder, _NLLB[target]) else []
        self._start = [_NLLB[source]] if self._prefix else []
        try:
            self._translator: Any = ctranslate2.Translator(
                str(folder), device="cpu", inter_threads=1, intra_threads=1
            )
        except (RuntimeError, ValueError) as error:
            raise EngineError(f"the model in {folder} does not load: {error}") from None
        self._identity = f"ctranslate2 {_digest(folder)} {source} {target}"
        self.at_once = config.at_once or 16

    def identity(self) -> str:
        """A hash of the model."""
        return self._identity

    def translate(
        self, requests: Sequence[Request], source: Lang, target: Lang
    ) -> Sequence[str | None]:
        """One text a request. Raises BrokenServerError where the model fails."""
        known: dict[str, str] = {}
        self._learn(known, (t for each in requests for t in (_whole(each), *enclosed(each.text))))
        made = [_tagged(request, known) for request in requests]
        apart = {k: _TAG.split(requests[k].text) for k, text in enumerate(made) if text is None}
        pieces = (plain(p) for each in apart.values() for p in each if not _TAG.fullmatch(p))
        self._learn(known, pieces)
        for k, each in apart.items():
            text = "".join(_shown(piece, known, target) for piece in each)
            made[k] = " ".join(text.split()) or None
        return made

    def _learn(self, known: dict[str, str], texts: Iterable[str]) -> None:
        """Adds the translations of the texts that have words and none yet."""
        new = [t for t in dict.fromkeys(texts) if t not in known and _LETTER.search(t)]
        known.update(zip(new, self._texts(new), strict=True))

    def _texts(self, texts: Sequence[str]) -> list[str]:
        tokens = [[*self._start, *self._tokenise(text), "</s>"] for text in texts]
        if not tokens:
            return []
        options: dict[str, Any] = {"beam_size": 2, "max_decoding_length": 256}
        if self._prefix:
            options["target_prefix"] = [self._prefix] * len(tokens)
        try:
            results = self._translator.translate_batch(tokens, **options)
        except (RuntimeError, ValueError) as error:
            raise BrokenServerError(f"the model failed: {error}") from None
        skip = len(self._prefix)
        return [self._join(result.hypotheses[0][skip:]) for result in results]


def _whole(request: Request) -> str:
    """What a reader reads of a request, code and addresses included."""
    visible = {str(number): escape(words) for number, words in request.shown}
    return plain(_ALONE.sub(lambda code: visible.get(code[1], ""), request.text))


def _tagged(request: Request, known: Mapping[str, str]) -> str | None:
    """The sentence translated whole, its markup put back; None where it has no certain place."""
    whole = " ".join(known.get(_whole(request), "").split())
    if not whole or "<" not in request.text:
        return escape(whole) or None
    words_inside = {words: known.get(words, "") for words in enclosed(request.text)}
    return placed(request, plain(request.text), whole, words_inside)


def _shown(piece: str, known: dict[str, str], target: Lang) -> str:
    """A piece of a sentence translated, with the spaces around it that English wants."""
    words = plain(piece)
    if _TAG.fullmatch(piece):
        return piece
    if words not in known:
        return piece.translate(_STOPS) if target == "en" else piece
    text = escape(known[words].strip())
    return f" {text} " if target == "en" else text


def _tokeniser(folder: Path) -> tuple[Tokenise, Join, bool]:
    """How the model's texts become tokens and back; whether both languages share them."""
    file = folder / "tokenizer.json"
    if file.is_file():
        return _from_json(file)
    source = next((folder / name for name in _SOURCES if (folder / name).is_file()), None)
    target = next((folder / name for name in _TARGETS if (folder / name).is_file()), None)
    if source is None or target is None:
        raise EngineError(
            f"{folder} holds no tokenizer: source.spm and target.spm, sentencepiece.model or "
            "tokenizer.json"
        )
    import sentencepiece

    try:
        read = sentencepiece.SentencePieceProcessor(model_file=str(source))
        write = sentencepiece.SentencePieceProcessor(model_file=str(target))
    except (OSError, RuntimeError) as error:
        raise EngineError(f"the tokenizer in {folder} does not load: {error}") from None

    def tokenise(text: str) -> list[str]:
        return list(read.encode(text, out_type=str))

    def join(tokens: list[str]) -> str:
        return str(write.decode([t for t in tokens if t not in ("<s>", "</s>", "<pad>")]))

    return tokenise, join, source == target


def _from_json(file: Path) -> tuple[Tokenise, Join, bool]:
    from pipeline.translation.engines.fast import load

    return load(file)


def _knows(folder: Path, word: str) -> bool:
    """Whether a vocabulary beside the model has a word."""
    for name in ("shared_vocabulary.json", "shared_vocabulary.txt"):
        file = folder / name
        if file.is_file():
            return word in file.read_text(encoding="utf-8")
    return False


def _digest(folder: Path) -> str:
    digest = sha256()
    with (folder / "model.bin").open("rb") as stream:
        while part := stream.read(1 << 20):
            digest.update(part)
    return digest.hexdigest()[:16]
