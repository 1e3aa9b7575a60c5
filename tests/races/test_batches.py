"""Goods of one batch leave for two buyers at the same moment: each piece is of one batch, and of one buyer."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction

from optom.domain.orders.models import Line
from optom.domain.shipping.models import Shipment
from optom.domain.stock import actions as stock
from optom.domain.stock import batches
from optom.domain.stock.models import Balance, Batch, BatchMove
from tests.books import all_books
from tests.domain.shipping.deliveries import Delivery
from tests.races.together import met_after_running, refusals, together
from tests.trade import dec

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def bearing(delivery: Delivery) -> int:
    """Four of an old batch, ten of a new one."""
    made = delivery.firm.product("6204", price=10)
    for quantity in (4, 10):
        arrival = delivery.firm.arrival(made, quantity, delivery.at.date())
        stock.receive(arrival=arrival, quantity=dec(quantity), origin=None, at=delivery.at)
    return made


def asked(buyer: Delivery, bearing: int) -> int:
    [line] = buyer.order((bearing, 4))
    return buyer.request((line, 4))[0]


def taken_of(bearing: int, owner: int, place: int) -> Callable[[], None]:
    """Four leave, without a lock of their balance."""
    left = [batches.Leaving(owner, bearing, place, dec(4))]

    def take() -> None:
        with transaction.atomic():
            batches.take_batches(left=left, named=(), at=Batch.objects.latest("id").at, subject=f"shipment:{owner}")

    return take


def test_without_the_lock_of_the_balance_both_take_the_same_batch(
    delivery: Delivery, bearing: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    Balance.objects.update(on_hand=10)  # as each finds it, who knows only of himself
    met_after_running(monkeypatch, batches._sql, "take_batches")

    answers = together(*(taken_of(bearing, owner, delivery.firm.moscow) for owner in (1, 2)))

    assert refusals(answers) == ["IntegrityError"], "the harm: only a constraint keeps four from being eight"


def test_two_dispatches_over_one_batch(
    delivery: Delivery, bob: Delivery, bearing: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = [(buyer, asked(buyer, bearing)) for buyer in (delivery, bob)]
    met_after_running(monkeypatch, batches._sql, "take_batches")

    answers: list[Any] = together(*(lambda one=one: one[0].dispatch(one[1]) for one in wanted))

    assert refusals(answers) == []
    assert Shipment.objects.filter(state="dispatched").count() == 2
    old, new = Batch.objects.order_by("id")
    taken = list(BatchMove.objects.filter(quantity__lt=0).order_by("batch").values_list("batch", "quantity"))
    assert taken == [(old.pk, -4), (new.pk, -4)]
    assert set(BatchMove.objects.filter(quantity__lt=0).values_list("owner", flat=True)) == set(
        Line.objects.values_list("id", flat=True)
    )
    assert all_books() == []
