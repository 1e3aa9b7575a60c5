"""Suppliers' lists come while buyers order: neither waits for the other, however many offers a list changes."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import partial
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from django.conf import settings
from django.db import connection, transaction

from optom.base.sql import execute
from optom.domain.orders import actions as orders
from optom.domain.orders.models import Order
from optom.domain.orders.rules import OrderLine
from optom.domain.suppliers import actions, offering, running, turns
from optom.domain.suppliers.models import Feed, FeedRun, Offer, Supplier, Terms
from tests.domain.shipping.deliveries import Delivery
from tests.races.together import HUNG_SECONDS, Meanwhile, met_after, refusals, together
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


@dataclass(slots=True)
class Lists:
    """Lists of several suppliers, who all have the same bearing at the same price."""

    feeds: list[Feed]
    buyer: int
    folder: Path
    at: datetime

    def come(self, price: str) -> list[int]:
        """One of each supplier; they wait to be run."""
        path = self.folder / "list.csv"
        path.write_text(LIST.format(price=price) + f"2;6205;SKF;{price};5\n", encoding="utf-8")
        told: dict[str, Any] = {"path": path, "name": path.name, "actor": self.buyer, "at": self.at}
        return [actions.receive(feed=feed.pk, **told) for feed in self.feeds]

    def work(self, run: int) -> None:
        running.work(run=run, at=self.at)


@pytest.fixture
def lists(delivery: Delivery, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Lists:
    """The first of each has been accepted."""
    monkeypatch.setattr(settings, "OPTOM_FILES", tmp_path)
    buyer = delivery.firm.person("anna", "purchaser")
    suppliers = [Supplier.objects.create(name=name, sort_key="") for name in ("Вега", "Орион", "Лира")]
    made = Lists([Feed.objects.create(supplier=one, name="Прайс") for one in suppliers], buyer, tmp_path, delivery.at)
    for run in made.come("100"):
        made.work(run)
        actions.accept(run=run, actor=buyer, at=made.at)
        made.work(run)
    return made


def ends_of_two(lists: Lists, patch: pytest.MonkeyPatch) -> list[str]:
    """In which order two suppliers' lists are in and at their ends, when both come at once."""
    log: list[str] = []
    let_in, tell = offering.let_in, offering.tell

    def noted(*given: Any, **named: Any) -> int:
        answer = let_in(*given, **named)
        log.append("in")
        return answer

    def ends(run: FeedRun, judged: offering.Judged) -> None:
        log.append("end")
        tell(run, judged)

    patch.setattr(offering, "let_in", met_after(noted))
    patch.setattr(offering, "tell", met_after(ends))
    first, second, _third = lists.come("110")
    assert together(lambda: lists.work(first), lambda: lists.work(second)) == [None, None]
    return log


def test_lists_that_took_one_turn_for_all_suppliers_would_wait_for_each_other(
    lists: Lists, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turns, "_name", lambda _supplier: "suppliers.all")
    assert ends_of_two(lists, monkeypatch) == ["in", "end", "in", "end"], "the harm"


def test_lists_of_several_suppliers_do_not_wait_for_each_other(lists: Lists, monkeypatch: pytest.MonkeyPatch) -> None:
    assert ends_of_two(lists, monkeypatch) == ["in", "in", "end", "end"]


def prices_amid(lists: Lists, order: Callable[[], Any], patch: pytest.MonkeyPatch) -> tuple[set[Decimal], Any]:
    """Which prices a reader sees when the lists of all suppliers are in and none has ended, and what he answers who
    orders then.
    """
    gate, let_in = Barrier(len(lists.feeds) + 1), offering.let_in

    def stopped(*given: Any, **named: Any) -> int:
        answer = let_in(*given, **named)
        gate.wait(HUNG_SECONDS)
        gate.wait(HUNG_SECONDS)
        return answer

    def look() -> tuple[set[Decimal], Any]:
        gate.wait(HUNG_SECONDS)
        seen = prices(), order()
        gate.wait(HUNG_SECONDS)
        return seen

    patch.setattr(offering, "let_in", stopped)
    *_, (seen, answer) = together(*(partial(lists.work, run) for run in lists.come("110")), look)
    return seen, answer


def prices() -> set[Decimal]:
    return set(Terms.objects.values_list("price", flat=True))


def test_a_list_that_committed_before_its_end_would_be_seen_in_part(
    lists: Lists, monkeypatch: pytest.MonkeyPatch
) -> None:
    let_in = offering.let_in

    def committing(*given: Any, **named: Any) -> int:
        answer = let_in(*given, **named)
        connection.connection.commit()
        return answer

    monkeypatch.setattr(offering, "let_in", committing)
    assert prices_amid(lists, lambda: None, monkeypatch) == ({dec(110)}, None), "the harm: their files still wait"
    assert set(FeedRun.objects.filter(pk__in=waiting()).values_list("state", flat=True)) == {"waiting"}


def waiting() -> list[int]:
    return list(FeedRun.objects.order_by("-pk").values_list("pk", flat=True)[:3])


def test_several_lists_at_once_are_seen_whole_or_not_and_a_buyer_orders_amid_them(
    delivery: Delivery, lists: Lists, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = [OrderLine(delivery.firm.product("6204", price=100, on_hand=5), dec(1))]
    told: dict[str, Any] = {"contract": delivery.contract, "actor": delivery.alice, "at": delivery.at}
    seen, placed = prices_amid(lists, lambda: orders.place(lines=lines, key="a", **told), monkeypatch)
    assert (seen, Order.objects.get().pk) == ({dec(100)}, placed.order)
    assert (prices(), Terms.objects.count()) == ({dec(110)}, 6)
    assert set(FeedRun.objects.values_list("state", flat=True)) == {"applied"}
