"""Who acts for a company and what he may do there: said by its administrators, or by the firm."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import Any

from django.db import transaction

from optom.base.refusal import Refusal, refuse_all
from optom.base.sql import Row, statements
from optom.base.texts import too_long
from optom.domain.accounts import actions as accounts
from optom.domain.accounts import queries as persons
from optom.domain.companies import queries, rules
from optom.domain.companies.models import Membership
from optom.domain.companies.rules import Rights, Seat

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
        said = {"role": role, "rights": None}
        Membership.objects.update_or_create(company_id=company, user_id=user, defaults=said)
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
    """A preset of rights for a person from now on.

    Refuses `companies.may_not`, `companies.role_unknown`, `companies.person_unknown`, `companies.last_administrator`.
    """
    refuse_all(rules.objections_to_role(role))
    with transaction.atomic():
        people = _locked_people(company, actor)
        refuse_all(rules.objections_to_loss(_rights_in(people), user, rules.PRESETS[role]))
        before = people[user].role
        if before != role:
            Membership.objects.filter(company_id=company, user_id=user).update(role=role, rights=None)
            facts = {"user": user, "role": [before, role]}
            note("change_role", actor, at, f"companies.company:{company}", company, facts)


def seat(*, company: int, user: int, seat: Seat, actor: int | None, at: datetime) -> None:
    """What a person may do, how far he orders on his own word, who approves the rest and what he may charge.

    Refuses `companies.may_not`, `companies.person_unknown`, `companies.last_administrator`, `companies.right_unknown`,
    `companies.limit_wrong`, `companies.approver_may_not`, `companies.centre_unknown`.
    """
    wanted = replace(seat, rights=rules.complete(seat.rights))
    with transaction.atomic():
        people = _locked_people(company, actor)
        rights = _rights_in(people)
        centres = {one.id for one in queries.cost_centres(company)}
        refuse_all(
            [
                *rules.objections_to_loss(rights, user, wanted.rights),
                *rules.objections_to_seat(wanted, user=user, people=rights, centres=centres),
            ]
        )
        changes = _changes(_seat_in(people[user]), wanted)
        if changes:
            Membership.objects.filter(company_id=company, user_id=user).update(**_columns(wanted))
            note("seat", actor, at, f"companies.company:{company}", company, {"user": user, **changes})


def remove_person(*, company: int, user: int, actor: int | None, at: datetime) -> None:
    """A person acts for the company no more; what he did there stays his.

    Refuses `companies.may_not`, `companies.person_unknown`, `companies.last_administrator`.
    """
    with transaction.atomic():
        people = _locked_people(company, actor)
        refuse_all(rules.objections_to_loss(_rights_in(people), user, None))
        # first the entry: an administrator who leaves may write nothing in the company's name afterwards
        facts = {"user": user, "role": people[user].role, "name": persons.person(user).name}
        note("remove_person", actor, at, f"companies.company:{company}", company, facts)
        Membership.objects.filter(company_id=company, user_id=user).delete()


def _rights_in(people: Mapping[int, Row]) -> dict[int, Rights]:
    return {user: frozenset(row.rights) for user, row in people.items()}


def _seat_in(row: Row) -> Seat:
    return Seat(
        rights=frozenset(row.rights),
        order_limit=row.order_limit,
        month_limit=row.month_limit,
        approver=row.approver,
        centres=tuple(row.centres),
    )


def _columns(seat: Seat) -> dict[str, Any]:
    role = rules.role_of(seat.rights)
    return {
        "role": role,
        "rights": sorted(seat.rights, key=rules.RIGHTS.index) if role == rules.OWN else None,
        "order_limit": seat.order_limit,
        "month_limit": seat.month_limit,
        "approver_id": seat.approver,
        "cost_centres": list(seat.centres),
    }


def _changes(before: Seat, after: Seat) -> dict[str, Any]:
    """Old and new of all that changes."""
    pairs = {field.name: (getattr(before, field.name), getattr(after, field.name)) for field in fields(Seat)}
    return {name: [_said(old), _said(new)] for name, (old, new) in pairs.items() if old != new}


def _said(value: Any) -> Any:
    return sorted(value) if isinstance(value, frozenset | tuple) else value


def _require_people_right(company: int, actor: int | None) -> None:
    if actor is not None and persons.is_staff(actor):
        accounts.require_desk(act="manage_people", actor=actor)
    else:
        require_right(company, actor, "people")


def _locked_people(company: int, actor: int | None) -> dict[int, Row]:
    """Who may do what here. Whether the actor may change it is asked under the lock: he may have been removed."""
    people = {row.user: row for row in _sql.rows("lock_people", company=company)}
    _require_people_right(company, actor)
    return people


def _objections_to_newcomer(email: str, name: str) -> list[Refusal]:
    missing = [] if name else [Refusal("input.required", field="name")]
    return [*accounts.objections_to_address(email), *missing, *too_long(name=(name, 150))]
