"""Signing in: nobody signs himself up, and an address is no one's to change.

People are added by their company or by staff, by an address that somebody who knows them has named; papers and the
journal name them by it. Whoever has another address gets invited by it, and the old account is removed: so neither a
stolen session nor a colleague at an open screen can move an account to a mailbox of his own.
"""

import logging
from smtplib import SMTPException
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.usersessions.models import UserSession
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

_log = logging.getLogger(__name__)


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Closes the self-registration that allauth would offer; tells of what changed, if letters go out."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 -- Django's signature
        return False

    def send_notification_mail(self, *given: Any, **named: Any) -> None:
        """A new password stays set when the server of letters is away."""
        try:
            super().send_notification_mail(*given, **named)
        except (OSError, SMTPException):
            _log.exception("A person could not be told what changed in his account")


@require_POST
@login_required
def close_session(request: HttpRequest, session: int) -> HttpResponse:
    """End one of a person's own sessions: whoever sits there is signed out by his next click."""
    found = UserSession.objects.filter(pk=session, user_id=request.user.pk).first()
    if found is None:
        raise Http404
    found.end()
    return redirect("usersessions_list")


def closed(request: HttpRequest, **_given: str) -> HttpResponse:
    """A page of the library that this program does not have."""
    raise Http404(request.path)
