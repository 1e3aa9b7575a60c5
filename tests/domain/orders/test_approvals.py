"""Who orders more than he may on his own word asks a colleague, whose approval places the order."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import pytest

from optom.base.refusal import Refusal, reasons_of
from optom.domain.companies import actions as companies
from optom.domain.companies.models import Contract, Membership
from optom.domain.journal.models import Entry
from optom.domain.orders import actions as orders
from optom.domain.orders import queries
from optom.domain.orders.models import Draft, Order
from optom.domain.orders.rules import OrderLine
from optom.domain.stock.models import Balance
from optom.interfaces.kit.identity import BUYER, working_as
from tests.statements import counted
from tests.trade import Firm, dec


@dataclass
class Team:
    """Bob buys for Mechanic, Alice is his boss; a bearing costs 100.00."""

    firm: Firm
    contract: int
    company: int
    alice: int
    bob: int
    bearing: int
    at: datetime

    def bound(self, **bounds: Any) -> None:
        """What Bob may do on his own word."""
        Membership.objects.filter(company_id=self.company, user_id=self.bob).update(**bounds)

    def draft(self, quantity: int, *, who: int | None = None, **said: Any) -> int:
        who = who or self.bob
        draft = orders.open_draft(contract=self.contract, name="ноябрь", actor=who, at=self.at)
        orders.set_quantity(contract=self.contract, draft=draft, product=self.bearing, quantity=dec(quantity))
        Draft.objects.filter(pk=draft).update(**said)
        return draft

    def order(self, draft: int, key: str = "k", who: int | None = None, at: datetime | None = None) -> Any:
        who = who or self.bob
        with working_as(BUYER, user=who):
            told: dict[str, Any] = {"contract": self.contract, "draft": draft, "key": key, "actor": who}
            return orders.order_draft(**told, at=at or self.at, note="срочно")

    def ask(self, quantity: int = 20) -> tuple[int, int]:
        """Bob, who may order for 500, asks for more: the draft and the request."""
        self.bound(order_limit=dec(500))
        draft = self.draft(quantity)
        asked = self.order(draft, f"ask-{draft}")
        assert isinstance(asked, orders.Asked)
        return draft, asked.approval

    def approve(self, approval: int, who: int | None = None, **said: Any) -> orders.Placed:
        who = who or self.alice
        with working_as(BUYER, user=who):
            return orders.approve(contract=self.contract, approval=approval, actor=who, at=self.at, **said)

    def state(self, approval: int) -> str:
        found = queries.approval(contract=self.contract, approval=approval)
        assert found
        return found.state


@pytest.fixture
def team(firm: Firm, contract: int, alice: int, at: datetime) -> Team:
    bob = firm.person("bob")
    company = Contract.objects.get(pk=contract).company_id
    Membership.objects.create(company_id=company, user_id=bob, role="buyer")
    bearing = firm.product("6204", price=100, on_hand=100)
    return Team(firm, contract, company, alice, bob, bearing, at)


def codes(act: Callable[[], object]) -> list[str]:
    with pytest.raises(Refusal) as refused:
        act()
    return [reason.code for reason in reasons_of(refused.value)]


def test_within_his_limits_he_orders_on_his_own_word(team: Team) -> None:
    team.bound(order_limit=dec(500), month_limit=dec(1000))

    assert team.order(team.draft(5), "a").is_new
    assert team.order(team.draft(5), "b").is_new
    assert Order.objects.count() == 2


def test_every_bound_that_he_is_over_is_named_with_what_is_left(team: Team) -> None:
    team.bound(order_limit=dec(500), month_limit=dec(1000))
    companies.set_approval(company=team.company, over=dec(700), actor=team.alice, at=team.at)
    team.order(team.draft(3), "a")

    lines = [OrderLine(team.bearing, dec(9))]
    with pytest.raises(Refusal) as refused:
        orders.place(contract=team.contract, lines=lines, key="b", actor=team.bob, at=team.at)

    told = {reason.code: dict(reason.facts) for reason in reasons_of(refused.value)}
    assert list(told) == ["orders.over_order_limit", "orders.over_month_limit", "orders.over_company_sum"]
    month = told["orders.over_month_limit"]
    assert (month["used"], month["left"], month["over"]) == (dec("300.00"), dec("700.00"), dec("200.00"))


def test_a_month_begins_anew_where_the_firm_is_and_what_was_cancelled_does_not_count(team: Team) -> None:
    team.bound(month_limit=dec(1000))
    first = team.order(team.draft(9), "a")
    assert codes(lambda: placed(team, 2)) == ["orders.over_month_limit"]

    line = queries.lines(order=first.order)[0].id
    orders.cancel(contract=team.contract, lines=[line], actor=team.bob, at=team.at)
    placed(team, 10)
    assert codes(lambda: placed(team, 1)) == ["orders.over_month_limit"]

    midnight = team.at.replace(month=12, day=1, hour=0, minute=1)
    assert codes(lambda: placed(team, 1, at=midnight - timedelta(minutes=2))) == ["orders.over_month_limit"]
    placed(team, 1, at=midnight)


def placed(team: Team, quantity: int, at: datetime | None = None) -> orders.Placed:
    lines = [OrderLine(team.bearing, dec(quantity))]
    key = f"{quantity}-{at}"
    return orders.place(contract=team.contract, lines=lines, key=key, actor=team.bob, at=at or team.at)


def test_a_month_is_counted_over_all_contracts_of_the_company_in_one_currency(team: Team) -> None:
    team.bound(month_limit=dec(1000))
    other = team.firm.contract(team.company, "119")
    dollars = team.firm.contract(team.company, "120")
    Contract.objects.filter(pk=dollars).update(currency="USD")
    placed(team, 6)

    def place_in(contract: int) -> orders.Placed:
        lines = [OrderLine(team.bearing, dec(6))]
        return orders.place(contract=contract, lines=lines, key="k", actor=team.bob, at=team.at)

    assert codes(lambda: place_in(other)) == ["orders.over_month_limit"]
    assert place_in(dollars).is_new


def test_over_his_limit_the_draft_waits_and_nothing_is_held(team: Team) -> None:
    team.bound(order_limit=dec(500))
    draft = team.draft(20, is_private=True)

    asked = team.order(draft)

    assert (asked.approvers, asked.is_new) == ([team.alice], True)
    assert not Order.objects.exists()
    assert Balance.objects.get().held == 0
    row = queries.approval(contract=team.contract, approval=asked.approval)
    assert row
    assert (row.total, row.lines, row.note, row.state) == (dec("2000.00"), 1, "срочно", "waiting")
    assert [reason.code for reason in row.why] == ["orders.over_order_limit"]
    assert row.why[0].facts["over"] == dec("1500.00")
    with working_as(BUYER, user=team.alice):
        assert queries.draft_lines(contract=team.contract, draft=draft), "who approves sees a private draft too"
    assert queries.broken_books() == []


def test_a_second_press_is_the_same_request(team: Team) -> None:
    team.bound(order_limit=dec(500))
    draft = team.draft(20)

    first, second = team.order(draft), team.order(draft)

    assert (first.approval, second.is_new) == (second.approval, False)
    assert codes(lambda: team.order(draft, "another press")) == ["orders.draft_waits"]


def test_a_waiting_draft_is_not_changed(team: Team) -> None:
    draft, _ = team.ask()
    of: dict[str, Any] = {"contract": team.contract, "draft": draft}

    for act in (
        lambda: orders.set_quantity(**of, product=team.bearing, quantity=dec(1)),
        lambda: orders.move_lines(**of, target=team.draft(1), products=[team.bearing], actor=team.alice, at=team.at),
        lambda: orders.merge_drafts(**of, target=team.draft(1), at=team.at),
        lambda: orders.close_draft(**of),
        lambda: orders.change_draft(**of, name="другой"),
        lambda: orders.charge_draft(**of, centre=None),
        lambda: team.order(draft, "boss", who=team.alice),
    ):
        assert codes(act) == ["orders.draft_waits"]
    assert not Order.objects.exists()


def test_the_boss_approves_and_the_order_is_placed_by_her_act(team: Team) -> None:
    draft, approval = team.ask()

    order = team.approve(approval).order

    found = Order.objects.get(pk=order)
    assert (found.placed_by_id, found.asked_by_id, found.total) == (team.alice, team.bob, dec("2000.00"))
    assert Balance.objects.get().held == 20
    assert not Draft.objects.filter(pk=draft).exists()
    assert team.state(approval) == "approved"
    assert team.approve(approval) == orders.Placed(order, is_new=False)
    acts = list(Entry.objects.order_by("id").values_list("act", flat=True))
    assert acts == ["orders.ask_approval", "orders.place", "orders.approve"]
    assert queries.broken_books() == []


def test_what_a_colleague_approved_uses_up_nobodys_month(team: Team) -> None:
    team.bound(month_limit=dec(500))
    asked = team.order(team.draft(20))
    team.approve(asked.approval)

    assert placed(team, 5).is_new


def test_a_standing_draft_opens_again_when_it_is_ordered(team: Team) -> None:
    team.bound(order_limit=dec(500))
    draft = team.draft(20, is_standing=True)
    team.approve(team.order(draft).approval)

    orders.set_quantity(contract=team.contract, draft=draft, product=team.bearing, quantity=dec(1))


def test_the_boss_declines_with_a_reason_and_the_draft_opens_again(team: Team) -> None:
    draft, approval = team.ask()
    of: dict[str, Any] = {"contract": team.contract, "approval": approval, "actor": team.alice, "at": team.at}
    with working_as(BUYER, user=team.alice):
        assert codes(lambda: orders.decline(**of, reason=" ")) == ["input.required"]
        assert orders.decline(**of, reason="в декабре")
        assert not orders.decline(**of, reason="в декабре"), "twice is once"

    said = queries.said_to(contract=team.contract, draft=draft)
    assert said
    assert (said.state, said.reason, said.decided_by_name) == ("declined", "в декабре", "alice")
    orders.set_quantity(contract=team.contract, draft=draft, product=team.bearing, quantity=dec(5))
    assert team.order(draft, "again").is_new
    assert codes(lambda: team.approve(approval)) == ["orders.approval_decided"]


def test_whoever_asked_takes_it_back_and_a_colleague_does_not(team: Team) -> None:
    draft, approval = team.ask()
    carol = team.firm.person("carol")
    Membership.objects.create(company_id=team.company, user_id=carol, role="own", rights=["look", "draft", "approve"])
    of: dict[str, Any] = {"contract": team.contract, "approval": approval, "at": team.at}

    with working_as(BUYER, user=carol):
        assert codes(lambda: orders.withdraw(**of, actor=carol)) == ["companies.may_not"]
    with working_as(BUYER, user=team.bob):
        orders.withdraw(**of, actor=team.bob)
        orders.withdraw(**of, actor=team.bob)
        orders.close_draft(contract=team.contract, draft=draft)
    assert codes(lambda: team.approve(approval)) == ["orders.approval_decided"]


def test_nobody_approves_his_own(team: Team) -> None:
    companies.set_approval(company=team.company, over=dec(100), actor=team.alice, at=team.at)
    draft = team.draft(20, who=team.alice)
    assert codes(lambda: team.order(draft, who=team.alice)) == ["orders.over_company_sum", "orders.nobody_approves"]

    team.bound(role="owner")
    asked = team.order(draft, who=team.alice)
    assert asked.approvers == [team.bob]
    assert codes(lambda: team.approve(asked.approval)) == ["orders.approve_own"]
    assert team.approve(asked.approval, who=team.bob).is_new


def test_the_named_colleague_approves_and_no_other_while_he_may(team: Team) -> None:
    carol = team.firm.person("carol")
    Membership.objects.create(company_id=team.company, user_id=carol, role="owner")
    team.bound(approver_id=carol)
    _, approval = team.ask()

    def waiting(person: int) -> int:
        with working_as(BUYER, user=person):
            return queries.waiting_for(actor=person).get(team.contract, 0)

    assert [waiting(person) for person in (carol, team.alice, team.bob)] == [1, 0, 0]
    assert codes(lambda: team.approve(approval)) == ["orders.approver_is_another"]
    Membership.objects.filter(user_id=carol).update(role="viewer")
    assert [waiting(person) for person in (carol, team.alice, team.bob)] == [0, 1, 0]
    assert team.approve(approval).is_new


def test_what_waits_for_the_boss_is_counted_under_every_contract_of_hers(team: Team) -> None:
    second = replace(team, contract=team.firm.contract(team.company, "119"))
    foreign = team.firm.client("Чужой", "7700000030", team.firm.person("carol"))
    stranger = replace(team, contract=foreign, company=Contract.objects.get(pk=foreign).company_id)
    Membership.objects.create(company_id=stranger.company, user_id=team.bob, role="buyer")
    for one in (team, second, second, stranger):
        one.ask()

    with working_as(BUYER, user=team.alice):
        assert queries.waiting_for(actor=team.alice) == {team.contract: 1, second.contract: 2}
    with working_as(BUYER, user=team.bob):
        assert queries.waiting_for(actor=team.bob) == {}


@pytest.mark.parametrize("role", ["buyer", "accountant", "viewer"])
def test_who_may_not_approve_does_not(team: Team, role: str) -> None:
    _, approval = team.ask()
    carol = team.firm.person("carol")
    Membership.objects.create(company_id=team.company, user_id=carol, role=role)

    assert codes(lambda: team.approve(approval, who=carol)) == ["orders.approval_unknown"]
    assert codes(lambda: orders.approve(contract=team.contract, approval=approval, actor=carol, at=team.at)) == [
        "companies.may_not"
    ]


def test_a_stranger_finds_no_request(team: Team, stranger: int, strange_contract: int) -> None:
    _, approval = team.ask()

    with working_as(BUYER, user=stranger):
        assert queries.approvals(contract=team.contract).all() == []
        for contract in (team.contract, strange_contract):
            said: dict[str, Any] = {"contract": contract, "approval": approval, "actor": stranger, "at": team.at}
            for refused in (codes(partial(orders.approve, **said)), codes(partial(orders.withdraw, **said))):
                assert refused[0] in {"orders.approval_unknown", "companies.contract_unknown"}


def test_where_the_total_has_risen_it_is_approved_anew(team: Team) -> None:
    _, approval = team.ask()
    from optom.domain.pricing.models import ColumnPrice  # noqa: PLC0415 -- prices move

    ColumnPrice.objects.filter(product_id=team.bearing).update(amount=dec(110))

    assert codes(lambda: team.approve(approval)) == ["orders.total_rose"]
    assert team.approve(approval, agreed=dec(2200)).is_new


def centre(team: Team, code: str, budget: int | None, **said: Any) -> int:
    of: dict[str, Any] = {"company": team.company, "actor": team.alice, "at": team.at}
    return companies.add_cost_centre(code=code, name=code, budget=None if budget is None else dec(budget), **of, **said)


def test_a_cost_centre_has_so_much_a_month_whoever_orders(team: Team) -> None:
    workshop = centre(team, "10", 1000)
    assert team.order(team.draft(6, cost_centre_id=workshop), "a").is_new

    draft = team.draft(6, who=team.alice, cost_centre_id=workshop)

    assert codes(lambda: team.order(draft, "b", who=team.alice)) == ["orders.over_budget", "orders.nobody_approves"]


def test_over_the_budget_a_colleague_approves(team: Team) -> None:
    workshop = centre(team, "10", 1000)
    team.order(team.draft(6, cost_centre_id=workshop), "a")
    asked = team.order(team.draft(6, cost_centre_id=workshop), "b")
    row = queries.approval(contract=team.contract, approval=asked.approval)

    assert row
    assert (row.centre, [reason.code for reason in row.why]) == (workshop, ["orders.over_budget"])
    assert queries.spent_by_centre(company=team.company, currency="RUB", at=team.at) == {workshop: dec("600.00")}
    team.approve(asked.approval)
    assert queries.spent_by_centre(company=team.company, currency="RUB", at=team.at) == {workshop: dec("1200.00")}


def test_who_is_bound_to_cost_centres_charges_one_of_them(team: Team) -> None:
    own, other = centre(team, "10", None), centre(team, "20", None)
    team.bound(cost_centres=[own])

    assert codes(lambda: team.order(team.draft(1), "a")) == ["orders.centre_missing"]
    assert codes(lambda: team.order(team.draft(1, cost_centre_id=other), "a")) == ["orders.centre_not_yours"]
    companies.close_cost_centre(company=team.company, centre=own, actor=team.alice, at=team.at)
    assert codes(lambda: team.order(team.draft(1, cost_centre_id=own), "a")) == ["orders.centre_closed"]


def test_bounds_cost_a_constant_number_of_statements(team: Team) -> None:
    team.bound(order_limit=dec(10_000), month_limit=dec(100_000))
    workshop = centre(team, "10", 100_000)
    products = [team.firm.product(f"A{number}", price=10, on_hand=5) for number in range(40)]

    def cost(*wanted: int) -> int:
        lines = [OrderLine(product, dec(2)) for product in wanted]
        with counted() as said:
            orders.place(
                contract=team.contract, lines=lines, key=str(len(wanted)), actor=team.bob, at=team.at, centre=workshop
            )
        return len([sql for sql in said if "SAVEPOINT" not in sql])

    assert cost(products[0]) == cost(*products) <= 12


def test_nobody_gets_past_his_limit_by_changing_what_he_has_ordered(team: Team) -> None:
    team.bound(month_limit=dec(1000))
    dear = team.firm.product("6205", price=400, on_hand=100)
    order = team.order(team.draft(8)).order
    (line,) = (row.id for row in queries.lines(order=order))
    bob: dict[str, Any] = {"contract": team.contract, "line": line, "actor": team.bob, "at": team.at}

    more = partial(orders.change_quantity, **bob, key="more", quantity=dec(11))
    other = partial(orders.replace, **bob, key="other", instead=orders.Instead(dear, dec(8), dec(8)))

    assert codes(more) == codes(other) == ["orders.more_over_month_limit"], "what no colleague is asked to approve"
    orders.change_quantity(**bob, key="fits", quantity=dec(10))
    assert Order.objects.get().total == dec(1000)
