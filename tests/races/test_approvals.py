"""Two orders over one month's limit or one budget; a request answered twice at the same moment.

Each race is run without its guard first: the harm is there. Then with it: it is not.
"""

import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from optom.domain.companies import actions as people
from optom.domain.companies.models import Contract, CostCentre, Membership
from optom.domain.orders import actions as orders
from optom.domain.orders import queries
from optom.domain.orders import spending as month
from optom.domain.orders.models import Approval, Draft, Order
from optom.domain.orders.rules import OrderLine
from tests.books import all_books
from tests.domain.shipping.deliveries import Delivery
from tests.races.guards import without_account_lock
from tests.races.together import met_after, refusals, together
from tests.trade import dec

pytestmark = pytest.mark.django_db(transaction=True)
spending: Any = sys.modules["optom.domain.orders.actions.spending"]
approvals: Any = sys.modules["optom.domain.orders.actions.approvals"]


@dataclass
class Team:
    """Bob buys in two contracts of Mechanic, Alice and Carol approve; two bearings at 100.00."""

    delivery: Delivery
    company: int
    bob: int
    carol: int
    other: int
    bearings: list[int]

    def order(self, contract: int, key: str, who: int | None = None, **said: Any) -> Callable[[], orders.Placed]:
        """Six of a bearing."""
        lines = [OrderLine(self.bearings[key == "b"], dec(6))]
        given: dict[str, Any] = {
            "contract": contract,
            "lines": lines,
            "key": key,
            "actor": who or self.bob,
            "at": self.delivery.at,
        }
        return lambda: orders.place(**given, **said)

    def ask(self) -> int:
        contract, at = self.delivery.contract, self.delivery.at
        Membership.objects.filter(user_id=self.bob).update(order_limit=dec(100))
        draft = orders.open_draft(contract=contract, name="ноябрь", actor=self.bob, at=at)
        orders.set_quantity(contract=contract, draft=draft, product=self.bearings[0], quantity=dec(6))
        asked = orders.order_draft(contract=contract, draft=draft, key="k", actor=self.bob, at=at)
        assert isinstance(asked, orders.Asked)
        return asked.approval

    def approve(self, approval: int, who: int) -> Callable[[], orders.Placed]:
        given: dict[str, Any] = {
            "contract": self.delivery.contract,
            "approval": approval,
            "actor": who,
            "at": self.delivery.at,
        }
        return lambda: orders.approve(**given)

    def withdraw(self, approval: int) -> Callable[[], None]:
        given: dict[str, Any] = {
            "contract": self.delivery.contract,
            "approval": approval,
            "actor": self.bob,
            "at": self.delivery.at,
        }
        return lambda: orders.withdraw(**given)


@pytest.fixture
def team(delivery: Delivery) -> Team:
    company = Contract.objects.get(pk=delivery.contract).company_id
    bob, carol = delivery.firm.person("bob"), delivery.firm.person("carol")
    Membership.objects.create(company_id=company, user_id=bob, role="buyer", month_limit=dec(1000))
    Membership.objects.create(company_id=company, user_id=carol, role="owner")
    bearings = [delivery.firm.product(name, price=100, on_hand=50) for name in ("6204", "6205")]
    return Team(delivery, company, bob, carol, delivery.firm.contract(company, "119"), bearings)


def without_lock_of_spending(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(people, "lock_spending", lambda **_given: None)


def met_when_counted(patch: pytest.MonkeyPatch) -> None:
    """Both have counted what was spent, neither has ordered yet."""
    patch.setattr(month, "spent", met_after(month.spent))


# --- one person, two orders, one month's limit


def test_without_locks_two_orders_overrun_one_months_limit(team: Team, monkeypatch: pytest.MonkeyPatch) -> None:
    without_account_lock(monkeypatch)
    without_lock_of_spending(monkeypatch)
    met_when_counted(monkeypatch)

    assert refusals(together(team.order(team.delivery.contract, "a"), team.order(team.delivery.contract, "b"))) == []
    assert sum(order.total for order in Order.objects.all()) == dec(1200), "the harm"


def test_two_orders_of_one_person_over_one_months_limit(team: Team, monkeypatch: pytest.MonkeyPatch) -> None:
    met_when_counted(monkeypatch)

    answers = together(team.order(team.delivery.contract, "a"), team.order(team.delivery.contract, "b"))

    assert refusals(answers) == ["orders.over_month_limit"]
    assert all_books() == []


def test_in_two_contracts_the_lock_of_the_contract_is_not_enough(team: Team, monkeypatch: pytest.MonkeyPatch) -> None:
    without_lock_of_spending(monkeypatch)
    met_when_counted(monkeypatch)

    assert refusals(together(team.order(team.delivery.contract, "a"), team.order(team.other, "b"))) == []
    assert Order.objects.count() == 2, "the harm"


def test_two_orders_in_two_contracts_over_one_months_limit(team: Team, monkeypatch: pytest.MonkeyPatch) -> None:
    met_when_counted(monkeypatch)

    answers = together(team.order(team.delivery.contract, "a"), team.order(team.other, "b"))

    assert refusals(answers) == ["orders.over_month_limit"]
    assert all_books() == []


# --- two people, two contracts, one budget


def both_charge(team: Team, patch: pytest.MonkeyPatch) -> list[Any]:
    centre = CostCentre.objects.create(company_id=team.company, code="10", name="Цех", budget=dec(1000)).pk
    Membership.objects.filter(user_id=team.bob).update(month_limit=None)
    met_when_counted(patch)
    return together(
        team.order(team.delivery.contract, "a", centre=centre), team.order(team.other, "b", team.carol, centre=centre)
    )


def test_without_the_lock_two_people_overrun_one_budget(team: Team, monkeypatch: pytest.MonkeyPatch) -> None:
    without_lock_of_spending(monkeypatch)

    assert refusals(both_charge(team, monkeypatch)) == []
    assert Order.objects.count() == 2, "the harm"


def test_two_people_over_one_budget(team: Team, monkeypatch: pytest.MonkeyPatch) -> None:
    assert refusals(both_charge(team, monkeypatch)) == ["orders.over_budget"]
    assert all_books() == []


# --- one request, two answers


def without_lock_of_requests(patch: pytest.MonkeyPatch) -> None:
    text = re.sub("for update", "", approvals._sql.text("lock_approval"))
    patch.setitem(approvals._sql._texts, "lock_approval", text)
    without_account_lock(patch)


def test_without_the_locks_a_request_is_approved_and_withdrawn(team: Team, monkeypatch: pytest.MonkeyPatch) -> None:
    approval = team.ask()
    without_lock_of_requests(monkeypatch)
    monkeypatch.setattr(approvals, "_locked", met_after(approvals._locked))

    assert refusals(together(team.approve(approval, team.carol), team.withdraw(approval))) == []
    assert Order.objects.count() == 1, "the harm: it is ordered, and whoever took it back believes that it is not"


def test_a_request_is_approved_or_withdrawn(team: Team, monkeypatch: pytest.MonkeyPatch) -> None:
    approval = team.ask()
    monkeypatch.setattr(approvals, "_locked", met_after(approvals._locked))

    answers = together(team.approve(approval, team.carol), team.withdraw(approval))

    assert refusals(answers) == ["orders.approval_decided"]
    is_approved = Approval.objects.get().state == "approved"
    assert (Order.objects.exists(), Draft.objects.exists()) == (is_approved, not is_approved)
    assert all_books() == []


def test_without_the_locks_two_bosses_each_find_that_they_have_approved(
    team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    approval = team.ask()
    Draft.objects.update(is_standing=True)
    without_lock_of_requests(monkeypatch)
    monkeypatch.setattr(queries, "picked_lines", met_after(queries.picked_lines))
    keys = iter(["a", "b"])
    place = approvals.place
    monkeypatch.setattr(approvals, "place", lambda **given: place(**{**given, "key": next(keys)}))

    together(team.approve(approval, team.carol), team.approve(approval, team.delivery.alice))

    assert Order.objects.count() == 2, "the harm, where neither the lock nor the key is there"


def test_two_bosses_approve_one_order(team: Team, monkeypatch: pytest.MonkeyPatch) -> None:
    approval = team.ask()
    monkeypatch.setattr(approvals, "_locked", met_after(approvals._locked))

    first, second = together(team.approve(approval, team.carol), team.approve(approval, team.delivery.alice))

    assert (first.order, {first.is_new, second.is_new}) == (second.order, {True, False})
    assert Order.objects.count() == 1
    assert all_books() == []
