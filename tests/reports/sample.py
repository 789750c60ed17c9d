"""One pair with something of every kind: gaps, a move, leftovers, long lines, both widths."""

from __future__ import annotations

from dataclasses import replace

from pipeline.checks import extra_section, missing_section, reordered_section, untranslated_text
from pipeline.model.findings import Failure, PairReport, Report
from tests.support import context, report

JA = """この記事では、磁気で脳を刺激する治療について説明します。
# 1. 磁気刺激
脳を刺激する治療です。前頭前野に磁気を当てます。
## 仕組み
コイルに電流を流して磁場を作り、脳の表面にある神経を刺激することで、気分に関わる回路の働きを整えると考えられています。前頭前野が主な標的です。
## 副作用と安全性
頭痛が起こることがあります。数日で治まります。
### 禁忌
体内に金属のある方です。
# 2. 小胞
細胞が出す小さな袋です。
## 由来
幹細胞です。
# 費用
一回ごとに支払います。
"""
EN = """This article explains a treatment that stimulates the brain with magnets.
# 1. Vesicles
Small bags that cells release.
## Origin
Stem cells, which are kept in culture for several weeks before the vesicles are collected, \
purified and tested, act on the 前頭前野 and on other regions of the brain, as studies have shown.
# 2. Magnetic stimulation
A treatment that stimulates the brain. About ２０％ improve、they say。
## Mechanism
A current through a coil makes a magnetic field. 前頭前野が主な標的です。
# Frequently asked questions
Does it hurt? Hardly.
"""


def sample() -> Report:
    """The report of that pair, checked by the real rules."""
    ctx = context(JA, EN, "0-0 1-3 2-4 3- 4- 5-1 6-2 7- -5")
    rules = (missing_section, extra_section, reordered_section, untranslated_text)
    findings = [finding for rule in rules for finding in rule.check(ctx)]
    return report(ctx.source.document, ctx.target.document, findings, ctx.links)


def accepted() -> Report:
    """The same with every finding accepted by a person, a lonely article and a failure."""
    made = sample()
    pair = made.pairs[0]
    by = {"by": "Hanako", "reason": "meant", "date": "2026-01-01"}
    findings = tuple(replace(finding, suppressed=by) for finding in pair.findings)
    lonely = PairReport("b", "articles/ja/b.md", None, pair.ja, None, (), ())
    failure = Failure("not UTF-8", path="articles/ja/c.md", pair="c")
    pairs = (replace(pair, findings=findings), lonely)
    return replace(made, pairs=pairs, failures=(failure,))
