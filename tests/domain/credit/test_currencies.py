"""A contract in another currency: its rates, its sums in roubles, and by how much roubles differ (ПБУ 3/2006)."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from optom.base.refusal import Refusal
from optom.domain.companies.models import Contract
from optom.domain.credit import actions as credit
from optom.domain.credit import queries
from optom.domain.credit.actions import RateOf
from optom.domain.journal.models import Entry as JournalEntry
from optom.interfaces.kit.identity import BUYER, STAFF, working_as
from tests.domain.credit.settlements import Settlements
from tests.trade import Firm, dec

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def dollars(settlements: Settlements) -> Settlements:
    """Mechanic's contract is in dollars, which cost 80, 90 and 70 on three days of October."""
    Contract.objects.filter(pk=settlements.contract).update(currency="USD")
    rates = [RateOf("USD", date(2026, 10, day), dec(rate)) for day, rate in ((1, 80), (10, 90), (20, 70))]
    credit.set_rates(rates, source="", actor=None, at=settlements.at)
    return settlements


def on(settlements: Settlements, day: int) -> Settlements:
    """The same on a day of October."""
    return Settlements(settlements.contract, settlements.at.replace(month=10, day=day))


def roubles(settlements: Settlements) -> list[tuple[str, Any, Any, Any]]:
    """Kind, rate, sum in roubles and difference of each entry, in their order."""
    rows = queries.ledger_in_roubles(contract=settlements.contract).all()
    return [(row.kind, row.rate, row.roubles, row.difference) for row in reversed(rows)]


def exchange(since: date, until: date) -> list[tuple[Any, ...]]:
    rows = queries.exchange(since=since, until=until).all()
    return [(row.closing, row.rate, row.roubles, row.realised, row.revalued, row.difference) for row in rows]


def test_who_pays_after_differs_by_what_the_rate_has_moved(dollars: Settlements) -> None:
    on(dollars, 5).dispatch(100)
    on(dollars, 12).pay(60)
    on(dollars, 25).pay(40)

    assert roubles(dollars) == [
        ("dispatch", 80, 8000, None), ("payment", 90, -5400, 600), ("payment", 70, -2800, -400),
    ]  # fmt: skip
    assert exchange(date(2026, 10, 1), date(2026, 10, 31)) == [(0, 70, 0, 200, 0, 200)]
    assert 8000 - 5400 - 2800 + 200 == 0, "what was charged, paid and differed comes to nothing"


def test_who_has_paid_before_is_charged_at_the_rate_of_his_payment(dollars: Settlements) -> None:
    on(dollars, 5).pay(60)
    on(dollars, 12).dispatch(100)

    assert roubles(dollars) == [("payment", 80, -4800, None), ("dispatch", 90, 60 * 80 + 40 * 90, None)]
    assert exchange(date(2026, 10, 1), date(2026, 10, 6)) == [(-60, 80, -4800, 0, 0, 0)], "an advance is not revalued"
    assert exchange(date(2026, 10, 1), date(2026, 10, 31)) == [(40, 70, 2800, 0, -800, -800)]


def test_what_is_open_is_valued_anew_at_each_end_of_a_period(dollars: Settlements) -> None:
    on(dollars, 5).dispatch(100)
    on(dollars, 25).pay(100)

    assert exchange(date(2026, 10, 1), date(2026, 10, 15)) == [(100, 90, 9000, 0, 1000, 1000)]
    assert exchange(date(2026, 10, 16), date(2026, 10, 31)) == [(0, 70, 0, -1000, -1000, -2000)]
    assert exchange(date(2026, 10, 1), date(2026, 10, 31)) == [(0, 70, 0, -1000, 0, -1000)]


def test_without_a_rate_nothing_is_guessed(dollars: Settlements) -> None:
    Settlements(dollars.contract, dollars.at.replace(month=9, day=5)).dispatch(100)

    assert roubles(dollars) == [("dispatch", None, None, None)]
    [row] = queries.exchange(since=date(2026, 9, 1), until=date(2026, 10, 31)).all()
    assert (row.closing, row.difference, row.unrated_on) == (100, None, date(2026, 9, 5))


def test_a_rate_stands_over_the_longest_days_off_and_then_no_more(dollars: Settlements) -> None:
    """The last one is of October 20: with it goods of November 1 are valued, those of the 2nd wait for theirs."""
    last = date(2026, 10, 20)
    assert queries.stale_rates(last + 12 * DAY) == []
    assert queries.stale_rates(last + 13 * DAY) == [queries.StaleRate("USD", last, 1)]
    for step in (12, 13):
        at = dollars.at.replace(month=10, day=20) + step * DAY
        Settlements(dollars.contract, at).dispatch(100)

    assert roubles(dollars) == [("dispatch", 70, 7000, None), ("dispatch", None, None, None)]
    [row] = queries.exchange(since=last, until=last + 13 * DAY).all()
    assert (row.roubles, row.difference, row.unrated_on) == (None, None, date(2026, 11, 2))
    credit.set_rates([RateOf("USD", date(2026, 11, 2), dec(75))], source="", actor=None, at=dollars.at)
    [row] = queries.exchange(since=last, until=last + 13 * DAY).all()
    assert (row.roubles, row.difference, row.unrated_on) == (15000, 500, None)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    beyond=st.sampled_from((0, 0, 7777)), parts=st.lists(st.integers(1, 99_999), min_size=1, max_size=8),
    rates=st.tuples(st.integers(1, 999_999), st.integers(1, 999_999)), paid=st.sampled_from(("before", "after")),
)  # fmt: skip
def test_the_roubles_of_all_parts_are_those_of_the_whole(
    dollars: Settlements, beyond: int, parts: list[int], rates: tuple[int, int], paid: str
) -> None:
    """Whatever a debt is split into, by money before it or after it: to the kopeck, nothing is over or short."""
    with transaction.atomic():
        told = [
            RateOf("USD", date(2026, 10, day), dec(rate) / 10_000) for day, rate in zip((5, 12), rates, strict=True)
        ]
        credit.set_rates(told, source="", actor=None, at=dollars.at)
        if paid == "after":
            on(dollars, 5).dispatch(dec(sum(parts) + beyond) / 100)
        for part in parts:
            on(dollars, 5 if paid == "before" else 12).pay(dec(part) / 100)
        if paid == "before":
            on(dollars, 12).dispatch(dec(sum(parts) + beyond) / 100)
        [row] = queries.exchange(since=date(2026, 10, 1), until=date(2026, 10, 15)).all()
        assert sum((line[2] for line in roubles(dollars)), Decimal(0)) + row.difference == row.roubles
        assert (row.roubles == 0) is (beyond == 0)
        transaction.set_rollback(True)


def test_rates_are_told_by_those_who_may_and_the_last_word_holds(
    settlements: Settlements, firm: Firm, alice: int
) -> None:
    today, cashier = settlements.today, firm.person("cashier", "finance")
    one = RateOf("USD", today, dec("78.1234"))
    with working_as(STAFF, user=cashier):
        said: dict[str, Any] = {"source": "daily.xml", "actor": cashier, "at": settlements.at}
        assert credit.set_rates([one, RateOf("JPY", today, dec(1))], **said) == 1
        assert credit.set_rates([one], **said) == 0, "said twice is said once"
        assert credit.set_rates([RateOf("USD", today, dec(79))], **{**said, "source": ""}) == 1
    assert [(row.currency, row.rate, row.is_by_hand) for row in queries.rates().all()] == [("USD", 79, True)]
    assert JournalEntry.objects.filter(act="credit.set_rates").count() == 2
    for rates, code in (
        ([RateOf("JPY", today, dec(1))], "credit.rates_missing"),
        ([RateOf("USD", today, dec(0))], "credit.rate_wrong"),
        ([RateOf("USD", today + 11 * DAY, dec(80))], "credit.rate_wrong"),
    ):
        with pytest.raises(Refusal) as error:
            credit.set_rates(rates, source="", actor=None, at=settlements.at)
        assert error.value.code == code
    with pytest.raises(Refusal, match=r"accounts\.may_not"):
        credit.set_rates([one], source="", actor=firm.person("picker", "warehouse"), at=settlements.at)
    with working_as(BUYER, user=alice):
        assert len(queries.rates().all()) == 1


def test_a_buyer_sees_roubles_of_his_own_contracts(dollars: Settlements, alice: int, stranger: int) -> None:
    on(dollars, 5).dispatch(100)

    with working_as(BUYER, user=alice):
        assert len(roubles(dollars)) == 1
    with working_as(BUYER, user=stranger):
        assert roubles(dollars) == []
        assert queries.exchange(since=date(2026, 10, 1), until=date(2026, 10, 31)).all() == []


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    acts=st.lists(
        st.tuples(st.sampled_from(["dispatch", "pay"]), st.integers(1, 90), st.integers(0, 9)), min_size=2, max_size=9
    ),
    middle=st.integers(0, 25),
)
def test_whatever_moved_roubles_of_the_ledger_and_differences_come_to_what_is_open(
    dollars: Settlements, acts: list[tuple[str, int, int]], middle: int
) -> None:
    """And the differences of two periods are those of both together."""
    first = date(2026, 10, 1)
    with transaction.atomic():
        walk = on(dollars, 1)
        for act, amount, days in acts:
            walk.at += timedelta(days=days % 5)
            walk.dispatch(amount) if act == "dispatch" else walk.pay(amount)
        last = first + 27 * DAY
        [row] = queries.exchange(since=first, until=last).all()
        charged = sum((line[2] for line in roubles(dollars)), Decimal(0))
        assert charged + row.difference == row.roubles, "the last part takes the kopecks that the others have left"

        split = first + middle * DAY
        halves = [*exchange(first, split), *exchange(split + DAY, last)]
        assert sum(half[-1] for half in halves) == row.difference
        transaction.set_rollback(True)
