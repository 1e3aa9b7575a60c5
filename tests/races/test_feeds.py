"""Suppliers' lists come while buyers order: neither waits for the other, however many offers a list changes."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction

from optom.base.sql import execute
from optom.domain.orders import actions as orders
from optom.domain.orders.models import Order
from optom.domain.orders.rules import OrderLine
from optom.domain.suppliers import actions, offering, running, turns
from optom.domain.suppliers.models import Feed, FeedRun, Offer, Supplier, Terms
from tests.domain.shipping.deliveries import Delivery
from tests.races.together import Meanwhile, refusals, together
from tests.trade import dec

pytestmark = pytest.mark.django_db(transaction=True)
LIST = "Код;Артикул;Бренд;Цена;Остаток\n1;6204;SKF;{price};5\n"


@pytest.fixture
def run(delivery: Delivery, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], FeedRun]:
    """A list of the supplier's comes; the first one has been accepted."""
    monkeypatch.setattr(settings, "OPTOM_FILES", tmp_path)
    buyer = delivery.firm.person("anna", "purchaser")
    feed = Feed.objects.create(supplier=Supplier.objects.create(name="Вега", sort_key=""), name="Прайс")

    def come(price: str) -> FeedRun:
        path = tmp_path / "list.csv"
        path.write_text(LIST.format(price=price), encoding="utf-8")
        key = actions.receive(feed=feed.pk, path=path, name=path.name, actor=buyer, at=delivery.at)
        running.work(run=key, at=delivery.at)
        return FeedRun.objects.get(pk=key)

    actions.accept(run=come("100").pk, actor=buyer, at=delivery.at)
    running.work(run=FeedRun.objects.get().pk, at=delivery.at)
    return come


def ordered_amid(
    delivery: Delivery, product: int, run: Callable[[str], FeedRun], patch: pytest.MonkeyPatch
) -> list[str]:
    """What came first: the order that a buyer places while a list is being let in, or the end of the list."""
    log: list[str] = []

    def order() -> None:
        lines = [OrderLine(product, dec(1))]
        orders.place(contract=delivery.contract, lines=lines, key="a", actor=delivery.alice, at=delivery.at)
        log.append("ordered")

    meanwhile, tell = Meanwhile(order), offering.tell
    patch.setattr(offering, "let_in", meanwhile.after(offering.let_in))

    def ends(run: FeedRun, judged: offering.Judged) -> None:
        log.append("let in")
        tell(run, judged)

    patch.setattr(offering, "tell", ends)
    assert run("110").state == "applied"
    assert meanwhile.answer() is None
    assert Order.objects.count() == 1
    return log


def test_a_list_that_locked_the_goods_would_hold_up_who_orders_them(
    delivery: Delivery, run: Callable[[str], FeedRun], monkeypatch: pytest.MonkeyPatch
) -> None:
    product, let_in = delivery.firm.product("6204", price=100, on_hand=5), offering.let_in

    def locking(*given: object, **named: object) -> int:
        execute("select id from catalog_product for update", {})
        execute("select * from stock_balance for update", {})
        return let_in(*given, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(offering, "let_in", locking)
    assert ordered_amid(delivery, product, run, monkeypatch) == ["let in", "ordered"], "the harm"


def test_a_buyer_orders_while_a_list_is_let_in(
    delivery: Delivery, run: Callable[[str], FeedRun], monkeypatch: pytest.MonkeyPatch
) -> None:
    product = delivery.firm.product("6204", price=100, on_hand=5)
    assert Offer.objects.count() == 1
    assert ordered_amid(delivery, product, run, monkeypatch) == ["ordered", "let in"]


def test_what_a_pack_holds_is_said_after_the_list_that_is_being_run_not_lost_in_it(
    delivery: Delivery, run: Callable[[str], FeedRun], monkeypatch: pytest.MonkeyPatch
) -> None:
    offer, buyer = Offer.objects.get().pk, delivery.firm.person("boris", "purchaser")
    said = Meanwhile(lambda: actions.set_factors(factors={offer: dec(10)}, actor=buyer, at=delivery.at))
    monkeypatch.setattr(offering, "stage", said.after(offering.stage))
    assert run("110").state == "applied"
    assert said.answer() is None
    stands = Terms.objects.get()
    assert (stands.price, stands.stock, stands.factor) == (11, 50, 10)


def test_who_would_wait_long_for_a_list_is_refused(
    delivery: Delivery, run: Callable[[str], FeedRun], monkeypatch: pytest.MonkeyPatch
) -> None:
    del run
    monkeypatch.setattr(turns, "PATIENCE", "100ms")
    offer, buyer = Offer.objects.get(), delivery.firm.person("boris", "purchaser")
    told: dict[str, Any] = {"actor": buyer, "at": delivery.at}
    with transaction.atomic():
        turns.take_turn(offer.supplier_id)
        answers = together(
            lambda: actions.set_factors(factors={offer.pk: dec(10)}, **told),
            lambda: actions.decide_held(offers=[offer.pk], believed=True, **told),
        )
    assert refusals(answers) == ["suppliers.busy"] * 2
