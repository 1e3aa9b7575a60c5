"""Where the goods of a table are, however it is laid out."""

from .lists import fields, guessed, text_table


def _heads(text: str) -> tuple[tuple[str, ...], int]:
    (how,) = guessed(text_table(text)).tables
    return how.heads, how.first_row


def test_remarks_and_addresses_stand_above() -> None:
    text = "ООО Ромашка |\n | тел. +7 495 123-45-67\n\nАртикул | Цена\nA-1 | 10\nA-2 | 20"
    assert _heads(text) == (("Артикул", "Цена"), 5)


def test_heads_that_are_merged_over_columns_hold_for_each() -> None:
    text = "Артикул | Наименование | Цена | \n | | опт | розница\nA-1 | Болт | 10 | 12\nA-2 | Гайка | 20 | 22"
    assert _heads(text) == (("Артикул", "Наименование", "Цена | опт", "Цена | розница"), 3)


def test_heads_that_are_merged_over_rows_are_said_once() -> None:
    text = "Артикул | Цена | \nАртикул | опт | розница\nA-1 | 10 | 12\nA-2 | 20 | 22"
    assert _heads(text) == (("Артикул", "Цена | опт", "Цена | розница"), 3)


def test_heads_stand_in_two_languages() -> None:
    text = "Article | Name | Price\nАртикул | Наименование | Цена\nA-1 | Болт | 10\nA-2 | Гайка | 20"
    assert _heads(text) == (("Article | Артикул", "Name | Наименование", "Price | Цена"), 3)


def test_units_and_numbers_of_columns_stand_under_heads() -> None:
    text = "Артикул | Цена | Остаток\nкод | руб. | шт\n1 | 2 | 3\nA-1 | 10 | 5\nA-2 | 20 | 7"
    assert _heads(text)[1] == 4


def test_a_category_under_the_heads_is_none_of_them() -> None:
    text = "Артикул | Наименование | Цена\nБолты | | \nA-1 | Болт | 10\nA-2 | Гайка | 20"
    assert _heads(text)[1] == 2


def test_goods_stand_side_by_side() -> None:
    text = "Артикул | Цена | | Артикул | Цена\nA-1 | 10 | | B-1 | 30\nA-2 | 20 | | B-2 | 40"
    (how,) = guessed(text_table(text)).tables
    assert [fields(how, part) for part in (0, 1)] == [{"article": "A", "price": "B"}, {"article": "D", "price": "E"}]


def test_goods_without_heads_begin_after_remarks() -> None:
    text = "ООО Ромашка\n\nA-1 | Болт стальной | 10,50\nA-2 | Гайка стальная | 20,50\nA-3 | Шайба стальная | 2,50"
    (how,) = guessed(text_table(text)).tables
    assert how.first_row == 3


def test_lone_texts_after_each_of_the_goods_are_no_categories() -> None:
    goods = "\n".join(f"A-{at} | Wine no {at} | {at + 10}.50\n | Вино номер {at} |" for at in range(8))
    (how,) = guessed(text_table("Код | Наименование | Цена\nКрасные | | \n" + goods)).tables
    assert how.categories == ("A",)
