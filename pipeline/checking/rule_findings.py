"""What the rules find in a pair: by the settings, one finding a place.

A rule that crashes is a failure of the pair, never of the run.
"""

from __future__ import annotations

import logging
from typing import NamedTuple

from pipeline.checking.context import PairContext
from pipeline.checking.precedence import settle
from pipeline.checking.reading import ReadPair
from pipeline.checking.shared import Stages, failure
from pipeline.errors import HistoryError, ModelError, TaiyakuError
from pipeline.model.findings import Failure, Finding
from pipeline.sources import PairFiles

_log = logging.getLogger(__name__)


class Passing(Failure):
    """A failure that may not come again: nobody foresaw it, or history was fetched meanwhile."""


class RuleFindings(NamedTuple):
    """What was found in a pair, and what went wrong meanwhile."""

    findings: tuple[Finding, ...] = ()
    failures: tuple[Failure, ...] = ()


def ask_rules(context: PairContext, pair: ReadPair, stages: Stages) -> RuleFindings:
    """Every rule that is on, asked about the pair as ``context`` shows it."""
    found: list[Finding] = []
    failures: list[Failure] = []
    for rule in stages.rules:
        if pair.policy.is_off(rule.id):
            continue
        try:
            found += list(rule.check(context))
        except ModelError:
            # It would be the same for every pair.
            raise
        except HistoryError as error:
            failures.append(Passing(str(error), error.path, pair.files.id))
        except TaiyakuError as error:
            failures.append(failure(error, pair.files.id))
        except (KeyboardInterrupt, SystemExit):
            raise
        except BaseException as error:  # A panic of a native library is no Exception.
            _log.debug("%s in %s", rule.id, pair.files.id, exc_info=True)
            what = f"the rule {rule.id} crashed on {pair.files.id}"
            failures.append(crash(what, error, pair.files))
    shown = pair.policy.apply(found, stages.severities)
    sides = (context.source, context.target)
    texts = {side.lang: side.document.source for side in sides}
    settled = settle(shown, context.links, texts, stages.settings.source)
    return RuleFindings(settled, tuple(failures))


def crash(what: str, error: BaseException, files: PairFiles) -> Passing:
    """One line that says what went wrong, for an error nobody foresaw."""
    why = f"{type(error).__name__}: {error}".splitlines()[0]
    if isinstance(error, RecursionError):
        why = "something in it stands in one another too deep"
    return Passing(f"{what}: {why}", files.ja or files.en, files.id)
