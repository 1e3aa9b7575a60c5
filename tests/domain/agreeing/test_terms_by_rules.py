"""Columns and discounts by rules: written, worked out for the contracts that follow them, approved by another."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from optom.base.refusal import Refusal, Refusals
from optom.domain.agreeing import actions, queries
from optom.domain.billing import actions as billing
from optom.domain.billing.correcting import Change
from optom.domain.companies.models import Contract
from optom.domain.journal.models import Entry
from optom.domain.policy.queries import Policy, Rule, Rung, Table
from optom.domain.pricing import actions as pricing
from optom.domain.pricing import queries as prices
from optom.domain.pricing.models import Column, ContractPricing
from optom.domain.shipping.models import ShipmentLine
from tests.domain.shipping.deliveries import Delivery
from tests.statements import counted
from tests.trade import Firm, dec, found_firm

if TYPE_CHECKING:
    from collections.abc import Sequence

pytestmark = pytest.mark.django_db
MSK_JULY = timedelta(days=130)  # before 23 November: 16 July, in the third quarter
POLICY = Policy(
    tables=(Table("discounts", rungs=(Rung(Decimal(0), Decimal(0)), Rung(Decimal(1000), Decimal("0.03")))),),
    rules=(
        Rule("wholesale", "", "overdue > 0", "Late with money"),
        Rule("dealer", 'LOOKUP(turnover_last_quarter, "discounts")', "turnover_last_quarter >= 500", "Turnover"),
        Rule("", "0", "", "All others"),
    ),
)


@pytest.fixture
def firm(at: datetime) -> Firm:
    """Founded a year before, so that there is a last quarter."""
    made = found_firm(at - timedelta(days=360))
    Column.objects.create(code="dealer", name="Дилер", position=3)
    return made


@pytest.fixture
def dora(firm: Firm) -> int:
    return firm.person("dora", "director")


@pytest.fixture
def adam(firm: Firm) -> int:
    return firm.person("adam", "administrator")


def shipped(firm: Firm, contract: int, person: int, price: str, at: datetime) -> int:
    """One bearing left then; the shipment."""
    bearing = firm.product(f"6204-{price}-{at:%j}", price=price, on_hand=10)
    delivery = Delivery(firm, contract, person, firm.person(f"walter{price}{at:%j}", "warehouse"), at)
    (line,) = delivery.order((bearing, 1))
    (shipment,) = delivery.request((line, 1))
    delivery.dispatch(shipment)
    return shipment


def terms(contract: int) -> tuple[str, Decimal]:
    now = prices.schemes(contract)[0]
    return now.column_name, now.discount


def proposed(contracts: Sequence[int], dora: int, at: datetime, policy: Policy = POLICY) -> int:
    """The contracts follow the rules, and what these make is worked out."""
    actions.follow(contracts=contracts, actor=dora, at=at, reason="договорились")
    version = actions.write(policy=policy, expected=queries.written().version, actor=dora, at=at)
    return actions.propose(version=version, actor=dora, at=at)


def test_who_has_bought_for_enough_buys_by_the_dealers_column_once_another_has_approved(
    firm: Firm, contract: int, strange_contract: int, alice: int, dora: int, adam: int, at: datetime
) -> None:
    shipped(firm, contract, alice, "1830.00", at - MSK_JULY)  # 1 500 without VAT
    Delivery(firm, contract, alice, 0, at).pay("1830.00")
    proposal = proposed([contract], dora, at)

    [row] = queries.proposed(proposal).all()
    assert (row.column_before, row.column, row.discount, row.rule) == ("wholesale", "dealer", dec(3), 2)
    assert row.known == {"turnover_last_quarter": "1500.00"}
    assert terms(contract) == ("Опт", dec(0)), "nothing has changed yet"
    with pytest.raises(Refusal) as refused:
        actions.approve(proposal=proposal, actor=firm.person("max", "manager"), at=at)
    assert refused.value.code == "accounts.may_not"
    with pytest.raises(Refusal) as refused:
        actions.approve(proposal=proposal, actor=firm.person("don", "director"), at=at, begins_at=at)
    assert refused.value.code == "policy.moment_past"
    assert queries.needs_others_eyes(proposal, actor=dora)
    with pytest.raises(Refusal) as refused:
        actions.approve(proposal=proposal, actor=dora, at=at)
    assert refused.value.code == "policy.four_eyes"

    assert actions.approve(proposal=proposal, actor=adam, at=at) == 1

    assert terms(contract) == ("Дилер", dec(3))
    assert terms(strange_contract) == ("Опт", dec(0)), "it does not follow the rules"
    row = ContractPricing.objects.get(contract=contract, valid_to=None)
    assert (row.reason, row.known) == ("Turnover", {"turnover_last_quarter": "1500.00", "day": "2026-11-23"})
    assert prices.schemes(contract)[1].valid_to == at
    assert queries.policy_in_force() == POLICY
    assert Entry.objects.get(act="pricing.set_scheme", subject=f"companies.contract:{contract}").actor_id == adam
    with pytest.raises(Refusal) as refused:
        actions.drop(proposal=proposal, actor=dora, at=at)
    assert refused.value.code == "agreeing.proposal_ended"


def test_what_was_taken_back_counts_no_more_and_money_that_is_late_keeps_from_the_better_column(
    firm: Firm, contract: int, strange_contract: int, alice: int, stranger: int, dora: int, at: datetime
) -> None:
    then = at - MSK_JULY
    shipment = shipped(firm, contract, alice, "1830.00", then)
    late = shipped(firm, strange_contract, stranger, "1220.00", then)
    [line] = ShipmentLine.objects.filter(shipment=shipment).values_list("order_line_id", flat=True)
    billing.correct(
        shipment=shipment, changes={line: Change(dec(1), dec("732.00"))}, reason="цена", key="k", actor=None, at=then
    )
    assert late
    Delivery(firm, contract, alice, 0, at).pay("732.00")

    rows = queries.proposed(proposed([contract, strange_contract], dora, at)).all()

    assert {row.contract: (row.rule, row.column, row.discount) for row in rows} == {
        contract: (2, "dealer", dec(0)),
    }, "600 were left of the one, and the other is late with his: his terms stay as they are"
    said = queries.say(POLICY, contracts=[contract, strange_contract], at=at)
    assert [turn.holds for turn in said[strange_contract].turns] == [True]
    assert said[strange_contract].is_as_now
    assert (said[contract].rule, said[contract].column, said[contract].discount) == (2, "dealer", dec(0))


def test_terms_that_a_person_sets_meanwhile_stay_and_so_do_those_of_who_follows_no_more(
    firm: Firm, contract: int, strange_contract: int, dora: int, adam: int, at: datetime
) -> None:
    policy = Policy(rules=(Rule("dealer", "5%", "", "Everybody"),))
    third = firm.client("Третий", "7700000030", firm.person("theo"))
    proposal = proposed([contract, strange_contract, third], dora, at, policy)
    pricing.set_scheme(
        contract=contract, column=firm.retail, discount=dec(1), rounding=dec("0.01"), actor=dora, at=at, reason="рука"
    )
    actions.unfollow(contracts=[strange_contract], actor=dora, at=at, reason="особый клиент")

    assert actions.approve(proposal=proposal, actor=adam, at=at) == 1

    assert (terms(contract), terms(strange_contract)) == (("Розница", dec(1)), ("Опт", dec(0)))
    assert terms(third) == ("Дилер", dec(5))
    found = queries.proposal(proposal)
    assert found is not None
    assert (found.changes, found.overtaken, found.state) == (3, 2, "published")


def test_approved_terms_begin_at_their_moment(firm: Firm, contract: int, dora: int, adam: int, at: datetime) -> None:
    proposal = proposed([contract], dora, at, Policy(rules=(Rule("dealer", "5%"),)))
    tomorrow = at + timedelta(days=1)
    assert actions.approve(proposal=proposal, actor=adam, at=at, begins_at=tomorrow) is None
    assert not actions.apply_due(at=tomorrow - timedelta(seconds=1))
    assert terms(contract) == ("Опт", dec(0))
    assert actions.apply_due(at=tomorrow)
    assert not actions.apply_due(at=tomorrow)
    assert terms(contract) == ("Дилер", dec(5))


def test_what_would_leave_nothing_to_pay_or_is_in_another_currency_is_held_back(
    firm: Firm, contract: int, strange_contract: int, dora: int, adam: int, at: datetime
) -> None:
    euro = Column.objects.create(code="euro", name="Евро", currency="EUR", position=4)
    policy = Policy(rules=(Rule("euro", "3%", 'client = "Механик"'), Rule("dealer", "3", "")))
    proposal = proposed([contract, strange_contract], dora, at, policy)
    rows = {row.contract: (row.held, row.column, row.discount) for row in queries.proposed(proposal).all()}
    assert rows == {contract: ("currency", euro.code, dec(3)), strange_contract: ("discount", "dealer", None)}
    assert actions.approve(proposal=proposal, actor=adam, at=at) == 0
    assert terms(contract) == ("Опт", dec(0))


def test_each_quarter_the_rules_make_a_proposal_by_themselves_once(
    firm: Firm, contract: int, dora: int, adam: int, at: datetime
) -> None:
    january = datetime(2027, 1, 11, 9, tzinfo=at.tzinfo)  # the first working day of the year
    assert actions.propose_for_quarter(at=january) is None, "no rules are in force"
    first = proposed([contract], dora, at, Policy(rules=(Rule("dealer", "5%", "today >= DATE(2027; 1; 1)"),)))
    actions.approve(proposal=first, actor=adam, at=at)

    assert actions.propose_for_quarter(at=at + timedelta(days=20)) is None, "they have just come into force"
    assert actions.propose_for_quarter(at=january - timedelta(days=1)) is None, "a day off"
    made = actions.propose_for_quarter(at=january)
    assert made is not None
    assert actions.propose_for_quarter(at=january + timedelta(hours=1)) is None

    found = queries.proposal(made)
    assert found is not None
    assert (found.state, found.changes, found.proposed_by) == ("waiting", 1, None)
    assert queries.waiting() == 1

    other = proposed([contract], dora, january, Policy(rules=(Rule("dealer", "7%"),)))
    actions.approve(proposal=other, actor=adam, at=january)
    with pytest.raises(Refusal) as refused:
        actions.approve(proposal=made, actor=adam, at=january)
    assert refused.value.code == "agreeing.not_in_force"


def test_rules_that_do_not_fit_are_kept_and_say_where(firm: Firm, dora: int, at: datetime) -> None:
    wrong = Policy(
        tables=(Table("empty"),),
        rules=(
            Rule("nothing", "turnover_last_quarter", "overdue"),
            Rule("Дилер", "ПРОСМОТР(оборот_прошлого_квартала; «нет»)", since=at.date(), until=at.date() - timedelta(1)),
        ),
    )
    version = actions.write(policy=wrong, expected=0, actor=dora, at=at)
    found = queries.faults(wrong, at=at)
    places = {(one.facts["part"], one.facts["row"], one.facts["cell"]): one.code for one in found}
    assert places == {
        ("tables", 1, "rungs"): "policy.table_empty",
        ("rules", 1, "column"): "policy.column_unknown",
        ("rules", 1, "condition"): "formula.wrong_result",
        ("rules", 1, "price"): "formula.wrong_result",
        ("rules", 2, "price"): "formula.unknown_ladder",
        ("rules", 2, "until"): "policy.since_after_until",
    }
    with pytest.raises(Refusals):
        actions.propose(version=version, actor=dora, at=at)
    with pytest.raises(Refusal) as refused:
        actions.write(policy=POLICY, expected=0, actor=dora, at=at)
    assert refused.value.code == "policy.draft_moved"
    assert actions.write(policy=wrong, expected=version, actor=dora, at=at) == version, "nothing was changed"
    assert queries.written().policy.rules[1].column == "dealer"
    with pytest.raises(Refusal) as refused:
        actions.propose(version=actions.write(policy=Policy(), expected=version, actor=dora, at=at), actor=dora, at=at)
    assert refused.value.code == "agreeing.no_rules"


def test_ten_contracts_take_as_many_statements_as_one(
    firm: Firm, contract: int, dora: int, adam: int, at: datetime
) -> None:
    def statements(contracts: list[int]) -> tuple[int, int]:
        policy = Policy(rules=(Rule("dealer", f"{len(contracts)}%", "turnover_12_months >= 0"),))
        actions.follow(contracts=contracts, actor=dora, at=at, reason="договорились")
        version = actions.write(policy=policy, expected=queries.written().version, actor=dora, at=at)
        with counted() as proposing:
            proposal = actions.propose(version=version, actor=dora, at=at)
        with counted() as approving:
            assert actions.approve(proposal=proposal, actor=adam, at=at) == len(contracts)
        return len(proposing), len(approving)

    company = Contract.objects.get(pk=contract).company_id
    one = statements([contract])
    many = statements([contract, *(firm.contract(company, str(number)) for number in range(119, 128))][:10])
    assert many == one


def test_people_of_the_warehouse_set_no_terms(firm: Firm, contract: int, at: datetime) -> None:
    walter = firm.person("walt", "warehouse")
    for act in (actions.follow, actions.unfollow):
        with pytest.raises(Refusal) as refused:
            act(contracts=[contract], actor=walter, at=at, reason="просто так")
        assert refused.value.code == "accounts.may_not"
    with pytest.raises(Refusal) as refused:
        actions.follow(contracts=[contract], actor=firm.person("fay", "finance"), at=at)
    assert refused.value.code == "pricing.reason_missing"
