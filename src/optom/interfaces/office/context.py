"""Who works in the office: a person with a desk; to others the office does not exist."""

import functools
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone

from optom.domain.accounts import queries as accounts
from optom.domain.accounts import rules
from optom.interfaces.kit.answers import ForOtherDesks, heard, sign_in
from optom.interfaces.kit.input import are_keys
from optom.interfaces.kit.person import person_of
from optom.interfaces.kit.words.reasons import about


@dataclass(frozen=True, slots=True)
class Desk:
    """A person of the firm at work: the request, its moment, the desks at which he works."""

    request: HttpRequest
    at: datetime
    desks: frozenset[str]
    person: accounts.Person
    given: Mapping[str, Any] = field(default_factory=dict)

    @property
    def actor(self) -> int:
        """Who acts, for the journal."""
        return self.person.id

    @property
    def rights(self) -> frozenset[str]:
        """His desks, for ``may`` of sheets."""
        return self.desks

    @property
    def company(self) -> None:
        """The firm's own people act for no company."""

    def may(self, act: str) -> bool:
        """Whether one of his desks may do the act."""
        return rules.desk_may(act, self.desks)

    @staticmethod
    def url(name: str, **given: int | str) -> str:
        """An address of the office."""
        return reverse(f"office:{name}", kwargs=given)


View = Callable[[Desk], HttpResponseBase]


def staff(*desks: str) -> Callable[[View], Callable[..., HttpResponseBase]]:
    """Show the page to people of these desks (of any desk when none is named); to others it does not exist."""

    def decorator(view: View) -> Callable[..., HttpResponseBase]:
        @functools.wraps(view)
        def guarded(request: HttpRequest, **given: Any) -> HttpResponseBase:
            person = person_of(request)
            if person is None:
                return sign_in(request)
            own = accounts.staff_roles(person.id)
            if not own or not are_keys(given.values()):
                raise Http404
            if desks and own.isdisjoint(desks):
                raise ForOtherDesks(desks)
            desk = Desk(request, timezone.now(), own, person, given)
            with about(given.get("contract"), person.id, given):
                return heard(request, lambda: view(desk))

        return guarded

    return decorator
