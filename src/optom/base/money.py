"""Sums of money: ``Decimal`` to the kopeck, and the tax inside or on top of them. Formatting is not here."""

from decimal import ROUND_HALF_UP, Decimal

KOPECK = Decimal("0.01")
_HUNDRED = Decimal(100)


def kopecks(value: Decimal) -> Decimal:
    """``value`` to 0.01, half away from zero: 0.005 -> 0.01, -0.005 -> -0.01, as the tax rules and Excel do."""
    return value.quantize(KOPECK, ROUND_HALF_UP)


def vat_inside(total: Decimal, percent: Decimal) -> Decimal:
    """The tax contained in ``total`` (a sum with VAT) at ``percent``: 122.00 at 22 -> 22.00."""
    return kopecks(total * percent / (_HUNDRED + percent))


def vat_on_top(net: Decimal, percent: Decimal) -> Decimal:
    """The tax to add to ``net`` (a sum without VAT) at ``percent``: 100.00 at 22 -> 22.00."""
    return kopecks(net * percent / _HUNDRED)
