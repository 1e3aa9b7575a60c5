"""The next file is read by the remembered mapping, wherever its columns stand now; what has changed is told."""

import pytest

from optom.domain.suppliers.fields import Field
from optom.domain.suppliers.mapping.recognition import Change, Drift, Fitted, What, fit
from optom.domain.suppliers.mapping.value import Mapping
from optom.domain.suppliers.reading.table import Table

from .lists import fields, guessed, offers, text_table

_GOODS = "\nA-1 | Болт | 10,50 | 5\nA-2 | Гайка | 20,50 | 7"
_HEADS = "Артикул | Наименование | Цена | Остаток"
_FIRST = text_table(_HEADS + _GOODS, name="Прайс")


def _what(fitted: Fitted) -> list[tuple[str, str, str]]:
    return [(one.what, one.was, one.now) for one in fitted.drift.changes] if fitted.drift else []


def _fit(*tables: Table, to: Mapping | None = None) -> Fitted:
    return fit(tables, to or guessed(_FIRST))


def test_the_same_file_fits() -> None:
    fitted = _fit(_FIRST)
    assert (fitted.mapping, fitted.drift, fitted.doubts) == (guessed(_FIRST), None, ())


def test_columns_that_moved_are_found_by_their_heads() -> None:
    moved = text_table("Цена | Артикул | Остаток | Наименование\n10,50 | A-1 | 5 | Болт", name="Прайс")
    fitted = _fit(moved)
    assert fields(fitted.mapping.tables[0]) == {"article": "B", "name": "D", "price": "A", "stock": "C"}
    assert fitted.drift is None
    assert [row["price"] for row in offers(moved, mapping=fitted.mapping)] == ["10.50"]


def test_a_row_of_heads_that_moved_is_fine() -> None:
    fitted = _fit(text_table(f"ООО Ромашка\n\n{_HEADS}{_GOODS}", name="Прайс"))
    assert (fitted.mapping.tables[0].first_row, fitted.drift) == (4, None)


def test_heads_are_the_same_in_any_case_and_with_another_date() -> None:
    first = text_table("Артикул | Цена на 01.05.2026\nA-1 | 10\nA-2 | 20")
    next_one = text_table("АРТИКУЛ | Цена  на 12.06.2026\nA-1 | 10\nA-2 | 20")
    assert _fit(next_one, to=guessed(first)).drift is None


def test_heads_that_only_a_human_knew_are_found_again() -> None:
    first = text_table("Foo | Bar\nA-1 | 10\nA-2 | 20")
    (how,) = guessed(text_table("Артикул | Цена\nA-1 | 10\nA-2 | 20")).tables
    columns = tuple(
        type(one)(one.field, one.letter, head) for one, head in zip(how.parts[0].columns, ("Foo", "Bar"), strict=True)
    )
    known = Mapping((type(how)("", (type(how.parts[0])(columns),), ("Foo", "Bar"), 2),))
    assert _fit(first, to=known).drift is None
    later = text_table("Прайс |\n |\nBar | Foo\n10 | A-1\n20 | A-2")
    fitted = _fit(later, to=known)
    assert (fields(fitted.mapping.tables[0]), fitted.mapping.tables[0].first_row) == ({"article": "B", "price": "A"}, 4)


def test_a_column_that_is_gone_holds_the_file() -> None:
    fitted = _fit(text_table("Артикул | Наименование | Цена\nA-1 | Болт | 10,50", name="Прайс"))
    assert _what(fitted) == [("column_gone", "Остаток", "")]
    assert fitted.doubts == ({"code": "column_gone", "table": "Прайс", "field": "stock", "was": "Остаток", "now": ""},)


def test_a_head_that_says_something_else_holds_the_file() -> None:
    fitted = _fit(text_table("Артикул | Наименование | Цена без НДС | Остаток" + _GOODS, name="Прайс"))
    assert _what(fitted) == [("head_renamed", "Цена", "Цена без НДС")]
    assert fields(fitted.mapping.tables[0])["price"] == "C"


def test_a_new_column_is_told_and_holds_nothing() -> None:
    fitted = _fit(text_table(_HEADS + " | Вес\nA-1 | Болт | 10,50 | 5 | 0,1", name="Прайс"))
    assert (_what(fitted), fitted.doubts) == ([("column_new", "", "Вес")], ())


def test_a_table_is_known_by_its_heads_whatever_its_name() -> None:
    cover = text_table("ООО Ромашка\nтел. 123", name="Обложка")
    fitted = _fit(cover, text_table(_HEADS + _GOODS, name="Прайс май"))
    assert [how.name for how in fitted.mapping.tables] == ["Обложка", "Прайс май"]
    assert ([how.skipped for how in fitted.mapping.tables], fitted.drift) == ([True, False], None)


def test_tables_that_are_new_or_gone_hold_the_file() -> None:
    second = text_table("Код | Опт\nB-1 | 10\nB-2 | 20", name="Распродажа")
    assert _what(_fit(_FIRST, second)) == [("table_new", "", "")]
    assert _what(_fit(_FIRST, to=guessed(_FIRST, second))) == [("table_gone", "", "")]


def test_a_table_that_somebody_left_out_stays_left_out() -> None:
    hidden = text_table("Код | Опт\nB-1 | 10\nB-2 | 20", name="Старое", is_hidden=True)
    fitted = _fit(_FIRST, hidden, to=guessed(_FIRST, hidden))
    assert ([how.skipped for how in fitted.mapping.tables], fitted.drift) == ([False, True], None)


def test_another_currency_above_the_prices_holds_the_file() -> None:
    lists = [text_table(f"Цены в {currency} |\nАртикул | Цена\nA-1 | 10\nA-2 | 20") for currency in ("USD", "EUR")]
    fitted = _fit(lists[1], to=guessed(lists[0]))
    assert _what(fitted) == [("coined", "USD", "EUR")]
    assert fitted.mapping.tables[0].currency == "EUR"


def test_goods_side_by_side_keep_their_parts() -> None:
    first = text_table("Артикул | Цена | Артикул | Цена\nA-1 | 10 | B-1 | 30\nA-2 | 20 | B-2 | 40")
    moved = text_table(" | Артикул | Цена | Артикул | Цена\n | A-1 | 10 | B-1 | 30\n | A-2 | 20 | B-2 | 40")
    fitted = _fit(moved, to=guessed(first))
    assert [fields(fitted.mapping.tables[0], part)["price"] for part in (0, 1)] == ["C", "E"]
    assert fitted.drift is None


_HEADLESS = "\n".join(f"A-{at} | Болт стальной {at} | {at + 10},50" for at in range(5))


@pytest.mark.parametrize(
    ("text", "changes"),
    [
        ("A-7 | Гайка стальная | 12,10\nA-8 | Гайка медная | 13,10\nA-9 | Гайка | 1,10", []),
        ("A-7 | Гайка стальная\nA-8 | Гайка медная", [(What.COLUMN_GONE, Field.PRICE)]),
        (
            "A-7 | 12,10 | Гайка стальная\nA-8 | 13,10 | Гайка медная\nA-9 | 14,10 | Гайка",
            [(What.MISFIT, Field.NAME), (What.MISFIT, Field.PRICE)],
        ),
    ],
)
def test_without_heads_width_and_cells_have_to_fit(text: str, changes: list[tuple[What, Field]]) -> None:
    fitted = _fit(text_table(text), to=guessed(text_table(_HEADLESS)))
    assert [(one.what, one.field) for one in (fitted.drift.changes if fitted.drift else ())] == changes


def test_a_drift_of_harmless_changes_holds_nothing() -> None:
    assert not Drift((Change(What.COLUMN_NEW, "", now="Вес"),)).holds
    assert Drift((Change(What.COLUMN_NEW, "", now="Вес"), Change(What.TABLE_GONE, "Прайс"))).holds
