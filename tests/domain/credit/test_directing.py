"""A payer says which debts his payment settles, before it comes or soon after; never beyond what is open."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from optom.base.refusal import Refusal, reasons_of
from optom.base.sql import statements
from optom.domain.companies.models import Membership
from optom.domain.credit import actions as credit
from optom.domain.credit import queries, rules
from optom.domain.credit.models import Allocation, Direction
from optom.domain.credit.rules import Part
from optom.domain.journal.models import Entry as JournalEntry
from optom.interfaces.kit.identity import BUYER, STAFF, working_as
from tests.domain.credit.settlements import Settlements
from tests.statements import counted
from tests.trade import Firm, dec

pytestmark = pytest.mark.django_db


@pytest.fixture
def three(settlements: Settlements) -> dict[str, int]:
    """Debts of a hundred each, by title, the oldest first."""
    return {
        title: settlements.dispatch(100, due_in=days, title=title) for days, title in enumerate(("old", "mid", "new"))
    }


def direct(settlements: Settlements, payment: int, actor: int | None = None, **parts: Any) -> None:
    credit.direct_payment(
        contract=settlements.contract, payment=payment, parts=_parts(settlements, parts), actor=actor, at=settlements.at
    )


def direct_next(
    settlements: Settlements, number: str, actor: int | None = None, *, key: str = "k", **parts: Any
) -> None:
    said: dict[str, Any] = {"parts": _parts(settlements, parts), "key": key, "actor": actor, "at": settlements.at}
    credit.direct_next(contract=settlements.contract, number=number, **said)


def _parts(settlements: Settlements, parts: dict[str, Any]) -> dict[int, Decimal]:
    known = {row.title: row.id for row in queries.ledger(contract=settlements.contract).all()}
    return {known[title]: dec(amount) for title, amount in parts.items()}


def test_a_payment_that_has_come_settles_what_its_payer_says_and_its_rest_the_oldest(
    settlements: Settlements, three: dict[str, int]
) -> None:
    payment = settlements.pay(150, number="15")
    assert settlements.open == [("mid", dec(50)), ("new", dec(100))]

    direct(settlements, payment, new=100)

    assert settlements.open == [("old", dec(50)), ("mid", dec(100))]
    assert settlements.room.debt == dec(150), "what is owed is owed as before"
    entry = JournalEntry.objects.get(act="credit.direct_payment")
    assert entry.facts["parts"] == {str(three["new"]): "100"}
    direct(settlements, payment, new=100)
    assert Allocation.objects.filter(item_entry_id=three["new"]).count() == 1, "said twice is said once"
    assert queries.broken_books() == []


def test_a_payment_that_comes_settles_what_was_directed_by_its_number(
    settlements: Settlements, three: dict[str, int], firm: Firm
) -> None:
    cashier = firm.person("cashier", "finance")
    direct_next(settlements, " 0015", new=70, mid=100)
    [first, second] = queries.directions(settlements.contract, settlements.today)
    assert [(one.number, one.title, one.amount) for one in (first, second)] == [("15", "new", 70), ("15", "mid", 100)]

    settlements.pay(50, number="14")
    assert settlements.open == [("old", dec(50)), ("mid", dec(100)), ("new", dec(100))], "another number"
    with working_as(STAFF, user=cashier):
        settlements.pay(200, number="000015", actor=cashier)

    assert settlements.open == [("old", dec(20)), ("new", dec(30))]
    assert queries.directions(settlements.contract, settlements.today) == []
    settlements.pay(30, number="15")
    assert settlements.open == [("new", dec(20))], "it held for one payment"
    assert queries.broken_books() == []


def test_what_is_not_so_is_refused_with_all_reasons(
    settlements: Settlements, three: dict[str, int], contract: int
) -> None:
    payment = settlements.pay(150)
    for parts, codes in (
        ({}, ["credit.direction_empty"]),
        ({three["new"]: dec("100.01")}, ["credit.direction_exceeds_debt"]),
        ({three["new"]: dec(0), 999_999: dec(1)}, ["credit.direction_exceeds_debt", "credit.debt_unknown"]),
        ({three["new"]: dec(100), three["mid"]: dec(100)}, ["credit.direction_exceeds_payment"]),
    ):
        with pytest.raises(Refusal) as error:
            credit.direct_payment(contract=contract, payment=payment, parts=parts, actor=None, at=settlements.at)
        assert [one.code for one in reasons_of(error.value)] == codes
    with pytest.raises(Refusal, match=r"credit\.payment_unknown"):
        direct(settlements, payment + 1, new=1)
    settlements.at += timedelta(days=8)  # from Monday to Tuesday a week later: the sixth working day
    assert queries.payments_to_direct(contract, settlements.at) == []
    with pytest.raises(Refusal, match=r"credit\.direction_late"):
        direct(settlements, payment, new=1)
    settlements.at -= timedelta(days=1)
    assert [one.id for one in queries.payments_to_direct(contract, settlements.at)] == [payment]
    settlements.reverse(payment)
    with pytest.raises(Refusal, match=r"credit\.payment_reversed"):
        direct(settlements, payment, new=1)


def test_what_is_directed_beforehand_waits_once_is_withdrawn_and_expires(
    settlements: Settlements, three: dict[str, int]
) -> None:
    direct_next(settlements, "15", new=100)
    direct_next(settlements, "15", new=100)  # the button pressed twice
    with pytest.raises(Refusal, match=r"credit\.direction_known"):
        direct_next(settlements, "15", key="other", new=50)
    with pytest.raises(Refusal, match=r"input\.required"):
        direct_next(settlements, " 0 ", key="other", new=50)
    [waiting] = Direction.objects.all()
    for refused in (False, True):
        said: dict[str, Any] = {
            "contract": settlements.contract,
            "direction": waiting.pk,
            "actor": None,
            "at": settlements.at,
        }
        if not refused:
            credit.withdraw_direction(**said)
        else:
            with pytest.raises(Refusal, match=r"credit\.direction_over"):
                credit.withdraw_direction(**said)

    direct_next(settlements, "15", key="other", new=100)
    settlements.at += timedelta(days=31)
    direct_next(settlements, "15", key="next year", mid=100)  # numbers begin anew every year
    settlements.pay(100, number="15")
    assert [title for title, _open in settlements.open] == ["old", "new"]
    assert queries.broken_books() == []


def test_a_buyer_directs_only_what_his_company_paid(
    settlements: Settlements, three: dict[str, int], contract: int, strange_contract: int, alice: int, stranger: int
) -> None:
    payment = settlements.pay(150)
    theirs = Settlements(strange_contract, settlements.at)
    foreign = theirs.dispatch(100, title="theirs")

    with working_as(BUYER, user=alice):
        direct(settlements, payment, alice, new=100)
        direct_next(settlements, "16", alice, old=50)
        assert len(queries.directions(contract, settlements.today)) == 1
    with working_as(BUYER, user=stranger):
        assert queries.directions(contract, settlements.today) == []
        with pytest.raises(Refusal, match=r"companies\.contract_unknown"):
            credit.direct_payment(
                contract=contract, payment=payment, parts={three["mid"]: dec(1)}, actor=stranger, at=settlements.at
            )
    with pytest.raises(Refusal, match=r"credit\.debt_unknown"):
        credit.direct_next(
            contract=contract, number="1", parts={foreign: dec(1)}, key="x", actor=alice, at=settlements.at
        )
    Membership.objects.filter(user_id=alice).update(role="viewer")
    with pytest.raises(Refusal, match=r"companies\.may_not"):
        direct(settlements, payment, alice, mid=1)
    assert settlements.open == [("old", dec(50)), ("mid", dec(100))]


def test_the_database_itself_lets_a_buyer_do_no_more(
    settlements: Settlements, three: dict[str, int], strange_contract: int, alice: int, stranger: int
) -> None:
    """Whatever the program would ask for: another's payment, more than it is, more than is open, a foreign debt."""
    settlements.pay(150)
    [entry] = [row.entry for row in queries.payments().all()]
    foreign = Settlements(strange_contract, settlements.at).dispatch(100)
    sql = statements("optom.domain.credit")
    for user, parts in (
        (stranger, {three["old"]: -50, three["new"]: 50}),
        (alice, {three["new"]: 50}),
        (alice, {three["old"]: -150, three["new"]: 150}),
        (alice, {three["old"]: -50, foreign: 50}),
        (alice, {three["mid"]: -60, three["new"]: 60}),
    ):
        amounts = [dec(one) for one in parts.values()]
        with working_as(BUYER, user=user), pytest.raises(DatabaseError), transaction.atomic():
            sql.run("redirect", money=entry, items=list(parts), parts=amounts, at=settlements.at)
    for table in (Allocation, Direction):
        with working_as(BUYER, user=alice), pytest.raises(DatabaseError), transaction.atomic():
            table.objects.all().delete()
    assert settlements.open == [("mid", dec(50)), ("new", dec(100))]


def test_the_number_of_statements_does_not_grow_with_debts(settlements: Settlements) -> None:
    debts = {f"d{count}": settlements.dispatch(10, title=f"d{count}") for count in range(40)}
    payment = settlements.pay(200)
    with counted() as few:
        direct(settlements, payment, d39=10)
    with counted() as many:
        direct(settlements, payment, **{f"d{count}": 10 for count in range(25, 40)})

    assert len(few) == len(many)
    assert len(debts) - len(settlements.open) == 20


def test_wishes_go_before_age_and_never_beyond_what_is_open() -> None:
    items = [(1, dec(100)), (2, dec(100)), (3, dec(100))]

    assert rules.settle(dec(150), items, {3: dec(60)}) == [Part(3, dec(60)), Part(1, dec(90))]
    assert rules.settle(dec(250), items, {3: dec(60)}) == [Part(3, dec(60)), Part(1, dec(100)), Part(2, dec(90))]
    assert rules.settle(dec(300), items, {2: dec(500), 9: dec(5)}) == [
        Part(2, dec(100)),
        Part(1, dec(100)),
        Part(3, dec(100)),
    ]
    assert rules.settle(dec(290), items, {3: dec(60)}) == [Part(3, dec(90)), Part(1, dec(100)), Part(2, dec(100))]


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    acts=st.lists(
        st.tuples(st.sampled_from(["dispatch", "pay", "direct", "next", "reverse"]), st.integers(1, 90)),
        min_size=4, max_size=14,
    )
)  # fmt: skip
def test_whatever_is_directed_the_books_agree(settlements: Settlements, acts: list[tuple[str, int]]) -> None:
    with transaction.atomic():
        payments: list[int] = []
        for place, (act, amount) in enumerate(acts):
            owed = [item for item in queries.open_items(settlements.contract, settlements.today) if item.open > 0]
            if act == "dispatch":
                settlements.dispatch(amount, due_in=amount % 30)
            elif act == "pay":
                payments.append(settlements.pay(amount, number=str(amount % 4 + 1)))
            elif act == "reverse" and payments:
                settlements.reverse(payments.pop(amount % len(payments)))
            elif act in {"direct", "next"} and owed and payments:
                item = owed[amount % len(owed)]
                parts = {item.entry: min(item.open, dec(amount))}
                _try(settlements, act, payments[amount % len(payments)], parts, f"{act}{place}", str(amount % 4 + 1))
            assert queries.broken_books() == []
        transaction.set_rollback(True)


def _try(settlements: Settlements, act: str, payment: int, parts: dict[int, Decimal], key: str, number: str) -> None:
    own: dict[str, Any] = {"contract": settlements.contract, "parts": parts, "actor": None, "at": settlements.at}
    try:
        if act == "direct":
            credit.direct_payment(payment=payment, **own)
        else:
            credit.direct_next(number=number, key=key, **own)
    except Refusal as refusal:
        assert refusal.code in {"credit.direction_exceeds_payment", "credit.direction_known"}
