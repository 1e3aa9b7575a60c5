"""Delay costs what the terms of the contract say, until the day on which the money came; finance charges it, once."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from optom.base.refusal import Refusal
from optom.domain.billing import actions as billing
from optom.domain.billing import queries as papers
from optom.domain.billing.models import PenaltyClaim
from optom.domain.billing.penalties import rule_text
from optom.domain.companies.models import Terms
from optom.domain.credit import queries as ledger
from optom.domain.documents import queries as documents
from optom.domain.documents.models import Paper
from tests.books import all_books
from tests.domain.credit.settlements import Settlements
from tests.trade import Firm, dec

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def settlements(contract: int, at: datetime) -> Settlements:
    terms(contract, penalty_percent=dec("0.1"))
    return Settlements(contract, at)


@pytest.fixture
def fiona(firm: Firm) -> int:
    return firm.person("fiona", "finance")


def terms(contract: int, **said: Any) -> None:
    Terms.objects.filter(contract=contract).update(**said)


def counted(settlements: Settlements, on: date | None = None) -> list[tuple[Decimal, int]]:
    """What each debt has cost, and how many days late it is."""
    listed = papers.penalties(contract=settlements.contract, on=on or settlements.today, at=settlements.at)
    return [(row.penalty, row.days_overdue) for row in listed.all()]


def later(settlements: Settlements, days: int) -> None:
    settlements.at += days * DAY


def test_each_day_after_the_last_one_to_pay_costs_its_percent(settlements: Settlements) -> None:
    settlements.dispatch(1000, due_in=3)
    due = settlements.today + 3 * DAY
    later(settlements, 13)

    assert counted(settlements) == [(dec("10.00"), 10)]
    assert counted(settlements, due) == []
    assert counted(settlements, due + DAY) == [(dec("1.00"), 1)], "as of a day of the past"


def test_what_is_paid_in_part_costs_less_from_then_on(settlements: Settlements) -> None:
    settlements.dispatch(1000, due_in=0)
    later(settlements, 4)
    settlements.pay(600)
    later(settlements, 6)

    assert counted(settlements) == [(dec("6.40"), 10)], "600 x 4 days + 400 x 10 days, a thousandth a day"
    assert counted(settlements, settlements.today - 7 * DAY) == [(dec("3.00"), 3)]


def test_it_tells_of_what_it_is_made_and_how_late_a_debt_was_until_it_was_paid(settlements: Settlements) -> None:
    settlements.dispatch(1000, due_in=0)
    later(settlements, 4)
    settlements.pay(600)
    settlements.reverse(settlements.pay(100))
    later(settlements, 2)
    settlements.pay(100, on=settlements.today - 2 * DAY)
    settlements.pay(300)
    later(settlements, 90)

    [row] = papers.penalties(contract=settlements.contract, on=settlements.today, at=settlements.at).all()
    assert (row.days_overdue, row.open, row.penalty) == (6, 0, dec("4.60"))
    assert list(zip(row.sums, row.days, strict=True)) == [(700, 4), (300, 6)], "a thousandth of 2 800 and 1 800"
    on = settlements.today - 91 * DAY
    [row] = papers.penalties(contract=settlements.contract, on=on, at=settlements.at).all()
    assert (row.days_overdue, list(row.sums), list(row.days)) == (5, [dec(600), dec(400)], [4, 5]), "as was known then"


def test_days_of_grace_cost_nothing_and_the_cap_is_the_most(settlements: Settlements) -> None:
    terms(settlements.contract, penalty_grace=3, penalty_cap=dec("0.5"))
    settlements.dispatch(1000, due_in=0)

    found = []
    for days in (3, 1, 3, 30):
        later(settlements, days)
        found.append(counted(settlements))
    assert found == [[], [(dec("1.00"), 4)], [(dec("4.00"), 7)], [(dec("5.00"), 37)]]
    assert rule_text(dec("0.1000"), 3, dec("10.00")) == "0,1 % в день с 4-го дня, не более 10 %"


def test_a_payment_taken_back_was_none(settlements: Settlements, fiona: int) -> None:
    settlements.dispatch(1000, due_in=0)
    payment = settlements.pay(1000)
    later(settlements, 5)
    assert counted(settlements) == []

    settlements.reverse(payment)

    assert counted(settlements) == [(dec("5.00"), 5)]


def test_money_settles_goods_before_a_penalty_however_late_they_are_due(settlements: Settlements, fiona: int) -> None:
    settlements.dispatch(1000, due_in=0, title="УПД № 7")
    later(settlements, 10)
    billing.charge_penalty(contract=settlements.contract, actor=fiona, at=settlements.at)
    settlements.dispatch(500, due_in=30, title="УПД № 8")

    settlements.pay(1200)
    assert [open_ for title, open_ in settlements.open if title == "УПД № 8"] == [dec(300)]
    assert sum(open_ for _, open_ in settlements.open) == dec("310.00")

    settlements.pay(305)
    [(title, left)] = settlements.open
    assert (title.startswith("Расчёт пеней"), left) == (True, dec("5.00"))
    assert all_books() == []


def test_the_finance_desk_charges_what_is_not_charged_yet(settlements: Settlements, firm: Firm, fiona: int) -> None:
    settlements.dispatch(1000, due_in=0, title="УПД № 7")
    later(settlements, 10)

    paper = billing.charge_penalty(contract=settlements.contract, actor=fiona, at=settlements.at)

    assert documents.paper(paper).kind == "penalty_claim"
    [line] = Paper.objects.get(pk=paper).payload["items"]
    assert (line["title"], line["count"], line["rule"], line["rest"]) == (
        "УПД № 7",
        ["1\u00a0000,00 × 10"],
        "0,1 % в день",
        "10,00",
    )
    [entry] = [one for one in ledger.ledger(contract=settlements.contract).all() if one.kind == "penalty"]
    assert (entry.amount, entry.due_on, entry.paper) == (dec("10.00"), settlements.today, paper)
    assert ledger.headroom(settlements.contract, settlements.at).debt == dec("1010.00")
    with pytest.raises(Refusal, match=r"billing\.no_penalty"):
        billing.charge_penalty(contract=settlements.contract, actor=fiona, at=settlements.at)
    with pytest.raises(Refusal):
        billing.charge_penalty(contract=settlements.contract, actor=firm.person("max", "manager"), at=settlements.at)

    later(settlements, 10)
    billing.charge_penalty(contract=settlements.contract, actor=fiona, at=settlements.at)

    assert [one.sum for one in PenaltyClaim.objects.order_by("id")] == [dec("10.00"), dec("10.00")]
    assert counted(settlements) == [(dec("20.00"), 20)], "a penalty itself costs nothing"
    assert all_books() == []


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    acts=st.lists(st.tuples(st.sampled_from(["owe", "pay", "sleep"]), st.integers(1, 30)), max_size=10),
    grace=st.integers(0, 3),
    percent=st.sampled_from(["0.1", "0.033", "1"]),
)
def test_it_is_what_a_day_by_day_count_makes_of_it(
    settlements: Settlements, acts: list[tuple[str, int]], grace: int, percent: str
) -> None:
    """One debt after another, the oldest paid first: each night what is open and late costs its percent."""
    with transaction.atomic():
        terms(settlements.contract, penalty_percent=dec(percent), penalty_grace=grace)
        tale = Settlements(settlements.contract, settlements.at)
        owed: list[Owed] = []
        for act, number in [*acts, ("sleep", 1)]:
            if act == "owe":
                owed.append(Owed(tale.today, dec(number) * 7))
                tale.dispatch(number * 7, due_in=0)
            elif act == "sleep":
                sleep(tale, owed, number, grace)
            elif paid := pay(owed, dec(number) * 5):
                tale.pay(paid)
        expected = [(one.weight * dec(percent) / 100).quantize(dec("0.01"), ROUND_HALF_UP) for one in owed]
        listed = papers.penalties(contract=tale.contract, on=tale.today, at=tale.at).all()
        assert [row.penalty for row in listed] == [one for one in expected if one]
        transaction.set_rollback(True)


@dataclass
class Owed:
    """A debt that is due on its day, what of it is open, and that added up over the days on which it cost something."""

    due: date
    open: Decimal
    weight: Decimal = Decimal(0)


def sleep(tale: Settlements, owed: list[Owed], days: int, grace: int) -> None:
    for _ in range(days):
        later(tale, 1)
        for one in owed:
            one.weight += one.open if (tale.today - one.due).days > grace else 0


def pay(owed: list[Owed], money: Decimal) -> Decimal:
    """As much of it as there is something to pay; how much."""
    paid = Decimal(0)
    for one in owed:
        part = min(one.open, money - paid)
        one.open -= part
        paid += part
    return paid
