"""Who a person is."""

from dataclasses import dataclass
from datetime import datetime

from optom.base.sought import Sought
from optom.base.sql import statements

from .models import StaffRole, User

_sql = statements(__package__)


@dataclass(frozen=True, slots=True)
class Colleague:
    """A person of the firm: his desks, whether he may sign in, whether he ever has."""

    id: int
    email: str
    name: str
    is_active: bool
    last_login: datetime | None
    desks: frozenset[str]


@dataclass(frozen=True, slots=True)
class Person:
    """A person as other rooms and the screens name him."""

    id: int
    email: str
    name: str
    language: str


def person(user: int) -> Person:
    """The person of an account."""
    found = User.objects.values_list("id", "email", "name", "language").get(pk=user)
    return Person(*found)


def found_colleagues(*, sought: Sought, most: int) -> list[tuple[int, str, str]]:
    """People of the firm by a part of the name or the address: number, name and address of each."""
    return [(row.id, row.name, row.email) for row in _sql.rows("found_colleagues", part=sought.part, most=most)]


def colleague(user: int) -> Colleague | None:
    """A person of the firm; None for anybody else."""
    desks = staff_roles(user)
    if not desks:
        return None
    told = User.objects.values_list("id", "email", "name", "is_active", "last_login").get(pk=user)
    return Colleague(*told, desks)


def colleague_called(email: str) -> int | None:
    """The person of the firm who signs in by this address, whatever its letters."""
    found: int | None = (
        StaffRole.objects.filter(user__email__iexact=email.strip()).values_list("user", flat=True).first()
    )
    return found


def staff_roles(user: int) -> frozenset[str]:
    """The desks at which a person works; none for a buyer."""
    return frozenset(StaffRole.objects.filter(user_id=user).values_list("role", flat=True))


def is_staff(user: int) -> bool:
    """Whether a person belongs to the firm."""
    return StaffRole.objects.filter(user_id=user).exists()
