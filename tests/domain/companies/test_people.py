"""An owner adds colleagues, says what each may do and removes them; nobody else of a company does."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.db import DatabaseError, connection, transaction

from optom.base.refusal import Refusal, reasons_of
from optom.domain.accounts.models import User
from optom.domain.companies import actions as companies
from optom.domain.companies import queries
from optom.domain.companies.models import Contract, Membership
from optom.domain.journal import queries as journal
from optom.interfaces.kit.identity import BUYER, STAFF, working_as
from tests.trade import Firm


@pytest.fixture
def mechanic(contract: int, alice: int) -> int:
    """Alice owns it."""
    company = int(Contract.objects.get(pk=contract).company_id)
    Membership.objects.filter(company_id=company, user_id=alice).update(role="owner")
    return company


@pytest.fixture
def theirs(mechanic: int, strange_contract: int) -> int:
    """The stranger's company."""
    return int(Contract.objects.get(pk=strange_contract).company_id)


def invite(company: int, email: str, actor: int | None, at: datetime, role: str = "buyer") -> companies.Invited:
    return companies.invite_person(company=company, email=email, name="Павел", role=role, actor=actor, at=at)


def roles(company: int) -> dict[str, str]:
    return {person.email: person.role for person in queries.people(company)}


def codes(refused: pytest.ExceptionInfo[Refusal]) -> list[str]:
    return [reason.code for reason in reasons_of(refused.value)]


def test_an_owner_adds_a_newcomer_who_has_no_password_yet(mechanic: int, alice: int, at: datetime) -> None:
    with working_as(BUYER, user=alice):
        invited = invite(mechanic, " Pavel@Example.ORG ", alice, at)

    assert invited.is_new
    newcomer = User.objects.get(pk=invited.user)
    assert newcomer.email == "Pavel@example.org"
    assert not newcomer.has_usable_password()
    assert not newcomer.is_staff
    assert roles(mechanic)["Pavel@example.org"] == "buyer"
    entry = journal.entries(subject=f"companies.company:{mechanic}")[0]
    assert (entry.act, entry.actor) == ("companies.invite_person", alice)


def test_a_person_of_another_company_works_for_both(
    mechanic: int, alice: int, stranger: int, strange_contract: int, at: datetime
) -> None:
    with working_as(BUYER, user=alice):
        invited = invite(mechanic, "STRANGER@example.org", alice, at, role="accountant")

    assert (invited.user, invited.is_new) == (stranger, False)
    assert len(queries.contracts_of(stranger)) == 2


def test_an_owner_changes_a_role_and_removes(mechanic: int, alice: int, at: datetime) -> None:
    with working_as(BUYER, user=alice):
        pavel = invite(mechanic, "pavel@example.org", alice, at).user
        companies.change_role(company=mechanic, user=pavel, role="viewer", actor=alice, at=at)
        assert roles(mechanic)["pavel@example.org"] == "viewer"
        companies.remove_person(company=mechanic, user=pavel, actor=alice, at=at)

    assert list(roles(mechanic)) == ["alice@example.org"]
    acts = [entry.act for entry in journal.entries(subject=f"companies.company:{mechanic}")]
    assert acts[:3] == ["companies.remove_person", "companies.change_role", "companies.invite_person"]


def test_the_last_administrator_stays_an_owner(mechanic: int, alice: int, at: datetime) -> None:
    with working_as(BUYER, user=alice), pytest.raises(Refusal, match="last_administrator"):
        companies.remove_person(company=mechanic, user=alice, actor=alice, at=at)
    with working_as(BUYER, user=alice), pytest.raises(Refusal, match="last_administrator"):
        companies.change_role(company=mechanic, user=alice, role="buyer", actor=alice, at=at)

    with working_as(BUYER, user=alice):
        invite(mechanic, "pavel@example.org", alice, at, role="owner")
        companies.remove_person(company=mechanic, user=alice, actor=alice, at=at)
    assert roles(mechanic) == {"pavel@example.org": "owner"}


def test_everything_wrong_with_a_newcomer_is_told_at_once(mechanic: int, alice: int, at: datetime) -> None:
    with pytest.raises(Refusal) as refused:
        companies.invite_person(company=mechanic, email="a@b\nBcc: c", name=" ", role="king", actor=alice, at=at)
    assert codes(refused) == ["accounts.email_wrong", "input.required", "companies.role_unknown"]

    with pytest.raises(Refusal) as refused:
        companies.invite_person(company=mechanic, email="a@b.ru", name="я" * 151, role="buyer", actor=alice, at=at)
    assert codes(refused) == ["input.too_long"]


def test_who_is_here_already_and_who_is_staff_is_not_added(firm: Firm, mechanic: int, alice: int, at: datetime) -> None:
    firm.person("boss", "director")
    with working_as(BUYER, user=alice), pytest.raises(Refusal, match="already_a_member"):
        invite(mechanic, "alice@example.org", alice, at)
    with working_as(BUYER, user=alice), pytest.raises(Refusal, match="person_is_staff"):
        invite(mechanic, "boss@example.org", alice, at)


@pytest.mark.parametrize("role", ["buyer", "accountant", "viewer"])
def test_who_does_not_own_the_company_changes_nobody(firm: Firm, mechanic: int, role: str, at: datetime) -> None:
    bob = firm.person("bob")
    Membership.objects.create(company_id=mechanic, user_id=bob, role=role)

    for attempt in attempts(mechanic, bob, at):
        with working_as(BUYER, user=bob), pytest.raises(Refusal, match="may_not"):
            attempt()


def test_a_stranger_who_owns_another_company_changes_nobody_here(
    mechanic: int, stranger: int, strange_contract: int, at: datetime
) -> None:
    Membership.objects.filter(user_id=stranger).update(role="owner")

    for attempt in attempts(mechanic, stranger, at):
        with working_as(BUYER, user=stranger), pytest.raises(Refusal, match="may_not"):
            attempt()


def attempts(company: int, actor: int, at: datetime) -> list[Callable[[], object]]:
    return [
        lambda: invite(company, "friend@example.org", actor, at),
        lambda: companies.change_role(company=company, user=actor, role="owner", actor=actor, at=at),
        lambda: companies.remove_person(company=company, user=actor, actor=actor, at=at),
    ]


@pytest.mark.parametrize(("desk", "may"), [("manager", True), ("warehouse", False)])
def test_of_the_firm_only_some_desks_manage_people(
    firm: Firm,
    mechanic: int,
    desk: str,
    may: bool,  # noqa: FBT001 -- the table says what it means
    at: datetime,
) -> None:
    worker = firm.person("worker", desk)
    with working_as(STAFF, user=worker):
        if may:
            assert invite(mechanic, "pavel@example.org", worker, at).is_new
        else:
            with pytest.raises(Refusal, match="may_not"):
                invite(mechanic, "pavel@example.org", worker, at)


FORBIDDEN = [
    "insert into companies_membership (company_id, user_id, role) values ({mine}, {me}, 'owner')",
    "insert into companies_membership (company_id, user_id, role) values ({theirs}, {me}, 'owner')",
    "update companies_membership set user_id = {me}",
    "update companies_membership set company_id = {mine}",
    "select accounts_account('x@example.org', 'x', 'ru', now())",
    "update accounts_user set email = 'x@example.org' where id <> {me}",
    "insert into accounts_user (email, name, language, password, created_at) values ('x@x.ru', 'x', 'ru', '', now())",
]
IN_VAIN = [
    "update companies_membership set role = 'owner' where company_id = {theirs}",
    "delete from companies_membership where company_id = {theirs}",
    "select companies_admit({theirs}, 'x@example.org', 'x', 'ru', 'owner', now())",
]


@pytest.mark.parametrize("attempt", FORBIDDEN)
def test_the_database_gives_an_owner_no_other_way(mechanic: int, alice: int, theirs: int, attempt: str) -> None:
    with working_as(BUYER, user=alice), pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        said(attempt, mechanic, alice, theirs)


@pytest.mark.parametrize("attempt", IN_VAIN)
def test_the_database_keeps_an_owner_to_his_company(mechanic: int, alice: int, theirs: int, attempt: str) -> None:
    before = list(Membership.objects.order_by("id").values_list("company_id", "user_id", "role"))
    with working_as(BUYER, user=alice):
        assert said(attempt, mechanic, alice, theirs) == 0

    assert list(Membership.objects.order_by("id").values_list("company_id", "user_id", "role")) == before
    assert not User.objects.filter(email="x@example.org").exists()


VAIN_FOR_A_BUYER = [
    "update companies_membership set role = 'owner'",
    "delete from companies_membership",
    "select companies_admit({mine}, 'x@example.org', 'x', 'ru', 'owner', now())",
]


@pytest.mark.parametrize("attempt", VAIN_FOR_A_BUYER)
def test_the_database_gives_a_buyer_nothing_of_it(mechanic: int, alice: int, attempt: str) -> None:
    Membership.objects.filter(user_id=alice).update(role="buyer")
    with working_as(BUYER, user=alice):
        assert said(attempt, mechanic, alice, mechanic) == 0


def said(attempt: str, mine: int, me: int, theirs: int) -> int:
    """How many rows the statement touched or answered."""
    with connection.cursor() as cursor:
        cursor.execute(attempt.format(mine=mine, me=me, theirs=theirs))
        return int(cursor.rowcount)
