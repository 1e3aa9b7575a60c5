"""A dealer quotes his own client in his own name; the client asks for it by a link, and one click makes the order."""

import re
from decimal import Decimal

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.drawn import picture
from tests.stories.visiting import Visit, signed_in
from tests.trade import Firm

pytestmark = pytest.mark.story


@pytest.fixture
def contract(firm: Firm) -> int:
    """Mechanic resells bearings; twenty are picked."""
    from optom.domain.orders import actions as orders  # noqa: PLC0415 -- after Django knows its settings

    alice = firm.person("alice")
    bearing = firm.product("6204-2RS", price="412.30", multiple=10, on_hand=500)
    made = firm.client("Механик", "7700000009", alice, credit_limit=Decimal(100_000))
    at = timezone.now()
    draft = orders.open_draft(contract=made, name="ноябрь", actor=alice, at=at)
    orders.set_quantity(contract=made, draft=draft, product=bearing, quantity=Decimal(20))
    return made


def say_who_we_are(page: Page, contract: int) -> None:
    """The mark-up is judged while it is typed, and kept with name and logo."""
    page.goto(f"c/{contract}/quotes/letterhead/")
    page.fill("#formula", "=себестоимость*1,25")
    expect(page.locator("#tried")).to_contain_text("себестоимость")
    page.fill("#formula", "=цена*1,25")
    expect(page.locator("#tried")).to_contain_text("515,38")
    page.fill("#name", "ООО «Дилер»")
    page.set_input_files("#logo", {"name": "logo.png", "mimeType": "image/png", "buffer": picture()})
    page.get_by_role("button", name="Сохранить").click()
    expect(page.get_by_role("img", name="Логотип")).to_be_visible()


def quote(page: Page, contract: int) -> None:
    """The draft becomes a quote."""
    page.goto(f"c/{contract}/catalog/")
    page.get_by_role("link", name=re.compile("ноябрь")).first.click()
    page.locator(".more summary").click()
    page.locator("[data-act=quote]").click()
    page.wait_for_url(re.compile(r"/quotes/\d+/$"))


def link_for_the_client(page: Page) -> str:
    """A quote at his own prices, and the address by which the client sees it."""
    page.get_by_text("Моему клиенту или по ссылке").click()
    page.fill("[name=recipient]", "АО «Завод»")
    page.get_by_role("button", name="КП по моим ценам").click()
    page.wait_for_url(re.compile(r"/quotes/clients/\d+/$"))
    expect(page.locator("main")).to_contain_text("10 307,60".replace(" ", "\N{NO-BREAK SPACE}"))
    page.get_by_role("button", name="Создать ссылку").click()
    return page.locator("#made").input_value()


def ask(guest: Page, address: str) -> None:
    """The client sees his price and his dealer, and asks for the goods."""
    guest.goto(address)
    shown = guest.locator("main")
    expect(shown).to_contain_text("515,38")
    expect(shown).to_contain_text("ООО «Дилер»")
    for ours in ("412,30", "ТехСнаб", "Механик"):
        expect(shown).not_to_contain_text(ours)
    guest.fill("#who", "Пётр Иванов")
    guest.get_by_role("button", name="Хочу это заказать").click()
    expect(shown).to_contain_text("Пётр Иванов просит заказать это")


def test_a_client_asks_by_a_link_and_one_click_makes_the_order(page: Page, contract: int, visitor: Visit) -> None:
    signed_in(page, "alice")
    say_who_we_are(page, contract)
    quote(page, contract)
    own = page.url
    ask(visitor(""), link_for_the_client(page))
    page.reload()
    expect(page.get_by_text("Пётр Иванов")).to_be_visible()
    page.goto(own)
    page.locator("[data-act=accept]").click()
    page.wait_for_url(re.compile(r"/orders/\d+/$"))
    expect(page.get_by_text("8 246,00".replace(" ", "\N{NO-BREAK SPACE}")).first).to_be_visible()
