"""The units of both languages, with what they measure and how they convert.

A table and not pint: pint knows no Japanese, no counters (人, 回) and no 割, and takes half a
second to load. The conversions are held against pint in the tests. Months and years are the mean
ones of the Gregorian calendar.
"""

from __future__ import annotations

from typing import NamedTuple


class Unit(NamedTuple):
    """``size`` in the base unit of ``role``, counted from ``zero``; the names are patterns."""

    role: str
    size: float
    ja: str
    en: str
    zero: float = 0.0

    def base(self, number: float) -> float:
        """A number of this unit in the base unit of its role."""
        return (number - self.zero) * self.size


_MONTH, _YEAR = 365.25 / 12, 365.25
_PEOPLE = (
    "people|persons?|patients?|participants?|subjects?|individuals?|volunteers?|children|infants"
    "|adults|men|women|boys|girls|respondents|users|members|physicians?|doctors?|nurses?|cases?"
    "|population|students|families|employees|healthy controls"
)

UNITS: dict[str, Unit] = {
    "ms": Unit("duration", 1 / 86_400_000, "ミリ秒|ms", "milliseconds?|ms"),
    "second": Unit("duration", 1 / 86_400, "秒間|秒", "seconds?|secs?|s"),
    "minute": Unit(
        "duration",
        1 / 1440,
        "分間|分(?!か(?!ら)|[のけ類析布子野泌解割裂離量化身母岐])",
        "minutes?|mins?",
    ),
    "hour": Unit("duration", 1 / 24, "時間(?!帯)", "hours?|hrs?|h"),
    "day": Unit("duration", 1.0, "日間|日(?![本常程焼光付記勤])", "days?"),
    "week": Unit("duration", 7.0, "週間|週(?![刊末])", "weeks?|wks?"),
    "fortnight": Unit("duration", 14.0, "(?!)", "fortnights?"),
    "month": Unit(
        "duration", _MONTH, "[かカヵケヶ箇ヵか]月間?|[かヶカ]月|月間", "months?"
    ),
    "year": Unit("duration", _YEAR, "年間|年(?![齢代金次配])|周年", "years?|yrs?"),
    "decade": Unit("duration", 10 * _YEAR, "(?!)", "decades?"),
    "century": Unit("duration", 100 * _YEAR, "(?!)", "centuries"),
    "pg": Unit("mass", 1e-12, "pg|ピコグラム", "pg|picograms?"),
    "ng": Unit("mass", 1e-9, "ng|ナノグラム", "ng|nanograms?"),
    "μg": Unit("mass", 1e-6, "μg|mcg|マイクログラム|㎍", "μg|mcg|micrograms?"),
    "mg": Unit("mass", 1e-3, "mg|ミリグラム|㎎", "mg|milligrams?"),
    "g": Unit("mass", 1.0, "g|グラム", "g|grams?"),
    "kg": Unit("mass", 1e3, "kg|キログラム|㎏|キロ(?![ァ-ヶー])", "kg|kilograms?|kilos?"),
    "lb": Unit("mass", 453.592_37, "ポンド", "lbs?|pounds?"),
    "oz": Unit("mass", 28.349_523_125, "オンス", "oz|ounces?"),
    "μL": Unit("volume", 1e-6, "μ[lL]|マイクロリットル", "μ[lL]|microlit(?:re|er)s?"),
    "mL": Unit("volume", 1e-3, "m[lLℓ]|cc|㏄|㎖|ミリリットル", "m[lL]|cc|millilit(?:re|er)s?"),
    "dL": Unit("volume", 1e-1, "d[lL]|デシリットル", "d[lL]|decilit(?:re|er)s?"),
    "L": Unit("volume", 1.0, "[lLℓ]|リットル", "L|lit(?:re|er)s?"),
    "nm": Unit("length", 1e-9, "nm|ナノメートル", "nm|nanomet(?:re|er)s?"),
    "μm": Unit("length", 1e-6, "μm|マイクロメートル|ミクロン", "μm|micromet(?:re|er)s?|microns?"),
    "mm": Unit("length", 1e-3, "mm|㎜|ミリメートル|ミリ(?![ァ-ヶー])", "mm|millimet(?:re|er)s?"),
    "cm": Unit("length", 1e-2, "cm|㎝|センチメートル|センチ", "cm|centimet(?:re|er)s?"),
    "m": Unit("length", 1.0, "m|メートル", "m|met(?:re|er)s?"),
    "km": Unit("length", 1e3, "km|㎞|キロメートル", "km|kilomet(?:re|er)s?"),
    "inch": Unit("length", 0.0254, "インチ", "inch(?:es)?"),
    "foot": Unit("length", 0.3048, "フィート", "feet|ft"),
    "mile": Unit("length", 1609.344, "マイル", "miles?"),
    "mmHg": Unit("pressure", 1.0, "(?:mm|㎜) ?[Hh]g|ミリ水銀", "mm ?[Hh]g"),
    "Hz": Unit("rate of cycles", 1.0, "Hz|ヘルツ", "Hz|hertz"),
    "kHz": Unit("rate of cycles", 1e3, "kHz|キロヘルツ", "kHz"),
    "MHz": Unit("rate of cycles", 1e6, "MHz|メガヘルツ", "MHz"),
    "kcal": Unit("energy", 1.0, "kcal|キロカロリー|カロリー", "kcal|kilocalories|calories"),
    "°C": Unit("temperature", 1.0, "°C|℃|度C", r"°\s?C|℃|degrees? (?:Celsius|centigrade|C\b)"),
    "°F": Unit("temperature", 1 / 1.8, "°F|℉|華氏", r"°\s?F|℉|degrees? (?:Fahrenheit|F\b)", 32.0),
    "IU": Unit("activity", 1.0, "IU|国際単位|単位|ユニット", "IU|international units|units"),
    "mmol": Unit("amount", 1e-3, "mmol|ミリモル", "mmol|millimoles?"),
    "mEq": Unit("equivalents", 1.0, "mEq", "mEq"),
    "Gy": Unit("absorbed dose", 1.0, "Gy|グレイ", "Gy|gr[ae]ys?"),
    "mSv": Unit("dose equivalent", 1.0, "mSv|ミリシーベルト", "mSv|millisieverts?"),
    "T": Unit("flux density", 1.0, "T|テスラ", "T|teslas?"),
    "mA": Unit("current", 1.0, "mA|ミリアンペア", "mA|milliamps?|milliamperes?"),
    "W": Unit("power", 1.0, "W|ワット", "W|watts?"),
    "dB": Unit("level", 1.0, "dB|デシベル", "dB|decibels?"),
    "%": Unit("share", 1.0, "%|パーセント", "%|percent(?:age points?)?|per cent"),
    "yen": Unit("yen", 1.0, "円(?![形盤滑板錐])", "yen|JPY"),
    "dollar": Unit("dollars", 1.0, "(?:米|US)?ドル", "(?:US )?dollars?|USD"),
    "euro": Unit("euros", 1.0, "ユーロ", "euros?|EUR"),
    "fold": Unit("factor", 1.0, "倍(?!率)", "(?!)"),
    "time": Unit("times", 1.0, "回(?![復転答避路収])", "times"),
    "piece": Unit(
        "doses", 1.0, "錠|カプセル|粒|包|滴|吸入|噴霧",
        "tablets?|caplets?|capsules?|pills?|drops|sachets?|puffs?|lozenges?|sprays",
    ),
    "person": Unit("people", 1.0, "人(?![工体間気口種格称為])|名(?![称前詞古])|例(?![えに外])"
    "|症例", _PEOPLE),
}  # fmt: skip

# What Japanese counts with where English has a noun: pieces, kinds, tablets, sites.
COUNTERS = (
    "件|個|つ|種類|種|本(?![人当来体格日研部])|枚|錠|台(?!湾)|社|施設|箇所|か所|カ所|ヶ所|歩"
    "|点(?![滴眼検鼻])|項目|ページ|篇|編|報|語|行(?![いうえわっ動])|匹|頭|組|群|段階"
    "|[かカヵケヶ]国|章|株|床|冊|粒|包|滴|カプセル|ステップ|クール|セッション|コース|杯|食|病院|か所|人前"
)
# Between these a number may turn up under another unit by convention, not by mistake.
IMPERIAL = frozenset({"lb", "oz", "inch", "foot", "mile", "°F"})


def unit_pattern(lang: str) -> str:
    """All names of a language, the longest first where one begins like another; no groups."""
    names = [f"(?:{getattr(unit, lang)})" for unit in UNITS.values()]
    return "|".join(names)


def base(number: float, unit: str) -> float:
    """``number`` of a unit in the base unit of its role."""
    return UNITS[unit].base(number)
