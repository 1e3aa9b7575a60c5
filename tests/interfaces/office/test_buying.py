"""The purchaser's desk: what is short is ordered, sent as a workbook, confirmed by it; nobody else sees it."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from xlsxwriter import Workbook

from optom.base.business_day import business_day
from optom.base.spreadsheet import rows_of
from optom.domain.purchasing import queries
from optom.domain.purchasing.models import Agreement, Need, ReceiptLine, SupplierKey, SupplierLine, SupplierOrder
from optom.domain.stock.models import Arrival, Balance
from optom.domain.suppliers.models import Feed, Offer, Supplier, Terms
from tests.trade import Firm

pytestmark = pytest.mark.django_db
Enter = Callable[[int], Client]
PAGES = ("/office/buying/", "/office/buying/offers/", "/office/buying/terms/", "/office/buying/orders/")


@pytest.fixture
def paula(enter: Enter, firm: Firm) -> Client:
    return enter(firm.person("paula", "purchaser"))


@pytest.fixture
def supplier(bearing: int) -> int:
    """He offers the bearing at 100."""
    made = Supplier.objects.create(name="Опора", sort_key="")
    feed = Feed.objects.create(supplier=made, name="")
    offer = Offer.objects.create(supplier=made, feed=feed, number="77", product_id=bearing, matched="hand")
    Terms.objects.create(offer=offer, price=100, currency="RUB", with_vat=False, since=timezone.now())
    return made.pk


def workbook(rows: list[list[Any]]) -> bytes:
    """As Excel saves it."""
    out = BytesIO()
    with Workbook(out) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return out.getvalue()


def act(client: Client, sheet: str, name: str, *keys: int, **given: Any) -> Any:
    body = {"keys": [str(key) for key in keys], **given}
    headers = {"Idempotency-Key": f"{name}-{len(given)}-key-of-the-test"}
    return client.post(f"{sheet}acts/{name}", body, content_type="application/json", headers=headers)


def agreed(client: Client, supplier: int, **told: str) -> Any:
    said = {"currency": "RUB", "freight_percent": "0", "freight_per_kg": "0", "minimum_sum": "0", "deferral_days": "0",
            "lead_days": "0", "email": "sales@example.org", "form": "xlsx", "awaits_rest": "1", **told}  # fmt: skip
    return act(client, "/office/buying/terms/", "agree", supplier, **said)


def ordered(paula: Client, firm: Firm, bearing: int) -> int:
    assert act(paula, "/office/buying/", "keep", bearing, quantity="900000").status_code == 200
    assert act(paula, "/office/buying/", "order", bearing, warehouse=str(firm.moscow)).status_code == 200
    return SupplierOrder.objects.get().pk


def test_every_sheet_is_shown_and_its_forms(paula: Client, supplier: int, bearing: int) -> None:
    for address in PAGES:
        assert paula.get(address).status_code == 200
        assert paula.get(f"{address}rows").status_code == 200
    for sheet, name in (("", "order"), ("", "keep"), ("terms/", "weigh")):
        assert act(paula, f"/office/buying/{sheet}", name, bearing).json()["form"]
    assert "Опора" in act(paula, "/office/buying/terms/", "agree", supplier).json()["form"]


def test_an_order_goes_by_letter_and_its_workbook_comes_back(
    paula: Client, firm: Firm, supplier: int, bearing: int
) -> None:
    assert agreed(paula, supplier).status_code == 200
    order = ordered(paula, firm, bearing)
    page = f"/office/buying/orders/{order}/"
    assert "Опора" in paula.get(page).content.decode()
    paula.post(f"{page}send/", {"by_letter": "1"})
    assert SupplierOrder.objects.get().state == "sent"
    (name, content, _kind) = mail.outbox[0].attachments[0]
    assert (name, mail.outbox[0].to) == (f"PO-{order}.xlsx", ["sales@example.org"])

    head, row = rows_of(content)
    day = business_day(timezone.now()) + timedelta(days=4)
    sent_back = workbook([head, [*row[:8], 500, 98.5, day.strftime("%d.%m.%Y")]])
    answer = paula.post(f"{page}confirm/", {"file": SimpleUploadedFile("back.xlsx", sent_back)})
    assert answer.status_code < 400
    line = SupplierLine.objects.get()
    assert (line.confirmed, line.confirmed_price, line.expected_on) == (500, 98.5, day)
    assert Arrival.objects.get().quantity == 500


def test_a_letter_that_has_nowhere_to_go_leaves_the_order_a_draft(
    paula: Client, firm: Firm, supplier: int, bearing: int
) -> None:
    order = ordered(paula, firm, bearing)
    paula.post(f"/office/buying/orders/{order}/send/", {"by_letter": "1"})
    assert SupplierOrder.objects.get().state == "draft"
    assert not mail.outbox


def test_a_confirmation_is_typed(paula: Client, firm: Firm, supplier: int, bearing: int) -> None:
    order = ordered(paula, firm, bearing)
    page = f"/office/buying/orders/{order}/"
    paula.post(f"{page}send/")
    line = SupplierLine.objects.get().pk
    assert f"quantity-{line}" in paula.get(f"{page}confirm/").content.decode()
    day = (business_day(timezone.now()) + timedelta(days=4)).strftime("%d.%m.%Y")
    said = {"expected_on": day, f"quantity-{line}": "12", f"price-{line}": "99,90"}
    paula.post(f"{page}confirm/", said)
    assert Arrival.objects.get().quantity == 12


def test_that_the_day_lacks_is_said_once_where_it_is_told_for_all(
    paula: Client, firm: Firm, supplier: int, bearing: int
) -> None:
    page = f"/office/buying/orders/{ordered(paula, firm, bearing)}/"
    paula.post(f"{page}send/")
    line = SupplierLine.objects.get().pk
    said = {f"quantity-{line}": "12", f"price-{line}": "0"}
    told = paula.post(f"{page}confirm/", said, headers={"Accept": "application/json"})
    assert (told.status_code, list(told.json()["errors"])) == (422, ["expected_on"])
    told = paula.post(f"{page}confirm/", {**said, "expected_on": "завтра"}, headers={"Accept": "application/json"})
    assert list(told.json()["errors"]) == ["expected_on"]
    in_time = business_day(timezone.now()).isoformat()
    told = paula.post(f"{page}confirm/", {**said, "expected_on": in_time}, headers={"Accept": "application/json"})
    assert "больше нуля" in told.json()["errors"][f"price-{line}"][0]


def test_what_nobody_offers_is_told_before_and_after_ordering(
    paula: Client, firm: Firm, supplier: int, bearing: int
) -> None:
    other = firm.product("6205")
    assert act(paula, "/office/buying/", "keep", bearing, other, quantity="900000").status_code == 200
    assert "1 товар никто не предлагает" in act(paula, "/office/buying/", "order").json()["form"]
    nothing = act(paula, "/office/buying/", "order", other, warehouse=str(firm.moscow)).json()
    assert [one["code"] for one in nothing["refusals"]] == ["purchasing.nothing_to_order"]
    answer = act(paula, "/office/buying/", "order", bearing, other, warehouse=str(firm.moscow), again="1")
    there = answer.json()["location"]
    told = paula.get(there).content.decode()
    assert "1 черновик заказа поставщику: 1 строка. 1 товар остаётся в потребности" in told
    assert Need.objects.get().product_id == other


def test_another_file_is_not_taken_for_a_confirmation(paula: Client, firm: Firm, supplier: int, bearing: int) -> None:
    order = ordered(paula, firm, bearing)
    page = f"/office/buying/orders/{order}/"
    paula.post(f"{page}send/")
    paula.post(f"{page}confirm/", {"file": SimpleUploadedFile("other.xlsx", workbook([["Прайс", 1]]))})
    assert SupplierOrder.objects.get().state == "sent"


def test_an_order_goes_as_ubl_where_that_is_agreed(paula: Client, firm: Firm, supplier: int, bearing: int) -> None:
    agreed(paula, supplier, form="ubl")
    order = ordered(paula, firm, bearing)
    page = f"/office/buying/orders/{order}/"
    taken = paula.get(f"{page}book/?form=ubl")
    assert taken.content.startswith(b"<?xml")
    assert paula.get(f"{page}book/?form=pdf").status_code == 404
    paula.post(f"{page}send/", {"by_letter": "1"})
    (name, _content, kind) = mail.outbox[0].attachments[0]
    assert (name, kind) == (f"UBL-Order-PO-{order}.xml", "application/xml")


def confirmed(paula: Client, order: int, quantity: str, price: str) -> SupplierLine:
    """What the supplier says of the only line."""
    page = f"/office/buying/orders/{order}/"
    paula.post(f"{page}send/")
    line = SupplierLine.objects.get(order=order)
    day = (business_day(timezone.now()) + timedelta(days=4)).strftime("%d.%m.%Y")
    paula.post(f"{page}confirm/", {"expected_on": day, f"quantity-{line.pk}": quantity, f"price-{line.pk}": price})
    line.refresh_from_db()
    return line


@pytest.mark.parametrize(("name", "arrivals"), [("accept", 1), ("drop", 0)])
def test_a_line_beyond_tolerance_is_decided_with_a_reason(
    paula: Client, firm: Firm, supplier: int, bearing: int, name: str, arrivals: int
) -> None:
    order = ordered(paula, firm, bearing)
    line = confirmed(paula, order, "12", "110")
    page = f"/office/buying/orders/{order}/"
    shown = paula.get(page).content.decode()
    assert "±3" in shown
    assert "reason" in act(paula, page, name, line.pk).json()["form"]
    assert act(paula, page, name, line.pk, reason="Больше никого нет").status_code == 200
    assert Arrival.objects.count() == arrivals


def test_nobody_else_offers_it(paula: Client, firm: Firm, supplier: int, bearing: int) -> None:
    order = ordered(paula, firm, bearing)
    line = confirmed(paula, order, "12", "110")
    form = act(paula, f"/office/buying/orders/{order}/", "next", line.pk).json()["form"]
    assert "больше никто не предлагает" in form
    answer = act(paula, f"/office/buying/orders/{order}/", "next", line.pk, reason="Дорого")
    assert answer.status_code == 422
    assert SupplierLine.objects.get().doubt == "price"


def test_of_whom_the_line_would_be_ordered_is_shown_before(
    paula: Client, firm: Firm, supplier: int, bearing: int
) -> None:
    order = ordered(paula, firm, bearing)
    line = confirmed(paula, order, "12", "180")
    dearer = Supplier.objects.create(name="Второй", sort_key="в")
    feed = Feed.objects.create(supplier=dearer, name="")
    offer = Offer.objects.create(supplier=dearer, feed=feed, number="8", product_id=bearing, matched="hand")
    Terms.objects.create(offer=offer, price=104, currency="RUB", with_vat=False, lead_days=6, since=timezone.now())
    form = act(paula, f"/office/buying/orders/{order}/", "next", line.pk).json()["form"]
    assert all(words in form for words in ("180,00 RUB", "Второй", "104,00 RUB", ">6</td>"))
    assert SupplierOrder.objects.get().pk == order, "nothing is ordered yet"
    assert act(paula, f"/office/buying/orders/{order}/", "next", line.pk, reason="Дорого").status_code == 200
    assert SupplierLine.objects.exclude(order=order).get().price == 104


def test_the_warehouse_receives_an_order_with_what_is_wrong(
    paula: Client, enter: Enter, firm: Firm, supplier: int, bearing: int
) -> None:
    order = ordered(paula, firm, bearing)
    line = confirmed(paula, order, "12", "100")
    other = firm.product("6204-ZZ", price=100)
    walter = enter(firm.person("walter", "warehouse"))
    arrival = Arrival.objects.get().pk
    page = f"/office/arrivals/orders/{order}/"
    assert act(walter, "/office/arrivals/", "paper", arrival).json()["location"] == page
    assert f"came-{line.pk}" in walter.get(page).content.decode()
    key = line.pk
    said = {"paper": "УПД 15", "rest": "off", f"still-{key}": "12", f"came-{key}": "7", f"damaged-{key}": "2",
            f"price-{key}": "101,50",
            f"instead-{key}": "6204-ZZ", f"quantity-{key}": "3", f"cost-{key}": "90"}  # fmt: skip
    answer = walter.post(page, said)
    assert answer.status_code < 400, answer.content.decode()
    assert {one.product_id: (one.came, one.damaged) for one in ReceiptLine.objects.all()} == {
        bearing: (7, 2),
        other: (3, 0),
    }
    assert Balance.objects.get(product=other).on_hand == 3
    [row] = paula.get(f"/office/buying/orders/{order}/rows").json()["rows"]
    assert row
    told = paula.get(f"/office/buying/orders/{order}/").content.decode()
    assert "УПД 15" in told
    assert "пришло 6204-ZZ SKF: 3 шт по 90,00 RUB" in told
    assert "УПД 15" not in paula.get(page).content.decode(), "who buys does not receive"


def test_a_key_for_his_program_is_shown_once(paula: Client, supplier: int) -> None:
    shown = act(paula, "/office/buying/terms/", "key", supplier).json()["location"]
    assert "Bearer" in paula.get(shown).content.decode()
    assert "Bearer" not in paula.get(shown).content.decode()
    assert act(paula, "/office/buying/terms/", "revoke", supplier).status_code == 200
    assert SupplierKey.objects.get().revoked_at


def test_who_does_not_buy_sees_nothing_of_it(enter: Enter, firm: Firm, alice: int, supplier: int, bearing: int) -> None:
    for client in (enter(firm.person("walter", "warehouse")), enter(alice)):
        assert all(client.get(address).status_code in {302, 403, 404} for address in PAGES)
        assert agreed(client, supplier).status_code in {302, 403, 404}
    assert not Agreement.objects.exists()
    assert not Need.objects.exists()


def test_what_of_a_supplier_is_promised_is_said_in_a_form(paula: Client, firm: Firm, supplier: int) -> None:
    said = {"share_percent": "50", "fresh_days": "3", "by_order_most": "2", "warehouse": str(firm.moscow),
            "cut_off": "15:00", "takes_on-1": "1", "takes_on-5": "1", "closed_on": "31.12.2026, 01.01.2027",
            "receipt_days": "1"}  # fmt: skip
    assert "share_percent" in act(paula, "/office/buying/terms/", "let-promise", supplier).json()["form"]
    assert act(paula, "/office/buying/terms/", "let-promise", supplier, **said).status_code == 200

    known = queries.supplies_of(supplier)
    assert known is not None
    assert (known.share_percent, known.takes_on, known.receipt_days) == (50, [1, 5], 1)
    form = act(paula, "/office/buying/terms/", "let-promise", supplier).json()["form"]
    assert "31.12.2026, 01.01.2027" in form
    assert 'value="15:00"' in form

    wrong = {**said, "share_percent": "500", "cut_off": "noon"}
    assert act(paula, "/office/buying/terms/", "let-promise", supplier, **wrong).status_code == 422
    nothing = {**said, "share_percent": ""}
    assert act(paula, "/office/buying/terms/", "let-promise", supplier, **nothing).status_code == 200
    assert queries.supplies_of(supplier) is None
