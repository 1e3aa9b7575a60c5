"""Whatever buyer, warehouse and finance do in whatever order, the books agree and no limit is overrun."""

import random

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from optom.base.refusal import Refusal
from optom.domain.companies.models import Terms
from optom.domain.orders import actions as orders
from optom.domain.shipping import actions as shipping
from optom.domain.shipping import queries as shipments
from tests.books import all_books
from tests.domain.shipping.deliveries import Delivery
from tests.trade import dec

ACTS = ("request", "request", "dispatch", "dispatch short", "cancel", "pay", "release")


@pytest.fixture
def ordered(delivery: Delivery) -> list[int]:
    """Three lines over two warehouses, at prices that leave kopecks over; a limit that is soon reached."""
    Terms.objects.filter(contract_id=delivery.contract).update(credit_limit=dec(400), deferral_days=14)
    firm = delivery.firm
    products = [
        firm.product("6204", price="9.99", on_hand=7, kazan=13),
        firm.product("6205", price="0.07", on_hand=40),
        firm.product("6206", price="33.33", on_hand=5, kazan=5),
    ]
    return delivery.order(*zip(products, (20, 40, 10), strict=True))


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(story=st.lists(st.sampled_from(ACTS), min_size=3, max_size=14), seed=st.integers(0, 2**16))
def test_after_any_story_the_books_agree(delivery: Delivery, ordered: list[int], story: list[str], seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 -- a story, no secret
    with transaction.atomic():
        for act in story:
            try:
                _live(delivery, ordered, act, chance)
            except Refusal:
                continue
            assert delivery.account.headroom >= 0, "no limit is overrun"
        assert all_books() == []
        transaction.set_rollback(True)


def _live(delivery: Delivery, ordered: list[int], act: str, chance: random.Random) -> None:
    under_way = [row.id for row in shipments.to_pick().all()]
    if act == "request":
        delivery.request(*((line, chance.randint(1, 8)) for line in chance.sample(ordered, chance.randint(1, 3))))
    elif act == "pay":
        delivery.pay(dec(chance.randint(1, 30_000)) / 100)
    elif act == "release":
        quantities = {chance.choice(ordered): dec(chance.randint(1, 5))}
        orders.release(contract=delivery.contract, quantities=quantities, actor=delivery.alice, at=delivery.at)
    elif under_way:
        _finish(delivery, chance.choice(under_way), act, chance)


def _finish(delivery: Delivery, shipment: int, act: str, chance: random.Random) -> None:
    if act == "cancel":
        shipping.cancel(shipment=shipment, actor=delivery.alice, at=delivery.at)
    elif act == "dispatch":
        delivery.dispatch(shipment)
    else:
        lines = shipments.lines(shipment)
        delivery.dispatch(shipment, {line.line: chance.randint(0, int(line.quantity)) for line in lines})
