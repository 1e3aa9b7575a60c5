"""Keys by which programs of suppliers take our orders and confirm them (ADR 0062)."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from optom.base.refusal import Refusal
from optom.base.sql import statements
from optom.base.told_once import hash_of, secret_of
from optom.domain.accounts import actions as accounts
from optom.domain.journal import actions as journal
from optom.domain.suppliers import queries as suppliers

_sql = statements(__package__)


def make_key(*, supplier: int, key: str, actor: int, at: datetime) -> str:
    """A secret for the program of a supplier; it is told once, the database keeps a hash of it.

    The same ``key`` of the caller is the same secret of the supplier. Refuses `accounts.may_not`, `suppliers.no_such`.
    """
    accounts.require_desk(act="run_feeds", actor=actor)
    if supplier not in {one.id for one in suppliers.suppliers()}:
        raise Refusal("suppliers.no_such", field="supplier")
    secret = secret_of("optom.purchasing.key", supplier, actor, key)
    with transaction.atomic():
        made = _sql.first("make_key", supplier=supplier, secret_hash=hash_of(secret), actor=actor, at=at)
        if made is not None:  # else the caller's key has its secret already
            subject = f"suppliers.supplier:{supplier}"
            journal.record(act="purchasing.make_key", actor=actor, at=at, subject=subject)
    return secret


def revoke_keys(*, suppliers: Collection[int], actor: int, at: datetime) -> int:
    """Keys of these suppliers open nothing any more; how many did. Refuses `accounts.may_not`."""
    accounts.require_desk(act="run_feeds", actor=actor)
    with transaction.atomic():
        rows = _sql.rows("revoke_keys", suppliers=sorted(suppliers), at=at)
        deeds = [journal.Deed(f"suppliers.supplier:{row.supplier}", None, {}) for row in rows]
        journal.record_each(act="purchasing.revoke_key", actor=actor, at=at, deeds=deeds)
    return len(rows)


def use_key(*, key: int, at: datetime) -> None:
    """Remember that somebody has come with it."""
    _sql.run("use_key", key=key, at=at)
