"""Keys by which programs hand in statements without a person who signs in (ADR 0041)."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from optom.base.refusal import Refusal, refuse_all
from optom.base.sql import statements
from optom.base.texts import too_long
from optom.base.told_once import hash_of, secret_of
from optom.domain.accounts import actions as accounts
from optom.domain.journal import actions as journal

_sql = statements(__package__)
_NAME = 120


def make_key(*, name: str, key: str, actor: int, at: datetime) -> str:
    """A secret for the program ``name``; it is told once, the database keeps a hash of it.

    The same ``key`` of the caller is the same secret. Refuses `accounts.may_not`, `input.required`, `input.too_long`.
    """
    accounts.require_desk(act="register_payment", actor=actor)
    name = name.strip()
    if not name:
        raise Refusal("input.required", field="name")
    refuse_all(too_long(name=(name, _NAME)))
    secret = secret_of("optom.bank.intake", actor, key)
    with transaction.atomic():
        made = _sql.first("make_key", name=name, secret_hash=hash_of(secret), actor=actor, at=at)
        if made is not None:  # else the caller's key has its secret already
            subject = f"bank.intakekey:{made.id}"
            journal.record(act="bank.make_key", actor=actor, at=at, subject=subject, facts={"name": name})
    return secret


def revoke_keys(*, keys: Collection[int], actor: int, at: datetime) -> None:
    """They open nothing any more; those that are revoked already stay so. Refuses `accounts.may_not`."""
    accounts.require_desk(act="register_payment", actor=actor)
    with transaction.atomic():
        rows = _sql.rows("revoke_keys", keys=sorted(keys), actor=actor, at=at)
        deeds = [journal.Deed(f"bank.intakekey:{row.id}", None, {"name": row.name}) for row in rows]
        journal.record_each(act="bank.revoke_key", actor=actor, at=at, deeds=deeds)


def use_key(*, key: int, at: datetime) -> None:
    """Remember that somebody has come with it."""
    _sql.run("use_key", key=key, at=at)
