"""An exchange of 1C from its files to the catalog, prices and stock, as a trader would check it."""

import zipfile
from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import permutations
from pathlib import Path

import pytest
from django.db import connection

from optom.base.refusal import Refusal
from optom.domain.catalog.models import Barcode, CrossNumber, Pack, Product
from optom.domain.journal.models import Entry
from optom.domain.pricing.models import Break, Column, ColumnPrice
from optom.domain.stock.models import Balance, Move, Warehouse
from optom.interfaces.exchange.commerceml.load import Loaded, load
from optom.interfaces.exchange.commerceml.reasons import REASONS
from optom.interfaces.exchange.commerceml.records import SkippedRow

from .exports import SAMPLES, catalog, export, offer, offers, price, product

pytestmark = pytest.mark.django_db

Exchange = Callable[..., tuple[Loaded, list[SkippedRow]]]

CLASSIFIER = """<Классификатор><Ид>1</Ид>
  <Группы><Группа><Ид>tables</Ид><Наименование>Столы</Наименование></Группа></Группы>
  <Свойства><Свойство><Ид>maker</Ид><Наименование>Производитель</Наименование><ВариантыЗначений><Справочник>
    <ИдЗначения>5a4c316e-a659-11dd-acee-0015e9b8c48d</ИдЗначения><Значение>Шатура</Значение></Справочник>
    </ВариантыЗначений></Свойство><Свойство><Ид>wood</Ид><Наименование>Дерево</Наименование></Свойство>
    <Свойство><Ид>cross</Ид><Наименование>Кросс-номера</Наименование></Свойство></Свойства></Классификатор>"""
TABLE = product(
    "table",
    """<Штрихкод>4600000000017</Штрихкод><Группы><Ид>tables</Ид></Группы>
    <ЗначенияСвойств>
      <ЗначенияСвойства><Ид>maker</Ид><Значение>5a4c316e-a659-11dd-acee-0015e9b8c48d</Значение></ЗначенияСвойства>
      <ЗначенияСвойства><Ид>wood</Ид><Значение>Дуб</Значение></ЗначенияСвойства>
      <ЗначенияСвойства><Ид>cross</Ид><Значение>ST-1; ST/2</Значение></ЗначенияСвойства></ЗначенияСвойств>
    <СтавкиНалогов><СтавкаНалога><Наименование>НДС</Наименование><Ставка>10</Ставка></СтавкаНалога></СтавкиНалогов>
    <ЗначенияРеквизитов><ЗначениеРеквизита><Наименование>Кратность</Наименование><Значение>2</Значение></ЗначениеРеквизита>
    </ЗначенияРеквизитов><Вес>12,5</Вес>""",
    name="Стол обеденный",
    article="СТ-1",
    unit="""<БазоваяЕдиница Код="796">шт<Пересчет><Единица>778</Единица><Коэффициент>4</Коэффициент></Пересчет>
      </БазоваяЕдиница>""",
)
CHAIR = product("chair", "<Группы><Ид>tables</Ид></Группы>", name="Стул", article="С-9")
KINDS = """<ТипыЦен>
    <ТипЦены><Ид>retail</Ид><Наименование>Розничная</Наименование><Валюта>руб</Валюта></ТипЦены></ТипыЦен>
  <Склады><Склад><Ид>w1</Ид><Наименование>Главный</Наименование></Склад>
    <Склад><Ид>w2</Ид><Наименование>Дальний</Наименование></Склад></Склады>"""
WHITE = offer(
    "table#white",
    """<Наименование>Стол обеденный</Наименование>
    <ХарактеристикиТовара><ХарактеристикаТовара><Наименование>Цвет</Наименование><Значение>Белый</Значение></ХарактеристикаТовара></ХарактеристикиТовара>"""
    + price("1 500,50")
    + '<Склад ИдСклада="w1" КоличествоНаСкладе="3"/><Склад ИдСклада="w2" КоличествоНаСкладе="-1"/>',
)
CHAIR_OFFER = offer(
    "chair", "<Наименование>Стул</Наименование>" + price("700") + '<Склад ИдСклада="w1" КоличествоНаСкладе="9"/>'
)
IMPORT = export(CLASSIFIER + catalog(TABLE, CHAIR))
OFFERS = export(offers(WHITE, CHAIR_OFFER, kinds=KINDS))


@pytest.fixture
def exchange(tmp_path: Path, at: datetime) -> Exchange:
    """Loads files of the given contents, in the given order."""

    def run(*contents: str | bytes, later: int = 0) -> tuple[Loaded, list[SkippedRow]]:
        paths = []
        for number, content in enumerate(contents):
            path = tmp_path / f"{number}.xml"
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
            paths.append(path)
        skipped: list[SkippedRow] = []
        return load(paths, at=at + timedelta(days=later), report=skipped.append), skipped

    return run


def the(external_id: str) -> Product:
    return Product.objects.select_related("brand", "group", "unit", "tax_class").get(external_id=external_id)


def sold() -> set[str | None]:
    return set(Product.objects.filter(is_active=True).values_list("external_id", flat=True))


def prices() -> dict[str | None, Decimal]:
    return dict(ColumnPrice.objects.values_list("product__external_id", "amount"))


def on_hand() -> dict[tuple[str | None, str], Decimal]:
    rows = Balance.objects.exclude(on_hand=0).values_list("product__external_id", "warehouse__name", "on_hand")
    return {(product, warehouse): quantity for product, warehouse, quantity in rows}


def everything() -> list[tuple[object, ...]]:
    """Where every row of every room lies: equal answers prove that nothing was written in between."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select relname from pg_class"
            " where relkind = 'r' and relname ~ '^(catalog|pricing|stock|journal)_' order by 1"
        )
        found: list[tuple[object, ...]] = []
        for (table,) in cursor.fetchall():
            cursor.execute(f"select '{table}', ctid::text, xmin::text from {table} order by ctid")  # noqa: S608
            found += cursor.fetchall()
    return found


def test_an_exchange_becomes_catalog_prices_and_stock(exchange: Exchange) -> None:
    loaded, skipped = exchange(IMPORT, OFFERS)
    assert sold() == {"table#white", "chair"}
    found = the("table#white")
    assert (found.name, found.article, found.brand.name, found.group.name) == (
        "Стол обеденный (Белый)", "СТ-1", "Шатура", "Столы",
    )  # fmt: skip
    assert (found.unit.okei, found.tax_class.code, found.weight, found.multiple) == (
        "796", "reduced", Decimal("12.5"), Decimal(2),
    )  # fmt: skip
    assert found.attributes == {"Дерево": "Дуб", "Цвет": "Белый"}
    assert prices() == {"table#white": Decimal("1500.5"), "chair": Decimal(700)}
    assert on_hand() == {("table#white", "Главный"): Decimal(3), ("chair", "Главный"): Decimal(9)}
    assert [(one.id, one.reason_code) for one in skipped] == [("table#white", "stock.negative")]
    assert (loaded.products.created, loaded.prices.created, loaded.warehouses.created) == (3, 2, 2)


def test_packs_barcodes_and_cross_numbers_come_along(exchange: Exchange) -> None:
    exchange(IMPORT)
    assert list(Pack.objects.values_list("name", "quantity")) == [("упак", Decimal(4))]
    assert list(Barcode.objects.values_list("code", flat=True)) == ["4600000000017"]
    assert set(CrossNumber.objects.values_list("number", flat=True)) == {"ST-1", "ST/2"}


def test_a_second_load_of_the_same_files_writes_nothing(exchange: Exchange) -> None:
    exchange(IMPORT, OFFERS)
    before = everything()
    loaded, _ = exchange(IMPORT, OFFERS, later=1)
    assert loaded.is_without_effect
    assert everything() == before


def test_the_order_of_the_files_does_not_matter(exchange: Exchange) -> None:
    renamed = export(catalog(product("chair", name="Стул мягкий"), only_changes=True), made="2026-11-24T10:00:00")
    files = [IMPORT, OFFERS, renamed]
    for number, order in enumerate(permutations(files)):
        loaded, _ = exchange(*order)
        assert loaded.is_without_effect == (number > 0)
    assert the("chair").name == "Стул мягкий"


def test_files_that_come_one_after_another_give_the_same(exchange: Exchange) -> None:
    for content in (IMPORT, OFFERS):
        exchange(content)
    assert sold() == {"table#white", "chair"}
    assert exchange(IMPORT, OFFERS)[0].is_without_effect


def test_an_exchange_in_windows_1251_is_the_same_exchange(exchange: Exchange) -> None:
    exchange(IMPORT, OFFERS)
    recoded = [text.replace('"UTF-8"', '"windows-1251"').encode("cp1251") for text in (IMPORT, OFFERS)]
    assert exchange(*recoded)[0].is_without_effect


@pytest.mark.parametrize("place", [0, 1])
def test_a_broken_file_changes_nothing_wherever_it_stands(exchange: Exchange, place: int) -> None:
    exchange(export(catalog(CHAIR)))
    before = everything()
    files = [IMPORT]
    files.insert(place, OFFERS[:-30])
    with pytest.raises(Refusal) as refused:
        exchange(*files)
    assert (refused.value.code, refused.value.facts["file"]) == ("commerceml.broken", f"{place}.xml")
    assert everything() == before


def test_a_full_catalog_hides_what_is_missing_and_a_partial_one_does_not(exchange: Exchange) -> None:
    exchange(IMPORT)
    assert exchange(export(catalog(CHAIR, only_changes=True)))[0].products.hidden == 0
    assert exchange(export(catalog(CHAIR)))[0].products.hidden == 1
    assert sold() == {"chair"}


def test_a_full_catalog_without_products_hides_nothing(exchange: Exchange) -> None:
    exchange(IMPORT)
    assert exchange(export(catalog()))[0].is_without_effect


def test_a_catalog_in_parts_is_one_catalog(exchange: Exchange) -> None:
    exchange(export(catalog(TABLE)), export(catalog(CHAIR)))
    assert sold() == {"table", "chair"}


def test_a_deleted_product_is_no_longer_sold(exchange: Exchange) -> None:
    exchange(IMPORT)
    deleted = "<Товар><Ид>chair</Ид><ПометкаУдаления>true</ПометкаУдаления></Товар>"
    exchange(export(catalog(deleted, only_changes=True)))
    assert sold() == {"table"}
    assert the("chair").name == "Стул"


def test_a_price_of_nothing_withdraws_the_price(exchange: Exchange) -> None:
    exchange(IMPORT, OFFERS)
    loaded, skipped = exchange(export(offers(offer("chair", price("0")), only_changes=True)))
    assert (loaded.prices.hidden, [one.reason_code for one in skipped]) == (1, ["commerceml.empty_price"])
    assert set(prices()) == {"table#white"}


def test_full_offers_are_all_there_is_and_partial_ones_are_not(exchange: Exchange) -> None:
    exchange(IMPORT, OFFERS)
    chair = offer("chair", price("700") + '<Склад ИдСклада="w1" КоличествоНаСкладе="9"/>')
    assert exchange(export(offers(chair, only_changes=True)))[0].is_without_effect
    exchange(export(offers(chair)))
    assert (set(prices()), set(on_hand())) == ({"chair"}, {("chair", "Главный")})


def test_quantity_breaks_come_as_breaks(exchange: Exchange) -> None:
    ten = price("650", more="<МинКоличество>10</МинКоличество>")
    exchange(IMPORT, export(offers(offer("chair", price("700") + ten), kinds=KINDS)))
    assert list(Break.objects.values_list("from_quantity", "amount")) == [(Decimal(10), Decimal(650))]


def test_prices_of_unknown_things_and_kinds_are_told_with_their_lines(exchange: Exchange) -> None:
    text = export(offers(offer("lost", price("1")), "\n" + offer("chair", price("1", kind="secret"))))
    _, skipped = exchange(export(catalog(product("chair"))), text)
    assert [(one.file, one.line, one.id, one.reason_code) for one in skipped] == [
        ("1.xml", 3, "chair", "pricing.unknown_column"),
        ("1.xml", 2, "lost", "pricing.unknown_product"),
    ]


def test_totals_without_warehouses_get_a_place_of_their_own(exchange: Exchange) -> None:
    totals = export(offers(offer("chair", "<Количество>5</Количество>")))
    exchange(IMPORT, totals)
    assert on_hand() == {("chair", "Основной склад"): Decimal(5)}
    assert exchange(IMPORT, totals)[0].is_without_effect


def test_totals_lie_in_the_only_warehouse_where_there_is_one(exchange: Exchange) -> None:
    one = export(
        "<Классификатор><Склады><Склад><Ид>w1</Ид><Наименование>Главный</Наименование></Склад></Склады></Классификатор>"
    )
    exchange(IMPORT, one)
    exchange(export(offers(offer("chair", "<Количество>5</Количество>"), only_changes=True)))
    assert on_hand() == {("chair", "Главный"): Decimal(5)}
    assert Warehouse.objects.count() == 1


@pytest.mark.parametrize(
    ("unit", "name", "okei", "told"),
    [
        ('<БазоваяЕдиница Код="796 ">шт</БазоваяЕдиница>', "шт", "796", []),
        ("<БазоваяЕдиница>166</БазоваяЕдиница>", "кг", "166", []),
        ('<БазоваяЕдиница Код="6">м</БазоваяЕдиница>', "м", "006", []),
        ('<БазоваяЕдиница Код="">КГ</БазоваяЕдиница>', "кг", "166", []),
        ('<БазоваяЕдиница НаименованиеПолное="Штука"/>', "шт", "796", []),
        ('<БазоваяЕдиница Код="">бухта</БазоваяЕдиница>', "бухта", "", ["commerceml.unit_without_code"]),
        ("<БазоваяЕдиница/>", "шт", "796", ["commerceml.no_unit"]),
    ],
)
def test_units_are_found_by_code_or_by_name(
    exchange: Exchange, unit: str, name: str, okei: str, told: list[str]
) -> None:
    _, skipped = exchange(export(catalog(product("rope", unit=unit))))
    assert (the("rope").unit.name, the("rope").unit.okei) == (name, okei)
    assert [one.reason_code for one in skipped] == told


def test_a_unit_described_by_the_exchange_is_called_as_it_says(exchange: Exchange) -> None:
    units = """<Классификатор><ЕдиницыИзмерения><ЕдиницаИзмерения><Ид>u-1</Ид><Код>9999</Код>
      <НаименованиеКраткое>поддон</НаименованиеКраткое></ЕдиницаИзмерения></ЕдиницыИзмерения></Классификатор>"""
    exchange(export(catalog(product("brick", unit="<БазоваяЕдиница>u-1</БазоваяЕдиница>"))), export(units))
    assert (the("brick").unit.name, the("brick").unit.okei) == ("поддон", "9999")


@pytest.mark.parametrize(
    ("rate", "kind"),
    [("22", "standard"), ("20", "standard"), ("18", "standard"), ("10.00", "reduced"), ("0", "zero"),
     ("Без НДС", "none"), ("", "standard")],
)  # fmt: skip
def test_rates_of_any_year_name_the_kind_of_goods(exchange: Exchange, rate: str, kind: str) -> None:
    tax = f"<СтавкаНалога><Наименование>НДС</Наименование><Ставка>{rate}</Ставка></СтавкаНалога>"
    _, skipped = exchange(export(catalog(product("rope", f"<СтавкиНалогов>{tax}</СтавкиНалогов>"))))
    assert (the("rope").tax_class.code, skipped) == (kind, [])


def test_a_product_without_name_and_article_is_taken_by_its_code(exchange: Exchange) -> None:
    code = "<ЗначениеРеквизита><Наименование>Код</Наименование><Значение>ФР-29</Значение></ЗначениеРеквизита>"
    requisites = f"<ЗначенияРеквизитов>{code}</ЗначенияРеквизитов>"
    _, skipped = exchange(export(catalog(product("x", requisites, name="", article=""))))
    assert (the("x").name, the("x").article) == ("ФР-29", "ФР-29")
    assert {one.reason_code for one in skipped} == {"commerceml.no_name", "commerceml.no_article"}


def test_goods_without_their_classifier_keep_the_properties_they_had(exchange: Exchange) -> None:
    exchange(IMPORT)
    _, skipped = exchange(export(catalog(TABLE, only_changes=True)))
    assert the("table").attributes == {"Дерево": "Дуб"}
    assert the("table").brand.name == "Шатура"
    assert {one.reason_code for one in skipped} == {"commerceml.unknown_property"}


def test_a_foreign_currency_makes_a_column_of_its_own(exchange: Exchange) -> None:
    kinds = KINDS.replace("руб", "USD")
    mixed = offer("chair", price("7", more="<Валюта>руб</Валюта>"))
    _, skipped = exchange(IMPORT, export(offers(mixed, kinds=kinds)))
    assert Column.objects.get().currency == "USD"
    assert ([one.reason_code for one in skipped], prices()) == (["pricing.other_currency"], {})


def test_a_zip_is_as_good_as_its_files(tmp_path: Path, at: datetime) -> None:
    path = tmp_path / "webdata.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("webdata/offers.xml", OFFERS)
        archive.writestr("webdata/import.xml", IMPORT)
        archive.writestr("webdata/import_files/1.jpg", b"\xff\xd8")
    assert load([path], at=at, report=lambda _row: None).products.created == 3


@pytest.mark.parametrize("harm", [(b"\x00", b"\x01"), (b"PK\x01\x02", b"PK"), ("Стол".encode(), "Стул".encode())])
def test_a_damaged_zip_is_refused(tmp_path: Path, at: datetime, harm: tuple[bytes, bytes]) -> None:
    path = tmp_path / "webdata.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("import.xml", IMPORT)
    path.write_bytes(path.read_bytes().replace(*harm))
    with pytest.raises(Refusal) as refused:
        load([path], at=at, report=lambda _row: None)
    assert refused.value.code == "commerceml.unreadable"


def test_a_zip_whose_packing_is_damaged_is_refused(tmp_path: Path, at: datetime) -> None:
    path = tmp_path / "webdata.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("import.xml", IMPORT)
    content, packed = bytearray(path.read_bytes()), 30 + len("import.xml")
    content[packed + 4 : packed + 30] = b"\xff" * 26
    path.write_bytes(content)

    with pytest.raises(Refusal) as refused:
        load([path], at=at, report=lambda _row: None)

    assert refused.value.code == "commerceml.unreadable"


def test_a_file_that_is_not_there_is_refused(tmp_path: Path, at: datetime) -> None:
    with pytest.raises(Refusal) as refused:
        load([tmp_path / "nowhere.xml"], at=at, report=lambda _row: None)
    assert refused.value.code == "commerceml.unreadable"


def test_an_exchange_that_changed_something_is_journalled(exchange: Exchange) -> None:
    exchange(IMPORT)
    exchange(IMPORT)
    entry = Entry.objects.get()
    assert (entry.act, entry.facts["files"]) == ("exchange.import_commerceml", ["0.xml"])
    assert entry.facts["products"]["created"] == 2


def test_moves_explain_the_stock(exchange: Exchange) -> None:
    exchange(IMPORT, OFFERS)
    assert set(Move.objects.values_list("kind", "subject")) == {("count", "commerceml")}


@pytest.mark.skipif(not SAMPLES.is_dir(), reason=f"the shared samples are not at {SAMPLES}")
def test_every_genuine_sample_loads_and_a_second_time_changes_nothing(at: datetime) -> None:
    firms = sorted(path for path in SAMPLES.iterdir() if path.is_dir())
    assert firms
    for firm in firms:
        files = sorted(firm.rglob("*.xml"))
        skipped: list[SkippedRow] = []
        load(files, at=at, report=skipped.append)
        before = everything()
        again = load(list(reversed(files)), at=at + timedelta(days=1), report=skipped.append)
        assert again.is_without_effect, firm.name
        assert everything() == before, firm.name
        assert {one.reason_code for one in skipped} <= set(REASONS)


@pytest.mark.skipif(not SAMPLES.is_dir(), reason=f"the shared samples are not at {SAMPLES}")
def test_a_genuine_shoe_shop_is_as_its_export_says(at: datetime) -> None:
    shop = next(path for path in SAMPLES.iterdir() if path.name.startswith("carono"))
    load(sorted(shop.rglob("*.xml")), at=at, report=lambda _row: None)
    boots = the("bd72d913-55bc-11d9-848a-00112f43529a#90c55449-d3a8-11e4-9423-e0cb4ed5eed4")
    assert (boots.name, boots.article, boots.unit.name) == ("Ботинки женские демисезонные (35)", "Б- 130005", "пар")
    assert (boots.brand.name, boots.group.name) == ("АОЗТ Алекс", "Обувь")
    assert prices()[str(boots.external_id)] == Decimal(1309)
    assert on_hand()[str(boots.external_id), 'Магазин "Обувь"'] == Decimal(120)
