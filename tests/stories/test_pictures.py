"""A buyer looks at a bearing, opens its pictures large, and takes the certificates of what he ordered."""

import io
import zipfile
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.stories.visiting import signed_in
from tests.trade import Firm

pytestmark = pytest.mark.story


@dataclass(frozen=True, slots=True)
class World:
    """Alice's contract with an order of a bearing that has two pictures and a certificate."""

    contract: int
    order: int


@pytest.fixture
def world(firm: Firm) -> World:
    from optom.domain.catalog.importing import Cover, GoodsPaperRow, PictureRow, import_papers, import_pictures  # noqa: PLC0415 -- the same  # noqa: PLC0415 -- the same
    from optom.domain.catalog.rules import readings  # noqa: PLC0415 -- the same
    from optom.domain.orders import actions as orders  # noqa: PLC0415 -- the same
    from optom.domain.orders.rules import OrderLine  # noqa: PLC0415 -- the same
    from tests.drawn import pdf, picture  # noqa: PLC0415 -- the same

    at = timezone.now()
    alice = firm.person("alice")
    bearing = firm.product("6204-2RS", price="412.30", on_hand=500)
    red, blue, paper = picture("red", (900, 600)), picture("blue", (600, 900)), pdf("С-1")
    import_pictures(
        [PictureRow(readings("6204-2RS"), lambda _: red), PictureRow(readings("6204-2RS_2"), lambda _: blue)], at=at
    )
    covers = (Cover(readings=readings("6204-2RS")),)
    import_papers([GoodsPaperRow(covers, "certificate", lambda _: paper, number="С-1")], at=at)
    contract = firm.client("Механик", "7700000009", alice)
    lines = [OrderLine(bearing, Decimal(5))]
    return World(contract, orders.place(contract=contract, lines=lines, key="o", actor=alice, at=at).order)


def colour(page: Page) -> str:
    """Of the large picture in its middle."""
    image = page.locator(".album img")
    expect(image).to_have_js_property("complete", value=True)
    script = """image => {
        const canvas = Object.assign(document.createElement("canvas"), {width: 1, height: 1});
        const pen = canvas.getContext("2d");
        pen.drawImage(image, 0, 0, 1, 1);
        const [red, , blue] = pen.getImageData(0, 0, 1, 1).data;
        return red > blue ? "red" : "blue";
    }"""
    return str(image.evaluate(script))


def test_pictures_open_large_and_are_walked_by_keys(page: Page, world: World) -> None:
    signed_in(page, "alice")
    page.goto(f"c/{world.contract}/catalog/?q=6204")
    expect(page.get_by_text("Найдено 1")).to_be_visible()
    page.locator("[data-details]").click()
    thumbs = page.locator(".panel [data-picture] img")
    expect(thumbs).to_have_count(2)
    expect(thumbs.first).to_have_js_property("naturalWidth", 480)

    page.locator(".panel [data-picture]").first.click()
    album = page.get_by_role("dialog")
    expect(album).to_contain_text("1 из 2")
    assert colour(page) == "red"
    page.keyboard.press("ArrowRight")
    expect(album).to_contain_text("2 из 2")
    assert colour(page) == "blue"
    page.keyboard.press("ArrowRight")
    expect(album).to_contain_text("1 из 2")
    page.keyboard.press("End")
    expect(album).to_contain_text("2 из 2")

    page.keyboard.press("Escape")
    expect(album).to_have_count(0)
    expect(page.locator(".panel")).to_be_visible()
    expect(page.locator(".panel [data-picture]").last).to_be_focused()


def test_the_certificates_of_an_order_are_taken_at_one_press(page: Page, world: World) -> None:
    signed_in(page, "alice")
    page.goto(f"c/{world.contract}/orders/{world.order}/")

    with page.expect_download() as waiting:
        page.get_by_role("link", name="Сертификаты на товары (1)").click()
    archive = zipfile.ZipFile(io.BytesIO(Path(waiting.value.path()).read_bytes()))

    assert waiting.value.suggested_filename == f"Сертификаты к заказу {world.order}.zip"
    assert "Сертификат соответствия С-1.pdf" in archive.namelist()
