"""Offers that are no product yet are answered: accepted, searched for, made, set aside, and taken back."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from optom.domain.catalog.models import Product
from optom.domain.suppliers import seeking
from optom.domain.suppliers.models import Feed, Offer, Supplier, Terms
from tests.domain.suppliers.test_offering import apply
from tests.trade import Firm, dec

pytestmark = pytest.mark.django_db
QUEUE = "/office/feeds/queue/"
Enter = Callable[[int], Client]


@pytest.fixture
def purchaser(enter: Enter, firm: Firm) -> Client:
    return enter(firm.person("paul", "purchaser"))


@pytest.fixture
def offer(firm: Firm) -> int:
    """Something that may be a bearing of ours, and something that is like nothing."""
    firm.product("6204-2RS", name="Подшипник шариковый 6204-2RS")
    supplier = Supplier.objects.create(name="Вега", sort_key="")
    feed = Feed.objects.create(supplier=supplier, name="Прайс")
    pump = {"number": "b", "article": "QX-77", "brand": "Новый", "name": "Насос дренажный", "unit": "шт"}
    at = timezone.now()
    apply(
        feed,
        {"number": "a", "name": "Подшипник 6204-RS шариковый закрытый", "price": "10"},
        {**pump, "price": "20"},
        at=at,
    )
    seeking.seek(at=at)
    return Offer.objects.get(number="a").pk


def act(client: Client, verb: str, *offers: int, **given: str) -> Any:
    body = {"keys": [str(one) for one in offers], **given}
    return client.post(f"{QUEUE}acts/{verb}", body, content_type="application/json")


def stands(offer: int) -> str:
    return Offer.objects.get(pk=offer).matched


def test_the_likeliest_is_accepted_and_that_is_taken_back(purchaser: Client, offer: int) -> None:
    answer = act(purchaser, "accept", offer).json()
    product = Offer.objects.get(pk=offer).product_id
    assert (stands(offer), answer["undo"]) == ("hand", f"{QUEUE}back/?answers={offer}:{product}")
    again = act(purchaser, "accept", offer)
    assert (again.status_code, again.json()["refusals"][0]["code"]) == (422, "suppliers.decided_already")
    assert purchaser.post(answer["undo"]).json()["reload"]
    assert stands(offer) == ""


def test_what_is_like_nothing_can_not_be_accepted(purchaser: Client, offer: int) -> None:
    pump = Offer.objects.get(number="b").pk
    refused = act(purchaser, "accept", offer, pump)
    assert refused.json()["refusals"][0]["code"] == "suppliers.no_candidate"
    assert (stands(offer), stands(pump)) == ("", "")


def test_another_product_is_searched_for_beside_the_offer(purchaser: Client, firm: Firm, offer: int) -> None:
    other = firm.product("6305-ZZ", name="Подшипник 6305")
    panel = purchaser.get(f"{QUEUE}panel", {"key": offer}).content.decode()
    assert "6204-2RS" in panel, "the candidate stands there"
    found = purchaser.get(f"{QUEUE}find/", {"q": "6305"}).content.decode()
    assert f'value="{other}"' in found
    assert "6204-2RS" not in found
    assert not purchaser.get(f"{QUEUE}find/").content.decode().count("<button")
    answer = purchaser.post(f"{QUEUE}match/", {"offer": offer, "product": other}).json()
    assert Offer.objects.get(pk=offer).product_id == other
    purchaser.post(answer["undo"])
    assert stands(offer) == ""


def test_a_new_product_is_made_as_the_row_says_it(purchaser: Client, offer: int) -> None:
    del offer
    pump = Offer.objects.get(number="b").pk
    form = act(purchaser, "new", pump).json()["form"]
    assert 'value="QX-77"' in form
    assert 'value="Насос дренажный"' in form
    wrong = act(purchaser, "new", pump, article="QX-77", name="", brand="", unit="", barcode="1")
    assert set(wrong.json()["errors"]) == {"name", "barcode"}
    said = {
        "article": "QX-77",
        "name": "Насос дренажный QX",
        "brand": "Новый",
        "unit": "шт",
        "barcode": "",
        "group": "",
    }
    undo = act(purchaser, "new", pump, **said).json()["undo"]
    made = Offer.objects.select_related("product").get(pk=pump)
    assert (made.matched, made.product and made.product.name) == ("created", "Насос дренажный QX")
    assert "." in purchaser.post(undo).json()["message"], "it says that the product stays"
    assert (stands(pump), Product.objects.filter(article="QX-77", is_active=True).exists()) == ("", True)


def test_what_is_none_of_ours_is_set_aside(purchaser: Client, offer: int) -> None:
    answer = act(purchaser, "ignore", offer).json()
    assert stands(offer) == "ignored"
    purchaser.post(answer["undo"])
    assert stands(offer) == ""


def test_what_somebody_else_has_answered_since_is_not_taken_back(
    purchaser: Client, enter: Enter, firm: Firm, offer: int
) -> None:
    undo = act(purchaser, "ignore", offer).json()["undo"]
    other = enter(firm.person("anna", "purchaser"))
    other.post(f"{QUEUE}match/", {"offer": offer, "product": firm.product("6305-ZZ")})
    refused = purchaser.post(undo)
    assert (refused.status_code, refused.json()["refusals"][0]["code"]) == (422, "suppliers.decided_already")
    assert stands(offer) == "hand"


def test_who_does_not_buy_finds_no_queue(enter: Enter, firm: Firm, alice: int, offer: int) -> None:
    for client in (enter(firm.person("ware", "warehouse")), enter(alice)):
        assert client.get(f"{QUEUE}find/", {"q": "6204"}).status_code == 404
        assert client.post(f"{QUEUE}match/", {"offer": offer, "product": 1}).status_code == 404
        assert client.post(f"{QUEUE}back/?answers={offer}:0").status_code == 404


def test_what_a_unit_of_the_supplier_holds_is_typed_beside_the_offer(purchaser: Client, offer: int) -> None:
    for sheet in ("queue", "offers"):
        cell = {"key": str(offer), "column": "factor", "value": "10" if sheet == "queue" else "0,5"}
        answer = purchaser.post(f"/office/feeds/{sheet}/cell", cell, content_type="application/json")
        assert answer.status_code == 200, answer.content.decode()
        stands = Terms.objects.get(offer=offer)
        assert (stands.factor, stands.price) == ((10, 1) if sheet == "queue" else (dec("0.5"), 20))
        assert str(stands.price).rstrip("0").rstrip(".") in answer.content.decode()
    wrong = purchaser.post("/office/feeds/queue/cell", {"key": str(offer), "column": "factor", "value": "0"},
                           content_type="application/json")  # fmt: skip
    assert "factor_wrong" in wrong.content.decode()
