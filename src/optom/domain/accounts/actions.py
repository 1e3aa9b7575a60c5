"""People of the firm and of its clients: who signs in, and at which desks staff work."""

from collections.abc import Collection
from datetime import datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction

from optom.base.refusal import Refusal, refuse_all
from optom.base.sql import statements
from optom.base.texts import too_long

from . import queries, rules
from .models import StaffRole, User

_sql = statements(__package__)


def require_desk(*, act: str, actor: int | None) -> None:
    """Refuse `accounts.may_not` unless the person works at a desk that may do ``act``; the program itself may."""
    if actor is not None and not rules.desk_may(act, queries.staff_roles(actor)):
        raise Refusal("accounts.may_not", act=act, desks=sorted(rules.DESKS[act]))


def register_person(
    *,
    email: str,
    name: str,
    at: datetime,
    password: str | None = None,
    language: str = "ru",
) -> int:
    """A person who signs in with his address; without a password he has to set one. Refuses `accounts.email_taken`."""
    if password is not None:
        _check_password(password, email=email, name=name)
    try:
        with transaction.atomic():
            told = {"name": name.strip(), "language": language, "created_at": at}
            user = User.objects.create_user(email.strip(), password, **told)
    except IntegrityError as error:
        raise Refusal("accounts.email_taken", email=email) from error
    return user.pk


def address_of(email: str) -> str:
    """An address as it is kept: without spaces around it, its domain in small letters."""
    return User.objects.normalize_email(email.strip())


def objections_to_address(email: str) -> list[Refusal]:
    """`input.required`, and `accounts.email_wrong` for what no letter reaches."""
    if not email:
        return [Refusal("input.required", field="email")]
    try:
        validate_email(email)
    except ValidationError:
        return [Refusal("accounts.email_wrong", field="email", email=email[:80])]
    return too_long(email=(email, 254))


def objections_to_desks(desks: Collection[str]) -> list[Refusal]:
    """Desks that nobody has, and none at all."""
    if not desks:
        return [Refusal("accounts.desk_missing", field="desk")]
    unknown = sorted(set(desks) - set(StaffRole.Role.values))
    return [Refusal("accounts.role_unknown", field="desk", role=one, known=StaffRole.Role.values) for one in unknown]


def set_roles(*, user: int, roles: Collection[str]) -> frozenset[str]:
    """Let a person work at these desks and no others; at which he worked. Asks nobody's right: acts of rooms above do.

    Refuses `accounts.last_administrator`. In the caller's transaction.
    """
    administrators = _locked_administrators()
    before, wanted = queries.staff_roles(user), frozenset(roles)
    if rules.ADMINISTRATOR in before - wanted:
        refuse_all(rules.objections_to_loss(administrators, user))
    StaffRole.objects.filter(user_id=user, role__in=before - wanted).delete()
    StaffRole.objects.bulk_create(StaffRole(user_id=user, role=role) for role in sorted(wanted - before))
    return before


def set_active(*, user: int, is_active: bool) -> bool:
    """Open or close an account; whether that changed anything. Asks nobody's right: acts of rooms above do.

    Refuses `accounts.last_administrator`. In the caller's transaction.
    """
    administrators = _locked_administrators()
    if not is_active:
        refuse_all(rules.objections_to_loss(administrators, user))
    return bool(User.objects.filter(pk=user).exclude(is_active=is_active).update(is_active=is_active))


def _locked_administrators() -> frozenset[int]:
    return frozenset(row.user for row in _sql.rows("lock_administrators"))


def choose_language(*, user: int, language: str) -> None:
    """The language of the screens of a person."""
    User.objects.filter(pk=user).update(language=language)


def _check_password(password: str, *, email: str, name: str) -> None:
    try:
        validate_password(password, user=User(email=email, name=name))
    except ValidationError as error:
        raise Refusal("accounts.password_weak", reasons=list(error.messages)) from error
