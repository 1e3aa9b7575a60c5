"""Stock, packs and lead times as lists say them."""

import polars as pl
import pytest

from optom.domain.suppliers.mapping import quantities


@pytest.mark.parametrize(
    ("cell", "stock", "said"),
    [
        ("5", "5", None),
        ("0", "0", None),
        (">20", "20", ">20"),
        ("<10", "1", "<10"),
        ("10-50", "10", "10-50"),
        ("++", "1", "++"),
        ("есть", "1", "есть"),
        ("нет", "0", "нет"),
        ("под заказ", "0", "под заказ"),
        ("МНОГО", "50", "МНОГО"),
        ("мало", "1", "мало"),
        ("в наличии 5 шт", "5", "в наличии 5 шт"),
        ("1 234", "1234", "1 234"),
        ("более 100", "100", "более 100"),
        ("100+", "100", "100+"),
        ("-5", "0", "-5"),
        ("In stock", "1", "In stock"),
        ("2017-10-15 00:00:00", None, "2017-10-15 00:00:00"),
        ("брак", None, "брак"),
        ("9" * 12, None, "9" * 12),
        (None, None, None),
    ],
)
def test_stock_is_what_there_is_at_least(cell: str | None, stock: str | None, said: str | None) -> None:
    read = quantities.stocks(pl.Series([cell], dtype=pl.String), words={"много": "50"}, decimal_comma=None)
    assert read.rows() == [(stock, said)]


@pytest.mark.parametrize(
    ("cell", "multiple"),
    [
        ("10", "10"),
        ("уп. 10 шт", "10"),
        ("10/100", "10"),
        ("кратно 2,5", "2.5"),
        ("0", None),
        ("шт", None),
        (None, None),
    ],
)
def test_goods_go_together_by_so_many(cell: str | None, multiple: str | None) -> None:
    assert quantities.multiples(pl.Series([cell], dtype=pl.String), decimal_comma=None).to_list() == [multiple]


@pytest.mark.parametrize(
    ("cell", "days"),
    [
        ("14", "14"),
        ("2-3 дня", "3"),
        ("5 дн.", "5"),
        ("на складе", "0"),
        ("завтра", "1"),
        ("2 недели", "14"),
        ("1-2 мес.", "60"),
        ("48 часов", "2"),
        ("15.05.2026", None),
        ("уточняйте", None),
        ("9" * 5000, None),
        ("1" * 30_000, None),  # in no time
        (None, None),
    ],
)
def test_goods_come_after_so_many_days_at_the_latest(cell: str | None, days: str | None) -> None:
    assert quantities.lead_days(pl.Series([cell], dtype=pl.String)).to_list() == [days]


def test_a_unit_says_itself_how_many_of_ours_it_holds() -> None:
    units = ["шт", "100 шт", "упак. 50 шт.", "уп(12шт)", "тыс. шт", "м2", "796", "упак", None, "м"]
    told = quantities.packed(pl.Series([None] * len(units), dtype=pl.String), pl.Series(units), decimal_comma=None)
    assert told.to_list() == [None, "100", "50", "12", "1000", None, None, None, None, None]


def test_what_a_column_says_goes_before_the_unit() -> None:
    told = quantities.packed(pl.Series(["25", None]), pl.Series(["100 шт", "100 шт"]), decimal_comma=None)
    assert told.to_list() == ["25", "100"]
