"""Goods that left have their UPD: once, of the day they left, with the VAT of that day, waiting for what it lacks."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from optom.base.refusal import Refusal, reasons_of
from optom.domain.billing import actions as billing
from optom.domain.billing import queries as papers
from optom.domain.billing import rules
from optom.domain.billing.models import Upd
from optom.domain.companies.models import Company, Contract, Seller
from optom.domain.companies.rules import Signers
from optom.domain.credit import queries as settlements
from optom.domain.documents import queries as documents
from optom.domain.documents.models import Paper
from optom.domain.journal import actions as journal
from optom.domain.shipping import queries as shipments
from optom.interfaces.exchange.upd import FORM
from tests.books import all_books
from tests.domain.shipping.deliveries import Delivery
from tests.interfaces.exchange.upd.transfers import BUYER, SELLER, TRADER, goods
from tests.statements import counted
from tests.trade import Firm, dec

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def complete(firm: Firm, contract: int, **seller: Any) -> None:
    """Everything that an UPD needs is known of both sides."""
    said = {"papers": "both", "director": "Романов Алексей Николаевич", "legal_address": "Москва, Рабочая, 7"} | seller
    Seller.objects.filter(pk=firm.seller).update(**said)
    buyer = Contract.objects.get(pk=contract).company_id
    Company.objects.filter(pk=buyer).update(legal_address="Казань, Складская, 2")


@pytest.fixture
def delivery(firm: Firm, contract: int, alice: int, at: datetime) -> Delivery:
    complete(firm, contract)
    return Delivery(firm, contract, alice, firm.person("walter", "warehouse"), at)


def leave(delivery: Delivery, *goods: tuple[int, Any]) -> int:
    """An order of the goods leaves as a whole; its shipment."""
    lines = delivery.order(*goods)
    [shipment] = delivery.request(*((line, quantity) for line, (_product, quantity) in zip(lines, goods, strict=True)))
    delivery.dispatch(shipment)
    return shipment


def heard(at: datetime) -> None:
    """The worker looks into the outbox."""
    journal.deliver(at=at)


def upd_of(shipment: int) -> papers.UpdRow:
    [found] = papers.upds([shipment])
    return found


def said(shipment: int) -> dict[str, Any]:
    """What the paper says."""
    payload: dict[str, Any] = Paper.objects.get(pk=upd_of(shipment).paper or 0).payload
    return payload


def sound(shipment: int) -> bool:
    """Whether the file of the paper breaks no rule of its form."""
    file = FORM.write(said(shipment))
    return FORM.faults(file) == []


def test_what_left_has_its_upd_once_the_outbox_was_heard(delivery: Delivery, firm: Firm) -> None:
    shipment = leave(delivery, (firm.product("6204", price="122.00", on_hand=10), 4))

    heard(delivery.at)

    upd = upd_of(shipment)
    assert (upd.number, upd.sum, upd.vat) == ("1", dec("488.00"), dec("88.00"))
    paper = documents.paper(upd.paper or 0)
    assert (paper.kind, paper.title) == ("upd", "УПД № 1 от 23 ноября 2026 г.")
    assert said(shipment)["status"] == "1"
    assert sound(shipment)
    assert [row.id for row in papers.issued(company=paper.company_id or 0).only(kind="upd").all()] == [upd.paper]
    assert all_books() == []


def test_asked_for_twice_it_is_the_same_one(delivery: Delivery, firm: Firm) -> None:
    shipment = leave(delivery, (firm.product("6204", price="122.00", on_hand=10), 4))

    first = billing.issue_upd(shipment=shipment, at=delivery.at)
    heard(delivery.at)

    assert billing.issue_upd(shipment=shipment, at=delivery.at) == first
    assert Paper.objects.filter(kind="upd").count() == 1


def test_numbers_follow_each_other_by_the_year_in_which_goods_left(delivery: Delivery, firm: Firm) -> None:
    bearing = firm.product("6204", price="122.00", on_hand=10)
    shipments_of = [leave(delivery, (bearing, 1)), leave(delivery, (bearing, 2))]
    delivery.pay(366)
    delivery.at = datetime(2027, 1, 9, 12, tzinfo=delivery.at.tzinfo)
    shipments_of.append(leave(delivery, (bearing, 1)))

    heard(delivery.at)

    assert [upd_of(one).number for one in shipments_of] == ["1", "2", "1"]
    assert documents.numbering_faults() == []


def test_it_waits_for_what_it_lacks_and_is_then_of_the_day_on_which_the_goods_left(
    delivery: Delivery, firm: Firm
) -> None:
    complete(firm, delivery.contract, director="", legal_address="")
    shipment = leave(delivery, (firm.product("6204", price="122.00", on_hand=10), 4))
    heard(delivery.at)

    assert upd_of(shipment).paper is None
    lacking = [(one.facts["side"], one.facts["requisite"]) for one in papers.upd_lacks(contract=delivery.contract)]
    assert lacking == [("seller", "legal_address"), ("seller", "director")]
    with pytest.raises(Refusal) as error:
        billing.issue_upd(shipment=shipment, at=delivery.at)
    assert {one.code for one in reasons_of(error.value)} == {"billing.upd_lacks"}
    assert Paper.objects.filter(kind="upd").count() == 0, "no number is lost"
    assert papers.late(delivery.at + HOUR / 2) == []
    assert [one.subject for one in papers.late(delivery.at + 2 * HOUR)] == [f"shipping.shipment:{shipment}"]

    complete(firm, delivery.contract)
    billing.issue_waiting(at=delivery.at + timedelta(days=3))

    assert said(shipment)["date"] == "23.11.2026"
    assert said(shipment)["made_on"] == "26.11.2026"
    assert papers.late(delivery.at + 2 * HOUR) == []
    assert all_books() == []


@pytest.mark.parametrize(
    ("of_seller", "buyer", "has_note", "has_upd"),
    [
        ("note", "legal_entity", True, False),
        ("both", "legal_entity", True, True),
        ("upd", "legal_entity", False, True),
        ("both", "foreign", True, False),
        ("vat", "legal_entity", True, True),
        ("vat", "foreign", True, False),
    ],
)
def test_which_papers_go_with_goods_is_the_sellers(
    delivery: Delivery, firm: Firm, of_seller: str, buyer: str, *, has_note: bool, has_upd: bool
) -> None:
    complete(firm, delivery.contract, papers=of_seller)
    Company.objects.filter(pk=Contract.objects.get(pk=delivery.contract).company_id).update(kind=buyer)
    shipment = leave(delivery, (firm.product("6204", price="122.00", on_hand=10), 4))
    heard(delivery.at)

    assert (shipments.shipment(shipment).delivery_note is not None) == has_note
    assert bool(papers.upds([shipment])) == has_upd
    [entry] = settlements.ledger(contract=delivery.contract).all()
    named = "УПД № 1" if has_upd and of_seller != "vat" else "Расходная накладная № 1"
    title = f"{named} от 23 ноября 2026 г."
    assert entry.title == (title if buyer != "foreign" else "Delivery note No. 1 of 23 November 2026")
    assert papers.late(delivery.at + 2 * HOUR) == []
    assert all_books() == []
    if not has_upd:
        with pytest.raises(Refusal, match=r"billing\.no_upd_due"):
            billing.issue_upd(shipment=shipment, at=delivery.at)


def test_money_that_had_come_before_is_named(delivery: Delivery, firm: Firm) -> None:
    delivery.pay(300, key="P-15")
    shipment = leave(delivery, (firm.product("6204", price="122.00", on_hand=10), 4))
    delivery.at += timedelta(days=1)
    delivery.pay(188, key="P-16")
    heard(delivery.at)

    assert said(shipment)["payments"] == [{"number": "P-15", "date": "23.11.2026", "sum": "300,00"}]


@pytest.mark.parametrize(
    ("regime", "label", "status", "vat"),
    [("payer", "22%", "1", "22.00"), ("reduced_5", "5%", "1", "5.81"), ("reduced_7", "7%", "1", "7.98"),
     ("exempt", "без НДС", "2", "0.00")],
)  # fmt: skip
def test_vat_is_by_the_sellers_regime(
    delivery: Delivery, firm: Firm, regime: str, label: str, status: str, vat: str
) -> None:
    complete(firm, delivery.contract, vat=regime)
    shipment = leave(delivery, (firm.product("6204", price="122.00", on_hand=10), 1))
    heard(delivery.at)

    [line] = said(shipment)["items"]
    assert (said(shipment)["status"], line["rate"]) == (status, label)
    assert upd_of(shipment).vat == dec(vat)
    assert sound(shipment)
    assert all_books() == []


def test_goods_ordered_before_a_change_of_the_rate_leave_at_the_new_one(delivery: Delivery, firm: Firm) -> None:
    delivery.at = datetime(2025, 12, 30, 12, tzinfo=delivery.at.tzinfo)
    early = replace(firm, at=delivery.at - timedelta(days=1))
    product = early.product("6204", price="122.00", on_hand=10)
    contract = early.contract(Contract.objects.get(pk=delivery.contract).company_id, "119")
    delivery.contract = contract
    line = delivery.order((product, 3))[0]
    [first] = delivery.request((line, 1))
    delivery.dispatch(first)
    [second] = delivery.request((line, 2))
    delivery.at = datetime(2026, 1, 2, 12, tzinfo=delivery.at.tzinfo)
    delivery.dispatch(second)
    heard(delivery.at)

    assert [said(one)["items"][0]["rate"] for one in (first, second)] == ["20%", "22%"]
    assert [upd_of(one).vat for one in (first, second)] == [dec("20.33"), dec("44.00")]
    assert [upd_of(one).sum for one in (first, second)] == [dec("122.00"), dec("244.00")], "what was agreed is owed"
    assert all_books() == []


def test_parts_of_a_line_each_have_the_vat_of_their_own_sum(delivery: Delivery, firm: Firm) -> None:
    line = delivery.order((firm.product("6204", price="0.35", on_hand=9), 9))[0]
    left = []
    for quantity in (1, 3, 5):
        [shipment] = delivery.request((line, quantity))
        delivery.dispatch(shipment)
        left.append(shipment)
    heard(delivery.at)

    assert [(upd_of(one).sum, upd_of(one).vat) for one in left] == [
        (dec("0.35"), dec("0.06")), (dec("1.05"), dec("0.19")), (dec("1.75"), dec("0.32")),
    ]  # fmt: skip
    assert all_books() == []


def test_the_books_tell_of_an_upd_that_is_not_what_left(delivery: Delivery, firm: Firm) -> None:
    shipment = leave(delivery, (firm.product("6204", price="122.00", on_hand=10), 4))
    heard(delivery.at)

    Upd.objects.update(sum=Decimal("489.00"), vat=Decimal("88.01"), number="7")

    assert {one.what for one in papers.broken_books()} == {
        "UPD = sum of what left",
        "UPD = entry of the ledger",
        "VAT of an UPD = VAT of its lines",
        "number = number on the paper",
    }
    assert {one.subject for one in papers.broken_books()} == {f"shipping.shipment:{shipment}"}


def test_its_statements_do_not_grow_with_its_lines(delivery: Delivery, firm: Firm) -> None:
    products = [firm.product(f"62{number:02}", price=10, on_hand=5) for number in range(12)]
    short, long = leave(delivery, (products[0], 1)), leave(delivery, *((product, 1) for product in products))

    with counted() as few:
        billing.issue_upd(shipment=short, at=delivery.at)
    with counted() as many:
        billing.issue_upd(shipment=long, at=delivery.at)

    assert len(few) == len(many)


def test_a_day_of_the_firm_is_the_day_of_the_paper(delivery: Delivery, firm: Firm) -> None:
    """Half past midnight in Moscow is the day before in UTC."""
    delivery.at = datetime(2026, 11, 24, 0, 30, tzinfo=delivery.at.tzinfo)
    shipment = leave(delivery, (firm.product("6204", price="122.00", on_hand=10), 4))
    heard(delivery.at)

    assert (said(shipment)["date"], said(shipment)["made_at"]) == ("24.11.2026", "00.30.00")
    assert upd_of(shipment).due_at.date() == date(2026, 11, 23), "kept in UTC"


def test_goods_without_a_price_and_sides_without_requisites_are_told_all_at_once() -> None:
    bare = replace(BUYER, inn="", kpp="", legal_address="")
    found = rules.objections_to_upd(SELLER, Signers(), bare, [goods(), goods(price="0", article="ПОДАРОК")])

    assert [(one.code, one.facts.get("requisite") or one.facts.get("article")) for one in found] == [
        ("billing.upd_lacks", "director"),
        ("billing.upd_lacks", "inn"),
        ("billing.upd_lacks", "legal_address"),
        ("billing.upd_lacks", "kpp"),
        ("billing.upd_without_price", "ПОДАРОК"),
    ]
    assert rules.objections_to_upd(TRADER, Signers(), BUYER, [goods()]) == [], "a trader signs himself and has no KPP"
