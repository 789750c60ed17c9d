"""BLEU, chrF++ and TER as sacreBLEU computes them, with the signatures that make them comparable.

The configuration is sacreBLEU's own default for each language: 13a for English, ja-mecab for
Japanese; TER reads Japanese character by character. Comparisons are paired bootstrap resampling
(Koehn 2004) with sacreBLEU's fixed seed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, cast

from pipeline.model.scores import Difference, Segments
from pipeline.model.source import Lang

if TYPE_CHECKING:
    from sacrebleu.metrics.base import Metric
    from sacrebleu.significance import Result

# In this order they are shown. A higher TER is worse.
NAMES = ("BLEU", "chrF++", "TER")


def scores(segments: Segments, lang: Lang) -> dict[str, float]:
    """Every metric of a corpus, 0 to 100 (TER may exceed it); empty without segments."""
    if not segments.candidate:
        return {}
    return {
        name: round(float(metric.corpus_score(segments.candidate, [segments.reference]).score), 4)
        for name, metric in _metrics(lang).items()
    }


def signatures(lang: Lang) -> dict[str, str]:
    """The signature of every metric; the same as the ``sacrebleu`` command prints."""
    found = {}
    for name, metric in _metrics(lang).items():
        metric.corpus_score(["a"], [["a"]])
        found[name] = str(metric.get_signature())
    return found


def differences(
    first: Sequence[str], second: Sequence[str], reference: Sequence[str], lang: Lang, samples: int
) -> Mapping[str, Difference]:
    """Two candidates of the same segments, by paired bootstrap with ``samples`` resamples."""
    from sacrebleu.significance import PairedTest

    test = PairedTest(
        [("first", list(first)), ("second", list(second))],
        _metrics(lang),
        [list(reference)],
        test_type="bs",
        n_samples=samples,
    )
    _, found = test()
    # sacreBLEU names chrF++ chrF2++ here, so the order has to say which is which.
    results = [found[name] for name in found if name != "System"]
    return {
        name: _difference(cast("Result", first), cast("Result", second))
        for name, (first, second) in zip(NAMES, results, strict=True)
    }


def _difference(first: Result, second: Result) -> Difference:
    # Equal scores differ by chance in every resample, for which sacreBLEU's test gives no sense.
    p = 1.0 if first.score == second.score else second.p_value
    values = (first.score, first.ci, second.score, second.ci, p)
    return Difference(*(round(float(value or 0.0), 4) for value in values))


def _metrics(lang: Lang) -> dict[str, Metric]:
    from sacrebleu.metrics.bleu import BLEU
    from sacrebleu.metrics.chrf import CHRF
    from sacrebleu.metrics.ter import TER

    japanese = lang == "ja"
    return {
        "BLEU": BLEU(tokenize="ja-mecab" if japanese else "13a"),
        "chrF++": CHRF(word_order=2),
        "TER": TER(normalized=japanese, asian_support=japanese),
    }
