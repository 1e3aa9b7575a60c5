"""Numbers on papers: thousands apart, a comma in Russian, no zeros that say nothing."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from optom.base.money import kopecks
from optom.base.printed_numbers import exact, printed_price, printed_quantity, printed_sum

D = Decimal


@pytest.mark.parametrize(
    ("value", "russian", "english"),
    [
        ("1220.55", "1\xa0220,55", "1,220.55"),
        ("0", "0,00", "0.00"),
        ("12345678.9", "12\xa0345\xa0678,90", "12,345,678.90"),
        ("0.005", "0,01", "0.01"),
        ("-3", "-3,00", "-3.00"),
    ],
)
def test_a_sum_has_two_digits_of_kopecks(value: str, russian: str, english: str) -> None:
    assert (printed_sum(D(value)), printed_sum(D(value), "en")) == (russian, english)


@pytest.mark.parametrize(
    ("value", "printed"), [("12.5000", "12,50"), ("0.0375", "0,0375"), ("7", "7,00"), ("1240.1250", "1\xa0240,125")]
)
def test_a_price_shows_parts_of_a_kopeck_where_it_has_them(value: str, printed: str) -> None:
    assert printed_price(D(value)) == printed


@pytest.mark.parametrize(
    ("value", "printed"),
    [("1200.000", "1\xa0200"), ("0.500", "0,5"), ("100", "100"), ("0.125", "0,125"), ("1E+3", "1\xa0000")],
)
def test_a_quantity_has_no_zeros_that_say_nothing(value: str, printed: str) -> None:
    assert printed_quantity(D(value)) == printed


@given(value=st.decimals(min_value="-1e9", max_value="1e15", places=11))
def test_what_is_printed_comes_back_without_loss(value: Decimal) -> None:
    assert D(exact(printed_price(value))) == D(exact(printed_quantity(value))) == value
    assert D(exact(printed_sum(value))) == kopecks(value)
