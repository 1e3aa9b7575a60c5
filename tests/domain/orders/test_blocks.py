"""Blocks as buyers paste them: from Excel, from 1C, from mails, in any order of columns."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from optom.domain.catalog.rules import normalise_code
from optom.domain.orders import blocks, units
from optom.domain.orders.blocks import Block, Layout, Left
from optom.domain.orders.heads import Role
from optom.domain.orders.texts import cells_of

GOODS = {normalise_code(number) for number in ("6204-2RS", "6205-2RS", "180204")}
BRANDS = {normalise_code(brand) for brand in ("SKF", "FAG", "ГПЗ")}
N, B, T, Q, U, R, X = Role.NUMBER, Role.BRAND, Role.NAME, Role.QUANTITY, Role.UNIT, Role.NOTE, Role.OTHER


def layout_of(text: str) -> Layout:
    return blocks.guessed(cells_of(text), known=GOODS, brands=BRANDS)


def block_of(text: str) -> Block:
    return blocks.read(cells_of(text), layout_of(text))


def said(text: str) -> list[tuple[str, str]]:
    """What is meant and how many, row by row."""
    return [(row.number or row.name, f"{row.quantity:f}" if row.quantity else "") for row in block_of(text).rows]


@pytest.mark.parametrize(
    ("line", "what", "how_many"),
    [
        ("6204-2RS - 10 шт", "6204-2RS", "10"),
        ("6204-2RS — 10шт.", "6204-2RS", "10"),
        ("6204-2RS x 10", "6204-2RS", "10"),
        ("6204-2RS: 10", "6204-2RS", "10"),
        ("3. 6204-2RS SKF 10 pcs", "6204-2RS SKF", "10"),
        ("• ремень A-1250 2 шт;", "ремень A-1250", "2"),
        ("10 шт 6204-2RS", "6204-2RS", "10"),
        ("5 x 6205", "6205", "5"),
        ("6204-2RS 1 000 шт", "6204-2RS", "1 000"),
        ("цепь A 204 200 шт", "цепь A 204", "200"),
        ("Смазка Литол-24, 800 г - 3 шт.", "Смазка Литол-24, 800 г", "3"),
        ("6005.2ZR FAG 3 уп", "6005.2ZR FAG", "3 уп"),
        ("6204-2RS - 2 коробки", "6204-2RS", "2 коробки"),
        ("3 уп 6204-2RS", "6204-2RS", "3 уп"),
        ("6204-2RS 2 упак. срочно", "6204-2RS срочно", "2 упак."),
        ("кабель ВВГ 12,5 м", "кабель ВВГ", "12,5"),
        ("6204-2RS 20 шт срочно", "6204-2RS срочно", "20"),
        ("6204-2RS SKF 20шт., можно аналог", "6204-2RS SKF можно аналог", "20"),
    ],
)
def test_a_line_of_a_mail_says_what_and_how_many(line: str, what: str, how_many: str) -> None:
    assert cells_of(line) == [[what, how_many]]


@pytest.mark.parametrize(
    "line", ["6204-2RS", "Подшипник 180204", "манжета 20 40 10-2", "ремень A 1250", "кабель ВВГ 3х2,5 100 м чёрный"]
)
def test_a_line_without_a_quantity_is_all_goods(line: str) -> None:
    assert cells_of(line) == [[line]]


def test_bare_numbers_at_the_end_are_quantities_where_every_line_has_one() -> None:
    assert cells_of("6204-2RS 10\n6205-2RS 20") == [["6204-2RS", "10"], ["6205-2RS", "20"]]
    assert cells_of("6204 20 шт срочно\n6306-2Z ZVL 90") == [["6204 срочно", "20"], ["6306-2Z ZVL", "90"]]
    assert cells_of("6003.2RSR FAG 100000") == [["6003.2RSR FAG", "100000"]]
    assert cells_of("фильтр W712 1023456") == [["фильтр W712 1023456"]]
    assert cells_of("манжета 20 40 10\nсмазка\nремень") == [["манжета 20 40 10"], ["смазка"], ["ремень"]]


@pytest.mark.parametrize(
    "text",
    [
        "6204-2RS\tSKF\t10\n6205-2RS\tFAG\t20",
        "6204-2RS;SKF;10\n6205-2RS;FAG;20",
        "6204-2RS,SKF,10\n6205-2RS,FAG,20",
        "6204-2RS   SKF   10\n6205-2RS   FAG   20",
        "6204-2RS | SKF | 10\r\n6205-2RS | FAG | 20\r\n",
    ],
)
def test_columns_are_parted_by_whatever_parts_them(text: str) -> None:
    assert cells_of(text) == [["6204-2RS", "SKF", "10"], ["6205-2RS", "FAG", "20"]]


def test_a_cell_of_excel_may_hold_breaks_and_quotes() -> None:
    assert cells_of('"Болт\n""М8"""\t10\nГайка\t2') == [['Болт\n"М8"', "10"], ["Гайка", "2"]]


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("6204-2RS\tSKF\t10\n6205-2RS\tFAG\t20", (N, B, Q)),
        ("10\tSKF\t6204-2RS\n20\tFAG\t6205-2RS", (Q, B, N)),
        ("1\tПодшипник\t6204-2RS\tшт\t9\n2\tПодшипник\t180204\tшт\t7\n3\tОпора\t6205-2RS\tшт\t7", (X, T, N, U, Q)),
        ("6204-2RS\t10\t412,30\t4123,00\n6205-2RS\t2\t451,10\t902,20", (N, Q, X, X)),
        ("Подшипник шариковый\t10\nРемень клиновой\t20", (T, Q)),
    ],
)
def test_columns_are_known_by_what_stands_in_them(text: str, roles: tuple[Role, ...]) -> None:
    assert layout_of(text) == Layout(roles, None, is_sure=True)


@pytest.mark.parametrize("head", ["Шт", "шт.", "pcs"])
def test_a_unit_above_numbers_heads_the_quantities(head: str) -> None:
    assert layout_of(f"Артикул\t{head}\n6204-2RS\t10").roles == (N, Q)
    assert said(f"Артикул\t{head}\n6204-2RS\t10\n6205-2RS\t4") == [("6204-2RS", "10.000"), ("6205-2RS", "4.000")]
    assert layout_of("6204-2RS\t10\tшт\n6205-2RS\t4\tшт").head is None, "units beside quantities are no heads"


def test_columns_are_known_by_their_heads_below_a_letterhead() -> None:
    text = (
        "Заявка № 12\t\t\t\t\n\t\t\t\t\nКод\tКаталожный номер\tПроизводитель\tКол-во, шт\tПримечание\n"
        "00-17\t6204-2RS\tSKF\t4\tв цех\nИтого\t\t\t4\t"
    )
    block = block_of(text)

    assert layout_of(text) == Layout((X, N, B, Q, R), 2, is_sure=True)
    assert [(row.number, row.brand, row.quantity, row.note) for row in block.rows] == [
        ("6204-2RS", "SKF", Decimal(4), "в цех")
    ]
    assert [(one.position, one.reason) for one in block.left_out] == [(1, Left.ABOVE), (5, Left.TOTAL)]


@pytest.mark.parametrize(
    "text",
    [
        "Артикул\tБренд\tКол-во\nTT-24\tTotal\t10",
        "Наименование\tБренд\tКол-во\nМасло моторное\tTotal\t10",
        "Наименование\tКол-во\nTotal Quartz 9000 5W-40\t10",
        "Артикул\tБренд\tЗаказ\t#optom\nTotal\tTotal\t10\t7",
    ],
)
def test_goods_of_a_brand_called_total_are_no_total(text: str) -> None:
    block = block_of(text)
    assert ([row.quantity for row in block.rows], block.left_out) == ([Decimal(10)], [])


@pytest.mark.parametrize("row", ["Итого:\t\t10", "\tTotal\t10", "Total\t\t10", "Всего позиций 3\t\t10"])
def test_a_total_names_no_goods(row: str) -> None:
    block = block_of(f"Артикул\tБренд\tКол-во\n6204-2RS\tSKF\t10\n{row}")
    assert [one.reason for one in block.left_out] == [Left.TOTAL]


def test_two_columns_of_numbers_are_not_guessed_without_asking() -> None:
    assert not layout_of("6204-2RS\t10\t20\n6205-2RS\t20\t30").is_sure
    assert layout_of("Артикул\tНаличие\tКоличество\n6204-2RS\t10\t20").is_sure


def test_of_a_price_list_only_rows_with_a_quantity_are_wanted() -> None:
    text = "Артикул\tКол-во\n6204-2RS\t\n6205-2RS\t10\n180204\t\n7\t0\n8\t-"
    block = block_of(text)

    assert said(text) == [("6205-2RS", "10.000")]
    assert {one.reason for one in block.left_out} == {Left.NO_QUANTITY}


def test_a_row_whose_quantity_was_forgotten_is_kept_and_asked() -> None:
    block = block_of("Артикул\tКол-во\n6204-2RS\t10\n6206\t10\n6205-2RS\t\n180204\tпара ящиков")

    assert [(row.number, row.quantity, row.odd_quantity) for row in block.rows] == [
        ("6204-2RS", Decimal(10), ""),
        ("6206", Decimal(10), ""),
        ("6205-2RS", None, "—"),
        ("180204", None, "пара ящиков"),
    ]


def test_greetings_of_a_mail_are_left_out_and_named() -> None:
    block = block_of("Здравствуйте!\n- 6204-2RS 10 шт\n- A-1250 2 шт\n- 180204 1 шт\nСпасибо")

    assert len(block.rows) == 3
    assert [one.text for one in block.left_out] == ["Здравствуйте!", "Спасибо"]


@pytest.mark.parametrize(
    ("text", "quantity"),
    [
        ("10", 10),
        ("1 240,5", "1240.5"),
        ("1'000", 1000),
        ("10 шт.", 10),
        ("2 уп", 2),
        ("3 коробки", 3),
        ("0.25 kg", "0.25"),
    ],
)
def test_quantities_are_understood_as_people_write_them(text: str, quantity: object) -> None:
    assert units.quantity_of(text) == Decimal(str(quantity))


def test_lines_of_a_mail_between_rows_of_excel_are_read_one_by_one() -> None:
    text = (
        "6204-2RS\tSKF\t20\nЗдравствуйте!\n6006-2Z, KRAFT BEARING, 1 000 шт.\n6204 2rs - 5 шт\n10 x 6307-2RS\n"
        "6308\n2. 180204 3 уп\n6205-2RS\tFAG\t\nИтого: 12 позиций\nСпасибо"
    )
    block = block_of(text)

    assert [(row.number, row.brand, row.quantity, row.odd_quantity) for row in block.rows] == [
        ("6204-2RS", "SKF", 20, ""),
        ("6006-2Z, KRAFT BEARING", "", 1000, ""),
        ("6204 2rs", "", 5, ""),
        ("6307-2RS", "", 10, ""),
        ("6308", "", None, "—"),
        ("180204", "", None, "3 уп"),
        ("6205-2RS", "FAG", None, "—"),
    ]
    assert {one.text: one.reason for one in block.left_out} == {
        "Здравствуйте!": Left.NOTHING, "Итого: 12 позиций": Left.TOTAL, "Спасибо": Left.NOTHING,
    }  # fmt: skip


def test_what_a_price_list_leaves_open_is_not_kept_for_lines_beside_it() -> None:
    block = block_of("Артикул\tКол-во\n6204-2RS\t\n6205-2RS\t\nМасло 5 л\t\n6206\t\n180204 - 3 шт")

    assert [(row.number, row.quantity) for row in block.rows] == [("180204", 3)]


def test_packs_wait_for_their_size() -> None:
    block = block_of("Артикул\tЕд.изм\tКол-во\n6204-2RS\tупак\t2\n6205-2RS\tшт\t2\n180204\tшт\t2 кор\n6206\tупак\t5 шт")
    assert [(row.quantity, row.odd_quantity) for row in block.rows] == [
        (None, "2 упак"), (2, ""), (None, "2 кор"), (5, ""),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("said", "unit", "packs", "multiple", "amount"),
    [
        ("3 уп", "шт", {"упаковка": 20, "коробка": 100}, 10, 60),
        ("2 коробки", "шт", {"Упаковка": 20, "Коробка (5 уп)": 100}, 10, 200),
        ("3 уп.", "шт", {"коробка": 100}, 10, 30),
        ("3 уп", "упак", {"упаковка": 20}, 10, 3),
        ("2 коробки", "шт", {"упаковка": 20}, 10, None),
        ("3 уп", "шт", {}, 1, None),
        ("3 уп", "шт", {"упаковка малая": 5, "упаковка большая": 50}, 5, None),
        ("3 packs", "шт", {"упаковка": 20}, 1, 60),
        ("10 шт", "шт", {"упаковка": 20}, 10, None),
        ("99999999999 уп", "шт", {"упаковка": 20}, 10, None),
    ],
)
def test_packs_are_as_much_as_the_pack_of_the_goods_holds(
    said: str, unit: str, packs: dict[str, int], multiple: int, amount: int | None
) -> None:
    sizes = [(name, Decimal(size)) for name, size in packs.items()]
    assert units.in_units(said, unit=unit, packs=sizes, multiple=Decimal(multiple)) == amount


@pytest.mark.parametrize("text", ["", "-3", "много", "10 мешков", "1e5", "9" * 30, "٣٣"])
def test_what_is_no_quantity_is_none(text: str) -> None:
    assert units.quantity_of(text) in {None, Decimal(33)}


def test_a_quote_that_nobody_closed_does_not_swallow_the_rest() -> None:
    assert cells_of('"' + "я" * 200_000 + "\t1\nA\t2")[-1] == ["A", "2"]


@pytest.mark.parametrize("line", ["1 111" * 20_000, "1 " * 50_000 + "x", "1" + " " * 100_000 + "x", "6204 - " * 20_000])
def test_a_line_that_goes_on_and_on_costs_no_more_than_its_length(line: str) -> None:
    assert len(block_of(line).rows) + len(block_of(line).left_out) == 1


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=300))
def test_any_text_is_read_and_no_row_is_lost(text: str) -> None:
    cells = [row for row in cells_of(text) if any(cell.strip() for cell in row)]
    block, head = block_of(text), layout_of(text).head

    assert len(block.rows) + len(block.left_out) + (head is not None) == len(cells)
