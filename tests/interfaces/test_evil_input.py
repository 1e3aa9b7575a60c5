"""Every address of portal and office, with whatever anybody may send, as everybody: words, and never a 500.

What a form takes stands in ``FORMS`` as somebody would fill it in; one field after another is then filled with evil.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from itertools import product
from typing import Any
from urllib.parse import urlencode

import pytest
from django.core import signing
from django.core.signals import request_finished
from django.db import close_old_connections, connection, transaction
from django.test import Client, override_settings
from django.urls import URLPattern, reverse
from django.utils import timezone
from pytest_django.plugin import DjangoDbBlocker

from optom.base import kept_files
from optom.base.business_day import business_day
from optom.base.working_days import next_working_day
from optom.domain.accounts.models import User
from optom.domain.billing import actions as billing
from optom.domain.companies import actions as companies
from optom.domain.companies.models import BankAccount, Contract
from optom.domain.costs import actions as costs
from optom.domain.costs.rules import InputNames
from optom.domain.credit import queries as settlements
from optom.domain.orders import actions as orders
from optom.domain.orders import queries
from optom.domain.orders.models import Line
from optom.domain.orders.rules import Layout, OrderLine, Role, Table
from optom.domain.policy import actions as policy
from optom.domain.policy.queries import Policy, Rule
from optom.domain.pricing import actions as pricing
from optom.domain.pricing.actions import Of
from optom.domain.replay import actions as replay
from optom.domain.shipping import actions as shipping
from optom.interfaces.office.urls import urlpatterns as office
from optom.interfaces.portal.urls import urlpatterns as portal
from tests.interfaces.evil_facts import (
    asked_for,
    asked_suppliers,
    bought,
    compared_books,
    directed,
    held_file,
    proposed_terms,
    quoted,
)
from tests.interfaces.forms import FORMS
from tests.midnight import not_before_midnight
from tests.trade import Firm, dec, found_firm

Enter = Callable[[int], Client]
DESKS = ("warehouse", "finance", "director", "manager", "administrator")
EVIL_TEXTS = (
    " \t\n", "ы" * 3000, "a\0b", "\ud800", "<script>'\"; drop table x;--%s{}{0}{x!r}", "\u202e\u0301\U0001f600" * 9,
    "-Infinity", "9" * 40, "1e-999999999", "0,00001", ",".join(map(str, range(1, 3000))), "01.01.9999999999999999999",
)  # fmt: skip
OF_WHAT_LEFT = frozenset({"portal:accept-shipment", "office:track", "office:deliver"})
EVIL_KEYS = (
    "key=x&column=price",
    "key=9223372036854775808&column=price",
    "key=&column=%00",
    "key=1&at=9999-12-31T00:00",
)
EVIL_QUERIES = (
    "q=%00", "sort=%00", "sort=-,,-", "sort=" + "id," * 999, "from=-1", "from=1e9", "count=NaN", "q=" + "%D1%8F" * 3000,
    "from=99999999999999999999&count=0", "group=x&brand_id=-1&in_stock=", "group=9223372036854775808",
    "state=%00&kind=%FF", "sum=..&sum_due=-..x", "total=1e400..", "placed_at=0001-01-01..9999-12-31", "on=9999-99-99",
    "amount=NaN..Infinity", "total=%3E%3E%3E&placed_at=next_century", "note=%3D%00&title=***%25", "name=" + "*" * 199,
    "lines=%3C%3E" + "9" * 30, "last_login=%3E", "id=" + "&id=".join("5" * 150), "requested_at=9999-12-31", "id=٣",
    "q=%25_%5C'",
)  # fmt: skip
EVIL_WISHES = (
    "lines=1,,x",
    "lines=" + "9" * 30,
    "lines={line}&q{line}=NaN",
    "lines={line}&address=9223372036854775807",
)
BROKEN: tuple[bytes, ...] = (
    b"", b"{", b"[]", b"NaN", b"\xff\xfe", b'"\\ud800"', b"[" * 100_000, b'{"a":' * 5000,
    b'{"key": "\\ud800", "column": "quantity"}',
)  # fmt: skip
EVIL_PICKS: tuple[bytes | Any, ...] = (
    b'{"keys": ["1"], "keys": ["\\u0000"], "until": "x"}', {"keys": {}}, {"keys": [None, 1.5, []]}, {"keys": ["x", -1]},
    {"keys": ["9223372036854775808"]}, {"keys": ["999999999999999999"]}, {"keys": list(range(5000))}, {"keys": []},
)  # fmt: skip
EVIL_CELLS: tuple[bytes | Any, ...] = (
    b'{"key": "1", "key": "2", "column": "quantity", "value": "1"}', {"cells": {}}, {"cells": [1]}, {"cells": [{}]},
    {"key": {}, "column": [], "value": None}, {"key": "1" * 99, "column": "quantity", "value": "1"},
    {"cells": [{"key": "1", "column": "quantity", "value": "1"}] * 5001},
)  # fmt: skip
EVIL_PASTES: tuple[bytes | Any, ...] = (
    {"text": {}}, {"text": None}, {"texts": "A\t1"}, {"text": "\t\t\n" * 999}, {"text": "A" * 200_000},
    {"text": '"' * 99 + "\t\n'=cmd|1\u202e\0\x1f\t1e999\t" + "9" * 99}, {"text": "A\t1\n" * 20_001},
    {"text": "\t".join("A1" * 3000)}, {"text": "A-1\t" + "9" * 12 + "\nB-1\t0,0001\nC-1\t٣"},
)  # fmt: skip
EVIL_VIEWS: tuple[bytes | Any, ...] = (
    {"act": {}}, {"act": "save", "name": "a\0b", "state": {"address": "\0" * 99, "widths": {"\0": 10**18}}},
    {"act": "save", "name": "\u202e\U0001f600" * 9, "shared": "x", "state": {"order": ["\0"] * 500, "frozen": -1}},
    {"act": "save", "name": "x", "state": {"hidden": ["x" * 99] * 500}}, {"act": "change", "view": "9" * 18},
    {"act": "save", "name": "y", "state": {"widths": {"x": 1e999}}}, {"act": "default", "view": "٣"},
)  # fmt: skip
EVIL_QUANTITIES = ("-1", "NaN", "1e999999999", "1e-999999999", "0,00001", "9" * 40, "a\0b", "99999999999", "", "٣")
_FOR_THE_EYE = re.compile(r'\b(name|value|href|action|id|for)="([^"]*\d[\s\u00a0\u2009\u202f]\d{3}[^"]*)"')
_COLON = re.compile(r"<(?:int|str|slug):(\w+)>")


@dataclass(frozen=True)
class Place:
    """A firm at work, and the addresses into it."""

    facts: dict[str, Any]
    people: dict[str, Client]

    def url(self, name: str, parts: list[str], **other: int) -> str:
        known = {**self.facts, **other}
        if name.startswith("office:") and name != "office:write-to-person" and "person" not in other:
            known["person"] = self.facts["colleague"]
        if name in {"office:candidate", "office:take-on"} or name.startswith("office:candidate-"):
            known["supplier"] = self.facts["candidate"]
        if name.endswith("seller-account") and "account" not in other:
            known["account"] = self.facts["our_account"]
        return reverse(name, kwargs={part: known[part] for part in parts})

    def fill_in(self, name: str, given: dict[str, str]) -> Any:
        """Send a form as a browser does, which may also be one that sends half a sign."""
        content = urlencode({field: text.encode("utf-8", "surrogatepass") for field, text in given.items()})
        left = {"shipment": self.facts["left"]} if name in OF_WHAT_LEFT else {}
        url, kind = self.url(name, ALL[name], **left), "application/x-www-form-urlencoded"
        return self.people[insider(name)].post(url, content, content_type=kind)

    def filled(self, given: dict[str, str]) -> dict[str, str]:
        return {name.format_map(self.facts): value.format_map(self.facts) for name, value in given.items()}


@pytest.fixture(scope="module")
def founded(django_db_setup: None, django_db_blocker: DjangoDbBlocker, enter: Enter) -> Iterator[Place]:
    """A firm at work, made once for all tests here and gone after them; its day does not end meanwhile.

    Thousands of requests, of which none is about sessions: they cost no statement here.
    """
    in_cookies = override_settings(SESSION_ENGINE="django.contrib.sessions.backends.signed_cookies")
    with django_db_blocker.unblock(), transaction.atomic(), in_cookies:
        not_before_midnight(300)
        yield at_work(firm_of_years(), enter)
        transaction.set_rollback(True)


@pytest.fixture
def place(founded: Place) -> Iterator[Place]:
    """As it was founded: nothing stays of what another test has done, and nobody's browser remembers it."""
    cookies = {name: deepcopy(client.cookies) for name, client in founded.people.items()}
    with transaction.atomic():
        yield founded
        transaction.set_rollback(True)
    for name, client in founded.people.items():
        client.cookies = cookies[name]


def firm_of_years() -> Firm:
    """Its numbers have five digits, as those of every firm that has worked for a while."""
    with connection.cursor() as cursor:
        for table in ("orders_line", "orders_order", "orders_draft", "shipping_shipment", "companies_deliveryaddress"):
            cursor.execute(f"alter sequence {table}_id_seq restart with 12345")
    return found_firm(timezone.now() - timedelta(days=30))


def at_work(firm: Firm, enter: Enter) -> Place:
    """Alice owns, has a draft, goods held, a shipment asked for; everybody else is there as well."""
    now = timezone.now()
    alice = firm.person("alice")
    contract = firm.client("Механик", "7700000009", alice)
    bearing = firm.product("6204-2RS", price="412.30", multiple=10, on_hand=500)
    told: dict[str, Any] = {"actor": alice, "at": now}
    draft = orders.open_draft(contract=contract, name="ноябрь", **told)
    orders.set_quantity(contract=contract, draft=draft, product=bearing, quantity=dec(20))
    cells, layout = [["6204-2RS", "20"], ["нечто", "1"]], Layout((Role.NUMBER, Role.QUANTITY))
    paste = orders.paste(contract=contract, draft=draft, tables=[Table(cells, layout)], key="p", **told).paste
    open_row = queries.open_rows(contract=contract, draft=draft)[0].id
    order = orders.place(contract=contract, lines=[OrderLine(bearing, dec(50))], key="o", **told).order
    line = Line.objects.get(order_id=order).pk
    pick_up: dict[str, Any] = {"address": None}
    account = {"account": "4" * 20, "bic": "044525225", "bank": "Банк", "correspondent": "3" * 20}
    ours = BankAccount.objects.create(seller_id=firm.seller, **account).pk
    shipment = shipping.request(contract=contract, lines=[(line, dec(10))], **pick_up, key="s", **told)[0]
    company = int(Contract.objects.get(pk=contract).company_id)
    theirs = BankAccount.objects.create(company_id=company, **account).pk
    address = companies.add_address(company=company, name="Склад", address="Москва", **told)
    pavel = companies.invite_person(company=company, email="bob@example.org", name="Боб", role="accountant", **told)
    centre = companies.add_cost_centre(company=company, code="10", name="Цех", budget=None, **told)
    [left] = shipping.request(contract=contract, lines=[(line, dec(10))], **pick_up, key="l", **told)
    shipping.dispatch(shipment=left, actor=None, at=now)
    span: dict[str, Any] = {"since": business_day(now), "until": business_day(now), "days": 7, "note": "", "key": "l"}
    link = billing.make_link(company=company, contract=contract, **span, **told).secret
    stranger = firm.person("stranger")
    firm.client("Чужой", "7700000016", stranger)
    people = {"owner": alice, "accountant": pavel.user, "stranger": stranger, "all desks": firm.person("all", *DESKS)}
    people |= {desk: firm.person(desk, desk) for desk in DESKS}
    clients = {name: enter(user) for name, user in people.items()}
    letters_can_be_sent_again = [pavel.user, people["manager"]]
    User.objects.filter(pk__in=letters_can_be_sent_again).update(last_login=None)
    clients["nobody"] = Client(headers={"Accept": "application/json", "Idempotency-Key": "one-key"})
    for client in clients.values():
        client.raise_request_exception = False
    facts: dict[str, Any] = {
        "contract": contract,
        "draft": draft,
        "order": order,
        "line": line,
        "asked": line,
        "shipment": shipment,
    }
    facts |= {
        "paste": paste or 0,
        "row": open_row,
        "address": address,
        "person": pavel.user,
        "colleague": people["manager"],
        "company": company,
        "seller": firm.seller,
        "account": theirs,
        "our_account": ours,
        "paper": 1,
        "column": firm.retail,
        "wholesale": firm.wholesale,
        "fixed": pricing.set_fixed_price(contract=contract, product=bearing, price=dec(400), actor=None, at=now),
        "rule": pricing.set_column_of(
            contract=contract, of=Of(group=firm.groups["Подшипники"]), column=None, discount=dec(0), actor=None, at=now
        ),
        "planned": pricing.plan_list(
            rows=[], name="март", is_complete=False, begins_on=timezone.localdate() + timedelta(3), actor=None, at=now
        ),
        "policy": kept_files.keep(b"four_eyes = false").sha256,
        "list": kept_files.keep(b"article,wholesale\n6204-2RS,400").sha256,
        "input": costs.declare_input(names=InputNames("freight", "доставка"), actor=None, at=now),
        "publication": policy.simulate(policy=Policy(rules=(Rule("wholesale", "10"),)), actor=None, at=now),
        "warehouse": firm.kazan,
        "product": bearing,
        "centre": centre,
        "owner": alice,
        "approval": asked_for(firm, contract, company, bearing),
        "discrepancy": 1,
        "left": left,
        "today": timezone.localdate(),
        "wished": next_working_day(timezone.localdate()),
        "ticket": "ab",
        "span": "quarter",
        "papers": 1,
        "shape": "xlsx",
        "copy": 1,
        "advance": 1,
        "place": "orders",
        "file": 1,
        "answer": "ab",
        "poured": draft,
        "pouring": "ab",
        "digest": "ab",
        "secret": link,
        "on": str(business_day(now)),
        "since": str(business_day(now)),
        "until": str(business_day(now)),
        "comparison": compared_books(contract, now),
        "owed": settlements.headroom(contract, now).debt,
        "direction": directed(contract, alice, now),
        "token": signing.dumps([company, alice], salt="optom.paper_letters"),
    }
    facts |= {"part": "company", "which": "all", "by": 5, "margin": 15, "of": "group"}
    facts |= quoted(contract, bearing, alice, now)
    facts |= asked_suppliers(firm, bearing, now)
    facts["proposal"] = proposed_terms(now)
    facts["feed"], facts["run"] = held_file(now)
    bought(firm, facts["order"], bearing, now)
    replay.replay(publication=facts["publication"], actor=None, at=now)
    clients["owner"].get(f"/c/{contract}/company/")  # the session keeps what it remembers, it is not written each time
    return Place(facts, clients)


def addresses() -> Iterator[tuple[str, list[str]]]:
    """The name of every address, with what stands in it."""
    for space, patterns in (("portal", portal), ("office", office)):
        for pattern in patterns:
            assert isinstance(pattern, URLPattern)
            yield f"{space}:{pattern.name}", _COLON.findall(str(pattern.pattern))


ALL = dict(addresses())
JSON = [name for name in ALL if "-cell" in name or "-act-" in name or name.endswith("-paste")]
JSON += ["portal:catalog-views", "office:clients-views"]  # made by one function for all sheets


def insider(name: str) -> str:
    return "owner" if name.startswith("portal:") else "all desks"


def faults(answer: Any, sent: object) -> list[str]:
    """What is wrong with an answer: an error of ours, or a "no" without Russian words."""
    if answer.status_code >= 500:
        return [f"{answer.status_code} to {str(sent)[:150]}"]
    if answer.status_code < 400 or answer.status_code == 401:
        return []
    told = answer.json()["refusals"] if "json" in answer.headers.get("Content-Type", "") else []
    if any(one["code"] == "input.unfit" for one in told):
        return [f"no field is named to {str(sent)[:150]}"]
    if not told or not all(re.search("[а-я]", one["text"]) for one in told):
        return [f"{answer.status_code} without words to {str(sent)[:150]}: {answer.content[:200]!r}"]
    return []


def leave(answer: Any) -> None:
    """As a server does: who leaves an export open keeps its place. The test's own connection stays."""
    request_finished.disconnect(close_old_connections)
    answer.close()
    request_finished.connect(close_old_connections)


def tried(ask: Callable[[], Any], sent: object) -> list[str]:
    """One attempt; nothing of it stays."""
    with transaction.atomic():
        answer = ask()
        found = faults(answer, sent)
        leave(answer)
        transaction.set_rollback(True)
    return found


def test_every_form_is_known_and_can_be_filled_in(place: Place) -> None:
    for name, given in FORMS.items():
        with transaction.atomic():
            answer = place.fill_in(name, place.filled(given))
            transaction.set_rollback(True)
        assert answer.status_code == 200, (name, answer.content.decode()[:300])


def test_no_number_in_a_form_or_a_link_is_written_for_the_eye(place: Place) -> None:
    """With a space between thousands a field is named as nobody asks for it, and a choice is one that nobody offers."""
    found, pages = [], 0
    queries = {"portal:ask-shipment": "?lines={line}"}
    for name, parts in ALL.items():
        url = place.url(name, parts) + queries.get(name, "").format_map(place.facts)
        answer = place.people[insider(name)].get(url, headers={"Accept": "text/html"})
        if answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/html"):
            pages += 1
            found += [(url, *hit) for hit in _FOR_THE_EYE.findall(answer.content.decode())]
        leave(answer)
    assert not found
    assert pages >= 20


def test_no_evil_in_a_field_breaks_a_form(place: Place) -> None:
    found = []
    for name, given in FORMS.items():
        good = place.filled(given)
        found += tried(partial(place.fill_in, name, {}), (name, "nothing at all"))
        for field, evil in product(good, EVIL_TEXTS):
            found += tried(partial(place.fill_in, name, {**good, field: evil}), (name, field, evil))
    assert not found, "\n".join(found)


def queries_of(name: str) -> tuple[str, ...]:
    """What evil makes sense at an address."""
    if name == "portal:ask-shipment":
        return EVIL_WISHES
    return EVIL_QUERIES if name.endswith("-rows") else EVIL_KEYS if name.endswith("-why") else EVIL_QUERIES[:1]


def test_no_evil_in_an_address_breaks_a_page(place: Place) -> None:
    found = []
    for name, parts in ALL.items():
        client, url = place.people[insider(name)], place.url(name, parts)
        for query in queries_of(name):
            found += tried(partial(client.get, f"{url}?{query.format_map(place.facts)}"), (url, query))
    assert not found, "\n".join(found)


def kind_of(name: str) -> str:
    """What is read alike for all sheets of a space: ``portal:cell``, ``office:act``."""
    space, _, address = name.partition(":")
    return f"{space}:{'act' if '-act-' in address else address.rpartition('-')[2]}"


def test_no_evil_in_json_breaks_a_sheet(place: Place) -> None:
    """What is no JSON is read by one function for all: two sheets of each kind are tried with the whole of it."""
    cells = [{"key": place.facts["product"], "column": "quantity", "value": value} for value in EVIL_QUANTITIES]
    picks = [*EVIL_PICKS, {"keys": [place.facts["line"]], "until": "x"}]
    found = []
    taking: Counter[str] = Counter()
    for name in JSON:
        client, url = place.people[insider(name)], place.url(name, ALL[name])
        send = partial(client.post, url, content_type="application/json")
        found += tried(partial(send, BROKEN[0]), (name, BROKEN[0]))
        if takes_nothing(send):
            continue
        taking[kind_of(name)] += 1
        broken = BROKEN[1:] if taking[kind_of(name)] <= 2 else ()
        evil = (
            EVIL_PASTES
            if name.endswith("-paste")
            else EVIL_VIEWS
            if name.endswith("-views")
            else [*EVIL_CELLS, *cells, {"cells": cells}]
            if "-cell" in name
            else picks
        )
        for body in [*broken, *evil]:
            found += tried(partial(send, body), (name, body))
    assert not found, "\n".join(found)
    assert taking.total() >= 10, "cells to type into, acts on rows"


def takes_nothing(send: Callable[[Any], Any]) -> bool:
    """Whether nothing of the sheet can be typed into, so that what is sent is read and goes nowhere."""
    cell = {"key": "1", "column": "quantity", "value": "1"}
    with transaction.atomic():
        answer = send({**cell, "cells": [cell]})
        transaction.set_rollback(True)
    told = answer.json().get("refusals", []) if answer.status_code == 400 else []
    return any(one["code"] == "input.not_editable" for one in told)


def is_another_sheet_s(name: str) -> bool:
    """The addresses beside a sheet are made by one function for all: two sheets' are tried with other methods."""
    page, _, beside = name.rpartition("-")
    is_beside = page in ALL and beside in {
        "rows",
        "cell",
        "cells",
        "paste",
        "why",
        "panel",
        "views",
        "export.csv",
        "export.xlsx",
    }
    return is_beside and page not in {"portal:catalog", "office:clients"}


def test_no_wrong_number_and_no_other_method_breaks_an_address(place: Place) -> None:
    found = []
    for name, parts in ALL.items():
        client = place.people[insider(name)]
        for part in parts:
            url = place.url(name, parts, **{part: 2**63})
            found += tried(partial(client.get, url), url) + tried(partial(client.post, url), url)
        if is_another_sheet_s(name):
            continue
        for method in ("PUT", "BREW"):
            found += tried(partial(client.generic, method, place.url(name, parts)), (method, name))
    assert not found, "\n".join(found)


@pytest.mark.parametrize("who", ["accountant", "stranger", "nobody", "warehouse", "finance"])
def test_nobody_else_breaks_anything_either(place: Place, who: str) -> None:
    client, found = place.people[who], []
    for name, parts in ALL.items():
        url = place.url(name, parts)
        if name in FORMS:
            given = dict.fromkeys(place.filled(FORMS[name]), "я\0" * 300)
            found += tried(partial(client.post, url, given), (who, url))
        else:
            found += tried(partial(client.get, f"{url}?q=%00&lines=x&sort=x&key=x"), (who, url))
    assert not found, "\n".join(found)
