"""UKD, penalties and picking lists look as they did when somebody looked at them.

Changed on purpose? Look at the new page, then keep `first_page(...)` as the picture in ``pictures``.
"""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from optom.domain.billing.penalties import PENALTY_TEMPLATE, PenaltyFacts, PenaltyRow, penalty_payload
from optom.domain.billing.ukd import UKD_TEMPLATE
from optom.domain.documents.render import render_pdf
from optom.domain.documents.rules import Party
from optom.domain.shipping.picking_list import PICKING_LIST_TEMPLATE, PickingListPayload, PickText
from tests.domain.billing.pictured import looks_as_it_did
from tests.domain.documents.samples import AT, TODAY
from tests.interfaces.exchange.upd.test_ukd import DEARER, SOME_LESS, ukd
from tests.interfaces.exchange.upd.transfers import BANK
from tests.trade import dec

SIGNED_ON = date(2025, 2, 14)


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
        sums=[dec(amount)],
        days=[days - 3],
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
    bank=BANK,
    buyer=Party("ООО «Механик»", "7700000023", "770001001", "420111, г. Казань, ул. Баумана, д. 44/8"),
    contract_number="15/2025",
    contract_signed_on=SIGNED_ON,
    rows=[late(77, "12200.00", 53, "610.00"), late(81, "2440.50", 20, "41.49", "10.00")],
    currency="RUB",
    director_post="Генеральный директор",
    director="Романов Алексей Николаевич",
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
    "penalty": lambda: render_pdf(PENALTY_TEMPLATE, penalty_payload(PENALTIES), at=AT),
    "picking_list": lambda: render_pdf(PICKING_LIST_TEMPLATE, PICKED, at=AT),
}


@pytest.mark.parametrize("name", DRAWN)
def test_it_looks_as_it_did_when_somebody_looked_at_it(name: str) -> None:
    assert looks_as_it_did(DRAWN[name](), name)
