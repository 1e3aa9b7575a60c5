"""Dates as papers print them."""

import re
from collections.abc import Sequence
from datetime import date

# ruff: noqa: SIM905 -- the months are read as rows
MONTHS = "января февраля марта апреля мая июня июля августа сентября октября ноября декабря".split()
_ENGLISH = "January February March April May June July August September October November December".split()
_SAID = re.compile(rf"\b(\d{{1,2}}) ({'|'.join(MONTHS)}) (\d{{4}}) г\.")


def in_words(day: date, language: str = "ru") -> str:
    """As a text says it: "23 ноября 2026 г."; in English "23 November 2026"."""
    if language == "ru":
        return f"{day.day} {MONTHS[day.month - 1]} {day.year} г."
    return f"{day.day} {_ENGLISH[day.month - 1]} {day.year}"


def days_said(text: str) -> Sequence[date]:
    """The days that a Russian text says in words, in their order."""
    found = _SAID.findall(text)
    return [date(int(year), MONTHS.index(month) + 1, int(day)) for day, month, year in found]


def in_digits(day: date) -> str:
    """As a table says it: "23.11.2026", in both languages: papers of one firm keep one order of day and month."""
    return f"{day:%d.%m.}{day.year:04d}"


def numbered(number: str, day: date, language: str = "ru") -> str:
    """How a paper is referred to: "№ 118 от 23 ноября 2026 г."; in English "No. 118 of 23 November 2026"."""
    if language == "ru":
        return f"№ {number} от {in_words(day)}"
    return f"No. {number} of {in_words(day, language)}"
