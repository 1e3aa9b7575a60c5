"""Penalties for delay: terms say what they cost, finance charges them, the client sees how they were counted."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from optom.domain.billing import actions as billing
from optom.domain.companies.models import Terms
from optom.domain.credit.models import Entry
from optom.domain.documents.models import Paper
from tests.domain.credit.settlements import Settlements
from tests.trade import Firm, dec

pytestmark = pytest.mark.django_db
Enter = Callable[[int], Client]


@pytest.fixture
def late(firm: Firm, contract: int) -> Settlements:
    """Mechanic owes 1000 since ten days ago, at a tenth of a percent a day."""
    Terms.objects.filter(contract=contract).update(penalty_percent=dec("0.1"))
    Settlements(contract, timezone.localtime() - timedelta(days=10)).dispatch(1000, due_in=0)
    return Settlements(contract, timezone.localtime())


def rows(client: Client, address: str) -> list[list[Any]]:
    found: list[list[Any]] = client.get(f"{address}rows").json()["rows"]
    return found


def test_finance_charges_and_the_client_sees_how_it_was_counted(
    enter: Enter, firm: Firm, alice: int, contract: int, late: Settlements
) -> None:
    office, today = enter(firm.person("fiona", "finance")), late.today
    address = f"/office/reports/penalties/{today}/"

    assert "Пени за просрочку" in office.get(address).content.decode()
    [row] = rows(office, address)
    assert [dec(one) for one in row[5:9]] == [1000, 10, 0, 10]
    [debt] = rows(office, f"/office/clients/{contract}/penalties/{today}/")
    assert "0,1 % в день от просроченного" in str(debt)
    assert rows(office, f"/office/reports/penalties/{today - timedelta(days=10)}/") == []
    body, headers = {"keys": [str(contract)]}, {"Idempotency-Key": "charge-once"}
    answer = office.post(f"{address}acts/charge", body, content_type="application/json", headers=headers)
    assert answer.status_code == 200, answer.content.decode()
    assert late.room.debt == dec("1010.00")

    buyer = enter(alice)
    assert "Пени за просрочку" in buyer.get(f"/c/{contract}/money/penalties/{today}/").content.decode()
    [own] = rows(buyer, f"/c/{contract}/money/penalties/{today}/")
    assert [dec(one) for one in own[-3:]] == [10, 10, 0], "the penalty, what of it is charged, what is not"
    assert "Расчёт пеней № 1" in str(rows(buyer, f"/c/{contract}/papers/"))
    [claim] = Paper.objects.filter(kind="penalty_claim")
    why = buyer.get(f"/why/{contract}/papers/{claim.pk}/").content.decode()
    assert "0,1 % в день" in why
    stranger = firm.person("stranger")
    firm.client("Чужой", "7700000016", stranger)
    assert enter(stranger).get(f"/c/{contract}/money/penalties/{today}/").status_code == 404


def test_a_penalty_tells_of_what_it_is_made(
    enter: Enter, firm: Firm, alice: int, contract: int, late: Settlements
) -> None:
    late.pay(300, on=late.today - timedelta(days=6))
    Terms.objects.filter(contract=contract).update(penalty_cap=dec("0.5"))
    office, buyer, today = enter(firm.person("fiona", "finance")), enter(alice), late.today
    [entry] = Entry.objects.filter(kind="dispatch").values_list("pk", flat=True)

    def said(answer: Any) -> str:
        return str(answer.content.decode()).replace("\u202f", " ")

    def bar(client: Client, address: str, key: int) -> dict[str, Any]:
        told: dict[str, Any] = client.get(f"{address}why", {"key": str(key), "column": "penalty"}).json()
        return told

    assert "data-formula" in said(buyer.get(f"/c/{contract}/money/penalties/{today}/", headers={"Accept": "text/html"}))
    own = bar(buyer, f"/c/{contract}/money/penalties/{today}/", entry)
    assert own["line"].replace("\u202f", " ") == "= (300,00 × 4 + 700,00 × 10) × 0,1 %, не более 0,5 % долга = 5,00"
    then = bar(buyer, f"/c/{contract}/money/penalties/{today - timedelta(days=8)}/", entry)
    assert then["line"] == "= (1\u202f000,00 × 2) × 0,1 % = 2,00"
    assert bar(office, f"/office/clients/{contract}/penalties/{today}/", entry)["line"] == own["line"]
    assert bar(office, f"/office/reports/penalties/{today}/", contract)["line"].startswith("= 5,00")

    billing.charge_penalty(contract=contract, actor=None, at=timezone.now())
    page = said(buyer.get(own["link"]))
    for expected in (
        "300,00 × 4 дня",
        "1 200,00",
        "700,00 × 10 дней",
        "7 000,00",
        "без ограничения 8,20",
        "10 дней просрочки",
        "0,1 % в день от просроченного, не более 0,5 % долга",
        "Расчёт пеней № 1",
    ):
        assert expected in page
    assert "300,00 × 4 + 700,00 × 10" in said(buyer.get(f"/why/{contract}/penalties/"))
    week = timezone.now() + timedelta(days=7)
    assert "если до этого ничего не будет оплачено" in said(
        buyer.get(f"/why/{contract}/entries/{entry}/penalty/", {"at": week.isoformat()})
    )
    stranger = firm.person("stranger")
    firm.client("Чужой", "7700000016", stranger)
    for address in (f"/why/{contract}/penalties/", f"/why/{contract}/entries/{entry}/penalty/"):
        assert enter(stranger).get(address).status_code == 404


def test_nobody_is_charged_where_one_of_the_chosen_has_nothing_to_charge(
    enter: Enter, firm: Firm, contract: int, late: Settlements
) -> None:
    nothing_late = firm.client("Вовремя", "7700000016", firm.person("olga"))
    address, keys = f"/office/reports/penalties/{late.today}/acts/charge", [str(contract), str(nothing_late)]
    headers = {"Idempotency-Key": "charge-both"}

    answer = enter(firm.person("fiona", "finance")).post(
        address, {"keys": keys}, content_type="application/json", headers=headers
    )

    assert [one["code"] for one in answer.json()["refusals"]] == ["billing.no_penalty"]
    assert late.room.debt == dec("1000.00")


def test_terms_say_what_a_day_costs(enter: Enter, firm: Firm, contract: int) -> None:
    client, address = enter(firm.person("dora", "director")), f"/office/clients/{contract}/terms/"
    form = {
        "deferral_days": "14", "deferral_kind": "calendar", "credit_limit": "1000", "reservation_hours": "72",
        "minimum_order": "0", "minimum_shipment": "0", "pack_rule": "strict", "undispatched": "keep", "delivery": "any",
        "acceptance_days": "3", "reason": "договорились",
    }  # fmt: skip
    said = {"penalty_percent": "0,05", "penalty_grace": "3", "penalty_cap": "10"}

    assert "Пени за просрочку" in client.get(address).content.decode()
    refused = client.post(f"{address}change/", form | {"penalty_percent": "50"}, headers={"Accept": "application/json"})
    assert refused.status_code in {400, 409, 422}
    client.post(f"{address}change/", form | said)

    assert "0,05 % в день от просроченного, с 4-го дня, не более 10 % долга" in client.get(address).content.decode()
