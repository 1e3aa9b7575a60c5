"""What papers about goods say: requisites in a line, totals, the tax by its rate."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from optom.base.tax import WITHOUT_VAT, VatRate
from optom.domain.companies.queries import CompanyRow, party
from optom.domain.documents.rules import contract_text, goods_text, party_text, total_of, vat_by_rate
from tests.domain.documents.samples import BUYER, item


def test_requisites_that_are_not_known_leave_no_holes() -> None:
    trader = replace(BUYER, kpp="", address="")
    assert party_text(trader, "ru") == {"name": "ООО «Механик»", "details": "ИНН 7700000023"}
    assert party_text(replace(BUYER, phone="123"), "en")["details"] == (
        "INN 7700000023, KPP 770001001, 420111, г. Казань, ул. Баумана, д. 44/8, tel. 123"
    )


def test_a_company_abroad_is_known_by_the_number_of_its_register() -> None:
    abroad = CompanyRow(id=1, name="Baltic Trade OÜ", kind="foreign", inn="", ogrn="14567890", legal_address="Tallinn")
    assert party_text(party(abroad), "en")["details"] == "Reg. No. 14567890, Tallinn"
    assert party_text(party(abroad), "ru")["details"] == "рег. № 14567890, Tallinn"
    at_home = replace(abroad, kind="legal_entity", inn="7700000023")
    assert party_text(party(at_home), "ru")["details"] == "ИНН 7700000023, Tallinn"


def test_a_contract_is_named_in_both_languages() -> None:
    assert contract_text("118", date(2025, 2, 14), "ru") == "Договор № 118 от 14 февраля 2025 г."
    assert contract_text("118", date(2025, 2, 14), "en") == "Contract No. 118 of 14 February 2025"


def test_the_tax_is_told_by_rate_and_goods_without_it_come_last() -> None:
    items = [item(rate=WITHOUT_VAT), item(rate=VatRate.of("10%")), item(), item(rate=VatRate.of("0%")), item()]
    assert [(rate.label, vat) for rate, vat in vat_by_rate(items)] == [
        ("22%", Decimal("440.00")),
        ("10%", Decimal("110.91")),
        ("0%", Decimal("0.00")),
        ("без НДС", Decimal("0.00")),
    ]


def test_the_tax_is_the_sum_of_the_lines_and_not_of_the_total() -> None:
    items = [item(quantity="1", price="0.03"), item(quantity="1", price="0.03")]
    assert vat_by_rate(items) == [(VatRate.of("22%"), Decimal("0.02"))]
    assert VatRate.of("22%").inside(total_of(items)) == Decimal("0.01")


def test_goods_are_ready_to_print() -> None:
    goods = goods_text([item(quantity="1200.000", price="12.5000")], currency="RUB", language="ru")
    assert goods["items"] == [
        {
            "position": "1",
            "article": "6204-2RS",
            "name": "Подшипник 6204",
            "quantity": "1\xa0200",
            "unit": "шт",
            "price": "12,50",
            "vat": "22%",
            "sum": "15\xa0000,00",
        },
    ]
    assert goods["vat"] == [{"label": "В том числе НДС 22%", "sum": "2\xa0704,92"}]
    assert goods["summary"] == "Всего наименований 1, на сумму 15\xa0000,00 руб."
    assert goods["in_words"] == "Пятнадцать тысяч рублей 00 копеек"


def test_units_of_an_english_paper_are_english_where_the_classifier_knows_them() -> None:
    goods = [replace(item(), unit=unit, okei=okei) for unit, okei in (("шт", "796"), ("м", "6"), ("усл. ящ", ""))]
    english = goods_text(goods, currency="EUR", language="en")
    assert [one["unit"] for one in english["items"]] == ["pc", "m", "усл. ящ"]
    assert goods_text(goods, currency="EUR", language="ru")["items"][0]["unit"] == "шт"


def test_a_seller_without_vat_says_so() -> None:
    russian = goods_text([item(rate=WITHOUT_VAT)], currency="RUB", language="ru")
    assert (russian["items"][0]["vat"], russian["vat"]) == ("без НДС", [{"label": "Без НДС", "sum": "—"}])
    english = goods_text([item(rate=WITHOUT_VAT)], currency="USD", language="en")
    assert (english["items"][0]["vat"], english["vat"]) == ("no vat", [{"label": "No VAT", "sum": "—"}])
    assert english["summary"] == "1 item in total, 1,220.00 USD"
