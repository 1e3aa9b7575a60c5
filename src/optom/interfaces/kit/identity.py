"""Every request works in the database as what the person is: a buyer, staff, or nobody yet (ADR 0004).

Whoever holds a link to papers is a role of its own, with the rights of that link and no others (ADR 0019).
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import connection
from django.http import HttpRequest, HttpResponse

from optom.domain.accounts import queries as accounts

BUYER = "optom_buyer"
STAFF = "optom_staff"
LINK = "optom_link"
_SIGN_IN = "none"  # back to the role of the connection, which may only sign people in
_SIGN_IN_PAGES = "/accounts/"  # passwords, second factors and sessions: what neither a buyer nor staff can reach


@dataclass(frozen=True, slots=True)
class Rights:
    """As whom the database sees who asks: a role, and the person or the link (its hash) whose rows he is shown."""

    role: str
    user: int | None = None
    link: str = ""

    @contextmanager
    def taken(self) -> Iterator[None]:
        """The database sees these rights inside the block, and nobody after it."""
        _become(self)
        try:
            yield
        finally:
            if connection.connection is not None and not connection.needs_rollback:
                _become(_NOBODY)


_NOBODY = Rights(_SIGN_IN)


class IdentityMiddleware:
    """Put the database on the person's rights before the view and take them away after it.

    The identity is set, not assumed, at the start of every request, so a pooled connection can't carry one over.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path.startswith("/static/"):
            return self._get_response(request)
        user = request.user
        if not user.is_authenticated or request.path.startswith(_SIGN_IN_PAGES):
            with _NOBODY.taken():
                return self._get_response(request)
        role = STAFF if accounts.is_staff(user.pk) else BUYER
        with working_as(role, user=user.pk):
            return self._get_response(request)


@contextmanager
def working_as(role: str, *, user: int | None) -> Iterator[None]:
    """The database sees ``user`` with the rights of ``role`` inside the block, and nobody after it."""
    with Rights(role, user).taken():
        yield


def present_rights() -> Rights:
    """As whom the database sees us now: for what goes on after the view has answered, as a file that is streamed."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select current_setting('role'), current_setting('optom.user_id', true), "
            "current_setting('optom.link', true)"
        )
        role, user, link = cursor.fetchone()
    return Rights(role, int(user) if user else None, link or "")


@contextmanager
def signing_in() -> Iterator[None]:
    """For the length of the block the request has the rights of the sign-in pages: for a link to set a password."""
    before = present_rights()
    _become(_NOBODY)
    try:
        yield
    finally:
        if not connection.needs_rollback:
            _become(before)


@contextmanager
def holding_link(link: str) -> Iterator[None]:
    """For the length of the block the request has the rights of a link to papers (its hash), whoever is signed in."""
    before = present_rights()
    _become(Rights(LINK, link=link))
    try:
        yield
    finally:
        if not connection.needs_rollback:
            _become(before)


@contextmanager
def acting_as(user: int) -> Iterator[None]:
    """For the length of the block the request has a buyer's rights who has not signed in: a signed link is his word."""
    before = present_rights()
    _become(Rights(BUYER, user))
    try:
        yield
    finally:
        if not connection.needs_rollback:
            _become(before)


def _become(rights: Rights) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "select set_config('role', %s, false), set_config('optom.user_id', %s, false), "
            "set_config('optom.link', %s, false)",
            [rights.role, "" if rights.user is None else str(rights.user), rights.link],
        )
