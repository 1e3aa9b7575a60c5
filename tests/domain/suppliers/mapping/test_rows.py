"""Every row of a list leaves with its fate, goods with their values."""

from decimal import Decimal

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from optom.domain.suppliers.fields import ROW, Fate
from optom.domain.suppliers.mapping.rows import rows
from optom.domain.suppliers.mapping.value import Mapping

from .lists import fates, guessed, offers, read, table, text_table

_LIST = """
    ООО Ромашка | | | |
     | | | |
    Артикул | Бренд | Наименование | Цена, USD | Остаток
    Подшипники | | | |
    6204-2RS | SKF | Подшипник  шариковый | 1 120,50 | >20
    6205 | ГПЗ | Подшипник | звоните | 5
    Артикул | Бренд | Наименование | Цена, USD | Остаток
    Болты | | | |
    М8х30 | | Болт | 2,10 | нет
    М8х40 | | Болт | два рубля | 1
     | | Болт без номера | 3,10 | 1
     | | Итого: | | 27
    Отгрузка со склада в Химках | | | |
"""


def test_every_row_has_its_fate() -> None:
    assert fates(text_table(_LIST)) == [
        "note", "blank", "head", "category", "", "no_price", "head", "category", "", "bad_price", "no_number", "note",
        "note",
    ]  # fmt: skip


def test_goods_have_all_that_is_said_of_them() -> None:
    bearing, bolt = offers(text_table(_LIST, name="Лист1"))
    assert {name: value for name, value in bearing.items() if value is not None} == {
        "seq": 5, "place": "Лист1!5", "fate": "", "number": "SKF 62042RS", "article": "6204-2RS", "norm": "62042RS",
        "brand": "SKF", "brand_norm": "SKF", "name": "Подшипник шариковый", "price": "1120.50", "currency": "USD",
        "stock": "20", "stock_said": ">20", "category": "Подшипники",
    }  # fmt: skip
    assert (bolt["number"], bolt["stock"], bolt["category"]) == ("M8X30", "0", "Болты")


def test_a_list_without_any_head_has_all_its_goods() -> None:
    bare = text_table("""
        6204-2RS | SKF | Подшипник шариковый | 120,50
        6205-2RS | SKF | Подшипник шариковый | 121,50
        6206-2RS | FAG | Подшипник роликовый | 122,50""")
    assert not any(guessed(bare).tables[0].heads)
    assert fates(bare) == ["", "", ""]


def test_the_columns_of_a_row_are_those_that_were_agreed() -> None:
    made = text_table(_LIST)
    (block,) = rows([(made, guessed(made).tables[0])], words={})
    assert tuple(block.columns) == ROW
    assert block.dtypes == [pl.Int64] + [pl.String] * (len(ROW) - 1)


def test_a_row_that_is_no_goods_is_known_by_its_text() -> None:
    note = read(text_table(_LIST))[0]
    assert {name: value for name, value in note.items() if value} == {
        "seq": 1, "place": "1", "fate": "note", "name": "ООО Ромашка"
    }  # fmt: skip


@pytest.mark.parametrize("block", [1, 2, 3, 5, 8])
def test_blocks_of_any_size_give_the_same_rows(block: int) -> None:
    whole, mapping = text_table(_LIST), guessed(text_table(_LIST))
    assert read(text_table(_LIST, block=block), mapping=mapping) == read(whole, mapping=mapping)


def test_rows_of_all_tables_are_counted_through() -> None:
    first, second = (text_table("Артикул | Цена\nA-1 | 10\nA-2 | 20", name=name) for name in ("Лист1", "Лист2"))
    assert [(row["seq"], row["place"]) for row in read(first, second)] == [
        (1, "Лист1!1"), (2, "Лист1!2"), (3, "Лист1!3"), (4, "Лист2!1"), (5, "Лист2!2"), (6, "Лист2!3")
    ]  # fmt: skip


def test_goods_side_by_side_are_rows_of_their_own() -> None:
    text = "Артикул | Цена | | Артикул | Цена\nA-1 | 10 | | B-1 | 30\nA-2 | 20 | | |"
    found = [(row["place"], row["fate"], row["number"], row["price"]) for row in read(text_table(text, name="Лист1"))]
    assert found == [
        ("Лист1!A1", "head", None, None), ("Лист1!D1", "head", None, None),
        ("Лист1!A2", "", "A1", "10"), ("Лист1!D2", "", "B1", "30"),
        ("Лист1!A3", "", "A2", "20"), ("Лист1!D3", "blank", None, None),
    ]  # fmt: skip


def test_breaks_in_columns_go_beside_the_price() -> None:
    text = "Артикул | Цена | от 10 шт. | от 100 шт.\nA-1 | 100 | 95,5 | 90\nA-2 | 50 | | 45"
    assert [(row["price"], row["breaks"]) for row in offers(text_table(text))] == [
        ("100", "10:95.5 100:90"), ("50", "100:45")
    ]  # fmt: skip


def test_without_a_price_the_least_break_is_it() -> None:
    (row,) = offers(text_table("Артикул | от 10 шт. | от 100 шт.\nA-1 | 95,5 | 90"))
    assert (row["price"], row["minimum"], row["breaks"]) == ("95.5", "10", "100:90")


def test_a_ladder_in_the_cell_tells_from_how_many_on() -> None:
    first, second = offers(text_table("Артикул | Цена\nA-1 | 10 - 95; 100 - 90\nA-2 | 1-9:50,10-:45"))
    assert (first["price"], first["minimum"], first["breaks"]) == ("95", "10", "100:90")
    assert (second["price"], second["minimum"], second["breaks"]) == ("50", None, "10:45")


@pytest.mark.parametrize(
    ("above", "head", "cell", "currency"),
    [
        ("Прайс", "Цена", "10,50", None),
        ("Цены в USD", "Цена", "10,50", "USD"),
        ("Цены в USD", "Цена, евро", "10,50", "EUR"),
        ("Цены в USD", "Цена, евро", "10,50 руб.", "RUB"),
        ("Цены в у.е.", "Цена", "10,50", "у.е."),
    ],
)
def test_the_nearest_word_of_the_currency_holds(above: str, head: str, cell: str, currency: str | None) -> None:
    (row,) = offers(text_table(f"{above} |\nАртикул | {head}\nA-1 | {cell}"))
    assert row["currency"] == currency


def test_a_column_of_currencies_goes_before_all() -> None:
    first, second = offers(text_table("Артикул | Цена, USD | Валюта\nA-1 | 10 | RUR\nA-2 | 20 |"))
    assert (first["currency"], second["currency"]) == ("RUB", "USD")


def test_a_list_of_stock_has_no_prices_to_lack() -> None:
    assert fates(text_table("Артикул | Остаток\nA-1 | 10\nA-2 | нет")) == ["head", "", ""]


def test_goods_are_known_by_the_supplier_then_by_article_then_by_barcode() -> None:
    text = """
        Код | Артикул | Бренд | Штрихкод | Цена
        17 | A-1 | SKF | 4600051000057 | 10
         | A-2 | SKF | 4600051000057 | 10
         | | SKF | 4600051000057 | 10
         | | SKF | 4600051000058 | 10
         | | SKF | новинка | 10
    """
    assert [(row["number"], row["fate"]) for row in read(text_table(text.strip()))][1:] == [
        ("17", ""), ("SKF A2", ""), ("4600051000057", ""), ("4600051000058", ""), (None, "no_number")
    ]  # fmt: skip


def test_categories_make_a_path_by_the_numbers_of_chapters() -> None:
    text = """
        Артикул | Наименование | Цена
        1. Крепёж | |
        1.1. Болты | |
        A-1 | Болт | 10
        1.2. Гайки | |
        A-2 | Гайка | 20
        2. Метизы | |
        A-3 | Скоба | 30
    """
    assert [row["category"] for row in offers(text_table(text.strip()))] == [
        "1. Крепёж/1.1. Болты", "1. Крепёж/1.2. Гайки", "2. Метизы"
    ]  # fmt: skip


def test_categories_make_a_path_by_indentation() -> None:
    rows = [["Артикул", "Цена"], ["Крепёж"], ["  Болты"], ["A-1", "10"], ["  Гайки"], ["A-2", "20"], ["Метизы"],
            ["A-3", "30"], ["A-4", "30"], ["A-5", "30"]]  # fmt: skip
    assert [row["category"] for row in offers(table(*rows))] == [
        "Крепёж/Болты", "Крепёж/Гайки", "Метизы", "Метизы", "Метизы"
    ]  # fmt: skip


def test_categories_that_tell_no_depth_make_a_path_of_each_run() -> None:
    rows = [["Артикул", "Цена"], ["Вина"], ["Франция"], ["A-1", "10"], ["Италия"], ["A-2", "20"], ["A-3", "30"]]
    assert [row["category"] for row in offers(table(*rows))] == ["Вина/Франция", "Италия", "Италия"]


def test_columns_of_categories_make_a_path() -> None:
    (row, _) = offers(text_table("Раздел | Группа | Артикул | Цена\nКрепёж | Болты | A-1 | 10\nКрепёж | | A-2 | 10"))
    assert row["category"] == "Крепёж/Болты"


def test_numbers_that_a_spreadsheet_took_for_measures_are_whole() -> None:
    (first, second, _) = offers(text_table("Артикул | Цена\n6204.0 | 10\n6205-ZZ | 20\nАБ | 30"))
    assert (first["norm"], second["norm"]) == ("6204", "6205ZZ")


def test_words_of_the_mapping_tell_stock() -> None:
    goods = text_table("Артикул | Цена | Наличие\nA-1 | 10 | завались\nA-2 | 10 | 5")
    mapping = Mapping(guessed(goods).tables, words={"Завались": "500"})
    assert [row["stock"] for row in offers(goods, mapping=mapping)] == ["500", "5"]


@pytest.mark.parametrize("total", ["Итого: | | | 30", " | Итого | | 30", " | | Всего по складу | 30", "Total | | | 30"])
def test_sums_under_the_goods_are_remarks(total: str) -> None:
    goods = text_table(f"№ | Артикул | Наименование | Цена\n1 | A-1 | Болт | 10\n2 | A-2 | Гайка | 20\n{total}")
    assert fates(goods) == ["head", "", "", "note"]


def test_the_oils_of_a_maker_called_total_are_goods() -> None:
    goods = text_table("Бренд | Артикул | Цена\nTOTAL | 213 | 10\nTotal | 214 | 20\nTOTAL | 215 | 20")
    assert fates(goods) == ["head", "", "", ""]


def test_figures_that_nothing_could_hold_are_none() -> None:
    goods = f"A-1 | 10 | {'9' * 15} | {'9' * 14} | {'9' * 5000} дн. | {'9' * 12} шт"
    (row,) = offers(text_table(f"Артикул | Цена | РРЦ | Остаток | Срок поставки | Кратность\n{goods}"))
    assert [row[name] for name in ("recommended", "stock", "lead_days", "multiple")] == [None] * 4


def test_a_column_that_this_file_lacks_is_blank() -> None:
    mapping = guessed(text_table("Артикул | Цена | Остаток\nA-1 | 10 | 5\nA-2 | 10 | 5"))
    (row,) = offers(text_table("Артикул | Цена\nA-1 | 10"), mapping=mapping)
    assert (row["price"], row["stock"]) == ("10", None)


_HEADS = ["Артикул", "Наименование", "Цена", "Остаток", "Ед. изм."]
_GOODS = st.tuples(st.integers(1, 10**7), st.integers(0, 99), st.integers(0, 5000))


@settings(max_examples=60, deadline=None)
@given(
    goods=st.lists(_GOODS, min_size=3, max_size=12),
    order=st.permutations(_HEADS).filter(lambda heads: heads[0] in _HEADS[:2]),
    above=st.integers(0, 3),
    every=st.integers(2, 5),
    group=st.sampled_from(["", " ", "\u00a0", "'"]),
    sign=st.sampled_from([",", "."]),
    block=st.integers(1, 40),
)
def test_a_list_of_any_layout_is_understood_back(
    goods: list[tuple[int, int, int]], order: list[str], above: int, every: int, group: str, sign: str, block: int
) -> None:
    rows = [[f"Прайс-лист поставщика, лист {at}"] for at in range(above)] + [order]
    for at, (whole, part, stock) in enumerate(goods):
        rows += [[f"Раздел {at // every}"]] if at % every == 0 else []
        price = f"{whole:,}".replace(",", group) + f"{sign}{part:02d}"
        said = {
            "Артикул": f"AB-{at}/7", "Наименование": f"Товар отличный {at}", "Цена": price, "Остаток": str(stock),
            "Ед. изм.": "шт",
        }  # fmt: skip
        rows.append([said[name] for name in order])
    mapping = guessed(table(*rows))
    found = offers(table(*rows, block=block), mapping=mapping)
    assert [(row["norm"], Decimal(row["price"]), row["stock"], row["unit"], row["category"]) for row in found] == [
        (f"AB{at}7", Decimal(f"{whole}.{part:02d}"), str(stock), "шт", f"Раздел {at // every}")
        for at, (whole, part, stock) in enumerate(goods)
    ]
    others = set(fates(table(*rows), mapping=mapping)) - {Fate.OFFER}
    assert others <= {Fate.HEAD, Fate.NOTE, Fate.CATEGORY}


CITIES = """
    Артикул | Наименование | Цена | Остаток Москва | Остаток Самара
    A-1     | Болт М8      | 10,50 | 5  | 7
    A-2     | Гайка М8     | 2,10  | >20 | под заказ
    A-3     | Шайба М8     | 1,10  |    | 0,5
    A-4     | Винт М8      | 1,10  | звоните |
"""


def test_stock_of_several_warehouses_is_summed_up() -> None:
    found = offers(text_table(CITIES))
    assert [one["stock"] for one in found] == ["12", "20", "0.5", None]
    assert [one["stock_said"] for one in found] == [None, ">20 + под заказ", "0,5", "звоните"]


def test_of_a_column_of_all_warehouses_and_those_of_each_the_whole_alone_counts() -> None:
    (one, *_) = offers(text_table(CITIES.replace("Остаток Москва", "Остаток общий")))
    assert one["stock"] == "5"


BRANDS = """
    Бренд | Артикул | Наименование | Цена
    SKF   | A-1     | Подшипник    | 10,50
          | A-2     | Подшипник    | 20,50
          | A-3     | Подшипник    | 30,50
    FAG   | B-1     | Подшипник    | 10,50
          | B-2     | Подшипник    | 20,50
          | B-3     | Подшипник    | 20,70
"""


@pytest.mark.parametrize("block", [50_000, 2])
def test_a_brand_that_stands_in_the_first_row_of_a_group_holds_for_all_of_it(block: int) -> None:
    found = offers(text_table(BRANDS, block=block), mapping=guessed(text_table(BRANDS)))
    assert [one["brand"] for one in found] == ["SKF"] * 3 + ["FAG"] * 3


def test_brands_that_are_named_now_and_then_hold_for_their_own_rows_alone() -> None:
    some = BRANDS.replace("    SKF", "       ").replace("          | B-3", "    SKF   | B-3")
    assert [one["brand"] for one in offers(text_table(some))] == [None, None, None, "FAG", None, "SKF"]


def test_each_row_names_its_own_currency() -> None:
    rows = (
        "Артикул | Наименование | Цена | Валюта\nA-1 | Болт | 10 | USD\nA-2 | Гайка | 20 | руб.\nA-3 | Винт | 30 | евро"
    )
    assert [one["currency"] for one in offers(text_table(rows))] == ["USD", "RUB", "EUR"]
