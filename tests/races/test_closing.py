"""A period is closed while somebody enters a day of it: he comes before or not at all; what was seen closed stays."""

from datetime import timedelta
from decimal import Decimal

import pytest

from optom.domain.credit import actions as credit
from optom.domain.credit import closing, queries
from optom.domain.credit.actions import Books
from optom.domain.journal import actions as journal
from tests.books import all_books
from tests.domain.shipping.deliveries import Delivery
from tests.races.guards import Unhindered, without_locks
from tests.races.together import met_after, refusals, together
from tests.trade import dec

pytestmark = pytest.mark.django_db(transaction=True)
DAY = timedelta(days=1)


def pay(delivery: Delivery) -> int:
    """Yesterday's money, registered today."""
    yesterday, amount = delivery.at.date() - DAY, dec(100)
    return credit.register_payment(
        contract=delivery.contract, key="k", number="7", on=yesterday, amount=amount, purpose="", actor=None,
        at=delivery.at,
    )  # fmt: skip


def owed(delivery: Delivery) -> Decimal:
    """At the end of yesterday."""
    return queries.statement(delivery.contract, delivery.at.date() - DAY, delivery.at.date() - DAY).closing


def close_and_look(delivery: Delivery, books: Books) -> Decimal:
    credit.close_period(books=books, until=delivery.at.date() - DAY, actor=None, at=delivery.at)
    return owed(delivery)


def test_without_the_lock_money_appears_in_a_period_that_was_closed(
    delivery: Delivery, monkeypatch: pytest.MonkeyPatch
) -> None:
    without_locks(monkeypatch, closing._sql, "lock_seller")
    closer = Unhindered(lambda: close_and_look(delivery, Books(delivery.firm.seller)))
    monkeypatch.setattr(journal, "record_each", closer.after(journal.record_each))

    [paid] = together(lambda: pay(delivery))

    assert refusals([paid, closer.answer]) == []
    assert (closer.answer, owed(delivery)) == (dec(0), dec(-100)), "the harm"


@pytest.mark.parametrize("of_seller", [True, False])
def test_what_was_seen_of_a_closed_period_stays(
    delivery: Delivery, monkeypatch: pytest.MonkeyPatch, *, of_seller: bool
) -> None:
    books = Books(delivery.firm.seller) if of_seller else credit.books_of_contract(delivery.contract)
    monkeypatch.setattr(journal, "record_each", met_after(journal.record_each))

    answers = together(lambda: pay(delivery), lambda: close_and_look(delivery, books))

    assert refusals(answers) in ([], ["credit.period_closed"])
    assert answers[1] == owed(delivery)
    assert all_books() == []
