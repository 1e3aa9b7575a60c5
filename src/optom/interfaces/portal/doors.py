"""Pages behind a secret address, for who does not sign in: in the database he has the rights of that link alone.

A link that was never made, is revoked, has expired or was mistyped is answered alike, so that it tells nothing.
"""

import functools
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _

from optom.base.told_once import hash_of
from optom.interfaces.kit import limits
from optom.interfaces.kit.answers import error_page, heard
from optom.interfaces.kit.identity import holding_link
from optom.interfaces.kit.input import are_keys

_SECRET = re.compile(r"[A-Za-z0-9_-]{43}")
TEN_MINUTES = 600  # seconds over which we count
_MOST_MISSES, _MOST_LOOKS = 20, 240
_HEADERS = {
    "Cache-Control": "no-store, private",
    "Referrer-Policy": "same-origin",  # told to nobody else; a form of ours is refused where even we are not told
    "X-Robots-Tag": "noindex, nofollow, noarchive",
}
READ: Collection[str] = frozenset({"GET", "HEAD"})


class Opened(Protocol):
    """What a held link opens."""

    @property
    def id(self) -> int: ...


L = TypeVar("L", bound=Opened)
Shown = Callable[[HttpRequest, str, L, Mapping[str, Any]], HttpResponseBase]


def opened_by(
    held: Callable[[], L | None],
    show: Shown[L],
    *,
    methods: Collection[str] = READ,
    is_counted: bool = True,
) -> Callable[..., HttpResponseBase]:
    """Show the page to whoever holds a link that ``held`` finds; to others it says the same whatever the reason."""
    door = _Door(held, show, methods, is_counted)

    @functools.wraps(show)
    def guarded(request: HttpRequest, secret: str, **given: Any) -> HttpResponseBase:
        answer = door.answer(request, secret, given)
        for name, value in _HEADERS.items():
            answer[name] = value
        return answer

    return guarded


@dataclass(frozen=True, slots=True)
class _Door(Generic[L]):
    """What is asked of whoever comes with a secret."""

    held: Callable[[], L | None]
    show: Shown[L]
    methods: Collection[str]
    is_counted: bool

    def answer(self, request: HttpRequest, secret: str, given: Mapping[str, Any]) -> HttpResponseBase:
        """The page, or that there is nothing, or that it is too often."""
        address = limits.address_of(request)
        if limits.reached("link-misses", address, most=_MOST_MISSES, seconds=TEN_MINUTES):
            return too_often(request)
        with holding_link(hash_of(secret)):
            is_sound = request.method in self.methods and _SECRET.fullmatch(secret) and are_keys(given.values())
            link = self.held() if is_sound else None
            if link is None:
                limits.count("link-misses", address, seconds=TEN_MINUTES)
                return nothing(request)
            if self.is_counted and self._is_worn_out(link):
                return too_often(request)
            return heard(request, lambda: self.show(request, secret, link, given))

    def _is_worn_out(self, link: L) -> bool:
        """Numbers of links of two rooms may be the same."""
        name = f"{self.held.__module__}-{link.id}"
        return limits.is_too_often("link-looks", name, most=_MOST_LOOKS, seconds=TEN_MINUTES)


def nothing(request: HttpRequest) -> HttpResponse:
    """The same for everything that is not there."""
    lines = [_("It may be mistyped, over, or taken back."), _("Ask whoever gave it to you for another.")]
    return error_page(request, 404, _("This link opens nothing"), lines)


def too_often(request: HttpRequest) -> HttpResponse:
    """No answer for a while."""
    return error_page(request, 429, _("Too often"), [_("Wait ten minutes and try again.")])
