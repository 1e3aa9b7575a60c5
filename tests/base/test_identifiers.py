"""Requisites are checked before anybody relies on them, and a wrong one says what is wrong with it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from optom.base.identifiers import (
    ENTREPRENEUR,
    ORGANISATION,
    Flaw,
    Problem,
    gtin_check_digit,
    problem_with_account,
    problem_with_bic,
    problem_with_correspondent_account,
    problem_with_gtin,
    problem_with_inn,
    problem_with_kpp,
    problem_with_ogrn,
    problem_with_ogrnip,
)

BIC = "044525225"


def flaw(problem: Problem | None) -> Flaw | None:
    return problem.flaw if problem else None


@pytest.mark.parametrize("inn", ["7707083893", "7700000016", "7700000030", "500100732259"])
def test_a_real_inn_has_no_problem(inn: str) -> None:
    assert problem_with_inn(inn) is None


@pytest.mark.parametrize(
    ("inn", "expected"),
    [
        ("7707083894", Flaw.CHECK_DIGIT),
        ("500100732258", Flaw.CHECK_DIGIT),
        ("500100732269", Flaw.CHECK_DIGIT),
        ("0000000000", Flaw.REGION),
        ("77070838931", Flaw.LENGTH),
        ("", Flaw.LENGTH),
        ("77070838б3", Flaw.NOT_DIGITS),
        ("770708389٣", Flaw.NOT_DIGITS),
    ],
)
def test_a_wrong_inn_says_what_is_wrong(inn: str, expected: Flaw) -> None:
    assert flaw(problem_with_inn(inn)) is expected


def test_an_organisation_may_not_give_the_inn_of_a_person_and_is_told_the_length() -> None:
    problem = problem_with_inn("500100732259", lengths=ORGANISATION)
    assert problem == Problem(Flaw.LENGTH, lengths=(10,), found=12)
    assert problem_with_inn("500100732259", lengths=ENTREPRENEUR) is None


@given(st.integers(min_value=0, max_value=8), st.integers(min_value=1, max_value=9))
def test_one_mistyped_digit_of_an_inn_is_noticed(place: int, shift: int) -> None:
    right = "7707083893"
    mistyped = right[:place] + str((int(right[place]) + shift) % 10) + right[place + 1 :]
    # The rule folds the remainder 10 into 0, so that a few mistakes pass; those that do must satisfy the published sum.
    passes = problem_with_inn(mistyped) is None
    total = sum(int(digit) * weight for digit, weight in zip(mistyped[:9], (2, 4, 10, 3, 5, 9, 4, 6, 8), strict=True))
    assert passes is (total % 11 % 10 == 3 and mistyped[:2] != "00")


@pytest.mark.parametrize(
    ("kpp", "expected"),
    [
        ("770001001", None),
        ("7700AB001", None),
        ("77000b001", Flaw.SHAPE),
        ("77000100A", Flaw.SHAPE),
        ("7700010", Flaw.LENGTH),
        ("007701001", Flaw.REGION),
    ],
)
def test_a_kpp_is_office_reason_and_number(kpp: str, expected: Flaw | None) -> None:
    assert flaw(problem_with_kpp(kpp)) is expected


@pytest.mark.parametrize(
    ("ogrn", "expected"),
    [
        ("1027700132195", None),
        ("1027700000008", None),
        ("1027700132196", Flaw.CHECK_DIGIT),
        ("102770013219", Flaw.LENGTH),
        ("10277001321 5", Flaw.NOT_DIGITS),
    ],
)
def test_an_ogrn_ends_with_its_remainder(ogrn: str, expected: Flaw | None) -> None:
    assert flaw(problem_with_ogrn(ogrn)) is expected


@pytest.mark.parametrize(
    ("ogrnip", "expected"),
    [("304500116000157", None), ("304500116000158", Flaw.CHECK_DIGIT), ("1027700132195", Flaw.LENGTH)],
)
def test_a_sole_traders_number_has_a_remainder_of_its_own(ogrnip: str, expected: Flaw | None) -> None:
    assert flaw(problem_with_ogrnip(ogrnip)) is expected


@pytest.mark.parametrize(
    ("bic", "expected"),
    [
        (BIC, None),
        ("017003983", None),
        ("144525225", Flaw.SHAPE),
        ("04452522", Flaw.LENGTH),
        ("04452522X", Flaw.NOT_DIGITS),
    ],
)
def test_a_bic_is_nine_digits_from_zero(bic: str, expected: Flaw | None) -> None:
    assert flaw(problem_with_bic(bic)) is expected


@pytest.mark.parametrize(
    ("account", "expected"),
    [
        ("40702810200000000001", None),
        ("40702810300000000001", Flaw.CHECK_DIGIT),
        ("4070281020000000000", Flaw.LENGTH),
        ("40702810200000000O01", Flaw.NOT_DIGITS),
        ("40702Z10200000000001", Flaw.SHAPE),
        ("03100643000000018500", None),
    ],
)
def test_an_account_is_keyed_to_its_bank(account: str, expected: Flaw | None) -> None:
    assert flaw(problem_with_account(account, bic=BIC)) is expected


def test_the_account_of_one_bank_is_not_one_of_another() -> None:
    assert flaw(problem_with_account("40702810200000000001", bic="044525226")) is Flaw.CHECK_DIGIT


def test_a_letter_of_a_clearing_account_counts_as_its_digit() -> None:
    with_digit, with_letter = "40702810200000000001", "40702K10200000000001"  # K stands for 5, not 8
    assert problem_with_account(with_digit, bic=BIC) is None
    assert flaw(problem_with_account(with_letter, bic=BIC)) is Flaw.CHECK_DIGIT
    assert problem_with_account("40702T10200000000001", bic=BIC) is None  # T stands for 8


@pytest.mark.parametrize(
    ("account", "bic", "expected"),
    [
        ("30101810400000000225", BIC, None),
        ("40102810445370000059", "017003983", None),
        ("30101810400000000226", BIC, Flaw.OTHER_BANK),
        ("30101810500000000225", BIC, Flaw.CHECK_DIGIT),
    ],
)
def test_a_correspondent_account_belongs_to_the_bank(account: str, bic: str, expected: Flaw | None) -> None:
    assert flaw(problem_with_correspondent_account(account, bic=bic)) is expected


@pytest.mark.parametrize("gtin", ["4600000000008", "04600000000008", "96385074", "036000291452", "4006381333931"])
def test_a_real_barcode_has_no_problem(gtin: str) -> None:
    assert problem_with_gtin(gtin) is None


@pytest.mark.parametrize(
    ("gtin", "expected"),
    [("4600000000009", Flaw.CHECK_DIGIT), ("460000000000", Flaw.CHECK_DIGIT), ("46000", Flaw.LENGTH)],
)
def test_a_wrong_barcode_says_what_is_wrong(gtin: str, expected: Flaw) -> None:
    assert flaw(problem_with_gtin(gtin)) is expected


@given(st.text("0123456789", min_size=12, max_size=12), st.integers(0, 12), st.integers(1, 9))
def test_any_one_mistyped_digit_of_a_barcode_is_noticed(body: str, place: int, shift: int) -> None:
    right = body + gtin_check_digit(body)
    mistyped = right[:place] + str((int(right[place]) + shift) % 10) + right[place + 1 :]
    assert problem_with_gtin(right) is None
    assert flaw(problem_with_gtin(mistyped)) is Flaw.CHECK_DIGIT


@given(st.text(max_size=25))
def test_nothing_typed_into_a_form_breaks_the_checks(text: str) -> None:
    checks = [problem_with_inn, problem_with_kpp, problem_with_ogrn, problem_with_ogrnip, problem_with_bic]
    for check in [*checks, problem_with_gtin]:
        check(text)
    problem_with_account(text, bic=BIC)
    problem_with_correspondent_account(text, bic=BIC)
