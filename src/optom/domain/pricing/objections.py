"""What is wrong with what people say of prices, whichever act they say it to."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from optom.base.refusal import Refusal
from optom.base.texts import too_long

from .models import Column

HUNDRED = Decimal(100)
FINEST = Decimal("0.0001")
_FINEST_DISCOUNT = Decimal("0.01")
_MOST = Decimal(10**11)


def to_column(column: int, currency: str) -> Iterator[Refusal]:
    """A column that is not there, or sells in another currency than the contract."""
    found = Column.objects.filter(pk=column).first()
    if found is None:
        yield Refusal("pricing.column_unknown", field="column", column=column)
    elif found.currency != currency:
        facts = {"column": found.name, "other": found.currency, "currency": currency}
        yield Refusal("pricing.currency_differs", field="column", **facts)


def to_discount(discount: Decimal) -> Iterator[Refusal]:
    """A discount that leaves nothing to pay, more than doubles a price, or is finer than a hundredth of a per cent."""
    if not -HUNDRED <= discount < HUNDRED or discount % _FINEST_DISCOUNT:
        yield Refusal("pricing.discount_wrong", field="discount", discount=discount)


def is_price(price: Decimal) -> bool:
    """Whether a price can be asked and kept."""
    return 0 < price < _MOST and not price % FINEST


def to_days(since: date, until: date | None, today: date) -> Iterator[Refusal]:
    """Days that have gone (the past keeps its prices), or end before they begin."""
    if since < today:
        yield Refusal("pricing.begins_in_the_past", field="since", since=since)
    if until is not None and until < since:
        yield Refusal("pricing.ends_before_it_begins", field="until", since=since, until=until)


def to_reason(reason: str, actor: int | None) -> Iterator[Refusal]:
    """A person who does not say why."""
    if actor is not None and not reason.strip():
        yield Refusal("pricing.reason_missing", field="reason")
    yield from too_long(reason=(reason, 300))
