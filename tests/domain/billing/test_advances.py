"""Money that settles nothing has its VAT invoice when the law wants it, once; goods that leave later name it."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from optom.base.tax import VatRate
from optom.domain.billing import actions as billing
from optom.domain.billing import queries as papers
from optom.domain.billing import rules
from optom.domain.billing.models import AdvanceInvoice, AdvanceOffset
from optom.domain.billing.rules import Gone
from optom.domain.catalog.models import Product, TaxClass, TaxRate
from optom.domain.companies.models import Company, Contract, Seller
from optom.domain.credit import actions as credit
from optom.domain.credit import queries as settlements
from optom.domain.documents import queries as documents
from optom.domain.documents.models import Paper
from optom.interfaces.exchange.upd import FORM
from tests.books import all_books
from tests.domain.billing.paid_ahead import advances, days_pass
from tests.domain.billing.test_upd import complete, heard, leave, said, sound
from tests.domain.shipping.deliveries import Delivery
from tests.trade import Firm, dec

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def delivery(firm: Firm, contract: int, alice: int, at: datetime) -> Delivery:
    complete(firm, contract)
    advances(firm)
    return Delivery(firm, contract, alice, firm.person("walter", "warehouse"), at)


def issued() -> list[papers.AdvanceRow]:
    return sorted(papers.advances().all(), key=lambda one: one.id)


def payload(row: papers.AdvanceRow) -> dict[str, Any]:
    found: dict[str, Any] = Paper.objects.get(pk=row.paper or 0).payload
    return found


def test_money_that_lies_idle_into_the_fifth_day_has_its_vat_invoice(delivery: Delivery, firm: Firm) -> None:
    delivery.pay("1220.00", key="P-15")
    days_pass(delivery, 3)
    assert issued() == [], "the law leaves five days, that of the payment among them"

    days_pass(delivery, 1)
    days_pass(delivery, 2)

    [one] = issued()
    assert (one.number, one.sum, one.vat, one.vat_percent) == ("А-1", dec("1220.00"), dec("220.00"), dec("22.00"))
    assert (one.payment_number, one.rest, one.state) == ("P-15", dec("1220.00"), "open")
    paper = documents.paper(one.paper or 0)
    assert (paper.kind, paper.title) == ("advance_invoice", "Счёт-фактура на аванс № А-1 от 27 ноября 2026 г.")
    text = payload(one)
    assert text["payments"] == [{"number": "P-15", "date": "23.11.2026", "sum": "1\N{NO-BREAK SPACE}220,00"}]
    [line] = text["items"]
    assert (line["rate"], line["vat"], line["quantity"], line["net"]) == ("22/122", "220,00", "", "")
    assert FORM.faults(FORM.write(text)) == []
    assert [row.sum for row in papers.issued(company=one.company).only(kind="advance_invoice").all()] == [one.sum]
    assert papers.late(delivery.at) == []
    assert all_books() == []


def test_goods_that_leave_eat_it_and_their_upd_names_it(delivery: Delivery, firm: Firm) -> None:
    delivery.pay("1000.00")
    days_pass(delivery, 2)
    delivery.pay("500.00")
    days_pass(delivery, 6)

    shipment = leave(delivery, (firm.product("6204", price="122.00", on_hand=20), 10))
    heard(delivery.at)

    assert said(shipment)["advances"] == [
        {"number": "А-1", "date": "27.11.2026"},
        {"number": "А-2", "date": "29.11.2026"},
    ]
    assert sound(shipment)
    first, second = issued()
    assert (first.offset_sum, first.offset_vat, first.rest, first.state) == (
        dec("1000.00"), first.vat, dec("0.00"), "offset",
    )  # fmt: skip
    assert (second.offset_sum, second.offset_vat, second.rest, second.state) == (
        dec("220.00"), dec("39.67"), dec("280.00"), "partly",
    )  # fmt: skip
    assert papers.late(delivery.at + DAY) == []
    assert all_books() == []


def test_the_file_of_an_upd_names_them_where_it_tells_the_orders(delivery: Delivery, firm: Firm) -> None:
    delivery.pay("1000.00")
    days_pass(delivery, 5)
    shipment = leave(delivery, (firm.product("6204", price="122.00", on_hand=20), 1))
    heard(delivery.at)

    content = FORM.write(said(shipment)).content.decode("windows-1251")

    assert 'Идентиф="СчетФактураНаАванс" Значен="№ А-1 от 27.11.2026"' in content


def test_what_is_eaten_within_the_days_needs_none(delivery: Delivery, firm: Firm) -> None:
    delivery.pay("1220.00")
    days_pass(delivery, 3)
    shipment = leave(delivery, (firm.product("6204", price="122.00", on_hand=20), 9))

    days_pass(delivery, 3)

    [one] = issued()
    assert one.sum == dec("122.00"), "what lay idle still"
    assert said(shipment)["advances"] == []
    assert all_books() == []


def test_of_money_that_settles_what_is_owed_only_the_rest_is_an_advance(delivery: Delivery, firm: Firm) -> None:
    leave(delivery, (firm.product("6204", price="122.00", on_hand=20), 5))
    delivery.pay("1000.00")

    days_pass(delivery, 5)

    assert [one.sum for one in issued()] == [dec("390.00")]
    assert all_books() == []


def test_goods_that_leave_before_the_worker_has_looked_name_an_invoice_that_was_due(
    delivery: Delivery, firm: Firm
) -> None:
    delivery.pay("1220.00")
    delivery.at += 5 * DAY
    shipment = leave(delivery, (firm.product("6204", price="122.00", on_hand=20), 4))
    heard(delivery.at)

    [one] = issued()
    assert (one.sum, one.offset_sum) == (dec("1220.00"), dec("488.00"))
    assert said(shipment)["advances"] == [{"number": "А-1", "date": "27.11.2026"}]
    assert all_books() == []


def test_a_few_kopecks_have_no_tax_and_no_invoice(delivery: Delivery) -> None:
    delivery.pay("0.02")
    days_pass(delivery, 5)

    assert issued() == []


def test_who_wants_one_for_each_advance_has_it_the_day_after(delivery: Delivery, firm: Firm) -> None:
    advances(firm, "each")
    delivery.pay("122.00")

    days_pass(delivery, 1)

    assert [(one.number, one.on) for one in issued()] == [("А-1", date(2026, 11, 24))]


@pytest.mark.parametrize(
    ("which", "paid_on", "due_on"),
    [
        ("lasting", date(2026, 11, 23), date(2026, 11, 27)),
        ("lasting", date(2026, 9, 29), date(2026, 10, 1)),
        ("lasting", date(2026, 12, 31), date(2027, 1, 1)),
        ("each", date(2026, 12, 31), date(2027, 1, 1)),
        ("each", date(2026, 2, 28), date(2026, 3, 1)),
    ],
)
def test_no_advance_is_spared_the_end_of_its_quarter(which: str, paid_on: date, due_on: date) -> None:
    assert rules.advance_due_on(which, paid_on) == due_on


def test_money_that_is_entered_late_has_its_invoice_of_the_day_on_which_it_is_known(
    delivery: Delivery, firm: Firm
) -> None:
    facts: dict[str, Any] = {"number": "15", "purpose": "", "actor": None, "at": delivery.at}
    on = delivery.at.date() - 30 * DAY
    credit.register_payment(contract=delivery.contract, key="late", amount=dec(122), on=on, **facts)

    billing.issue_advances(at=delivery.at + timedelta(minutes=5))

    [one] = issued()
    assert (payload(one)["date"], payload(one)["payments"][0]["date"]) == ("23.11.2026", "24.10.2026")


def test_the_rate_is_that_of_what_is_ordered_and_the_common_one_where_nothing_is(
    delivery: Delivery, firm: Firm
) -> None:
    reduced = TaxClass.objects.create(code="reduced-of-the-test")
    TaxRate.objects.create(tax_class=reduced, valid_from=date(2019, 1, 1), percent=10)
    cheese = firm.product("СЫР", price="110.00", on_hand=5)
    Product.objects.filter(pk=cheese).update(tax_class=reduced)
    delivery.order((cheese, 2))
    delivery.pay("220.00")
    days_pass(delivery, 5)

    assert [(one.vat_percent, one.vat) for one in issued()] == [(dec("10.00"), dec("20.00"))]
    assert rules.advance_rate(dec(10), dec(22), has_ordered=True).counted_label == "10/110"
    assert rules.advance_rate(None, dec(5), has_ordered=False).counted_label == "5/105"
    assert rules.advance_rate(None, dec(22), has_ordered=True) == VatRate(None), "goods without VAT have no advance"


def test_each_advance_has_the_rate_of_its_own_day_whenever_the_worker_looks(delivery: Delivery, firm: Firm) -> None:
    delivery.pay("1220.00", key="P-1")
    delivery.at += DAY
    delivery.pay("1220.00", key="P-2")
    TaxRate.objects.create(tax_class_id=firm.standard, valid_from=date(2026, 11, 28), percent=20)
    delivery.at += 8 * DAY

    billing.issue_advances(at=delivery.at)

    assert [(one.on, one.vat_percent, one.vat) for one in issued()] == [
        (date(2026, 11, 27), dec("22.00"), dec("220.00")),
        (date(2026, 11, 28), dec("20.00"), dec("203.33")),
    ]
    assert [payload(one)["items"][0]["rate"] for one in issued()] == ["22/122", "20/120"]
    assert all_books() == []


@pytest.mark.parametrize("said_of", ["none", "note", "exempt", "foreign", "before"])
def test_where_none_is_due_none_is_issued(delivery: Delivery, firm: Firm, said_of: str) -> None:
    seller = Seller.objects.filter(pk=firm.seller)
    {
        "none": lambda: seller.update(advances="none"),
        "note": lambda: seller.update(papers="note"),
        "exempt": lambda: seller.update(vat="exempt"),
        "before": lambda: seller.update(advances_since=delivery.at.date() + DAY),
        "foreign": lambda: Company.objects.filter(pk=Contract.objects.get(pk=delivery.contract).company_id).update(
            kind="foreign"
        ),
    }[said_of]()
    delivery.pay("1220.00")

    days_pass(delivery, 6)

    assert issued() == []


def test_it_waits_for_what_it_lacks_and_is_then_of_its_day(delivery: Delivery, firm: Firm) -> None:
    complete(firm, delivery.contract, director="")
    delivery.pay("1220.00")
    days_pass(delivery, 6)

    assert [(one.state, one.number) for one in issued()] == [("waiting", "")]
    assert Paper.objects.filter(kind="advance_invoice").count() == 0, "no number is lost"
    assert [one.what for one in papers.late(delivery.at)] == ["every advance has its invoice"]

    complete(firm, delivery.contract)
    days_pass(delivery, 1)

    [one] = issued()
    assert (one.number, payload(one)["date"], payload(one)["made_on"]) == ("А-1", "27.11.2026", "30.11.2026")
    assert papers.late(delivery.at) == []
    assert all_books() == []


def test_a_payment_taken_back_takes_back_what_it_had_offset(delivery: Delivery, firm: Firm) -> None:
    wrong = delivery.pay("1000.00")
    days_pass(delivery, 5)
    shipment = leave(delivery, (firm.product("6204", price="122.00", on_hand=20), 5))
    delivery.pay("2000.00")
    days_pass(delivery, 5)
    finance = firm.person("fiona", "finance")

    credit.reverse_payments(payments=[wrong], reason="другого договора", actor=finance, at=delivery.at)
    heard(delivery.at)

    first, second = issued()
    assert (first.state, first.rest) == ("taken_back", dec("0.00"))
    assert (second.offset_sum, second.state) == (dec("610.00"), "partly"), "other money pays for the goods now"
    assert said(shipment)["advances"] == [{"number": "А-1", "date": "27.11.2026"}], "an issued paper never changes"
    assert settlements.headroom(delivery.contract, delivery.at).debt == dec("-1390.00")
    assert papers.late(delivery.at + DAY) == []
    assert all_books() == []


def test_an_upd_that_names_an_advance_taken_back_is_told_and_issued_anew_without_it(
    delivery: Delivery, firm: Firm
) -> None:
    delivery.pay("100.00", key="P-1")
    wrong = delivery.pay("1000.00", key="P-2")
    days_pass(delivery, 5)
    shipment = leave(delivery, (firm.product("6204", price="122.00", on_hand=20), 5))
    delivery.pay("2000.00", key="P-3")
    days_pass(delivery, 5)
    finance, contract = firm.person("fiona", "finance"), delivery.contract
    assert papers.named_in_vain(contract=contract) == []
    assert [(one.number, one.upds) for one in issued()] == [("А-1", None), ("А-2", None), ("А-3", None)]

    credit.reverse_payments(payments=[wrong], reason="другого договора", actor=finance, at=delivery.at)
    heard(delivery.at)

    assert [(one.number, one.shipment) for one in papers.named_in_vain(contract=contract)] == [("А-2", shipment)]
    assert [(one.number, one.upds) for one in issued() if one.upds] == [("А-2", "1")]
    told = billing.Said("", "Казань, Складская, 2", "118", date(2025, 2, 14), "")
    billing.revise_upd(shipment=shipment, what="строка 5б", said=told, actor=finance, at=delivery.at)
    assert said(shipment)["advances"] == [{"number": "А-1", "date": "27.11.2026"}], "А-3 was none when the goods left"
    assert [one["number"] for one in said(shipment)["payments"]] == ["P-1"]
    assert papers.named_in_vain(contract=contract) == []
    assert all_books() == []


def test_what_no_event_tells_is_written_by_the_clock(delivery: Delivery, firm: Firm) -> None:
    delivery.pay("1000.00")
    days_pass(delivery, 5)
    finance = firm.person("fiona", "finance")
    credit.correct(
        contract=delivery.contract, amount=dec(300), on=delivery.at.date(), reason="тара", actor=finance, at=delivery.at
    )
    assert [one.what for one in papers.late(delivery.at + DAY)] == ["offset of an advance = ledger"]

    billing.offset_advances(at=delivery.at)
    billing.offset_advances(at=delivery.at)

    assert [(one.offset_sum, one.offset_vat) for one in issued()] == [(dec("300.00"), dec("54.10"))]
    assert AdvanceOffset.objects.count() == 1
    assert papers.late(delivery.at + DAY) == []


def test_the_books_tell_of_an_advance_that_is_not_right(delivery: Delivery, firm: Firm) -> None:
    delivery.pay("1000.00")
    days_pass(delivery, 5)
    leave(delivery, (firm.product("6204", price="122.00", on_hand=20), 5))
    heard(delivery.at)
    assert all_books() == []

    AdvanceInvoice.objects.update(sum=Decimal("500.00"), vat=Decimal("90.00"), number="А-7")

    assert {one.what for one in papers.broken_books()} == {
        "VAT of an advance = what its rate makes of it",
        "number = number on the paper",
        "offset <= advance",
    }


@given(parts=st.lists(st.integers(1, 99_999), min_size=1, max_size=12), percent=st.sampled_from([5, 7, 10, 22]))
def test_the_tax_of_all_parts_is_that_of_the_whole(parts: list[int], percent: int) -> None:
    rate, amounts = VatRate(dec(percent)), [dec(one) / 100 for one in parts]
    gone = [Gone(1, number, amount, rate, dec(0)) for number, amount in enumerate(amounts)]

    assert sum(rules.vat_of_gone(gone)) == rate.inside(sum(amounts, dec(0)))
