"""Where our prices stand among those of competitors, and what comes of it: where we lose, and where we give away.

Prices of competitors are in roubles and with VAT; ours are made so. Margin is of the price without VAT, to the
policy's cost of goods, which the worker counts when a policy comes into force, or is worked out while none is, when
costs are told, and every day.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Literal

import orjson
from django.db import transaction

from optom.base.business_day import business_day
from optom.base.listing import Listed, Listing
from optom.base.refusal import Refusal
from optom.base.sql import execute, statements
from optom.base.staging import one_at_a_time
from optom.domain.catalog import queries as catalog
from optom.domain.pricing.queries import ColumnRow

from . import margins, proposals
from .document import from_json
from .evaluating import costs

Which = Literal["all", "lose", "give"]
Of = Literal["group", "brand"]
_sql = statements(__package__)
_WHICH: dict[Which, str] = {
    "all": "",
    "lose": """
        and o.ours > m.median * (1 + %(by)s::numeric / 100)
        and (o.net - u.amount) / o.net > %(margin)s::numeric / 100
        and d.sold_365 > 0""",
    "give": "and (o.ours < m.lowest * (1 - %(by)s::numeric / 100) or o.net < u.amount)",
}
_TABLES: dict[Of, str] = {"group": "catalog_group", "brand": "catalog_brand"}


@dataclass(frozen=True, slots=True)
class StandingRow:
    """Our price of a product among those of competitors: ``place`` cheapest, below, above (the middle), dearest.

    ``index``: ours in per cent of the middle one. ``left_each``, ``left_90``: by how much the lowest price is above
    ours, per unit and for what left in 90 days. ``lost_each``: by how much the price is below what it costs us.
    """

    id: int
    article: str
    name: str
    brand: str | None
    group: str | None
    ours: Decimal
    lowest: Decimal
    median: Decimal
    highest: Decimal
    seen: int
    place: str
    index: Decimal
    cost: Decimal | None
    margin: Decimal | None
    sold_90: Decimal
    left_each: Decimal | None
    left_90: Decimal | None
    lost_each: Decimal | None
    group_id: int | None
    brand_id: int | None


@dataclass(frozen=True, slots=True)
class StandingPartRow:
    """The goods of a group or a brand: the index on an average, the shares of places in per cent."""

    id: int
    name: str
    goods: int
    index: Decimal
    cheapest: Decimal
    below: Decimal
    above: Decimal
    dearest: Decimal


_STANDING = Listing(
    __package__,
    "standing",
    search=("article", "name"),
    texts=("name", "brand", "group"),  # articles stand in the order of their index
    nulls=("brand", "group", "cost", "margin", "left_each", "left_90", "lost_each"),
    sums=("left_90",),
    order=("article", "id"),
    row=StandingRow,
)
_PARTS = Listing(
    __package__,
    "standing_parts",
    search=("name",),
    texts=("name",),
    order=("-goods", "id"),
    row=StandingPartRow,
)
_FIRST: dict[Which, tuple[str, ...]] = {
    "all": ("article", "id"), "lose": ("-sold_90", "id"), "give": ("-left_90", "id")
}  # fmt: skip


def standing(column: ColumnRow, which: Which, *, by: int, margin: int, at: datetime) -> Listed:
    """The goods of which the market knows a price, as ``StandingRow``.

    ``lose``: dearer than the middle by more than ``by`` per cent, with a margin above ``margin`` per cent, and sold
    within a year. ``give``: cheaper than the lowest by more than ``by`` per cent, or below cost. Nothing where the
    column's currency has no rate.
    """
    text = _sql.text("standing") + _WHICH[which]
    sums = _STANDING.sums if which == "give" else ()  # elsewhere nobody sees them, and half a million goods are joined
    listing = replace(_STANDING, text=text, order=_FIRST[which], sums=sums)
    return listing.of(by=by, margin=margin, **_compared(column, at))


def standing_parts(column: ColumnRow, of: Of, *, at: datetime) -> Listed:
    """All of it by groups or brands, as ``StandingPartRow``, the largest first."""
    text = _sql.text("standing_parts").replace("--standing--", _sql.text("standing"))
    text = text.replace("--key--", f"{of}_id").replace("--table--", _TABLES[of])
    return replace(_PARTS, text=text).of(**_compared(column, at))


def _compared(column: ColumnRow, at: datetime) -> dict[str, object]:
    rate = margins.roubles(at=at).get(column.id)
    percents = {str(key): str(percent) for key, percent in catalog.vat_of_classes(on=business_day(at)).items()}
    vat = orjson.dumps(percents).decode()
    return {"column": column.id, "rate": rate, "vat": vat, "is_vat_included": column.is_vat_included}


@transaction.atomic
def count_costs(*, products: Sequence[int] | None, at: datetime) -> None:
    """Count anew what ``products`` (None: all that are sold) cost us, by the policy in force, else the last one.

    Nothing is counted where that policy does not fit any more.
    """
    version = proposals.in_force() or proposals.last()
    if version is None:
        return
    try:
        checked = proposals.compiled(from_json(version.document), at=at)
    except Refusal:
        return
    one_at_a_time("policy.count_costs")
    text = _sql.text("count_costs").replace("--costs--", costs(checked))
    execute(text, {"products": None if products is None else list(products)})
