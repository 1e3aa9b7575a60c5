"""The director looks where his prices stand in the market, chooses from how many per cent on, and sees it drawn."""

import json
import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from optom.base.business_day import business_day
from optom.domain.catalog.models import Product
from optom.domain.costs import actions as costs
from optom.domain.costs.market import MarketRow
from optom.domain.policy.models import UnitCost
from tests.trade import Firm, dec

pytestmark = pytest.mark.django_db
Enter = Callable[[int], Client]
HTML = {"Accept": "text/html", "Accept-Language": "ru"}
BEGIN = "/office/costs/market/standing/"


def brand_of(product: int) -> int:
    brand = Product.objects.get(pk=product).brand_id
    assert brand is not None
    return brand


def test_the_director_sees_where_he_loses_and_where_he_gives_away(enter: Enter, firm: Firm) -> None:
    at = timezone.now()
    drill, saw = firm.product("DRILL", brand="Makita", price=80), firm.product("SAW", brand="SKF", price=130)
    UnitCost.objects.create(product_id=drill, amount=dec(90))
    UnitCost.objects.create(product_id=saw, amount=dec(50))
    seen = [MarketRow(article, "Shop", dec(100), business_day(at)) for article in ("DRILL", "SAW")]
    costs.load_market(rows=seen, name="seen.csv", actor=None, at=at)
    client = enter(firm.person("boss", "director"))
    assert f'href="{BEGIN}"' in client.get("/office/costs/market/", headers=HTML).content.decode()

    page = client.get(BEGIN, {"column": "wholesale", "which": "give", "by": "30 %"}, headers=HTML).headers["Location"]
    assert page == f"{BEGIN}{firm.wholesale}/give/30/15/"
    shown = client.get(page, headers=HTML).content.decode()
    assert 'name="by" size="3" inputmode="numeric" value="30"' in shown
    assert [row[1] for row in client.get(f"{page}rows").json()["rows"]] == ["DRILL"], "below cost, whatever the market"
    assert client.get(f"{BEGIN}{firm.wholesale}/all/5/15/rows?place=dearest").json()["total"] == 1

    drawn = client.get(f"{BEGIN}{firm.wholesale}/charts/", headers=HTML).content.decode()
    brands = json.loads(re.findall(r"<template data-told>(.*?)</template>", drawn)[1])
    shares = {
        (brand, one["title"]): (value, one["queries"][place])
        for one in brands["series"]
        for place, (brand, value) in enumerate(zip(brands["categories"], one["values"], strict=True))
        if dec(value)
    }
    assert shares == {
        ("Makita", "дешевле всех"): ("100.00", f"brand_id=%3D{brand_of(drill)}&place=cheapest"),
        ("SKF", "дороже всех"): ("100.00", f"brand_id=%3D{brand_of(saw)}&place=dearest"),
    }
    for (brand, _place), (_share, query) in shares.items():
        rows = client.get(f"{BEGIN}{firm.wholesale}/all/5/15/rows?{query}").json()["rows"]
        assert [row[3] for row in rows] == [brand], "what is pressed shows the goods that it counts"
    parts = f"{BEGIN}{firm.wholesale}/by-brand/"
    assert client.get(parts, headers=HTML).status_code == 200
    assert {row[1]: row[3] for row in client.get(f"{parts}rows").json()["rows"]} == {"Makita": "80", "SKF": "130"}

    for wrong in ("some/5/15/", "all/5/100000/", "by-colour/"):
        assert client.get(f"{BEGIN}{firm.wholesale}/{wrong}", headers=HTML).status_code == 404
    assert client.get(f"{BEGIN}999999/all/5/15/", headers=HTML).status_code == 404
    assert enter(firm.person("mary", "manager")).get(BEGIN, headers=HTML).status_code == 404
