"""What an offer costs in our warehouse, worked out slowly in Python: what SQL is compared with."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

_FINEST = Decimal("0.0001")
_HUNDRED, _DAYS = Decimal(100), 365


@dataclass(frozen=True, slots=True)
class Beyond:
    """What counts beyond the price: of the supplier, of the product, of our own. Freight per kg in roubles."""

    freight_percent: Decimal = Decimal(0)
    freight_per_kg: Decimal = Decimal(0)
    weight: Decimal = Decimal(0)
    deferral_days: int = 0
    kept_percent: Decimal = _HUNDRED
    money_percent: Decimal = Decimal(0)
    failure_percent: Decimal = Decimal(0)


def landed(*, price: Decimal, rate: Decimal, vat_percent: Decimal, beyond: Beyond) -> Decimal:
    """In roubles without VAT; ``vat_percent`` is what is inside ``price``."""
    goods = _fine(price * rate / (1 + vat_percent / _HUNDRED))
    freight = goods * beyond.freight_percent / _HUNDRED + beyond.freight_per_kg * beyond.weight
    money = goods * beyond.deferral_days * beyond.money_percent / (_HUNDRED * _DAYS)
    risk = goods * beyond.failure_percent * (_HUNDRED - beyond.kept_percent) / _HUNDRED**2
    return goods + _fine(freight) - _fine(money) + _fine(risk)


def _fine(amount: Decimal) -> Decimal:
    return amount.quantize(_FINEST, rounding=ROUND_HALF_UP)
