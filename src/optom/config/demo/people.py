"""The firm's desks, the demo's sign-ins and the people of every company."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random

from django.contrib.auth.hashers import make_password

from . import names
from .chance import chance
from .signins import PASSWORD, SIGN_INS
from .sizes import Size
from .writing import copy, go_on_after, rows

_USERS = "id email name language is_active is_staff is_superuser created_at password"
# the first letter of an unusable password: only those who are printed can sign in
_NONE = "!demo"
_ROLES = ("owner", "buyer", "buyer", "accountant", "viewer")


def write_people(size: Size, *, seed: int, at: datetime) -> None:
    """People and what each may do; every tenth acts for the next company too."""
    before = rows("select coalesce(max(id), 0) from accounts_user")[0][0]
    password = make_password(PASSWORD)
    known = {one.email: before + number for number, one in enumerate(SIGN_INS, start=1)}
    copy("accounts_user", _USERS, (
        (known[one.email], one.email, one.name, one.language, True, one.is_root, one.is_root, at, password)
        for one in SIGN_INS))  # fmt: skip
    copy(
        "account_emailaddress",
        "user_id email verified primary",
        ((known[one.email], one.email, True, True) for one in SIGN_INS),
    )
    copy("accounts_staffrole", "user_id role", ((known[one.email], one.role) for one in SIGN_INS if one.role))
    users, members = _crowd(size, chance(seed, "people"), before + len(SIGN_INS), at)
    copy("accounts_user", _USERS, users)
    members += [(number, known[one.email], role) for one in SIGN_INS for number, role in one.companies]
    copy("companies_membership", "company_id user_id role", members)
    go_on_after("accounts_user")


def _crowd(
    size: Size, dice: Random, after: int, at: datetime
) -> tuple[list[tuple[object, ...]], list[tuple[int, int, str]]]:
    users: list[tuple[object, ...]] = []
    members: list[tuple[int, int, str]] = []
    for company, role in _places(size, dice):
        number = after + len(users) + 1
        name = names.person(dice)
        email = f"{names.latin(name)}.{number}@client{company}.example"
        users.append((number, email, name, "ru", True, False, False, at - timedelta(days=dice.randint(1, 400)), _NONE))
        members.append((company, number, role))
        if number % 10 == 0 and company < size.companies:
            members.append((company + 1, number, role))
    return users, members


def _places(size: Size, dice: Random) -> Iterator[tuple[int, str]]:
    """One to four people a company, the first its owner."""
    for company in range(4, size.companies + 1):
        for role in _ROLES[: dice.choice((1, 2, 2, 3, 5))]:
            yield company, role
