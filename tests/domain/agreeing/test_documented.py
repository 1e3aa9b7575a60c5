"""The example of docs/algorithms/terms.md, worked out as it stands there."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from optom.domain.agreeing import actions, queries
from optom.domain.policy.queries import Policy, Rule, Rung, Table
from optom.domain.pricing.models import Column, ContractPricing
from optom.domain.shipping.models import ShipmentLine
from tests.domain.shipping.deliveries import Delivery
from tests.trade import dec, found_firm

if TYPE_CHECKING:
    from datetime import datetime
    from decimal import Decimal

    from tests.trade import Firm

pytestmark = pytest.mark.django_db
_PAGE = Path(__file__).parents[3] / "docs" / "algorithms" / "terms.md"


def tables() -> list[list[list[str]]]:
    """Every table of the page: its rows below the head."""
    found: list[list[list[str]]] = [[]]
    for line in _PAGE.read_text(encoding="utf-8").splitlines():
        if line.startswith("|"):
            found[-1].append([cell.strip().strip("`") for cell in line.strip("|").split("|")])
        elif found[-1]:
            found.append([])
    return [table[2:] for table in found if table]


def share(text: str) -> Decimal:
    return dec(text.rstrip("%")) / 100


def bought(firm: Firm, contract: int, person: int, net: str, days: int, *, is_paid: bool = True) -> None:
    """So much without VAT has left then; the sum with VAT is paid, or falls due in the days of the terms."""
    if not dec(net):
        return
    delivery = Delivery(firm, contract, person, firm.person(f"w{contract}-{days}", "warehouse"), firm.at)
    delivery.at = firm.at + timedelta(days=360 - days)
    price = (dec(net) * dec("1.22")).quantize(dec("0.01"))
    (line,) = delivery.order((firm.product(f"p{contract}-{days}", price=price, on_hand=1), 1))
    (shipment,) = delivery.request((line, 1))
    delivery.dispatch(shipment)
    [(sum_, vat)] = ShipmentLine.objects.filter(shipment=shipment).values_list("sum", "vat")
    assert sum_ - vat == dec(net)
    if is_paid:
        delivery.pay(sum_)


def test_the_example_is_what_the_rules_make(at: datetime) -> None:
    steps, rules, clients = tables()
    firm = found_firm(at - timedelta(days=360))
    Column.objects.create(code="dealer", name="Дилер", position=3)
    policy = Policy(
        tables=(Table("discounts", rungs=tuple(Rung(dec(least), share(part)) for least, part in steps)),),
        rules=tuple(Rule(column, discount, condition, name) for name, condition, column, discount in rules),
    )
    contracts = {}
    for number, (name, last, this, late, before, *_rest) in enumerate(clients):
        person = firm.person(name)
        contract = firm.client(name, f"77000001{number}", person, deferral_days=0)
        bought(firm, contract, person, last, 130)
        bought(firm, contract, person, this, int(late) or 20, is_paid=not int(late))
        ContractPricing.objects.filter(contract=contract).update(discount=dec(before))
        contracts[name] = contract
    actions.follow(contracts=list(contracts.values()), actor=None, at=at)
    version = actions.write(policy=policy, expected=0, actor=None, at=at)
    proposal = actions.propose(version=version, actor=None, at=at)

    assert queries.faults(policy, at=at) == ()
    made = {row.contract: row for row in queries.proposed(proposal).all()}
    names = queries.names_of_rules(proposal)
    for name, *_given, column, discount, rule in clients:
        row = made.get(contracts[name])
        assert (row is not None) == bool(rule), name
        if row:
            assert (row.column, row.discount, names[row.rule - 1]) == (column, dec(discount), rule), name
    assert ContractPricing.objects.exclude(valid_to=None).count() == 0, "nothing was changed"
