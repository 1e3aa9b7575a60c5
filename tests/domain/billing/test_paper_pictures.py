"""Invoice, TORG-12, waybill, power of attorney and contract look as they did when somebody looked at them.

Changed on purpose? Look at the new page, then keep `first_page(...)` as the picture in ``pictures``.
"""

from collections.abc import Callable
from dataclasses import asdict
from datetime import date, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageChops

from optom.domain.billing.contract_text import (
    CONTRACT_TEMPLATE,
    SPECIFICATION_TEMPLATE,
    ContractFacts,
    PriceRule,
    SpecificationFacts,
    contract_payload,
    specification_payload,
)
from optom.domain.billing.m2 import M2_TEMPLATE, M2Facts, m2_payload
from optom.domain.billing.papers import INVOICE_TEMPLATE
from optom.domain.billing.rules import Bearer
from optom.domain.billing.torg12 import TORG12_TEMPLATE, torg12_payload
from optom.domain.billing.waybill import WAYBILL_TEMPLATE, waybill_payload
from optom.domain.companies.queries import CompanyRow, SellerRow
from optom.domain.companies.rules import BankDetails, TermsNumbers
from optom.domain.documents.render import render_pdf
from optom.domain.shipping.rules import NO_WISH, Carriage, Wished
from tests.domain.billing.invoices import invoice
from tests.domain.billing.test_upd_paper import first_page
from tests.domain.documents.samples import AT, TODAY, item, pages_of, text_of
from tests.interfaces.exchange.upd.transfers import BANK, SELLER, facts, goods

PICTURES = Path(__file__).with_name("pictures")
BUYER = CompanyRow(
    id=1,
    name="ООО «Механик»",
    inn="7700000023",
    kpp="770001001",
    legal_address="420111, г. Казань, ул. Баумана, д. 44/8",
    bank=BankDetails(account="40702810200000000001", bic="044525225", bank="ПАО Сбербанк", correspondent="301"),
)
POWER = M2Facts(
    number="12",
    issued_on=TODAY,
    bearer=Bearer(
        name="Зайцев Пётр Ильич",
        post="водитель-экспедитор",
        until=date(2026, 12, 8),
        passport="92 10 123456",
        passport_by="ОУФМС по Республике Татарстан",
        passport_on=date(2011, 3, 4),
    ),
    buyer=BUYER,
    supplier="ООО «ТехСнаб Опт»",
    basis="заказ № 4512, отгрузка № 15, договор № 15/2025 от 14 февраля 2025 г.",
    goods=[
        ("6204-2RS Подшипник 6204", "шт", "796", Decimal("10.000")),
        ("LIT-24 Смазка Литол-24", "кг", "166", Decimal("7.500")),
        ("А-1180 Ремень клиновой", "пач.", "", Decimal("2.000")),
    ],
)
AGREED = ContractFacts(
    number="15/2025",
    signed_on=date(2025, 2, 14),
    currency="RUB",
    seller=SellerRow(
        id=1,
        **asdict(SELLER),
        bank=BUYER.bank,
        director="Романов Алексей Николаевич",
        director_post="Генеральный директор",
        director_basis="Устав",
    ),
    buyer=BUYER,
    terms=TermsNumbers(deferral_days=21, credit_limit=Decimal(500_000), minimum_shipment=Decimal(5000)),
    prices=PriceRule(column="Опт", discount=Decimal("5.00"), is_vat_included=True),
)
SPECIFIED = SpecificationFacts(
    number="3", issued_on=TODAY, contract=AGREED, items=[item(), item("Сальник 25×40", quantity="3")], order="4512"
)
CARRIED = Carriage(
    carrier="ООО «Быстрый груз»",
    carrier_inn="7700000030",
    driver="Зайцев Пётр Ильич",
    driver_licence="99 12 345678",
    driver_inn="770000000095",
    vehicle="фургон ГАЗель Next, 1,5 т, 9 м³",
    plate="А123ВС716",
    trailer="АМ586816",
    loaded_at="420029, г. Казань, ул. Журналистов, д. 5",
    places=4,
)


def waybill(**changes: Any) -> bytes:
    beside: dict[str, Any] = {
        "warehouse": "Казань",
        "papers": ["УПД № 77 от 23 ноября 2026 г."],
        "wished": Wished(date(2026, 11, 24), time(10), time(14)),
    }
    return render_pdf(WAYBILL_TEMPLATE, waybill_payload(facts(**changes), CARRIED, **beside), at=AT)


DRAWN: dict[str, Callable[[], bytes]] = {
    "invoice_ru": lambda: render_pdf(INVOICE_TEMPLATE, invoice(items=[item(), item("Сальник 25×40")]), at=AT),
    "invoice_en": lambda: render_pdf(INVOICE_TEMPLATE, invoice(language="en", currency="EUR"), at=AT),
    "torg12": lambda: render_pdf(
        TORG12_TEMPLATE, torg12_payload(facts(taken_by="Зайцев П. И.", buyer_bank=BANK)), at=AT
    ),
    "waybill": waybill,
    "contract": lambda: render_pdf(CONTRACT_TEMPLATE, contract_payload(AGREED), at=AT),
    "specification": lambda: render_pdf(SPECIFICATION_TEMPLATE, specification_payload(SPECIFIED), at=AT),
    "m2": lambda: render_pdf(M2_TEMPLATE, m2_payload(POWER), at=AT),
}


@pytest.mark.parametrize("name", DRAWN)
def test_it_looks_as_it_did_when_somebody_looked_at_it(name: str) -> None:
    now, then = first_page(DRAWN[name]()), Image.open(PICTURES / f"{name}.png").convert("L")
    assert now.size == then.size
    histogram = ImageChops.difference(now, then).histogram()
    assert sum(histogram[64:]) / (now.width * now.height) < 0.0005


def test_the_lighter_invoice_looks_as_the_first_did() -> None:
    long = item("Электрооборудованиедлягорнообогатительныхкомбинатов 6204", article="WWWWWWWWWWWWWWWWWWWW-6204")
    said = invoice(items=[*[item(f"Сальник армированный 25×40, д. {number}") for number in range(40)], long, item()])
    first, lighter = (first_page(render_pdf(f"billing/invoice.v{version}", said, at=AT)) for version in (1, 2))
    assert ImageChops.difference(first, lighter).getbbox() is None


def test_torg12_has_its_columns_totals_and_words() -> None:
    text = text_of(DRAWN["torg12"]())
    for expected in (
        "Унифицированная форма № ТОРГ-12",
        "0330212",
        "ТОВАРНАЯ НАКЛАДНАЯ",
        "77 23.11.2026",
        "структурное подразделение",
        "Плательщик ООО «Механик», ИНН 7700000023, КПП 770001001, 420111, г. Казань, ул. Баумана, д. 44/8, р/с",
        "Грузополучатель ООО «Механик», ИНН 7700000023, КПП 770001001, 420030, г. Казань, ул. Складская, д. 2, р/с",
        "Договор № 15/2025 от 14.02.2025; заказ № 4512, 4530",
        "1 Подшипник 6204 6204-2RS шт 796 10 100,00 1 000,00 22% 220,00 1 220,00",
        "Всего по накладной 17,5 Х 1 750,00 Х 385,00 2 135,00",
        "Две тысячи сто тридцать пять рублей 00 копеек",
        "Зайцев П. И.",
        "сто восемнадцать целых пять десятых килограмма",
        "118,5 кг",
    ):
        assert expected in text


def test_many_lines_of_torg12_repeat_the_head_and_keep_the_signatures_together() -> None:
    many = torg12_payload(facts(items=[goods(name=f"Болт М{number}") for number in range(120)]))
    pages = pages_of(render_pdf(TORG12_TEMPLATE, many, at=AT))
    assert len(pages) > 2
    assert all("наименование, характеристика, сорт, артикул товара" in page for page in pages[:-1])
    assert "Отпуск груза произвел" in pages[-1]
    assert "сто двадцать" in pages[-1]


def test_a_waybill_names_sides_goods_carrier_driver_and_vehicle() -> None:
    text = text_of(DRAWN["waybill"]())
    for expected in (
        "ТРАНСПОРТНАЯ НАКЛАДНАЯ",
        "Дата 23.11.2026 № 77",
        "ООО «Механик», ИНН 7700000023",
        "420030, г. Казань, ул. Складская, д. 2",
        "Подшипник 6204; Смазка <Литол-24>",
        "118,5 кг",
        "УПД № 77 от 23 ноября 2026 г.",
        "Доставить 24.11.2026 с 10:00 до 14:00",
        "ООО «Быстрый груз», ИНН 7700000030",
        "Зайцев Пётр Ильич, водительское удостоверение 99 12 345678, ИНН 770000000095",
        "А123ВС716, прицеп АМ586816",
        "12. Стоимость перевозки груза",
    ):
        assert expected in text
    many = facts(items=[goods(name=f"Болт М{number}") for number in range(9)], address="")
    own = waybill_payload(many, Carriage("Ежов О. О.", "Т001ТТ77"), warehouse="Казань", papers=[], wished=NO_WISH)
    assert own["cargo"].endswith("Болт М5 и другие товары, всего наименований: 9")
    assert own["carrier"].startswith("ООО «Механик»"), "who picks up carries himself"
    assert (own["loaded_at"], own["wishes"], own["weight"]) == ("Казань", "", "118,5\N{NO-BREAK SPACE}кг")


def test_a_power_of_attorney_tells_quantities_in_words() -> None:
    text = text_of(DRAWN["m2"]())
    assert "1 6204-2RS Подшипник 6204 шт 10 (десять штук)" in text
    assert "2 LIT-24 Смазка Литол-24 кг 7,5 (семь целых пять десятых килограмма)" in text
    assert "водитель-экспедитор Зайцев Пётр Ильич" in text


def test_a_contract_numbers_its_clauses_and_names_both_sides() -> None:
    text = text_of(DRAWN["contract"]())
    for expected in (
        "Договор поставки № 15/2025 от 14 февраля 2025 г.",
        "подписывает: Генеральный директор Романов Алексей Николаевич, основание полномочий: Устав",
        "2.1. Цены — по прайс-листу Поставщика «Опт» со скидкой 5 %",
        "3.1. Покупатель оплачивает товар в течение 21 календарного дня со дня отгрузки.",
        "7. Реквизиты и подписи Сторон",
        "ИНН 7700000023",
    ):
        assert expected in text
    specified = text_of(DRAWN["specification"]())
    assert "к договору поставки № 15/2025 от 14 февраля 2025 г.; заказ № 4512" in specified
    assert "Итого: 1 586,00" in specified
