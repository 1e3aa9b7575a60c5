"""Aging, turnover and what is expected: always the ledger's own sums."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from optom.domain.credit import queries
from optom.domain.credit.models import Entry
from tests.domain.credit.settlements import Settlements
from tests.trade import Firm, dec

pytestmark = pytest.mark.django_db


def ages(on: date) -> list[tuple[object, ...]]:
    return [
        (row.not_due, row.late_7, row.late_30, row.late_60, row.late_90, row.late_more, row.ahead, row.total)
        for row in queries.aging(on=on).all()
    ]


def test_debts_are_told_by_how_late_they_are_on_any_day(settlements: Settlements) -> None:
    for amount, due_in in ((1, 0), (2, -1), (4, -7), (8, -8), (16, -30), (32, -31), (64, -90), (128, -91)):
        settlements.dispatch(amount, due_in=due_in)
    today = settlements.today

    assert ages(today) == [(1, 6, 24, 32, 64, 128, 0, 255)]
    settlements.at += timedelta(days=2)
    settlements.pay(300)
    assert ages(settlements.today) == [(0, 0, 0, 0, 0, 0, -45, -45)]
    assert ages(today) == [(1, 6, 24, 32, 64, 128, 0, 255)], "what was paid later was owed then"
    assert ages(today - timedelta(days=1)) == []
    settlements.pay(40, on=today)
    assert ages(today) == [(1, 6, 24, 32, 64, 128, -40, 215)], "what was loaded later counts on its day"
    assert ages(settlements.today) == [(0, 0, 0, 0, 0, 0, -85, -85)]


def test_companies_stand_together_by_currency_and_the_calendar_by_day(
    settlements: Settlements, firm: Firm, strange_contract: int
) -> None:
    other = Settlements(strange_contract, settlements.at)
    settlements.dispatch(100, due_in=3)
    settlements.dispatch(50, due_in=-2)
    other.dispatch(30, due_in=3)

    [mechanic, stranger] = queries.aging_of_companies(on=settlements.today).all()
    assert (mechanic.company_name, mechanic.contracts, mechanic.overdue, mechanic.total) == ("Механик", 1, 50, 150)
    assert stranger.total == 30
    days = [(row.amount, row.papers, row.clients, row.together, row.days_overdue)
            for row in queries.expected(today=settlements.today).all()]  # fmt: skip
    assert days == [(50, 1, 1, 50, 2), (130, 2, 2, 180, 0)]
    [own] = [row.amount for row in queries.expected(today=settlements.today, contract=strange_contract).all()]
    assert own == 30


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    acts=st.lists(
        st.tuples(
            st.sampled_from(["dispatch", "pay", "pay late", "reverse", "correct"]),
            st.integers(1, 90),
            st.integers(0, 9),
        ),
        min_size=3,
        max_size=10,
    )
)
def test_whatever_happened_every_report_of_every_day_is_the_ledgers_own_sum(
    settlements: Settlements, acts: list[tuple[str, int, int]]
) -> None:
    """Each example goes on where the one before it ended."""
    first = settlements.at
    standing: list[int] = []
    for act, amount, days in acts:
        settlements.at += timedelta(days=days)
        if act == "dispatch":
            settlements.dispatch(amount, due_in=amount % 40 - 10)
        elif act == "pay":
            standing.append(settlements.pay(amount))
        elif act == "pay late":
            standing.append(settlements.pay(amount, on=settlements.today - timedelta(days=days)))
        elif act == "correct":
            settlements.correct(-amount)
        elif standing:
            settlements.reverse(standing.pop())
    last = settlements.at + timedelta(minutes=1)
    entries = list(Entry.objects.filter(contract_id=settlements.contract).values_list("on", "amount"))

    for on in {first.date() + timedelta(days=step) for step in range(0, (last - first).days + 1, 3)}:
        owed = sum((amount for day, amount in entries if day <= on), dec(0))
        rows = queries.aging(on=on).all()
        assert sum(row.total for row in rows) == owed
        for row in rows:
            late = row.late_7 + row.late_30 + row.late_60 + row.late_90 + row.late_more
            assert (row.overdue, row.not_due + row.overdue + row.ahead) == (late, row.total)
        since = on - timedelta(days=5)
        found = queries.turnover(since=since, until=on).all()
        within = [amount for day, amount in entries if since <= day <= on]
        assert sum(row.closing for row in found) == (owed if found else 0)
        assert sum(row.debit for row in found) == sum((one for one in within if one > 0), dec(0))
        assert sum(row.credit for row in found) == -sum((one for one in within if one < 0), dec(0))
        assert all(row.opening + row.debit - row.credit == row.closing for row in found)
    today = [row.total for row in queries.aging(on=last.date()).all()]
    assert sum(today) == settlements.room.debt
