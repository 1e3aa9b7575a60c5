"""What may be meant by what somebody types into the search."""

import pytest

from optom.base.sought import sought


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("534", "534"),
        ("№ 534", "534"),
        ("№534", "534"),
        ("# 534", "534"),
        ("заказ 534", "534"),
        ("Заказ № 534", "534"),
        ("счёт на оплату № УТ-118/2", "УТ-118/2"),
        ("invoice No. 118", "118"),
        ("  534 ", "534"),
        ("долг", ""),
        ("подшипник 6204 закрытый", ""),
        ("", ""),
    ],
)
def test_the_number_stands_last_whatever_it_is_called(typed: str, number: str) -> None:
    assert sought(typed).number == number


def test_only_what_a_row_may_have_is_its_key() -> None:
    assert sought("№ 534").id == 534
    assert sought("A-534").id is None
    assert sought("9" * 19).id is None
    assert sought("５３４").id is None


def test_what_is_typed_is_no_pattern() -> None:
    assert sought("100%_\\").part == r"%100\%\_\\%"
    assert sought("5").part is None, "in every second text"


def test_a_short_number_stands_for_itself_a_longer_one_for_what_begins_so() -> None:
    assert sought("11").number < sought("11").until < "110"
    assert "1189" < sought("118").until < "119"
