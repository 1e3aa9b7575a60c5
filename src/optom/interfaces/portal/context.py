"""In whose name a page of the portal is shown: every address begins with the contract, a stranger gets 404."""

import functools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone

from optom.base.refusal import Refusal, refuse_all
from optom.domain.accounts.queries import Person
from optom.domain.companies import queries as companies
from optom.domain.companies import rules
from optom.interfaces.kit.answers import heard, sign_in
from optom.interfaces.kit.input import are_keys
from optom.interfaces.kit.person import person_of
from optom.interfaces.kit.veil import OF_MONEY, veiled
from optom.interfaces.kit.words.reasons import about

LAST_CONTRACT = "contract"
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Desk:
    """A buyer at work: the request, its moment, the contract, and what he may do in its company."""

    request: HttpRequest
    at: datetime
    contract: companies.ContractRow
    role: str
    rights: rules.Rights
    person: Person
    given: Mapping[str, Any] = field(default_factory=dict)
    kept: dict[str, Any] = field(default_factory=dict)

    @property
    def actor(self) -> int:
        """Who acts, for the journal."""
        return self.person.id

    def may(self, act: str) -> bool:
        """Whether his rights suffice for the act."""
        return rules.allows(self.rights, act)

    def require(self, *acts: str) -> None:
        """Refuse ``companies.may_not`` to whose rights don't suffice for all of it."""
        refuse_all(one for act in acts for one in rules.objections_to_act(self.rights, act, role=self.role))

    @property
    def company(self) -> int:
        """For whom he acts."""
        return self.contract.company

    def once(self, name: str, ask: Callable[[], T]) -> T:
        """What was answered in this request already isn't asked again."""
        if name not in self.kept:
            self.kept[name] = ask()
        answer: T = self.kept[name]
        return answer

    def url(self, name: str, **given: Any) -> str:
        """An address within this contract."""
        return reverse(f"portal:{name}", kwargs={"contract": self.contract.id, **given})


View = Callable[..., HttpResponseBase]


def buyer(view: Callable[[Desk], HttpResponseBase], *, acts: Sequence[str] = ("see",)) -> View:
    """Show the page to people of the contract's company who may do all ``acts``; to others it does not exist.

    A colleague without a right is told so. What an answer says of money is veiled for whom money is not to be seen.
    """

    @functools.wraps(view)
    def guarded(request: HttpRequest, contract: int, **given: Any) -> HttpResponseBase:
        person = person_of(request)
        if person is None:
            return sign_in(request)
        desk = _desk(request, contract, person, given)
        hidden = {} if desk.may("money") else OF_MONEY
        with veiled(hidden), about(contract, person.id, given):
            return heard(request, lambda: _answer(desk, view, acts))

    return guarded


def _answer(desk: Desk, view: Callable[[Desk], HttpResponseBase], acts: Sequence[str]) -> HttpResponseBase:
    desk.require(*acts)
    return view(desk)


def _desk(request: HttpRequest, contract: int, person: Person, given: Mapping[str, Any]) -> Desk:
    if not are_keys([contract, *given.values()]):
        raise Http404
    try:
        found = companies.contract(contract)
    except Refusal:
        raise Http404 from None
    member = companies.member(person.id, found.company)
    if member is None:
        raise Http404
    if request.session.get(LAST_CONTRACT) != contract:
        request.session[LAST_CONTRACT] = contract
    return Desk(request, timezone.now(), found, member.role, member.rights, person, given)
