"""Two purchasers who order what is short at once, or say what becomes of one line: it happens once."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from optom.base.business_day import business_day
from optom.base.sql import statements
from optom.domain.journal.models import Entry
from optom.domain.purchasing import actions, deciding, needing
from optom.domain.purchasing.models import SupplierLine
from optom.domain.stock.models import Arrival
from optom.domain.suppliers.models import Feed, Offer, Supplier, Terms
from tests.domain.shipping.deliveries import Delivery
from tests.races.together import met_after_running, refusals, together
from tests.trade import dec

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def short(delivery: Delivery) -> None:
    """Ten of a bearing are short, and somebody offers it."""
    product = delivery.firm.product("6204")
    supplier = Supplier.objects.create(name="Опора", sort_key="")
    feed = Feed.objects.create(supplier=supplier, name="")
    offer = Offer.objects.create(supplier=supplier, feed=feed, number="1", product_id=product, matched="hand")
    Terms.objects.create(offer=offer, price=100, currency="RUB", with_vat=False, since=delivery.at)
    anna = delivery.firm.person("anna", "purchaser")
    actions.keep_at_least(products=[product], quantity=dec(10), actor=anna, at=delivery.at)
    actions.measure_needs(at=delivery.at)


def both(delivery: Delivery) -> list[str]:
    who = [delivery.firm.person(name, "purchaser") for name in ("paula", "peter")]
    return refusals(together(*(lambda one=one: order(delivery, one, delivery.at) for one in who)))


def order(delivery: Delivery, actor: int, at: datetime) -> None:
    actions.order_needs(warehouse=delivery.firm.moscow, actor=actor, at=at)


@pytest.mark.usefixtures("short")
def test_without_the_turn_it_is_ordered_twice(delivery: Delivery, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(needing, "one_at_a_time", lambda *_given, **_more: None)
    met_after_running(monkeypatch, statements("optom.domain.purchasing"), "take_needs")

    assert both(delivery) == []
    assert [one.quantity for one in SupplierLine.objects.all()] == [10, 10], "the harm"


@pytest.mark.usefixtures("short")
def test_who_comes_second_finds_nothing_short(delivery: Delivery, monkeypatch: pytest.MonkeyPatch) -> None:
    met_after_running(monkeypatch, statements("optom.domain.purchasing"), "take_needs")

    assert both(delivery) == ["purchasing.nothing_to_order"]
    assert SupplierLine.objects.get().quantity == 10


@pytest.fixture
def doubted(delivery: Delivery, short: None) -> SupplierLine:
    """It was confirmed at a price beyond what goes on by itself."""
    del short
    anna, at = delivery.firm.person("nina", "purchaser"), delivery.at
    [made] = actions.order_needs(warehouse=delivery.firm.moscow, actor=anna, at=at)
    actions.send(order=made.order, actor=anna, at=at)
    line = SupplierLine.objects.get()
    said = actions.Confirmed(line.pk, dec(10), dec(150), business_day(at) + timedelta(days=3))
    actions.confirm(order=made.order, lines=[said], actor=anna, at=at)
    return line


def decided(delivery: Delivery, line: SupplierLine) -> list[str]:
    """One accepts it, the other drops it, at once."""
    who = [delivery.firm.person(name, "purchaser") for name in ("paula", "peter")]
    act: dict[str, Any] = {"order": line.order_id, "lines": [line.pk], "reason": "Так", "at": delivery.at}
    deeds = (actions.accept_lines, actions.drop_lines)
    return refusals(
        together(*(lambda deed=deed, one=one: deed(actor=one, **act) for deed, one in zip(deeds, who, strict=True)))
    )


def test_without_the_lock_a_line_is_accepted_and_dropped(
    delivery: Delivery, doubted: SupplierLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deciding, "locked", lambda *_given, **_more: None)
    met_after_running(monkeypatch, statements("optom.domain.purchasing"), "doubted_lines")

    assert decided(delivery, doubted) == []
    said = set(Entry.objects.filter(act__startswith="purchasing.").values_list("act", flat=True))
    assert said >= {"purchasing.accept_lines", "purchasing.drop_lines"}, "it comes and it does not: the harm"


def test_one_word_becomes_of_a_line(delivery: Delivery, doubted: SupplierLine, monkeypatch: pytest.MonkeyPatch) -> None:
    met_after_running(monkeypatch, statements("optom.domain.purchasing"), "doubted_lines")

    assert decided(delivery, doubted) == ["purchasing.not_doubted"]
    comes = bool(SupplierLine.objects.get().confirmed)
    assert Arrival.objects.exists() == comes
