"""Kinds of content within text: links, marks, tags, numbers, terms, denials."""

from __future__ import annotations

from tests.growth.kinds import Pair, both, kind


@kind
def footnotes(n: int) -> Pair:
    return both(
        [*(f"本文{i}[^{i}]。" for i in range(n)), *(f"[^{i}]: 注{i}。" for i in range(n))],
        [*(f"Text {i}[^{i}]." for i in range(n)), *(f"[^{i}]: Note {i}." for i in range(n))],
    )


@kind
def links(n: int) -> Pair:
    return both(
        [f"[資料{i}](https://example.org/{i})を参照。" for i in range(n)],
        [f"See [source {i}](https://example.org/{i})." for i in range(n)],
    )


@kind
def links_in_a_row(n: int) -> Pair:
    return both(
        ["、".join(f"[資料{i}](https://example.org/{i})" for i in range(n))],
        [", ".join(f"[source {i}](https://example.org/{i})" for i in range(n))],
    )


@kind
def links_left_out(n: int) -> Pair:
    return both(
        [f"[資料{i}](https://example.org/{i})を参照。" for i in range(n)],
        [f"See source {i}." for i in range(n)],
    )


@kind
def reference_links(n: int) -> Pair:
    rows = [f"[{i}]: https://example.org/{i}" for i in range(n)]
    return both(
        [*(f"[資料{i}][{i}]を参照。" for i in range(n)), "\n".join(rows)],
        [*(f"See [source {i}][{i}]." for i in range(n)), "\n".join(rows)],
    )


@kind
def images(n: int) -> Pair:
    return both(
        [f"![図{i}](images/{i}.png)" for i in range(n)],
        [f"![Figure {i}](images/{i}.png)" for i in range(n)],
    )


@kind
def inline_code(n: int) -> Pair:
    return both(
        ["、".join(f"`code{i}`" for i in range(n)) + "を使う。"],
        [", ".join(f"`code{i}`" for i in range(n)) + " are used."],
    )


@kind
def emphasis(n: int) -> Pair:
    return both(
        ["".join(f"**強調**{i}と" for i in range(n))],
        [" ".join(f"**strong** {i} and" for i in range(n))],
    )


@kind
def unclosed_emphasis(n: int) -> Pair:
    return both(["**a " * n], ["*a _b " * n])


@kind
def inline_html(n: int) -> Pair:
    return both(
        ["".join(f"<b>強調</b>{i}と" for i in range(n))],
        [" ".join(f"<b>strong</b> {i} and" for i in range(n))],
    )


@kind
def unclosed_html(n: int) -> Pair:
    return both(["<div " * n], ["<div " * n])


@kind
def html_blocks(n: int) -> Pair:
    return both(
        [f"<div>段落{i}</div>" for i in range(n)], [f"<div>Block {i}</div>" for i in range(n)]
    )


@kind
def nested_html(n: int) -> Pair:
    return both(["<div>" * n + "値" + "</div>" * n], ["<div>" * n + "value" + "</div>" * n])


@kind
def front_matter(n: int) -> Pair:
    keys = "\n".join(f"key{i}: value" for i in range(n))
    return (f"---\n{keys}\ntitle: 記事\n---\n\n本文。\n", f"---\n{keys}\ntitle: A\n---\n\nText.\n")


@kind
def entities(n: int) -> Pair:
    return both(["本文&amp;" * n], ["text &amp; " * n])


@kind
def code_blocks(n: int) -> Pair:
    return both(["```\ncode\n```"] * n, ["```\ncode\n```"] * n)


@kind
def numbers(n: int) -> Pair:
    return both(
        [f"{i}mgを{i % 7 + 1}日間投与した。" for i in range(n)],
        [f"{i} mg was given for {i % 7 + 1} days." for i in range(n)],
    )


@kind
def numbers_in_a_row(n: int) -> Pair:
    return both(
        ["、".join(f"{i}mg" for i in range(n)) + "を投与した。"],
        [", ".join(f"{i} mg" for i in range(n)) + " were given."],
    )


@kind
def numbers_that_differ(n: int) -> Pair:
    return both(
        ["、".join(f"{i}mg" for i in range(n)) + "を投与した。"],
        [", ".join(f"{i + 5 * n} mg" for i in range(n)) + " were given."],
    )


@kind
def dates(n: int) -> Pair:
    return both(
        [f"{1900 + i % 120}年{i % 12 + 1}月{i % 28 + 1}日に開始した。" for i in range(n)],
        [f"It began on {1900 + i % 120}-{i % 12 + 1:02}-{i % 28 + 1:02}." for i in range(n)],
    )


@kind
def terms(n: int) -> Pair:
    return both(
        [f"睡眠薬{i}は不眠症に効く。" for i in range(n)],
        [f"Hypnotic {i} works for insomnia." for i in range(n)],
    )


@kind
def terms_in_a_row(n: int) -> Pair:
    return both(["不眠症、" * n + "です。"], ["insomnia, " * n + "is."])


@kind
def terms_missed(n: int) -> Pair:
    return both(
        [f"不眠症{i}の治療。" for i in range(n)], [f"Treatment of trouble {i}." for i in range(n)]
    )


@kind
def denials(n: int) -> Pair:
    return both(
        [f"治療{i}は効果がない。" for i in range(n)],
        [f"Treatment {i} is effective." for i in range(n)],
    )


@kind
def denials_in_a_sentence(n: int) -> Pair:
    return both(
        ["治療は効果がないが、" * n + "良い。"], ["treatment is not effective but " * n + "good."]
    )


@kind
def untranslated(n: int) -> Pair:
    return both(
        [f"患者{i}は治療を受けた。" for i in range(n)],
        [f"患者{i}は治療を受けた。" for i in range(n)],
    )


@kind
def untranslated_in_a_row(n: int) -> Pair:
    return both(["患者は治療を受けて、" * n], ["患者は治療を受けて、" * n])


@kind
def citations(n: int) -> Pair:
    rows = [f"{i}. Smith J, Doe A. Sleep medicine. J Sleep {i}:1-9, 2020." for i in range(1, n + 1)]
    return both(["## 参考文献", "\n".join(rows)], ["## References", "\n".join(rows)])


@kind
def labels(n: int) -> Pair:
    return both(
        [f"**効果{i}:** 良好である。" for i in range(n)],
        [f"**Effect {i}:** It is good." for i in range(n)],
    )
