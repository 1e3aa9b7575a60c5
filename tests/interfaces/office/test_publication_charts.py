"""The director sees in pictures what a publication does: moves, guards, costs beside prices, margins."""

import html
import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from optom.domain.policy import actions
from optom.domain.policy.document import Guard, Policy, Rule
from tests.domain.costs.told import tell
from tests.trade import Firm

pytestmark = pytest.mark.django_db
Enter = Callable[[int], Client]
HTML = {"Accept": "text/html", "Accept-Language": "ru"}
POLICY = Policy(
    rules=(Rule("wholesale", "planned_cost * 1.25"),),
    guards=(Guard("Не больше чем на треть", "IFBLANK(ABS(change), 0) <= 1/3"),),
    cost="planned_cost * 0.8",
)


@pytest.fixture
def made(firm: Firm) -> int:
    """A drill of 80 goes from 90 to 100, a saw of 40 from 60 to 50; a press of 400 would leap from 100 and is held."""
    at = timezone.now()
    for article, cost, price, on_hand in (("DRILL", 80, 90, 10), ("SAW", 40, 60, 4), ("PRESS", 400, 100, 1)):
        group = "Machines" if article == "PRESS" else "Tools"
        product = firm.product(article, brand="Makita", price=price, on_hand=on_hand, group=group)
        tell(product, "planned_cost", cost, at=at)
    return actions.simulate(policy=POLICY, actor=firm.person("boss", "director"), at=at)


def charts(client: Client, address: str, **asked: str) -> dict[str, dict[str, Any]]:
    """By the beginnings of their titles."""
    page = client.get(address, asked, headers=HTML).content.decode()
    told = [json.loads(text) for text in re.findall(r"<template data-told>(.*?)</template>", page)]
    return {one["title"].partition(":")[0].partition(",")[0]: one for one in told}


def test_a_publication_is_seen_in_pictures_that_lead_to_its_prices(enter: Enter, firm: Firm, made: int) -> None:
    page = f"/office/prices/publications/{made}/"
    client = enter(firm.person("second", "director"))
    assert f'hx-get="{page}charts/"' in client.get(page, headers=HTML).content.decode()
    drawn = charts(client, f"{page}charts/")
    assert list(drawn) == [
        "Насколько меняются цены", "Что задержали ограничители", "Маржа в процентах",
        "Маржа товара на складах", "Себестоимость и предлагаемая цена",
    ]  # fmt: skip

    moves = drawn["Насколько меняются цены"]
    counted = {
        (one["title"], category): (int(value), query)
        for one in moves["series"]
        for category, value, query in zip(moves["categories"], one["values"], one["queries"], strict=True)
        if value != "0"
    }
    assert {part: number for part, (number, _query) in counted.items()} == {
        ("Опт", "−20 … −10 %"): 1, ("Опт", "+10 … +20 %"): 1, ("Задержано", "≥ +50 %"): 1,
    }  # fmt: skip
    for number, query in counted.values():  # what is pressed shows just these prices
        assert client.get(f"{page}rows?{query}", headers={"Accept-Language": "ru"}).json()["total"] == number

    guards = drawn["Что задержали ограничители"]
    assert [guards["categories"], guards["series"][0]["values"]] == [["Не больше чем на треть"], ["1"]]

    margins = drawn["Маржа в процентах"]
    now, then = ({c: v for c, v in zip(margins["categories"], one["values"], strict=True) if v != "0"}
                 for one in margins["series"])  # fmt: skip
    assert now == {"10 … 15 %": "1", "30 … 35 %": "1"}, "what is held back moves no price"
    assert then == {"20 … 25 %": "2"}

    steps = drawn["Маржа товара на складах"]["steps"]
    assert [(one["title"], one["value"]) for one in steps] == [
        ("Сейчас", "166.43"), ("Tools", "49.18"), ("С публикацией", "215.61"),
    ]  # fmt: skip

    clouds = drawn["Себестоимость и предлагаемая цена"]["clouds"]
    assert {one["title"]: sorted(point[3] for point in one["points"]) for one in clouds} == {
        "Опт": ["DRILL", "SAW"], "Задержано": ["PRESS"],
    }  # fmt: skip
    key = clouds[0]["points"][0][2]
    assert client.get(f"{page}panel", {"key": key}, headers=HTML).status_code == 200

    assert enter(firm.person("mary", "manager")).get(f"{page}charts/", headers=HTML).status_code == 404


def test_groups_of_one_name_are_two_wherever_they_are_pressed(enter: Enter, firm: Firm) -> None:
    at = timezone.now()
    for place, article in enumerate(("DRILL", "SAW", "BIT")):
        if place < 2:  # the third lies in the second group
            firm.group("Tools")
        tell(firm.product(article, price=90, on_hand=1, group="Tools"), "planned_cost", 80 + place, at=at)
    publication = actions.simulate(policy=POLICY, actor=firm.person("boss", "director"), at=at)
    page = f"/office/prices/publications/{publication}/"
    client = enter(firm.person("second", "director"))

    def articles(query: str) -> list[str]:
        return sorted(
            row[1] for row in client.get(f"{page}rows?{query}", headers={"Accept-Language": "ru"}).json()["rows"]
        )

    shown = client.get(page, headers=HTML).content.decode()
    parts = [html.unescape(query) for query in re.findall(r'href="[^"]*\?(group[^"]*)"', shown)]
    steps = charts(client, f"{page}charts/")["Маржа товара на складах"]["steps"]
    pressed = [one["query"] for one in steps if one["title"] == "Tools"]
    for queries in (parts, pressed):
        assert sorted(map(articles, queries)) == [["BIT", "SAW"], ["DRILL"]]
