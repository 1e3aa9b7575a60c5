"""A payer calls his direction off while the payment is entered: it was followed, or withdrawn, and money is there."""

from dataclasses import dataclass
from typing import Any

import pytest

from optom.domain.credit import actions as credit
from optom.domain.credit import directing, queries
from optom.domain.credit.models import Direction, Payment
from optom.domain.credit.queries import AccountRow
from tests.books import all_books
from tests.domain.shipping.deliveries import Delivery
from tests.races.together import Meanwhile, refusals
from tests.trade import dec

pytestmark = pytest.mark.django_db(transaction=True)


@dataclass
class Directed:
    """Mechanic owes 300 and 200, and has said that his payment "17" is for the second."""

    delivery: Delivery
    direction: int

    def withdraw(self) -> None:
        said: dict[str, Any] = {"actor": self.delivery.alice, "at": self.delivery.at}
        credit.withdraw_direction(contract=self.delivery.contract, direction=self.direction, **said)

    @property
    def open(self) -> list[object]:
        return [item.open for item in queries.open_items(self.delivery.contract, self.delivery.at.date())]


@pytest.fixture
def directed(delivery: Delivery) -> Directed:
    bearing = delivery.firm.product("6204", price=100, on_hand=8)
    for count in (3, 2):
        [line] = delivery.order((bearing, count))
        delivery.dispatch(delivery.request((line, count))[0])
    _first, second = queries.open_items(delivery.contract, delivery.at.date())
    said: dict[str, Any] = {"actor": delivery.alice, "at": delivery.at}
    credit.direct_next(contract=delivery.contract, number="17", parts={second.entry: dec(200)}, key="d", **said)
    return Directed(delivery, Direction.objects.get().pk)


def paid_while_it_is_withdrawn(directed: Directed, patch: pytest.MonkeyPatch) -> tuple[list[Any], Any]:
    """What the payment came to, and the withdrawal that came after it had looked for directions."""
    answers: list[Any] = []
    meanwhile = Meanwhile(directed.withdraw)
    patch.setattr("optom.domain.credit.actions.directions_of", meanwhile.after(directing.directions_of))
    try:
        answers.append(directed.delivery.pay(200, key="17"))
    except Exception as error:  # noqa: BLE001 -- it is the answer
        answers.append(error)
    return answers, meanwhile.answer()


def test_without_the_lock_the_money_is_not_entered(directed: Directed, monkeypatch: pytest.MonkeyPatch) -> None:
    for room in (credit, directing):
        monkeypatch.setattr(room, "lock", lambda _contract: AccountRow(dec(0), dec(0), dec(0)))

    answers, withdrawn = paid_while_it_is_withdrawn(directed, monkeypatch)

    assert (refusals(answers), withdrawn) == (["IntegrityError"], None), "the harm: it would follow what is called off"
    assert Payment.objects.count() == 0


def test_who_withdraws_while_the_payment_is_entered_is_told_that_it_was_followed(
    directed: Directed, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers, withdrawn = paid_while_it_is_withdrawn(directed, monkeypatch)

    assert (refusals(answers), refusals([withdrawn])) == ([], ["credit.direction_over"])
    assert directed.open == [300]
    assert all_books() == []


def test_what_was_withdrawn_before_is_not_followed(directed: Directed) -> None:
    directed.withdraw()
    directed.delivery.pay(200, key="17")

    assert directed.open == [100, 200]
