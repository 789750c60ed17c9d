"""Writes what Unicode CLDR calls countries, regions, languages and cities in both languages.

    python scripts/place_names.py [--write]

CLDR comes with babel (Unicode licence v3). A language stands for its people and country: without
its 語, フランス語 and French say that フランス may be French.
"""

from __future__ import annotations

import sys
from pathlib import Path

from babel import Locale

_TARGET = Path("pipeline/wordlinks/places.tsv")
_HEAD = """\
# Names of places and of languages, for the people who speak them: Japanese, English.
# Unicode CLDR by way of babel, Unicode licence v3; written by scripts/place_names.py.
"""
# What CLDR has no second name for: countries by one character, and what the press calls them.
_ALSO = """
米国 America 米国 American 米国 United States 米 America 米 American 米 United States アメリカ
United States アメリカ American アメリカ America 英国 United Kingdom 英国 Britain 英国 British
英 Britain 英 British イギリス Britain イギリス British イギリス England イギリス English 英
United Kingdom イングランド England スコットランド Scotland ウェールズ Wales オランダ
Netherlands オランダ Dutch 欧州 Europe 欧州 European 豪州 Australia 豪 Australia 豪 Australian
仏 France 仏 French 独 Germany 独 German ドイツ German ドイツ Germany 露 Russia 露 Russian 伊
Italy 伊 Italian 西 Spain スペイン Spanish 日 Japan 日 Japanese 中 China 中 Chinese 韓 Korea 韓
Korean 韓国 Korea 韓国 South Korean 北 North Korea 北朝鮮 North Korean 印 India 印 Indian 日本
Japan 日本 Japanese 台湾 Taiwan 台湾 Taiwanese 北京 Beijing 上海 Shanghai 香港 Hong Kong 台北
Taipei ソウル Seoul 平壌 Pyongyang 南京 Nanjing 広州 Guangzhou 釜山 Busan 武漢 Wuhan スイス
Switzerland スイス Swiss ギリシャ Greece ギリシャ Greek トルコ Turkey トルコ Turkish ポーランド
Polish ポーランド Poland デンマーク Danish スウェーデン Swedish フィンランド Finnish
アイルランド Irish エジプト Egyptian イラク Iraqi イスラエル Israeli シリア Syrian
"""


def _also() -> set[tuple[str, str]]:
    found: dict[int, tuple[str, str]] = {}
    words = _ALSO.split()
    starts = [at for at, word in enumerate(words) if not word.isascii()]
    for at, end in zip(starts, [*starts[1:], len(words)], strict=True):
        found[at] = (words[at], " ".join(words[at + 1 : end]))
    return set(found.values())


def rows() -> list[tuple[str, str]]:
    """Every pair of names, once."""
    ja, en = Locale("ja"), Locale("en")
    found: set[tuple[str, str]] = set()
    for code, name in ja.territories.items():
        if code in en.territories:
            found.add((name, en.territories[code]))
    for code, name in ja.languages.items():
        if code in en.languages and "_" not in code and name.endswith("語"):
            found.add((name.removesuffix("語"), en.languages[code]))
    for zone, names in ja.time_zones.items():
        if "city" in names:
            own = en.time_zones.get(zone, {}).get("city") or zone.rpartition("/")[2]
            found.add((str(names["city"]), own.replace("_", " ")))
    short = {(a.partition("(")[0].strip(), b.partition("(")[0].strip()) for a, b in found}
    short = {(a, b) for a, b in short if len(a) > 1 and not a.isascii() and len(b) > 2}
    return sorted(short | _also())


def main() -> None:
    """Prints the table, or writes it to its place in the package."""
    text = _HEAD + "".join(f"{ja}\t{en}\n" for ja, en in rows())
    if "--write" in sys.argv:
        _TARGET.write_text(text, encoding="utf-8")
    else:
        sys.stdout.write(text)


if __name__ == "__main__":
    main()
