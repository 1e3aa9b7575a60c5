"""The finance desk closes days to entries and opens them again for a reason, of all contracts or of one."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from optom.domain.credit import queries as credit
from tests.trade import Firm

pytestmark = pytest.mark.django_db
Enter = Callable[[int], Client]
ADDRESS = "/office/payments/periods/change/"


def codes(client: Client, address: str, **given: object) -> list[str]:
    """Why it was refused; nothing where it was done."""
    answer = client.post(address, given)
    if answer.status_code < 400:
        return []
    return [one["code"] for one in answer.json().get("refusals", [{"code": str(answer.status_code)}])]


def test_what_finance_closes_takes_no_payment_until_it_is_opened_for_a_reason(
    enter: Enter, firm: Firm, contract: int
) -> None:
    office, yesterday = enter(firm.person("fiona", "finance")), timezone.localdate() - timedelta(days=1)
    pays = f"/office/clients/{contract}/payment/"
    money = {"number": "7", "on": yesterday, "amount": "100", "purpose": "", "key": "once"}

    assert codes(office, ADDRESS, seller=firm.seller, until="") == ["input.required"]
    assert codes(office, ADDRESS, seller=firm.seller, until=yesterday) == []
    assert credit.closed_until(contract) == yesterday
    assert "credit.period_closed" in codes(office, pays, **money)
    reopen = {"seller": firm.seller, "act": "reopen", "until": ""}
    assert codes(office, ADDRESS, **reopen) == ["credit.reopening_reason_missing"]
    assert codes(office, ADDRESS, **reopen, reason="Опоздал платёж") == []
    assert credit.closed_until(contract) is None
    assert codes(office, pays, **money) == []


def test_one_contract_is_closed_by_itself(enter: Enter, firm: Firm, contract: int) -> None:
    other = firm.client("Чужой", "7700000016", firm.person("stranger"))
    office, yesterday = enter(firm.person("fiona", "finance")), timezone.localdate() - timedelta(days=1)

    assert codes(office, f"/office/clients/{contract}/period/", until=yesterday) == []
    assert (credit.closed_until(contract), credit.closed_until(other)) == (yesterday, None)


def test_who_only_sees_the_periods_closes_none(enter: Enter, firm: Firm, contract: int) -> None:
    office, yesterday = enter(firm.person("adam", "administrator")), timezone.localdate() - timedelta(days=1)

    for address in (ADDRESS, f"/office/clients/{contract}/period/"):
        assert codes(office, address, seller=firm.seller, until=yesterday) != []
    assert codes(enter(firm.person("fiona", "finance")), ADDRESS, seller=999999, until=yesterday) != []
    assert credit.closed_until(contract) is None
