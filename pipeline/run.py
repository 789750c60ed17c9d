"""Wires the stages: files → documents → tokens → hits → links → findings → a report.

The only module, with the command line, that knows more than one stage. Pairs are read one after
the other in sorted order. What cannot be read or crashes becomes a failure of its pair, and the
rest goes on.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline import threads  # noqa: F401  (before anything that may load NumPy)
from pipeline.cache import Cache
from pipeline.config import Settings
from pipeline.context import Embedder, PairContext
from pipeline.errors import ModelError, SourceError, TaiyakuError
from pipeline.fingerprint import with_fingerprints
from pipeline.model.check import Rule, Side
from pipeline.model.decisions import Decided, Decisions
from pipeline.model.document import Document
from pipeline.model.findings import Failure, Finding, PairReport, Report
from pipeline.model.links import Link
from pipeline.model.source import LANGS, Lang, Source, other
from pipeline.model.terms import Glossary
from pipeline.policy import Policy
from pipeline.precedence import settle
from pipeline.signature import signature, tokenisers, tool_version
from pipeline.sources import Found, PairFiles, Tree, WorkTree, find_pairs, select
from pipeline.terms import Matcher
from pipeline.verdicts import Verdicts

if TYPE_CHECKING:
    from pipeline.alignment.encoders import Encoder

Note = Callable[[str], None]
Progress = Callable[[int, int, str], None]

# The folder of an encoder, chosen by the user for every project; relative to the root.
ENCODER_VARIABLE = "TAIYAKU_ENCODER"

_log = logging.getLogger(__name__)


def _quiet(_: str) -> None:
    """Takes a note to nobody."""


def _unseen(_done: int, _total: int, _id: str) -> None:
    """Shows no progress."""


def check(
    root: Path,
    settings: Settings,
    wanted: Sequence[str] = (),
    *,
    folder: Path | None = None,
    tree: Tree | None = None,
    cache: Cache | None = None,
    note: Note = _quiet,
    progress: Progress = _unseen,
) -> Report:
    """Checks the pairs of a project that ``wanted`` names (ids, paths, globs; all if empty).

    ``folder`` is where relative paths start (default: the root). ``tree`` holds the files (default:
    the working tree below ``root``; else a revision of it). ``cache`` keeps what is slow to
    compute and changes no byte of the report. ``note`` is told what is passed over; ``progress``
    (done, total, id) before each pair. Raises UsageError for a name that means
    nothing and ModelError where a model does not load.
    """
    from pipeline.checks import RULES

    return _run(root, settings, wanted, folder or root, RULES, cache, note, progress, tree)


def align(
    root: Path,
    settings: Settings,
    wanted: Sequence[str] = (),
    *,
    folder: Path | None = None,
    cache: Cache | None = None,
    note: Note = _quiet,
    progress: Progress = _unseen,
) -> Report:
    """The same report as ``check`` without findings: sections and their links."""
    return _run(root, settings, wanted, folder or root, (), cache, note, progress)


def failed(error: TaiyakuError, settings: Settings | None = None) -> Report:
    """The report of a run that could not start."""
    source: Lang = settings.source if settings else "ja"
    return Report(tool_version(), {}, source, (), (_failure(error),))


@dataclass(frozen=True)
class Stages:
    """What every pair of a run shares."""

    tree: Tree
    settings: Settings
    glossary: Glossary
    matchers: dict[Lang, Matcher]
    encoder: Encoder
    rules: tuple[Rule, ...]
    verdicts: Verdicts


def _run(
    root: Path,
    settings: Settings,
    wanted: Sequence[str],
    folder: Path,
    rules: tuple[Rule, ...],
    cache: Cache | None,
    note: Note,
    progress: Progress,
    tree: Tree | None = None,
) -> Report:
    found, stages, failures = prepare(root, settings, wanted, folder, rules, cache, note, tree)
    pairs = []
    for done, files in enumerate(found.pairs):
        progress(done, len(found.pairs), files.id)
        report = _guarded(files, stages, failures)
        if report is not None:
            pairs.append(report)
    progress(len(found.pairs), len(found.pairs), "")
    verdicts = stages.verdicts
    if not wanted:
        there = {pair.id for pair in found.pairs} | {failure.pair for failure in failures}
        pairs += verdicts.vanished(there)
    made_by = signature(stages.encoder.name, stages.glossary, settings, verdicts.decisions.digest)
    return Report(tool_version(), made_by, settings.source, tuple(pairs), tuple(failures))


def prepare(
    root: Path,
    settings: Settings,
    wanted: Sequence[str],
    folder: Path,
    rules: tuple[Rule, ...],
    cache: Cache | None,
    note: Note,
    tree: Tree | None = None,
) -> tuple[Found, Stages, list[Failure]]:
    """The pairs that ``wanted`` names, what they all share, and what could not be had."""
    from pipeline import languages, terms

    root = root.resolve()
    tree = tree or WorkTree(root)
    found = select(find_pairs(tree, settings), wanted, root, folder)
    for text in found.notes:
        note(text)
    failures = list(found.failures)
    glossary = _glossary(tree, settings, failures, note, cache)
    verdicts = _verdicts(tree, settings, rules, failures)
    encoder = _encoder(root, settings, cache)
    matchers = {
        lang: terms.build(
            glossary,
            lang,
            languages.tokenise_texts,
            languages.short_units,
            languages.first_words,
            (cache, f"{glossary.digest} {tokenisers(lang)}") if cache else None,
        )
        for lang in LANGS
    }
    return found, Stages(tree, settings, glossary, matchers, encoder, rules, verdicts), failures


def _encoder(root: Path, settings: Settings, cache: Cache | None) -> Encoder:
    """The user's own choice, else that of the project, else the embedded one.

    What the project names stays inside it: the repository that is checked is not trusted.
    """
    from pipeline.alignment import encoders

    if chosen := os.environ.get(ENCODER_VARIABLE):
        return encoders.load(root / Path(chosen).expanduser(), cache=cache)
    if settings.encoder:
        return encoders.load(root / settings.encoder, inside=root, cache=cache)
    return encoders.load(cache=cache)


def _glossary(
    tree: Tree, settings: Settings, failures: list[Failure], note: Note, cache: Cache | None
) -> Glossary:
    """The term base; an empty one, told of, where the file is broken or is not there."""
    from pipeline.documents.decode import decode
    from pipeline.terms import read_glossary

    path = settings.glossary
    empty = read_glossary("", path)
    if not tree.exists(path):
        note(f"there is no {path}: the rules about terms cannot fire")
        return empty
    try:
        glossary = read_glossary(decode(tree.read(path), path), path, cache)
    except TaiyakuError as error:
        failures.append(_failure(error))
        return empty
    if not glossary.concepts:
        note(f"{path} holds no terms: the rules about terms cannot fire")
    return glossary


def _verdicts(
    tree: Tree, settings: Settings, rules: tuple[Rule, ...], failures: list[Failure]
) -> Verdicts:
    """What was decided earlier; nothing, told of, where the file is broken."""
    from pipeline.decisions import FILE_NAME, read
    from pipeline.documents.decode import decode

    decisions = Decisions(FILE_NAME)
    try:
        if tree.exists(FILE_NAME):
            decisions = read(decode(tree.read(FILE_NAME), FILE_NAME), FILE_NAME)
    except TaiyakuError as error:
        failures.append(_failure(error))
    return Verdicts(decisions, settings, rules)


def _guarded(files: PairFiles, stages: Stages, failures: list[Failure]) -> PairReport | None:
    """One pair; a failure, and None, where it cannot be read or a stage crashes."""
    try:
        return _pair(files, stages, failures)
    except ModelError:
        # It would be the same for every pair, so it ends the run.
        raise
    except TaiyakuError as error:
        failures.append(_failure(error, files.id))
    except Exception as error:
        _log.debug("%s", files.id, exc_info=True)
        message = f"{files.id} could not be checked: {_named(error)}"
        failures.append(Failure(message, files.ja or files.en, files.id))
    return None


def _pair(files: PairFiles, stages: Stages, failures: list[Failure]) -> PairReport | None:
    documents = documents_of(files, stages, failures)
    if documents is None:
        return None
    policy = Policy(stages.settings, tuple(path for path in (files.ja, files.en) if path))
    matched = stages.verdicts.match(files.id, documents)
    if len(documents) == 1:
        document = next(iter(documents.values()))
        links, findings = _all_gaps(document), _alone(document, stages, policy)
    else:
        context, findings = compare(documents, files, stages, policy, failures, matched.decided)
        links = context.links
    return PairReport(
        files.id,
        files.ja,
        files.en,
        documents.get("ja"),
        documents.get("en"),
        links,
        stages.verdicts.apply(with_fingerprints(findings), matched, documents, policy),
    )


def compare(
    documents: dict[Lang, Document],
    files: PairFiles,
    stages: Stages,
    policy: Policy,
    failures: list[Failure],
    decided: Decided,
) -> tuple[PairContext, tuple[Finding, ...]]:
    """Two articles read and aligned, and what the rules find in them."""
    from pipeline import alignment, languages
    from pipeline.alignment.sentences import with_sentences

    ja, en = (_side(documents[lang], stages) for lang in LANGS)
    embed = Embedder(stages.encoder)
    links = alignment.align(ja, en, embed, languages.loan_origins, decided)
    links = with_sentences(ja, en, links, embed, languages.loan_origins)
    sides = {"ja": ja, "en": en}
    first = stages.settings.source
    context = PairContext(
        sides[first],
        sides[other(first)],
        links,
        stages.glossary,
        embed,
        stages.settings.strict,
    )
    findings = _findings(context, files, stages, policy, failures)
    texts = {lang: document.source for lang, document in documents.items()}
    return context, settle(findings, links, texts, first)


def _all_gaps(document: Document) -> tuple[Link, ...]:
    """The links of an article that stands alone: every section is a certain gap."""
    ids = [(section.id,) for section in document.sections if not section.is_furniture]
    return tuple(Link(i, (), 1.0) if document.lang == "ja" else Link((), i, 1.0) for i in ids)


def _alone(document: Document, stages: Stages, policy: Policy) -> tuple[Finding, ...]:
    """The one thing there is to say of an article without a counterpart file."""
    from pipeline.checks import extra_article, missing_article

    module = missing_article if document.lang == stages.settings.source else extra_article
    if module.RULE not in stages.rules:
        return ()
    return tuple(policy.apply([module.finding(document)], module.RULE.severity))


def documents_of(
    files: PairFiles, stages: Stages, failures: list[Failure]
) -> dict[Lang, Document] | None:
    """The sides that have a file, parsed; None where one of them cannot be read."""
    from pipeline.documents.unclosed import unclosed_fence

    documents: dict[Lang, Document] = {}
    whole = True
    for lang in LANGS:
        path = files.path(lang)
        if path is None:
            continue
        try:
            documents[lang] = _document(path, lang, stages)
            if line := unclosed_fence(documents[lang]):
                swallowed = SourceError(
                    "this code fence is never closed, so the rest of the article is read as code "
                    "and not checked; close it",
                    path=path,
                    line=line,
                )
                failures.append(_failure(swallowed, files.id))
        except TaiyakuError as error:
            failures.append(_failure(error, files.id))
            whole = False
    return documents if whole else None


def _document(path: str, lang: Lang, stages: Stages) -> Document:
    from pipeline.documents import parse
    from pipeline.documents.decode import decode

    data = stages.tree.read(path)
    if len(data) > stages.settings.max_size:
        raise SourceError(
            f"has {len(data) / 1e6:.1f} MB; articles of more than "
            f"{stages.settings.max_size / 1e6:.1f} MB are not compared: divide it, exclude it or "
            "raise max_size in taiyaku.toml",
            path=path,
        )
    text = decode(data, path)
    if not text.strip():
        raise SourceError("is empty; write the article or remove the file", path=path)
    return parse(Source(path, lang, text), meta_keys=stages.settings.meta_keys)


def _side(document: Document, stages: Stages) -> Side:
    from pipeline import languages

    tokens = languages.tokenise(document)
    found = stages.matchers[document.lang].read(tokens)
    return Side(document, tokens, found.hits, found.nested)


def _findings(
    context: PairContext,
    files: PairFiles,
    stages: Stages,
    policy: Policy,
    failures: list[Failure],
) -> Iterable[Finding]:
    """What the rules find under the settings; a rule that crashes is a failure, not a finding."""
    findings: list[Finding] = []
    for rule in stages.rules:
        if policy.is_off(rule.id):
            continue
        try:
            findings += policy.apply(rule.check(context), rule.severity)
        except ModelError:
            raise
        except TaiyakuError as error:
            failures.append(_failure(error, files.id))
        except Exception as error:
            _log.debug("%s in %s", rule.id, files.id, exc_info=True)
            message = f"the rule {rule.id} crashed on {files.id}: {_named(error)}"
            failures.append(Failure(message, files.ja or files.en, files.id))
    return findings


def _failure(error: TaiyakuError, pair: str | None = None) -> Failure:
    return Failure(str(error), error.path, pair)


def _named(error: Exception) -> str:
    """One line that says what went wrong, for an error nobody foresaw."""
    return f"{type(error).__name__}: {error}".splitlines()[0]
