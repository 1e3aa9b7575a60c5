"""The director writes rules of terms, tries them, proposes; another approves; the buyer is told by which rule."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from optom.domain.agreeing import queries as agreeing
from optom.domain.pricing import queries as pricing
from optom.domain.pricing.models import Column
from tests.statements import counted
from tests.trade import Firm, dec

pytestmark = pytest.mark.django_db
Enter = Callable[[int], Client]
PAGE = "/office/prices/terms/"
HTML = {"Accept": "text/html", "Accept-Language": "ru"}
CELLS = {
    "rules": [
        {"name": "Late", "condition": "дней_просрочки > 10", "column": "", "price": "0"},
        {
            "name": "By the client",
            "condition": 'client = "Механик"',
            "column": "dealer",
            "price": "ПРОСМОТР(1; «ступени»)",
        },
    ],
    "tables": [{"name": "ступени", "key": "number", "gives": "number", "from": "0", "value": "3%"}],
    "four_eyes": [{"four_eyes": "yes"}],
}


@pytest.fixture
def director(enter: Enter, firm: Firm) -> Client:
    Column.objects.create(code="dealer", name="Дилер", position=3)
    return enter(firm.person("boss", "director"))


def ask(client: Client, what: str, cells: dict[str, Any], **more: Any) -> Any:
    body = json.dumps({"cells": cells, **more})
    answer = client.post(f"{PAGE}{what}/", body, content_type="application/json")
    return answer.json() | {"status": answer.status_code}


def test_rules_are_written_tried_proposed_and_approved_and_the_buyer_is_told(
    director: Client, enter: Enter, firm: Firm, contract: int, alice: int
) -> None:
    bearing = firm.product("6204", price=100, on_hand=1)
    firm.price(bearing, 90, column=Column.objects.get(code="dealer").pk)
    terms = f"/office/clients/{contract}/terms/"
    assert ask(director, "check", CELLS)["faults"] == []
    version = ask(director, "save", CELLS, expected=0)["edits"]
    assert ask(director, "save", {}, expected=0)["edits"] == version, "another has saved meanwhile"
    [found] = director.get(f"{PAGE}contracts/?q=Механик").json()["products"]
    told = ask(director, "try", CELLS, products=[found["id"]])["html"]
    assert "By the client" in told
    assert "Дилер" in told

    director.post(f"{terms}follow/", {"follow": "yes", "reason": "оборот"})
    assert agreeing.follows(contract)
    assert "By the client" in director.get(terms, headers=HTML).content.decode()
    director.post(f"{PAGE}propose/", {"expected": version, "reason": "первый раз"})
    proposal = agreeing.proposals().all()[0].id
    address = f"{PAGE}proposals/{proposal}/"
    page = director.get(address, headers=HTML).content.decode()
    assert "Вы сами предложили эти условия" in page
    rows = director.get(f"{address}rows").json()["rows"]
    assert "клиент: Механик" in json.dumps(rows, ensure_ascii=False)
    assert director.get(f"{address}panel", {"key": agreeing.proposed(proposal).all()[0].id}).status_code == 200

    administrator = enter(firm.person("adam", "administrator"))
    assert "Ввести в действие сейчас" in administrator.get(address, headers=HTML).content.decode()
    administrator.post(f"{address}approve/", {"when": "now"})

    assert pricing.schemes(contract)[0].discount == dec(3)
    why = enter(alice).get(f"/why/{contract}/{bearing}/", headers=HTML)
    assert why.status_code == 200
    assert "By the client" in why.content.decode()
    assert "By the client" in director.get(terms, headers=HTML).content.decode()


def test_rules_are_tried_on_six_contracts_by_as_many_statements_as_on_one_and_need_no_name(
    director: Client, contract: int, firm: Firm, alice: int
) -> None:
    six = [contract, *(firm.client(f"Ромашка {place}", f"770000001{place}", alice) for place in range(5))]
    cells = {"rules": [{"column": "dealer", "price": "3%"}]}
    with counted() as of_one:
        told = ask(director, "try", cells, products=[contract])["html"]
    with counted() as of_six:
        of_all = ask(director, "try", cells, products=six)["html"]
    assert "Дилер, −3 %" in told.replace("\xa0", " ")
    assert "правило 1" in told
    assert of_all.count("<details>") == len(six)
    assert len(of_six) == len(of_one)


def test_many_contracts_begin_to_follow_at_once_with_a_reason(director: Client, contract: int, firm: Firm) -> None:
    def act(name: str, **given: str) -> Any:
        body = {"keys": [str(contract)], **given}
        return director.post(
            f"/office/clients/acts/{name}",
            body,
            content_type="application/json",
            headers={"Idempotency-Key": f"{name}{len(given)}"},
        ).json()

    assert "reason" in act("follow")["form"]
    act("follow", reason="оборот")
    assert agreeing.following() == 1
    act("unfollow", reason="особый")
    assert agreeing.following() == 0


def test_others_see_no_rules_of_terms(enter: Enter, firm: Firm, contract: int, alice: int) -> None:
    for person in (alice, firm.person("walter", "warehouse"), firm.person("max", "manager")):
        client = enter(person)
        assert client.get(PAGE).status_code in {403, 404}
        assert client.post(f"/office/clients/{contract}/terms/follow/", {"follow": "yes"}).status_code in {403, 404}
    assert agreeing.following() == 0


def test_exceptions_are_listed_prolonged_and_ended(director: Client, enter: Enter, firm: Firm, contract: int) -> None:
    def act(name: str, row: str, **given: str) -> Any:
        body = {"keys": [row], **given}
        headers = {"Idempotency-Key": f"{name}{row}{len(given)}"}
        return director.post(f"/office/exceptions/acts/{name}", body, content_type="application/json", headers=headers)

    firm.product("6204", price=100)
    fixed = {"article": "6204", "price": "80", "reason": "тендер"}
    director.post(f"/office/clients/{contract}/terms/fixed/", fixed)
    [row] = agreeing.exceptions(at=timezone.now()).all()
    [listed] = director.get("/office/exceptions/rows", {"term": "unlimited", "kind": "fixed"}).json()["rows"]
    assert str(listed[0]) == str(row.id)
    assert director.get("/office/exceptions/rows", {"is_unreasoned": "true"}).json()["rows"] == []
    assert "until" in act("prolong", str(row.id)).json()["form"]
    assert act("prolong", str(row.id), until="вчера", reason="x").status_code == 422
    act("prolong", str(row.id), until="", reason="ещё")
    act("end", str(row.id), reason="хватит")
    assert agreeing.exceptions(at=timezone.now()).all() == []
    assert act("end", "3", reason="x").json()["refusals"][0]["code"] == "agreeing.promotion_is_policy"
    assert enter(firm.person("max", "manager")).get("/office/exceptions/").status_code in {403, 404}
