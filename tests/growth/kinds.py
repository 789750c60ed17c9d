"""Every kind of content, as often as one likes: a pair of articles made of nothing else.

A kind is a function from a number of items to the two articles. Items differ from each other where
authors' would, and the two sides say the same, so that sections and sentences find their partners.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import product

Pair = tuple[str, str]
Kind = Callable[[int], Pair]

KINDS: dict[str, Kind] = {}


def _table(words: str) -> list[tuple[str, str]]:
    """Words that stand by turns in Japanese and in English."""
    every = words.split()
    return list(zip(every[::2], every[1::2], strict=True))


_FAMILY = _table(
    """
    佐藤 Sato 鈴木 Suzuki 高橋 Takahashi 田中 Tanaka 伊藤 Ito 渡辺 Watanabe 山本 Yamamoto
    中村 Nakamura 小林 Kobayashi 加藤 Kato 吉田 Yoshida 山田 Yamada 佐々木 Sasaki
    松本 Matsumoto 井上 Inoue 木村 Kimura 斎藤 Saito 清水 Shimizu 山崎 Yamazaki 阿部 Abe
    池田 Ikeda 橋本 Hashimoto 石川 Ishikawa 前田 Maeda 藤田 Fujita 後藤 Goto 岡田 Okada
    長谷川 Hasegawa 村上 Murakami 近藤 Kondo 石井 Ishii 坂本 Sakamoto
    """
)
_GIVEN = _table(
    """
    太郎 Taro 一郎 Ichiro 花子 Hanako 恵子 Keiko 健一 Kenichi 直樹 Naoki 由美 Yumi
    洋子 Yoko 和夫 Kazuo 正 Tadashi 誠 Makoto 浩二 Koji 幸子 Sachiko 明美 Akemi
    大輔 Daisuke 健太 Kenta
    """
)
_TOWNS = _table(
    """
    東京 Tokyo 大阪 Osaka 京都 Kyoto 神戸 Kobe 札幌 Sapporo 仙台 Sendai 広島 Hiroshima
    福岡 Fukuoka
    """
)


def kind(made: Kind) -> Kind:
    """Enters a kind under the name of its function."""
    KINDS[made.__name__] = made
    return made


def both(ja: Iterable[str], en: Iterable[str], between: str = "\n\n") -> Pair:
    return between.join(("# 記事", *ja)) + "\n", between.join(("# Article", *en)) + "\n"


def _people(n: int) -> list[tuple[str, str]]:
    every = [
        (f"{family}{given}", f"{latin} {surname}")
        for (family, surname), (given, latin) in product(_FAMILY, _GIVEN)
    ]
    return [every[i % len(every)] for i in range(n)]


@kind
def people_in_a_list(n: int) -> Pair:
    named = _people(n)
    return both(
        ["\n".join(f"- {ja}先生" for ja, _ in named)], ["\n".join(f"- Dr. {en}" for _, en in named)]
    )


@kind
def people_in_a_sentence(n: int) -> Pair:
    named = _people(n)
    return both(
        ["、".join(f"{ja}先生" for ja, _ in named) + "が出席した。"],
        [", ".join(f"Dr. {en}" for _, en in named) + " attended."],
    )


@kind
def institutions(n: int) -> Pair:
    ja, en = [], []
    for i in range(n):
        (town, latin), (family, surname) = _TOWNS[i % 8], _FAMILY[i // 8 % 32]
        ja.append(f"- {town}{family}第{i}病院で治療を受けた。")
        en.append(f"- Treatment was given at {latin} {surname} Hospital No. {i}.")
    return both(["\n".join(ja)], ["\n".join(en)])


@kind
def identifiers(n: int) -> Pair:
    return both(
        [f"因子 ABC-{i} と XYZ{i}を測定した。" for i in range(n)],
        [f"The factors ABC-{i} and XYZ{i} were measured." for i in range(n)],
    )


@kind
def identifiers_one_a_sentence(n: int) -> Pair:
    return both(
        [f"因子 ABC-{i} を測定した。" for i in range(n)],
        [f"The factor ABC-{i} was measured." for i in range(n)],
    )


@kind
def identifiers_in_a_row(n: int) -> Pair:
    named = [f"ABC-{i}" for i in range(n)]
    return both(["、".join(named) + "を測定した。"], [", ".join(named) + " were measured."])


@kind
def identifiers_left_out(n: int) -> Pair:
    return both(
        [f"因子 ABC-{i} を測定した。" for i in range(n)],
        [f"The factor number {i} was measured." for i in range(n)],
    )


@kind
def ignore_comments(n: int) -> Pair:
    return both(
        [f"<!-- taiyaku: ignore number-mismatch -- {i} -->\n\n値は{i}である。" for i in range(n)],
        [f"The value is {i}." for i in range(n)],
    )


@kind
def ignore_comments_alone(n: int) -> Pair:
    return "# 記事\n\n" + "<!-- taiyaku: ignore x -->" * n + "\n\n本文。\n", "# Article\n\nText.\n"


@kind
def ignore_section_comments(n: int) -> Pair:
    return both(
        [f"## 節{i}\n\n<!-- taiyaku: ignore-section x -->\n\n本文。" for i in range(n)],
        [f"## Section {i}\n\nText." for i in range(n)],
    )


@kind
def unclosed_comments(n: int) -> Pair:
    return "# 記事\n\n本文。\n\n" + "<!-- taiyaku:" * n + "\n", "# Article\n\nText.\n"


@kind
def unclosed_ignore_comments(n: int) -> Pair:
    return "# 記事\n\n本文。\n\n" + "<!-- taiyaku: ignore x " * n + "\n", "# Article\n\nText.\n"


@kind
def unclosed_draft_comments(n: int) -> Pair:
    return "# 記事\n\n本文。\n", "# Article\n\nText.\n\n" + "<!-- taiyaku: draft " * n + "\n"


@kind
def closed_draft_comments(n: int) -> Pair:
    return both(
        [f"本文の第{i}段落。" for i in range(n)],
        [f"<!-- taiyaku: draft -->\n\nParagraph {i} of the text." for i in range(n)],
    )
