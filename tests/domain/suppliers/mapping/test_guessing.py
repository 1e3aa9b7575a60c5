"""A list that nobody has explained yet is understood by its heads, its cells and what the catalog knows."""

import pytest

from optom.base.identifiers import gtin_check_digit
from optom.domain.suppliers.fields import Field

from .lists import Catalog, fields, guessed, table, text_table

_GOODS = """
    6204-2RS  | Подшипник шариковый | 120,50 | 10
    6205-ZZ   | Подшипник закрытый  | 99,00  | 5
    6206      | Подшипник открытый  | 1 250,10 | >20
"""


def test_heads_tell_the_columns() -> None:
    (how,) = guessed(text_table("Артикул | Наименование | Цена | Остаток" + _GOODS)).tables
    assert fields(how) == {"article": "A", "name": "B", "price": "C", "stock": "D"}
    assert (how.first_row, how.decimal_comma, how.skipped) == (2, True, False)
    assert min(column.confidence for column in how.parts[0].columns) >= 90


def test_what_1c_calls_the_code_of_its_goods_is_the_suppliers_number() -> None:
    text = "Номенклатура.Код | Номенклатура | Опт без НДС | Остаток\nСП-000001 | Подшипник 6204 | 120,50 | 10"
    (how,) = guessed(text_table(text + "\nСП-000002 | Подшипник 6205 | 99,00 | 0")).tables
    assert fields(how) == {"number": "A", "name": "B", "price": "C", "stock": "D"}


@pytest.mark.parametrize(
    ("heads", "price", "recommended"),
    [
        ("Код | Название | Опт | Розница", "C", "D"),
        ("Код | Название | Розничная цена | Ваша цена", "D", "C"),
        ("Код | Название | Цена | Цена со скидкой 10%", "D", None),
        ("Код | Название | РРЦ, руб | Закупочная цена", "D", "C"),
        ("Item | Title | MSRP | Dealer price", "D", "C"),
        ("Artikelnummer | Bezeichnung | Nettopreis | UVP", "C", "D"),
        ("Код | Найменування | Ціна | Роздрібна ціна", "C", "D"),
        ("Код | Название | Цена с НДС | Цена без НДС", "C", None),
        ("Код | Название | Цена 1 | Цена 2", "D", None),
    ],
)
def test_of_several_prices_ours_is_told(heads: str, price: str, recommended: str | None) -> None:
    goods = "\nA-1 | Болт М8 | 120,50 | 110,00\nA-2 | Гайка М8 | 15,00 | 14,10\nA-3 | Шайба М8 | 2,50 | 2,20"
    (how,) = guessed(text_table(heads + goods)).tables
    assert (fields(how)["price"], fields(how).get("recommended")) == (price, recommended)


def test_which_of_two_like_prices_is_ours_is_said_to_be_unsure() -> None:
    (how,) = guessed(text_table("Код | Цена 1 | Цена 2\nA-1 | 120,50 | 110,00\nA-2 | 15,00 | 14,10")).tables
    (price,) = [column for column in how.parts[0].columns if column.field is Field.PRICE]
    assert (price.letter, price.confidence) == ("C", 55)


def test_prices_from_a_quantity_on_are_breaks() -> None:
    text = "Артикул | Цена | от 10 шт. | от 100 шт.\nA-1 | 100 | 95 | 90\nA-2 | 50 | 48 | 45"
    (how,) = guessed(text_table(text)).tables
    assert fields(how) == {"article": "A", "price": "B", "price from 10": "C", "price from 100": "D"}


def test_a_head_that_its_cells_belie_has_little_confidence() -> None:
    (how,) = guessed(text_table("Артикул | Цена\nA-1 | красный\nA-2 | синий\nA-3 | белый")).tables
    (price,) = [column for column in how.parts[0].columns if column.field is Field.PRICE]
    assert price.confidence < 30


def test_a_column_without_anything_in_it_has_little_confidence() -> None:
    (how,) = guessed(text_table("Артикул | Цена | Остаток\nA-1 | 10 |\nA-2 | 20 |")).tables
    (stock,) = [column for column in how.parts[0].columns if column.field is Field.STOCK]
    assert stock.confidence < 50


def _barcode(number: int) -> str:
    body = f"460000{number:06d}"
    return body + gtin_check_digit(body)


def test_without_heads_the_cells_tell() -> None:
    rows = [[_barcode(at), f"Товар хороший {at}", f"{at + 10}.50", "шт", ">5" if at % 2 else "нет"] for at in range(20)]
    (how,) = guessed(table(*rows)).tables
    assert fields(how) == {"barcode": "A", "name": "B", "price": "C", "unit": "D", "stock": "E"}
    assert (how.first_row, how.heads) == (1, ("", "", "", "", ""))


def test_without_heads_the_catalog_tells_articles_and_brands() -> None:
    rows = [[f"{6200 + at}", "SKF" if at % 2 else "ГПЗ 1", f"{at * 10 + 10}.50"] for at in range(20)]
    catalog = Catalog({str(6200 + at) for at in range(10)}, {"SKF"})
    (how,) = guessed(table(*rows), catalog=catalog).tables
    assert fields(how) == {"article": "A", "brand": "B", "price": "C"}
    assert catalog.asked == 2


def test_the_catalog_is_asked_once_for_all_tables() -> None:
    catalog = Catalog()
    guessed(*(text_table("Артикул | Цена\nA-1 | 10\nA-2 | 20", name=f"Лист{at}") for at in range(5)), catalog=catalog)
    assert catalog.asked == 2


def test_a_code_that_the_catalog_knows_is_an_article() -> None:
    text = "Код | Наименование | Цена\n6204-2RS | Подшипник | 10\n6205 | Подшипник | 20"
    (how,) = guessed(text_table(text), catalog=Catalog({"62042RS", "6205"})).tables
    assert fields(how)["article"] == "A"
    (stranger,) = guessed(text_table(text)).tables
    assert fields(stranger)["number"] == "A"


def test_without_heads_names_of_one_word_are_names() -> None:
    rows = [[f"460{at:04d}", name, f"{at + 10}.50"] for at, name in enumerate(("Кружка", "Блюдце", "Ложка", "Чайник"))]
    (how,) = guessed(table(*rows)).tables
    assert fields(how)["name"] == "B"


def test_the_number_of_a_row_is_none_of_goods() -> None:
    rows = [[str(at + 1), f"Товар хороший {at}", f"{at + 10}.50"] for at in range(10)]
    (how,) = guessed(table(*rows)).tables
    assert fields(how) == {"name": "B", "price": "C"}


def test_covers_and_hidden_sheets_are_skipped() -> None:
    cover = text_table("ООО Ромашка\nг. Москва, ул. Ленина\nтел. +7 495 123-45-67", name="Обложка")
    goods = text_table("Артикул | Цена\nA-1 | 10\nA-2 | 20", name="Прайс")
    hidden = text_table("Артикул | Цена\nA-1 | 10\nA-2 | 20", name="Старый", is_hidden=True)
    assert [how.skipped for how in guessed(cover, goods, hidden).tables] == [True, False, True]


def test_a_list_of_stock_alone_is_no_cover() -> None:
    (how,) = guessed(text_table("Артикул | Остаток\nA-1 | 10\nA-2 | 20")).tables
    assert (fields(how), how.skipped) == ({"article": "A", "stock": "B"}, False)


def test_names_that_a_format_gives_are_heads() -> None:
    rows = [["12", "Дрель", "Bosch", "GSR 12", "3970", "RUR"], ["13", "Пила", "Makita", "HS 6", "4970", "RUR"]]
    (how,) = guessed(table(*rows, heads=("id", "name", "vendor", "vendorCode", "price", "currencyId"))).tables
    assert fields(how) == {"number": "A", "name": "B", "brand": "C", "article": "D", "price": "E", "currency": "F"}
    assert how.first_row == 1


def test_the_currency_above_the_table_is_kept() -> None:
    (how,) = guessed(text_table("Цены указаны в долларах США\nАртикул | Цена\nA-1 | 10\nA-2 | 20")).tables
    assert how.currency == "USD"


def test_a_year_above_the_table_is_no_currency() -> None:
    (how,) = guessed(text_table("Прайс-лист от 5 лютого 2018 р.\nАртикул | Цена\nA-1 | 10\nA-2 | 20")).tables
    assert how.currency == ""


def test_an_empty_file_is_skipped() -> None:
    assert [how.skipped for how in guessed(table([""]), table(heads=("id", "price"))).tables] == [True, True]


def test_where_goods_are_counted_in_packs_what_goes_into_one_tells_what_the_price_is_for() -> None:
    heads = "Артикул | Наименование | Ед. изм. | В упаковке | Цена"
    packs = (
        "\nA-1 | Болт М8 | упак | 100 | 120,50\nA-2 | Гайка М8 | упак | 200 | 15,00\nA-3 | Шайба М8 | уп. | 500 | 2,50"
    )
    (how,) = guessed(text_table(heads + packs)).tables
    assert fields(how)["packed"] == "D"
    pieces = packs.replace("упак", "шт").replace("уп.", "шт")
    (how,) = guessed(text_table(heads + pieces)).tables
    assert fields(how)["multiple"] == "D"
