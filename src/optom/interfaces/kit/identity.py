"""Every request works in the database as what the person is: a buyer, staff, or nobody yet (ADR 0004)."""

from collections.abc import Callable, Generator, Iterator
from contextlib import closing, contextmanager

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language, override

from optom.domain.accounts import queries as accounts

BUYER = "optom_buyer"
STAFF = "optom_staff"
_SIGN_IN = "none"  # back to the role of the connection, which may only sign people in
_SIGN_IN_PAGES = "/accounts/"  # passwords, second factors and sessions: what neither a buyer nor staff can reach


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
            with working_as(_SIGN_IN, user=None):
                return self._get_response(request)
        role = STAFF if accounts.is_staff(user.pk) else BUYER
        with working_as(role, user=user.pk):
            return self._get_response(request)


@contextmanager
def working_as(role: str, *, user: int | None) -> Iterator[None]:
    """The database sees ``user`` with the rights of ``role`` inside the block, and nobody after it."""
    _become(role, user)
    try:
        yield
    finally:
        if connection.connection is not None and not connection.needs_rollback:
            _become(_SIGN_IN, None)


@contextmanager
def signing_in() -> Iterator[None]:
    """For the length of the block the request has the rights of the sign-in pages: for a link to set a password."""
    role, user = _identity()
    _become(_SIGN_IN, None)
    try:
        yield
    finally:
        if not connection.needs_rollback:
            _become(role, user)


def as_the_same_person(pieces: Generator[bytes, None, None]) -> Iterator[bytes]:
    """What is sent piece by piece after the view, still with the rights and in the language of this request."""
    role, user = _identity()
    return _pieces_as(pieces, role, user, get_language())


def _pieces_as(
    pieces: Generator[bytes, None, None], role: str, user: int | None, language: str | None
) -> Iterator[bytes]:
    with working_as(role, user=user), override(language), closing(pieces):
        yield from pieces


def _identity() -> tuple[str, int | None]:
    with connection.cursor() as cursor:
        cursor.execute("select current_setting('role'), current_setting('optom.user_id', true)")
        role, user = cursor.fetchone()
    return role, int(user) if user else None


def _become(role: str, user: int | None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "select set_config('role', %s, false), set_config('optom.user_id', %s, false)",
            [role, "" if user is None else str(user)],
        )
