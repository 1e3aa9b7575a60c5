"""What the bar above a sheet says: of a price, of a stock, of a search that finds nothing."""

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from optom.domain.assortment import queries as assortment
from optom.interfaces.kit import formats, why

from .context import Desk


def why_price(desk: Desk, product: int, quantity: Decimal) -> dict[str, Any]:
    """The derivation of the contract's price for so much of the product, now or at the moment asked for."""
    at = why.moment_asked(desk.request.GET, desk.at)
    return why.why_price(contract=desk.contract.id, product=product, quantity=quantity, at=at)


def why_stock(row: assortment.ProductRow, warehouses: dict[int, str]) -> dict[str, Any]:
    """What is free where, and what comes when."""
    parts = [f"{name} {formats.quantity(row.free.get(place, Decimal(0)))}" for place, name in warehouses.items()]
    if row.coming and row.expected_on:
        parts.append(
            _("%(quantity)s expected on %(day)s")
            % {"quantity": formats.quantity(row.coming), "day": formats.day(row.expected_on)}
        )
    parts.append(_("packs of %(multiple)s") % {"multiple": formats.quantity(row.multiple)})
    return {"line": _("Free now") + ": " + " · ".join(parts) + f" ({row.unit})"}


_UNSEEN = {
    assortment.Unseen.UNKNOWN: gettext_lazy("No product of the seller has this number."),
    assortment.Unseen.ARCHIVED: gettext_lazy("This product is not sold any more, to nobody."),
    assortment.Unseen.NOT_AGREED: gettext_lazy(
        "It is sold, but your contract does not include it: its terms name groups and brands. Ask the seller for it."
    ),
    assortment.Unseen.SEEN: gettext_lazy("Your contract sees it: a filter or the chosen group hides it here."),
}


def why_unseen(desk: Desk, number: str) -> str:
    """Why a search finds nothing, if what was typed is a whole number."""
    return str(_UNSEEN[assortment.unseen(contract=desk.contract.id, number=number)])
