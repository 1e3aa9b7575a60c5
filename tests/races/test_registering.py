"""Two who register one firm at the same moment, and two who tell its first bank account."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

import pytest
from django.db import connection

from optom.domain.companies import actions, queries
from optom.domain.companies.actions import Holder, banks
from optom.domain.companies.models import BankAccount, Company, Contract
from optom.domain.companies.rules import BankDetails, Requisites
from tests.domain.shipping.deliveries import Delivery
from tests.races.together import met_after, refusals, together

pytestmark = pytest.mark.django_db(transaction=True)
BOLT = Requisites(name="Болт", inn="7707083893", kpp="773601001")
SBER = BankDetails(
    account="40702810500000001234", bic="044525225", bank="Сбербанк", correspondent="30101810400000000225"
)
SECOND = replace(SBER, account="40702810200000001233")
INDEX = "companies_company_once"


@contextmanager
def without_index() -> Iterator[None]:
    """The database tells companies apart no more; until the end of the block."""
    with connection.cursor() as cursor:
        cursor.execute("select indexdef from pg_indexes where indexname = %s", [INDEX])
        made = cursor.fetchone()[0]
        cursor.execute(f"drop index {INDEX}")
        try:
            yield
        finally:
            Company.objects.filter(inn=BOLT.inn).delete()
            cursor.execute(made)


def registered(patch: pytest.MonkeyPatch, at: datetime) -> list[Any]:
    """What each of the managers is answered; both have looked for the firm before anybody writes."""
    patch.setattr(queries, "objections_to_namesake", met_after(queries.objections_to_namesake))
    acts = [lambda: actions.register_company(requisites=BOLT, actor=None, at=at)] * 2
    return together(*acts)


def test_without_the_index_one_firm_is_two_companies(delivery: Delivery, monkeypatch: pytest.MonkeyPatch) -> None:
    with without_index():
        answers = registered(monkeypatch, delivery.at)
        assert len(set(answers)) == 2, "the harm"


@pytest.mark.usefixtures("books_agree")
def test_of_two_managers_one_registers_the_firm_and_the_other_is_told(
    delivery: Delivery, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = registered(monkeypatch, delivery.at)

    assert refusals(answers) == ["companies.already_known"]
    assert Company.objects.filter(inn=BOLT.inn).count() == 1


def accounts_told(delivery: Delivery, patch: pytest.MonkeyPatch) -> list[BankAccount]:
    """The accounts after two have told one each, both of them as the first."""
    holder = Holder(company=Contract.objects.get(pk=delivery.contract).company_id)
    patch.setattr(banks, "_locked", met_after(banks._locked))
    told: dict[str, Any] = {"holder": holder, "actor": None, "at": delivery.at}
    answers = together(*[lambda bank=bank: actions.add_bank_account(bank=bank, **told) for bank in (SBER, SECOND)])
    assert refusals(answers) == []
    return list(banks._of(holder))


def test_without_the_lock_a_company_has_two_main_accounts(delivery: Delivery, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(banks, "_locked", lambda holder: ("legal_entity", list(banks._of(holder))))
    # neither writes his own before the other has looked for a main one to put aside
    monkeypatch.setattr(banks, "asdict", met_after(asdict))

    assert [one.is_main for one in accounts_told(delivery, monkeypatch)] == [True, True], "the harm"


@pytest.mark.usefixtures("books_agree")
def test_of_two_first_accounts_one_is_the_main_one(delivery: Delivery, monkeypatch: pytest.MonkeyPatch) -> None:
    assert sorted(one.is_main for one in accounts_told(delivery, monkeypatch)) == [False, True]
