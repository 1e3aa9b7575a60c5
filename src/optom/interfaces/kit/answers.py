"""How a request is refused: 422 with all reasons for a fetch, a page with the same words for a form.

400 for what our pages never send. What was typed stays where it was typed: forms are sent by fetch.
"""

import logging
from collections.abc import Callable, Collection, Sequence
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.db import DataError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from optom.base.refusal import Refusal, reasons_of

from .input import Malformed, refuse_unprintable
from .notices import About, leave, said
from .words import named, worded

_log = logging.getLogger(__name__)
_ABSENT = frozenset(
    {
        "companies.contract_unknown",
        "shipping.unknown",
        "billing.unknown",
        "documents.no_such_paper",
        "quotes.unknown",
        "reconciliation.comparison_unknown",
    }
)


class ForOtherDesks(Http404):
    """A page of the office that one of the firm asks for who works at none of its ``desks``: he is told."""

    def __init__(self, desks: Collection[str]) -> None:
        super().__init__()
        self.desks = desks


def wants_json(request: HttpRequest) -> bool:
    """Whether a script asks, not a person who opens a page."""
    return "application/json" in request.headers.get("Accept", "")


def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask to sign in and come back; a script is told 401."""
    if wants_json(request):
        return JsonResponse({"refusals": []}, status=401)
    return redirect_to_login(request.get_full_path())


def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """The "no" in words. 404 for what isn't there for this person, 400 for what is malformed, else 422."""
    code = _status(refusal)
    if wants_json(request):
        body = {"refusals": worded(refusal), "errors": errors_by_field(refusal)}
        return JsonResponse(body, status=code, headers={"Cache-Control": "no-store"})
    return render(request, "kit/refused.html", {"refusals": worded(refusal)}, status=code)


def heard(request: HttpRequest, view: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    """What the view answers, or its "no" in words: also the database's own, to what nobody has measured before it."""
    try:
        refuse_unprintable(request.POST)
        return view()
    except Refusal as refusal:
        return refused(request, refusal)
    except DataError:
        _log.warning("%s %s: the database could not take what was sent", request.method, request.path, exc_info=True)
        return refused(request, Refusal("input.unfit"))


def _status(refusal: Refusal) -> int:
    if isinstance(reasons_of(refusal)[0], Malformed):
        return 400
    return 404 if refusal.code in _ABSENT else 422


def errors_by_field(refusal: Refusal) -> dict[str, list[str]]:
    """The reasons that name a field of a form, under its name."""
    errors: dict[str, list[str]] = {}
    for reason in reasons_of(refusal):
        if field := reason.facts.get("field"):
            errors.setdefault(str(field), []).append(worded(reason)[0]["text"])
    return errors


def done(
    request: HttpRequest, location: str, message: str = "", *, about: About | None = None, undo: str = ""
) -> HttpResponse:
    """A form's act is done: go there, where it is told."""
    leave(request, message, about, undo)
    if wants_json(request):
        return JsonResponse({"location": location, "reload": False})
    return redirect(location)


def told(message: str, *, about: About | None = None, undo: str = "") -> HttpResponse:
    """A form's act is done and the page stays."""
    return JsonResponse({**said(message, about, undo), "reload": True})


def error_page(request: HttpRequest, code: int, title: str, lines: Sequence[str]) -> HttpResponse:
    """A page that needs nothing of the database."""
    if wants_json(request):
        return JsonResponse({"refusals": [{"code": f"http.{code}", "text": title}]}, status=code)
    return render(request, "kit/error.html", {"code": code, "title": title, "lines": lines}, status=code)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 -- Django's signature
    """400."""
    return error_page(request, 400, _("The request makes no sense"), [_("The address or the data sent are damaged.")])


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 -- Django's signature
    """403."""
    return error_page(request, 403, _("Not allowed"), [_("Sign in as somebody who may, or ask your supplier.")])


def outdated(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 -- Django's signature
    """403 for a form without the token of this browser: mostly its page was opened before signing in anew."""
    lines = [
        _("You have signed in or out since it was opened, or the browser keeps no cookies."),
        _("Nothing was changed. Go back, reload the page and send it again."),
    ]
    return error_page(request, 403, _("This page is out of date: reload it"), lines)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404; also for what belongs to somebody else."""
    if isinstance(exception, ForOtherDesks):
        return _of_other_desks(request, exception.desks)
    return error_page(request, 404, _("There is no such page"), [_("Or it belongs to another company.")])


def _of_other_desks(request: HttpRequest, desks: Collection[str]) -> HttpResponse:
    names = ", ".join(named("desks", one) for one in sorted(desks))
    lines = [_("It is for these desks: {desks}.").format(desks=names), _("An administrator can give you one of them.")]
    return error_page(request, 404, _("This page is not for your desk"), lines)


def broken(request: HttpRequest, *_args: Any) -> HttpResponse:
    """500."""
    return error_page(request, 500, _("Something broke on our side"), [_("It is written down. Try again in a minute.")])
