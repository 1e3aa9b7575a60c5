"""What terms by rules were made of, in words: the values of the fields of a contract that a rule named, as of a day."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from optom.domain.agreeing import queries as agreeing

from . import formats
from .words.terms import FIELDS

_SUMS = frozenset({"credit_limit", "overdue"})
_YES = {"true": True, "false": False}


def known_in_words(known: Mapping[str, str | None], day: date) -> Iterator[tuple[str, str]]:
    """Each field with its value: turnover of quarter 3 of 2026: 4 120 000,00."""
    for name, value in known.items():
        if name != "day":
            yield _label(name, day), _value(name, value)


def _label(name: str, day: date) -> str:
    quarter = agreeing.quarter_of(day)
    if name.endswith("_last_quarter"):
        quarter = quarter.before
    label = str(FIELDS.get(name, name))
    return label % {"number": quarter.number, "year": quarter.begins_on.year} if "%(number)s" in label else label


def _value(name: str, value: str | None) -> str:
    if value is None:
        return _("not known")
    if value in _YES:
        return _("yes") if _YES[value] else _("no")
    if "turnover" in name or name in _SUMS:
        return formats.money(Decimal(value))
    if name.startswith("days_") or name in {"deferral_days", "open_contracts"}:
        return formats.quantity(Decimal(value))
    if name == "discount_now":
        return formats.quantity(Decimal(value) * 100) + " %"
    return formats.day(date.fromisoformat(value)) if name == "today" else value
