"""In whose name a page of the portal is shown: every address begins with the contract, a stranger gets 404."""

import functools
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from optom.base.refusal import Refusal
from optom.domain.accounts.queries import Person
from optom.domain.companies import queries as companies
from optom.interfaces.kit.answers import heard, sign_in
from optom.interfaces.kit.input import are_keys
from optom.interfaces.kit.person import person_of

LAST_CONTRACT = "contract"
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Desk:
    """A buyer at work: the request, its moment, the contract, and what he may do in its company."""

    request: HttpRequest
    at: datetime
    contract: companies.ContractRow
    role: str
    person: Person
    given: Mapping[str, Any] = field(default_factory=dict)
    kept: dict[str, Any] = field(default_factory=dict)

    @property
    def actor(self) -> int:
        """Who acts, for the journal."""
        return self.person.id

    def once(self, name: str, ask: Callable[[], T]) -> T:
        """What was answered in this request already isn't asked again."""
        if name not in self.kept:
            self.kept[name] = ask()
        answer: T = self.kept[name]
        return answer

    def url(self, name: str, **given: Any) -> str:
        """An address within this contract."""
        return reverse(f"portal:{name}", kwargs={"contract": self.contract.id, **given})


View = Callable[..., HttpResponse]


def buyer(view: Callable[[Desk], HttpResponse]) -> View:
    """Show the page to people of the contract's company; to others it does not exist."""

    @functools.wraps(view)
    def guarded(request: HttpRequest, contract: int, **given: Any) -> HttpResponse:
        person = person_of(request)
        if person is None:
            return sign_in(request)
        desk = _desk(request, contract, person, given)
        return heard(request, lambda: view(desk))

    return guarded


def _desk(request: HttpRequest, contract: int, person: Person, given: Mapping[str, Any]) -> Desk:
    if not are_keys([contract, *given.values()]):
        raise Http404
    try:
        found = companies.contract(contract)
    except Refusal:
        raise Http404 from None
    role = companies.membership(person.id, found.company)
    if role is None:
        raise Http404
    if request.session.get(LAST_CONTRACT) != contract:
        request.session[LAST_CONTRACT] = contract
    return Desk(request, timezone.now(), found, role, person, given)
