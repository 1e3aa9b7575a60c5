"""The quarter is over: the buyer's accountant takes its papers by her link, all of them and no others."""

import io
import zipfile
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.stories.visiting import Visit, signed_in
from tests.trade import Firm

pytestmark = pytest.mark.story


@pytest.fixture
def contract(firm: Firm) -> int:
    """Of this quarter: an invoice, an UPD, an UKD after a shortage; of the one before: an invoice."""
    from optom.domain.billing import actions as billing  # noqa: PLC0415 -- after Django knows its settings
    from optom.domain.billing import queries as papers  # noqa: PLC0415 -- the same
    from optom.domain.billing.correcting import Answer  # noqa: PLC0415 -- the same
    from optom.domain.companies.models import BankAccount, Terms  # noqa: PLC0415 -- the same
    from optom.domain.journal import actions as journal  # noqa: PLC0415 -- the same
    from optom.domain.shipping import actions as shipping  # noqa: PLC0415 -- the same
    from optom.domain.shipping.rules import Arrived  # noqa: PLC0415 -- the same
    from tests.domain.billing.test_upd import complete  # noqa: PLC0415 -- the same
    from tests.domain.shipping.deliveries import Delivery  # noqa: PLC0415 -- the same

    bank = {"account": "40702810900000000005", "bic": "044525225", "bank": "Банк"}
    BankAccount.objects.create(seller_id=firm.seller, correspondent="30101810400000000225", **bank)
    alice, at = firm.person("alice"), timezone.localtime()
    contract = firm.client("Механик", "7700000009", alice, deferral_days=14)
    Terms.objects.update(valid_from=at - timedelta(days=400))
    complete(firm, contract)
    asked: dict[str, Any] = {"contract": contract, "actor": alice, "amount": Decimal(500)}
    billing.issue_invoice(key="before", at=quarter_began(at) - timedelta(hours=1), **asked)
    billing.issue_invoice(key="now", at=at, **asked)
    delivery = Delivery(firm, contract, alice, firm.person("walter", "warehouse"), at)
    [line] = delivery.order((firm.product("6204-2RS", price="122.00", on_hand=500), 20))
    [shipment] = delivery.request((line, 20))
    delivery.dispatch(shipment)
    journal.deliver(at=timezone.now())
    shipping.accept(shipment=shipment, arrived={line: Arrived(Decimal(18))}, actor=alice, at=timezone.now())
    answers = {row.id: Answer(Decimal(2)) for row in papers.claimed(shipment)}
    billing.answer_claim(shipment=shipment, answers=answers, reason="", actor=None, at=timezone.now())
    return contract


def quarter_began(at: datetime) -> datetime:
    return at.replace(month=(at.month - 1) // 3 * 3 + 1, day=1, hour=0, minute=0, second=0, microsecond=0)


def test_the_accountant_takes_the_papers_of_the_quarter_by_her_link(page: Page, contract: int, visitor: Visit) -> None:
    signed_in(page, "alice").goto(f"c/{contract}/papers/links/")
    page.get_by_role("link", name="этот квартал").click()
    expect(page.locator("[name=since]")).to_have_value(f"{quarter_began(timezone.localtime()):%d.%m.%Y}")
    page.fill("[name=note]", "Ольга, бухгалтерия")
    page.get_by_role("button", name="Создать ссылку").click()
    address = page.get_by_label("Адрес ссылки")
    expect(address).to_be_visible()

    olga = visitor("")
    olga.goto(address.input_value())
    expect(olga.locator("tbody tr")).to_have_count(4)
    with olga.expect_download() as download:
        olga.get_by_role("link", name="Всё архивом").click()
    names = zipfile.ZipFile(io.BytesIO(download.value.path().read_bytes())).namelist()
    papers = sorted(name.split(" от ")[0] for name in names if name.endswith(".pdf"))
    assert papers == ["Накладная 1", "Счёт 2", "УКД 1", "УПД 1"], names
