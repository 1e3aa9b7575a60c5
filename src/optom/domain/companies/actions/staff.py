"""The people of the firm itself: who works at which desks, who comes and who goes."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import transaction

from optom.base.refusal import Refusal, refuse_all
from optom.base.texts import too_long
from optom.domain.accounts import actions as accounts
from optom.domain.accounts import queries as persons
from optom.domain.journal import actions as journal


def employ(
    *,
    email: str,
    name: str,
    desks: Collection[str],
    actor: int | None,
    at: datetime,
    language: str = "ru",
    password: str | None = None,
) -> int:
    """Somebody works for the firm; without a password he has to set one by the link of a letter.

    Refuses `accounts.may_not`, `accounts.email_wrong`, `accounts.email_taken`, `input.required`, `input.too_long`,
    `accounts.role_unknown`, `accounts.desk_missing`.
    """
    accounts.require_desk(act="give_role", actor=actor)
    email, name = accounts.address_of(email), name.strip()
    refuse_all([*_objections_to_newcomer(email, name), *accounts.objections_to_desks(desks)])
    with transaction.atomic():
        told: dict[str, Any] = {"email": email, "name": name, "language": language, "password": password}
        user = accounts.register_person(**told, at=at)
        accounts.set_roles(user=user, roles=desks)
        _note("employ", actor, at, user, {"email": email, "desks": sorted(desks)})
    return user


def set_desks(*, user: int, desks: Collection[str], actor: int | None, at: datetime) -> None:
    """At which desks a person of the firm works from now on.

    Refuses `accounts.may_not`, `accounts.role_unknown`, `accounts.desk_missing`, `accounts.person_unknown`,
    `accounts.last_administrator`.
    """
    accounts.require_desk(act="give_role", actor=actor)
    refuse_all(accounts.objections_to_desks(desks))
    with transaction.atomic():
        before = accounts.set_roles(user=_of_the_firm(user), roles=desks)
        if before != set(desks):
            _note("set_desks", actor, at, user, {"desks": [sorted(before), sorted(desks)]})


def close_account(*, user: int, actor: int | None, at: datetime) -> None:
    """A person of the firm signs in no more, from his next click on; what he did stays his.

    Refuses `accounts.may_not`, `accounts.person_unknown`, `accounts.last_administrator`.
    """
    accounts.require_desk(act="give_role", actor=actor)
    with transaction.atomic():
        if accounts.set_active(user=_of_the_firm(user), is_active=False):
            _note("close_account", actor, at, user, {})


def open_account(*, user: int, actor: int | None, at: datetime) -> None:
    """He may sign in again, with the password that he had. Refuses as ``close_account`` does."""
    accounts.require_desk(act="give_role", actor=actor)
    with transaction.atomic():
        if accounts.set_active(user=_of_the_firm(user), is_active=True):
            _note("open_account", actor, at, user, {})


def _of_the_firm(user: int) -> int:
    if not persons.is_staff(user):
        raise Refusal("accounts.person_unknown", user=user)
    return user


def _objections_to_newcomer(email: str, name: str) -> list[Refusal]:
    missing = [] if name else [Refusal("input.required", field="name")]
    return [*accounts.objections_to_address(email), *missing, *too_long(name=(name, 150))]


def _note(act: str, actor: int | None, at: datetime, user: int, facts: dict[str, Any]) -> None:
    journal.record(act=f"accounts.{act}", actor=actor, at=at, subject=f"accounts.user:{user}", facts=facts)
