"""Keys by which programs hand in statements without a person who signs in (ADR 0041)."""

from base64 import urlsafe_b64encode
from collections.abc import Collection
from datetime import datetime
from hashlib import sha256

from django.db import transaction
from django.utils.crypto import salted_hmac

from optom.base.refusal import Refusal, refuse_all
from optom.base.sql import statements
from optom.base.texts import too_long
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
    secret = _secret(actor, key)
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


def hash_of(secret: str) -> str:
    """What is kept of a secret: 256 bits that nobody chose, so a plain hash can't be tried out."""
    return sha256(secret.encode()).hexdigest()


def _secret(actor: int, key: str) -> str:
    """Not to be guessed without the installation's own key, and the same when a button was pressed twice."""
    made = salted_hmac("optom.bank.intake", f"{actor}:{key}", algorithm="sha256")
    return urlsafe_b64encode(made.digest()).decode().rstrip("=")
