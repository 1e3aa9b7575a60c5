"""Any mix of payments, dispatches and payments taken back: VAT of lines = VAT of papers, nothing is offset twice."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

if TYPE_CHECKING:
    from tests.domain.shipping.deliveries import Delivery

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
_sum = some.integers(1, 60_000)
STEPS = some.one_of(
    some.tuples(some.just("pay"), _sum),
    some.tuples(some.just("ship"), some.integers(1, 9), some.integers(1, 9)),
    some.tuples(some.just("sleep"), some.integers(1, 5)),
    some.tuples(some.just("ship"), some.integers(1, 9), some.integers(1, 9)),
    some.tuples(some.just("sleep"), some.integers(4, 6)),
    some.tuples(some.just("reverse"), some.integers(0, 9)),
)


class Teller:
    """Mechanic pays and takes goods, in whole or in part; the worker comes at night and hears what has left."""

    def __init__(self, at: datetime, *, which: str) -> None:
        from tests.domain.billing.paid_ahead import advances  # noqa: PLC0415 -- only now does Django know its settings
        from tests.domain.billing.test_upd import complete  # noqa: PLC0415
        from tests.domain.shipping.deliveries import Delivery  # noqa: PLC0415
        from tests.trade import found_firm  # noqa: PLC0415

        firm = found_firm(at - 30 * DAY)
        alice, self.fiona = firm.person("alice"), firm.person("fiona", "finance")
        contract = firm.client("Механик", "7700000009", alice, deferral_days=365)
        complete(firm, contract)
        advances(firm, which)
        self.delivery: Delivery = Delivery(firm, contract, alice, firm.person("walter", "warehouse"), at)
        self.bearings = [
            firm.product("6204", price="33.33", on_hand=500),
            firm.product("6205", price="0.35", on_hand=500),
        ]
        self.payments: list[int] = []

    def pay(self, kopecks: int) -> None:
        self.payments.append(self.delivery.pay(Decimal(kopecks) / 100))

    def ship(self, ordered: int, left: int) -> None:
        """The first of an order leaves in part, the second whole."""
        first, second = self.delivery.order(*((bearing, ordered) for bearing in self.bearings))
        [shipment] = self.delivery.request((first, min(left, ordered)), (second, ordered))
        self.delivery.dispatch(shipment)

    def sleep(self, days: int) -> None:
        from tests.domain.billing.paid_ahead import days_pass  # noqa: PLC0415

        days_pass(self.delivery, days)

    def reverse(self, which: int) -> None:
        from optom.domain.credit import actions as credit  # noqa: PLC0415

        if self.payments:
            payment = self.payments.pop(which % len(self.payments))
            told: dict[str, Any] = {"reason": "не наша", "actor": self.fiona, "at": self.delivery.at}
            credit.reverse_payments(payments=[payment], **told)

    def compare(self) -> None:
        """Every figure once more from what it is made of, and the books of every room."""
        from optom.domain.billing import queries as billing  # noqa: PLC0415
        from optom.domain.billing.models import AdvanceOffset, Upd  # noqa: PLC0415
        from optom.domain.documents.models import Paper  # noqa: PLC0415
        from tests.books import all_books  # noqa: PLC0415

        for paper in Paper.objects.filter(kind__in=("upd", "advance_invoice")):
            said = [_sum_of(line["vat"]) for line in paper.payload["items"]]
            assert sum(said) == _sum_of(paper.payload["totals"]["vat"])
        assert Upd.objects.filter(paper=None).count() == 0
        for one in billing.advances().all():
            parts = list(AdvanceOffset.objects.filter(invoice=one.id).values_list("amount", "vat"))
            assert sum(amount for amount, _vat in parts) == one.offset_sum <= one.sum
            assert sum(vat for _amount, vat in parts) == one.offset_vat <= one.vat
            assert (one.offset_vat == one.vat) or one.offset_sum < one.sum
        assert billing.late(self.delivery.at + DAY) == []
        assert all_books() == []


def _sum_of(printed: str) -> Decimal:
    from optom.base.printed_numbers import exact  # noqa: PLC0415

    return Decimal(exact(printed))


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=some.lists(STEPS, min_size=5, max_size=9), which=some.sampled_from(("lasting", "each")))
def test_the_tax_of_advances_comes_out_even(at: datetime, steps: list[tuple[Any, ...]], which: str) -> None:
    with transaction.atomic():
        teller = Teller(at, which=which)
        for act, *facts in steps:
            getattr(teller, act)(*facts)
        teller.sleep(1)
        teller.compare()
        transaction.set_rollback(True)
