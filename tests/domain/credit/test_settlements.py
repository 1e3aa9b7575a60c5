"""Debts grow, money comes, the books agree."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.db.models import F
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from optom.base.refusal import Refusal
from optom.domain.companies import actions as companies
from optom.domain.companies.rules import TermsNumbers
from optom.domain.credit import actions as credit
from optom.domain.credit import queries
from optom.domain.credit.models import Account, Allocation, Entry, Payment
from optom.domain.journal import queries as journal
from optom.interfaces.kit.identity import BUYER, STAFF, working_as
from tests.domain.credit.settlements import Settlements
from tests.statements import counted
from tests.trade import Firm, dec


def test_a_new_contract_has_its_account(firm: Firm, contract: int) -> None:
    assert queries.headroom(contract, firm.at) == queries.HeadroomRow(
        dec(1_000_000), dec(0), dec(0), dec(0), dec(1_000_000), dec(0), None, 0
    )


def test_headroom_is_the_limit_without_debt_and_commitments(settlements: Settlements) -> None:
    settlements.dispatch(300)
    with transaction.atomic():
        credit.lock(settlements.contract)
        after = credit.change(contract=settlements.contract, committed=dec(50), reserved=dec(70), at=settlements.at)

    assert after == queries.AccountRow(dec(300), dec(50), dec(70))
    assert settlements.room.headroom == dec(1_000_000 - 350)


def test_a_payment_settles_the_oldest_first(settlements: Settlements) -> None:
    settlements.dispatch(100, due_in=20, title="later")
    settlements.dispatch(100, due_in=10, title="sooner")

    settlements.pay(150)

    assert settlements.open == [("later", dec(50))]
    assert queries.broken_books() == []


def test_money_that_nothing_is_owed_for_waits_for_the_next_goods(settlements: Settlements) -> None:
    settlements.pay(150, number="7")
    settlements.pay(50, number="8")

    settlements.dispatch(170, title="note")

    assert (settlements.open, settlements.room.debt) == ([("8", dec(-30))], dec(-30))
    assert sorted(Allocation.objects.values_list("amount", flat=True)) == [dec(20), dec(150)]
    assert queries.broken_books() == []


def test_the_same_key_is_the_same_payment(settlements: Settlements) -> None:
    first = settlements.pay(100, key="bank-17")

    assert settlements.pay(100, key="bank-17") == first
    assert settlements.room.debt == dec(-100)


def test_the_key_of_another_payment_is_refused(settlements: Settlements, strange_contract: int) -> None:
    settlements.pay(100, key="bank-17")

    with pytest.raises(Refusal, match=r"credit\.payment_differs") as error:
        settlements.pay(120, key="bank-17")
    assert error.value.facts["amount"] == dec(100)
    with pytest.raises(Refusal, match=r"credit\.payment_differs"):
        Settlements(strange_contract, settlements.at).pay(100, key="bank-17")


@pytest.mark.parametrize("amount", [0, -5, "0.004"])
def test_only_money_is_a_payment(settlements: Settlements, amount: object) -> None:
    with pytest.raises(Refusal, match=r"credit\.amount_not_positive"):
        settlements.pay(amount)


def test_money_of_tomorrow_is_not_there_yet(settlements: Settlements) -> None:
    with pytest.raises(Refusal, match=r"credit\.paid_in_future"):
        settlements.pay(100, on=settlements.today + timedelta(days=1))


def test_overdue_is_what_was_due_before_today(settlements: Settlements) -> None:
    settlements.dispatch(100, due_in=0)
    settlements.dispatch(70, due_in=2)
    assert settlements.room.overdue == 0

    settlements.at += timedelta(days=3)

    room = settlements.room
    assert (room.overdue, room.days_overdue, room.oldest_overdue_on) == (dec(170), 3, date(2026, 11, 23))
    assert [item.days_overdue for item in queries.open_items(settlements.contract, settlements.today)] == [3, 1]


def test_the_limit_is_that_of_the_moment(settlements: Settlements) -> None:
    before = settlements.at
    companies.set_terms(
        contract=settlements.contract, terms=TermsNumbers(credit_limit=dec(10)), reason="", actor=None, at=before
    )

    assert settlements.room.limit == dec(10)
    assert queries.headroom(settlements.contract, before - timedelta(seconds=1)).limit == dec(1_000_000)


def test_a_statement_has_balances_before_and_after(settlements: Settlements) -> None:
    settlements.dispatch(100)
    settlements.at += timedelta(days=10)
    settlements.pay(30)

    told = queries.statement(settlements.contract, settlements.today, settlements.today)

    assert (told.opening, [entry.amount for entry in told.entries], told.closing) == (dec(100), [dec(-30)], dec(70))


def test_a_correction_needs_a_reason_and_works_like_money(settlements: Settlements) -> None:
    settlements.dispatch(100, title="note")

    settlements.correct(-40)

    assert settlements.open == [("note", dec(60))]
    with pytest.raises(Refusal, match=r"credit\.correction_empty"):
        settlements.correct(-40, reason=" ")


def test_an_opening_balance_is_owed_at_once(settlements: Settlements) -> None:
    yesterday = settlements.today - timedelta(days=1)

    credit.open_balance(contract=settlements.contract, amount=dec(500), on=yesterday, actor=None, at=settlements.at)

    assert settlements.room.overdue == dec(500)


def test_only_finance_takes_money(settlements: Settlements, firm: Firm, alice: int) -> None:
    fiona = firm.person("fiona", "finance")

    with pytest.raises(Refusal, match=r"accounts\.may_not"):
        settlements.pay(100, actor=alice)
    with working_as(STAFF, user=fiona):
        settlements.pay(100, actor=fiona)

    assert journal.entries(limit=1)[0].facts["amount"] == "100.00"


def test_a_buyer_sees_his_own_settlements_and_writes_none(settlements: Settlements, alice: int, stranger: int) -> None:
    settlements.dispatch(100)

    with working_as(BUYER, user=alice):
        assert settlements.room.debt == dec(100)
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            settlements.dispatch(1)
    with working_as(BUYER, user=stranger):
        assert list(Entry.objects.all()) == []
        with pytest.raises(Refusal, match=r"companies\.contract_unknown"):
            queries.headroom(settlements.contract, settlements.at)


def test_the_ledger_never_changes(settlements: Settlements) -> None:
    settlements.dispatch(100)
    settlements.pay(100)

    for rows in (Entry.objects.all(), Payment.objects.all(), Allocation.objects.all()):
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            rows.update(company=F("company"))


def test_a_payment_costs_as_many_statements_for_many_items_as_for_few(settlements: Settlements) -> None:
    for _ in range(3):
        settlements.dispatch(10)
    with counted() as for_few:
        settlements.pay(30)
    for _ in range(40):
        settlements.dispatch(10)
    with counted() as for_many:
        settlements.pay(395)

    assert len(for_many) == len(for_few)
    assert settlements.room.debt == dec(5)


amounts = st.decimals(min_value="0.01", max_value=500, places=2)
events = st.lists(
    st.tuples(st.sampled_from(["dispatch", "pay", "correct up", "correct down"]), amounts, st.integers(0, 30)),
    min_size=1,
    max_size=15,
)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(story=events)
def test_after_any_story_debt_ledger_and_open_items_agree(
    settlements: Settlements, story: list[tuple[str, Decimal, int]]
) -> None:
    with transaction.atomic():
        expected = Decimal(0)
        for what, amount, days in story:
            expected += _live(settlements, what, amount, days)

        account = Account.objects.get(pk=settlements.contract)
        assert account.debt == expected
        assert queries.broken_books() == []
        transaction.set_rollback(True)


def _live(settlements: Settlements, what: str, amount: Decimal, days: int) -> Decimal:
    if what == "dispatch":
        settlements.dispatch(amount, due_in=days)
        return amount
    if what == "pay":
        settlements.pay(amount)
        return -amount
    sign = 1 if what == "correct up" else -1
    settlements.correct(sign * amount)
    return sign * amount


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        ("update credit_account set debt = debt + 1", "debt = sum of the ledger"),
        ("update credit_openitem set amount = amount + 1", "open = amount - allocated"),
        ("delete from credit_openitem", "debt = sum of open items"),
    ],
)
def test_the_check_sees_books_that_were_tampered_with(settlements: Settlements, harm: str, said: str) -> None:
    from django.db import connection  # noqa: PLC0415 -- only the vandal needs it

    settlements.dispatch(100)
    with connection.cursor() as cursor:
        cursor.execute(harm)

    assert said in [broken.what for broken in queries.broken_books()]
