"""Support looks and does not touch."""

from collections.abc import Callable

import pytest
from django.test import Client

from optom.domain.accounts.models import User
from tests.trade import Firm

pytestmark = pytest.mark.django_db
Enter = Callable[[int], Client]


SHOWN = ("accounts/user", "accounts/staffrole", "companies/company", "companies/contract", "companies/membership",
         "orders/order", "shipping/shipment", "documents/paper", "journal/entry", "journal/event")  # fmt: skip


@pytest.fixture
def boss(firm: Firm) -> int:
    """An administrator to whom support is open."""
    person = firm.person("boss", "administrator")
    User.objects.filter(pk=person).update(is_staff=True, is_superuser=True, password="argon2$its-hash")
    return person


def test_a_superuser_looks_and_changes_nothing(enter: Enter, boss: int, contract: int) -> None:
    client = enter(boss)

    assert client.get("/support/companies/contract/").status_code == 200
    assert client.get(f"/support/companies/contract/{contract}/change/").status_code == 200
    assert client.post(f"/support/companies/contract/{contract}/change/", {"number": "x"}).status_code == 403
    assert client.get("/support/companies/contract/add/").status_code == 403


@pytest.mark.parametrize("table", SHOWN)
def test_every_table_can_be_looked_through(enter: Enter, boss: int, contract: int, table: str) -> None:
    client = enter(boss)

    assert client.get("/support/").status_code == 200
    assert client.get(f"/support/{table}/").status_code == 200


def test_nobody_s_hash_is_shown(enter: Enter, boss: int) -> None:
    page = enter(boss).get(f"/support/accounts/user/{boss}/change/")

    assert "boss@example.org" in page.content.decode()
    assert "its-hash" not in page.content.decode()


def test_what_happened_to_a_row_is_told_by_the_journal(enter: Enter, boss: int, contract: int) -> None:
    page = enter(boss).get(f"/support/companies/contract/{contract}/history/", follow=True)

    assert page.redirect_chain == [(f"/support/journal/entry/?subject=companies.contract%3A{contract}", 302)]
    assert page.status_code == 200


def test_support_has_no_door_of_its_own(enter: Enter, boss: int) -> None:
    """A second one would know neither limits of attempts nor second factors."""
    guess = Client().post("/support/login/", {"username": "boss@example.org", "password": "x"})
    assert guess.headers["Location"].startswith("/accounts/login/")

    client = enter(boss)
    assert client.post("/support/logout/").headers["Location"] == "/accounts/logout/"
    assert client.get("/support/password_change/").headers["Location"] == "/accounts/password/change/"


def test_to_others_there_is_no_support(enter: Enter, firm: Firm, alice: int, contract: int) -> None:
    assert enter(firm.person("worker", "administrator")).get("/support/", follow=True).status_code == 404
    assert enter(alice).get("/support/", follow=True).status_code == 404
