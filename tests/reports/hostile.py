"""A report in which everything that a pull request can bring tries to get out of its place."""

from __future__ import annotations

from dataclasses import replace

from pipeline.model.findings import Failure, Finding, PairReport, Place, Report
from pipeline.model.source import Lang, Span
from tests.reports.sample import sample
from tests.support import document, links

TRICKS = (
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(2)>",
    "\" onmouseover='alert(3)",
    "@everyone see #12 and owner/repo#3 or GH-4, !5",
    "[click](https://evil.example) ![x](https://evil.example/p.png) <https://evil.example>",
    "https://evil.example www.evil.example mail@evil.example",
    "::error::taken over ##[error]taken over",
    "50%0A::set-output name=x::y",
    "\x1b[2J\x1b]0;title\x07 bell \x9b31m c1 \x7f \x00 nul",
    "\u202egnp.exe\u202c \u2066isolated\u2069 \u200eleft \ufeff \u2028 sep",
    "]]> <!-- --> &amp; &#64;user &lt;b&gt;",
    "`code` ``two`` *bold* _it_ | cell | $x$ ~~gone~~ \\ end",
    "{{ 7 * 7 }} {% raw %} ${{ github.token }} $(id) `id`",
    "\ufffe\uffff noncharacters 𠮷野家 👩‍⚕️ か\u3099",
)
NAME = "a<b>&\"'`|@user,x:y%0A[1](x)\u202e\x1b[1m\udcff"
PATH = f"articles/{{lang}}/{NAME}.md"


def hostile() -> Report:
    """Every trick as text of both sides, as a message, a reason, a file name and a failure."""
    documents = {}
    for lang in ("ja", "en"):
        text = "# 題 Title\n" + "".join(f"先{trick}後\n" for trick in TRICKS)
        documents[lang] = document(lang, text, PATH.format(lang=lang))
    ja, en = documents["ja"], documents["en"]
    findings = []
    for number, trick in enumerate(TRICKS):
        at = ja.source.text.index(f"先{trick}") + 1
        findings.append(_finding(number, trick, at))
    findings.append(
        replace(findings[0], suppressed={"reason": TRICKS[0] + TRICKS[8], "by": TRICKS[3]})
    )
    pair = PairReport(
        NAME,
        ja.source.path,
        en.source.path,
        ja,
        en,
        links("0-0"),
        tuple(findings),
    )
    failures = tuple(Failure(trick, path=PATH.format(lang="ja"), pair=NAME) for trick in TRICKS)
    return Report("0.1.0", {"encoder": TRICKS[0]}, "ja", (pair,), failures)


def _finding(number: int, trick: str, at: int) -> Finding:
    def place(lang: Lang) -> Place:
        return Place(lang, Span(at, at + len(trick)), 0)

    return Finding(
        "term-mismatch",
        "error" if number % 3 else "warning",
        f"message {trick}",
        place("ja"),
        place("en"),
        ("x", str(number)),
        fingerprint=f"{number:016x}",
        related=(place("ja"),),
        data={
            "note": trick,
            "preferred": trick,
            "concept": "c1",
            "expected": [trick],
            "changes": [
                {
                    "words": [
                        {"op": "equal", "before": trick, "after": trick},
                        {"op": "replace", "before": trick, "after": trick * 2},
                    ],
                    "counterpart": [trick],
                }
            ],
        },
    )


def compared() -> Report:
    """The sample after a change: one finding introduced, one fixed, the others as before."""
    made = sample()
    pair = made.pairs[0]
    first, *rest = pair.findings
    base = replace(pair, findings=(replace(rest[-1], status="fixed"),))
    remaining = [replace(finding, status="remaining") for finding in rest[:-1]]
    now = replace(pair, findings=(replace(first, status="introduced"), *remaining), base=base)
    return replace(made, pairs=(now,))
