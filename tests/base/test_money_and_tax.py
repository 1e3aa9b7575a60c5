"""Kopecks are rounded half up, and the tax is found inside a sum or put on top of it."""

from decimal import Decimal

import pytest

from optom.base.money import kopecks, vat_inside, vat_on_top
from optom.base.tax import WITHOUT_VAT, VatRate

D = Decimal


@pytest.mark.parametrize(
    ("exact", "rounded"),
    [("0.005", "0.01"), ("0.0049", "0.00"), ("0.015", "0.02"), ("2.675", "2.68"), ("-0.005", "-0.01"), ("7", "7.00")],
)
def test_half_a_kopeck_goes_up(exact: str, rounded: str) -> None:
    assert str(kopecks(D(exact))) == rounded


def test_the_tax_inside_a_sum_and_on_top_of_its_net_are_the_same() -> None:
    assert vat_inside(D("122.00"), D(22)) == D("22.00")
    assert vat_on_top(D("100.00"), D(22)) == D("22.00")
    assert vat_inside(D("1220.55"), D(22)) == D("220.10")


@pytest.mark.parametrize("label", ["22%", "20%", "10%", "0%", "7%", "16,67%", "без НДС"])
def test_a_rate_keeps_its_label(label: str) -> None:
    assert VatRate.of(label).label == label


@pytest.mark.parametrize("label", ["", "НДС", "22%%", "-5%", "150%", "NaN"])
def test_what_is_no_rate_is_refused(label: str) -> None:
    with pytest.raises(ValueError, match="not a rate"):
        VatRate.of(label)


def test_a_rate_read_from_a_column_has_no_trailing_zeros() -> None:
    assert VatRate(D("22.00")).label == "22%"
    assert VatRate(D("10")).label == "10%"
    assert VatRate(D("10.00")) == VatRate.of("10%")


def test_no_tax_is_not_a_tax_of_nothing() -> None:
    assert VatRate(D(0)) != WITHOUT_VAT
    assert WITHOUT_VAT.inside(D("122.00")) == VatRate(D(0)).inside(D("122.00")) == D("0.00")
    assert WITHOUT_VAT.on_top(D("100.00")) == D("0.00")


def test_a_rate_is_printed_in_both_languages() -> None:
    assert (VatRate.of("22%").printed(), VatRate.of("16,67%").printed("en")) == ("НДС 22%", "VAT 16.67%")
    assert (WITHOUT_VAT.printed(), WITHOUT_VAT.printed("en")) == ("Без НДС", "No VAT")
