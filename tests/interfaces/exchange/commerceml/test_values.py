from decimal import Decimal

import pytest

from optom.interfaces.exchange.commerceml.values import NotANumberError, number, one_line, switch


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("1234.5", "1234.5"),
        ("1 234,50", "1234.50"),
        ("1\u00a0234,50", "1234.50"),
        ("1\u202f234,50", "1234.50"),
        ("1.234,50", "1234.50"),
        ("1,234.50", "1234.50"),
        ("1,234,567", "1234567"),
        ("-3", "-3"),
        ("\u22123,5", "-3.5"),
        (".5", "0.5"),
        ("  796 ", "796"),
    ],
)
def test_numbers_are_read_as_any_locale_writes_them(written: str, meant: str) -> None:
    assert number(written) == Decimal(meant)


@pytest.mark.parametrize("written", ["", "   ", "\u00a0", None])
def test_an_empty_text_is_no_number(written: str | None) -> None:
    assert number(written) is None


@pytest.mark.parametrize("written", ["дорого", "NaN", "Infinity", "1e9", "--1", "1.2.3,4,5", "9" * 19, "5 руб."])
def test_what_is_no_number_is_said_to_be_none(written: str) -> None:
    with pytest.raises(NotANumberError):
        number(written)


def test_switches_speak_xml_digits_and_russian() -> None:
    assert [switch(word) for word in ("true", "1", "Да", " TRUE ")] == [True] * 4
    assert [switch(word) for word in ("false", "0", "нет")] == [False] * 3
    assert switch("") is switch(None) is switch("?") is None


def test_names_lose_their_padding_and_line_breaks() -> None:
    assert one_line("  Штука \n  (набор)   ") == "Штука (набор)"
