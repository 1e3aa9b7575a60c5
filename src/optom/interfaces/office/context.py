"""Who works in the office: a person with a desk; to others the office does not exist."""

import functools
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import timezone

from optom.base.refusal import Refusal
from optom.domain.accounts import queries as accounts
from optom.domain.accounts import rules
from optom.interfaces.kit.answers import refused, wants_json


@dataclass(frozen=True, slots=True)
class Desk:
    """A person of the firm at work: the request, its moment, the desks at which he works."""

    request: HttpRequest
    at: datetime
    desks: frozenset[str]
    actor: int
    given: Mapping[str, int] = field(default_factory=dict)

    @property
    def role(self) -> str:
        """His desks in one word, for ``may`` of sheets."""
        return ",".join(sorted(self.desks))

    def may(self, act: str) -> bool:
        """Whether one of his desks may do the act."""
        return rules.desk_may(act, self.desks)

    @staticmethod
    def url(name: str, **given: int) -> str:
        """An address of the office."""
        return reverse(f"office:{name}", kwargs=given)


View = Callable[[Desk], HttpResponse]


def staff(*desks: str) -> Callable[[View], Callable[..., HttpResponse]]:
    """Show the page to people of these desks (of any desk when none is named); to others it does not exist."""

    def decorator(view: View) -> Callable[..., HttpResponse]:
        @functools.wraps(view)
        def guarded(request: HttpRequest, **given: int) -> HttpResponse:
            if not request.user.is_authenticated:
                return _sign_in(request)
            own = accounts.staff_roles(request.user.pk)
            if not own or (desks and own.isdisjoint(desks)):
                raise Http404
            try:
                return view(Desk(request, timezone.now(), own, request.user.pk, given))
            except Refusal as refusal:
                return refused(request, refusal)

        return guarded

    return decorator


def _sign_in(request: HttpRequest) -> HttpResponse:
    if wants_json(request):
        return JsonResponse({"refusals": []}, status=401)
    return redirect_to_login(request.get_full_path())
