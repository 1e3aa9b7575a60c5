"""An issued invoice as a file for programs: sound by its schema, the same each time, saying what the paper says."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from optom.base.tax import WITHOUT_VAT, VatRate
from optom.domain.billing.papers import InvoicePayload
from optom.domain.companies.rules import FOREIGN, side_file
from optom.interfaces.exchange.invoice import FORM
from optom.interfaces.kit.xml_papers import XmlFile
from tests.interfaces.exchange.invoice.issued import issued
from tests.interfaces.exchange.upd.transfers import BUYER, SELLER, TRADER, goods

RATES = [VatRate(Decimal(one)) for one in (0, 5, 7, 10, 20, 22)] + [WITHOUT_VAT, VatRate(Decimal(12))]


def file_of(payload: InvoicePayload) -> etree._Element:
    """The file, which is sound."""
    file = FORM.write(payload)
    assert FORM.faults(file) == []
    return etree.fromstring(file.content)


def said(file: etree._Element, path: str) -> list[str]:
    return [str(one) for one in file.xpath(path)]  # type: ignore[union-attr]


def test_it_tells_who_asks_whom_for_what_until_when_and_where_to_pay() -> None:
    file = file_of(issued())

    assert said(file, "@Function | @DocumentDate | @DocumentNumber | @Currency") == ["0", "23.11.2026", "118", "643"]
    assert said(file, "Seller//@Inn | Seller//@BankAccountNumber | Seller//@BankId | Seller//@Address") == [
        "7700000016",
        "40702810200000000001",
        "044525225",
        "115114, г. Москва, Дербеневская наб., д. 7, стр. 2",
    ]
    assert said(file, "Buyer//@OrgName | Buyer//@Kpp") == ["ООО «Механик»", "770001001"]
    assert said(file, "//ProformaInvoiceBaseDocument/@*") == ["Договор", "15/2025", "14.02.2025"]
    assert said(file, "//OtherBase/text()") == ["Заказ № 4512"]
    assert said(file, "ProformaInvoiceAdditionalInfo/@*") == [
        "28.11.2026",
        "Оплата по счету № 118 от 23.11.2026. В т.ч. НДС 22% - 385.00",
    ]
    assert said(file, "Table/@*") == ["1750.00", "2135.00", "385.00"]
    assert said(file, "Table/Item[2]/@Product") == ["Смазка <Литол-24> & «Ко» ≥ 0,8 кг"]
    assert said(file, "Table/Item[1]/@*") == [
        "Подшипник 6204", "796", "шт", "10", "100", "TwentyTwoPercent", "1000.00", "1220.00", "6204-2RS", "220.00",
    ]  # fmt: skip


def test_a_trader_and_a_seller_without_vat_have_theirs_a_buyer_abroad_has_none() -> None:
    file = file_of(issued(sides=(side_file(TRADER), side_file(BUYER)), items=[goods(rate=WITHOUT_VAT)]))
    assert said(file, "Seller//@OrgType | Seller//@Ogrn") == ["1", "304770000000102"]
    assert said(file, "//@WithoutVat") == ["true", "true"]

    abroad = replace(BUYER, kind=FOREIGN, inn="", kpp="", ogrn="HRB 1")
    assert not FORM.fits(issued(sides=(side_file(SELLER), side_file(abroad))))
    assert not FORM.fits(issued(sides=None)), "an invoice from before there were files"


def test_the_same_payload_is_the_same_file_and_a_broken_one_is_caught_with_its_place() -> None:
    file = FORM.write(issued())
    assert file == FORM.write(issued())
    assert file.name.startswith("ON_CHETOP_UserContract_7700000023-770001001_7700000016-770001001_20261123_")

    broken = XmlFile(file.name, file.content.replace(b'Inn="7700000016"', b'Inn="77000"'))
    assert any("Inn" in fault for fault in FORM.faults(broken))
    assert FORM.faults(XmlFile(file.name, file.content[:-20]))[0].startswith("XML")


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.decimals("0.001", 99_999, places=3),
            st.decimals("0.01", 99_999, places=4),
            st.sampled_from(RATES),
            st.text(min_size=1, max_size=60),
        ),
        min_size=1,
        max_size=6,
    )
)
def test_any_goods_make_a_sound_file_whose_lines_come_to_its_total(
    lines: list[tuple[Decimal, Decimal, VatRate, str]],
) -> None:
    items = [
        goods(name=f"Товар {name}", quantity=str(count), price=str(price), rate=rate)
        for count, price, rate, name in lines
    ]
    file = file_of(issued(items=items))

    for column, total in (("Subtotal", "Total"), ("SubtotalWithVatExcluded", "TotalWithVatExcluded")):
        assert sum(map(Decimal, said(file, f"Table/Item/@{column}"))) == Decimal(said(file, f"Table/@{total}")[0])
