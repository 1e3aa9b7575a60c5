"""A price is the same number however a supplier writes it."""

from decimal import Decimal

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from optom.domain.suppliers.mapping.amounts import decimal_comma_of
from optom.domain.suppliers.mapping.currencies import currency_in, currency_of
from optom.domain.suppliers.mapping.prices import prices


def read(*cells: str | None, decimal_comma: bool | None = None) -> list[dict[str, object]]:
    return prices(pl.Series(cells, dtype=pl.String), decimal_comma=decimal_comma).to_dicts()


@pytest.mark.parametrize(
    ("cell", "value", "currency"),
    [
        ("1234.5", "1234.5", None),
        ("6,31руб", "6.31", "RUB"),
        ("11=90", "11.90", None),
        ("11-90", "11.90", None),
        ("21'600.00", "21600.00", None),
        ("1 234,50 ₽", "1234.50", "RUB"),
        ("1 234,50 руб.", "1234.50", "RUB"),
        ("1 234 руб. 50 коп.", "1234.50", "RUB"),
        ("$12.5", "12.5", "USD"),
        ("12.5 USD/шт", "12.5", "USD"),
        ("€ 7", "7", "EUR"),
        ("100 у.е.", "100", "у.е."),
        ("1.234,50", "1234.50", None),
        ("1,234.50", "1234.50", None),
        ("1,234,567", "1234567", None),
        ("12 345", "12345", None),
        ("100,-", "100", None),
        (".3400", "0.3400", None),
        ("5.2E-05", "5.2E-05", None),
        ("0,5", "0.5", None),
        ("12.50*", "12.50", None),
        ("19.989999999999998", "19.989999999999998", None),
    ],
)
def test_a_price_is_read(cell: str, value: str, currency: str | None) -> None:
    assert read(cell) == [{"value": value, "currency": currency, "is_none": False, "least": None, "breaks": None}]


@pytest.mark.parametrize("cell", ["звоните", "по запросу", "Call", "-", "0.00", "нет", "#Н/Д", "договорная", ".0000"])
def test_words_say_that_there_is_no_price(cell: str) -> None:
    (row,) = read(cell)
    assert (row["value"], row["is_none"]) == (None, True)


@pytest.mark.parametrize(
    "cell", ["-5", "от 100", "2017-10-15 00:00:00", "12 34", "100 - 150", "13,8 x 19", "Ведро", "1.2.3", "12:30:00"]
)
def test_what_is_no_price_is_not_made_one(cell: str) -> None:
    (row,) = read(cell)
    assert (row["value"], row["is_none"]) == (None, False)


@pytest.mark.parametrize(
    ("cell", "comma", "value"),
    [
        ("1.234", None, "1.234"),
        ("1,234", None, "1.234"),
        ("1.234", True, "1234"),
        ("1,234", True, "1.234"),
        ("1.234", False, "1.234"),
        ("1,234", False, "1234"),
        ("0,234", False, "0.234"),
        ("1234,567", False, "1234.567"),
    ],
)
def test_what_a_lone_sign_means_is_said_by_the_column(cell: str, comma: bool | None, value: str) -> None:  # noqa: FBT001
    assert read(cell, decimal_comma=comma)[0]["value"] == value


@pytest.mark.parametrize(
    ("cells", "comma"),
    [
        (["12,50", "1.234"], True),
        (["12.50", "1,234"], False),
        (["2,999.99", "1500"], False),
        (["1.234,00"], True),
        (["1.234", "12.500", "2.000", "15"], True),
        (["1,234", "12,500", "2,000"], False),
        (["1.234", "1234.500", "2.000", "3.500"], None),
        (["12,50", "12.50"], None),
        (["100", None], None),
    ],
)
def test_a_column_shows_its_decimal_sign(cells: list[str | None], comma: bool | None) -> None:  # noqa: FBT001
    assert decimal_comma_of(pl.Series(cells, dtype=pl.String)) is comma


@pytest.mark.parametrize(
    ("cell", "value", "least", "breaks"),
    [
        ("10 - 95; 100 - 90", "95", "10", "100:90"),
        ("от 10: 95 / от 100: 90", "95", "10", "100:90"),
        ("1 шт - 1 234,50; 10 шт - 1 200,00", "1234.50", None, "10:1200.00"),
        ("1-199:0.005210145,200-:0.001866667", "0.005210145", None, "200:0.001866667"),
        ('[{"qFrom": 1, "price": 0.0041}, {"qFrom": 10, "qTo": null, "price": 0.003}]', "0.0041", None, "10:0.003"),
    ],
)  # fmt: skip
def test_a_ladder_in_a_cell_is_a_price_and_its_breaks(cell: str, value: str, least: str | None, breaks: str) -> None:
    (row,) = read(cell)
    assert (row["value"], row["least"], row["breaks"]) == (value, least, breaks)


@pytest.mark.parametrize(
    ("head", "currency"),
    [
        ("Цена, USD", "USD"),
        ("Цена (руб.)", "RUB"),
        ("Цены указаны в у.е.", "у.е."),
        ("Цена в евро с НДС", "EUR"),
        ("Курс: 1 USD = 90 руб.", None),
        ("Цена", None),
        ("Портфель", None),
    ],
)
def test_a_currency_is_found_in_a_head(head: str, currency: str | None) -> None:
    assert currency_in(head) == currency


def test_a_currency_that_nobody_knows_says_so() -> None:
    assert [currency_of(text) for text in ("RUR", "долл.", "УЕ", "XYZ", " ")] == ["RUB", "USD", "у.е.", "XYZ", None]


_GROUPS = st.sampled_from(["", " ", "\u00a0", "\u202f", "'", "’"])
_SIGNS = st.sampled_from([",", "."])
_BEFORE, _AFTER = st.sampled_from(["", "$", "€ ", "RUB "]), st.sampled_from(["", " ₽", "руб.", " USD", " р.", "*"])


@given(
    st.lists(st.tuples(st.integers(1, 10**9), st.integers(0, 99), _GROUPS, _SIGNS, _BEFORE, _AFTER), min_size=1),
    st.booleans() | st.none(),
)
def test_any_writing_of_a_price_is_its_number(
    written: list[tuple[int, int, str, str, str, str]],
    comma: bool | None,  # noqa: FBT001
) -> None:
    cells = [
        before + f"{whole:,}".replace(",", groups) + f"{sign}{part:02d}" + after
        for whole, part, groups, sign, before, after in written
    ]
    said = [str(row["value"]) for row in read(*cells, decimal_comma=comma)]
    assert [Decimal(value) for value in said] == [Decimal(f"{whole}.{part:02d}") for whole, part, *_ in written]
