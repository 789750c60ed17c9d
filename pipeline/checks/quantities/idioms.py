"""What looks like a quantity and is none: one of, on the one hand, 一つの, 二度と, IL-6, 図3.

Most kanji words need no entry, since a kanji numeral counts only where the dictionary reads one.
"""

from __future__ import annotations

import re

from pipeline.checks.quantities.forms import Form, nothing

JA = (
    Form(
        re.compile(
            "一人(?:ひとり|一人|で|きり)|一つ(?:ひとつ|一つ)|もう一度|二度と|一度に|十中八九|七五三|四六時中"
            "|五十肩|四十肩|百日咳|一日も早|一度も|万が一|一石二鳥|五感|24時間体制|24時間365日"
            r"|(?<![A-Za-z])[23]D(?![A-Za-z])|Web\s?[23]\.0|1型インターフェロン"
        ),
        nothing,
        sure=True,
    ),
)
EN = (
    Form(
        re.compile(
            r"\bone of\b|\bon (?:the )?one hand\b|\bone another\b|\bno[ -]one\b|\bone by one\b"
            r"|\bone(?:['’]s|self)\b|\bat one time\b|\bone (?:day|thing|reason|way|such)\b"
            r"|\bone-(?:off|stop|way|sided|on-one)\b|\bfirst (?:of all|and foremost|aid)\b"
            r"|\bat first\b|\bfirst-aid\b|\bsecond(?:-|\s)?(?:hand)\b"
            r"|\bonce (?:and for all|again|more)\b|\bat once\b|\bthird part(?:y|ies)\b"
            r"|\b24/7\b|\b[23]D\b|\bWeb [23]\.0\b|\bin seconds\b|\bthe other day\b|\bto date\b"
            r"|\btype I interferons?\b|\bnumber one\b|\bzero[ -]tolerance\b|\beveryday\b"
            r"|\bdouble[- ](?:blind|check|edged|vision|strand(?:ed)?)\w*|\bhalf[- ]?"
            r"(?:way|life|lives)\b",
            re.I,
        ),
        nothing,
    ),
)
