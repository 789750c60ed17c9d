"""One pair: from the bytes of its files to what is reported of it.

What cannot be read or crashes becomes a failure of the pair, never of the run.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial

from pipeline import alignment, languages
from pipeline.alignment.sentences import with_sentences
from pipeline.checking import unreviewed_drafts as unreviewed
from pipeline.checking.context import Embedder, PairContext
from pipeline.checking.fingerprint import with_fingerprints
from pipeline.checking.policy import Policy
from pipeline.checking.precedence import ABOUT_GAPS, settle
from pipeline.checking.shared import Stages, failure
from pipeline.checking.unreviewed_drafts import Drafts
from pipeline.checks import extra_article, missing_article, unreviewed_draft
from pipeline.decisions import Matched
from pipeline.documents import parse
from pipeline.documents.decode import decode
from pipeline.documents.unclosed import unclosed_fence
from pipeline.errors import HistoryError, ModelError, SourceError, TaiyakuError
from pipeline.model.check import Side
from pipeline.model.decisions import Decided
from pipeline.model.document import Document
from pipeline.model.findings import Failure, Finding, PairReport
from pipeline.model.links import Link
from pipeline.model.outcome import Outcome
from pipeline.model.source import LANGS, Lang, Source, other
from pipeline.sources import Contents, PairFiles, contents_of

Confirmed = tuple[tuple[tuple[int, ...], tuple[int, ...]], ...]

# A pair that makes most rules read: what they compile at first use is then compiled.
_READY: Mapping[Lang, str] = {
    "ja": "# 準備\n\n患者の30%に20 mgを1日2回投与した。効果があるかもしれない。\n",
    "en": "# Ready\n\nIn 30% of patients 20 mg was given twice a day. It may be effective.\n",
}

_log = logging.getLogger(__name__)


class Passing(Failure):
    """A failure that may not come again: nobody foresaw it, or history was fetched meanwhile."""


def warm(stages: Stages) -> None:
    """Loads rules and models now, so that no pair has to wait for one. Raises ModelError."""
    encoder = stages.encoder
    # What keeps vectors would know this one, and load nothing.
    getattr(encoder, "encoder", encoder).embed(["ready"])
    languages.name_readings(["準備"])
    for lang in LANGS:
        languages.syntax([_READY[lang]], lang)
        languages.tokenise_texts([_READY[lang]], lang)
    contents = {lang: text.encode() for lang, text in _READY.items()}
    outcome(PairFiles("", *(f"{lang}.md" for lang in LANGS)), contents, stages)


def outcome(files: PairFiles, contents: Contents, stages: Stages) -> Outcome:
    """The pair whose files hold ``contents``, checked. Raises ModelError alone: it ends the run."""
    failures: list[Failure] = []
    report = None
    try:
        report = _report(files, contents, stages, failures)
    except ModelError:
        # It would be the same for every pair.
        raise
    except TaiyakuError as error:
        failures.append(failure(error, files.id))
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # A panic of a native library is no Exception.
        _log.debug("%s", files.id, exc_info=True)
        failures.append(_crash(f"{files.id} could not be checked", error, files))
    lasting = not any(isinstance(each, Passing) for each in failures)
    return Outcome(report, tuple(failures), lasting)


def _report(
    files: PairFiles, contents: Contents, stages: Stages, failures: list[Failure]
) -> PairReport | None:
    documents = parsed(files, contents, stages, failures)
    if documents is None:
        return None
    policy = Policy(stages.settings, tuple(path for path in (files.ja, files.en) if path))
    matched = stages.verdicts.match(files.id, documents)
    drafts = unreviewed.drafts(documents, stages.settings.source, matched.drafts)
    quiet: frozenset[tuple[Lang, int]] = frozenset()
    if len(documents) == 1:
        document = next(iter(documents.values()))
        links, findings = _all_gaps(document), _alone(document, stages, policy)
    else:
        context, findings = compare(
            documents,
            files,
            stages,
            policy,
            failures,
            matched.decided,
            matched.up_to_date,
            drafts,
        )
        links = context.links
        findings += tuple(_in_updates(documents, files, stages, policy, failures, matched, drafts))
        aside = drafts is not None and not stages.settings.drafts
        quiet = _quiet(unreviewed.without(links, drafts.own) if drafts and aside else links)
    return PairReport(
        files.id,
        files.ja,
        files.en,
        documents.get("ja"),
        documents.get("en"),
        links,
        stages.verdicts.apply(with_fingerprints(findings), matched, documents, policy, quiet),
    )


def _quiet(links: Iterable[Link]) -> frozenset[tuple[Lang, int]]:
    """The sections without a counterpart, by language and id: nothing is said inside them."""
    lone = [link for link in links if not (link.ja and link.en)]
    ja: set[tuple[Lang, int]] = {("ja", n) for link in lone for n in link.ja}
    en: set[tuple[Lang, int]] = {("en", n) for link in lone for n in link.en}
    return frozenset(ja | en)


def documents_of(
    files: PairFiles, stages: Stages, failures: list[Failure]
) -> dict[Lang, Document] | None:
    """The sides that have a file, read and parsed; None where one of them cannot be read."""
    return parsed(files, contents_of(files, stages.tree), stages, failures)


def parsed(
    files: PairFiles, contents: Contents, stages: Stages, failures: list[Failure]
) -> dict[Lang, Document] | None:
    """The same of files that were read."""
    documents: dict[Lang, Document] = {}
    whole = True
    for lang, content in contents.items():
        path = files.path(lang) or ""
        try:
            document = _document(path, lang, content, stages)
            aside = lang != stages.settings.source and not stages.settings.drafts
            if aside:
                updates = stages.verdicts.updates(files.id, document)
                document = unreviewed.stripped(document, updates)
            documents[lang] = document
            if line := unclosed_fence(documents[lang]):
                swallowed = SourceError(
                    "this code fence is never closed, so the rest of the article is read as code "
                    "and not checked; close it",
                    path=path,
                    line=line,
                )
                failures.append(failure(swallowed, files.id))
        except TaiyakuError as error:
            failures.append(failure(error, files.id))
            whole = False
    return documents if whole else None


def compare(
    documents: Mapping[Lang, Document],
    files: PairFiles,
    stages: Stages,
    policy: Policy,
    failures: list[Failure],
    decided: Decided,
    confirmed: Confirmed = (),
    drafts: Drafts | None = None,
) -> tuple[PairContext, tuple[Finding, ...]]:
    """Two articles read and aligned, and what the rules find in them.

    ``drafts`` are what nobody has reviewed: they count as missing, and nothing is said of the
    engine's words in them unless the settings ask for it.
    """
    # The encoder loads while the rules do and the articles are read.
    stages.encoder.prepare([text for document in documents.values() for text in document.said()])
    _ = stages.rules
    ja, en = (side_of(documents[lang], stages) for lang in LANGS)
    embed = Embedder(stages.encoder)
    if drafts:
        decided = unreviewed.with_origins(decided, drafts)
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
        partial(side_of, stages=stages),
        stages.settings.strict,
        stages.past.states(files.id) if stages.past else (),
        confirmed,
        stages.kept,
    )
    if drafts:
        return context, tuple(_around(context, drafts, files, stages, policy, failures))
    findings = _findings(context, files, stages, policy, failures)
    texts = {lang: document.source for lang, document in documents.items()}
    return context, settle(findings, links, texts, first)


def _in_updates(
    documents: Mapping[Lang, Document],
    files: PairFiles,
    stages: Stages,
    policy: Policy,
    failures: list[Failure],
    matched: Matched,
    drafts: Drafts | None,
) -> Iterator[Finding]:
    """What is said of updates that are not as they were drafted, each as if it stood alone."""
    if drafts is None or stages.settings.drafts:
        return
    lang = drafts.target.lang
    whole = parse(drafts.target.source, meta_keys=stages.settings.meta_keys)
    target, spans = unreviewed.edited(whole)
    if not spans:
        return
    both = {**documents, lang: target}
    seen = replace(drafts, target=target)
    decided, confirmed = matched.decided, matched.up_to_date
    _, found = compare(both, files, stages, policy, failures, decided, confirmed, seen)
    own = (
        finding for finding in found if finding.rule not in (*ABOUT_GAPS, unreviewed_draft.RULE.id)
    )
    yield from unreviewed.within(own, lang, spans)


def _around(
    context: PairContext,
    drafts: Drafts,
    files: PairFiles,
    stages: Stages,
    policy: Policy,
    failures: list[Failure],
) -> Iterator[Finding]:
    """The findings of a pair of which a part is an unreviewed draft, or all of it."""
    first = stages.settings.source
    texts = {side.lang: side.document.source for side in (context.source, context.target)}
    own = list(unreviewed.findings(drafts)) if unreviewed_draft.RULE in stages.rules else []
    yield from policy.apply(own, unreviewed_draft.RULE.severity)
    if drafts.whole and missing_article.RULE in stages.rules:
        found = missing_article.finding(drafts.source, drafted=True)
        yield from policy.apply([found], missing_article.RULE.severity)
    bare = replace(context, links=unreviewed.without(context.links, drafts))
    said = [] if drafts.whole else list(_findings(bare, files, stages, policy, failures))
    settled = settle(said, bare.links, texts, first)
    spared = replace(drafts, drafts=()) if stages.settings.drafts else drafts.own
    if not stages.settings.drafts and spared.sections == drafts.sections:
        yield from unreviewed.outside(settled, spared)
        return
    gaps = (finding for finding in settled if finding.rule in ABOUT_GAPS)
    yield from unreviewed.outside(gaps, drafts)
    read = replace(context, links=unreviewed.without(context.links, spared))
    full = settle(_findings(read, files, stages, policy, failures), read.links, texts, first)
    inside = unreviewed.outside(full, spared)
    yield from (finding for finding in inside if finding.rule not in ABOUT_GAPS)


def _document(path: str, lang: Lang, content: bytes | SourceError, stages: Stages) -> Document:
    if isinstance(content, SourceError):
        raise content
    if len(content) > stages.settings.max_size:
        raise SourceError(
            f"has {len(content) / 1e6:.1f} MB; articles of more than "
            f"{stages.settings.max_size / 1e6:.1f} MB are not compared: divide it, exclude it or "
            "raise max_size in taiyaku.toml",
            path=path,
        )
    text = decode(content, path)
    if not text.strip():
        raise SourceError("is empty; write the article or remove the file", path=path)
    return parse(Source(path, lang, text), meta_keys=stages.settings.meta_keys)


def _all_gaps(document: Document) -> tuple[Link, ...]:
    """The links of an article that stands alone: every section is a certain gap."""
    ids = [(section.id,) for section in document.sections if not section.is_furniture]
    return tuple(Link(i, (), 1.0) if document.lang == "ja" else Link((), i, 1.0) for i in ids)


def _alone(document: Document, stages: Stages, policy: Policy) -> tuple[Finding, ...]:
    """The one thing there is to say of an article without a counterpart file."""
    module = missing_article if document.lang == stages.settings.source else extra_article
    if module.RULE not in stages.rules:
        return ()
    return tuple(policy.apply([module.finding(document)], module.RULE.severity))


def side_of(document: Document, stages: Stages) -> Side:
    """An article read: its morphemes or words, and the terms in it."""
    tokens = languages.tokenise(document, stages.kept)
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
        except HistoryError as error:
            failures.append(Passing(str(error), error.path, files.id))
        except TaiyakuError as error:
            failures.append(failure(error, files.id))
        except (KeyboardInterrupt, SystemExit):
            raise
        except BaseException as error:
            _log.debug("%s in %s", rule.id, files.id, exc_info=True)
            failures.append(_crash(f"the rule {rule.id} crashed on {files.id}", error, files))
    return findings


def _crash(what: str, error: BaseException, files: PairFiles) -> Passing:
    """One line that says what went wrong, for an error nobody foresaw."""
    why = f"{type(error).__name__}: {error}".splitlines()[0]
    if isinstance(error, RecursionError):
        why = "something in it stands in one another too deep"
    return Passing(f"{what}: {why}", files.ja or files.en, files.id)
