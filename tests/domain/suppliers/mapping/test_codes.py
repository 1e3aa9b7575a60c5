"""Numbers of goods in columns are compared as the catalog compares them one by one."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from optom.base.identifiers import gtin_check_digit, problem_with_gtin
from optom.domain.catalog.rules import normalise_code
from optom.domain.suppliers.mapping import codes


@given(st.lists(st.text() | st.text("aАВеёЁйЙ№×½ﬁǅß-. 09İ").map(lambda text: text * 9), max_size=20))
def test_a_column_of_numbers_is_normalised_as_the_catalog_does(cells: list[str]) -> None:
    assert codes.normalised(pl.Series(cells, dtype=pl.String)).to_list() == [
        normalise_code(one) or None for one in cells
    ]


def test_a_blank_number_stays_blank() -> None:
    assert codes.normalised(pl.Series([None, "—", "С-3150"])).to_list() == [None, None, "C3150"]


@given(st.lists(st.from_regex(r"\A[0-9]{7,14}\Z"), min_size=1))
def test_barcodes_are_told_by_their_check_digit(bodies: list[str]) -> None:
    cells = [*bodies, *(body[:-1] + gtin_check_digit(body[:-1]) for body in bodies)]
    sound = [None if problem_with_gtin(one) or not int(one) else one for one in cells]
    assert codes.barcodes(pl.Series(cells)).to_list() == sound


@pytest.mark.parametrize(
    ("cell", "barcode"),
    [
        ("4600051000057", "4600051000057"),
        ("4600051000057.0", "4600051000057"),
        ("'4600051000057", "4600051000057"),
        ("4 600051 000057", "4600051000057"),
        ("4.600051000057E+12", "4600051000057"),
        ("4.60005E+12", None),
        ("4600051000058, 4600051000057", "4600051000057"),
        ("4600051000058", None),
        ("0000000000000", None),
        ("NEW", None),
        (None, None),
    ],
)
def test_a_barcode_comes_out_of_what_spreadsheets_make_of_it(cell: str | None, barcode: str | None) -> None:
    assert codes.barcodes(pl.Series([cell], dtype=pl.String)).to_list() == [barcode]


def test_a_number_that_a_spreadsheet_took_for_a_measure_is_whole_again() -> None:
    cells = pl.Series(["6204.0", "6204-2RS", None])
    assert codes.has_halves(cells)
    assert codes.without_halves(cells).to_list() == ["6204", "6204-2RS", None]


def test_a_column_of_real_measures_stays() -> None:
    assert not codes.has_halves(pl.Series(["12.0", "12.5", "A"]))
    assert not codes.has_halves(pl.Series(["12", "A"]))
