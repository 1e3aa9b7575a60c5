"""The office gives a client prices of his own: he pays them at once, and "why" tells it."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from optom.domain.pricing import queries as pricing
from tests.books import all_books
from tests.trade import Firm, dec

pytestmark = pytest.mark.django_db
Enter = Callable[[int], Client]
HTML = {"Accept": "text/html"}


@pytest.fixture
def director(enter: Enter, firm: Firm) -> Client:
    return enter(firm.person("boss", "director"))


def shown_price(client: Client, contract: int) -> str:
    """What the buyer's catalog asks for the only product."""
    [row] = client.get(f"/c/{contract}/catalog/rows").json()["rows"]
    return str(row[4])


def why(client: Client, contract: int, product: int) -> str:
    return client.get(f"/why/{contract}/{product}/").content.decode()


def test_a_fixed_price_is_paid_at_once_and_ends(
    director: Client, enter: Enter, firm: Firm, alice: int, contract: int, bearing: int
) -> None:
    there, buyer = f"/office/clients/{contract}/terms/", enter(alice)
    given = {"article": "6204 2rs", "price": "333,30", "until": "31.12.2099", "reason": "Торг весны"}
    assert director.post(f"{there}fixed/", given).status_code == 200

    assert shown_price(buyer, contract) == "333.3"
    assert "333,30" in why(buyer, contract, bearing)
    [fixed] = pricing.fixed_prices(contract, timezone.now(), most=9)
    page = director.get(there, headers=HTML).content.decode()
    assert "Торг весны" in page
    end = f"{there}fixed/{fixed.id}/end/"
    assert end in page
    assert director.post(end, {"reason": ""}).status_code == 422
    assert director.post(end, {"reason": "Кончилась"}).status_code == 200
    assert shown_price(buyer, contract) == "412.3"
    page = director.get(there, headers=HTML).content.decode()
    assert end not in page
    assert "Торг весны" in page.split("История")[1], "what has ended stays in the history"
    assert director.post(end, {"reason": "Кончилась"}).status_code == 422


def test_a_brand_is_bought_by_a_column_of_its_own(
    director: Client, enter: Enter, firm: Firm, alice: int, contract: int, bearing: int
) -> None:
    there, buyer = f"/office/clients/{contract}/terms/", enter(alice)
    firm.price(bearing, 200, column=firm.retail)
    given = {"brand": "skf", "group": "подшипники", "column": firm.retail, "discount": "10", "reason": "Акция SKF"}
    assert director.post(f"{there}rules/", given).status_code == 200

    assert shown_price(buyer, contract) == "180"
    told = why(buyer, contract, bearing)
    assert "180,00" in told
    assert "SKF" in told
    [rule] = pricing.rules_of(contract, timezone.now())
    assert director.post(f"{there}rules/{rule.id}/end/", {"reason": "Всё"}).status_code == 200
    assert shown_price(buyer, contract) == "412.3"


def test_breaks_are_typed_in_one_line(
    director: Client, enter: Enter, firm: Firm, alice: int, contract: int, bearing: int
) -> None:
    there = f"/office/clients/{contract}/terms/"
    given = {"column": firm.wholesale, "article": "6204-2RS", "breaks": "100 – 400; 500: 390,50", "reason": "Опт"}
    assert director.post(f"{there}breaks/", given).status_code == 200

    steps = pricing.breaks(contract=contract, product=bearing, column=firm.wholesale, at=timezone.now())
    assert steps == [(dec(100), dec(400)), (dec(500), dec("390.5"))]
    assert "390,50" in why(enter(alice), contract, bearing)
    page = director.get(f"{there}?breaks={firm.wholesale}-{bearing}", headers=HTML).content.decode()
    assert page.count("100 – 400; 500 – 390,5") == 2, "in the list, and in the form that changes it"
    wrong = director.post(f"{there}breaks/", {**given, "breaks": "сто по четыреста"})
    assert wrong.status_code == 422
    assert "Скидки за количество не читаются" in str(wrong.json())
    assert director.post(f"{there}breaks/", {**given, "brand": "SKF", "breaks": "", "reason": "Всё"}).status_code == 200
    assert pricing.breaks_by_hand(contract, timezone.now(), most=9) == []
    assert all_books() == []


def test_an_article_of_two_brands_asks_for_the_brand(director: Client, firm: Firm, contract: int, bearing: int) -> None:
    fag = firm.product("6204-2RS", brand="FAG", price=300)
    given = {"article": "6204-2RS", "price": "250", "reason": "Торг"}
    there = f"/office/clients/{contract}/terms/fixed/"
    assert director.post(there, given).json()["refusals"][0]["code"] == "pricing.article_of_several"

    assert director.post(there, {**given, "brand": "fag"}).status_code == 200
    assert [row.product for row in pricing.fixed_prices(contract, timezone.now(), most=9)] == [fag]


@pytest.mark.parametrize("what", ["fixed/", "fixed/1/end/", "rules/", "rules/1/end/", "breaks/"])
def test_other_desks_and_buyers_reach_none_of_it(
    enter: Enter, firm: Firm, alice: int, contract: int, what: str
) -> None:
    for user in (alice, firm.person("hunter", "manager"), firm.person("walter", "warehouse")):
        assert enter(user).post(f"/office/clients/{contract}/terms/{what}", {"reason": "Так"}).status_code == 404
