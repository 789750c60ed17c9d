"""Names of months and eras; the beginnings of eras are japanera's."""

from __future__ import annotations

from japanera import ERA_DATA_GENERAL

_MODERN = [era for era in ERA_DATA_GENERAL if era.since.year >= 1868]
ERAS_JA: dict[str, int] = {era.kanji: era.since.year for era in _MODERN}
# Taishou and Shouwa are written without their u as well.
ERAS_EN: dict[str, int] = {
    name: era.since.year
    for era in _MODERN
    for name in (era.english.title(), era.english.title().replace("ou", "o"))
}
# S56, H13, R6: the first letter of an era with its year.
ERAS_SHORT: dict[str, int] = {era.english[0].upper(): era.since.year for era in _MODERN}
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
MONTHS_EN: dict[str, str] = {
    form: str(number)
    for number, name in enumerate(MONTHS, 1)
    for form in ((name, name[:3], f"{name[:3]}.") if name != "May" else (name,))
} | {"Sept": "9", "Sept.": "9"}
