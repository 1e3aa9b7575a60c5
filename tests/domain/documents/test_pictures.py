"""UKD, VAT invoices, penalties, acts and picking lists look as they did when somebody looked at them.

Changed on purpose? Look at the new page, then keep `first_page(...)` as the picture in ``pictures``.
"""

from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from PIL import Image, ImageChops

from optom.base.tax import VatRate
from optom.domain.billing.papers import Bank
from optom.domain.billing.penalties import PENALTY_TEMPLATE, PenaltyFacts, PenaltyRow, penalty_payload
from optom.domain.billing.ukd import UKD_TEMPLATE
from optom.domain.billing.upd import PaidAhead, upd_items
from optom.domain.billing.vat_invoice import VAT_INVOICE_TEMPLATE, AdvanceFacts, advance_payload, goods_payload
from optom.domain.documents.render import render_pdf
from optom.domain.documents.rules import Party
from optom.domain.reconciliation.papers import ACT_TEMPLATE, ActFacts, Side, act_payload
from optom.domain.reconciliation.rules import Operation
from optom.domain.shipping.picking_list import PICKING_LIST_TEMPLATE, PickingListPayload, PickText
from tests.domain.billing.test_upd_paper import first_page
from tests.domain.documents.samples import AT, TODAY
from tests.interfaces.exchange.upd.test_ukd import DEARER, SOME_LESS, ukd
from tests.interfaces.exchange.upd.transfers import BANK, BUYER, SELLER, SIGNERS, facts
from tests.trade import dec

PICTURES = Path(__file__).with_name("pictures")
SIGNED_ON = date(2025, 2, 14)
ADVANCE = AdvanceFacts(
    payment=8,
    number="А-5",
    due_on=TODAY,
    made_at=datetime.combine(TODAY, time(12), ZoneInfo("Europe/Moscow")),
    seller=SELLER,
    signers=SIGNERS,
    buyer=BUYER,
    contract_number="15/2025",
    contract_signed_on=SIGNED_ON,
    paid=PaidAhead(number="15", on=date(2026, 11, 20), amount=dec("1220.00")),
    sum=dec("1220.00"),
    vat=dec("220.00"),
    rate=VatRate(dec(22)),
    bank=BANK,
)


def late(debt: int, amount: str, days: int, penalty: str, charged: str = "0.00") -> PenaltyRow:
    return PenaltyRow(
        id=debt,
        contract=1,
        company=1,
        on=date(2026, 9, 1),
        kind="dispatch",
        title=f"УПД № {debt} от 1 сентября 2026 г.",
        paper_kind="upd",
        paper_number=str(debt),
        paper=debt,
        amount=dec(amount),
        due_on=date(2026, 10, 1),
        days_overdue=days,
        open=dec(amount),
        percent=Decimal("0.1"),
        grace=3,
        cap=dec(10),
        penalty=dec(penalty),
        charged=dec(charged),
        rest=dec(penalty) - dec(charged),
    )


PENALTIES = PenaltyFacts(
    number="3",
    on=TODAY,
    seller=Party("ООО «ТехСнаб Опт»", "7700000016", "770001001", "115114, г. Москва, Дербеневская наб., д. 7"),
    bank=Bank("ПАО Сбербанк", "044525225", "30101810400000000225", "40702810200000000001"),
    buyer=Party("ООО «Механик»", "7700000023", "770001001", "420111, г. Казань, ул. Баумана, д. 44/8"),
    contract_number="15/2025",
    contract_signed_on=SIGNED_ON,
    rows=[late(77, "12200.00", 53, "610.00"), late(81, "2440.50", 20, "41.49", "10.00")],
    currency="RUB",
    director_post="Генеральный директор",
    director="Романов Алексей Николаевич",
)
ACT = ActFacts(
    number="4",
    issued_on=TODAY,
    since=date(2026, 10, 1),
    until=date(2026, 11, 20),
    seller=Side("legal_entity", "ТехСнаб", "ООО «ТехСнаб Опт»", "7700000016", "770001001", "", signer="Романов А. Н."),
    buyer=Side("legal_entity", "Механик", "ООО «Механик»", "7700000023", "770001001", "", signer="Ежов О. О."),
    contract=1,
    contract_number="15/2025",
    contract_signed_on=SIGNED_ON,
    currency="RUB",
    opening=dec("1000.00"),
    operations=[
        Operation(1, date(2026, 10, 14), "dispatch", "УПД № 77 от 14 октября 2026 г.", "77", dec("500.00")),
        Operation(2, date(2026, 10, 20), "payment", "Платёж № 15 от 20 октября 2026 г.", "15", dec("-1200.00")),
        Operation(3, date(2026, 11, 2), "dispatch", "УПД № 81 от 2 ноября 2026 г.", "81", dec("250.50")),
    ],
)
PICKED = PickingListPayload(
    language="ru",
    shipment="15",
    warehouse="Москва",
    client="ООО «Механик»",
    place="420030, г. Казань, ул. Складская, д. 2",
    wished="24.11.2026 10:00–14:00",
    taker="№ 15 от 23.11.2026, Иванов И. И.",
    weight="118,5 кг",
    lines=[
        PickText(position="1", article="6204-2RS", name="Подшипник 6204", order="4512/1", quantity="10", unit="шт"),
        PickText(position="2", article="L" * 40, name="Смазка Литол-24", order="4530/2", quantity="7,5", unit="кг"),
    ],
)
DRAWN: dict[str, Callable[[], bytes]] = {
    "ukd": lambda: render_pdf(UKD_TEMPLATE, dict(ukd(SOME_LESS | DEARER)), at=AT),
    "vat_invoice": lambda: render_pdf(
        VAT_INVOICE_TEMPLATE, goods_payload(facts(number="СФ-77"), upd_items(facts()), note="31"), at=AT
    ),
    "advance": lambda: render_pdf(VAT_INVOICE_TEMPLATE, advance_payload(ADVANCE), at=AT),
    "penalty": lambda: render_pdf(PENALTY_TEMPLATE, penalty_payload(PENALTIES), at=AT),
    "act": lambda: render_pdf(ACT_TEMPLATE, act_payload(ACT), at=AT),
    "picking_list": lambda: render_pdf(PICKING_LIST_TEMPLATE, PICKED, at=AT),
}


@pytest.mark.parametrize("name", DRAWN)
def test_it_looks_as_it_did_when_somebody_looked_at_it(name: str) -> None:
    now, then = first_page(DRAWN[name]()), Image.open(PICTURES / f"{name}.png").convert("L")
    assert now.size == then.size
    histogram = ImageChops.difference(now, then).histogram()
    assert sum(histogram[64:]) / (now.width * now.height) < 0.0005
