"""An issued UPD becomes the tax service's file: valid, the same each time, and saying what the paper says."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from optom.base.money import kopecks
from optom.base.tax import WITHOUT_VAT, VatRate
from optom.domain.billing.upd import UpdPayload
from optom.domain.documents.rules import Item
from optom.interfaces.exchange.upd import faults, name_of, write
from tests.interfaces.exchange.upd.transfers import BUYER, SELLER, SIGNERS, TRADER, goods, upd

SAMPLE = Path(__file__).with_name("upd503_schfdop_minimal.xml")
RATES = [VatRate(Decimal(one)) for one in (0, 5, 7, 10, 20, 22)] + [WITHOUT_VAT]


def file_of(payload: UpdPayload) -> etree._Element:
    """The file, which is sound."""
    file = write(payload)
    name = file.name.removesuffix(".xml")
    assert [str(fault) for fault in faults(file.content, name=name)] == []
    return etree.fromstring(file.content)


def said(file: etree._Element, path: str) -> list[str]:
    return [str(one) for one in file.xpath(path)]  # type: ignore[union-attr]


def test_a_seller_who_pays_vat_hands_over_and_invoices_in_one() -> None:
    file = file_of(upd())

    assert said(file, "Документ/@Функция") == ["СЧФДОП"]
    assert said(file, "//СвСчФакт/@НомерДок | //СвСчФакт/@ДатаДок") == ["77", "23.11.2026"]
    assert said(file, "Документ/@ДатаИнфПр | Документ/@ВремИнфПр") == ["23.11.2026", "12.05.07"]
    assert said(file, "//СвПрод//@ИННЮЛ | //СвПрод//@БИК | //СвПрод//@АдрТекст") == [
        "7700000016",
        "115114, г. Москва, Дербеневская наб., д. 7, стр. 2",
        "044525225",
    ]
    assert said(file, "//ГрузПолуч//@АдрТекст") == ["420030, г. Казань, ул. Складская, д. 2"]
    assert said(file, "//СвПРД/@*") == ["15", "20.11.2026", "1220.00"]
    assert said(file, "//ОснПер/@*") == ["Договор", "15/2025", "14.02.2025"]
    assert said(file, "//СведТов[1]/@*") == [
        "1", "Подшипник 6204", "796", "шт", "10", "100.00", "1000.00", "22%", "1220.00",
    ]  # fmt: skip
    assert said(file, "//СведТов[1]/СумНал/СумНал/text()") == ["220.00"]
    assert said(file, "//ВсегоОпл//@* | //ВсегоОпл//text()") == ["1750.00", "2135.00", "385.00"]
    assert said(file, "//Подписант//@*") == ["Генеральный директор", "1", "Романов", "Алексей", "Николаевич"]
    assert said(file, "//ТекстИнф/@*") == ["НомерЗаказа", "4512, 4530"]


def test_a_seller_without_vat_hands_over_only() -> None:
    payload = upd(signers=replace(SIGNERS, vat="exempt"), items=[goods(rate=WITHOUT_VAT)])
    file = file_of(payload)

    assert payload["status"] == "2"
    assert said(file, "Документ/@Функция") == ["ДОП"]
    assert said(file, "//СведТов/@НалСт") == ["без НДС"]
    assert said(file, "//СведТов/СумНал/БезНДС/text() | //ВсегоОпл/СумНалВсего/БезНДС/text()") == ["без НДС", "без НДС"]


def test_a_sole_trader_is_a_person_and_signs_himself() -> None:
    file = file_of(upd(seller=TRADER))

    assert said(file, "//СвПрод/ИдСв/СвИП/@*") == ["770000000095", "304770000000102"]
    assert said(file, "//СвПрод//ФИО/@*") == ["Зайцев", "Пётр", "Ильич"]
    assert said(file, "//Подписант/@Должн | //Подписант/ФИО/@*") == [
        "Индивидуальный предприниматель", "Зайцев", "Пётр", "Ильич",
    ]  # fmt: skip


def test_the_alphabet_is_the_tax_services_and_what_it_lacks_goes_by_number() -> None:
    content = write(upd()).content

    assert content.startswith(b'<?xml version="1.0" encoding="windows-1251"?>')
    assert "Смазка &lt;Литол-24&gt; &#8805; 0,8 кг".encode("cp1251") in content
    assert said(etree.fromstring(content), "//СведТов[2]/@НаимТов") == ["Смазка <Литол-24> ≥ 0,8 кг"]


def test_the_name_tells_whom_it_goes_to_who_sends_it_and_the_day() -> None:
    by_requisites = name_of(upd())
    by_operators = name_of(upd(seller=replace(SELLER, edo_id="2BM-77"), buyer=replace(BUYER, edo_id="2BE-16")))

    assert by_requisites.startswith("ON_NSCHFDOPPR_7700000023-770001001_7700000016-770001001_20261123_")
    assert by_operators.startswith("ON_NSCHFDOPPR_2BE-16_2BM-77_20261123_")
    assert by_requisites.endswith("_0_0_0_0_0_00")


def test_the_same_paper_is_the_same_file_and_another_number_is_another_one() -> None:
    assert write(upd()) == write(upd())
    assert write(upd()).name != write(upd(number="78")).name


def test_what_has_no_code_or_a_long_article_still_has_a_place() -> None:
    file = file_of(upd(items=[replace(goods(article="A" * 80), okei=""), replace(goods(), okei="6", unit="м")]))

    assert said(file, "//ДопСведТов/@КодТов") == ["A" * 80]
    assert said(file, "//СведТов/@ОКЕИ_Тов") == ["006"]


def test_a_part_that_cost_less_than_half_a_kopeck_has_its_price_still() -> None:
    crumb = replace(goods(quantity="0.01", price="0.30"), sum=Decimal("0.00"), vat=Decimal("0.00"))

    file = file_of(upd(items=[crumb]))

    assert said(file, "//СведТов/@ЦенаТов | //СведТов/@СтТовУчНал") == ["0.25", "0.00"]


def test_a_document_made_by_hand_is_sound_too() -> None:
    content = SAMPLE.read_bytes()
    name = said(etree.fromstring(content), "@ИдФайл")[0]

    assert faults(content, name=name) == []


def test_what_is_no_xml_or_breaks_the_schema_is_told_with_its_place() -> None:
    assert [fault.rule for fault in faults(b"<a>", name="")] == ["XML"]
    file = write(upd())
    wrong = file.content.replace('НалСт="22%"'.encode("cp1251"), 'НалСт="23%"'.encode("cp1251"), 1)

    found = faults(wrong, name=file.name.removesuffix(".xml"))

    assert {fault.rule for fault in found} == {"XSD"}
    assert "23%" in found[0].says
    assert "СведТов" in found[0].place


quantities = st.decimals(min_value="0.001", max_value="99999.999", places=3)
sums = st.decimals(min_value="0.01", max_value="9999999.99", places=2)
names = st.text(st.characters(categories=["L", "N", "P", "S", "Zs"]), min_size=1, max_size=40).filter(str.strip)


@st.composite
def left(draw: st.DrawFn) -> Item:
    """Something that left, with its VAT taken out of its sum."""
    total, rate = draw(sums), draw(st.sampled_from(RATES))
    quantity = draw(quantities)
    return Item(
        name=draw(names),
        quantity=quantity,
        unit="шт",
        okei=draw(st.sampled_from(["", "796"])),
        price=total / quantity,
        rate=rate,
        sum=total,
        vat=rate.inside(total),
        article=draw(st.text(st.characters(categories=["L", "Nd"]), max_size=70)),
    )


@settings(max_examples=60, deadline=None)
@given(
    items=st.lists(left(), min_size=1, max_size=5),
    is_trader=st.booleans(),
    day=st.dates(date(2026, 1, 1), date(2099, 12, 31)),
)
def test_whatever_leaves_makes_a_sound_file_whose_lines_add_up(
    items: list[Item],
    is_trader: bool,  # noqa: FBT001 -- hypothesis draws it
    day: date,
) -> None:
    file = file_of(upd(items=items, seller=TRADER if is_trader else SELLER, shipped_on=day))

    of_lines = sum(map(Decimal, said(file, "//СведТов/СумНал/СумНал/text()")), Decimal(0))
    of_all = sum(map(Decimal, said(file, "//ВсегоОпл/СумНалВсего/СумНал/text()")), Decimal(0))
    assert of_lines == of_all == sum(item.vat for item in items)
    assert said(file, "//ВсегоОпл/@СтТовУчНалВсего") == [str(kopecks(sum((item.sum for item in items), Decimal(0))))]
    for item, price in zip(items, said(file, "//СведТов/@ЦенаТов"), strict=True):
        assert abs(Decimal(price) * item.quantity - (item.sum - item.vat)) < Decimal("0.01")
