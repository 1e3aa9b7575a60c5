"""A supplier's program takes its orders with a key and confirms them, as UBL or JSON."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from lxml import etree
from xlsxwriter import Workbook

from optom.base.business_day import business_day
from optom.base.refusal import Refusal, reasons_of
from optom.domain.companies.models import Seller
from optom.domain.journal.models import Entry
from optom.domain.purchasing import actions, queries
from optom.domain.purchasing.actions import Agreed
from optom.domain.purchasing.models import SupplierKey, SupplierLine, SupplierOrder
from optom.domain.stock.models import Arrival
from optom.domain.suppliers.models import Feed, Offer, Supplier, Terms
from optom.interfaces.exchange import ubl
from optom.interfaces.exchange.ubl.nodes import faults_of_bytes
from optom.interfaces.kit import order_files, supplier_books
from tests.trade import Firm, dec

pytestmark = pytest.mark.django_db
GOLDEN = Path(__file__).with_name("supplier_orders")
Call = Callable[..., Any]


@pytest.fixture
def paula(firm: Firm) -> int:
    """She buys for us."""
    return firm.person("paula", "purchaser")


def offered(firm: Firm, supplier: str, *articles: str, at: datetime) -> int:
    """He has these goods in four days."""
    made = Supplier.objects.create(name=supplier, sort_key="")
    feed = Feed.objects.create(supplier=made, name="")
    for article in articles:
        product = firm.product(article, price=200)
        offer = Offer.objects.create(
            supplier=made, feed=feed, number=f"N-{article}", product_id=product, matched="hand"
        )
        Terms.objects.create(offer=offer, price=100, currency="RUB", with_vat=False, since=at, lead_days=4)
    return made.pk


def ordered(firm: Firm, paula: int, at: datetime) -> SupplierOrder:
    """All that they offer, ten of each, sent."""
    products = list(Offer.objects.values_list("product", flat=True))
    actions.keep_at_least(products=products, quantity=dec(10), actor=paula, at=at)
    for made in actions.order_needs(warehouse=firm.moscow, actor=paula, at=at):
        actions.send(order=made.order, actor=paula, at=at)
    return SupplierOrder.objects.order_by("id")[0]


@pytest.fixture
def order(firm: Firm, paula: int) -> SupplierOrder:
    """Two bearings, ten of each."""
    now = timezone.now()
    offered(firm, "Опора", "6204", "6205", at=now)
    return ordered(firm, paula, now)


@pytest.fixture
def call(client: Client, order: SupplierOrder, paula: int) -> Call:
    secret = actions.make_key(supplier=order.supplier_id, key="k", actor=paula, at=timezone.now())

    def called(path: str = "", body: bytes | None = None, **head: str) -> Any:
        head = {"Authorization": f"Bearer {secret}", **head}
        address = f"/exchange/supplier/orders/{path}"
        if body is None:
            return client.get(address, headers=head)
        return client.post(address, body, content_type="application/octet-stream", headers=head)

    return called


def response(order: int, *lines: str, kind: str = "OrderResponse", more: str = "") -> bytes:
    """As a supplier's program would write it."""
    space = "urn:oasis:names:specification:ubl:schema:xsd:"
    party = "<cac:Party><cac:PartyName><cbc:Name>{}</cbc:Name></cac:PartyName></cac:Party>"
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<{kind} xmlns="{space}{kind}-2" xmlns:cac="{space}CommonAggregateComponents-2"
  xmlns:cbc="{space}CommonBasicComponents-2">
<cbc:ID>77</cbc:ID><cbc:IssueDate>2026-11-27</cbc:IssueDate>{more}
<cac:OrderReference><cbc:ID>PO-{order}</cbc:ID></cac:OrderReference>
<cac:SellerSupplierParty>{party.format("Опора")}</cac:SellerSupplierParty>
<cac:BuyerCustomerParty>{party.format("Оптом")}</cac:BuyerCustomerParty>
{"".join(lines)}</{kind}>""".encode()


def said(
    position: int, quantity: str, price: str, on: date | str | None = None, status: str = "", currency: str = "RUB"
) -> str:
    """A line of an answer."""
    state = f"<cbc:LineStatusCode>{status}</cbc:LineStatusCode>" if status else ""
    period = f"<cac:PromisedDeliveryPeriod><cbc:EndDate>{on}</cbc:EndDate></cac:PromisedDeliveryPeriod>"
    delivery = f"<cac:Delivery>{period}</cac:Delivery>" if on else ""
    cost = f'<cac:Price><cbc:PriceAmount currencyID="{currency}">{price}</cbc:PriceAmount></cac:Price>'
    head = f"<cbc:ID>{position}</cbc:ID>{state}<cbc:Quantity>{quantity}</cbc:Quantity>"
    return f"<cac:OrderLine><cac:LineItem>{head}{delivery}{cost}<cac:Item/></cac:LineItem></cac:OrderLine>"


def code(word: str) -> str:
    """What an answer says of the whole."""
    return f"<cbc:OrderResponseCode>{word}</cbc:OrderResponseCode>"


def read(order: SupplierOrder, content: bytes) -> list[tuple[int, Any, Any]]:
    """What an answer confirms: position, quantity and price."""
    facts, lines = queries.order(order.pk), queries.to_confirm(order.pk)
    assert facts
    places = {line.id: line.position for line in lines}
    return [(places[one.line], one.quantity, one.price) for one in ubl.ORDER.read(content, facts, lines)]


def refusals(order: SupplierOrder, content: bytes) -> list[tuple[str, Mapping[str, object]]]:
    """What is said against an answer."""
    with pytest.raises(Refusal) as refused:
        read(order, content)
    return [(one.code, one.facts) for one in reasons_of(refused.value)]


def test_an_order_names_the_legal_entity_that_buys_of_him(firm: Firm, paula: int, at: datetime) -> None:
    supplier = offered(firm, "Опора", "6204", "6205", at=at)
    ours = Seller.objects.create(name="А-Закупка", inn="7700000030").pk
    with pytest.raises(Refusal, match=r"purchasing\.buyer_unsaid"):
        ordered(firm, paula, at)
    assert SupplierOrder.objects.get().state == "draft"

    told: dict[str, Any] = {"supplier": supplier, "actor": paula, "at": at}
    with pytest.raises(Refusal, match=r"purchasing\.buyer_unknown"):
        actions.agree(agreed=Agreed(buyer=ours + 1), **told)
    actions.agree(agreed=Agreed(buyer=firm.seller), **told)
    sent = SupplierOrder.objects.get()
    actions.send(order=sent.pk, actor=paula, at=at)
    actions.agree(agreed=Agreed(buyer=ours), **told)

    facts = queries.order(sent.pk)
    assert facts
    text = ubl.ORDER.write(facts, queries.to_confirm(sent.pk)).content.decode()
    assert "ТехСнаб" in text, "who has sent it, whoever buys now"
    assert "А-Закупка" not in text


def test_an_order_is_written_as_its_golden_file(firm: Firm, paula: int, at: datetime) -> None:
    offered(firm, "Опора", "6204", "6205", at=at)
    made = ordered(firm, paula, at)
    facts = queries.order(made.pk)
    assert facts
    file, _kind = order_files.written(facts, "ubl")
    assert faults_of_bytes("Order", file.content) == []
    written = file.content.decode().replace(f"PO-{made.pk}", "PO-1")
    assert written == (GOLDEN / "order.xml").read_text("utf-8")
    assert file.name == f"UBL-Order-PO-{made.pk}.xml"


def test_the_golden_answer_confirms_two_lines_of_three(firm: Firm, paula: int, at: datetime) -> None:
    offered(firm, "Опора", "6204", "6205", "6206", at=at)
    made = ordered(firm, paula, at)
    facts, lines = queries.order(made.pk), queries.to_confirm(made.pk)
    assert facts
    content = (GOLDEN / "order_response.xml").read_bytes().replace(b"PO-1<", f"PO-{made.pk}<".encode())
    assert ubl.ORDER.is_it(content)
    found = ubl.ORDER.read(content, facts, lines)
    assert [(one.quantity, one.price, one.expected_on) for one in found] == [
        (10, dec("98.5"), date(2026, 12, 4)),
        (6, 100, date(2026, 11, 27)),
    ]


def test_a_program_takes_its_orders_and_confirms_them(call: Call, order: SupplierOrder) -> None:
    listed = call().json()["orders"]
    assert [(one["order"], one["lines"]) for one in listed] == [(order.pk, 2)]
    taken = call(f"{order.pk}/")
    assert taken.headers["Content-Type"].startswith("application/xml")
    assert etree.QName(etree.fromstring(taken.content)).localname == "Order"
    on = business_day(timezone.now()) + timedelta(days=4)
    answer = call(f"{order.pk}/confirmation/", response(order.pk, said(1, "10", "101", on), said(2, "10", "150")))
    assert answer.json() == {"order": order.pk, "lines": 2, "doubted": 1}
    assert Arrival.objects.get().expected_on == on
    assert SupplierLine.objects.get(position=2).doubt == "price"
    assert call().json() == {"orders": []}
    again = call(f"{order.pk}/confirmation/", response(order.pk, more=code("AP")))
    assert [one["code"] for one in again.json()["refusals"]] == ["purchasing.not_in_state"]


def test_json_does_as_well(call: Call, order: SupplierOrder) -> None:
    told = call(f"{order.pk}/?form=json").json()["lines"]
    assert [(one["line"], one["article"], one["quantity"], one["price"]) for one in told] == [
        (1, "6204", "10", "100.0000"),
        (2, "6205", "10", "100.0000"),
    ]
    answer = call(f"{order.pk}/confirmation/", b'{"lines": [{"line": 1, "quantity": "4"}]}')
    assert answer.json()["doubted"] == 0
    assert Arrival.objects.get().quantity == 4


@pytest.mark.parametrize(
    "body",
    [b"{", b"{}", b'{"lines": 1}', b'{"lines": [1]}', b'{"lines": [{"line": 9, "quantity": "1"}]}',
     b'{"lines": [{"line": 1, "quantity": "many"}]}', b'{"lines": [{"line": 1, "quantity": "1", "price": "-1"}]}',
     b"<a>", b"\x00\xff", b"", b"<OrderResponse/>"],
)  # fmt: skip
def test_what_cannot_be_read_is_told_and_changes_nothing(call: Call, order: SupplierOrder, body: bytes) -> None:
    answer = call(f"{order.pk}/confirmation/", body)
    assert answer.status_code == 422
    assert answer.json()["refusals"][0]["text"]
    assert SupplierOrder.objects.get().state == "sent"


def test_an_answer_to_the_whole_needs_no_lines(call: Call, order: SupplierOrder) -> None:
    more = "<cbc:AcceptedIndicator>true</cbc:AcceptedIndicator>"
    answer = call(f"{order.pk}/confirmation/", response(order.pk, kind="OrderResponseSimple", more=more))
    assert answer.json() == {"order": order.pk, "lines": 2, "doubted": 0}


def test_an_answer_may_refuse_all_or_a_line(call: Call, order: SupplierOrder) -> None:
    facts, lines = queries.order(order.pk), queries.to_confirm(order.pk)
    assert facts
    more = "<cbc:AcceptedIndicator>false</cbc:AcceptedIndicator>"
    refused = response(order.pk, kind="OrderResponseSimple", more=more)
    assert ubl.ORDER.read(refused, facts, lines) == []
    part = response(order.pk, said(1, "10", "100"), said(2, "10", "100", status="Cancelled"))
    assert [one.line for one in ubl.ORDER.read(part, facts, lines)] == [lines[0].id]
    with pytest.raises(Refusal, match=r"purchasing\.not_its_book"):
        ubl.ORDER.read(response(order.pk + 1, said(1, "10", "100")), facts, lines)
    doctype = b'<!DOCTYPE a [<!ENTITY b "c">]>' + response(order.pk).partition(b"?>\n")[2]
    with pytest.raises(Refusal, match=r"purchasing\.xml_wrong"):
        ubl.ORDER.read(doctype, facts, lines)


def test_an_answer_without_lines_accepts_only_by_its_code(order: SupplierOrder) -> None:
    assert read(order, response(order.pk, more=code("AP"))) == [(1, 10, 100), (2, 10, 100)]
    assert read(order, response(order.pk, more=code("RE"))) == []
    for word in ("AB", "CA", "27"):
        said_so = [("purchasing.nothing_said", {"field": "file", "word": word})]
        assert refusals(order, response(order.pk, more=code(word))) == said_so
    assert [one for one, _facts in refusals(order, response(order.pk))] == ["purchasing.nothing_said"]


def test_the_code_of_the_whole_goes_before_its_lines(order: SupplierOrder) -> None:
    line = said(1, "10", "100")
    assert read(order, response(order.pk, line, more=code("RE"))) == []
    assert read(order, response(order.pk, line, more=code("CA"))) == [(1, 10, 100)]
    assert [one for one, _facts in refusals(order, response(order.pk, line, more=code("AB")))] == [
        "purchasing.nothing_said"
    ]


def test_golden_answers_of_peppol_are_read(order: SupplierOrder) -> None:
    """A receipt confirms nothing; a conditional answer numbers its lines by itself, and refers to ours."""
    receipt, conditional = (
        (GOLDEN / f"peppol_{name}.xml").read_bytes().replace(b"PO-1<", f"PO-{order.pk}<".encode())
        for name in ("acknowledged", "conditional")
    )
    assert refusals(order, receipt) == [("purchasing.nothing_said", {"field": "file", "word": "AB"})]
    assert read(order, conditional) == [(2, 8, dec("101.5"))]


@pytest.mark.parametrize("status", ["3", "5", "42", "Revised", "NoStatus"])
def test_a_line_comes_by_its_status(order: SupplierOrder, status: str) -> None:
    assert read(order, response(order.pk, said(1, "7", "100", status=status))) == [(1, 7, 100)]


@pytest.mark.parametrize("status", ["7", "Cancelled", "Rejected", "Disputed"])
def test_a_line_does_not_come_by_its_status(order: SupplierOrder, status: str) -> None:
    assert read(order, response(order.pk, said(1, "7", "100", status=status))) == []


def test_statuses_and_currencies_that_answer_something_else_are_told_with_their_lines(order: SupplierOrder) -> None:
    lines = said(1, "10", "100", status="1"), said(2, "10", "100", currency="EUR")
    assert refusals(order, response(order.pk, *lines)) == [
        ("purchasing.status_unknown", {"article": "6204", "status": "1"}),
        ("purchasing.other_currency", {"article": "6205", "currency": "EUR", "meant": "RUB"}),
    ]


FAR = ["12026-12-04", "-2026-12-04", "9999-12-31", "0001-01-01"]


@pytest.mark.parametrize("on", FAR)
def test_a_day_that_no_calendar_of_trade_has_is_told_with_its_line(call: Call, order: SupplierOrder, on: str) -> None:
    period = f"<cac:PromisedDeliveryPeriod><cbc:EndDate>{on}</cbc:EndDate></cac:PromisedDeliveryPeriod>"
    of_whole = response(order.pk, more=code("AP")).replace(
        b"</OrderResponse>", f"<cac:Delivery>{period}</cac:Delivery></OrderResponse>".encode()
    )
    for body in (response(order.pk, said(2, "10", "100", on)), of_whole):
        answer = call(f"{order.pk}/confirmation/", body)
        assert answer.status_code == 422
        assert {one["code"] for one in answer.json()["refusals"]} == {"purchasing.row_unread"}
    json = f'{{"lines": [{{"line": 1, "quantity": "1", "expected_on": "{on}"}}]}}'
    answer = call(f"{order.pk}/confirmation/", json.encode())
    assert [one["code"] for one in answer.json()["refusals"]] == ["purchasing.row_unread"]


def test_a_day_may_name_its_zone(order: SupplierOrder) -> None:
    facts, lines = queries.order(order.pk), queries.to_confirm(order.pk)
    assert facts
    for zone in ("", "Z", "+03:00", "-11:00"):
        [found] = ubl.ORDER.read(response(order.pk, said(1, "1", "1", f"2026-12-04{zone}")), facts, lines)
        assert found.expected_on == date(2026, 12, 4)


def book(rows: Sequence[Sequence[str]]) -> bytes:
    """A workbook in which all is text."""
    content = BytesIO()
    with Workbook(content) as made:
        sheet = made.add_worksheet()
        for place, row in enumerate(rows):
            sheet.write_row(place, 0, row)
    return content.getvalue()


def test_days_of_a_workbook_are_of_our_time_too(order: SupplierOrder) -> None:
    [line, _other] = queries.to_confirm(order.pk)

    def days(*on: str) -> list[date]:
        rows = [[str(line.id), *[""] * 7, "1", "", one] for one in on]
        return [one.expected_on for one in supplier_books.read(book(rows), [line])]

    assert days("2026-12-04", "2026-12-04 00:00:00", "04.12.2026") == [date(2026, 12, 4)] * 3
    for on in FAR:
        with pytest.raises(Refusal, match=r"purchasing\.row_unread") as unread:
            days(on)
        assert unread.value.facts["value"] == on


def test_a_row_of_a_workbook_without_a_day_comes_when_it_is_due(order: SupplierOrder) -> None:
    [line, _other] = queries.to_confirm(order.pk)
    content = book([[str(line.id), *[""] * 7, "1", "", ""]])
    [found] = supplier_books.read(content, [replace(line, due_on=date(2026, 12, 9))])
    assert found.expected_on == date(2026, 12, 9)
    with pytest.raises(Refusal, match=r"purchasing\.row_undated"):
        supplier_books.read(content, [replace(line, due_on=None)])


def test_a_line_without_a_day_is_told_so_in_whatever_form_it_comes(order: SupplierOrder) -> None:
    [line, _other] = queries.to_confirm(order.pk)
    told = supplier_books.row_unread(1, line, Refusal("input.required"))
    assert (told.code, told.facts) == ("purchasing.row_undated", {"row": 1, "article": line.article})


def test_what_a_program_confirms_is_journalled_with_its_key(call: Call, order: SupplierOrder, paula: int) -> None:
    assert call(f"{order.pk}/confirmation/", response(order.pk, more=code("AP"))).status_code == 200
    entry = Entry.objects.get(act="purchasing.confirm")
    assert (entry.actor_id, entry.facts["program"]) == (paula, SupplierKey.objects.get().pk)


def test_a_button_that_makes_keys_makes_each_supplier_his_own(order: SupplierOrder, firm: Firm, paula: int) -> None:
    at = timezone.now()
    other = offered(firm, "Чужой", "9000", at=at)
    secrets = [actions.make_key(supplier=one, key="k", actor=paula, at=at) for one in (order.supplier_id, other)]
    assert [queries.key_holder(one)[1:] for one in secrets] == [(order.supplier_id, paula), (other, paula)]  # type: ignore[index]
    assert actions.make_key(supplier=other, key="k", actor=paula, at=at) == secrets[1], "pressed twice"


@pytest.mark.parametrize(
    "line",
    [
        '{"line": true, "quantity": "1"}',
        '{"line": 1.0, "quantity": "1"}',
        '{"line": "1", "quantity": "1"}',
        '{"line": 99999999999999999999999999, "quantity": "1"}',
        '{"line": null, "quantity": "1"}',
        '{"quantity": "1"}',
        '{"line": [1], "quantity": "1"}',
        '{"line": 1, "quantity": false}',
        '{"line": 1, "quantity": []}',
        '{"line": 1, "quantity": {}}',
        '{"line": 1, "quantity": NaN}',
        '{"line": 1, "quantity": "NaN"}',
        '{"line": 1, "quantity": "Infinity"}',
        '{"line": 1, "quantity": 1e400}',
        '{"line": 1, "quantity": 1e300}',
        '{"line": 1, "quantity": 1e-300}',
        '{"line": 1, "quantity": -1}',
        '{"line": 1, "quantity": "\\u0000"}',
        '{"line": 1, "quantity": "1", "price": 0}',
        '{"line": 1, "quantity": "1", "price": "0.00004"}',
        '{"line": 1, "quantity": "1", "price": false}',
        '{"line": 1, "quantity": "1", "price": []}',
        '{"line": 1, "quantity": "1", "expected_on": true}',
        '{"line": 1, "quantity": "1", "expected_on": {}}',
        '{"line": 1, "quantity": "1", "expected_on": "2026-02-30"}',
        '{"line": 1, "quantity": "1"}, {"line": 1, "quantity": "1"}',
        '"1"',
        "null",
        "[" * 5000,
    ],
)
def test_a_line_of_json_that_means_nothing_is_told_and_confirms_nothing(
    call: Call, order: SupplierOrder, line: str
) -> None:
    answer = call(f"{order.pk}/confirmation/", f'{{"lines": [{line}]}}'.encode())
    assert answer.status_code == 422
    assert answer.json()["refusals"][0]["text"]
    assert SupplierOrder.objects.get().state == "sent"


@pytest.mark.parametrize("lines", ['""', "{}", "null", "false", "0", '{"line": 1}'])
def test_what_is_no_list_of_lines_does_not_cancel_the_order(call: Call, order: SupplierOrder, lines: str) -> None:
    answer = call(f"{order.pk}/confirmation/", f'{{"lines": {lines}}}'.encode())
    assert [one["code"] for one in answer.json()["refusals"]] == ["purchasing.not_json"]
    assert SupplierOrder.objects.get().state == "sent"


def test_numbers_of_json_are_read_alike_in_every_language(call: Call, order: SupplierOrder) -> None:
    line = '{"line": 1, "quantity": 2.5, "price": "1,250"}, {"line": 2, "quantity": null}'
    answer = call(f"{order.pk}/confirmation/", f'{{"lines": [{line}]}}'.encode(), **{"Accept-Language": "en"})
    assert answer.json() == {"order": order.pk, "lines": 1, "doubted": 1}
    confirmed = SupplierLine.objects.order_by("position").values_list("confirmed", "confirmed_price")
    assert list(confirmed) == [(dec("2.5"), dec("1.25")), (0, 100)]


def test_a_key_opens_nothing_of_others(call: Call, order: SupplierOrder, firm: Firm, paula: int) -> None:
    now = timezone.now()
    offered(firm, "Чужой", "9000", at=now)
    ordered(firm, paula, now)
    theirs = SupplierOrder.objects.exclude(pk=order.pk).get()
    assert call(f"{theirs.pk}/").status_code == 404
    assert call(f"{theirs.pk}/confirmation/", b'{"lines": []}').status_code == 404
    assert call(f"{2**63}/").status_code == 404


def test_a_key_that_is_revoked_or_whose_maker_has_left_opens_nothing(
    call: Call, order: SupplierOrder, paula: int, client: Client
) -> None:
    assert client.get("/exchange/supplier/orders/").status_code == 401
    assert call("", None, Authorization="Bearer nothing").status_code == 401
    assert call().status_code == 200
    assert SupplierKey.objects.get().last_used_at
    actions.revoke_keys(suppliers=[order.supplier_id], actor=paula, at=timezone.now())
    assert call().status_code == 401
