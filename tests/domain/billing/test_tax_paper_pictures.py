"""Papers of the tax look as they did when somebody looked at them: VAT invoices, an UPD that only hands goods over.

Changed on purpose? Look at the new page, then keep `first_page(...)` as the picture in ``pictures``.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from optom.base.origin import Origin
from optom.base.tax import WITHOUT_VAT, VatRate
from optom.domain.billing.upd import UPD_TEMPLATE, Offset, PaidAhead, upd_items
from optom.domain.billing.vat_invoice import VAT_INVOICE_TEMPLATE, AdvanceFacts, advance_payload, goods_payload
from optom.domain.documents.render import render_pdf
from tests.domain.billing.pictured import looks_as_it_did
from tests.domain.documents.samples import AT, text_of
from tests.interfaces.exchange.upd.transfers import BANK, BUYER, SELLER, SIGNERS, TRADER, facts, goods, upd

IMPORTED = replace(
    goods(name="Подшипник 22210 сферический роликовый двухрядный"),
    origin=Origin(country="156", declaration="10702070/140226/3024417"),
)
TRACED = replace(
    goods(name="Погрузчик вилочный", article="FD-30", quantity="1", price="1830000.00"),
    origin=Origin(country="156", rnpt="10702070/140226/3024417/001"),
)
OFFSETS = [Offset(number="А-3", on=date(2026, 11, 18)), Offset(number="А-4", on=date(2026, 11, 20))]
OF_GOODS = facts(number="СФ-77", items=[IMPORTED, TRACED, goods(rate=VatRate(Decimal(10)))], offsets=OFFSETS)
ADVANCE = AdvanceFacts(
    payment=7,
    number="А-3",
    due_on=date(2026, 11, 18),
    made_at=datetime(2026, 11, 18, 0, 5, tzinfo=ZoneInfo("Europe/Moscow")),
    seller=SELLER,
    signers=SIGNERS,
    bank=BANK,
    buyer=BUYER,
    contract_number="15/2025",
    contract_signed_on=date(2025, 2, 14),
    paid=PaidAhead(number="512", on=date(2026, 11, 14), amount=Decimal("1220.00")),
    sum=Decimal("1220.00"),
    vat=Decimal("220.00"),
    rate=VatRate(Decimal(22)),
)
EXEMPT = replace(SIGNERS, vat="exempt")
DRAWN: dict[str, Callable[[], bytes]] = {
    "vat_invoice": lambda: render_pdf(
        VAT_INVOICE_TEMPLATE, goods_payload(OF_GOODS, upd_items(OF_GOODS), note="320"), at=AT
    ),
    "vat_invoice_for_an_advance": lambda: render_pdf(VAT_INVOICE_TEMPLATE, advance_payload(ADVANCE), at=AT),
    "upd_with_origins_and_advances": lambda: render_pdf(
        UPD_TEMPLATE, upd(items=[IMPORTED, TRACED, goods(rate=WITHOUT_VAT)], offsets=OFFSETS), at=AT
    ),
    "upd_of_a_trader_without_vat": lambda: render_pdf(
        UPD_TEMPLATE, upd(seller=TRADER, signers=EXEMPT, items=[goods(rate=WITHOUT_VAT)], paid_ahead=()), at=AT
    ),
}


@pytest.mark.parametrize("name", DRAWN)
def test_it_looks_as_it_did_when_somebody_looked_at_it(name: str) -> None:
    assert looks_as_it_did(DRAWN[name](), name)


@pytest.mark.parametrize("name", ["vat_invoice", "upd_with_origins_and_advances"])
def test_both_tell_where_goods_come_from_and_what_is_traced_in_columns_of_their_own(name: str) -> None:
    text = text_of(DRAWN[name]())
    assert "156 Китай 10702070/140226/ 3024417 — — — —" in text
    assert "156 Китай 10702070/140226/ 3024417/001 796 шт 1 1 500 000,00" in text
