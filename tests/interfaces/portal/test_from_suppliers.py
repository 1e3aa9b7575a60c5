"""The buyer sees what suppliers have and on which day; never whose it is or what it costs, wherever he looks."""

from collections.abc import Callable
from datetime import datetime, timedelta
from io import BytesIO
from zipfile import ZipFile, is_zipfile

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.utils import timezone

from optom.domain.companies.models import Terms
from optom.domain.orders import actions as orders
from optom.domain.orders import queries
from optom.domain.orders.models import Order
from optom.domain.orders.rules import OrderLine
from optom.domain.purchasing import actions as purchasing
from optom.domain.purchasing.actions import Supplies
from optom.domain.stock import queries as stock
from optom.domain.stock.models import Supply
from optom.interfaces.kit import formats
from optom.interfaces.kit.identity import BUYER, STAFF, working_as
from tests.domain.purchasing.promising import has, now_has
from tests.interfaces.portal.test_every_address import ADDRESSES, filled
from tests.trade import Firm, dec

pytestmark = pytest.mark.django_db
Enter = Callable[[int], Client]
SUPPLIER, COST = "Тайныйпоставщик", "77713"
OWN = (b"777,13", b"777.13", COST.encode())


@pytest.fixture
def goods(firm: Firm, contract: int) -> int:
    """Five of our own, nine at a supplier's; the contract may be promised them."""
    at = timezone.now()
    Terms.objects.filter(contract_id=contract).update(from_suppliers=True)
    product = firm.product("6204-S", price=1000, on_hand=5)
    made = has(firm, product, SUPPLIER, 9, at, price="777.13")
    purchasing.let_promise(supplier=made.supplier_id, supplies=Supplies(firm.moscow), actor=None, at=at)
    purchasing.tell_supplies(suppliers=[made.supplier_id], at=at)
    return product


def day_of(contract: int, product: int, at: datetime) -> str:
    [source] = stock.supplies(contract=contract, products=[product], at=at)
    assert source.expected_on
    return formats.day(source.expected_on)


def test_the_catalog_tells_how_much_and_on_which_day_to_whom_it_may_be_promised(
    enter: Enter, firm: Firm, contract: int, alice: int, goods: int
) -> None:
    day = day_of(contract, goods, timezone.now())
    stranger = firm.person("stranger")
    strange_contract = firm.client("Чужой", "7700000016", stranger)
    own, theirs = enter(alice), enter(stranger)

    rows = own.get(f"/c/{contract}/catalog/rows?q=6204-S").content.decode()
    assert f"9 · {day}" in rows
    assert day in own.get(f"/c/{contract}/catalog/panel?key={goods}").content.decode()
    assert day in own.get(f"/c/{contract}/catalog/why?key={goods}&column=supplied").content.decode()
    assert day not in theirs.get(f"/c/{strange_contract}/catalog/rows?q=6204-S").content.decode()


def test_the_catalog_is_filtered_and_sorted_by_the_day_on_which_suppliers_goods_would_be_here(
    enter: Enter, firm: Firm, contract: int, alice: int, goods: int
) -> None:
    at = timezone.now()
    [source] = stock.supplies(contract=contract, products=[goods], at=at)
    day = source.expected_on
    assert day
    late = firm.product("6204-L", price=10)
    firm.arrival(late, 5, day + timedelta(days=3))
    firm.product("6204-N", price=10)
    stranger = firm.person("stranger")
    strange_contract = firm.client("Чужой", "7700000016", stranger)

    def found(who: int, of: int, **asked: str) -> list[str]:
        answer = enter(who).get(f"/c/{of}/catalog/rows", {"q": "6204", **asked}).json()
        return [row[1] for row in answer["rows"]]

    assert found(alice, contract, arrival=f"<={day.isoformat()}") == ["6204-S"]
    assert found(alice, contract, arrival=f">{day.isoformat()}") == ["6204-L"]
    assert found(alice, contract, arrival="=") == ["6204-N"]
    assert found(alice, contract, sort="arrival")[:2] == ["6204-S", "6204-L"]
    assert found(alice, contract, sort="-arrival")[:2] == ["6204-L", "6204-S"]
    assert found(stranger, strange_contract, arrival="<>") == ["6204-L"], "it may not be promised to him"

    firm.arrival(goods, 5, day + timedelta(days=1))
    assert found(alice, contract, arrival=day.isoformat()) == ["6204-S"], "it comes, but suppliers have it sooner"
    row = enter(alice).get(f"/c/{contract}/catalog/rows", {"q": "6204-S"}).json()["rows"][0]
    assert f"+ 9 · {formats.day(day)}" in row


def told(answer: object) -> bytes:
    """All that was sent, with what is packed."""
    body = b"".join(answer.streaming_content) if getattr(answer, "streaming", False) else answer.content  # type: ignore[attr-defined]
    if is_zipfile(BytesIO(body)):
        with ZipFile(BytesIO(body)) as packed:
            body += b"".join(packed.read(name) for name in packed.namelist())
    return body


def test_no_page_and_no_file_of_the_portal_names_the_supplier_or_his_price(
    enter: Enter, contract: int, alice: int, goods: int
) -> None:
    at = timezone.now()
    order = orders.place(contract=contract, lines=[OrderLine(goods, dec(12))], key="o", actor=alice, at=at).order
    draft = orders.open_draft(contract=contract, name="Ещё", actor=alice, at=at)
    orders.set_quantities(contract=contract, draft=draft, quantities={goods: dec(2)})
    line = queries.lines(order=order)[0].id
    known = {"order": order, "draft": draft, "line": line, "product": goods, "key": goods}
    client = enter(alice)
    seen = 0

    for address, kinds in ADDRESSES:
        url = filled(address, contract)
        for name in kinds:
            if name in known:
                url = url.replace("/999999", f"/{known[name]}", 1)
        answer = client.get(url)
        body = told(answer)
        seen += answer.status_code == 200
        assert SUPPLIER.encode() not in body, address
        assert not any(cost in body for cost in OWN), address
    assert seen > len(ADDRESSES) / 5


def test_the_database_shows_a_buyer_no_supplier_and_of_supplies_only_what_may_be_promised_to_him(
    firm: Firm, contract: int, alice: int, goods: int
) -> None:
    def asked(who: int, role: str, statement: str) -> object:
        with transaction.atomic(), working_as(role, user=who), connection.cursor() as cursor:
            cursor.execute(statement)
            return cursor.fetchall()

    stranger = firm.person("stranger")
    firm.client("Чужой", "7700000016", stranger)
    count = "select count(*) from stock_supply"
    assert asked(alice, BUYER, count) == [(1,)]
    assert asked(stranger, BUYER, count) == [(0,)], "no contract of his has the term"
    secrets = (
        "select source from stock_supply",
        "select source from stock_supplyroute",
        "select name from suppliers_supplier",
        "select price from suppliers_terms",
        "select * from purchasing_supplying",
        "update stock_supply set taken = 0",
        "insert into stock_arrival (product_id) values (1)",
    )
    for statement in secrets:
        with pytest.raises(DatabaseError):
            asked(alice, BUYER, statement)
    assert asked(firm.person("paula", "purchaser"), STAFF, "select source from stock_supply")


def test_the_draft_says_how_it_is_to_come_and_the_panel_what_that_means(
    enter: Enter, contract: int, alice: int, goods: int
) -> None:
    at = timezone.now()
    draft = orders.open_draft(contract=contract, name="Декабрь", actor=alice, at=at)
    orders.set_quantities(contract=contract, draft=draft, quantities={goods: dec(8)})
    client = enter(alice)
    change, panel = f"/c/{contract}/drafts/{draft}/change/", f"/c/{contract}/drafts/{draft}/checkout/"
    day = day_of(contract, goods, at)

    assert f"под заказ, придёт {day}" in client.get(panel).content.decode()
    assert client.post(change, {"name": "Декабрь", "wish": "together"}).status_code == 200
    assert "Всё будет на месте" in client.get(panel).content.decode()
    assert client.post(change, {"name": "Декабрь", "wish": "by", "by": ""}).status_code == 422
    today = formats.day(timezone.localdate())
    assert client.post(change, {"name": "Декабрь", "wish": "by", "by": today}).status_code == 200
    assert "недостающее останется в черновике" in client.get(panel).content.decode()

    placed = client.post(f"/c/{contract}/drafts/{draft}/place/", {"key": "k" * 20, "total": "5000"})

    assert placed.status_code in {200, 204, 302}
    assert queries.lines(order=Order.objects.get().pk)[0].ordered == 5
    assert queries.draft_lines(contract=contract, draft=draft) == {goods: 3}


def test_a_broken_promise_is_told_without_a_name(
    enter: Enter, firm: Firm, contract: int, alice: int, goods: int, mailoutbox: list[object]
) -> None:
    at = timezone.now()
    orders.place(contract=contract, lines=[OrderLine(goods, dec(12))], key="o", actor=alice, at=at)
    from optom.domain.journal import actions as outbox  # noqa: PLC0415
    from optom.domain.suppliers.models import Offer  # noqa: PLC0415

    now_has(Offer.objects.get(pk=Supply.objects.get().source), 2, at + timedelta(minutes=1))
    outbox.deliver(at=at + timedelta(minutes=2))

    [letter] = [one for one in mailoutbox if "6204-S" in one.body]  # type: ignore[attr-defined]
    assert SUPPLIER not in letter.body + letter.subject  # type: ignore[attr-defined]
