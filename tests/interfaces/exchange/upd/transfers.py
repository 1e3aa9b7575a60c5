"""A shipment of ТехСнаб to Mechanic, as the text of its UPD."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from optom.domain.billing.upd import PaidAhead, UpdFacts, UpdPayload, upd_payload
from optom.domain.companies.rules import BankDetails, Requisites, Signers
from optom.domain.documents.rules import Item
from tests.domain.documents.samples import item

SELLER = Requisites(
    name="ООО «ТехСнаб Опт»",
    full_name="Общество с ограниченной ответственностью «ТехСнаб Опт»",
    inn="7700000016",
    kpp="770001001",
    legal_address="115114, г. Москва, Дербеневская наб., д. 7, стр. 2",
)
SIGNERS = Signers(
    director="Романов Алексей Николаевич",
    director_post="Генеральный директор",
    director_basis="Устав",
    accountant="Орлова Мария Павловна",
    accountant_basis="приказ № 3 от 12.01.2026",
)
BANK = BankDetails(
    account="40702810200000000001", bic="044525225", bank="ПАО Сбербанк", correspondent="30101810400000000225"
)
BUYER = Requisites(
    name="ООО «Механик»",
    inn="7700000023",
    kpp="770001001",
    legal_address="420111, г. Казань, ул. Баумана, д. 44/8",
)
TRADER = replace(
    SELLER,
    kind="sole_trader",
    name="ИП Зайцев П. И.",
    full_name="Индивидуальный предприниматель Зайцев Пётр Ильич",
    inn="770000000095",
    kpp="",
    ogrn="304770000000102",
)


def goods(**said: Any) -> Item:
    return replace(item(**said), okei="796")


def facts(**changes: Any) -> UpdFacts:
    said: dict[str, Any] = {
        "shipment": 15,
        "number": "77",
        "shipped_on": date(2026, 11, 23),
        "made_at": datetime(2026, 11, 23, 12, 5, 7, tzinfo=ZoneInfo("Europe/Moscow")),
        "seller": SELLER,
        "signers": SIGNERS,
        "bank": BANK,
        "buyer": BUYER,
        "contract_number": "15/2025",
        "contract_signed_on": date(2025, 2, 14),
        "items": [goods(), goods(name="Смазка <Литол-24> ≥ 0,8 кг", article="LIT-24", quantity="7.500")],
        "orders": ["4512", "4530"],
        "address": "420030, г. Казань, ул. Складская, д. 2",
        "weight_kg": Decimal("118.500"),
        "paid_ahead": [PaidAhead(number="15", on=date(2026, 11, 20), amount=Decimal("1220.00"))],
    }
    return UpdFacts(**said | changes)


def upd(**changes: Any) -> UpdPayload:
    return upd_payload(facts(**changes))
