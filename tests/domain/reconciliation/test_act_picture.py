"""An act of reconciliation looks as it did when somebody looked at it.

Changed on purpose? Look at the new page, then keep `first_page(...)` as the picture among those of the papers.
"""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from optom.domain.documents.render import render_pdf
from optom.domain.reconciliation.papers import ACT_TEMPLATE, ActFacts, Side, act_payload
from optom.domain.reconciliation.rules import Operation
from tests.domain.billing.pictured import looks_as_it_did
from tests.domain.documents.samples import AT, text_of

SELLER = Side(
    kind="legal_entity",
    name="ООО «ТехСнаб Опт»",
    full_name="Общество с ограниченной ответственностью «ТехСнаб Опт»",
    inn="7700000016",
    kpp="770001001",
    ogrn="1027700000016",
    address="115114, г. Москва, Дербеневская наб., д. 7, стр. 2",
    signer="Романов Алексей Николаевич",
)
BUYER = Side("legal_entity", "ООО «Механик»", "", "7700000023", "770001001", "1027700000023", address="г. Казань")
ABROAD = Side("foreign", "Baltic Trade OÜ", "", "", "", "14567890", address="Tallinn, Pikk 1")
OPERATIONS = [
    Operation(1, date(2026, 11, 5), "dispatch", "УПД № 77 от 5 ноября 2026 г.", "77", Decimal("1220.00"), "upd", "77"),
    Operation(2, date(2026, 11, 12), "payment", "", "512", Decimal("-1000.00")),
    Operation(3, date(2026, 11, 20), "correction", "УКД № 3 от 20 ноября 2026 г.", "3", Decimal("-122.00"), "ukd", "3"),
]


def drawn(**changes: Any) -> bytes:
    said: dict[str, Any] = {
        "number": "4",
        "issued_on": date(2026, 11, 23),
        "since": date(2026, 11, 1),
        "until": date(2026, 11, 23),
        "seller": SELLER,
        "buyer": BUYER,
        "contract": 1,
        "contract_number": "15/2025",
        "contract_signed_on": date(2025, 2, 14),
        "currency": "RUB",
        "opening": Decimal("500.00"),
        "operations": OPERATIONS,
    }
    return render_pdf(ACT_TEMPLATE, act_payload(ActFacts(**said | changes)), at=AT)


DRAWN: dict[str, dict[str, Any]] = {
    "act_ru": {},
    "act_en": {"buyer": ABROAD, "currency": "EUR", "language": "en", "operations": OPERATIONS[1:2]},
}


@pytest.mark.parametrize("name", DRAWN)
def test_it_looks_as_it_did_when_somebody_looked_at_it(name: str) -> None:
    assert looks_as_it_did(drawn(**DRAWN[name]), name)


def test_its_sums_are_those_of_its_lines_and_what_is_owed_stands_in_words() -> None:
    text = text_of(drawn())
    for expected in (
        "Сальдо начальное 500,00",
        "05.11.2026 УПД № 77 от 5 ноября 2026 г. 1 220,00",
        "12.11.2026 Оплата № 512",
        "Обороты за период 1 220,00 1 122,00",
        "Сальдо конечное 598,00",
        "составляет 598,00 руб. (Пятьсот девяносто восемь рублей 00 копеек)",
    ):
        assert expected in text
