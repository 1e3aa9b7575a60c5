"""Numbers of workbooks as people see them."""

import pytest

from optom.base.xls import shown, zeros_of


@pytest.mark.parametrize(
    ("written", "seen"),
    [
        ("10.0", "10"),
        ("11.299999999999999", "11.3"),
        ("0.30000000000000004", "0.3"),
        ("4.60712e+12", "4607120000000"),
        ("1e-07", "0.0000001"),
        ("1000", "1000"),
        ("-0.0", "0"),
        ("-12.50", "-12.5"),
    ],
)
def test_a_number_has_the_digits_that_excel_shows(written: str, seen: str) -> None:
    assert shown(written) == seen


@pytest.mark.parametrize(
    ("pattern", "digits"), [("00000", 5), ("000;-000", 3), ("0", 0), ("0.00", 0), ("General", 0), ("00-00", 0)]
)
def test_formats_that_show_leading_zeros(pattern: str, digits: int) -> None:
    assert zeros_of(pattern) == digits
