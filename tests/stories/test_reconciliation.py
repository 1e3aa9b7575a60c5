"""A buyer brings the card of his account, sees at once what differs and objects to it without touching the mouse."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import FilePayload, Page, expect

from tests.stories.visiting import Visit, signed_in
from tests.trade import Firm

pytestmark = pytest.mark.story


@pytest.fixture
def books(page: Page, firm: Firm) -> Page:
    """Two notes were shipped to Alice's company; she stands before the reconciliation of her contract."""
    from tests.domain.credit.settlements import Settlements  # noqa: PLC0415

    contract = firm.client("Механик", "7700000009", firm.person("alice"))
    ledger = Settlements(contract, timezone.localtime() - timedelta(days=3))
    ledger.dispatch(1000, title="Расходная накладная № 15")
    ledger.dispatch(500, title="Расходная накладная № 16")
    signed_in(page, "alice").goto(f"c/{contract}/money/reconciliation/")
    return page


def card() -> FilePayload:
    day = timezone.localdate() - timedelta(days=2)
    lines = ["Дата;Документ;Дебет;Кредит", f"{day:%d.%m.%Y};вх. 15;;1000,00", f"{day:%d.%m.%Y};вх. 16;;450,00"]
    return {"name": "Карточка 60.csv", "mimeType": "text/csv", "buffer": "\n".join(lines).encode("cp1251")}


def test_a_buyer_compares_his_books_and_objects_by_the_keyboard(books: Page, firm: Firm, visitor: Visit) -> None:
    today = timezone.localdate()
    books.fill("#since", f"{today - timedelta(days=9):%d.%m.%Y}")
    books.fill("#until", f"{today:%d.%m.%Y}")
    books.set_input_files("#file", card())
    books.get_by_role("button", name="Сверить").click()
    books.wait_for_url(re.compile(r"/reconciliation/\d+/"))
    expect(books.get_by_text("сумма расходится: 1")).to_be_visible()
    expect(books.locator("revogr-data .rgCell", has_text="Расходная накладная № 16").first).to_be_visible()

    books.keyboard.press("ArrowDown")  # nobody has clicked anywhere: the first row had the focus
    books.keyboard.press("Space")
    books.get_by_role("button", name="Не согласен…").focus()
    books.keyboard.press("Enter")
    dialog = books.get_by_role("dialog")
    dialog.get_by_role("button", name="Не согласен", exact=True).press("Enter")
    expect(dialog.locator(".refusals"), "the dialog stays with what is missing").to_be_visible()
    books.get_by_label("Что не так").fill("Недовоз")
    books.keyboard.press("Tab")
    dialog.get_by_role("button", name="Не согласен", exact=True).press("Enter")
    expect(books.get_by_text("Отправлено в финансовый отдел")).to_be_visible()

    firm.person("fiona", "finance")
    finance = visitor("fiona")
    finance.goto("office/reports/objections/")
    expect(finance.locator("revogr-data .rgCell", has_text="Недовоз").first).to_be_visible()
