"""Which letters about papers a person wants, and the link in each letter that ends them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from optom.domain.billing import actions
from optom.domain.billing import queries as billing
from optom.domain.billing.rules import LETTERS
from optom.interfaces.kit import limits
from optom.interfaces.kit.answers import done, error_page
from optom.interfaces.kit.identity import acting_as
from optom.interfaces.kit.words import choices

from .context import Desk
from .frame import page
from .paper_letters import reader_of

_MOST, _TEN_MINUTES = 60, 600


def choose(desk: Desk) -> HttpResponse:
    """At once, daily, weekly or none: of all papers of the company, to the person who says it."""
    if desk.request.method == "POST":
        how = desk.request.POST.get("how", "")
        actions.choose_letters(company=desk.company, how=how, actor=desk.actor, at=desk.at)
        return done(desk.request, desk.url("papers"), _("Remembered."))
    return page(
        desk,
        "portal/letters.html",
        "papers",
        title=_("Letters about papers"),
        kinds=[(how, choices("letters")[how]) for how in LETTERS],
        chosen=billing.letters_of(desk.company, desk.actor),
        address=desk.person.email,
    )


@csrf_exempt
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """The link in a letter: a program of mail posts to it by itself, a person is asked once. Nobody signs in."""
    if limits.is_too_often("stop-letters", limits.address_of(request), most=_MOST, seconds=_TEN_MINUTES):
        return error_page(request, 429, _("Too often"), [_("Wait ten minutes and try again.")])
    reader = reader_of(token)
    if reader is None:
        return error_page(request, 404, _("This link opens nothing"), [_("It may be mistyped, over, or taken back.")])
    if request.method == "POST":
        company, user = reader
        with acting_as(user):
            actions.stop_letters(company=company, user=user, at=timezone.now())
    facts = {"is_done": request.method == "POST", "address": reverse("portal:stop-letters", args=[token])}
    return render(request, "portal/stop_letters.html", facts)
