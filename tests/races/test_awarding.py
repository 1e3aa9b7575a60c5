"""Two purchasers award the same line at once, and two workers count the same receipt: each happens once."""

from datetime import timedelta

import pytest
from django.db import IntegrityError
from django.utils import timezone

from optom.base.sql import statements
from optom.domain.bargaining import actions, awarding, saving
from optom.domain.bargaining.models import AskedLine, Award, Realised, Request, Saving
from optom.domain.bargaining.rules import Won
from optom.domain.purchasing.models import SupplierLine, SupplierOrder
from optom.domain.stock.models import Arrival, Move
from optom.domain.suppliers.models import Feed, Offer, Supplier, Terms
from tests.domain.bargaining.asking import Bargain
from tests.domain.shipping.deliveries import Delivery
from tests.races.together import met_after_reading, met_after_running, refusals, together
from tests.trade import dec

pytestmark = pytest.mark.django_db(transaction=True)
SQL = statements("optom.domain.bargaining")


@pytest.fixture
def bargain(delivery: Delivery) -> Bargain:
    """Near and Far have quoted a bearing."""
    made = Bargain(delivery.firm, delivery.firm.person("paula", "purchaser"), timezone.now())
    product = delivery.firm.product("6204")
    made.ask({product: 5}, "Близкий", "Далёкий")
    for name, price in (("Близкий", "97"), ("Далёкий", "90")):
        made.answer(name, {product: price})
    return made


def both_award(bargain: Bargain) -> list[object]:
    product = AskedLine.objects.get().product_id
    quoted = [bargain.quoted(name, product) for name in ("Близкий", "Далёкий")]
    return together(*(lambda one=one: bargain.award(one) for one in quoted))


def test_without_the_lock_the_second_award_breaks_in_the_database(
    bargain: Bargain, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(awarding, "locked", lambda number: Request.objects.get(pk=number))
    met_after_reading(monkeypatch, SQL, "quoted_to_award")
    answers = both_award(bargain)
    assert [type(one) for one in answers if isinstance(one, Exception)] == [IntegrityError], "the harm"


def test_who_awards_second_is_told_that_it_is_awarded(bargain: Bargain, monkeypatch: pytest.MonkeyPatch) -> None:
    met_after_reading(monkeypatch, SQL, "quoted_to_award")
    assert refusals(both_award(bargain)) == ["bargaining.awarded_already"]
    assert Award.objects.count() == 1


@pytest.fixture
def come(delivery: Delivery) -> None:
    """Thirty of what was won at 90 instead of 100 have come."""
    at, product = timezone.now() - timedelta(days=1), delivery.firm.product("6205")
    supplier = Supplier.objects.create(name="Далёкий", sort_key="")
    feed = Feed.objects.create(supplier=supplier, name="")
    offer = Offer.objects.create(supplier=supplier, feed=feed, number="1", product_id=product, matched="hand")
    Terms.objects.create(offer=offer, price=90, currency="RUB", with_vat=False, since=at)
    paula = delivery.firm.person("paula", "purchaser")
    until = (at + timedelta(days=90)).date()
    Saving.objects.create(
        at=at, kind=Won.OFFER, product_id=product, supplier=supplier, person_id=paula, baseline=100, won=90,
        counts_from=at, until=until, offer=offer,
    )  # fmt: skip
    order = SupplierOrder.objects.create(
        supplier=supplier, warehouse_id=delivery.firm.moscow, state="confirmed", created_at=timezone.now()
    )
    arrival = Arrival.objects.create(
        product_id=product, warehouse_id=delivery.firm.moscow, expected_on=until, quantity=30, received=30
    )
    SupplierLine.objects.create(
        order=order, position=1, product_id=product, offer=offer, quantity=30, price=90, currency="RUB", with_vat=False,
        landed=90, confirmed=30, confirmed_price=90, expected_on=until, arrival=arrival,
    )  # fmt: skip
    Move.objects.create(
        at=timezone.now(), product_id=product, warehouse_id=delivery.firm.moscow, quantity=30, kind="receipt",
        subject=f"arrival:{arrival.pk}",
    )  # fmt: skip


def both_count() -> list[object]:
    return together(*(lambda: actions.realise(at=timezone.now()) for _worker in range(2)))


@pytest.mark.usefixtures("come")
def test_without_the_turn_a_receipt_is_counted_by_both(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(saving, "one_at_a_time", lambda *_given: None)
    met_after_running(monkeypatch, SQL, "realise")
    answers = both_count()
    assert [type(one) for one in answers if isinstance(one, Exception)] == [IntegrityError], "the harm"


@pytest.mark.usefixtures("come")
def test_who_counts_second_finds_nothing_left(monkeypatch: pytest.MonkeyPatch) -> None:
    met_after_running(monkeypatch, SQL, "realise")
    assert sorted(str(one) for one in both_count()) == ["0", "1"]
    assert Realised.objects.get().amount == dec(300)
