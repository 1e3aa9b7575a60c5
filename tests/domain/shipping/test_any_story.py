"""Whatever buyer, warehouse and finance do in whatever order, the books agree and no limit is overrun."""

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from optom.base.business_day import business_day
from optom.base.refusal import Refusal
from optom.domain.billing import queries as billing
from optom.domain.companies.models import Company, Seller, Terms
from optom.domain.credit import queries as credit
from optom.domain.journal import actions as journal
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
    issues_upds(delivery)
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
    began, seen = delivery.at, {}
    with transaction.atomic():
        for act in story:
            delivery.at += timedelta(hours=chance.choice((0, 1, 30, 400)))
            try:
                _live(delivery, ordered, act, chance)
            except Refusal:
                continue
            seen[delivery.at] = _money(delivery)
            assert delivery.account.headroom >= 0, "no limit is overrun"
        journal.deliver(at=delivery.at, limit=1000)
        assert billing.late(delivery.at + timedelta(days=1)) == [], "whatever left has its UPD"
        assert all_books() == [], "among them: VAT of lines = VAT of UPDs, UPDs = ledger"
        for moment, then in seen.items():
            assert _money_then(delivery, moment) == then
        delivery.at = began
        transaction.set_rollback(True)


def issues_upds(delivery: Delivery) -> None:
    """Both sides have all that an UPD needs."""
    said = {"papers": "both", "director": "Романов Алексей Николаевич", "legal_address": "Москва, Рабочая, 7"}
    Seller.objects.filter(pk=delivery.firm.seller).update(**said)
    Company.objects.update(legal_address="Казань, Складская, 2")


def _money(delivery: Delivery) -> tuple[object, ...]:
    """The limit as everybody sees it now, with the papers that are not settled."""
    room = credit.headroom(delivery.contract, delivery.at)
    items = credit.open_items(delivery.contract, business_day(delivery.at))
    return room, _unnamed(items), room.debt, room.committed


def _money_then(delivery: Delivery, at: datetime) -> tuple[object, ...]:
    """The same told of a moment that has passed; the papers behind each figure make the figure."""
    papers = credit.open_then(contract=delivery.contract, at=at).all()
    asked = shipments.asked_then(contract=delivery.contract, at=at)
    room = credit.headroom_then(delivery.contract, at)
    return room, _unnamed(papers), sum(one.open for one in papers), sum(one.sum for one in asked)


def _unnamed(items: Sequence[credit.OpenItemRow]) -> list[credit.OpenItemRow]:
    """What a debt is called now it is called in its past as well: its UPD comes after it."""
    return [replace(one, title="", paper=None, paper_kind=None, paper_number=None) for one in items]


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
