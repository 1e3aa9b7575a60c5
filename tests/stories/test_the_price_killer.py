"""The price killer asks two suppliers for prices; they fill in grids behind their links; what is won is proven."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from optom.base.business_day import business_day
from tests.stories.visiting import Visit, signed_in
from tests.trade import Firm, dec

pytestmark = pytest.mark.story
CELLS = "revogr-data .rgCell"


@pytest.fixture
def bearing(firm: Firm) -> int:
    """Near offers it at 100; 1,200 of it are sold in a year."""
    from optom.domain.costs.models import Demand  # noqa: PLC0415 -- models load only when Django is set up
    from optom.domain.suppliers.models import Feed, Offer, Supplier, Terms  # noqa: PLC0415 -- as above

    product = firm.product("6204", price=200)
    Demand.objects.create(product_id=product, sold_90=dec(300), sold_365=dec(1200))
    for name in ("Близкий", "Далёкий"):
        made = Supplier.objects.create(name=name, sort_key=name)
        feed = Feed.objects.create(supplier=made, name="Прайс")
        offer = Offer.objects.create(supplier=made, feed=feed, number=name, product_id=product, matched="hand")
        price = 100 if name == "Близкий" else 115
        Terms.objects.create(offer=offer, price=price, currency="RUB", with_vat=False, since=timezone.now())
    return product


def day(days: int) -> str:
    return (business_day(timezone.now()) + timedelta(days=days)).strftime("%d.%m.%Y")


def asked(buyer: Page) -> list[str]:
    """From the desk to the links of Near and of Far."""
    buyer.goto("office/buying/desk/")
    pick(buyer)
    buyer.get_by_role("button", name="Запросить цены…").click()
    buyer.fill("#ask-title", "Подшипники на квартал")
    buyer.fill("#ask-until", day(5))
    buyer.get_by_role("dialog").get_by_role("button").last.click()
    buyer.get_by_label("Близкий", exact=True).check()
    buyer.get_by_label("Далёкий", exact=True).check()
    buyer.get_by_role("button", name="Спросить их").click()
    expect(buyer.locator("code")).to_have_count(2)
    return [re.sub(r"^https?://[^/]+/", "", one) for one in buyer.locator("code").all_inner_texts()]


def pick(buyer: Page) -> None:
    buyer.locator(CELLS, has_text="6204").first.click()
    buyer.keyboard.press("Space")


def fill_in(supplier: Page, link: str) -> None:
    """Far types a price with VAT and sends it; of Near he sees nothing."""
    supplier.goto(link)
    expect(supplier.get_by_text("Далёкий").first).to_be_visible()
    assert "Близкий" not in supplier.content()
    supplier.locator("revogr-data .rgRow .rgCell.is-editable.is-number").first.click()
    supplier.keyboard.type("109,8")
    supplier.keyboard.press("Enter")
    expect(supplier.locator(CELLS, has_text="109,80")).to_be_visible()
    supplier.get_by_label("Действуют до").fill(day(30))
    supplier.get_by_role("button", name="Отправить цены").click()
    expect(supplier.get_by_text("вы отправили цены")).to_be_visible()


def bought(firm: Firm, product: int, paul: int, quantity: int) -> None:
    """What is short is ordered, confirmed and received."""
    from optom.domain.purchasing import actions as purchasing  # noqa: PLC0415 -- models load only when Django is set up
    from optom.domain.purchasing.models import SupplierLine  # noqa: PLC0415 -- as above
    from optom.domain.stock import actions as stock  # noqa: PLC0415 -- as above

    at, much = timezone.now(), dec(quantity)
    purchasing.keep_at_least(products=[product], quantity=much, actor=paul, at=at)
    purchasing.measure_needs(at=at)
    [order] = purchasing.order_needs(products=[product], warehouse=firm.moscow, actor=paul, at=at)
    purchasing.send(order=order.order, actor=paul, at=at)
    line = SupplierLine.objects.get()
    comes = purchasing.Confirmed(line.pk, much, line.price, business_day(at) + timedelta(days=3))
    purchasing.confirm(order=order.order, lines=[comes], actor=paul, at=at)
    line.refresh_from_db()
    assert line.arrival_id is not None
    walter = firm.person("walter", "warehouse")
    stock.receive(arrival=line.arrival_id, quantity=much, is_whole=True, still=much, actor=walter, at=at)


def test_a_request_for_quotation_from_the_desk_to_a_proven_saving(
    page: Page, bearing: int, firm: Firm, visitor: Visit
) -> None:
    paul = firm.person("paul", "purchaser")
    buyer, supplier = signed_in(page, "paul"), visitor("")
    near, far = asked(buyer)
    fill_in(supplier, far)

    buyer.reload()
    expect(buyer.locator(CELLS, has_text="90,00").first).to_be_visible()
    pick(buyer)
    buyer.get_by_role("button", name="Принять цены…").click()
    buyer.fill("#award-until", day(90))
    buyer.get_by_role("dialog").get_by_role("button").last.click()
    expect(buyer.locator(CELLS, has_text="Далёкий").first).to_be_visible()
    supplier.goto(near)
    expect(supplier.get_by_text("Близкий").first).to_be_visible()
    supplier.goto(far)
    expect(supplier.get_by_text("принята ваша цена 1 строки")).to_be_visible()

    bought(firm, bearing, paul, 30)
    buyer.goto("office/buying/savings/")
    buyer.get_by_role("button", name="Посчитать приходы сейчас").click()
    expect(buyer.locator(CELLS, has_text=re.compile(r"^300,00$")).first).to_be_visible()
    buyer.goto("office/buying/savings/months/")
    expect(buyer.locator(CELLS, has_text="300,00").first).to_be_visible()
