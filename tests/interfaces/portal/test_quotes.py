"""Quotes in the portal: from a draft with one act, on paper and in Excel, accepted with one click or after a look."""

import re
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import fastexcel
import pytest
from django.test import Client
from django.utils import timezone

from optom.domain.companies.models import Terms
from optom.domain.orders import actions as orders
from optom.domain.orders import queries as ordered
from optom.domain.orders.rules import OrderLine
from optom.domain.quotes import actions as quotes
from optom.domain.quotes import queries
from optom.domain.quotes.models import Link, Plea
from tests.trade import Firm, dec

Enter = Callable[[int], Client]


def post(client: Client, address: str, body: dict[str, Any] | None = None) -> Any:
    return client.post(address, body or {}, content_type="application/json")


@pytest.fixture
def stranger(firm: Firm) -> int:
    return firm.person("stranger")


@pytest.fixture
def strange_contract(firm: Firm, stranger: int) -> int:
    return firm.client("Чужой", "7700000016", stranger)


@pytest.fixture
def quoted(contract: int, bearing: int, alice: int) -> int:
    lines = [OrderLine(bearing, dec(20))]
    return quotes.issue_quote(contract=contract, lines=lines, key="q", actor=alice, at=timezone.now(), note="цех 5")


def test_a_draft_becomes_a_quote_by_one_act_and_stays(contract: int, bearing: int, alice: int, enter: Enter) -> None:
    at = timezone.now()
    draft = orders.open_draft(contract=contract, name="ноябрь", actor=alice, at=at)
    orders.set_quantity(contract=contract, draft=draft, product=bearing, quantity=dec(20))
    answer = post(enter(alice), f"/c/{contract}/drafts/{draft}/acts/quote", {"keys": []})

    assert answer.status_code == 200, answer.content
    [row] = queries.quotes(contract=contract, at=timezone.now()).all()
    assert answer.json()["location"] == f"/c/{contract}/quotes/{row.id}/"
    assert (row.total, row.note) == (dec(8246), "ноябрь")
    assert ordered.draft_lines(contract=contract, draft=draft) == {bearing: Decimal(20)}


def test_rows_picked_in_the_catalog_become_a_quote_of_what_is_in_the_draft_or_of_the_least(
    firm: Firm, contract: int, bearing: int, alice: int, enter: Enter
) -> None:
    seal = firm.product("seal", price=5, multiple=4)
    draft = orders.open_draft(contract=contract, name="ноябрь", actor=alice, at=timezone.now())
    orders.set_quantity(contract=contract, draft=draft, product=bearing, quantity=dec(30))
    client = enter(alice)
    answer = post(client, f"/c/{contract}/catalog/acts/quote", {"keys": [str(bearing), str(seal)]})

    assert answer.status_code == 200, answer.content
    [row] = queries.quotes(contract=contract, at=timezone.now()).all()
    assert answer.json()["location"] == f"/c/{contract}/quotes/{row.id}/"
    assert {line.product: line.quantity for line in queries.lines_of(row.id).all()} == {bearing: 30, seal: 4}


def test_the_tab_counts_quotes_that_somebody_asks_by_a_link_to_accept(
    contract: int, quoted: int, alice: int, enter: Enter
) -> None:
    at = timezone.now()
    client = enter(alice)
    quotes.make_link(contract=contract, quote=quoted, days=7, key="l", actor=alice, at=at)
    assert tab_of(client, contract) == ""
    link = Link.objects.get()
    Plea.objects.create(link=link, company=link.company, who="Пётр из цеха", note="", asked_at=at)

    [row] = client.get(f"/c/{contract}/quotes/rows").json()["rows"]
    assert "Пётр из цеха" in str(row)
    assert tab_of(client, contract) == "1"
    quotes.accept(contract=contract, quote=quoted, actor=alice, at=timezone.now())
    assert tab_of(client, contract) == ""


def tab_of(client: Client, contract: int) -> str:
    """How many of its quotes the tab says that wait for somebody."""
    page = client.get(f"/c/{contract}/orders/", headers={"accept": "text/html"}).content.decode()
    tab = re.search(rf'href="/c/{contract}/quotes/"[^>]*>(.*?)</a>', page, re.DOTALL)
    assert tab is not None
    return "".join(re.findall(r"\d+", re.sub("<[^>]*>", " ", tab[1])))


def test_its_page_its_paper_and_its_workbook_say_the_same(contract: int, quoted: int, alice: int, enter: Enter) -> None:
    client = enter(alice)
    place = f"/c/{contract}/quotes/"
    page = client.get(f"{place}{quoted}/", headers={"accept": "text/html"}).content.decode()
    [row] = client.get(f"{place}rows").json()["rows"]
    [line] = client.get(f"{place}{quoted}/rows").json()["rows"]
    pdf = client.get(f"{place}{quoted}/quote.pdf")
    book = fastexcel.read_excel(client.get(f"{place}{quoted}/as/xlsx/").content)
    cells = str(book.load_sheet(0, header_row=None, dtypes="string").to_polars().to_dicts())

    assert "цех 5" in page
    assert str(row).count("8246")
    assert "412.3" in str(line)
    assert pdf["Content-Type"] == "application/pdf"
    assert pdf.content.startswith(b"%PDF")
    for said in ("6204-2RS", "412.3", "8246", "цех 5"):
        assert said in cells


def test_the_price_tells_why_it_was_so_when_it_was_promised(
    firm: Firm, contract: int, bearing: int, quoted: int, alice: int, enter: Enter
) -> None:
    [line] = queries.lines_of(quoted).all()
    answer = enter(alice).get(f"/c/{contract}/quotes/{quoted}/why?key={line.id}&column=price").json()
    assert "412,30" in str(answer["line"]) or "412.30" in str(answer["line"])


def test_one_click_makes_the_order_and_a_second_leads_to_it(
    contract: int, quoted: int, alice: int, enter: Enter
) -> None:
    client = enter(alice)
    first = post(client, f"/c/{contract}/quotes/{quoted}/acts/accept", {"keys": []}).json()
    second = post(client, f"/c/{contract}/quotes/{quoted}/acts/accept", {"keys": []}).json()
    [order] = ordered.orders(contract=contract).all()

    assert first["location"] == second["location"] == f"/c/{contract}/orders/{order.id}/"
    assert order.total == dec(8246)


def test_what_has_moved_is_shown_before_it_is_ordered(
    firm: Firm, contract: int, strange_contract: int, bearing: int, quoted: int, alice: int, stranger: int, enter: Enter
) -> None:
    taken = [OrderLine(bearing, dec(490))]
    orders.place(contract=strange_contract, lines=taken, key="o", actor=stranger, at=timezone.now())
    client = enter(alice)
    shown = post(client, f"/c/{contract}/quotes/{quoted}/acts/accept", {"keys": []}).json()
    assert "6204-2RS" in shown["form"]
    assert not ordered.orders(contract=contract).all()
    seen = queries.difference(contract=contract, quote=quoted, at=timezone.now()).digest
    done = post(client, f"/c/{contract}/quotes/{quoted}/acts/accept", {"keys": [], "seen": seen}).json()
    assert "/orders/" in done["location"]


def test_a_quote_is_made_anew_with_what_was_before_beside_it(
    contract: int, quoted: int, alice: int, enter: Enter
) -> None:
    client = enter(alice)
    answer = post(client, f"/c/{contract}/quotes/{quoted}/acts/anew", {"keys": []}).json()
    page = client.get(answer["location"], headers={"accept": "text/html"}).content.decode()
    assert "price_before" in page


@pytest.mark.parametrize("page", ["", "quote.pdf", "as/xlsx/", "rows"])
def test_a_stranger_finds_nothing(
    contract: int, strange_contract: int, quoted: int, stranger: int, enter: Enter, page: str
) -> None:
    client = enter(stranger)
    assert client.get(f"/c/{contract}/quotes/{quoted}/{page}").status_code == 404
    assert client.get(f"/c/{strange_contract}/quotes/{quoted}/{page}").status_code == 404


def test_papers_of_the_company_list_its_quotes_with_their_sums(
    contract: int, quoted: int, alice: int, enter: Enter
) -> None:
    [row] = enter(alice).get(f"/c/{contract}/papers/rows").json()["rows"]
    assert "8246" in str(row)


def test_an_expired_one_says_so(contract: int, quoted: int) -> None:
    later = timezone.now() + timedelta(days=40)
    found = queries.quote(contract=contract, quote=quoted, at=later)
    assert found is not None
    assert found.state == "expired"


def test_goods_that_are_held_for_a_quote_tell_so(contract: int, quoted: int, alice: int, enter: Enter) -> None:
    Terms.objects.filter(contract_id=contract).update(quote_holds=True)
    client = enter(alice)
    post(client, f"/c/{contract}/quotes/{quoted}/acts/hold", {"keys": []})
    [order] = ordered.orders(contract=contract).all()
    [line] = ordered.lines_of_all(orders=[order.id])
    told = client.get(f"/c/{contract}/orders/{order.id}/why?key={line.id}&column=reserved_until").json()
    assert f"/c/{contract}/quotes/{quoted}/" in str(told)
