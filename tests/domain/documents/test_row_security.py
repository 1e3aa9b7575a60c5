"""A buyer issues papers to his own company and sees no other's, whatever the program asks for."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import DatabaseError, connection, transaction

from optom.base.refusal import Refusal
from optom.domain.accounts.models import User
from optom.domain.billing.papers import INVOICE_TEMPLATE
from optom.domain.companies.models import Company, Membership
from optom.domain.documents.actions import draw, issue, next_number
from tests.domain.billing.invoices import invoice
from tests.domain.documents.samples import AT

pytestmark = pytest.mark.django_db


def buyer(name: str, inn: str) -> tuple[int, int]:
    """The ids of a company and of the person who buys for it."""
    company = Company.objects.create(name=name, inn=inn, created_at=AT)
    user = User.objects.create(email=f"{inn}@example.com", created_at=AT)
    Membership.objects.create(company=company, user=user, role=Membership.Role.BUYER)
    return company.pk, user.pk


@contextmanager
def working_as(user_id: int) -> Iterator[None]:
    """The database as a buyer's request sees it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select set_config('role', 'optom_buyer', true), set_config('optom.user_id', %s, true)", [str(user_id)]
        )
        yield
        cursor.execute("reset role")


def issued_to(company_id: int) -> int:
    serial = next_number(owner=1, kind="invoice", year=2026)
    return issue(
        kind="invoice",
        owner=1,
        year=2026,
        serial=serial,
        number=str(serial),
        title="Счет на оплату",
        template=INVOICE_TEMPLATE,
        payload=invoice(number=str(serial)),
        at=AT,
        company_id=company_id,
    )


def test_a_buyer_issues_his_own_paper_and_a_stranger_is_told_that_there_is_none() -> None:
    alice_company, alice = buyer("ООО «Механик»", "7700000016")
    _, stranger = buyer("ООО «Чужой»", "7700000023")
    with working_as(alice):
        paper_id = issued_to(alice_company)
        assert draw(paper_id).startswith(b"%PDF")
    with working_as(stranger), pytest.raises(Refusal, match=r"documents\.no_such_paper"):
        draw(paper_id)


def test_nobody_issues_a_paper_to_another_company() -> None:
    alice_company, _ = buyer("ООО «Механик»", "7700000016")
    _, stranger = buyer("ООО «Чужой»", "7700000023")
    with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic(), working_as(stranger):
        issued_to(alice_company)
