"""Every peculiarity of 1C exports that was met in the wild, one sentence each."""

from decimal import Decimal

import pytest

from optom.base.refusal import Refusal
from optom.interfaces.exchange.commerceml.reader import header, read
from optom.interfaces.exchange.commerceml.records import (
    GroupRead,
    OfferRead,
    PackRead,
    PriceKindRead,
    PriceRead,
    ProductRead,
    PropertyRead,
    PropertyValueRead,
    Record,
    RestRead,
    SectionRead,
    SkippedRow,
    UnitRead,
    WarehouseRead,
)

from .exports import SAMPLES, catalog, export, offer, offers, only, price, product, read_text, source_of

CLASSIFIER = """<Классификатор><Ид>1</Ид><Группы>
 <Группа><Ид>tools</Ид><Наименование>Инструмент</Наименование><Группы>
   <Группа><Ид>drills</Ид><Наименование>Дрели</Наименование></Группа>
   <Группа><Ид>saws</Ид><ПометкаУдаления>true</ПометкаУдаления><Наименование>Пилы</Наименование></Группа>
 </Группы></Группа></Группы></Классификатор>"""


@pytest.mark.parametrize(
    "namespace", ["", "urn:1C.ru:commerceml_2", "urn:1C.ru:commerceml_210", "urn:1C.ru:commerceml_3"]
)
def test_the_namespace_does_not_matter(namespace: str) -> None:
    records = read_text(export(catalog(product("p1")), namespace=namespace))
    assert only(ProductRead, records).external_id == "p1"


@pytest.mark.parametrize("encoding", ["windows-1251", "utf-8", "utf-8-sig", "utf-16"])
def test_any_declared_encoding_is_read(encoding: str) -> None:
    text = export(catalog(product("p1", name="Ёлочка"))).replace('"UTF-8"', f'"{encoding.removesuffix("-sig")}"')
    assert only(ProductRead, read_text(text.encode(encoding))).name == "Ёлочка"


def test_the_group_tree_is_told_with_parents_positions_and_deletions() -> None:
    groups = {one.external_id: one for one in read_text(export(CLASSIFIER)) if isinstance(one, GroupRead)}
    assert groups["tools"] == GroupRead("tools", None, "Инструмент", 0, is_deleted=False)
    assert groups["drills"] == GroupRead("drills", "tools", "Дрели", 0, is_deleted=False)
    assert groups["saws"] == GroupRead("saws", "tools", "Пилы", 1, is_deleted=True)


def test_a_bare_classifier_is_a_file_too() -> None:
    assert len([one for one in read_text(CLASSIFIER) if isinstance(one, GroupRead)]) == 3


def test_a_property_brings_its_dictionary() -> None:
    text = """<Классификатор><Свойства><Свойство><Ид>brand</Ид><Наименование>Производитель</Наименование>
      <ВариантыЗначений><Справочник><ИдЗначения>v1</ИдЗначения><Значение>Bosch</Значение></Справочник></ВариантыЗначений>
      </Свойство></Свойства></Классификатор>"""
    assert only(PropertyRead, read_text(export(text))) == PropertyRead("brand", "Производитель", (("v1", "Bosch"),))


def test_a_product_is_read_with_everything_a_trade_needs() -> None:
    inside = """<Штрихкод>4600000000017</Штрихкод><Группы><Ид>drills</Ид></Группы>
      <Изготовитель><Ид>b</Ид><Наименование>Bosch</Наименование></Изготовитель><Описание>Две
строки</Описание>
      <ЗначенияСвойств><ЗначенияСвойства><Ид>color</Ид><Значение>Синий</Значение></ЗначенияСвойства>
        <ЗначенияСвойства><Ид>empty</Ид><Значение/></ЗначенияСвойства></ЗначенияСвойств>
      <СтавкиНалогов><СтавкаНалога><Наименование>НДС</Наименование><Ставка>20</Ставка></СтавкаНалога></СтавкиНалогов>
      <ЗначенияРеквизитов><ЗначениеРеквизита><Наименование>Код</Наименование><Значение>ФР-29</Значение></ЗначениеРеквизита>
        <ЗначениеРеквизита><Наименование>ОписаниеФайла</Наименование><Значение>1.jpg#фото</Значение></ЗначениеРеквизита>
      </ЗначенияРеквизитов><Вес>1,250</Вес><Страна>Германия</Страна>"""
    found = only(ProductRead, read_text(export(catalog(product("p1", inside, name="Дрель", article="GSB 13 RE")))))
    assert (found.sku, found.name, found.brand, found.vat_rate, found.country) == (
        "GSB 13 RE", "Дрель", "Bosch", "20", "Германия",
    )  # fmt: skip
    assert (found.group_ids, found.barcodes, found.weight) == (("drills",), ("4600000000017",), Decimal("1.250"))
    assert found.properties == (PropertyValueRead("color", "", "Синий"),)
    assert (found.code, found.requisites) == ("ФР-29", (("Код", "ФР-29"),))
    assert found.description == "Две\nстроки"


@pytest.mark.parametrize(
    ("written", "unit"),
    [
        ('<БазоваяЕдиница Код="796 " НаименованиеПолное="Штука" МеждународноеСокращение="PCE">шт</БазоваяЕдиница>',
         UnitRead("796", "шт", "Штука", "PCE", "шт")),
        ("<БазоваяЕдиница>796 </БазоваяЕдиница>", UnitRead("796", "", "", "", "796")),
        ("<БазоваяЕдиница>шт</БазоваяЕдиница>", UnitRead("", "шт", "", "", "шт")),
        ('<БазоваяЕдиница Код="" НаименованиеПолное="Бухта"/>', UnitRead("", "", "Бухта")),
        ("<БазоваяЕдиница/>", UnitRead()),
    ],
)  # fmt: skip
def test_units_come_with_or_without_okei_code(written: str, unit: UnitRead) -> None:
    assert only(ProductRead, read_text(export(catalog(product("p1", unit=written))))).unit == unit


def test_conversions_of_the_base_unit_are_packs() -> None:
    unit = """<БазоваяЕдиница Код="796">шт<Пересчет><Единица>778</Единица><Коэффициент>12</Коэффициент></Пересчет>
      <Пересчет><Единица>ящ</Единица><Коэффициент>много</Коэффициент></Пересчет></БазоваяЕдиница>"""
    records = read_text(export(catalog(product("p1", unit=unit))))
    assert only(ProductRead, records).packs == (PackRead("778", Decimal(12)),)
    assert only(SkippedRow, records).reason_code == "commerceml.pack_unclear"


@pytest.mark.parametrize("mark", ['<Товар Статус="Удален"><Ид>p1</Ид></Товар>',
                                  "<Товар><Ид>p1</Ид><ПометкаУдаления>true</ПометкаУдаления></Товар>"])  # fmt: skip
def test_deletions_are_marked_in_two_ways(mark: str) -> None:
    assert only(ProductRead, read_text(export(catalog(mark)))).is_deleted


def test_a_product_without_identifier_is_reported_with_its_line() -> None:
    records = read_text(export(catalog("\n\n<Товар><Наименование>Ничей</Наименование></Товар>", product("p2"))))
    assert only(SkippedRow, records) == SkippedRow("import.xml", 4, "product", "Ничей", "commerceml.no_id")
    assert only(ProductRead, records).external_id == "p2"


def test_a_weight_that_is_no_number_costs_only_the_weight() -> None:
    records = read_text(export(catalog(product("p1", "<Вес>тяжёлый</Вес>"))))
    assert only(ProductRead, records).weight is None
    assert only(SkippedRow, records).facts == {"field": "Вес", "text": "тяжёлый"}


def test_a_section_says_whether_it_is_full_or_only_changes() -> None:
    full = only(SectionRead, read_text(export(catalog())))
    partial = only(SectionRead, read_text(export(catalog(only_changes=True))))
    assert (full.only_changes, partial.only_changes) == (False, True)


def test_a_variant_carries_its_characteristics() -> None:
    inside = """<Наименование>Стол (белый)</Наименование><ХарактеристикиТовара><ХарактеристикаТовара>
      <Наименование>Цвет</Наименование><Значение>Белый</Значение></ХарактеристикаТовара></ХарактеристикиТовара>"""
    found = only(OfferRead, read_text(export(offers(offer("table#white", inside)))))
    assert (found.product_external_id, found.is_variant) == ("table", True)
    assert found.characteristics == (("Цвет", "Белый"),)


def test_a_change_package_gives_the_characteristic_apart() -> None:
    text = """<ИзмененияПакетаПредложений СодержитТолькоИзменения="true"><Предложения><Предложение><Ид>table</Ид>
      <ИдХарактеристики>white</ИдХарактеристики><Склады ИдСклада="w" КоличествоНаСкладе="3"/></Предложение>
      </Предложения></ИзмененияПакетаПредложений>"""
    rest = only(RestRead, read_text(export(text)))
    assert (rest.offer_external_id, rest.warehouse_external_id, rest.quantity) == ("table#white", "w", Decimal(3))


def test_price_kinds_say_their_currency_and_vat() -> None:
    kinds = """<ТипыЦен><ТипЦены><Ид>retail</Ид><Наименование>Розничная</Наименование><Валюта>руб</Валюта>
      <Налог><Наименование>НДС</Наименование><УчтеноВСумме>true</УчтеноВСумме></Налог></ТипЦены></ТипыЦен>"""
    found = only(PriceKindRead, read_text(export(offers(kinds=kinds))))
    assert found == PriceKindRead("retail", "Розничная", "руб", vat_included=True, is_deleted=False)


def test_a_price_is_kept_for_one_base_unit() -> None:
    records = read_text(export(offers(offer("p1", price("1\u00a0200,00", more="<Коэффициент>12</Коэффициент>")))))
    assert only(PriceRead, records).value == Decimal("100.0000")


def test_a_price_from_a_quantity_on_says_so() -> None:
    records = read_text(export(offers(offer("p1", price("90", more="<МинКоличество>10</МинКоличество>")))))
    assert only(PriceRead, records).min_quantity == Decimal(10)


@pytest.mark.parametrize("amount", ["", "0", "0,00", "-5"])
def test_an_empty_price_is_no_price_and_is_reported(amount: str) -> None:
    records = read_text(export(offers(offer("p1", price(amount)))))
    assert only(PriceRead, records).value is None
    assert only(SkippedRow, records).reason_code == "commerceml.empty_price"


def test_a_price_that_is_no_number_or_of_no_kind_is_reported() -> None:
    records = read_text(export(offers(offer("p1", price("договорная")), offer("p2", price("5", kind="")))))
    reasons = [one.reason_code for one in records if isinstance(one, SkippedRow)]
    assert reasons == ["commerceml.not_a_number", "commerceml.price_without_kind"]


@pytest.mark.parametrize(
    "inside",
    [
        """<Количество>7</Количество><Склад ИдСклада="w1" КоличествоНаСкладе="3"/>
           <Склад ИдСклада="w2" КоличествоНаСкладе="4"/>""",
        """<Остатки><Остаток><Склад><Ид>w1</Ид><Количество>3</Количество></Склад></Остаток>
           <Остаток><Склад><Ид>w2</Ид><Количество>4</Количество></Склад></Остаток></Остатки>""",
        """<Остатки><Остаток><Склад><Ид>w1</Ид></Склад><Количество>3</Количество></Остаток>
           <Остаток><Склад><Ид>w2</Ид></Склад><Количество>4</Количество></Остаток></Остатки>""",
        "<Склад><Ид>w1</Ид><Количество>3</Количество></Склад><Склад><Ид>w2</Ид><Количество>4</Количество></Склад>",
        '<Склады><Склад ИдСклада="w1" КоличествоНаСкладе="3"/><Склад ИдСклада="w2" КоличествоНаСкладе="4"/></Склады>',
    ],
)
def test_stock_by_warehouse_is_read_in_every_spelling(inside: str) -> None:
    rests = [one for one in read_text(export(offers(offer("p1", inside)))) if isinstance(one, RestRead)]
    assert [(one.warehouse_external_id, one.quantity) for one in rests] == [("w1", Decimal(3)), ("w2", Decimal(4))]


@pytest.mark.parametrize("inside", ["<Количество>-2</Количество>",
                                    "<Остатки><Остаток><Количество>-2</Количество></Остаток></Остатки>"])  # fmt: skip
def test_a_total_without_warehouse_is_read_negative_as_it_is(inside: str) -> None:
    rest = only(RestRead, read_text(export(offers(offer("p1", inside)))))
    assert (rest.warehouse_external_id, rest.quantity) == ("", Decimal(-2))


def test_warehouses_are_listed_with_their_addresses() -> None:
    text = """<Классификатор><Склады><Склад><Ид>w1</Ид><Наименование>Главный</Наименование><Адрес><Представление>Москва
      </Представление></Адрес></Склад></Склады></Классификатор>"""
    assert only(WarehouseRead, read_text(export(text))) == WarehouseRead("w1", "Главный", "Москва", is_deleted=False)


def test_orders_are_no_catalog_and_are_reported_so() -> None:
    text = export("<Документ><Номер>20</Номер><ХозОперация>Заказ товара</ХозОперация><Товары><Товар><Ид>p1</Ид></Товар>"
                  "</Товары></Документ>")  # fmt: skip
    skipped = only(SkippedRow, read_text(text))
    assert (skipped.what, skipped.id, skipped.reason_code) == ("document", "20", "commerceml.not_a_catalog")


def test_a_file_with_nothing_inside_is_reported() -> None:
    assert only(SkippedRow, read_text(export(""))).reason_code == "commerceml.nothing_inside"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", 1),
        ("не XML", 1),
        ("<КоммерческаяИнформация>\n<Каталог>\n", 3),
        ("<КоммерческаяИнформация>\n<Каталог></Товары>\n</КоммерческаяИнформация>", 2),
        ("<КоммерческаяИнформация>\n\n<Каталог><Ид>&nbsp;</Ид></Каталог></КоммерческаяИнформация>", 3),
        ('<?xml version="1.0" encoding="utf-8"?>\n<Каталог>\n'.encode() + "Дрель".encode("cp1251") + b"</x>", 3),
    ],
)
def test_a_broken_file_says_where_it_is_broken(text: str | bytes, line: int) -> None:
    with pytest.raises(Refusal) as refused:
        read_text(text)
    assert refused.value.code == "commerceml.broken"
    assert (refused.value.facts["file"], refused.value.facts["line"]) == ("import.xml", line)
    assert refused.value.facts["column"] > 0


def test_xml_of_another_kind_is_named() -> None:
    with pytest.raises(Refusal) as refused:
        read_text("<yml_catalog/>")
    assert (refused.value.code, refused.value.facts["root"]) == ("commerceml.foreign", "yml_catalog")


BOMB = "".join(f'<!ENTITY l{step} "{f"&l{step - 1};" * 10}">' for step in range(1, 10))


@pytest.mark.parametrize(
    "doctype",
    [
        f'<!DOCTYPE x [<!ENTITY l0 "lol">{BOMB}]>',
        '<!DOCTYPE x [<!ENTITY l9 SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/evil.dtd">',
    ],
)
def test_a_document_type_is_refused_before_anything_is_expanded_or_fetched(doctype: str) -> None:
    use = "" if 'SYSTEM "http' in doctype else "&l9;"
    text = export(catalog(product("p1", name=use or "x"))).replace("?>", f"?>{doctype}", 1)
    with pytest.raises(Refusal) as refused:
        read_text(text)
    assert refused.value.code == "commerceml.doctype"


def test_a_bomb_in_an_attribute_of_the_root_is_refused_too() -> None:
    with pytest.raises(Refusal) as refused:
        read_text(f'<!DOCTYPE x [<!ENTITY l0 "{"lol" * 20}">{BOMB}]><Каталог Ид="&l9;"/>')
    assert refused.value.code in {"commerceml.broken", "commerceml.doctype"}


def test_the_header_tells_version_and_moment_without_reading_on() -> None:
    found = header(source_of(export("<Каталог>") + "broken further down"))
    assert (found.version, str(found.made_at)) == ("2.07", "2026-11-23 10:00:00")


@pytest.mark.skipif(not SAMPLES.is_dir(), reason=f"the shared samples are not at {SAMPLES}")
def test_every_genuine_sample_is_read_to_its_end() -> None:
    files = sorted(SAMPLES.rglob("*.xml"))
    records: list[Record] = [one for path in files for one in read(source_of(path.read_bytes(), path.name))]
    assert len(files) > 20
    assert len([one for one in records if isinstance(one, ProductRead)]) == 47
    assert {one.reason_code for one in records if isinstance(one, SkippedRow)} == {
        "commerceml.not_a_catalog",
        "commerceml.nothing_inside",
    }
