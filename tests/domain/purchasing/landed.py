"""What an offer costs in our warehouse, worked out slowly in Python: what SQL is compared with."""

from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal

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


@dataclass(frozen=True, slots=True)
class Stands:
    """An offer: what it costs from which quantities on, the least first and from nought; how it is ordered."""

    key: int
    rungs: tuple[tuple[Decimal, Decimal], ...]
    multiple: Decimal = Decimal(1)
    minimum: Decimal = Decimal(0)
    is_lacking: bool = False


@dataclass(frozen=True, slots=True)
class Bought:
    """So much is ordered of an offer; a unit costs ``landed``, each needed one ``each`` with what is not needed yet."""

    key: int
    quantity: Decimal
    landed: Decimal
    each: Decimal


def price_at(offer: Stands, quantity: Decimal) -> Decimal:
    """That of the highest rung that the quantity reaches."""
    return [price for start, price in offer.rungs if start <= quantity][-1]


def best(offers: list[Stands], needed: Decimal, *, sold: Decimal, money_percent: Decimal) -> Bought:
    """Every quantity that can be thought of: what is needed, and where each break begins, in whole multiples."""
    found = [
        (one.is_lacking, _bought(one, max(needed, one.minimum, start), needed, sold, money_percent))
        for one in offers
        for start, _price in one.rungs
    ]
    return min(found, key=lambda pair: (pair[0], pair[1].each, pair[1].quantity, pair[1].key))[1]


def _bought(offer: Stands, least: Decimal, needed: Decimal, sold: Decimal, money_percent: Decimal) -> Bought:
    quantity = (least / offer.multiple).to_integral_value(ROUND_CEILING) * offer.multiple
    price = price_at(offer, quantity)
    more = quantity - needed
    share = min(Decimal(1), money_percent / _HUNDRED * more / sold / 2) if sold else Decimal(1)
    return Bought(offer.key, quantity, price, price + _fine(more / needed * price * share))
