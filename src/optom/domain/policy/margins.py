"""What a publication does to margins: counted when it is worked out, of all goods that it moves; and some of its prices
beside what their goods cost us, for a picture.

Margin is what a price is above the policy's cost of goods, in per cent of the price; both in roubles without VAT.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from optom.base.bulk import take_room
from optom.base.business_day import business_day
from optom.base.money import kopecks
from optom.base.refusal import Refusal
from optom.base.sql import execute, statements
from optom.domain.catalog import queries as catalog
from optom.domain.credit.queries import rates_on
from optom.domain.pricing import queries as pricing

from . import proposals
from .compiling import Compiled
from .document import from_json
from .evaluating import costs
from .models import Publication, Total

STEPS = tuple(range(0, 65, 5))
"""Between which percents margins are counted together."""
MOST_POINTS = 2000
_OURS = "RUB"
_sql = statements(__package__)


@dataclass(frozen=True, slots=True)
class MarginRow:
    """How many prices of a column have a margin of the ``key``-th step of `STEPS`; None: it can't be told.

    ``of``: before the publication, or after it.
    """

    column: int
    of: str
    key: int | None
    prices: int


@dataclass(frozen=True, slots=True)
class WorthRow:
    """What stands on hand of a group's goods is worth in roubles without VAT: at cost, at prices now, and with a
    publication.
    """

    group: int
    name: str
    goods: int
    at_cost: Decimal
    at_now: Decimal
    at_then: Decimal


@dataclass(frozen=True, slots=True)
class PointRow:
    """A price of a publication beside what the product costs us, both in roubles without VAT."""

    id: int
    article: str
    column: int
    amount: Decimal
    cost: Decimal
    guard: int | None


def count(publication: Publication, checked: Compiled, *, at: datetime) -> None:
    """Count margins of the goods of which it moves a price in each column that it moves, where a cost is said."""
    moved = set(Total.objects.filter(publication=publication, of="column").values_list("key", flat=True))
    rates = {key: rate for key, rate in roubles(at=at).items() if key in moved}
    if checked.cost is None or not rates:
        return
    take_room()
    have_vat = columns_with_vat()
    text = _sql.text("gather_margins").replace("--costs--", costs(checked))
    values = {
        "publication": publication.pk,
        "products": _sql.value("products_moved", publication=publication.pk),
        "columns": list(rates),
        "rates": list(rates.values()),
        "have_vat": [key in have_vat for key in rates],
        "day": business_day(at),
        "steps": [Decimal(step) / 100 for step in STEPS],
    }
    execute(text, values)
    _sql.run("count_margins", publication=publication.pk)
    _sql.run("forget_worked_out")


def count_led_back(publication: Publication, *, at: datetime) -> None:
    """The same where past prices are led back to; not where the policy in force fits no more."""
    try:
        checked = costing(publication, at=at)
    except Refusal:
        return
    if checked:
        count(publication, checked, at=at)


def roubles(*, at: datetime) -> dict[int, Decimal]:
    """What one unit of each column's currency is in roubles; columns without a rate are absent."""
    known = {**rates_on(business_day(at)), _OURS: Decimal(1)}
    return {one.id: rate for one in proposals.targets() if (rate := known.get(one.currency)) is not None}


def columns_with_vat() -> set[int]:
    """The columns whose prices have VAT inside."""
    return {one.id for one in pricing.columns() if one.is_vat_included}


def margins(key: int) -> list[MarginRow]:
    """How margins lie before a publication and after it; nothing where they were not counted."""
    return [MarginRow(*row) for row in _sql.rows("margins", publication=key)]


def between(step: int) -> tuple[int | None, int | None]:
    """The percents between which a step lies: from the first on, below the second; None: no bound."""
    return (STEPS[step - 1] if step else None), (STEPS[step] if step < len(STEPS) else None)


def worth(key: int, *, column: int) -> list[WorthRow]:
    """What stands on hand is worth at the prices of a column, by groups; what has no cost or no price is left out."""
    return [WorthRow(*row) for row in _sql.rows("worth", publication=key, column=column)]


def points(key: int, *, at: datetime, most: int = MOST_POINTS) -> list[PointRow]:
    """So many prices of a publication at the most, chosen evenly and always the same, with costs as they are now.

    Refuses what `compiling.compile_policy` does, where its policy does not fit any more.
    """
    checked = costing(Publication.objects.select_related("version").get(pk=key), at=at)
    if checked is None:
        return []
    rates = roubles(at=at)
    rows = [row for row in _sql.rows("points", publication=key, most=most) if row.column in rates]
    known = _costs(checked, [row.product for row in rows])
    percents = catalog.vat_percents(known, on=business_day(at))
    have_vat = columns_with_vat()

    def net(row: Any) -> Decimal:
        inside = percents.get(row.product, Decimal(0)) if row.column in have_vat else Decimal(0)
        return kopecks(row.amount * rates[row.column] * 100 / (100 + inside))

    return [
        PointRow(row.id, row.article, row.column, net(row), known[row.product], row.guard)
        for row in rows
        if row.product in known
    ]


def costing(publication: Publication, *, at: datetime) -> Compiled | None:
    """The policy by which the cost of a publication's goods is told: its own, else the one in force. None: it is not.

    Refuses what `compiling.compile_policy` does.
    """
    version = publication.version or proposals.in_force()
    checked = proposals.compiled(from_json(version.document), at=at) if version else None
    return checked if checked and checked.cost else None


def _costs(checked: Compiled, products: Sequence[int]) -> dict[int, Decimal]:
    rows = _sql.rows_of(costs(checked), products=list(dict.fromkeys(products)))
    return {row.product_id: row.cost for row in rows if row.cost is not None and row.cost > 0}
