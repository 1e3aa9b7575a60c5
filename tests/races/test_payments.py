"""Money that arrives twice at the same moment is one payment; two payments settle what is owed once."""

import pytest

from optom.domain.credit import actions as credit
from optom.domain.credit import queries, rules
from optom.domain.credit.models import Payment
from optom.domain.credit.queries import AccountRow
from tests.books import all_books
from tests.domain.shipping.deliveries import Delivery
from tests.races.together import met_after, refusals, together
from tests.trade import dec

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def owing(delivery: Delivery) -> Delivery:
    """Mechanic owes 800.00."""
    [line] = delivery.order((delivery.firm.product("6204", price=100, on_hand=8), 8))
    delivery.dispatch(delivery.request((line, 8))[0])
    return delivery


def both_payments(owing: Delivery, patch: pytest.MonkeyPatch) -> list[object]:
    patch.setattr(rules, "allocate", met_after(rules.allocate))
    return together(lambda: owing.pay(500), lambda: owing.pay(500))


def test_without_the_lock_two_payments_settle_the_same_debt(owing: Delivery, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(credit, "lock", lambda _: AccountRow(dec(0), dec(0), dec(0)))

    both_payments(owing, monkeypatch)

    assert [broken.what for broken in queries.broken_books()] == ["allocated <= amount"], "the harm"


def test_two_payments_settle_the_debt_once_and_the_rest_waits(owing: Delivery, monkeypatch: pytest.MonkeyPatch) -> None:
    assert refusals(both_payments(owing, monkeypatch)) == []

    assert owing.debt == dec(-200)
    assert [item.open for item in queries.open_items(owing.contract, owing.at.date())] == [dec(-200)]
    assert all_books() == []


def test_one_key_is_one_payment(owing: Delivery) -> None:
    first, second = together(*[lambda: owing.pay(500, key="bank-17")] * 2)

    assert first == second
    assert Payment.objects.count() == 1
    assert owing.debt == dec(300)
