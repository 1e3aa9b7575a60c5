"""The administrator's list of those who work for the firm."""

from collections.abc import Callable

import pytest
from django.core import mail
from django.test import Client

from optom.domain.accounts.models import StaffRole, User
from optom.domain.stock.models import Workplace
from tests.trade import Firm

pytestmark = pytest.mark.django_db
Enter = Callable[[int], Client]
NEWCOMER = {"email": "vera@example.org", "name": "Вера", "desk": ["finance", "warehouse"]}


@pytest.fixture
def boss(firm: Firm) -> int:
    """The only administrator."""
    return firm.person("boss", "administrator")


def rows(client: Client, **asked: str) -> list[str]:
    return [row[0] for row in client.get("/office/people/rows", asked).json()["rows"]]


def test_the_list_shows_who_works_here_and_where(enter: Enter, firm: Firm, boss: int, alice: int) -> None:
    walter = firm.person("walter", "warehouse", "finance")
    Workplace.objects.create(user_id=walter, warehouse_id=firm.kazan)
    client = enter(boss)

    assert client.get("/office/people/").status_code == 200
    assert rows(client) == [str(boss), str(walter)]
    assert rows(client, q="walt") == [str(walter)]
    told = client.get("/office/people/rows").content.decode()
    assert "финансы, склад" in told
    assert "Казань" in told
    assert "alice" not in told


def test_a_newcomer_gets_a_letter_and_comes_in(enter: Enter, boss: int) -> None:
    client = enter(boss)
    answer = client.post("/office/people/new/", NEWCOMER).json()

    vera = User.objects.get(email="vera@example.org")
    assert answer["location"] == f"/office/people/{vera.pk}/"
    assert mail.outbox[0].to == ["vera@example.org"]
    assert "/accounts/password/reset/key/" in mail.outbox[0].body
    assert client.post(f"/office/people/{vera.pk}/letter/").status_code == 200
    assert len(mail.outbox) == 2
    assert client.get(f"/office/people/{vera.pk}/").status_code == 200
    assert enter(vera.pk).get("/office/picking/").status_code == 200


def test_what_is_wrong_is_named_at_its_field(enter: Enter, boss: int) -> None:
    answer = enter(boss).post("/office/people/new/", {"email": "vera", "name": ""})

    assert answer.status_code == 422
    assert set(answer.json()["errors"]) == {"email", "name", "desk"}


def test_desks_and_warehouses_of_a_worker_are_set(enter: Enter, firm: Firm, boss: int) -> None:
    walter = firm.person("walter", "warehouse")
    client = enter(boss)

    assert client.post(f"/office/people/{walter}/desks/", {"desk": ["manager"]}).status_code == 200
    assert client.post(f"/office/people/{walter}/warehouses/", {"warehouse": [firm.kazan]}).status_code == 200

    assert list(StaffRole.objects.filter(user_id=walter).values_list("role", flat=True)) == ["manager"]
    assert list(Workplace.objects.filter(user_id=walter).values_list("warehouse_id", flat=True)) == [firm.kazan]


def test_a_closed_account_is_out_at_its_next_click(enter: Enter, firm: Firm, boss: int) -> None:
    walter = firm.person("walter", "warehouse")
    worker, client = enter(walter), enter(boss)
    assert worker.get("/office/picking/").status_code == 200

    assert client.post(f"/office/people/{walter}/close/").status_code == 200
    assert worker.get("/office/picking/").status_code == 401
    assert client.get("/office/people/rows", {"is_active": "false"}).json()["total"] == 1

    assert client.post(f"/office/people/{walter}/open/").status_code == 200
    assert enter(walter).get("/office/picking/").status_code == 200


def test_the_last_administrator_is_told_why_he_stays(enter: Enter, boss: int) -> None:
    client = enter(boss)
    for way, given in (("desks", {"desk": ["director"]}), ("close", {})):
        answer = client.post(f"/office/people/{boss}/{way}/", given)
        assert answer.status_code == 422
        assert "администратор" in answer.json()["refusals"][0]["help"]
    assert client.get("/office/people/").status_code == 200


def test_who_gives_his_own_desk_away_goes_on_where_he_may(enter: Enter, firm: Firm, boss: int) -> None:
    firm.person("deputy", "administrator")
    answer = enter(boss).post(f"/office/people/{boss}/desks/", {"desk": ["finance"]})

    assert answer.json()["location"] == "/office/"


@pytest.mark.parametrize("desk", ["warehouse", "finance", "director", "manager"])
def test_to_other_desks_there_is_no_such_list(enter: Enter, firm: Firm, boss: int, desk: str) -> None:
    worker = enter(firm.person("worker", desk))

    assert worker.get("/office/people/").status_code == 404
    assert worker.get("/office/people/rows").status_code == 404
    assert worker.post(f"/office/people/{boss}/close/").status_code == 404
    assert worker.post("/office/people/new/", NEWCOMER).status_code == 404


def test_buyers_are_no_staff(enter: Enter, boss: int, alice: int, contract: int) -> None:
    client = enter(boss)

    assert client.get(f"/office/people/{alice}/").status_code == 404
    for way in ("desks", "warehouses", "close", "open", "letter"):
        assert client.post(f"/office/people/{alice}/{way}/", {"desk": "finance"}).status_code == 404
        assert enter(alice).post(f"/office/people/{boss}/{way}/").status_code == 404
