"""A line whose goods come from different places is several lines of a paper. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from optom.base.money import kopecks
from optom.base.origin import Origin

_NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class OfOrigin:
    """So much of a line comes from there, and costs so much with so much VAT inside."""

    origin: Origin
    quantity: Decimal
    sum: Decimal
    vat: Decimal


def parted(
    batches: Sequence[tuple[Origin, Decimal]], *, country: str, quantity: Decimal, total: Decimal, vat: Decimal
) -> list[OfOrigin]:
    """What left of a line, by where it comes from: what is of no batch first, then batch by batch.

    Where no other ``country`` is told it is that of the goods themselves.

    Rounded by growing shares: every part brings sum and VAT to what all parts so far make of them, half up to the
    kopeck, and the last one takes what is left. So the parts are the line's own sum and VAT, whatever their number.
    """
    of_batches = sum((part for _origin, part in batches), _NOTHING)
    origins = [(replace(origin, country=origin.country or country), part) for origin, part in batches]
    parts = _merged([(Origin(country), quantity - of_batches), *origins])
    return list(_shared(parts, quantity, total, vat))


def _merged(parts: Sequence[tuple[Origin, Decimal]]) -> dict[Origin, tuple[Origin, Decimal]]:
    """Batches of which papers say the same are one: by what does not grow with the quantity."""
    found: dict[Origin, tuple[Origin, Decimal]] = {}
    for origin, quantity in parts:
        if quantity:
            told = origin.of_any_quantity()
            before, so_far = found.get(told, (told, _NOTHING))
            found[told] = (before.plus(origin), so_far + quantity)
    return found


def _shared(
    parts: dict[Origin, tuple[Origin, Decimal]], quantity: Decimal, total: Decimal, vat: Decimal
) -> Iterator[OfOrigin]:
    so_far = paid = taxed = _NOTHING
    for origin, part in parts.values():
        so_far += part
        cost, tax = kopecks(total * so_far / quantity) - paid, kopecks(vat * so_far / quantity) - taxed
        yield OfOrigin(origin, part, cost, tax)
        paid, taxed = paid + cost, taxed + tax
