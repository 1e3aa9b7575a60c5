"""An act and a comparison call goods that left by the UPD, which the buyer's books know; not by our own numbers."""

from datetime import date, datetime
from typing import Any

import pytest
from lxml import etree

from optom.domain.companies.models import Company, Seller
from optom.domain.reconciliation import actions
from optom.domain.reconciliation import queries as reconciliation
from optom.domain.reconciliation.rules import SAME, Card, TheirLine
from optom.interfaces.exchange import reconciliation_act
from tests.domain.billing.test_upd import complete, heard, leave, upd_of
from tests.domain.shipping.deliveries import Delivery
from tests.trade import Firm, dec

pytestmark = pytest.mark.django_db
NOVEMBER: Any = {"since": date(2026, 11, 1), "until": date(2026, 11, 23)}


@pytest.fixture
def delivery(firm: Firm, contract: int, alice: int, at: datetime) -> Delivery:
    Seller.objects.update(ogrn="1027700000023")
    Company.objects.update(ogrn="1027700000009")
    return Delivery(firm, contract, alice, firm.person("walter", "warehouse"), at)


@pytest.mark.parametrize("papers", ["upd", "both"])
def test_it_is_named_by_its_upd_in_every_format_and_answers_the_line_of_the_buyers_books(
    delivery: Delivery, firm: Firm, papers: str
) -> None:
    complete(firm, delivery.contract, papers="note")
    bearing = firm.product("6204", price="122.00", on_hand=10)
    leave(delivery, (bearing, 1))
    complete(firm, delivery.contract, papers=papers)
    shipment = leave(delivery, (bearing, 4))
    heard(delivery.at)
    assert upd_of(shipment).number == "1"

    paper = actions.issue_act(contract=delivery.contract, **NOVEMBER, key="a", actor=delivery.alice, at=delivery.at)
    facts = reconciliation.act_facts(paper)
    assert [(one.title, one.number) for one in facts.operations] == [
        ("Расходная накладная № 1 от 23 ноября 2026 г.", "1"),
        ("УПД № 1 от 23 ноября 2026 г.", "1"),
    ]
    _name, content = reconciliation_act.written(facts, delivery.at)
    said = etree.fromstring(content).xpath("//ДокСв/@НаимДок | //ДокСв/@НомДок")
    assert said == ["Товарная накладная", "1", "Универсальный передаточный документ", "1"]

    day = date(2026, 11, 23)
    lines = [TheirLine(1, day, "УПД № 1 от 23.11.2026", dec(-488)), TheirLine(2, day, "Накладная № 1", dec(-122))]
    brought = actions.Brought("card.xlsx", "0" * 64, Card(lines))
    found = actions.bring_ledger(
        contract=delivery.contract, **NOVEMBER, ledger=brought, key="b", actor=delivery.alice, at=delivery.at
    )
    compared = reconciliation.compared_of(reconciliation.comparison(found))
    assert [(one.kind, one.theirs.place) for one in compared.pairs if one.theirs] == [(SAME, 2), (SAME, 1)]
