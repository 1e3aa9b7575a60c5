"""A director replays real orders at the prices of a publication, and sees who would pay more before anybody does."""

import json
import re
from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from optom.domain.companies.models import Contract
from optom.domain.orders.models import Line, Order
from optom.domain.policy import actions as policy
from optom.domain.policy.document import Policy, Rule
from optom.domain.replay import actions, replaying
from tests.trade import Firm

pytestmark = pytest.mark.django_db
Enter = Callable[[int], Client]
HTML = {"Accept": "text/html", "Accept-Language": "ru"}
JSON = {"Accept": "application/json", "Accept-Language": "ru"}
POLICY = Policy(
    rules=(Rule("wholesale", "183", 'brand = "SKF"'), Rule("wholesale", "61")), cost='IF(brand = "SKF"; 100; 20)'
)
"""SKF costs 150 without VAT instead of 100, others 50 instead of 100."""


def order(contract: int, product: int, at: datetime, **said: Any) -> None:
    keys = {"contract_id": contract, "company_id": Contract.objects.get(pk=contract).company_id}
    made = Order.objects.create(key=str(Order.objects.count()), placed_at=at, total=244, **keys)
    sums = {"price": 122, "sum": 244, "vat": 44, "ordered": 2}
    Line.objects.create(order=made, position=1, product_id=product, **sums, **keys, **said)


@pytest.fixture
def publication(firm: Firm, contract: int) -> int:
    at, strange_contract = timezone.now(), firm.client("Чужой", "7700000016")
    bearing, drill = firm.product("6204", brand="SKF", price=122), firm.product("DRILL", brand="Makita", price=122)
    order(contract, bearing, at, reserved=2)
    order(strange_contract, drill, at, shipped=2)
    return policy.simulate(policy=POLICY, actor=firm.person("boss", "director"), at=at)


def rows(client: Client, address: str, **asked: str) -> list[list[Any]]:
    answer = client.get(f"{address}rows", asked)
    assert answer.status_code == 200, answer.content
    found: list[list[Any]] = answer.json()["rows"]
    return found


def test_orders_are_replayed_and_told_by_client_and_column_and_as_a_workbook(
    enter: Enter, firm: Firm, publication: int
) -> None:
    client, page = enter(firm.person("second", "director")), f"/office/prices/publications/{publication}/"
    assert client.get(f"{page}replay/company/", headers=HTML).status_code == 404
    refused = client.post(f"{page}replay/", {"weeks": "105"}, headers=JSON)
    assert "за 1–104 недель" in refused.json()["refusals"][0]["text"]
    assert client.post(f"{page}replay/", {"weeks": "13"}, headers=JSON).json()["location"] == page
    shown = client.get(page, headers=HTML).content.decode().replace("\u202f", " ").replace("\xa0", " ")
    assert "Что принесли бы заказы за 13 последних недель" in shown
    assert '?way=gains">1</a> · больше: ' in shown
    assert '?way=hurt">1</a> · столько же: ' in shown
    assert "Обещанные цены остаются" in shown
    for told in ("400,00", "160,00", "100 % выручки", "В резерве"):
        assert told in shown

    by_client = [(row[1], *row[4:10]) for row in rows(client, f"{page}replay/company/")]
    assert by_client == [
        ("Механик", "200", "300", "100", "50", "0", "100"),
        ("Чужой", "200", "100", "-100", "-50", "160", "60"),
    ]
    assert [row[1] for row in rows(client, f"{page}replay/company/", way="gains")] == ["Чужой"]
    assert [row[1] for row in rows(client, f"{page}replay/contract/", sort="difference")] == ["Чужой", "Механик"]
    assert [row[1] for row in rows(client, f"{page}replay/brand/", change=">0")] == ["SKF"]
    assert [row[1] for row in rows(client, f"{page}replay/column/")] == ["Опт"]
    assert [row[1] for row in rows(client, f"{page}replay/product/")] == ["6204", "DRILL"]
    assert client.get(f"{page}replay/moon/", headers=HTML).status_code == 404
    drawn = client.get(f"{page}charts/", headers=HTML).content.decode()
    bridges = [json.loads(text) for text in re.findall(r"<template data-told>(.*?)</template>", drawn)]
    [by_clients] = [one["steps"] for one in bridges if one["title"].endswith("по клиентам")]
    assert [Decimal(step["value"]) for step in by_clients] == [160, 100, -100, 160]
    assert [step["title"] for step in by_clients][1:3] == ["Механик", "Чужой"]

    told_again = b"".join(client.get(f"{page}replay/group/export.csv").streaming_content).decode()  # type: ignore[attr-defined]
    assert "Подшипники" in told_again
    assert b"".join(client.get(f"{page}replay/group/export.xlsx").streaming_content).startswith(b"PK")  # type: ignore[attr-defined]


def test_many_orders_are_waited_for_and_looked_at_again(
    enter: Enter, firm: Firm, publication: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(replaying, "MOST_AT_ONCE", 1)
    client, page = enter(firm.person("second", "director")), f"/office/prices/publications/{publication}/"
    client.post(f"{page}replay/", {"weeks": "4"}, headers=JSON)
    assert "Заказы пересчитываются" in client.get(page, headers=HTML).content.decode()
    assert client.get(f"{page}replay/company/", headers=HTML).status_code == 404


def test_the_administrator_sees_a_replay_and_a_manager_none(enter: Enter, firm: Firm, publication: int) -> None:
    actions.replay(publication=publication, actor=None, at=timezone.now())
    page = f"/office/prices/publications/{publication}/replay/"
    client = enter(firm.person("root", "administrator"))
    assert client.get(f"{page}company/", headers=HTML).status_code == 200
    assert client.post(page, {"weeks": "13"}, headers=JSON).status_code == 404
    assert enter(firm.person("mary", "manager")).get(f"{page}company/", headers=HTML).status_code == 404
