"""Whatever the rules, the documents and the debts: proposed terms are what the slow reference makes of them."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from optom.domain.agreeing import actions, queries
from optom.domain.agreeing.models import Following, ProposedTerms
from optom.domain.billing.models import Correction
from optom.domain.companies.models import Contract
from optom.domain.credit.models import Entry, OpenItem
from optom.domain.policy.queries import Policy, Rule
from optom.domain.pricing.models import Column, ContractPricing
from optom.domain.shipping.models import Shipment, ShipmentLine
from tests.domain.shipping.deliveries import Delivery
from tests.trade import found_firm

from .terms_model import Agreed, proposals

if TYPE_CHECKING:
    from datetime import date

pytestmark = pytest.mark.django_db

_conditions = some.sampled_from([
    "", "turnover_last_quarter >= 500", "client_turnover_last_quarter > turnover_last_quarter", "overdue > 0",
    "days_overdue > 14", "turnover_this_quarter > turnover_last_quarter", "open_contracts > 1", "discount_now > 1%",
])  # fmt: skip
_discounts = some.sampled_from([
    "", "3%", "turnover_12_months / MAX(turnover_12_months; 3000) / 10",
    "client_turnover_12_months / turnover_12_months / 10", "MIN(discount_now + 1%; 5%)",
    "turnover_this_quarter / turnover_last_quarter", "-200%",
])  # fmt: skip
_rules = some.lists(
    some.builds(Rule, some.sampled_from(["", "wholesale", "retail"]), _discounts, _conditions), min_size=1, max_size=4
)
_days = some.integers(0, 400)
_sums = some.decimals(1, 900, places=2)
_contracts = some.lists(
    some.fixed_dictionaries({
        "client": some.integers(0, 1),
        "follows": some.sampled_from([True, True, False]),
        "column": some.sampled_from(["wholesale", "retail"]),
        "discount": some.sampled_from([Decimal(0), Decimal("2.5")]),
        "left": some.lists(some.tuples(_days, _sums), max_size=3),
        "taken_off": some.lists(some.tuples(_days, _sums), max_size=1),
        "owed": some.lists(some.tuples(some.integers(-20, 40), _sums), max_size=2),
    }),
    min_size=1,
    max_size=3,
)  # fmt: skip


class Papers:
    """Documents of contracts, with goods of one real order line."""

    def __init__(self, at: datetime) -> None:
        """Two clients; a contract of the first has ordered a bearing."""
        self.at, self.firm = at, found_firm(at - timedelta(days=500))
        person = self.firm.person("alice")
        self.firsts = [self.firm.client("Механик", "7700000009", person), self.firm.client("Чужой", "7700000016")]
        bearing = self.firm.product("6204", price=100, on_hand=10)
        [self.line] = Delivery(self.firm, self.firsts[0], person, 0, at - timedelta(days=450)).order((bearing, 1))
        self.bearing = bearing

    def write(self, given: dict[str, Any], number: str) -> Agreed:
        company = Contract.objects.get(pk=self.firsts[given["client"]]).company_id
        key = self.firm.contract(company, number)
        column = Column.objects.get(code=given["column"])
        ContractPricing.objects.filter(contract=key).update(column=column, discount=given["discount"])
        agreed = Agreed(given["client"], given["follows"], given["column"], given["discount"])
        if agreed.follows:
            Following.objects.create(contract_id=key, at=self.at)
        for days, net in given["left"]:
            agreed.moved.append((self._left(key, company, days, net), net))
        for days, net in given["taken_off"]:
            agreed.moved.append((self._taken_off(key, company, days, net), -net))
        for days, amount in given["owed"]:
            agreed.owed.append((self._owed(key, company, days, amount), amount))
        return agreed

    def _day(self, days: int) -> date:
        return self.at.date() - timedelta(days=days)

    def _left(self, contract: int, company: int, days: int, net: Decimal) -> date:
        """Late in the evening of Moscow: no other day than the firm's own."""
        day = self._day(days)
        shipment = Shipment.objects.create(
            contract_id=contract, company_id=company, warehouse_id=self.firm.moscow, key=f"k{Shipment.objects.count()}",
            state="dispatched", requested_at=self.at, sum=net + 1,
            dispatched_at=datetime.combine(day, time(23, 30), self.at.tzinfo) if days else self.at,
        )  # fmt: skip
        ShipmentLine.objects.create(
            shipment=shipment, company_id=company, order_line_id=self.line, product_id=self.bearing, quantity=1,
            dispatched=1, sum=net + 1, vat=1,
        )  # fmt: skip
        return day

    def _taken_off(self, contract: int, company: int, days: int, net: Decimal) -> date:
        """Of goods that left before all time."""
        shipment = Shipment.objects.create(
            contract_id=contract, company_id=company, warehouse_id=self.firm.moscow, key=f"c{Shipment.objects.count()}",
            state="dispatched", requested_at=self.at, sum=0, dispatched_at=self.at - timedelta(days=480),
        )  # fmt: skip
        Correction.objects.create(
            shipment=shipment, contract_id=contract, company_id=company, seller_id=self.firm.seller, key="k",
            agreed_on=self._day(days), at=self.at, reason="цена", sum=-net - 1, vat=-1,
        )  # fmt: skip
        return self._day(days)

    def _owed(self, contract: int, company: int, days: int, amount: Decimal) -> date:
        due = self._day(days)
        said: dict[str, Any] = {"contract_id": contract, "company_id": company, "amount": amount, "due_on": due}
        entry = Entry.objects.create(at=self.at, on=self.at.date(), kind="opening", title="долг", **said)
        OpenItem.objects.create(entry=entry, **said)
        return due


@pytest.fixture
def papers(at: datetime, db: None) -> Papers:
    return Papers(at)


@settings(
    max_examples=30,
    deadline=None,
    # how long it takes to think up a firm depends on what else the machine does
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(rules=_rules, given_contracts=_contracts)
def test_proposed_terms_are_what_the_rules_say(
    rules: list[Rule], given_contracts: list[dict[str, Any]], papers: Papers, at: datetime
) -> None:
    policy = Policy(rules=tuple(rules))
    with transaction.atomic():
        contracts = [papers.write(one, f"n{place}") for place, one in enumerate(given_contracts)]
        # those with which the clients began are open too, and follow nothing
        model = [*contracts, *(Agreed(client, follows=False) for client in (0, 1))]
        keys = list(Contract.objects.filter(number__startswith="n").order_by("pk").values_list("pk", flat=True))
        version = actions.write(policy=policy, expected=0, actor=None, at=at)
        proposal = actions.propose(version=version, actor=None, at=at)
        rows = ProposedTerms.objects.filter(proposal=proposal)
        proposed = {
            keys.index(key): tuple(rest)
            for key, *rest in rows.values_list("contract", "column__code", "discount", "rule", "held")
        }
        assert proposed == proposals(policy, model, at.date())
        told = queries.say(policy, contracts=keys, at=at)
        for place, (_column, discount, rule, _held) in proposed.items():
            assert (told[keys[place]].rule, told[keys[place]].discount) == (rule, discount)
        transaction.set_rollback(True)
