"""Where a "no" about a price, goods or a limit is explained: the page of that very thing."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.urls import reverse

from optom.base.refusal import Refusal

_OF_PRODUCT = {
    "orders.no_price": "kit:why",
    "orders.not_multiple": "kit:why-goods",
    "orders.part_of_pack": "kit:why-goods",
    "orders.not_enough": "kit:why-goods",
}
_OF_LIMIT = frozenset({"credit.exceeded", "credit.overdue", "orders.reservation_limit"})
_contract: ContextVar[int | None] = ContextVar("contract", default=None)


@contextmanager
def about(contract: int) -> Iterator[None]:
    """Inside the block a "no" is one about this contract."""
    before = _contract.set(contract)
    try:
        yield
    finally:
        _contract.reset(before)


def why_of(reason: Refusal) -> str | None:
    """The address of the page that explains the reason; None where there is none, or no contract is spoken of."""
    contract, product = _contract.get(), reason.facts.get("product")
    if contract is None:
        return None
    if reason.code in _OF_LIMIT:
        return reverse("kit:why-limit", args=[contract])
    if reason.code in _OF_PRODUCT and product is not None:
        quantity = reason.facts.get("quantity")
        asked = f"?quantity={quantity:f}" if quantity else ""
        return reverse(_OF_PRODUCT[reason.code], args=[contract, product]) + asked
    return None
