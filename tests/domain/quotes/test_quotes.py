"""Quotes promise prices and days until a moment, and become orders at them."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from optom.base.refusal import Refusal, reasons_of
from optom.domain.companies.models import Company, Membership, Terms
from optom.domain.documents import actions as archive
from optom.domain.documents.models import Paper
from optom.domain.orders import actions as orders
from optom.domain.orders import queries as ordered
from optom.domain.orders.queries import LineRow as OrderedLine
from optom.domain.orders.rules import OrderLine
from optom.domain.pricing.models import ColumnPrice
from optom.domain.quotes import actions as quotes
from optom.domain.quotes import queries
from optom.domain.quotes.models import Quote
from optom.interfaces.kit.identity import BUYER, working_as
from tests.books import all_books
from tests.statements import counted
from tests.trade import Firm, dec

DAY = timedelta(days=1)


@pytest.fixture
def bearing(firm: Firm) -> int:
    return firm.product("6204", price="412.30", on_hand=100)


@pytest.fixture
def coming(firm: Firm) -> int:
    """Some stand, the others come on the second of December."""
    product = firm.product("6205", price="0.04", on_hand=5)
    firm.arrival(product, 20, date(2026, 12, 2))
    return product


def quoted(contract: int, alice: int, at: datetime, **quantities: Any) -> int:
    lines = [OrderLine(int(product.removeprefix("p")), dec(much)) for product, much in quantities.items()]
    return quotes.issue_quote(contract=contract, lines=lines, key="q", actor=alice, at=at)


def reprice(firm: Firm, product: int, amount: str) -> None:
    ColumnPrice.objects.filter(column_id=firm.wholesale, product_id=product).delete()
    firm.price(product, amount)


def lines_of(order: int) -> list[OrderedLine]:
    return ordered.lines_of_all(orders=[order])


def test_a_quote_promises_prices_days_and_until_when_without_anybody_s_hand(
    contract: int, bearing: int, coming: int, alice: int, at: datetime
) -> None:
    with working_as(BUYER, user=alice):
        number = quoted(contract, alice, at, **{f"p{bearing}": 10, f"p{coming}": 15})
        again = quoted(contract, alice, at, **{f"p{bearing}": 10})
        row = queries.quote(contract=contract, quote=number, at=at)
        lines = queries.lines_of(number).all()

    assert again == number
    assert row is not None
    assert (row.number, row.state, row.total) == ("1", "open", dec("4123.60"))
    assert row.valid_until == datetime.fromisoformat("2026-12-01T00:00+03:00"), "five working days after Monday"
    assert [(line.price, line.quantity, line.comes_on, line.waits) for line in lines] == [
        (dec("412.30"), 10, None, 0),
        (dec("0.04"), 15, date(2026, 12, 2), 0),
    ]
    payload = Paper.objects.get(pk=row.paper).payload
    assert payload["whens"] == ["на складе", "5 на складе, 10 до 02.12.2026"]
    assert payload["valid_until"] == "Цены и сроки действуют по 30.11.2026"
    assert archive.draw(row.paper).startswith(b"%PDF")
    assert all_books() == []
    assert queries.broken_books() == []


def test_while_it_is_valid_the_order_costs_what_was_quoted_whatever_prices_have_become(
    firm: Firm, contract: int, bearing: int, alice: int, at: datetime
) -> None:
    number = quoted(contract, alice, at, **{f"p{bearing}": 10})
    reprice(firm, bearing, "500")
    with working_as(BUYER, user=alice):
        made = quotes.accept(contract=contract, quote=number, actor=alice, at=at + 7 * DAY - timedelta(hours=13))
        again = quotes.accept(contract=contract, quote=number, actor=alice, at=at + 7 * DAY)

    assert (made.is_new, again.is_new, again.order) == (True, False, made.order)
    assert [(line.price, line.sum, line.reserved) for line in lines_of(made.order)] == [
        (dec("412.30"), dec("4123.00"), 10)
    ]
    row = queries.quote(contract=contract, quote=number, at=at + 30 * DAY)
    assert row is not None
    assert (row.state, row.order) == ("accepted", made.order)
    assert all_books() == []
    assert queries.broken_books() == []


def test_afterwards_it_is_ordered_at_the_prices_of_the_moment_once_the_difference_is_seen(
    firm: Firm, contract: int, bearing: int, alice: int, at: datetime
) -> None:
    number = quoted(contract, alice, at, **{f"p{bearing}": 10})
    reprice(firm, bearing, "500")
    later = at + 8 * DAY
    found = queries.difference(contract=contract, quote=number, at=later)

    assert (found.is_valid, found.total_then, found.total) == (False, dec(4123), dec(5000))
    assert [line.is_price_moved for line in found.moved] == [True]
    with pytest.raises(Refusal) as refused:
        quotes.accept(contract=contract, quote=number, actor=alice, at=later)
    assert refused.value.code == "quotes.moved"
    made = quotes.accept(contract=contract, quote=number, actor=alice, at=later, seen=found.digest)
    assert [line.sum for line in lines_of(made.order)] == [dec(5000)]


def test_goods_that_are_gone_make_a_difference_that_is_to_be_seen(
    firm: Firm, contract: int, strange_contract: int, bearing: int, alice: int, stranger: int, at: datetime
) -> None:
    number = quoted(contract, alice, at, **{f"p{bearing}": 60})
    asked = [OrderLine(bearing, dec(50))]
    orders.place(contract=strange_contract, lines=asked, key="o", actor=stranger, at=at)

    found = queries.difference(contract=contract, quote=number, at=at)
    assert [(line.waits, line.is_later(at.date()), line.is_price_moved) for line in found.moved] == [(10, True, False)]
    with pytest.raises(Refusal):
        quotes.accept(contract=contract, quote=number, actor=alice, at=at)
    with pytest.raises(Refusal):
        quotes.accept(contract=contract, quote=number, actor=alice, at=at, seen="of another difference")
    made = quotes.accept(contract=contract, quote=number, actor=alice, at=at, seen=found.digest)
    assert [(line.reserved, line.waiting) for line in lines_of(made.order)] == [(50, 10)]


def test_what_comes_by_the_day_or_sooner_keeps_the_promise(
    firm: Firm, contract: int, coming: int, alice: int, at: datetime
) -> None:
    number = quoted(contract, alice, at, **{f"p{coming}": 15})
    firm.arrival(coming, 30, date(2026, 11, 25))

    assert queries.difference(contract=contract, quote=number, at=at + DAY).moved == []


def test_a_new_quote_is_made_of_what_of_the_old_one_is_sold_still_and_says_what_has_moved(
    firm: Firm, contract: int, bearing: int, coming: int, alice: int, at: datetime
) -> None:
    number = quoted(contract, alice, at, **{f"p{bearing}": 10, f"p{coming}": 5})
    reprice(firm, bearing, "400")
    firm.now_sold(coming, at=at + DAY, is_active=False)
    with working_as(BUYER, user=alice):
        anew = quotes.requote(contract=contract, quote=number, key="r", actor=alice, at=at + 9 * DAY)

    row = queries.quote(contract=contract, quote=anew, at=at + 9 * DAY)
    assert row is not None
    assert (row.came_from, row.came_from_number, row.state, row.total) == (number, "1", "open", dec(4000))
    assert [(line.price_before, line.price) for line in queries.lines_of(anew).all()] == [(dec("412.30"), dec(400))]


def test_packs_that_have_changed_are_told_and_fitted_when_it_is_over(
    firm: Firm, contract: int, bearing: int, alice: int, at: datetime
) -> None:
    number = quoted(contract, alice, at, **{f"p{bearing}": 10})
    firm.price(bearing, "390", from_quantity=12)
    firm.now_sold(bearing, at=at + DAY, multiple=dec(6))

    assert queries.difference(contract=contract, quote=number, at=at + DAY).moved == [], "what was promised holds"
    found = queries.difference(contract=contract, quote=number, at=at + 9 * DAY)
    assert [(line.is_quantity_moved, line.now and line.now.price) for line in found.moved] == [(True, dec(390))]
    made = quotes.accept(contract=contract, quote=number, actor=alice, at=at + 9 * DAY, seen=found.digest)
    assert [(line.ordered, line.sum) for line in lines_of(made.order)] == [(12, dec(4680))]


def test_the_terms_say_for_how_long_it_is_valid(contract: int, bearing: int, alice: int, at: datetime) -> None:
    Terms.objects.filter(contract_id=contract).update(quote_days=1)
    number = quoted(contract, alice, at, **{f"p{bearing}": 1})
    row = queries.quote(contract=contract, quote=number, at=at)
    assert row is not None
    assert row.valid_until == datetime.fromisoformat("2026-11-25T00:00+03:00")


def test_who_may_pick_has_quotes_issued_and_needs_the_right_to_order_to_accept(
    firm: Firm, contract: int, bearing: int, alice: int, at: datetime
) -> None:
    bob, viewer = firm.person("bob"), firm.person("viewer")
    company = Company.objects.get(name="Механик")
    Membership.objects.create(company=company, user_id=bob, role="own", rights=["look", "draft"])
    Membership.objects.create(company=company, user_id=viewer, role="viewer")
    with working_as(BUYER, user=bob):
        number = quoted(contract, bob, at, **{f"p{bearing}": 1})
        row = queries.quote(contract=contract, quote=number, at=at)
        assert row is not None
        assert archive.draw(row.paper).startswith(b"%PDF")
        with pytest.raises(Refusal) as refused:
            quotes.accept(contract=contract, quote=number, actor=bob, at=at)
        assert refused.value.code == "companies.may_not"
    with working_as(BUYER, user=viewer), pytest.raises(Refusal) as refused:
        quotes.issue_quote(contract=contract, lines=[OrderLine(bearing, dec(1))], key="v", actor=viewer, at=at)
    assert refused.value.code == "companies.may_not"


def test_a_stranger_finds_no_quote_of_another_company(
    contract: int, strange_contract: int, bearing: int, alice: int, stranger: int, at: datetime
) -> None:
    number = quoted(contract, alice, at, **{f"p{bearing}": 1})
    with working_as(BUYER, user=stranger):
        assert queries.quote(contract=contract, quote=number, at=at) is None
        assert queries.lines_of(number).all() == []
        with pytest.raises(Refusal) as refused:
            quotes.accept(contract=strange_contract, quote=number, actor=stranger, at=at)
    assert refused.value.code == "quotes.unknown"


def test_nothing_of_an_issued_quote_changes(contract: int, bearing: int, alice: int, at: datetime) -> None:
    number = quoted(contract, alice, at, **{f"p{bearing}": 1})
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Quote.objects.filter(pk=number).update(total=1)


def test_what_can_t_be_ordered_can_t_be_quoted_all_reasons_at_once(
    firm: Firm, contract: int, alice: int, at: datetime
) -> None:
    unpriced, packed = firm.product("1"), firm.product("2", price=5, multiple=10)
    with pytest.raises(Refusal) as refused:
        quoted(contract, alice, at, **{f"p{unpriced}": 1, f"p{packed}": 3})
    assert {one.code for one in reasons_of(refused.value)} == {"orders.no_price", "orders.not_multiple"}
    assert not Quote.objects.exists()


def test_acts_take_as_many_statements_for_two_lines_as_for_thirty(
    firm: Firm, contract: int, alice: int, at: datetime
) -> None:
    products = [firm.product(f"6{n:03}", price=n + 1, on_hand=100) for n in range(30)]
    found = []
    for count in (2, 30):
        lines = [OrderLine(product, dec(1)) for product in products[:count]]
        with counted() as issuing:
            number = quotes.issue_quote(contract=contract, lines=lines, key=f"k{count}", actor=alice, at=at)
        with counted() as accepting:
            quotes.accept(contract=contract, quote=number, actor=alice, at=at)
        found.append((len(issuing), len(accepting)))
    assert found[0] == found[1]


def test_where_the_terms_allow_it_goods_are_held_until_the_quote_ends_and_then_given_back(
    contract: int, bearing: int, alice: int, at: datetime
) -> None:
    number = quoted(contract, alice, at, **{f"p{bearing}": 60})
    with pytest.raises(Refusal) as refused:
        quotes.hold(contract=contract, quote=number, actor=alice, at=at)
    assert refused.value.code == "quotes.no_holding"
    Terms.objects.filter(contract_id=contract).update(quote_holds=True)
    with working_as(BUYER, user=alice):
        order = quotes.hold(contract=contract, quote=number, actor=alice, at=at)
        assert quotes.hold(contract=contract, quote=number, actor=alice, at=at) == order
        row = queries.quote(contract=contract, quote=number, at=at)
    assert row is not None
    assert (row.state, row.held_by, row.order) == ("held", order, None)
    assert [(line.reserved, line.reserved_until) for line in lines_of(order)] == [(60, row.valid_until)]

    assert orders.expire(at=row.valid_until) == 1
    assert [(line.reserved, line.cancelled) for line in lines_of(order)] == [(0, 60)]
    assert all_books() == []


def test_a_quote_whose_goods_are_held_is_accepted_by_the_order_that_holds_them(
    firm: Firm, contract: int, strange_contract: int, bearing: int, alice: int, stranger: int, at: datetime
) -> None:
    Terms.objects.filter(contract_id=contract).update(quote_holds=True)
    number = quoted(contract, alice, at, **{f"p{bearing}": 60})
    held = quotes.hold(contract=contract, quote=number, actor=alice, at=at)
    taken = [OrderLine(bearing, dec(40))]
    orders.place(contract=strange_contract, lines=taken, key="o", actor=stranger, at=at)
    reprice(firm, bearing, "900")

    made = quotes.accept(contract=contract, quote=number, actor=alice, at=at + 6 * DAY)
    assert (made.order, made.is_new) == (held, True)
    assert [(line.reserved, line.sum) for line in lines_of(held)] == [(60, dec(24738))]
    assert lines_of(held)[0].reserved_until == at + 9 * DAY, "three days of reserve from now on"
    assert len(ordered.orders(contract=contract).all()) == 1


def test_what_is_not_wholly_there_is_not_held(contract: int, bearing: int, alice: int, at: datetime) -> None:
    Terms.objects.filter(contract_id=contract).update(quote_holds=True)
    number = quoted(contract, alice, at, **{f"p{bearing}": 101})
    with pytest.raises(Refusal) as refused:
        quotes.hold(contract=contract, quote=number, actor=alice, at=at)
    assert (refused.value.code, refused.value.facts["articles"]) == ("quotes.not_all_there", ["6204"])
