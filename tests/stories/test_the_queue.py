"""A purchaser answers what could not be matched by itself, row after row, without touching the mouse."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.domain.suppliers.test_offering import apply
from tests.stories.visiting import signed_in
from tests.trade import Firm, dec

pytestmark = pytest.mark.story
CELLS = "revogr-data .rgCell"


@pytest.fixture
def queue(firm: Firm) -> dict[str, int]:
    """Five offers of which nothing exact tells what they are: two are like goods of ours."""
    from optom.domain.suppliers import seeking  # noqa: PLC0415 -- models load only when Django is set up
    from optom.domain.suppliers.models import Feed, Offer, Supplier  # noqa: PLC0415 -- as above

    firm.product("6204-2RS", name="Подшипник шариковый 6204-2RS закрытый")
    firm.product("6305-ZZ", name="Подшипник шариковый 6305-ZZ")
    firm.product("M8X30-A2", brand="DIN", name="Болт шестигранный M8x30 A2")
    feed = Feed.objects.create(supplier=Supplier.objects.create(name="Вега", sort_key=""), name="Прайс")
    pump = {"number": "p", "article": "QX-77", "brand": "Новый", "name": "Насос дренажный", "price": "2000"}
    bolts = {"number": "bolt", "name": "Болт М8х30 нержавейка упаковка", "unit": "упак", "price": "500", "stock": "4"}
    at = timezone.now() - timedelta(hours=1)
    bearings = [
        {"number": "1", "name": "Подшипник 6204-RS шариковый открытый", "price": "100"},
        {"number": "2", "name": "Подшипник 6305-Z шариковый закрытый", "price": "200"},
    ]
    with transaction.atomic():
        apply(feed, *bearings, pump, bolts, {"number": "x", "name": "Каталог бумажный 2026", "price": "1"}, at=at)
    while seeking.seek(at=at):
        pass
    return dict(Offer.objects.values_list("number", "id"))


def matched(offer: int) -> tuple[str, str | None]:
    from optom.domain.suppliers.models import Offer  # noqa: PLC0415 -- as above

    found = Offer.objects.select_related("product").get(pk=offer)
    return found.matched, found.product.article if found.product else None


def test_the_queue_is_answered_by_single_keys(page: Page, queue: dict[str, int], firm: Firm) -> None:
    from optom.domain.suppliers.models import Terms  # noqa: PLC0415 -- as above

    firm.person("paul", "purchaser")
    purchaser = signed_in(page, "paul")
    purchaser.goto("office/feeds/queue/")
    keys = purchaser.keyboard
    expect(purchaser.get_by_text("Найдено 5")).to_be_visible()
    expect(purchaser.locator(CELLS, has_text="6204-2RS").first).to_be_visible()

    keys.press("a")
    expect(purchaser.get_by_text("Найдено 4")).to_be_visible()
    keys.press("a")  # the next row has the focus, whether the list has been read anew by now or not
    expect(purchaser.get_by_text("Найдено 3")).to_be_visible()
    assert (matched(queue["1"]), matched(queue["2"])) == (("hand", "6204-2RS"), ("hand", "6305-ZZ"))
    keys.press("u")
    expect(purchaser.get_by_text("Найдено 4")).to_be_visible()
    back = {"1": "6204-2RS", "2": "6305-ZZ"}
    [undone] = [article for one, article in back.items() if matched(queue[one])[0] != "hand"]
    focus(purchaser, undone)
    keys.press("a")
    expect(purchaser.get_by_text("Найдено 3")).to_be_visible()

    focus(purchaser, "QX-77")
    keys.press("n")
    expect(purchaser.get_by_role("dialog")).to_be_visible()
    expect(purchaser.locator("#new-article")).to_have_value("QX-77")
    keys.press("Enter")
    expect(purchaser.get_by_text("Найдено 2")).to_be_visible()
    assert matched(queue["p"]) == ("created", "QX-77")

    focus(purchaser, "упак")
    keys.press("o")
    expect(purchaser.locator("#choose-product")).to_be_focused()
    keys.type("m8x30")
    keys.press("Enter")  # before anything is found
    expect(purchaser.get_by_text("Найдено 1")).to_be_visible()
    assert matched(queue["bolt"]) == ("hand", "M8X30-A2")

    focus(purchaser, "1,00")
    keys.press("i")
    expect(purchaser.get_by_text("Каждое предложение уже сопоставлено")).to_be_visible()
    assert matched(queue["x"]) == ("ignored", None)

    purchaser.goto("office/feeds/offers/?q=болт")
    expect(purchaser.locator(CELLS, has_text="упак").first).to_be_visible()
    purchaser.locator(f"{CELLS}.is-editable").first.click()
    keys.type("100")
    keys.press("Enter")
    expect(purchaser.locator(CELLS, has_text="5,00").first).to_be_visible()
    stands = Terms.objects.get(offer=queue["bolt"])
    assert (stands.price, stands.stock, stands.multiple) == (dec(5), dec(400), dec(100))


def focus(page: Page, text: str) -> None:
    """The arrows go to the row; a click is as good."""
    page.locator(CELLS, has_text=text).first.click()
