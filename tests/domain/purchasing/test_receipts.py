"""What came against what was confirmed: short, over, damaged, another thing, another price."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from optom.base.refusal import Refusal, reasons_of
from optom.domain.costs.models import Figure
from optom.domain.orders.models import Line
from optom.domain.purchasing import actions, queries
from optom.domain.purchasing.actions import Agreed, Came, Instead
from optom.domain.purchasing.models import Need, Receipt, ReceiptLine, Reliability, SupplierLine
from optom.domain.stock.models import Arrival, Balance, Hold
from tests.books import all_books
from tests.statements import counted
from tests.trade import Firm, dec

from .buying import Buying, shown
from .test_best_offers import offer

pytestmark = pytest.mark.django_db


@pytest.fixture
def line(buying: Buying, bearing: int, contract: int, alice: int) -> SupplierLine:
    """Seven bearings for Alice, confirmed for the fifth day."""
    buying.ask(contract, alice, bearing, 7)
    [sent] = buying.send()
    buying.confirm((sent, 7, "100", 5))
    sent.refresh_from_db()
    return sent


def test_what_came_whole_is_held_on_hand_for_the_client(buying: Buying, line: SupplierLine) -> None:
    receipt = buying.receive(line.order_id, [Came(line.pk, dec(7), price=dec(98))], paper="УПД 15")
    hold = Hold.objects.get()
    assert (hold.arrival_id, hold.quantity, Balance.objects.get().on_hand) == (None, 7, 7)
    assert actions.tell_receipt_costs(receipt=receipt, at=buying.at) == 1
    assert Figure.objects.get(input__name="receipt_cost").amount == 98
    assert shown(queries.orders(), line.order_id).state == "received"


def test_what_lacks_is_awaited_where_that_is_agreed(buying: Buying, line: SupplierLine) -> None:
    buying.receive(line.order_id, [Came(line.pk, dec(4), damaged=dec(1))])
    assert (Arrival.objects.get().received, Line.objects.get().reserved) == (4, 7)
    row = shown(queries.lines(line.order_id), line.pk)
    assert (row.came, row.damaged, row.awaited) == (4, 1, 3)
    buying.receive(line.order_id, [Came(line.pk, dec(3))])
    assert shown(queries.orders(), line.order_id).state == "received"
    assert shown(queries.lines(line.order_id), line.pk).discrepancy == 0


def test_what_lacks_is_called_off_where_that_is_agreed(buying: Buying, line: SupplierLine) -> None:
    agreed = Agreed(awaits_rest=False)
    actions.agree(supplier=line.order.supplier_id, agreed=agreed, actor=buying.paula, at=buying.at)
    buying.receive(line.order_id, [Came(line.pk, dec(4))])
    assert Line.objects.get().reserved == 4, "Alice waits for three again"
    assert Need.objects.get().quantity == 3
    assert shown(queries.lines(line.order_id), line.pk).discrepancy == -3


def test_who_counts_may_say_otherwise(buying: Buying, line: SupplierLine) -> None:
    buying.receive(line.order_id, [Came(line.pk, dec(0))], awaits_rest=False)
    assert (Line.objects.get().reserved, Need.objects.get().quantity) == (0, 7)
    assert all_books() == []


def test_more_than_was_confirmed_is_free_stock(buying: Buying, line: SupplierLine) -> None:
    buying.receive(line.order_id, [Came(line.pk, dec(10))])
    balance = Balance.objects.get()
    assert (balance.on_hand, balance.held) == (10, 7)
    assert shown(queries.lines(line.order_id), line.pk).discrepancy == 3


def test_what_came_instead_is_stock_of_its_own(buying: Buying, line: SupplierLine) -> None:
    other = buying.firm.product("6204-2RS", price=220)
    instead = [Instead(line.pk, other, dec(2), dec(104))]
    receipt = buying.receive(line.order_id, [Came(line.pk, dec(5))], instead=instead)
    assert Balance.objects.get(product=other).on_hand == 2
    actions.tell_receipt_costs(receipt=receipt, at=buying.at)
    assert Figure.objects.get(input__name="receipt_cost", product=other).amount == 104
    assert all_books() == []
    with pytest.raises(Refusal, match=r"purchasing\.is_ordered"):
        buying.receive(line.order_id, [], instead=[Instead(line.pk, line.product_id, dec(2), dec(104))])


@pytest.mark.parametrize(
    ("came", "kept"),
    [
        ({"came": 7}, 100),
        ({"came": 6, "damaged": 1}, 0),
        ({"came": 7, "price": 101}, 0),
        ({"came": 7, "price": 99}, 100),
    ],
)
def test_a_suppliers_word_is_kept_when_all_came_sound_in_time_at_his_price(
    buying: Buying, line: SupplierLine, came: dict[str, int], kept: int
) -> None:
    buying.receive(line.order_id, [Came(line.pk, **{name: dec(number) for name, number in came.items()})])
    actions.measure_needs(at=buying.at + timedelta(days=7))
    assert Reliability.objects.get().percent == kept


def test_what_cannot_be_is_refused_together(buying: Buying, line: SupplierLine, alice: int) -> None:
    wrong = [Came(line.pk, dec(-1), damaged=dec(-1)), Came(line.pk, dec(1)), Came(0, dec(1))]
    with pytest.raises(Refusal) as refused:
        buying.receive(line.order_id, wrong)
    assert [one.code for one in reasons_of(refused.value)] == [
        "purchasing.out_of_bounds",
        "purchasing.out_of_bounds",
        "purchasing.named_twice",
        "purchasing.not_awaited",
    ]
    other = [Instead(line.pk, 1, dec(0), dec(0))]
    with pytest.raises(Refusal) as beside:
        buying.receive(line.order_id, [Came(line.pk, dec(1), price=dec(0))], instead=other)
    fields = [f"price-{line.pk}", f"quantity-{line.pk}", f"cost-{line.pk}"]
    assert [one.facts["field"] for one in reasons_of(beside.value)] == fields
    with pytest.raises(Refusal, match=r"stock\.arrival_moved"):
        buying.receive(line.order_id, [Came(line.pk, dec(1), still=dec(9))])
    with pytest.raises(Refusal, match=r"accounts\.may_not"):
        actions.receive(order=line.order_id, came=[Came(line.pk, dec(1))], actor=alice, at=buying.at)
    assert not ReceiptLine.objects.exists()


def _asked(buying: Buying, firm: Firm, contract: int, alice: int, many: int) -> None:
    """So many products, each waited for, offered by one supplier, and dearer by another."""
    for number in range(many):
        product = firm.product(f"{many}-{number}", price=200)
        offer(firm, product, f"Опора {many}", "100", with_vat=False, at=buying.at)
        offer(firm, product, "Дорогой", "109", with_vat=False, at=buying.at)
        buying.ask(contract, alice, product, 7, key=f"{many}-{number}")


def _doubted(buying: Buying, many: int) -> dict[str, Any]:
    """What was confirmed at half as much again, for somebody to decide of all of it."""
    lines = list(SupplierLine.objects.filter(product__article__startswith=f"{many}-").order_by("position"))
    buying.confirm(*((one, 7, "150", 5) for one in lines))
    keys = [one.pk for one in lines]
    return {"order": lines[0].order_id, "lines": keys, "reason": "Так", "actor": buying.paula, "at": buying.at}


@pytest.mark.parametrize("decide", [actions.accept_lines, actions.drop_lines, actions.move_lines])
def test_statements_do_not_grow_with_lines(
    buying: Buying, firm: Firm, contract: int, alice: int, decide: Callable[..., Any]
) -> None:
    counts = []
    for many in (1, 12):
        _asked(buying, firm, contract, alice, many)
        with counted() as ordering:
            actions.measure_needs(at=buying.at)
            made = actions.order_needs(warehouse=firm.moscow, actor=buying.paula, at=buying.at)
        for one in made:
            actions.send(order=one.order, actor=buying.paula, at=buying.at)
        act = _doubted(buying, many)
        with counted() as deciding:
            decide(**act)
        counts.append((len(ordering), len(deciding)))
    assert counts[0] == counts[1]


def test_statements_of_confirming_and_receiving_do_not_grow_with_lines(
    buying: Buying, firm: Firm, contract: int, alice: int
) -> None:
    counts = []
    for many in (1, 12):
        _asked(buying, firm, contract, alice, many)
        lines = [one for one in buying.send() if one.product.article.startswith(f"{many}-")]
        with counted() as confirming:
            buying.confirm(*((one, 7, "100", 5) for one in lines))
        with counted() as receiving:
            buying.receive(lines[0].order_id, [Came(one.pk, dec(5)) for one in lines], awaits_rest=False)
        counts.append((len(confirming), len(receiving)))
    assert counts[0] == counts[1]


def test_a_receipt_that_never_came_into_the_warehouse_is_told(buying: Buying, line: SupplierLine) -> None:
    receipt = Receipt.objects.create(order=line.order, at=buying.at)
    told = {"awaited": 7, "came": 7, "damaged": 0, "price": 100}
    ReceiptLine.objects.create(receipt=receipt, supplier_line=line, product=line.product, **told)
    [broken] = queries.broken_books()
    assert (broken.expected, broken.found) == ("7.000", "0")
