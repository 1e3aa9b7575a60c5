"""Views of a sheet by its page: told to it, kept by it, and by no stranger's."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from optom.domain.companies.models import Contract, Membership
from tests.trade import Firm

pytestmark = pytest.mark.django_db
Enter = Callable[[int], Client]
STATE = {
    "address": "?total=%3E5000", "order": ["total", "id"], "hidden": ["note"], "wanted": ["weight"],
    "widths": {"id": 90}, "frozen": 2,
}  # fmt: skip


def keep(client: Client, contract: int, **said: Any) -> Any:
    return client.post(f"/c/{contract}/orders/views", said, content_type="application/json")


def save(client: Client, contract: int, name: str = "Крупные", *, shared: bool = False) -> str:
    answer = keep(client, contract, act="save", name=name, shared=shared, state=STATE)
    assert answer.status_code == 200, answer.content.decode()
    return str(answer.json()["view"])


def test_a_view_is_kept_told_to_the_page_and_opened_by_default(enter: Enter, alice: int, contract: int) -> None:
    client = enter(alice)
    view = save(client, contract)

    told = keep(client, contract, act="default", view=view).json()["views"]
    assert told == [
        {
            "id": view,
            "name": "Крупные",
            "state": STATE,
            "mine": True,
            "author": "alice",
            "shared": False,
            "default": True,
        }
    ]
    page = client.get(f"/c/{contract}/orders/", headers={"Accept": "text/html"}).content.decode()
    assert '"name":"Крупные"' in page
    assert '"default":true' in page
    assert "Крупные" not in client.get(f"/c/{contract}/papers/", headers={"Accept": "text/html"}).content.decode()

    assert keep(client, contract, act="default", view=None).json()["views"][0]["default"] is False
    keep(client, contract, act="change", view=view, name="Мелкие", shared=True)
    [changed] = keep(client, contract, act="default", view=view).json()["views"]
    assert (changed["name"], changed["shared"], changed["state"]) == ("Мелкие", True, STATE)
    assert keep(client, contract, act="remove", view=view).json() == {"views": [], "view": None}


def test_a_view_of_another_company_is_not_there(enter: Enter, firm: Firm, alice: int, contract: int) -> None:
    view = save(enter(alice), contract, shared=True)
    stranger = firm.person("stranger")
    theirs = firm.client("Чужой", "7700000016", stranger)
    client = enter(stranger)

    assert keep(client, contract, act="remove", view=view).status_code == 404
    for act in ({"act": "remove"}, {"act": "change", "name": "x"}, {"act": "default"}):
        answer = keep(client, theirs, view=view, **act)
        assert (answer.status_code, answer.json()["refusals"][0]["code"]) == (422, "companies.view_unknown")
    assert "Крупные" not in client.get(f"/c/{theirs}/orders/", headers={"Accept": "text/html"}).content.decode()


def test_who_works_for_two_companies_has_the_views_of_each_there(
    enter: Enter, firm: Firm, alice: int, contract: int
) -> None:
    second = firm.client("Второй", "7700000016", firm.person("other"))
    company = Contract.objects.get(pk=second).company_id
    Membership.objects.create(company_id=company, user_id=alice, role="buyer")
    client = enter(alice)
    save(client, contract, "Первых")
    save(client, second, "Вторых")

    page = client.get(f"/c/{second}/orders/", headers={"Accept": "text/html"}).content.decode()
    assert "Вторых" in page
    assert "Первых" not in page


def test_the_staff_keep_views_too(enter: Enter, firm: Firm, contract: int) -> None:
    client = enter(firm.person("vera", "finance"))
    body = {"act": "save", "name": "Должники", "shared": True, "state": {**STATE, "address": "?overdue=%3E0"}}

    told = client.post("/office/clients/views", body, content_type="application/json").json()["views"]
    assert [(one["name"], one["mine"]) for one in told] == [("Должники", True)]
    other = enter(firm.person("oleg", "director"))
    assert "Должники" in other.get("/office/clients/", headers={"Accept": "text/html"}).content.decode()


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"act": "burn"},
        {"act": "save", "name": 5, "state": STATE},
        {"act": "save", "name": "x", "state": []},
        {"act": "save", "name": "x", "state": {"order": "id"}},
        {"act": "save", "name": "x", "state": {"order": [1]}},
        {"act": "save", "name": "x", "state": {"widths": {"id": "90"}}},
        {"act": "save", "name": "x", "state": {"frozen": "id"}},
        {"act": "change", "view": "x"},
        {"act": "remove", "view": "9" * 30},
        {"act": "default", "view": {}},
    ],
)
def test_what_no_page_of_ours_sends_is_told_to_be_malformed(
    enter: Enter, alice: int, contract: int, body: dict[str, Any]
) -> None:
    assert keep(enter(alice), contract, **body).status_code == 400
