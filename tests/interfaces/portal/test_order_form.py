"""The round trip: a price list goes out, is filled in offline, and comes back days later as an order."""

import io
import re
import struct
import zipfile
from collections.abc import Callable, Mapping

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from optom.base import spreadsheet
from optom.domain.catalog.models import Analog, Product
from optom.domain.companies.models import Contract
from optom.domain.orders import queries as orders
from optom.domain.pricing.models import ColumnPrice
from optom.domain.stock.models import Balance
from optom.interfaces.kit.sheets.exporting import FRAMES
from optom.interfaces.portal import order_form
from tests.trade import Firm, dec

pytestmark = pytest.mark.django_db
Enter = Callable[[int], Client]


def download(client: Client, contract: int, query: str = "") -> bytes:
    answer = client.get(f"/c/{contract}/catalog/order-form.xlsx{query}")
    assert answer.status_code == 200, answer.content
    return bytes(answer.getvalue())


def filled(book: bytes, quantities: Mapping[str, str]) -> SimpleUploadedFile:
    """The workbook as Excel saves it after somebody has typed quantities beside some articles."""
    rows = spreadsheet.rows_of(book)
    places = {f"J{number}": quantities[row[0]] for number, row in enumerate(rows, start=1) if row[0] in quantities}
    saved = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as before, zipfile.ZipFile(saved, "w") as after:
        for part in before.namelist():
            content = before.read(part)
            if part == "xl/worksheets/sheet1.xml":
                text = content.decode()
                for place, quantity in places.items():
                    text, count = re.subn(
                        rf'<c s="(\d+)" r="{place}"(?:/>|><v>[\d.]+</v></c>)',
                        rf'<c s="\1" r="{place}">{f"<v>{quantity}</v>" if quantity else ""}</c>',
                        text,
                    )
                    assert count == 1, place
                content = text.encode()
            after.writestr(part, content)
    return SimpleUploadedFile("заказ.xlsx", saved.getvalue())


def cleared(file: SimpleUploadedFile, *articles: str) -> SimpleUploadedFile:
    """The same workbook after somebody has emptied the quantities of some articles."""
    return filled(file.read(), dict.fromkeys(articles, ""))


def pick(client: Client, contract: int, product: int, quantity: str) -> None:
    body = {"key": str(product), "column": "quantity", "value": quantity}
    assert client.post(f"/c/{contract}/catalog/cell", body, content_type="application/json").status_code == 200


def upload(client: Client, contract: int, file: SimpleUploadedFile, key: str = "", **said: str) -> dict[str, object]:
    headers = {"Idempotency-Key": key} if key else {}
    file.seek(0)
    answer = client.post(f"/c/{contract}/catalog/paste", {"file": file, **said}, headers=headers)
    assert answer.status_code == 200, answer.content
    return dict(answer.json())


def lines(contract: int, alice: int) -> dict[int, int]:
    draft = orders.drafts(contract=contract, actor=alice)[0].id
    return {p: int(q) for p, q in orders.draft_lines(contract=contract, draft=draft).items()}


def test_the_form_shows_what_the_catalog_does_and_only_quantities_are_open(
    enter: Enter, alice: int, contract: int, bearing: int, firm: Firm
) -> None:
    firm.product("=HYPERLINK(1)", name="=cmd|1", brand="FAG", price="7.5", on_hand=3)
    book = download(enter(alice), contract)

    rows = spreadsheet.rows_of(book)
    assert rows[2][:2] == ["Артикул", "Бренд"]
    shown = {row[0]: row for row in rows[3:]}
    assert shown["6204-2RS"][:6] == ["6204-2RS", "SKF", "Подшипник 6204-2RS", "шт", "412.3", "500"]
    assert shown["6204-2RS"][11] == str(bearing)
    assert "'=HYPERLINK(1)" in shown, "a text is never a formula"
    with zipfile.ZipFile(io.BytesIO(book)) as package:
        sheet = package.read("xl/worksheets/sheet1.xml").decode()
    assert "<sheetProtection" in sheet
    assert 'hidden="1"' in sheet


def test_the_form_follows_the_filters_of_the_catalog(
    enter: Enter, alice: int, contract: int, bearing: int, firm: Firm
) -> None:
    firm.product("A-1250", brand="Gates", price="7.5")
    rows = spreadsheet.rows_of(download(enter(alice), contract, f"?brand_id={firm.brands['Gates']}"))

    assert [row[0] for row in rows[3:]] == ["A-1250"]


def test_a_filled_form_comes_back_as_an_order_without_a_question(
    enter: Enter, alice: int, contract: int, bearing: int, firm: Firm
) -> None:
    twin = firm.product("6204-2RS", brand="FAG", price="398.75", on_hand=50)
    firm.product("6205-2RS", price="451.10")
    client = enter(alice)
    file = filled(download(client, contract, f"?brand_id={firm.brands['FAG']}"), {"6204-2RS": "7"})

    told = upload(client, contract, file)

    assert told["form"] is None
    assert lines(contract, alice) == {twin: 7}, "the brand is not asked: the form knows its products"


def test_the_draft_tells_what_has_changed_since(
    enter: Enter, alice: int, contract: int, bearing: int, firm: Firm
) -> None:
    belt = firm.product("A-1250", price="100.00", on_hand=50)
    gone = firm.product("L-24", name="Литол", price="50", brand="Луки")
    client = enter(alice)
    file = filled(download(client, contract), {"6204-2RS": "15", "A-1250": "4", "L-24": "2"})
    ColumnPrice.objects.filter(product_id=belt).update(amount=dec("110.00"))
    firm.deny(contract, brand="Луки")

    asked = str(upload(client, contract, file)["form"])
    assert "+10\u00a0%" in asked
    assert "6204-2RS: 15 не подходит, кратность 10" in asked
    upload(client, contract, file, sure="1")

    draft = orders.drafts(contract=contract, actor=alice)[0].id
    rows = client.get(f"/c/{contract}/drafts/{draft}/rows", {"count": "10"}).json()["rows"]
    troubles = {row[1]: row[10] for row in rows}
    assert troubles["A-1250"] == "Цена была 100,00, стала 110,00 (+10\u00a0%)"
    assert troubles["6204-2RS"].startswith("6204-2RS: 15 не подходит, кратность 10")
    assert troubles["L-24"] == "В вашем бланке это был «Литол». Вам он больше не продаётся."
    assert gone not in lines(contract, alice)


def test_what_is_picked_already_stands_in_the_form(enter: Enter, alice: int, contract: int, bearing: int) -> None:
    client = enter(alice)
    body = {"key": str(bearing), "column": "quantity", "value": "20"}
    client.post(f"/c/{contract}/catalog/cell", body, content_type="application/json")

    rows = spreadsheet.rows_of(download(client, contract))

    assert rows[3][9] == "20"


def test_a_form_sets_what_it_shows_of_the_draft_and_says_what_has_changed(
    enter: Enter, alice: int, contract: int, bearing: int, firm: Firm
) -> None:
    belt, seal = firm.product("A-1250", price="7.5", on_hand=9), firm.product("M-45", price="3", on_hand=9)
    client = enter(alice)
    for product, quantity in ((bearing, "150"), (belt, "5")):
        body = {"key": str(product), "column": "quantity", "value": quantity}
        client.post(f"/c/{contract}/catalog/cell", body, content_type="application/json")
    book = download(client, contract)

    told_twice = "Распознано 2 строки; без изменений: 2; пропущено: над шапкой: 1"
    assert upload(client, contract, filled(book, {}))["message"] == told_twice
    assert lines(contract, alice) == {bearing: 150, belt: 5}, "the same form again is the same order"

    body = {"key": str(bearing), "column": "quantity", "value": "200"}
    client.post(f"/c/{contract}/catalog/cell", body, content_type="application/json")
    asked = str(upload(client, contract, filled(book, {"M-45": "2"}))["form"])
    assert "1 количество изменится" in asked
    assert "Новых в черновике: 1, без изменений: 1." in asked
    assert lines(contract, alice) == {bearing: 200, belt: 5}, "nothing has happened yet"
    told = upload(client, contract, filled(book, {"M-45": "2"}), key="evening", sure="1")

    assert "; изменено: 1 (6204-2RS 200 → 150); без изменений: 1;" in str(told["message"])
    assert lines(contract, alice) == {bearing: 150, belt: 5, seal: 2}
    client.post(str(told["undo"]))
    assert lines(contract, alice) == {bearing: 200, belt: 5}, "taken back, it leaves what stood there"


def test_a_zero_or_a_cleared_cell_takes_its_line_out_once_that_is_confirmed(
    enter: Enter, alice: int, contract: int, bearing: int, firm: Firm
) -> None:
    belt, seal, later = (firm.product(name, price=3, on_hand=9) for name in ("A-1250", "M-45", "Z-1"))
    client = enter(alice)
    for product, quantity in ((bearing, "150"), (belt, "5"), (seal, "2")):
        pick(client, contract, product, quantity)
    form = cleared(filled(download(client, contract), {"M-45": "0"}), "A-1250")
    pick(client, contract, later, "7")

    asked = str(upload(client, contract, form)["form"])
    assert "2 строки уйдут" in asked
    assert "<b>A-1250</b>" in asked
    assert "<b>Z-1</b>" not in asked
    assert len(lines(contract, alice)) == 4, "nothing has happened yet"
    told = upload(client, contract, form, sure="1")

    assert "убрано: 2 (A-1250 5 → 0, M-45 2 → 0); без изменений: 1" in str(told["message"])
    assert lines(contract, alice) == {bearing: 150, later: 7}, "what was picked after the form went out stays"
    client.post(str(told["undo"]))
    assert lines(contract, alice) == {bearing: 150, later: 7, belt: 5, seal: 2}


def test_a_strangers_product_in_a_form_is_not_ordered(enter: Enter, alice: int, contract: int, firm: Firm) -> None:
    hidden = firm.product("X-1", brand="FAG", price="1")
    firm.deny(contract, brand="FAG")
    text = f"Артикул;Заказ;#optom\nX-1;5;{hidden}\nX-1;5;{2**62}\nX-1;5;-1"

    told = upload(enter(alice), contract, SimpleUploadedFile("заказ.csv", text.encode()), sure="1")

    assert "уточнить: 3" in str(told["message"])
    assert lines(contract, alice) == {}


def test_a_form_that_comes_back_days_later_tells_first_what_has_moved(
    enter: Enter, alice: int, contract: int, bearing: int, firm: Firm
) -> None:
    belt = firm.product("A-1250", price="100.00", on_hand=50)
    seal = firm.product("M-45", price=3, on_hand=9)
    grease = firm.product("L-24", name="Литол-24", price="50", brand="Луки", on_hand=9)
    for product, another in (
        (seal, firm.product("M-46", price=4, on_hand=20)),
        (grease, firm.product("L-25", price=60, on_hand=7)),
    ):
        Analog.objects.create(product_id=product, analog_id=another)
    firm.price(bearing, "400.00", from_quantity=100)
    client = enter(alice)
    file = filled(download(client, contract), {"6204-2RS": "100", "A-1250": "4", "M-45": "6", "L-24": "2"})

    at_once = upload(client, contract, file, key="at once")
    assert at_once["form"] is None, "nothing has moved: that a hundred cost less is no other price"
    client.post(str(at_once["undo"]))
    ColumnPrice.objects.filter(product_id=belt).update(amount=dec("110.00"))
    Product.objects.filter(pk=belt).update(multiple=2)
    Balance.objects.filter(product_id=seal).update(on_hand=0)
    firm.deny(contract, brand="Луки")
    asked = str(upload(client, contract, file, key="days later")["form"])

    counts = re.findall(r'data-narrows="(\w+)"[^>]*>([^<]+)<', asked)
    assert counts == [
        ("unsold", "1 больше не продаётся"), ("sold_out", "1 закончился"), ("price", "1 цена изменилась"),
        ("pack", "1 в другой упаковке"),
    ]  # fmt: skip
    rows = {row[0]: row[1] for row in re.findall(r'data-kinds="([^"]+)">(.*?)</tr>', asked, re.DOTALL)}
    assert list(rows) == ["unsold", "sold_out", "price pack"], "the bearing is as it was"
    assert "В вашем бланке это был «Литол-24»" in rows["unsold"]
    assert "Аналог в наличии: L-25" in rows["unsold"]
    assert "тогда было свободно 9" in rows["sold_out"]
    assert "Аналог в наличии: M-46" in rows["sold_out"]
    assert "+10\u00a0%" in rows["price pack"]
    assert "Кратность была 1, стала 2" in rows["price pack"]
    assert lines(contract, alice) == {}, "nothing is ordered yet"


def test_a_form_is_sent_while_it_is_read_and_refused_before_it_begins(
    enter: Enter, alice: int, contract: int, bearing: int, firm: Firm, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = enter(alice)
    framed = client.get(f"/c/{contract}/catalog/order-form.xlsx", headers={"Accept": FRAMES})
    assert (framed.streaming, framed["Content-Type"]) == (True, FRAMES)
    assert struct.unpack(">II", framed.getvalue()[-8:]) == (1, 0), "it tells how many rows are in it"

    monkeypatch.setattr(order_form, "MOST_ROWS", 1)
    firm.product("A-1250", price=1)
    refused = client.get(f"/c/{contract}/catalog/order-form.xlsx", headers={"Accept": "application/json"})
    assert refused.json()["refusals"][0]["code"] == "orders.form_too_long"


def test_the_form_of_another_contract_says_whose_its_prices_are_and_that_nothing_has_moved(
    enter: Enter, alice: int, contract: int, bearing: int, firm: Firm
) -> None:
    another = firm.client("Соседи", "7700000016", alice, discount=20)
    firm.product("A-1250", price="100.00", brand="Gates", on_hand=50)
    firm.product("M-45", price=3, on_hand=9)
    firm.deny(another, brand="Gates")
    client = enter(alice)
    file = filled(download(client, contract), {"6204-2RS": "20", "A-1250": "1", "M-45": "2"})

    asked = str(upload(client, another, file)["form"])

    number = Contract.objects.get(pk=contract).number
    assert f"Это бланк договора № {number}" in asked
    assert re.findall(r'data-narrows="(\w+)"[^>]*>([^<]+)<', asked) == [("unsold", "1 не продаётся по этому договору")]
    assert "не продаётся по этому договору</div>" in asked.lower()
    assert lines(another, alice) == {}, "nothing is ordered yet"
    upload(client, another, file, sure="1")
    draft = orders.drafts(contract=another, actor=alice)[0].id
    rows = client.get(f"/c/{another}/drafts/{draft}/rows", {"count": "10"}).json()["rows"]
    assert not [row[10] for row in rows if "Цена была" in row[10]], "no price has moved in the draft either"
    assert upload(client, contract, file)["form"] is None, "under its own contract nothing has to be asked"


def test_what_is_no_quantity_is_told_before_anything_happens_and_what_was_archived_has_an_analog(
    enter: Enter, alice: int, contract: int, bearing: int, firm: Firm
) -> None:
    gone, another = firm.product("M-45", price=3, on_hand=9), firm.product("M-46", price=4, on_hand=20)
    Analog.objects.create(product_id=gone, analog_id=another)
    client = enter(alice)
    pick(client, contract, bearing, "20")
    Product.objects.filter(pk=gone).update(is_active=False)
    text = f"Артикул;Заказ;#optom\n6204-2RS;abc;{bearing}\nM-46;-3;{another}\nM-45;6;{gone}"
    file = SimpleUploadedFile("заказ.csv", text.encode())

    asked = str(upload(client, contract, file)["form"])

    assert re.findall(r'data-narrows="(\w+)"[^>]*>([^<]+)<', asked) == [
        ("unread", "2 количества непонятны"), ("unsold", "1 больше не продаётся"),
    ]  # fmt: skip
    rows = re.findall(r'data-kinds="([^"]+)">(.*?)</tr>', asked, re.DOTALL)
    assert [kind for kind, _ in rows] == ["unread", "unread", "unsold"]
    assert "Количество «abc» непонятно" in rows[0][1]
    assert "Количество «-3» непонятно" in rows[1][1]
    assert "Аналог в наличии: M-46" in rows[2][1]
    assert "Новых в черновике: 1, без изменений: 0." in asked
    assert lines(contract, alice) == {bearing: 20}
