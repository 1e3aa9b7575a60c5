"""What stands beside a draft is what placing it does."""

from datetime import date, datetime, timedelta

import pytest

from optom.base.refusal import Refusal, reasons_of
from optom.domain.companies.models import Terms
from optom.domain.credit.models import Account
from optom.domain.orders import actions as orders
from optom.domain.orders import queries
from optom.domain.orders.models import Line, Order
from optom.domain.orders.rules import OrderLine
from optom.domain.stock.models import Balance
from tests.statements import counted
from tests.trade import Firm, dec


def lines(*wanted: tuple[int, object]) -> list[OrderLine]:
    return [OrderLine(product, dec(quantity)) for product, quantity in wanted]


def outlook(contract: int, actor: int, at: datetime, *wanted: tuple[int, object]) -> queries.Outlook:
    return queries.outlook(contract=contract, lines=lines(*wanted), actor=actor, at=at)


def test_each_source_tells_its_lines_its_date_and_its_sum(firm: Firm, contract: int, alice: int, at: datetime) -> None:
    bearing = firm.product("6204", price=100, on_hand=5, kazan=3)
    belt = firm.product("A-50", price="33.33", on_hand=100)
    firm.arrival(bearing, 10, date(2026, 12, 2))

    seen = outlook(contract, alice, at, (bearing, 20), (belt, 7))

    assert [(one.way, one.on, one.lines, one.parts, one.sum) for one in seen.portions] == [
        ("stock", None, 1, 1, dec("1033.31")),
        ("coming", date(2026, 12, 2), 0, 1, dec("1000.00")),
        ("waits", None, 0, 1, dec("200.00")),
    ]
    assert seen.first_until == at + timedelta(hours=72)
    assert seen.last_until == datetime(2026, 12, 5, tzinfo=at.tzinfo)
    assert seen.reasons == ()


def test_placing_does_what_the_outlook_says(firm: Firm, contract: int, alice: int, at: datetime) -> None:
    bearing = firm.product("6204", price=100, on_hand=5)
    belt = firm.product("A-50", price="33.33", on_hand=100)
    firm.arrival(bearing, 10, date(2026, 12, 2))
    before = outlook(contract, alice, at, (bearing, 20), (belt, 7))

    order = orders.place(
        contract=contract, lines=lines((bearing, 20), (belt, 7)), key="k", actor=alice, at=at, expected=before.total
    ).order

    assert Order.objects.get(pk=order).total == before.total
    assert Account.objects.get(contract_id=contract).reserved == before.held
    untils = Line.objects.filter(order_id=order).values_list("reserved_until", flat=True)
    assert (min(untils), max(untils)) == (before.first_until, before.last_until)  # type: ignore[type-var]


def test_looking_holds_nothing(firm: Firm, contract: int, alice: int, at: datetime) -> None:
    bearing = firm.product("6204", price=100, on_hand=5)

    outlook(contract, alice, at, (bearing, 5))

    assert Balance.objects.get(product_id=bearing).held == 0


def test_every_reason_is_told_beforehand_and_the_rest_is_summed(
    firm: Firm, contract: int, alice: int, at: datetime
) -> None:
    boxed = firm.product("6205", price=100, multiple=10)
    fine = firm.product("6206", price=100, on_hand=5)
    Terms.objects.filter(contract_id=contract).update(reservation_limit=dec(300))

    seen = outlook(contract, alice, at, (boxed, 15), (fine, 5))

    assert [reason.code for reason in seen.reasons] == ["orders.reservation_limit"]
    assert [reason.code for reason in seen.against] == ["orders.not_multiple"]
    assert (seen.unsold, seen.total, seen.held) == ((), dec("500.00"), dec("500.00"))


def test_what_the_contract_does_not_sell_is_named(firm: Firm, contract: int, alice: int, at: datetime) -> None:
    unpriced = firm.product("6206", on_hand=5)
    unseen = firm.product("X-1", price=1, group="Секретное")
    firm.deny(contract, group="Секретное")

    assert outlook(contract, alice, at, (unpriced, 1), (unseen, 1)).unsold == (unpriced, unseen)


def test_a_limit_counts_what_is_held_already(firm: Firm, contract: int, alice: int, at: datetime) -> None:
    bearing = firm.product("6204", price=100, on_hand=50)
    orders.place(contract=contract, lines=lines((bearing, 20)), key="k", actor=alice, at=at)
    Terms.objects.filter(contract_id=contract).update(reservation_limit=dec(2500))

    (reason,) = outlook(contract, alice, at, (bearing, 6)).reasons

    assert (reason.facts["reserved"], reason.facts["over"]) == (dec("2000.00"), dec("100.00"))


def test_an_empty_draft_is_said_to_be_empty(contract: int, alice: int, at: datetime) -> None:
    assert [reason.code for reason in outlook(contract, alice, at).reasons] == ["orders.empty"]


def test_who_was_shown_another_sum_does_not_order_blindly(firm: Firm, contract: int, alice: int, at: datetime) -> None:
    bearing = firm.product("6204", price=100, on_hand=50)
    seen = outlook(contract, alice, at, (bearing, 20))

    with pytest.raises(Refusal) as refused:  # a colleague has added a piece meanwhile
        orders.place(contract=contract, lines=lines((bearing, 21)), key="k", actor=alice, at=at, expected=seen.total)

    (reason,) = reasons_of(refused.value)
    assert (reason.code, reason.facts) == (
        "orders.total_moved",
        {"total": dec("2100.00"), "expected": dec("2000.00")},
    )
    assert not Order.objects.exists()


def test_the_statements_do_not_grow_with_the_lines(firm: Firm, contract: int, alice: int, at: datetime) -> None:
    products = [firm.product(f"62{n:02}", price=100, on_hand=3) for n in range(30)]

    with counted() as few:
        outlook(contract, alice, at, (products[0], 1))
    with counted() as many:
        outlook(contract, alice, at, *((product, 5) for product in products))

    assert len(few) == len(many) <= 6
