"""Kinds of content that a document is built of: headings, tables, lists, lines, long tokens."""

from __future__ import annotations

from tests.growth.kinds import Pair, both, kind


@kind
def headings_of_one_level(n: int) -> Pair:
    return both(
        [f"## 治療{i}の経過" for i in range(n)], [f"## Course of treatment {i}" for i in range(n)]
    )


@kind
def sections(n: int) -> Pair:
    return both(
        [f"## 治療{i}の経過\n\n患者{i}は回復した。" for i in range(n)],
        [f"## Course of treatment {i}\n\nPatient {i} recovered." for i in range(n)],
    )


@kind
def sections_left_out(n: int) -> Pair:
    return both(
        [f"## 治療{i}の経過\n\n患者{i}は回復した。" for i in range(n)], ["## End\n\nNo more."]
    )


@kind
def nested_headings(n: int) -> Pair:
    return both(
        [f"{'#' * (2 + i % 5)} 治療{i}" for i in range(n)],
        [f"{'#' * (2 + i % 5)} Treatment {i}" for i in range(n)],
    )


@kind
def table_rows(n: int) -> Pair:
    head = "| 項目 | 値 |\n|---|---|\n", "| Item | Value |\n|---|---|\n"
    return both(
        [head[0] + "\n".join(f"| 項目{i} | {i} mg |" for i in range(n))],
        [head[1] + "\n".join(f"| Item {i} | {i} mg |" for i in range(n))],
    )


@kind
def table_columns(n: int) -> Pair:
    rule = "|" + "---|" * n
    ja = ["|" + "|".join(f"項目{i}" for i in range(n)) + "|", rule, "|" + "1|" * n]
    en = ["|" + "|".join(f"Item {i}" for i in range(n)) + "|", rule, "|" + "1|" * n]
    return both(["\n".join(ja)], ["\n".join(en)])


@kind
def list_items(n: int) -> Pair:
    return both(
        ["\n".join(f"- 項目{i}は有効である" for i in range(n))],
        ["\n".join(f"- Item {i} is effective" for i in range(n))],
    )


@kind
def list_items_left_out(n: int) -> Pair:
    return both(["\n".join(f"- 項目{i}は有効である" for i in range(n))], ["- Item one"])


@kind
def nested_lists(n: int) -> Pair:
    # Deeper than this the indents alone would grow with the square.
    return both(
        ["\n".join("  " * (i % 30) + f"- 項目{i}" for i in range(n))],
        ["\n".join("  " * (i % 30) + f"- Item {i}" for i in range(n))],
    )


@kind
def nested_list_markers(n: int) -> Pair:
    return both(["- " * n + "項目"], ["- " * n + "Item"])


@kind
def blockquotes(n: int) -> Pair:
    return both([f"> 引用{i}である。" for i in range(n)], [f"> Quotation {i}." for i in range(n)])


@kind
def nested_blockquotes(n: int) -> Pair:
    return both([">" * n + " 引用"], [">" * n + " Quotation"])


@kind
def paragraphs(n: int) -> Pair:
    return both(
        [f"患者{i}は治療を受けた。経過は良好であった。" for i in range(n)],
        [f"Patient {i} was treated. The course was good." for i in range(n)],
    )


@kind
def one_paragraph(n: int) -> Pair:
    return both(
        ["".join(f"患者{i}は治療を受けた。" for i in range(n))],
        [" ".join(f"Patient {i} was treated." for i in range(n))],
    )


@kind
def lines_of_one_paragraph(n: int) -> Pair:
    return both(["本文\n" * n], ["text\n" * n])


@kind
def sentence_without_end(n: int) -> Pair:
    return both(["患者は治療を受けて、" * n], ["the patient was treated and " * n])


@kind
def words_without_end(n: int) -> Pair:
    return both(["治療" * n], ["treatment " * n])


@kind
def url(n: int) -> Pair:
    return both(["https://example.org/" + "a1/" * n], ["https://example.org/" + "a1/" * n])


@kind
def base64(n: int) -> Pair:
    return both(["QUJDREVG1zeH" * n], ["QUJDREVG1zeH" * n])


@kind
def base64_between(n: int) -> Pair:
    token = "QUJDREVG1zeH" * n
    return both([f"値は {token} です。"], [f"The value is {token} here."])


@kind
def dashes(n: int) -> Pair:
    return both(["値" + "-" * n + "終"], ["a" + "-" * n + "b"])


@kind
def long_dashes(n: int) -> Pair:
    return both(["値" + "—" * n + "終"], ["a" + "—" * n + "b"])


@kind
def hyphenated(n: int) -> Pair:
    return both(["a-" * n + "b"], ["a-" * n + "b"])


@kind
def small_letters(n: int) -> Pair:
    return both(["a" * n], ["a" * n])


@kind
def capitals(n: int) -> Pair:
    return both(["A" * n], ["A" * n])


@kind
def digits(n: int) -> Pair:
    return both(["1" * n], ["1" * n])


@kind
def kanji_digits(n: int) -> Pair:
    return both(["二十" * n + "人"], ["twenty " * n + "people"])


@kind
def katakana(n: int) -> Pair:
    return both(["クリニック" * n], ["Clinic " * n])


@kind
def stars(n: int) -> Pair:
    return both(["本文\n\n" + "*" * n + "\n\n終"], ["text\n\n" + "*" * n + "\n\nend"])


@kind
def underscores(n: int) -> Pair:
    return both(["a" + "_" * n + "b"], ["a" + "_" * n + "b"])


@kind
def blanks(n: int) -> Pair:
    return both(["本文" + " " * n + "終"], ["text" + " " * n + "end"])


@kind
def blank_lines(n: int) -> Pair:
    return both(["本文" + "\n" * n + "終"], ["text" + "\n" * n + "end"])


@kind
def brackets(n: int) -> Pair:
    return both(["(" * n + "値" + ")" * n], ["(" * n + "value" + ")" * n])


@kind
def square_brackets(n: int) -> Pair:
    return both(["[" * n + "値"], ["[" * n + "value"])


@kind
def abbreviations(n: int) -> Pair:
    return both(
        [f"因子{i}(ABC{i})を測定した。" for i in range(n)],
        [f"Factor number {i} (ABC{i}) was measured." for i in range(n)],
    )
