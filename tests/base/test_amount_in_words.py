"""The sum in words is what an accountant compares with the digits, so the grammar has no exceptions."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from optom.base.amount_in_words import amount_in_words, currencies, form_for, number_in_english, number_in_russian

ROUBLE = ("рубль", "рубля", "рублей")


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        ("1220.55", "Одна тысяча двести двадцать рублей 55 копеек"),
        ("0", "Ноль рублей 00 копеек"),
        ("0.01", "Ноль рублей 01 копейка"),
        ("1", "Один рубль 00 копеек"),
        ("2.02", "Два рубля 02 копейки"),
        ("11.11", "Одиннадцать рублей 11 копеек"),
        ("14.14", "Четырнадцать рублей 14 копеек"),
        ("21.21", "Двадцать один рубль 21 копейка"),
        ("112", "Сто двенадцать рублей 00 копеек"),
        ("2000", "Две тысячи рублей 00 копеек"),
        ("11000", "Одиннадцать тысяч рублей 00 копеек"),
        ("21001", "Двадцать одна тысяча один рубль 00 копеек"),
        ("1000000", "Один миллион рублей 00 копеек"),
        ("2000002", "Два миллиона два рубля 00 копеек"),
        ("5000000000.90", "Пять миллиардов рублей 90 копеек"),
        (
            "999300042012.99",
            "Девятьсот девяносто девять миллиардов триста миллионов сорок две тысячи двенадцать рублей 99 копеек",
        ),
    ],
)
def test_roubles_in_words(amount: str, words: str) -> None:
    assert amount_in_words(Decimal(amount)) == words


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        ("1220.55", "One thousand two hundred twenty rubles 55 kopecks"),
        ("1.01", "One ruble 01 kopeck"),
        ("0", "Zero rubles 00 kopecks"),
        ("21015", "Twenty-one thousand fifteen rubles 00 kopecks"),
        ("3000040", "Three million forty rubles 00 kopecks"),
    ],
)
def test_roubles_in_english_words(amount: str, words: str) -> None:
    assert amount_in_words(Decimal(amount), language="en") == words


@pytest.mark.parametrize(
    ("currency", "words"),
    [
        ("USD", "Двадцать два доллара США 03 цента"),
        ("EUR", "Двадцать два евро 03 цента"),
        ("CNY", "Двадцать два юаня 03 фэня"),
        ("BYN", "Двадцать два белорусских рубля 03 копейки"),
        ("KZT", "Двадцать два тенге 03 тиына"),
    ],
)
def test_other_currencies_have_names_too(currency: str, words: str) -> None:
    assert amount_in_words(Decimal("22.03"), currency=currency) == words
    assert currency in currencies()


@pytest.mark.parametrize("amount", ["-0.01", "0.005", "1000000000000000"])
def test_a_sum_that_no_paper_has_is_refused(amount: str) -> None:
    with pytest.raises(ValueError, match="no words"):
        amount_in_words(Decimal(amount))


@pytest.mark.parametrize(
    ("count", "form"),
    [(0, "рублей"), (1, "рубль"), (3, "рубля"), (5, "рублей"), (11, "рублей"), (13, "рублей"), (101, "рубль")],
)
def test_a_noun_agrees_with_its_number(count: int, form: str) -> None:
    assert form_for(count, ROUBLE) == form


@given(st.integers(0, 10**15 - 1), st.integers(0, 10**15 - 1))
def test_different_numbers_are_never_said_alike(one: int, other: int) -> None:
    assert (number_in_russian(one) == number_in_russian(other)) is (one == other)
    assert (number_in_english(one) == number_in_english(other)) is (one == other)
