"""A banking app fills the payment order from the code: field by field, the sum in kopecks."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from optom.base.payment_qr import MANDATORY_LIMIT, Payment, code_svg, payment_string

PAYMENT = Payment(
    name='ООО "Продавец"',
    account="40702810200000000001",
    bank="ПАО Банк",
    bic="044525225",
    correspondent_account="30101810400000000225",
    total=Decimal("1220.55"),
    purpose="Оплата по счету № 1 от 23.11.2026. В т.ч. НДС 22% - 220.10",
    inn="7700000016",
    kpp="770001001",
)
LONGEST = replace(
    PAYMENT,
    name="Общество с ограниченной ответственностью " * 5,
    bank="Акционерный коммерческий банк развития и торговли",
)


def mandatory_block(content: bytes) -> bytes:
    return content[len(b"ST00012") : content.index(b"PayeeINN") - 1]


def test_the_string_is_that_of_the_standard() -> None:
    assert payment_string(PAYMENT).decode() == (
        'ST00012|Name=ООО "Продавец"|PersonalAcc=40702810200000000001|BankName=ПАО Банк|BIC=044525225'
        "|CorrespAcc=30101810400000000225|PayeeINN=7700000016|KPP=770001001|Sum=122055"
        "|Purpose=Оплата по счету № 1 от 23.11.2026. В т.ч. НДС 22% - 220.10"
    )


@pytest.mark.parametrize(
    ("total", "kopecks"), [("1000", "100000"), ("0.01", "1"), ("12.3", "1230"), ("1E+3", "100000")]
)
def test_the_sum_is_a_whole_number_of_kopecks(total: str, kopecks: str) -> None:
    assert f"|Sum={kopecks}|" in payment_string(replace(PAYMENT, total=Decimal(total))).decode()


@pytest.mark.parametrize("total", ["0", "-1", "0.001"])
def test_a_sum_that_cannot_be_paid_is_refused(total: str) -> None:
    with pytest.raises(ValueError, match="can't be paid"):
        payment_string(replace(PAYMENT, total=Decimal(total)))


def test_a_sole_trader_has_no_kpp_and_no_empty_field() -> None:
    assert "KPP" not in payment_string(replace(PAYMENT, kpp="")).decode()


def test_a_name_with_the_usual_separator_gets_another() -> None:
    content = payment_string(replace(PAYMENT, name="ООО А|Б", purpose="за ^товар")).decode()
    assert content.startswith("ST00012~Name=ООО А|Б~PersonalAcc=")


def test_a_long_russian_name_goes_in_one_byte_letters_and_fits() -> None:
    content = payment_string(LONGEST)
    assert content.startswith(b"ST00011|Name=")
    assert len(mandatory_block(content)) <= MANDATORY_LIMIT
    assert "Общество с ограниченной" in content.decode("cp1251")


def test_a_long_name_in_letters_of_no_russian_code_page_is_cut_to_fit() -> None:
    content = payment_string(replace(LONGEST, name="株式会社" * 40))
    assert content.startswith(b"ST00012|Name=")
    assert len(mandatory_block(content)) <= MANDATORY_LIMIT
    assert "株式会社" in content.decode()


@given(st.text(max_size=200), st.text(max_size=60), st.text(max_size=250))
def test_whatever_the_names_the_code_can_be_split_back(name: str, bank: str, purpose: str) -> None:
    content = payment_string(replace(PAYMENT, name=name, bank=bank, purpose=purpose))
    text = content.decode("utf-8" if content[6:7] == b"2" else "cp1251")
    fields = dict(pair.split("=", 1) for pair in text.split(text[7])[1:])
    assert list(fields)[:5] == ["Name", "PersonalAcc", "BankName", "BIC", "CorrespAcc"]
    assert fields["Sum"] == "122055"
    assert fields["PersonalAcc"] == PAYMENT.account
    assert len(mandatory_block(content)) <= MANDATORY_LIMIT


def test_the_drawing_is_a_square_and_always_the_same() -> None:
    drawing = code_svg(payment_string(PAYMENT))
    assert drawing.startswith('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 65 65"')
    assert drawing == code_svg(payment_string(PAYMENT))
