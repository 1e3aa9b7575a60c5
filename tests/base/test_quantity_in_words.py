"""Who gives goods away by a paper reads how many in words, so nobody adds a digit: the grammar has no exceptions."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from optom.base.quantity_in_words import quantity_in_words

METRE, SQUARE, KILOGRAM, TONNE, PIECE, SET = "006", "055", "166", "168", "796", "839"


@pytest.mark.parametrize(
    ("quantity", "unit", "words"),
    [
        ("1", PIECE, "одна штука"),
        ("2.000", PIECE, "две штуки"),
        ("5", PIECE, "пять штук"),
        ("11", PIECE, "одиннадцать штук"),
        ("12", PIECE, "двенадцать штук"),
        ("14", PIECE, "четырнадцать штук"),
        ("21", PIECE, "двадцать одна штука"),
        ("111", PIECE, "сто одиннадцать штук"),
        ("1002", PIECE, "одна тысяча две штуки"),
        ("1", SET, "один комплект"),
        ("22", SET, "двадцать два комплекта"),
        ("2", "6", "два метра"),
        ("0", KILOGRAM, "ноль килограммов"),
        ("2", "", "два"),
        ("2", "999", "два"),
    ],
)
def test_whole_quantities_agree_with_their_unit(quantity: str, unit: str, words: str) -> None:
    assert quantity_in_words(Decimal(quantity), unit) == words


@pytest.mark.parametrize(
    ("quantity", "unit", "words"),
    [
        ("2.5", METRE, "две целых пять десятых метра"),
        ("0.1", KILOGRAM, "ноль целых одна десятая килограмма"),
        ("1.01", TONNE, "одна целая одна сотая тонны"),
        ("1.110", TONNE, "одна целая одиннадцать сотых тонны"),
        ("21.021", KILOGRAM, "двадцать одна целая двадцать одна тысячная килограмма"),
        ("11.002", KILOGRAM, "одиннадцать целых две тысячных килограмма"),
        ("14.014", KILOGRAM, "четырнадцать целых четырнадцать тысячных килограмма"),
        ("112.125", SQUARE, "сто двенадцать целых сто двадцать пять тысячных квадратного метра"),
        ("1001.5", PIECE, "одна тысяча одна целая пять десятых штуки"),
        ("0.000001", TONNE, "ноль целых одна миллионная тонны"),
        ("1.0002", "", "одна целая две десятитысячных"),
    ],
)
def test_parts_are_shares_of_the_unit(quantity: str, unit: str, words: str) -> None:
    assert quantity_in_words(Decimal(quantity), unit) == words


@pytest.mark.parametrize("wrong", ["-1", "0.0000001", "1e15"])
def test_what_no_paper_has_has_no_words(wrong: str) -> None:
    with pytest.raises(ValueError, match="no words"):
        quantity_in_words(Decimal(wrong), KILOGRAM)


@given(st.decimals(min_value=0, max_value=99999, places=3), st.decimals(min_value=0, max_value=99999, places=3))
def test_different_quantities_have_different_words(one: Decimal, other: Decimal) -> None:
    assert (quantity_in_words(one, PIECE) == quantity_in_words(other, PIECE)) == (one == other)
