"""Who acts for a company and what he may do there: said by its owners, or by the firm."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from optom.base.refusal import Refusal, refuse_all
from optom.base.sql import statements
from optom.base.texts import too_long
from optom.domain.accounts import actions as accounts
from optom.domain.accounts import queries as persons
from optom.domain.companies import rules
from optom.domain.companies.models import Membership

from .rights import note, require_right

_sql = statements("optom.domain.companies")


@dataclass(frozen=True, slots=True)
class Invited:
    """Who was added; ``is_new`` has no password yet and waits for a letter."""

    user: int
    is_new: bool


def add_person(*, company: int, user: int, role: str, actor: int | None, at: datetime) -> None:
    """Let somebody who has an account act for a company, or change what he may do there: the firm's own way."""
    accounts.require_desk(act="manage_people", actor=actor)
    refuse_all(rules.objections_to_role(role))
    with transaction.atomic():
        Membership.objects.update_or_create(company_id=company, user_id=user, defaults={"role": role})
        note("add_person", actor, at, f"companies.company:{company}", company, {"user": user, "role": role})


def invite_person(
    *, company: int, email: str, name: str, role: str, actor: int | None, at: datetime, language: str = "ru"
) -> Invited:
    """Let a person act for a company, by his address; who has no account gets one, without a password yet.

    Refuses `companies.may_not`, `companies.role_unknown`, `accounts.email_wrong`, `input.required`, `input.too_long`,
    `companies.already_a_member`, `companies.person_is_staff`.
    """
    _require_people_right(company, actor)
    email, name = accounts.address_of(email), name.strip()
    refuse_all([*_objections_to_newcomer(email, name), *rules.objections_to_role(role)])
    with transaction.atomic():
        told = {"email": email, "name": name, "language": language, "role": role, "at": at}
        row = _sql.first("admit", company=company, **told)
        if row is None:  # he has been removed since
            raise Refusal("companies.may_not", role="", act="people")
        if row.is_staff:
            raise Refusal("companies.person_is_staff", field="email", email=email)
        if row.is_member:
            raise Refusal("companies.already_a_member", field="email", email=email)
        facts = {"user": row.user, "role": role, "email": email}
        note("invite_person", actor, at, f"companies.company:{company}", company, facts)
    return Invited(row.user, row.is_new)


def change_role(*, company: int, user: int, role: str, actor: int | None, at: datetime) -> None:
    """What a person may do in the company from now on.

    Refuses `companies.may_not`, `companies.role_unknown`, `companies.person_unknown`, `companies.last_owner`.
    """
    refuse_all(rules.objections_to_role(role))
    with transaction.atomic():
        people = _locked_people(company, actor)
        refuse_all(rules.objections_to_loss(people, user, role))
        if people[user] != role:
            Membership.objects.filter(company_id=company, user_id=user).update(role=role)
            facts = {"user": user, "role": [people[user], role]}
            note("change_role", actor, at, f"companies.company:{company}", company, facts)


def remove_person(*, company: int, user: int, actor: int | None, at: datetime) -> None:
    """A person acts for the company no more; what he did there stays his.

    Refuses `companies.may_not`, `companies.person_unknown`, `companies.last_owner`.
    """
    with transaction.atomic():
        people = _locked_people(company, actor)
        refuse_all(rules.objections_to_loss(people, user, None))
        # first the entry: an owner who leaves may write nothing in the company's name afterwards
        facts = {"user": user, "role": people[user]}
        note("remove_person", actor, at, f"companies.company:{company}", company, facts)
        Membership.objects.filter(company_id=company, user_id=user).delete()


def _require_people_right(company: int, actor: int | None) -> None:
    if actor is not None and persons.is_staff(actor):
        accounts.require_desk(act="manage_people", actor=actor)
    else:
        require_right(company, actor, "people")


def _locked_people(company: int, actor: int | None) -> dict[int, str]:
    """Who may do what here. Whether the actor may change it is asked under the lock: he may have been removed."""
    people = {row.user: row.role for row in _sql.rows("lock_people", company=company)}
    _require_people_right(company, actor)
    return people


def _objections_to_newcomer(email: str, name: str) -> list[Refusal]:
    missing = [] if name else [Refusal("input.required", field="name")]
    return [*accounts.objections_to_address(email), *missing, *too_long(name=(name, 150))]
