"""A limit too small for everything: the buyer says what leaves first, pays by his own invoice, and the rest leaves."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.interfaces.exchange.bank.files import document, statement
from tests.stories.visiting import Visit, signed_in
from tests.trade import Firm

pytestmark = pytest.mark.story
OUR_ACCOUNT = "40702810900000000005"
# How many facts of the list are cut off or stand beside the screen.
CUT = """() => [...document.querySelectorAll(".table.listed td")].filter((one) =>
    one.scrollWidth > one.clientWidth + 1 || one.getBoundingClientRect().right > innerWidth).length"""


@dataclass(frozen=True, slots=True)
class World:
    """Two lines of forty by packs of ten, 4 000,00 each; a limit of 5 000,00."""

    contract: int
    first: int
    second: int

    @property
    def ask(self) -> str:
        """The request for both."""
        return f"c/{self.contract}/shipments/ask/?lines={self.first},{self.second}"


@pytest.fixture
def world(firm: Firm) -> World:
    from optom.domain.companies.models import BankAccount  # noqa: PLC0415 -- after Django knows its settings
    from optom.domain.orders import actions as orders  # noqa: PLC0415 -- the same
    from optom.domain.orders import queries  # noqa: PLC0415 -- the same
    from optom.domain.orders.rules import OrderLine  # noqa: PLC0415 -- the same

    bank = {"account": OUR_ACCOUNT, "bic": "044525225", "bank": "Банк"}
    BankAccount.objects.create(seller_id=firm.seller, correspondent="30101810400000000225", **bank)
    alice = firm.person("alice")
    firm.person("cashier", "finance")
    firm.person("picker", "warehouse")
    contract = firm.client("Механик", "7700000009", alice, credit_limit=Decimal(5000), deferral_days=14)
    goods = [firm.product(name, price=100, multiple=10, on_hand=500) for name in ("6204-2RS", "6205-2RS")]
    lines = [OrderLine(one, Decimal(40)) for one in goods]
    order = orders.place(contract=contract, lines=lines, key="o", actor=alice, at=timezone.now()).order
    first, second = (line.id for line in queries.lines(order=order))
    return World(contract, first, second)


def register_payment(cashier: Page, world: World, amount: str) -> None:
    cashier.goto(f"office/clients/{world.contract}/payment/")
    cashier.fill("[name=number]", "14")
    cashier.fill("[name=amount]", amount)
    cashier.get_by_role("button", name="Зарегистрировать").click()
    cashier.wait_for_url(re.compile(rf"/office/clients/{world.contract}/$"))


def test_what_the_limit_holds_back_is_invoiced_in_one_press_paid_and_leaves(
    page: Page, world: World, visitor: Visit
) -> None:
    signed_in(page, "alice").goto(world.ask)
    page.get_by_role("button", name="Запросить отгрузку").click()
    expect(page.locator(".refusals[data-made]")).to_contain_text("лимит")
    expect(page.get_by_role("heading", name="Что оплатить, чтобы ушло всё")).to_be_visible()
    expect(page.get_by_role("row", name="Вместе")).to_contain_text("3 000,00".replace(" ", "\u202f"))

    page.get_by_role("button", name="Выписать счёт на этот товар").click()
    expect(page.get_by_role("link", name="Счёт на оплату № 1")).to_be_visible()
    expect(page.get_by_role("button", name="Выписать счёт на этот товар")).to_have_count(0)
    register_payment(visitor("cashier"), world, "3000")

    page.reload()
    expect(page.get_by_text("можно отгружать")).to_be_visible()
    page.get_by_role("button", name="Запросить отгрузку").click()
    page.wait_for_url(re.compile(r"/shipments/\d+/$"))
    expect(page.get_by_role("cell", name="6205-2RS", exact=True).first).to_be_visible()


def load_statement(cashier: Page, amount: str, purpose: str) -> None:
    """The bank's file of today, as it comes."""
    today = f"{timezone.localdate():%d.%m.%Y}"
    content = statement(
        document(77, amount, purpose=purpose, payee=OUR_ACCOUNT, on=today, came=f"ДатаПоступило={today}"),
        accounts=(OUR_ACCOUNT,),
    )
    cashier.goto("office/payments/statements/load/")
    file: Any = {"name": "day.txt", "mimeType": "text/plain", "buffer": content}
    cashier.locator("input[type=file]").set_input_files(file)
    cashier.get_by_role("button", name="Загрузить").click()
    expect(cashier.get_by_text("Принято: 1")).to_be_visible()


def test_a_part_of_it_that_is_paid_by_the_bank_lets_that_part_leave(page: Page, world: World, visitor: Visit) -> None:
    signed_in(page, "alice").goto(world.ask)
    page.get_by_role("button", name="Запросить отгрузку").click()
    page.get_by_role("button", name="Выписать счёт на этот товар").click()
    expect(page.get_by_role("link", name="Счёт на оплату № 1")).to_be_visible()
    load_statement(visitor("cashier"), "1500.00", "Часть оплаты по счёту № 1")

    page.goto(world.ask)
    page.get_by_role("button", name="Запросить отгрузку").click()
    expect(page.get_by_role("row", name="Вместе")).to_contain_text("1 500,00".replace(" ", "\u202f"))
    page.get_by_role("button", name="в моём порядке").click()
    expect(page.locator(f"[name=q{world.second}]")).to_have_value("20")
    page.get_by_role("button", name="Запросить отгрузку").click()
    page.wait_for_url(re.compile(r"/shipments/\d+/$"))
    shipment = page.url.rstrip("/").rpartition("/")[2]

    picker = visitor("picker")
    picker.goto(f"office/shipments/{shipment}/")
    picker.get_by_role("button", name="Отгрузить").click()
    expect(picker.get_by_text("доставлена", exact=True)).to_be_visible()
    page.goto(f"c/{world.contract}/money/")
    expect(page.get_by_role("row", name=re.compile("Расходная накладная")).first).to_contain_text(
        "4 500,00".replace(" ", "\u202f")
    )


def test_a_row_moved_up_leaves_first_and_the_set_follows(page: Page, world: World) -> None:
    signed_in(page, "alice").goto(world.ask)
    with page.expect_navigation():
        page.get_by_role("button", name="в моём порядке").click()
    expect(page.locator(f"[name=q{world.second}]")).to_have_value("10")

    page.locator(f"[name=q{world.second}]").press("Alt+ArrowUp")

    expect(page.locator(f"[name=p{world.second}]")).to_have_value("1")
    expect(page.locator(f"[name=q{world.second}]")).to_have_value("40")
    expect(page.locator(f"[name=q{world.first}]")).to_have_value("10")
    expect(page.locator(f"[name=q{world.second}]")).to_be_focused()


def test_at_a_narrow_screen_a_request_is_a_list_in_which_nothing_covers_another(page: Page, world: World) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    signed_in(page, "alice").goto(world.ask)

    field = page.locator(f"[name=q{world.second}]")
    field.scroll_into_view_if_needed()
    expect(field).to_be_in_viewport(ratio=1)
    expect(page.locator(".table.listed thead")).to_be_hidden()
    assert page.evaluate(CUT) == 0
