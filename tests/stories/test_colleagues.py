"""Colleagues in their browsers: one asks, the other approves; one person, several companies, his own keys."""

import re
from dataclasses import dataclass
from decimal import Decimal

import pytest
from playwright.sync_api import Page, expect

from tests.live import LiveServer
from tests.stories.visiting import PASSWORD, Visit, give_password, signed_in
from tests.trade import Firm

pytestmark = pytest.mark.story


@dataclass(frozen=True, slots=True)
class World:
    """Bob may order for 5 000.00 on his own word, Alice approves the rest; Bob buys for Piston too."""

    contract: int
    other: int
    bob: int


@pytest.fixture
def world(firm: Firm) -> World:
    from optom.domain.companies.models import Contract, Membership  # noqa: PLC0415

    alice, bob, stranger = firm.person("alice"), firm.person("bob"), firm.person("stranger")
    firm.product("6204-2RS", price="412.30", multiple=10, on_hand=500)
    contract = firm.client("Механик", "7700000009", alice, credit_limit=Decimal(100_000))
    company = Contract.objects.get(pk=contract).company_id
    Membership.objects.create(company_id=company, user_id=bob, role="buyer", order_limit=Decimal(5000))
    other = firm.client("Поршень", "7700000030", bob)
    firm.client("Чужой", "7700000016", stranger)
    return World(contract, other, bob)


def pick(page: Page, contract: int, quantity: str) -> None:
    """So many bearings into a draft, which is opened."""
    page.goto(f"c/{contract}/catalog/")
    page.locator("revogr-data .rgCell.is-editable").first.click()
    page.keyboard.type(f"{quantity}\n")
    expect(page.locator("[data-saving]")).to_have_text("сохранено")
    page.locator("[data-part=draft] a").click()
    page.wait_for_url(re.compile(r"/drafts/\d+/$"))


def test_an_order_over_the_limit_is_approved_on_the_screen_of_the_boss(
    page: Page, world: World, visitor: Visit
) -> None:
    pick(signed_in(page, "bob"), world.contract, "20")
    expect(page.get_by_text("Вам можно заказать на 5\u202f000,00")).to_be_visible()
    expect(page.get_by_text("Уйдёт на согласование: alice")).to_be_visible()
    page.get_by_role("button", name="Отправить на согласование").click()
    page.wait_for_url(re.compile(r"/approvals/\d+/$"))
    request = page.url
    page.locator(".tabs a.waiting").click()
    expect(page.get_by_text("Ждёт согласования")).to_be_visible()
    expect(page.locator(".checkout")).to_have_count(0)

    boss = visitor("alice")
    boss.goto(f"c/{world.contract}/orders/")
    tab = boss.locator(".tabs a", has_text="Согласования")
    expect(tab.locator(".badge")).to_have_text("1")
    tab.click()
    boss.locator("revogr-data a").first.click()
    boss.wait_for_url(request)
    expect(boss.get_by_text("6204-2RS", exact=True)).to_be_visible()
    boss.get_by_role("button", name="Согласовать").click()
    boss.wait_for_url(re.compile(r"/orders/\d+/$"))
    expect(boss.get_by_text("просил(а) bob, согласовал(а) alice")).to_be_visible()

    page.goto(boss.url)
    expect(page.get_by_text("просил(а) bob")).to_be_visible()
    expect(page.locator(".tabs a.waiting")).to_have_count(0)

    stranger = visitor("stranger")
    request_number = request.rstrip("/").rpartition("/")[2]
    for address in (
        *("approvals/", "approvals/rows", f"approvals/{request_number}/", "company/centres/", "company/journal/"),
        *("company/journal/rows", f"company/people/{world.bob}/", "company/centres/rows"),
    ):
        assert stranger.request.get(f"c/{world.contract}/{address}").status == 404, address


def test_one_sign_in_several_companies_and_no_draft_is_lost(page: Page, world: World) -> None:
    pick(signed_in(page, "bob"), world.contract, "20")
    first = page.url

    page.keyboard.press("Alt+0")
    expect(page.get_by_role("link", name=re.compile("Поршень"))).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(f"/c/{world.other}/"))
    pick(page, world.other, "10")
    second = page.url

    page.keyboard.press("Alt+0")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(f"/c/{world.contract}/"))
    expect(page.locator("[data-part=draft]")).to_contain_text("8\u202f246,00")
    for draft, quantity in ((first, "20"), (second, "10")):
        page.goto(draft)
        expect(page.locator("revogr-data .rgCell.is-editable").first).to_have_text(quantity)


def test_a_passkey_is_added_and_lets_in_without_a_password(page: Page, world: World, live: LiveServer) -> None:
    local = live.url.replace("127.0.0.1", "localhost").rstrip("/")  # a name: no key is made for a bare number
    page.goto(f"{local}/accounts/login/")
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    key = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    options = {**key, "isUserVerified": True, "automaticPresenceSimulation": True}
    device.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    give_password("bob")
    page.fill("[name=login]", "bob@example.org")
    page.fill("[name=password]", PASSWORD)
    page.get_by_role("button", name="Войти", exact=True).click()
    page.wait_for_url(re.compile(r"/c/\d+/"))

    page.locator(".menu summary").click()
    page.get_by_role("link", name="Второй фактор и ключи доступа").click()
    page.get_by_role("link", name="Добавить ключ доступа").click()
    page.fill("[name=password]", PASSWORD)
    page.get_by_role("button").first.click()
    page.locator("[name=passwordless]").check()
    page.get_by_role("button", name="Добавить").click()
    page.wait_for_url(lambda url: "/add/" not in url)
    page.goto(f"{local}/accounts/2fa/webauthn/")
    expect(page.get_by_text("без пароля")).to_be_visible()

    page.context.clear_cookies()
    page.goto(f"{local}/accounts/login/")
    page.get_by_role("button", name=re.compile("По ключу доступа|With a passkey")).click()
    page.wait_for_url(re.compile(r"/c/\d+/"))
