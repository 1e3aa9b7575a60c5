"""Signing in: nobody signs himself up; people are added by their company or by staff."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Closes the self-registration that allauth would offer."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 -- Django's signature
        return False
