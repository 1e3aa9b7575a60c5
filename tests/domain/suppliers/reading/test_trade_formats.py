"""Formats that trades have agreed on: CommerceML of 1C, BMEcat and DATANORM."""

from pathlib import Path

import pytest

from .written import SAMPLES, named, needs_samples, only, put, refused, zipped

IMPORT = """<?xml version="1.0" encoding="UTF-8"?>
<КоммерческаяИнформация xmlns="urn:1C.ru:commerceml_3" ВерсияСхемы="3.1"><Классификатор><Группы><Группа><Ид>g1</Ид>
<Наименование>Крепёж</Наименование><Группы><Группа><Ид>g2</Ид>
<Наименование>Болты</Наименование></Группа></Группы></Группа></Группы></Классификатор><Каталог><Товары>
<Товар><Ид>t1</Ид><Артикул>7798</Артикул><Наименование>Болт</Наименование><Группы><Ид>g2</Ид></Группы>
<БазоваяЕдиница Код="796">шт</БазоваяЕдиница><Изготовитель><Ид>m</Ид><Наименование>РМЗ</Наименование></Изготовитель>
<СтавкиНалогов><СтавкаНалога><Наименование>НДС</Наименование><Ставка>20</Ставка></СтавкаНалога></СтавкиНалогов></Товар>
<Товар><Ид>t2</Ид><Артикул>не предлагается</Артикул></Товар></Товары></Каталог></КоммерческаяИнформация>"""


def offers(*each: str, words: str = "") -> str:
    return (
        f'<КоммерческаяИнформация xmlns="urn:1C.ru:commerceml_3">'
        f"<ПакетПредложений>{words}<Предложения>{''.join(each)}</Предложения></ПакетПредложений></КоммерческаяИнформация>"
    )


WORDS = (
    "<ТипыЦен><ТипЦены><Ид>p1</Ид><Наименование>Оптовая</Наименование></ТипЦены><ТипЦены><Ид>p2</Ид>"
    "<Наименование>Розничная</Наименование></ТипЦены></ТипыЦен>"
    "<Склады><Склад><Ид>s1</Ид><Наименование>Химки</Наименование></Склад></Склады>"
)
NAMES = offers("<Предложение><Ид>t1#1</Ид><Наименование>Болт М8, белый</Наименование></Предложение>", words=WORDS)
PRICES = offers(
    "<Предложение><Ид>t1#1</Ид><Цены>"
    "<Цена><ИдТипаЦены>p1</ИдТипаЦены><ЦенаЗаЕдиницу>10.5</ЦенаЗаЕдиницу><Валюта>руб</Валюта></Цена>"
    "<Цена><ИдТипаЦены>p2</ИдТипаЦены><ЦенаЗаЕдиницу>15</ЦенаЗаЕдиницу></Цена></Цены></Предложение>"
)
RESTS = offers(
    "<Предложение><Ид>t1#1</Ид><Остатки><Остаток><Склад><Ид>s1</Ид><Количество>7</Количество></Склад></Остаток>"
    "<Остаток><Количество>9</Количество></Остаток></Остатки></Предложение>"
)


def test_four_files_of_1c_are_one_table(tmp_path: Path) -> None:
    parts = {"webdata/import.xml": IMPORT, "webdata/offers.xml": NAMES, "webdata/prices.xml": PRICES}
    table = only(
        zipped(
            tmp_path / "1c.zip", {**parts, "webdata/rests.xml": RESTS, "webdata/import_files/1.jpg": b"\xff\xd8\xff"}
        )
    )

    assert table.name == "webdata/commerceml"
    assert named(table) == [
        {
            "Ид": "t1#1", "Наименование": "Болт М8, белый", "Цена[Оптовая]": "10.5", "Валюта[Оптовая]": "руб",
            "Цена[Розничная]": "15", "Количество[Химки]": "7", "Количество": "9", "Артикул": "7798",
            "Группа": "Крепёж/Болты", "БазоваяЕдиница": "шт", "Изготовитель": "РМЗ", "НДС": "20",
        }
    ]  # fmt: skip


def test_words_that_come_after_the_goods_are_theirs_and_kinds_of_one_name_are_one_column(tmp_path: Path) -> None:
    words = WORDS.replace("Розничная", "Оптовая")
    both = PRICES.replace("<Цена><ИдТипаЦены>p1", "<Цена><ИдТипаЦены>p9", 1)
    late = zipped(tmp_path / "1c.zip", {"1.xml": both, "2.xml": offers(words=words), "3.xml": RESTS})

    (found,) = named(only(late))

    assert found == {
        "Ид": "t1#1", "Цена[p9]": "10.5", "Валюта[p9]": "руб", "Цена[Оптовая]": "15", "Количество[Химки]": "7",
        "Количество": "9",
    }  # fmt: skip
    (found,) = named(only(zipped(tmp_path / "2.zip", {"1.xml": PRICES, "2.xml": offers(words=words)})))
    assert (found["Цена[Оптовая]"], found["Валюта[Оптовая]"]) == ("10.5", "руб")


def test_goods_without_offers_are_a_table_too(tmp_path: Path) -> None:
    assert [row["Артикул"] for row in named(only(put(tmp_path / "import.xml", IMPORT)))] == ["7798", "не предлагается"]


def test_orders_of_1c_are_no_table(tmp_path: Path) -> None:
    goods = "<Товары><Товар><Ид>x</Ид></Товар></Товары>"
    order = f"<КоммерческаяИнформация><Документ><Ид>1</Ид>{goods}</Документ></КоммерческаяИнформация>"

    assert refused(put(tmp_path / "orders.xml", order)) == "files.not_a_table"


@needs_samples
@pytest.mark.parametrize(
    ("folder", "count", "said"),
    [
        ("solopovsergey+bxmaker.kits", 3, {"Цена[BXmaker. Комплекты из 1с. Розничная]": "6000"}),
        ("wagood+commerceml", 2, {"Цена[Розничные]": "14240", "Артикул": "32255", "Количество": "0"}),
        ("bigperson+exchange1c", 2, {"Цена[Цена поставщика]": "10500", "Артикул": "NF-00005894"}),
        ("carono+php-commerceml", 5, {"Цена[Розничная]": "1719", "Количество": "20", "Группа": "Обувь/Обувь"}),
        ("dobromyslov+commerceml-parser", 44, {"Цена[BASE]": "100", "Количество[Москва]": "376"}),
    ],
)
def test_genuine_exports_of_1c(tmp_path: Path, folder: str, count: int, said: dict[str, str]) -> None:
    files = sorted((SAMPLES / "commerceml" / folder).glob("*.xml"))
    parts = {path.name: path.read_bytes() for path in files if not path.name.startswith("tests__xml__classifier")}

    found = named(only(zipped(tmp_path / "1c.zip", parts)))

    assert len(found) == count
    assert found[0].items() >= said.items()


BMECAT = """<?xml version="1.0"?><BMECAT version="1.2"><HEADER><CATALOG><CURRENCY>EUR</CURRENCY></CATALOG></HEADER>
<T_NEW_CATALOG><CATALOG_GROUP_SYSTEM><CATALOG_STRUCTURE><GROUP_ID>1</GROUP_ID><GROUP_NAME>Schrauben</GROUP_NAME>
<PARENT_ID>0</PARENT_ID></CATALOG_STRUCTURE><CATALOG_STRUCTURE><GROUP_ID>2</GROUP_ID><GROUP_NAME>M8</GROUP_NAME>
<PARENT_ID>1</PARENT_ID></CATALOG_STRUCTURE></CATALOG_GROUP_SYSTEM><ARTICLE><SUPPLIER_AID>A-1</SUPPLIER_AID>
<ARTICLE_DETAILS><DESCRIPTION_SHORT>Schraube</DESCRIPTION_SHORT><EAN>4008190397111</EAN></ARTICLE_DETAILS>
<ARTICLE_FEATURES><FEATURE><FNAME>Farbe</FNAME><FVALUE>rot</FVALUE></FEATURE></ARTICLE_FEATURES>
<ARTICLE_ORDER_DETAILS><ORDER_UNIT>C62</ORDER_UNIT><PRICE_QUANTITY>100</PRICE_QUANTITY></ARTICLE_ORDER_DETAILS>
<ARTICLE_PRICE_DETAILS><ARTICLE_PRICE price_type="net_list"><PRICE_AMOUNT>1250</PRICE_AMOUNT></ARTICLE_PRICE>
<ARTICLE_PRICE price_type="net_list"><PRICE_AMOUNT>1199.99</PRICE_AMOUNT><LOWER_BOUND>500</LOWER_BOUND></ARTICLE_PRICE>
</ARTICLE_PRICE_DETAILS></ARTICLE><ARTICLE_TO_CATALOGGROUP_MAP><ART_ID>A-1</ART_ID>
<CATALOG_GROUP_ID>2</CATALOG_GROUP_ID></ARTICLE_TO_CATALOGGROUP_MAP></T_NEW_CATALOG></BMECAT>"""


def test_articles_of_bmecat_have_prices_for_one(tmp_path: Path) -> None:
    assert named(only(put(tmp_path / "a.xml", BMECAT))) == [
        {
            "SUPPLIER_AID": "A-1", "DESCRIPTION_SHORT": "Schraube", "EAN": "4008190397111", "FEATURE": "Farbe: rot",
            "ORDER_UNIT": "C62", "PRICE_QUANTITY": "100", "PRICE_AMOUNT[net_list]": "12.5",
            "PRICE_CURRENCY[net_list]": "EUR", "PRICE_AMOUNT[net_list] from 500": "11.9999",
            "CATALOG_GROUP": "Schrauben/M8",
        }
    ]  # fmt: skip


@needs_samples
@pytest.mark.parametrize(("number", "name"), [("1609801044", "Klemmenmarkierung"), ("7760056069", "Relais")])
def test_genuine_bmecat(number: str, name: str) -> None:
    (path,) = (SAMPLES / "prices-intl/stephanstapel+BMECat.net").glob(f"*{number}.xml")

    (found,) = named(only(path))

    assert (found["SUPPLIER_PID"], found["DESCRIPTION_SHORT"], found["PRICE_CURRENCY[net_customer]"]) == (
        number,
        name,
        "EUR",
    )
    assert found["DESCRIPTION_SHORT[eng]"]


V4 = "V 271126Musterhandel" + " " * 100 + "04EUR\r\n"


def test_datanorm_4_from_four_files(tmp_path: Path) -> None:
    """The prices stand before the articles that tell for how many pieces they are."""
    parts = {
        "DATANORM.001": V4 + "A;N;A1;00;Schraube;für Küche;1;2;ST;125000;RG1;HWG;;\r\n"
        "B;N;A1;MATCH;ALT;;0;0;0;4008190397111;;WG;0;50;;\r\n"
        "A;N;A2;00;Mutter;;2;0;ST;350;RG1;HWG;;\r\nA;N;A3;00;Scheibe;;1;0;ST;1000;RG1;HWG;;\r\nA;L;A9;00;Weg;;1;0;ST;1;;;;\r\n",
        "DATANORM.RAB": V4 + "R;N;RG1;1;2500;Befestigung;\r\n",
        "DATANORM.WRG": V4 + "S;N;HWG;Eisenwaren;WG;Schrauben;\r\n",
        "DATPREIS.001": V4 + "P;A;A1;1;120000;1;4000;;;;;A4;1;900;2;800;;;;;\r\n",
    }
    table = only(zipped(tmp_path / "datanorm.zip", {name: text.encode("cp850") for name, text in parts.items()}))

    found = {row["Artikelnummer"]: row for row in named(table)}

    assert table.name == "datanorm"
    assert found["A1"].items() >= {
        "Kurztext": "Schraube für Küche", "Preis": "12", "Nettopreis": "7.2", "Preiseinheit": "100",
        "EAN": "4008190397111",
        "Hauptwarengruppe": "Eisenwaren", "Warengruppe": "Schrauben", "Verpackungsmenge": "50", "Währung": "EUR",
    }.items()  # fmt: skip
    assert (found["A2"]["Preis"], found["A2"]["Nettopreis"]) == ("3.5", "3.5")
    assert (found["A3"]["Preis"], found["A3"]["Nettopreis"]) == ("10", "7.5")
    assert (found["A4"]["Preis"], found["A4"]["Nettopreis"]) == ("9", "7.2")
    assert "A9" not in found


@needs_samples
@pytest.mark.parametrize(
    ("name", "count", "number", "said"),
    [
        (
            "v4_products_before_texts",
            29,
            "QATA207569016",
            {"Preis": "2.4", "Nettopreis": "0.88", "Mengeneinheit": "ST"},
        ),
        ("v4_with_texts", 2, "100033152", {"Preis": "280", "Rabattgruppe": "06"}),
        ("v5_first_texts_then_products", 4, "WPW", {"Preis": "27.5", "Währung": "EUR"}),
        ("v5_texts_products_services", 21, "020-569", {"Preis": "1300.8", "Mengeneinheit": "PCE"}),
    ],
)
def test_genuine_datanorm(name: str, count: int, number: str, said: dict[str, str]) -> None:
    found = named(only(SAMPLES / f"prices-intl/halo+datanorm/test__assets__{name}.001"))

    assert len(found) == count
    assert next(row for row in found if row["Artikelnummer"] == number).items() >= said.items()
