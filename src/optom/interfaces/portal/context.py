"""In whose name a page of the portal is shown: every address begins with the contract, a stranger gets 404."""

import functools
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import timezone

from optom.base.refusal import Refusal
from optom.domain.companies import queries as companies
from optom.interfaces.kit.answers import refused, wants_json

LAST_CONTRACT = "contract"


@dataclass(frozen=True, slots=True)
class Desk:
    """A buyer at work: the request, its moment, the contract, and what he may do in its company."""

    request: HttpRequest
    at: datetime
    contract: companies.ContractRow
    role: str
    actor: int
    given: Mapping[str, Any] = field(default_factory=dict)

    def url(self, name: str, **given: Any) -> str:
        """An address within this contract."""
        return reverse(f"portal:{name}", kwargs={"contract": self.contract.id, **given})


View = Callable[..., HttpResponse]


def buyer(view: Callable[[Desk], HttpResponse]) -> View:
    """Show the page to people of the contract's company; to others it does not exist."""

    @functools.wraps(view)
    def guarded(request: HttpRequest, contract: int, **given: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return _sign_in(request)
        desk = _desk(request, contract, given)
        try:
            return view(desk)
        except Refusal as refusal:
            return refused(request, refusal)

    return guarded


def _sign_in(request: HttpRequest) -> HttpResponse:
    if wants_json(request):
        return JsonResponse({"refusals": []}, status=401)
    return redirect_to_login(request.get_full_path())


def _desk(request: HttpRequest, contract: int, given: Mapping[str, Any]) -> Desk:
    user = request.user.pk
    try:
        found = companies.contract(contract)
    except Refusal:
        raise Http404 from None
    role = companies.membership(user, found.company)
    if role is None:
        raise Http404
    if request.session.get(LAST_CONTRACT) != contract:
        request.session[LAST_CONTRACT] = contract
    return Desk(request, timezone.now(), found, role, user, given)
