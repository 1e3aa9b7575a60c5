"""Reports of settlements: the finance desk sees all contracts, a buyer those of his company."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from optom.domain.companies.models import Contract
from optom.domain.credit.models import Rate
from tests.domain.credit.settlements import Settlements
from tests.trade import Firm

pytestmark = pytest.mark.django_db
Enter = Callable[[int], Client]


@pytest.fixture
def owed(firm: Firm, alice: int, contract: int) -> Settlements:
    """Mechanic owes 700, 300 of it late; somebody else owes 55."""
    strange = firm.client("Чужой", "7700000016", firm.person("stranger"))
    Settlements(strange, timezone.localtime()).dispatch(55)
    ledger = Settlements(contract, timezone.localtime())
    ledger.dispatch(400)
    ledger.dispatch(300, due_in=-10)
    return ledger


def rows(client: Client, address: str) -> list[list[Any]]:
    answer = client.get(f"{address}rows")
    assert answer.status_code == 200, address
    found: list[list[Any]] = answer.json()["rows"]
    return found


def test_the_finance_desk_sees_who_owes_since_when_and_takes_it_as_files(
    enter: Enter, firm: Firm, owed: Settlements
) -> None:
    client, today = enter(firm.person("fiona", "finance")), owed.today
    aging = f"/office/reports/aging/{today}/"
    since = today - timedelta(days=3)
    turnover = f"/office/reports/turnover/{since}/{today}/"

    assert client.get("/office/reports/").headers["Location"] == aging
    assert client.get(f"{aging}?on=01.11.2026").headers["Location"] == "/office/reports/aging/2026-11-01/"
    asked = client.get(f"{turnover}?since={today}&until=01.11.2020").headers["Location"]
    assert asked == f"/office/reports/turnover/2020-11-01/{today}/"
    assert (
        "«вчера» — не дата"
        in client.get(f"{aging}?on=вчера", follow=True, headers={"accept": "text/html"}).content.decode()
    )
    assert len(rows(client, aging)) == len(rows(client, f"{aging}companies/")) == 2
    assert len(rows(client, turnover)) == 2
    assert [row[1] for row in rows(client, "/office/reports/due/")] == [
        f"{today - timedelta(days=10)}", f"{today + timedelta(days=14)}",
    ]  # fmt: skip
    for address in (aging, f"{aging}companies/", turnover, "/office/reports/due/"):
        assert client.get(address, headers={"Accept": "text/html"}).status_code == 200
        assert b"".join(client.get(f"{address}export.xlsx").streaming_content).startswith(b"PK")  # type: ignore[attr-defined]
        assert ";" in b"".join(client.get(f"{address}export.csv").streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    text = client.get(turnover, headers={"Accept": "text/html"}).content.decode()
    assert f"statement/?on={since}..{today}" in text


@pytest.mark.parametrize("on", ["2026-13-01", "x", "99999", "0001-01-01"])
def test_a_day_that_is_none_is_not_found(enter: Enter, firm: Firm, owed: Settlements, on: str) -> None:
    client = enter(firm.person("fiona", "finance"))

    assert client.get(f"/office/reports/aging/{on}/rows").status_code == 404
    assert client.get(f"/office/reports/turnover/2026-01-01/{on}/rows").status_code == 404
    assert client.get("/office/reports/turnover/2026-02-01/2026-01-01/").status_code == 404


def test_a_buyer_sees_his_own_contracts_alone(enter: Enter, alice: int, contract: int, owed: Settlements) -> None:
    client, money, today = enter(alice), f"/c/{contract}/money/", owed.today
    turnover = f"{money}turnover/{today}/{today}/"

    assert [row[0] for row in rows(client, f"{money}aging/{today}/")] == [str(contract)]
    assert [row[0] for row in rows(client, turnover)] == [str(contract)]
    assert len(rows(client, f"{money}due/")) == 2
    asked = client.get(f"{turnover}?since={today}&until=01.11.2020").headers["Location"]
    assert asked == f"{money}turnover/2020-11-01/{today}/"
    assert client.get(f"{money}aging/{today}/?on=01.11.2026").headers["Location"] == f"{money}aging/2026-11-01/"
    for address in (f"{money}aging/{today}/", turnover, f"{money}due/", money, f"{money}statement/"):
        assert client.get(address, headers={"Accept": "text/html"}).status_code == 200


def test_the_desk_is_told_of_which_currency_it_has_to_load_rates(
    enter: Enter, firm: Firm, owed: Settlements, contract: int
) -> None:
    client, told = enter(firm.person("fiona", "finance")), "Последний курс USD — от"
    client.defaults["HTTP_ACCEPT"] = "text/html"
    Contract.objects.filter(pk=contract).update(currency="USD")
    assert "Курса USD ещё нет" in client.get("/office/payments/").content.decode()
    Rate.objects.create(currency="USD", on=owed.today - timedelta(days=13), rate=80, said_at=owed.at)

    for page in ("/office/payments/", "/office/payments/rates/"):
        assert told in client.get(page).content.decode(), page
    [row] = rows(client, f"/office/reports/exchange/{owed.today}/{owed.today}/")
    assert f"{owed.today}" in [str(cell) for cell in row], "the day without a rate"
    Rate.objects.create(currency="USD", on=owed.today, rate=80, said_at=owed.at)
    assert told not in client.get("/office/payments/").content.decode()
