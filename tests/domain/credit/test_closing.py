"""A closed period takes no entry more, whoever writes it and however; its way out is a later day, or a reason."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from optom.base.refusal import Refusal
from optom.domain.credit import actions as credit
from optom.domain.credit import queries
from optom.domain.credit.actions import Books
from optom.domain.credit.models import Closing, Entry
from optom.domain.journal.models import Entry as JournalEntry
from optom.interfaces.kit.identity import BUYER, STAFF, working_as
from tests.domain.credit.settlements import Settlements
from tests.trade import Firm, dec

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
Act = Callable[[], None]


def close(
    settlements: Settlements, until: date, *, actor: int | None = None, books: Books | None = None, **said: Any
) -> None:
    books = books or credit.books_of_contract(settlements.contract)
    credit.close_period(books=books, until=until, actor=actor, at=settlements.at, **said)


def reopen(
    settlements: Settlements, until: date | None, reason: str = "a late act", *, books: Books | None = None
) -> None:
    books = books or credit.books_of_contract(settlements.contract)
    credit.reopen_period(books=books, until=until, reason=reason, actor=None, at=settlements.at)


def test_nothing_is_entered_into_a_closed_period_whatever_it_is(settlements: Settlements) -> None:
    contract, yesterday = settlements.contract, settlements.today - DAY
    by_hand: dict[str, Any] = {
        "contract": contract,
        "amount": dec(5),
        "on": yesterday,
        "actor": None,
        "at": settlements.at,
    }
    close(settlements, yesterday)

    for write in (
        lambda: settlements.pay(10, on=yesterday),
        lambda: credit.correct(reason="x", **by_hand),
        lambda: credit.open_balance(**by_hand),
        lambda: _dispatch(settlements, yesterday),
    ):
        with pytest.raises(Refusal, match=r"credit\.period_closed") as error:
            write()
        assert error.value.facts == {
            "field": "on", "contract": "118", "on": yesterday, "closed": yesterday, "opens": settlements.today,
        }  # fmt: skip
    assert Entry.objects.count() == 0

    settlements.dispatch(100)
    payment = settlements.pay(40)
    settlements.reverse(payment)
    assert settlements.room.debt == dec(100)
    assert queries.broken_books() == []


def _dispatch(settlements: Settlements, on: date) -> None:
    later, settlements.at = settlements.at, settlements.at - DAY
    try:
        assert settlements.today == on
        settlements.dispatch(10)
    finally:
        settlements.at = later


def test_it_is_closed_further_and_opened_again_for_a_reason(settlements: Settlements, firm: Firm) -> None:
    today = settlements.today
    close(settlements, today - 10 * DAY)
    close(settlements, today - 3 * DAY, reason="a quarter")
    assert queries.closed_until(settlements.contract) == today - 3 * DAY
    refused: list[tuple[Act, str]] = [
        (lambda: close(settlements, today - 5 * DAY), "credit.closed_already"),
        (lambda: close(settlements, today), "credit.closing_of_days_to_come"),
        (lambda: reopen(settlements, today - 3 * DAY), "credit.not_closed"),
        (lambda: reopen(settlements, None, " "), "credit.reopening_reason_missing"),
        (lambda: close(settlements, today - DAY, actor=firm.person("manager", "manager")), "accounts.may_not"),
    ]
    for act, code in refused:
        with pytest.raises(Refusal) as error:
            act()
        assert error.value.code == code

    reopen(settlements, today - 8 * DAY)
    settlements.pay(10, on=today - 7 * DAY)
    with pytest.raises(Refusal, match=r"credit\.period_closed"):
        settlements.pay(10, on=today - 8 * DAY)
    reopen(settlements, None)
    settlements.pay(10, on=today - 8 * DAY)

    assert [(row.state, row.until) for row in queries.closings().all()] == [
        ("open", None), ("past", today - 8 * DAY), ("past", today - 3 * DAY), ("past", today - 10 * DAY),
    ]  # fmt: skip
    acts = list(JournalEntry.objects.filter(act__contains="period").order_by("id").values_list("act", flat=True))
    assert acts == ["credit.close_period"] * 2 + ["credit.reopen_period"] * 2


def test_a_seller_closes_all_his_contracts_and_no_others(
    settlements: Settlements, firm: Firm, strange_contract: int
) -> None:
    from optom.domain.companies.models import Contract, Seller  # noqa: PLC0415 -- only here

    yesterday, books = settlements.today - DAY, Books(firm.seller)
    other = Seller.objects.create(name="Другой", inn="7700000047", kpp="770001001")
    Contract.objects.filter(pk=strange_contract).update(seller=other)
    close(settlements, yesterday, books=books)
    reopen_own = pytest.raises(Refusal, match=r"credit\.not_closed")

    with pytest.raises(Refusal, match=r"credit\.period_closed"):
        settlements.pay(10, on=yesterday)
    with reopen_own:
        reopen(settlements, None)  # it is not closed by itself
    Settlements(strange_contract, settlements.at).pay(10, on=yesterday)
    assert [until for _id, _name, until in queries.closed_sellers()] == [None, yesterday]
    reopen(settlements, None, books=books)
    settlements.pay(10, on=yesterday)


def test_who_may_close_and_who_may_see_it(settlements: Settlements, firm: Firm, alice: int, stranger: int) -> None:
    cashier = firm.person("cashier", "finance")
    with working_as(STAFF, user=cashier):
        close(settlements, settlements.today - DAY, actor=cashier)
        close(settlements, settlements.today - 2 * DAY, actor=cashier, books=Books(firm.seller))
        with pytest.raises(Refusal, match=r"credit\.period_closed"), transaction.atomic():
            settlements.pay(10, on=settlements.today - DAY, actor=cashier)
    with working_as(BUYER, user=alice):
        assert queries.closed_until(settlements.contract) == settlements.today - DAY
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            Closing.objects.create(seller_id=firm.seller, at=settlements.at)
    with working_as(BUYER, user=stranger):
        assert Closing.objects.count() == 1, "that the seller's books are closed is no secret"
    with pytest.raises(DatabaseError), transaction.atomic():
        Closing.objects.update(until=None)
