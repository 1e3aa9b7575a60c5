"""Goods that suppliers have ready, as the rooms above have told them to the stock."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.db import connection, transaction

from optom.domain.stock import actions as stock

YEAR = timedelta(days=365)
WORKDAYS = (1, 2, 3, 4, 5)


def route(warehouse: int, at: datetime, source: int = 1, **said: Any) -> stock.Route:
    """A supplier who takes orders on working days, at any hour, whose word counts for a year."""
    terms: dict[str, Any] = {
        "fresh_until": at + YEAR, "cut_off": None, "takes_on": WORKDAYS, "closed_on": (), "late_days": 0,
        "receipt_days": 0,
    }  # fmt: skip
    return stock.Route(source, warehouse, **terms | said)


def told(*offers: tuple[int, int, Any, int], of: int = 1, sources: Sequence[int] = ()) -> list[stock.Lacking]:
    """What a source has now: offer, product, quantity, days; of the ``sources`` beside them nothing is left."""
    with transaction.atomic():
        stock.begin_telling()
        with connection.cursor() as cursor:
            rows = [(offer, of, product, Decimal(str(quantity)), days) for offer, product, quantity, days in offers]
            cursor.executemany("insert into told_supply values (%s, %s, %s, %s, %s)", rows)
            named = [(offer,) for offer in dict.fromkeys([*(one[0] for one in offers), *sources])]
            cursor.executemany("insert into told_source values (%s)", named)
        return stock.tell()


def supplied(warehouse: int, at: datetime, *offers: tuple[int, int, Any, int], **said: Any) -> None:
    """A supplier has so much of the products: offer, product, quantity, days."""
    stock.tell_routes([route(warehouse, at, **said)])
    assert told(*offers) == []


def at_hour(day: date, hour: int, zone: Any) -> datetime:
    """A moment of the firm's clocks."""
    return datetime.combine(day, time(hour), tzinfo=zone)
