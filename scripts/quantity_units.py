"""Writes the table of units that texts are read with, from CLDR, pint and UCUM.

python scripts/quantity_units.py           show whether the table is current (exit 1 if it is not)
python scripts/quantity_units.py --write   write it

- Names in both languages: CLDR (Unicode Licence v3), through babel (BSD-3-Clause).
- How units convert: the registry of pint (BSD-3-Clause).
- Case-sensitive codes: The Unified Code for Units of Measure (UCUM), listed in ``_UNITS`` by hand.
- What those lack (counters, abbreviations of prescriptions, katakana short forms) stands in
  ``pipeline/checks/quantities/tables/names.tsv``, which is our own.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    import pint

TABLE = Path(__file__).parents[1] / "pipeline/checks/quantities/tables/units.json"
LICENCE = (
    "Names: Unicode CLDR (Unicode-3.0), through babel. Conversions: pint (BSD-3-Clause). "
    "Codes: UCUM. Written by scripts/quantity_units.py."
)


class _Unit(NamedTuple):
    key: str
    role: str
    base: str  # pint's name of the base unit of the role
    pint: str
    cldr: str = ""
    ucum: str = ""


_UNITS = (
    _Unit("ms", "duration", "day", "millisecond", "duration-millisecond", "ms"),
    _Unit("second", "duration", "day", "second", "duration-second", "s"),
    _Unit("minute", "duration", "day", "minute", "duration-minute", "min"),
    _Unit("hour", "duration", "day", "hour", "duration-hour", "h"),
    _Unit("day", "duration", "day", "day", "duration-day", "d"),
    _Unit("week", "duration", "day", "week", "duration-week", "wk"),
    _Unit("fortnight", "duration", "day", "fortnight"),
    _Unit("month", "duration", "day", "month", "duration-month", "mo"),
    _Unit("year", "duration", "day", "year", "duration-year"),
    _Unit("decade", "duration", "day", "10 * year"),
    _Unit("century", "duration", "day", "100 * year"),
    _Unit("pg", "mass", "gram", "picogram", "", "pg"),
    _Unit("ng", "mass", "gram", "nanogram", "", "ng"),
    _Unit("μg", "mass", "gram", "microgram", "mass-microgram", "ug"),
    _Unit("mg", "mass", "gram", "milligram", "mass-milligram", "mg"),
    _Unit("g", "mass", "gram", "gram", "mass-gram", "g"),
    _Unit("kg", "mass", "gram", "kilogram", "mass-kilogram", "kg"),
    _Unit("t", "mass", "gram", "metric_ton", "mass-tonne"),
    _Unit("lb", "mass", "gram", "pound", "mass-pound", "[lb_av]"),
    _Unit("oz", "mass", "gram", "ounce", "mass-ounce", "[oz_av]"),
    _Unit("fL", "volume", "liter", "femtoliter", "", "fL"),
    _Unit("μL", "volume", "liter", "microliter", "", "uL"),
    _Unit("mL", "volume", "liter", "milliliter", "volume-milliliter", "mL"),
    _Unit("cc", "volume", "liter", "cm**3", "volume-cubic-centimeter", "cm3"),
    _Unit("dL", "volume", "liter", "deciliter", "volume-deciliter", "dL"),
    _Unit("L", "volume", "liter", "liter", "volume-liter", "L"),
    _Unit("cup", "volume", "liter", "cup", "volume-cup", "[cup_us]"),
    _Unit("teaspoon", "volume", "liter", "teaspoon", "volume-teaspoon", "[tsp_us]"),
    _Unit("tablespoon", "volume", "liter", "tablespoon", "volume-tablespoon", "[tbs_us]"),
    _Unit("gallon", "volume", "liter", "gallon", "volume-gallon"),
    _Unit("nm", "length", "meter", "nanometer", "length-nanometer", "nm"),
    _Unit("μm", "length", "meter", "micrometer", "length-micrometer", "um"),
    _Unit("mm", "length", "meter", "millimeter", "length-millimeter", "mm"),
    _Unit("cm", "length", "meter", "centimeter", "length-centimeter", "cm"),
    _Unit("m", "length", "meter", "meter", "length-meter", "m"),
    _Unit("km", "length", "meter", "kilometer", "length-kilometer", "km"),
    _Unit("inch", "length", "meter", "inch", "length-inch", "[in_i]"),
    _Unit("foot", "length", "meter", "foot", "length-foot", "[ft_i]"),
    _Unit("yard", "length", "meter", "yard", "length-yard"),
    _Unit("mile", "length", "meter", "mile", "length-mile", "[mi_i]"),
    _Unit("mm2", "area", "meter**2", "mm**2", "", "mm2"),
    _Unit("cm2", "area", "meter**2", "cm**2", "area-square-centimeter", "cm2"),
    _Unit("m2", "area", "meter**2", "m**2", "area-square-meter", "m2"),
    _Unit("km2", "area", "meter**2", "km**2", "area-square-kilometer", "km2"),
    _Unit("hectare", "area", "meter**2", "hectare", "area-hectare", "har"),
    _Unit("mm3", "volume", "liter", "mm**3", "", "mm3"),
    _Unit("m3", "volume", "liter", "m**3", "volume-cubic-meter", "m3"),
    _Unit("mmHg", "pressure", "mmHg", "mmHg", "pressure-millimeter-ofhg", "mm[Hg]"),
    _Unit("cmH2O", "pressure", "mmHg", "cmH2O", "", "cm[H2O]"),
    _Unit("kPa", "pressure", "mmHg", "kilopascal", "pressure-kilopascal", "kPa"),
    _Unit("hPa", "pressure", "mmHg", "hectopascal", "pressure-hectopascal", "hPa"),
    _Unit("Hz", "cycles", "hertz", "hertz", "frequency-hertz", "Hz"),
    _Unit("kHz", "cycles", "hertz", "kilohertz", "frequency-kilohertz", "kHz"),
    _Unit("MHz", "cycles", "hertz", "megahertz", "frequency-megahertz", "MHz"),
    _Unit("GHz", "cycles", "hertz", "gigahertz", "frequency-gigahertz", "GHz"),
    _Unit("kcal", "energy", "kilocalorie", "kilocalorie", "energy-foodcalorie", "kcal"),
    _Unit("J", "energy", "kilocalorie", "joule", "energy-joule", "J"),
    _Unit("kJ", "energy", "kilocalorie", "kilojoule", "energy-kilojoule", "kJ"),
    _Unit("μmol", "amount", "mole", "micromole", "", "umol"),
    _Unit("nmol", "amount", "mole", "nanomole", "", "nmol"),
    _Unit("pmol", "amount", "mole", "picomole", "", "pmol"),
    _Unit("mmol", "amount", "mole", "millimole", "", "mmol"),
    _Unit("mol", "amount", "mole", "mole", "", "mol"),
    _Unit("Gy", "absorbed dose", "gray", "gray", "", "Gy"),
    _Unit("mGy", "absorbed dose", "gray", "milligray", "", "mGy"),
    _Unit("mSv", "dose equivalent", "millisievert", "millisievert", "", "mSv"),
    _Unit("Sv", "dose equivalent", "millisievert", "sievert", "", "Sv"),
    _Unit("Bq", "radioactivity", "becquerel", "becquerel", "", "Bq"),
    _Unit("MBq", "radioactivity", "becquerel", "megabecquerel", "", "MBq"),
    _Unit("T", "flux density", "tesla", "tesla", "", "T"),
    _Unit("mT", "flux density", "tesla", "millitesla", "", "mT"),
    _Unit("A", "current", "ampere", "ampere", "electric-ampere", ""),
    _Unit("mA", "current", "ampere", "milliampere", "electric-milliampere", "mA"),
    _Unit("μA", "current", "ampere", "microampere", "", "uA"),
    _Unit("V", "voltage", "volt", "volt", "electric-volt", "V"),
    _Unit("mV", "voltage", "volt", "millivolt", "", "mV"),
    _Unit("kV", "voltage", "volt", "kilovolt", "", "kV"),
    _Unit("W", "power", "watt", "watt", "power-watt", "W"),
    _Unit("mW", "power", "watt", "milliwatt", "power-milliwatt", "mW"),
    _Unit("kW", "power", "watt", "kilowatt", "power-kilowatt", "kW"),
    _Unit("bit", "data", "byte", "bit", "digital-bit"),
    _Unit("byte", "data", "byte", "byte", "digital-byte"),
    _Unit("kB", "data", "byte", "kilobyte", "digital-kilobyte", "kBy"),
    _Unit("MB", "data", "byte", "megabyte", "digital-megabyte", "MBy"),
    _Unit("GB", "data", "byte", "gigabyte", "digital-gigabyte", "GBy"),
    _Unit("TB", "data", "byte", "terabyte", "digital-terabyte", "TBy"),
    _Unit("°C", "temperature", "degC", "degC", "temperature-celsius", "Cel"),
    _Unit("°F", "temperature", "degC", "degF", "temperature-fahrenheit", "[degF]"),
    _Unit("K", "temperature", "degC", "kelvin", "temperature-kelvin", ""),
    _Unit("%", "share", "percent", "percent", "concentr-percent", "%"),
    _Unit("‰", "share", "percent", "permille", "concentr-permille"),
    _Unit("ppm", "share", "percent", "ppm", "", "[ppm]"),
)  # fmt: skip
# Names in CLDR that are as often something else in running text.
_AMBIGUOUS = {
    "minute": {"m"}, "month": {"m", "mo"}, "day": {"d"}, "week": {"w"}, "year": {"y"},
    "second": {"s"}, "inch": {"in", "″"}, "foot": {"′"}, "lb": {"#"}, "°F": {"°"}, "kcal": {"cal"},
    "bit": {"b"}, "byte": {"B"}, "K": {"K"}, "A": {"A"}, "cup": {"カップ - 米国"}, "t": {"t"},
    "hectare": {"har"}, "°C": {"Cel", "摂氏 度"},
}  # fmt: skip


def table() -> str:
    """The whole table as it is shipped."""
    units = {unit.key: _entry(unit) for unit in _UNITS}
    return json.dumps({"licence": LICENCE, "units": units}, ensure_ascii=False, indent=1) + "\n"


def _entry(unit: _Unit) -> dict[str, Any]:
    import pint

    registry: Any = pint.UnitRegistry(autoconvert_offset_to_baseunit=True)
    nought, one = (_measured(registry, number, unit) for number in (0.0, 1.0))
    size = float(f"{one - nought:.12g}")
    entry: dict[str, Any] = {"role": unit.role, "size": size}
    if nought:
        entry["zero"] = float(f"{-nought / size:.12g}")
    codes = [unit.ucum] if unit.ucum and unit.ucum.isascii() and "[" not in unit.ucum else []
    for lang in ("ja", "en"):
        entry[lang] = sorted({*_names(unit.cldr, lang), *codes} - _AMBIGUOUS.get(unit.key, set()))
    return entry


def _measured(registry: pint.UnitRegistry, number: float, unit: _Unit) -> float:
    """A number of a unit in the base unit of its role."""
    factor, _, name = unit.pint.rpartition(" * ")
    amount = registry.Quantity(number * float(factor or 1), registry.parse_units(name))
    return float(amount.to(unit.base).magnitude)


def _names(cldr: str, lang: str) -> set[str]:
    """Every form that a language has of a unit: long, short and narrow, singular and plural."""
    if not cldr:
        return set()
    from babel import Locale

    patterns = Locale(lang)._data["unit_patterns"].get(cldr, {})
    names: set[str] = set()
    for width in ("long", "short", "narrow"):
        forms = patterns.get(width, {})
        for count in ("one", "other"):
            form = forms.get(count)
            if isinstance(form, str):
                name = " ".join(form.replace("{0}", "").split())
                names.add(name.replace("µ", "μ"))
    return names - {""}


if __name__ == "__main__":
    if "--write" in sys.argv[1:]:
        TABLE.write_text(table(), encoding="utf-8")
    elif TABLE.read_text(encoding="utf-8") != table():
        sys.exit(f"{TABLE} is not what {Path(__file__).name} writes")
