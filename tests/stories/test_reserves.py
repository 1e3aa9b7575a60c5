"""A buyer's reserves are his own objects: he waits in line, splits, moves, replaces; a stranger gets nothing."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from tests.live import LiveServer
from tests.stories.test_the_line import World
from tests.stories.visiting import Visit, signed_in
from tests.trade import Firm, dec

pytestmark = pytest.mark.story


@pytest.fixture
def world(firm: Firm) -> World:
    """Alice holds twenty and waits for five that a stranger holds; she may order under a second contract too."""
    from optom.domain.catalog.importing import AnalogRow, import_analogs  # noqa: PLC0415
    from optom.domain.companies.models import Contract  # noqa: PLC0415
    from optom.domain.orders import actions as orders  # noqa: PLC0415
    from optom.domain.orders.rules import OrderLine  # noqa: PLC0415

    alice, stranger = firm.person("alice"), firm.person("stranger")
    bearing = firm.product("6204-2RS", name="Подшипник 6204-2RS", price="412.30", multiple=10, on_hand=500)
    firm.product("6204.2RSR", name="Подшипник 6204.2RSR", brand="FAG", price="450.00", on_hand=60)
    rare = firm.product("7206-B", name="Подшипник 7206-B", price="1000", on_hand=5)
    import_analogs([AnalogRow("6204-2RS", "6204.2RSR")])
    contract = firm.client("Механик", "7700000009", alice, credit_limit=dec(100_000), reservation_hours=20)
    firm.contract(Contract.objects.get(pk=contract).company_id, "119", discount=10)
    theirs = firm.client("Чужой", "7700000016", stranger)
    at = timezone.now()
    orders.place(contract=theirs, lines=[OrderLine(rare, dec(5))], key="s", actor=stranger, at=at)
    lines = [OrderLine(bearing, dec(20)), OrderLine(rare, dec(5))]
    orders.place(contract=contract, lines=lines, key="a", actor=alice, at=at)
    return World(contract, theirs, bearing)


def row_of(page: Page, text: str) -> None:
    """Pick the row that says so: the first of them."""
    cells = page.locator("revogr-data[type=rgRow] .rgRow, revogr-data .rgRow")
    expect(cells.filter(has_text=text).first).to_be_visible()
    place = cells.filter(has_text=text).first.get_attribute("data-rgrow")
    page.locator(f".rowHeaders .rgCell[data-rgrow='{place}']").click()


def details_of(page: Page, text: str) -> None:
    """Open the panel of the row that says so."""
    page.locator("revogr-data .rgCell").filter(has_text=text).first.click()
    page.keyboard.press("Control+Enter")


def act(page: Page, name: str) -> None:
    page.locator("[data-acts] summary").click()
    page.locator("[data-acts]").get_by_role("button", name=name).click()
    expect(page.locator("dialog")).to_be_visible()


def agree(page: Page, name: str) -> None:
    page.locator("dialog").get_by_role("button", name=name).click()


def told(page: Page, text: str, *, rows: int) -> None:
    """The act is told, and so many rows are drawn after it: who picks the next one picks none that is gone."""
    expect(page.locator("[data-notices]")).to_contain_text(re.compile(text))
    expect(page.locator(".rowHeaders .rgCell")).to_have_count(rows)


def test_a_buyer_splits_moves_and_replaces_what_he_holds(page: Page, world: World, visitor: Visit) -> None:
    signed_in(page, "alice")
    page.goto(f"c/{world.contract}/reserves/")

    expect(page.locator("revogr-data .rgRow").first).to_be_visible()
    page.keyboard.press("ArrowDown")  # nothing is to be typed here: an arrow begins all the same
    page.keyboard.press("Space")
    expect(page.locator("[data-acts] .count").first).to_have_text("1")
    page.keyboard.press("Space")
    row_of(page, "скоро истекает")
    act(page, "Разделить")
    page.locator("dialog input").fill("20")
    agree(page, "Разделить")
    expect(page.locator("dialog .refusals")).to_contain_text("нельзя выделить в отдельную строку")
    expect(page.locator("dialog input")).to_have_value("20")
    page.locator("dialog input").fill("10")
    agree(page, "Разделить")
    told(page, "Разделена 1 строка", rows=3)

    row_of(page, "скоро истекает")
    act(page, "Перенести")
    agree(page, "Далее")
    expect(page.locator("dialog")).to_contain_text("3\u202f710,70")
    agree(page, "Перенести")
    told(page, "Перенесено в заказ", rows=2)

    row_of(page, "скоро истекает")
    act(page, "Заменить")
    expect(page.locator("dialog")).to_contain_text("6204.2RSR")
    agree(page, "Далее")
    expect(page.locator("dialog")).to_contain_text("4\u202f500,00")
    agree(page, "Заменить")
    told(page, "6204.2RSR вместо 6204-2RS: в резерве 10 шт", rows=2)

    details_of(page, "ожидает")
    expect(page.locator(".panel")).to_contain_text("первый в очереди")

    page.goto(page.url.replace(f"/c/{world.contract}/", f"/c/{world.strange_contract}/"))
    expect(page.get_by_text("Такой страницы нет")).to_be_visible()


def test_who_waits_gets_what_another_gives_back_and_sees_it(
    page: Page,
    world: World,
    visitor: Visit,
    live: LiveServer,
) -> None:
    stranger = visitor("stranger")
    stranger.goto(f"c/{world.strange_contract}/reserves/")
    row_of(stranger, "7206-B")
    act(stranger, "Освободить")
    expect(stranger.locator("dialog")).to_contain_text("7206-B")
    agree(stranger, "Освободить")
    told(stranger, "1 строка", rows=0)

    live.work()

    signed_in(page, "alice")
    page.goto(f"c/{world.contract}/reserves/")
    details_of(page, "7206-B")
    expect(page.locator(".panel")).to_contain_text("освободилось и удержано для вас 5 шт")
    expect(page.locator(".panel")).not_to_contain_text("Чужой")


def test_a_stranger_reaches_no_reserve(page: Page, world: World, browser: Browser) -> None:
    signed_in(page, "stranger")
    for address in ("reserves/", "reserves/rows", "reserves/panel?key=2"):
        assert page.request.get(f"c/{world.contract}/{address}").status == 404, address
    page.goto(f"c/{world.strange_contract}/reserves/")
    token = page.locator("meta[name=csrf-token]").get_attribute("content") or ""
    for name in ("split", "move", "replace", "change", "release"):
        answer = page.request.post(
            f"c/{world.contract}/reserves/acts/{name}",
            data={"keys": ["2"]},
            headers={"X-CSRFToken": token, "Idempotency-Key": "k", "Accept": "application/json"},
        )
        assert answer.status == 404, name
