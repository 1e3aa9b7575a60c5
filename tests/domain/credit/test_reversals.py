"""Money that was not this contract's is taken back, and the books tell both."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from optom.base.refusal import Refusal
from optom.domain.credit import actions as credit
from optom.domain.credit import queries
from optom.domain.credit.actions import Received
from optom.domain.credit.models import Allocation, Entry
from tests.domain.credit.settlements import Settlements
from tests.statements import counted
from tests.trade import Firm, dec


def test_what_the_payment_had_settled_is_owed_again_as_of_its_old_day(settlements: Settlements) -> None:
    settlements.dispatch(100, due_in=3, title="note")
    payment = settlements.pay(100)
    settlements.at += timedelta(days=5)

    settlements.reverse(payment)

    assert settlements.open == [("note", dec(100))]
    assert (settlements.room.debt, settlements.room.overdue, settlements.room.days_overdue) == (dec(100), dec(100), 2)
    assert queries.broken_books() == []


def test_a_part_that_was_settled_by_others_stays_settled(settlements: Settlements) -> None:
    settlements.dispatch(100, title="note")
    settlements.pay(30)
    payment = settlements.pay(50)

    settlements.reverse(payment)

    assert settlements.open == [("note", dec(70))]
    assert queries.broken_books() == []


def test_an_advance_is_taken_back_whole(settlements: Settlements) -> None:
    settlements.reverse(settlements.pay(50))

    assert (settlements.open, settlements.room.debt) == ([], dec(0))
    assert queries.broken_books() == []


def test_idle_money_settles_what_is_owed_again(settlements: Settlements) -> None:
    settlements.dispatch(100, title="note")
    payment = settlements.pay(100, number="7")
    settlements.pay(40, number="8")

    settlements.reverse(payment)

    assert settlements.open == [("note", dec(60))]
    assert queries.broken_books() == []


def test_the_ledger_tells_both_and_what_was_then(settlements: Settlements) -> None:
    settlements.dispatch(100, title="note")
    payment = settlements.pay(100)
    before = settlements.at
    settlements.at += timedelta(days=1)

    settlements.reverse(payment)

    assert list(Entry.objects.order_by("id").values_list("kind", "amount")) == [
        ("dispatch", dec(100)), ("payment", dec(-100)), ("reversal", dec(100)),
    ]  # fmt: skip
    assert queries.debt_then(settlements.contract, before) == dec(0)
    assert queries.open_then(contract=settlements.contract, at=before).all() == []
    assert [item.open for item in queries.open_then(contract=settlements.contract, at=settlements.at).all()] == [
        dec(100)
    ]
    assert [row.is_reversed for row in queries.payments().all()] == [True]


def test_it_is_taken_back_once_and_for_a_reason(settlements: Settlements) -> None:
    payment = settlements.pay(100)

    with pytest.raises(Refusal, match=r"credit\.reason_missing"):
        settlements.reverse(payment, reason=" ")
    settlements.reverse(payment)
    with pytest.raises(Refusal, match=r"credit\.payment_reversed"):
        settlements.reverse(payment)
    with pytest.raises(Refusal, match=r"credit\.payment_unknown"):
        settlements.reverse(payment + 1)


def test_only_finance_takes_payments_back(settlements: Settlements, firm: Firm) -> None:
    payment = settlements.pay(100)

    with pytest.raises(Refusal, match=r"accounts\.may_not"):
        credit.reverse_payments(
            payments=[payment], reason="x", actor=firm.person("picker", "warehouse"), at=settlements.at
        )


def received(settlements: Settlements, key: str, contract: int, company: int, amount: object) -> Received:
    return Received(key, contract, company, key, settlements.today, dec(amount), "", settlements.today)


def test_many_payments_are_one_after_another(settlements: Settlements, strange_contract: int, contract: int) -> None:
    settlements.dispatch(100, title="first")
    settlements.dispatch(100, title="second")
    company = Entry.objects.values_list("company_id", flat=True)[0]
    stranger = Settlements(strange_contract, settlements.at)
    stranger.dispatch(10, title="his")

    with counted() as few:
        credit.register_payments([received(settlements, "a", contract, company, 30)], actor=None, at=settlements.at)
    with counted() as many:
        numbers = credit.register_payments(
            [
                received(settlements, "b", contract, company, 120),
                received(settlements, "c", strange_contract, company, 15),
                received(settlements, "d", contract, company, 70),
            ],
            actor=None,
            at=settlements.at,
        )

    assert (len(few), len(many), sorted(numbers)) == (4, 4, ["b", "c", "d"])
    assert settlements.open == [("d", dec(-20))]
    assert stranger.open == [("c", dec(-5))]
    assert sorted(Allocation.objects.values_list("amount", flat=True)) == [dec(10), dec(30), dec(50), dec(50), dec(70)]
    assert queries.broken_books() == []


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=st.lists(st.tuples(st.sampled_from(["dispatch", "pay", "reverse"]), st.integers(1, 9)), max_size=12))
def test_whatever_happens_the_books_agree(settlements: Settlements, acts: list[tuple[str, int]]) -> None:
    standing = [row.id for row in queries.payments().all() if not row.is_reversed]
    expected = settlements.room.debt
    for act, amount in acts:
        if act == "dispatch":
            settlements.dispatch(amount)
            expected += amount
        elif act == "pay":
            standing.append(settlements.pay(amount))
            expected -= amount
        elif standing:
            payment = standing.pop(amount % len(standing))
            expected += next(row.amount for row in queries.payments().all() if row.id == payment)
            settlements.reverse(payment)

    assert settlements.room.debt == expected
    assert queries.broken_books() == []
