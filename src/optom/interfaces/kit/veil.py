"""What of a "no" is not for everybody: reasons whose facts are debts and limits, for whom money is not to be seen.

Every refusal with a sum is named in one of three lists here; a test walks them all.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar

from optom.base.refusal import Refusal, reasons_of

# What the firm lets the company owe and hold, and what it owes and holds: what is said instead.
OF_MONEY: Mapping[str, Refusal] = {
    "credit.direction_exceeds_debt": Refusal("credit.ask_colleague"),
    "credit.direction_exceeds_payment": Refusal("credit.ask_colleague"),
    "credit.exceeded": Refusal("credit.ask_colleague"),
    "credit.overdue": Refusal("credit.ask_colleague"),
    "reconciliation.balance_changed": Refusal("credit.ask_colleague"),
    "orders.reservation_limit": Refusal("orders.ask_colleague"),
    "shipping.too_little_fits": Refusal("credit.ask_colleague"),
}
# What goods cost whoever orders or ships them, the least that the terms ask of him, and the bounds of his own word.
OF_GOODS = frozenset(
    {
        "orders.below_minimum",
        "orders.asked_over_month_limit",
        "orders.asked_over_order_limit",
        "orders.more_over_budget",
        "orders.more_over_company_sum",
        "orders.more_over_month_limit",
        "orders.more_over_order_limit",
        "orders.over_budget",
        "orders.over_company_sum",
        "orders.over_month_limit",
        "orders.over_order_limit",
        "orders.total_moved",
        "orders.total_rose",
        "quotes.moved",
        "shipping.below_minimum",
    }
)
# What only desks of our own are told: finance, which sees all money, and who buys from suppliers.
OF_BANKS = frozenset({"bank.document_twin", "purchasing.below_minimum"})
_hidden: ContextVar[Mapping[str, Refusal]] = ContextVar("hidden", default={})  # noqa: B039 -- it is never written to


@contextmanager
def veiled(instead: Mapping[str, Refusal]) -> Iterator[None]:
    """Inside the block reasons of these codes say only that they are, and who is told more, whoever words them."""
    before = _hidden.set(instead)
    try:
        yield
    finally:
        _hidden.reset(before)


def unveiled(refusal: Refusal) -> Sequence[Refusal]:
    """The reasons as they may be told here; those that are told alike are told once."""
    veils = _hidden.get()
    reasons = [veils.get(reason.code, reason) for reason in reasons_of(refusal)]
    return [one for place, one in enumerate(reasons) if one not in veils.values() or one not in reasons[:place]]
