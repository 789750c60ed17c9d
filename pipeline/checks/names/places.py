"""Prefectures and large cities of Japan, the places whose names both languages write one way.

The prefectures are those of JIS X 0401, the cities those designated under article 252-19 of the
Local Autonomy Act. A name is looked for at its longest: 東京都 is no 京都.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pipeline.checks.linked.units import Page, Unit
from pipeline.model.source import Lang, Span
from pipeline.wordlinks.romanised import fold

_PREFECTURES = """
北海道 Hokkaido 青森 Aomori 岩手 Iwate 宮城 Miyagi 秋田 Akita 山形 Yamagata 福島 Fukushima
茨城 Ibaraki 栃木 Tochigi 群馬 Gunma 埼玉 Saitama 千葉 Chiba 東京 Tokyo 神奈川 Kanagawa
新潟 Niigata 富山 Toyama 石川 Ishikawa 福井 Fukui 山梨 Yamanashi 長野 Nagano 岐阜 Gifu
静岡 Shizuoka 愛知 Aichi 三重 Mie 滋賀 Shiga 京都 Kyoto 大阪 Osaka 兵庫 Hyogo 奈良 Nara
和歌山 Wakayama 鳥取 Tottori 島根 Shimane 岡山 Okayama 広島 Hiroshima 山口 Yamaguchi
徳島 Tokushima 香川 Kagawa 愛媛 Ehime 高知 Kochi 福岡 Fukuoka 佐賀 Saga 長崎 Nagasaki
熊本 Kumamoto 大分 Oita 宮崎 Miyazaki 鹿児島 Kagoshima 沖縄 Okinawa
"""
_CITIES = """
札幌 Sapporo 仙台 Sendai 横浜 Yokohama 川崎 Kawasaki 相模原 Sagamihara 浜松 Hamamatsu
名古屋 Nagoya 堺 Sakai 神戸 Kobe 北九州 Kitakyushu
"""
_REGIONS = """
東北 Tohoku 関東 Kanto 北陸 Hokuriku 東海 Tokai 近畿 Kinki 関西 Kansai 四国 Shikoku 九州 Kyushu
"""


def _table(rows: str) -> dict[str, str]:
    names = rows.split()
    return dict(zip(names[::2], names[1::2], strict=True))


_ENGLISH = _table(_PREFECTURES + _CITIES)
_WIDE = _ENGLISH | _table(_REGIONS)
_WIDE_KNOWN = {fold(name): ja for ja, name in _WIDE.items()}
_WIDE_JA = re.compile("|".join(sorted(_WIDE, key=len, reverse=True)))
TOWNS = frozenset(_ENGLISH)
_KNOWN = {fold(name): ja for ja, name in _ENGLISH.items()}
# One kanji more on either side makes it another name (東京都 aside), one of a person perhaps.
_JA = re.compile("|".join(sorted(_ENGLISH, key=len, reverse=True)))
_EN = re.compile(r"(?<![\w’'-])[A-ZŌ][a-zōū]{2,}(?![\w’-])")
_OTHER = "名詞-固有名詞-人名"


class Town(NamedTuple):
    """A place as it stands in a text; ``key`` is its Japanese name."""

    key: str
    text: str
    section: int
    span: Span

    @property
    def english(self) -> str:
        """Its name in English."""
        return _ENGLISH[self.key]


def towns(page: Page, units: Iterable[Unit]) -> Iterator[Town]:
    """The places that units name; none that is part of a person's name."""
    for unit in units:
        text = unit.block.prose.text
        pattern = _EN if page.lang == "en" else _JA
        for match in pattern.finditer(text, unit.start, unit.end):
            key = match.group() if page.lang == "ja" else _KNOWN.get(fold(match.group()))
            if key is None or (page.lang == "ja" and not _is_place(page, unit, match)):
                continue
            yield Town(key, match.group(), unit.section, unit.place(*match.span()))


def region(institution: str, lang: Lang) -> str:
    """The prefecture, large city or region that an institution's name begins with, in English.

    ``""`` where it begins with none.
    """
    if lang == "ja":
        match = _WIDE_JA.match(institution)
        return _WIDE[match.group()] if match else ""
    match = _EN.match(institution)
    return _WIDE.get(_WIDE_KNOWN.get(fold(match.group()), ""), "") if match else ""


def _is_place(page: Page, unit: Unit, match: re.Match[str]) -> bool:
    """Whether the tokens that hold it are no person's name, and it begins one of them."""
    own = [t for t in page.tokens(unit) if t.start < match.end() and match.start() < t.end]
    return bool(own) and own[0].start == match.start() and not own[0].tag.startswith(_OTHER)
