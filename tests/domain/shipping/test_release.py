"""What to pay so that goods may leave: exactly that is enough, and one kopeck less is not."""

from datetime import timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from optom.domain.companies.models import Terms
from optom.domain.credit.rules import allocate, objections
from optom.domain.shipping import queries as shipments
from optom.domain.shipping.rules import Item, Release, freed_by, to_pay
from tests.domain.shipping.deliveries import Delivery
from tests.trade import dec

KOPECK = Decimal("0.01")
sums = st.decimals(min_value=Decimal("0.01"), max_value=Decimal(10**7), places=2)
limits = st.decimals(min_value=0, max_value=Decimal(10**7), places=2)


@st.composite
def open_items(draw: st.DrawFn) -> list[Item]:
    """Open papers in the order in which money settles them: what is overdue comes first."""
    amounts = draw(st.lists(sums, max_size=6))
    late = draw(st.integers(min_value=0, max_value=len(amounts)))
    return [Item(number, amount, is_overdue=number < late) for number, amount in enumerate(amounts)]


def reasons_after(payment: Decimal, *, wanted: Decimal, limit: Decimal, committed: Decimal, items: list[Item]) -> int:
    """How many reasons of money are left when the payment has come and was allocated."""
    paid = {part.item: part.amount for part in allocate(payment, [(item.entry, item.open) for item in items])}
    debt = sum((item.open for item in items), Decimal(0)) - payment
    overdue = sum((item.open - paid.get(item.entry, 0) for item in items if item.is_overdue), Decimal(0))
    from datetime import date  # noqa: PLC0415 -- only here

    day = date(2026, 11, 23)
    found = objections(
        wanted=wanted, limit=limit, debt=debt, committed=committed, overdue=overdue, since=day, today=day
    )
    return len(found)


@given(wanted=sums, limit=limits, committed=limits, items=open_items())
def test_paying_exactly_what_is_named_lets_all_leave_and_a_kopeck_less_does_not(
    wanted: Decimal, limit: Decimal, committed: Decimal, items: list[Item]
) -> None:
    debt = sum((item.open for item in items), Decimal(0))
    release = to_pay(wanted=wanted, headroom=limit - debt - committed, items=items)
    facts = {"wanted": wanted, "limit": limit, "committed": committed}

    assert reasons_after(release.sum, **facts, items=items) == 0
    if release.sum:
        assert reasons_after(release.sum - KOPECK, **facts, items=items) > 0


@given(wanted=sums, headroom=st.decimals(min_value=-(10**7), max_value=10**7, places=2), items=open_items())
def test_it_is_named_paper_by_paper_to_the_kopeck(wanted: Decimal, headroom: Decimal, items: list[Item]) -> None:
    release, by_entry = to_pay(wanted=wanted, headroom=headroom, items=items), {item.entry: item for item in items}
    named = {part.item: part.amount for part in release.items}

    assert release.sum == sum(named.values(), release.advance)
    assert all(Decimal(0) < amount <= by_entry[entry].open for entry, amount in named.items())
    if release.sum:
        assert all(named.get(item.entry) == item.open for item in items if item.is_overdue), "late ones whole"
    if release.advance:
        assert named == {item.entry: item.open for item in items}, "in advance only when nothing is owed"


@given(payment=sums, headroom=sums, items=open_items())
def test_a_payment_frees_as_much_as_it_is(payment: Decimal, headroom: Decimal, items: list[Item]) -> None:
    freed = freed_by(payment, headroom=headroom, items=items)

    assert freed.headroom == headroom + payment
    assert sum((part.amount for part in freed.items), freed.advance) == payment
    overdue = sum((item.open for item in items if item.is_overdue), Decimal(0))
    assert freed.overdue == max(overdue - payment, Decimal(0))


def test_nothing_is_to_be_paid_where_all_may_leave() -> None:
    assert to_pay(wanted=dec(5), headroom=dec(5), items=[]) == Release((), dec(0))


def test_a_buyer_who_owes_is_told_the_papers_and_having_paid_them_ships(delivery: Delivery) -> None:
    Terms.objects.filter(contract_id=delivery.contract).update(credit_limit=dec(500), deferral_days=1)
    bearing = delivery.firm.product("6204", price=100, on_hand=20)
    [line] = delivery.order((bearing, 12))
    for quantity in (2, 3):  # 200 and 300 are owed
        [shipment] = delivery.request((line, quantity))
        delivery.dispatch(shipment)
    delivery.at += timedelta(days=10)

    verdict = delivery.preview((line, 7))
    release = shipments.release(contract=delivery.contract, wanted=verdict.sum, at=delivery.at)
    assert verdict.pay == release.sum == dec(700)
    assert [part.amount for part in release.items] == [dec(200), dec(300)]
    assert release.advance == dec(200)

    delivery.pay(release.sum - KOPECK)
    assert delivery.preview((line, 7)).reasons
    delivery.pay(KOPECK)
    assert not delivery.preview((line, 7)).reasons


def test_lines_that_stand_ready_are_found_over_all_orders(delivery: Delivery) -> None:
    bearing = delivery.firm.product("6204", price=100, on_hand=20)
    first, second = delivery.order((bearing, 12))[0], delivery.order((bearing, 4))[0]
    delivery.request((first, 12))

    assert [line.line for line in shipments.ready_lines(delivery.contract, delivery.at)] == [second]
