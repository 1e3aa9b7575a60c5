"""A box is missing: the buyer says so, the finance desk agrees, the buyer owes less and takes the UKD."""

import re
from decimal import Decimal

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.stories.visiting import Visit, signed_in
from tests.trade import Firm

pytestmark = pytest.mark.story


@pytest.fixture
def shipment(firm: Firm) -> tuple[int, int]:
    """Twenty bearings have left with their UPD; the contract and the shipment."""
    from optom.domain.companies.models import Company, Seller  # noqa: PLC0415 -- after Django knows its settings
    from optom.domain.journal import actions as journal  # noqa: PLC0415 -- the same
    from tests.domain.shipping.deliveries import Delivery  # noqa: PLC0415 -- the same

    said = {"papers": "both", "legal_address": "Москва, Рабочая, 7", "director": "Романов Алексей Николаевич"}
    Seller.objects.filter(pk=firm.seller).update(**said)
    alice, walter = firm.person("alice"), firm.person("walter", "warehouse")
    contract = firm.client("Механик", "7700000009", alice, credit_limit=Decimal(100_000), deferral_days=14)
    Company.objects.update(legal_address="Казань, Складская, 2")
    delivery = Delivery(firm, contract, alice, walter, timezone.now())
    [line] = delivery.order((firm.product("6204-2RS", price="122.00", on_hand=500), 20))
    [found] = delivery.request((line, 20))
    delivery.dispatch(found)
    journal.deliver(at=timezone.now())
    return contract, found


def test_a_shortage_becomes_an_ukd_and_less_debt(
    page: Page, firm: Firm, visitor: Visit, shipment: tuple[int, int]
) -> None:
    contract, number = shipment
    buyer = signed_in(page, "alice")
    buyer.goto(f"c/{contract}/shipments/{number}/")
    buyer.get_by_label("Пришло 6204-2RS").fill("18")
    buyer.get_by_label("Примечание 6204-2RS").fill("нет коробки")
    buyer.get_by_role("button", name="Принять поставку").click()
    expect(buyer.get_by_text("ответа ещё нет")).to_be_visible()

    firm.person("fiona", "finance")
    finance = visitor("fiona")
    finance.get_by_role("link", name=re.compile("Претензии")).click()
    expect(finance.locator("revogr-data .rgCell", has_text="Механик").first).to_be_visible()
    finance.goto(f"office/claims/{number}/")
    expect(finance.get_by_text("нет коробки")).to_be_visible()
    finance.get_by_role("button", name="Ответить").click()
    finance.get_by_role("dialog").get_by_role("button").last.click()
    expect(finance.get_by_text("УКД 1 (PDF)")).to_be_visible()

    buyer.reload()
    paper = buyer.get_by_role("link", name="УКД 1 (PDF)")
    expect(paper).to_be_visible()
    assert buyer.request.get(paper.get_attribute("href") or "").body().startswith(b"%PDF")
    buyer.goto(f"c/{contract}/money/")
    expect(buyer.get_by_text(re.compile(r"2\s196,00")).first).to_be_visible()
