"""To a stranger a company's pages do not exist; a colleague sees them, and does what his role allows."""

import zipfile
from collections.abc import Callable
from io import BytesIO

import pytest
from django.test import Client

from optom.domain.companies.models import Membership
from tests.trade import Firm

pytestmark = pytest.mark.django_db
Enter = Callable[[int], Client]
PAGES = ["catalog/", "orders/", "reserves/", "shipments/", "papers/", "money/", "money/statement/", "company/"]
WINDOWS = ["catalog/rows", "orders/rows", "reserves/rows", "shipments/rows", "papers/rows", "money/statement/rows"]


@pytest.mark.parametrize("page", PAGES + WINDOWS)
def test_his_own_pages_open(enter: Enter, alice: int, contract: int, page: str) -> None:
    assert enter(alice).get(f"/c/{contract}/{page}").status_code == 200


@pytest.mark.parametrize("page", PAGES + WINDOWS)
def test_a_stranger_is_told_that_there_is_nothing(enter: Enter, firm: Firm, contract: int, page: str) -> None:
    stranger = firm.person("stranger")
    firm.client("Чужой", "7700000016", stranger)

    assert enter(stranger).get(f"/c/{contract}/{page}").status_code == 404


@pytest.mark.parametrize("page", PAGES)
def test_staff_have_no_seat_at_a_buyers_desk(enter: Enter, firm: Firm, contract: int, page: str) -> None:
    assert enter(firm.person("boss", "director")).get(f"/c/{contract}/{page}").status_code == 404


def test_who_is_not_signed_in_is_asked_to(contract: int) -> None:
    page = Client().get(f"/c/{contract}/money/")
    window = Client(headers={"Accept": "application/json"}).get(f"/c/{contract}/catalog/rows")

    assert page.status_code == 302
    assert page.headers["Location"] == f"/accounts/login/?next=/c/{contract}/money/"
    assert window.status_code == 401


def test_an_accountant_sees_but_does_not_order(enter: Enter, alice: int, contract: int, bearing: int) -> None:
    Membership.objects.filter(user_id=alice).update(role="accountant")
    client = enter(alice)

    body = {"key": str(bearing), "column": "quantity", "value": "10"}
    answer = client.post(f"/c/{contract}/catalog/cell", body, content_type="application/json")
    assert answer.status_code == 400, "the cell is not white for him"
    assert client.get(f"/c/{contract}/money/").status_code == 200


def test_the_export_holds_what_is_seen(enter: Enter, alice: int, firm: Firm, contract: int, bearing: int) -> None:
    firm.product("=1+1", name="=cmd()", price=5, on_hand=1)

    answer = enter(alice).get(f"/c/{contract}/catalog/export.xlsx?q=6204")
    sheet = zipfile.ZipFile(BytesIO(answer.getvalue())).read("xl/worksheets/sheet1.xml").decode()
    assert "6204-2RS" in sheet
    assert "412.3" in sheet, "a price is a number"

    whole = enter(alice).get(f"/c/{contract}/catalog/export.csv").getvalue().decode("utf-8-sig")
    assert "'=1+1" in whole, "a text that looks like a formula stays a text"
    assert "412,30" in whole


def test_a_second_press_places_one_order(enter: Enter, alice: int, contract: int, bearing: int) -> None:
    client = enter(alice)
    body = {"key": str(bearing), "column": "quantity", "value": "20"}
    client.post(f"/c/{contract}/catalog/cell", body, content_type="application/json")
    draft = client.get(f"/c/{contract}/catalog/", headers={"Accept": "text/html"}).content.decode()
    number = draft.partition(f"/c/{contract}/drafts/")[2].partition("/")[0]

    first = client.post(f"/c/{contract}/drafts/{number}/place/", headers={"Idempotency-Key": "press"}).json()
    second = client.post(f"/c/{contract}/drafts/{number}/place/", headers={"Idempotency-Key": "press"}).json()

    assert first["location"] == second["location"]
    assert client.get(f"/c/{contract}/orders/rows").json()["total"] == 1


def test_the_export_has_the_columns_that_are_seen_in_the_order_in_which_they_stand(
    enter: Enter, alice: int, contract: int, bearing: int
) -> None:
    address = f"/c/{contract}/catalog/export.csv?columns=price,article,nonsense"
    head, row = enter(alice).get(address).getvalue().decode("utf-8-sig").splitlines()

    assert (head, row) == ("Моя цена;Артикул", "412,30;6204-2RS")
