"""The language of the screens: the person's own choice; before signing in, the browser's."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from optom.domain.accounts import actions as accounts
from optom.domain.documents.rules import Language


class LanguageMiddleware:
    """Speak the language that the signed-in person chose. Stands after authentication."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path.startswith("/static/") and request.user.is_authenticated:
            translation.activate(request.user.language)
            request.LANGUAGE_CODE = request.user.language
        return self._get_response(request)


def paper_language() -> Language:
    """The language of a paper: that of the person who asks for it."""
    return "en" if (translation.get_language() or "").startswith("en") else "ru"


@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """Keep the choice: in the account, and in a cookie for the sign-in page."""
    wanted = request.POST.get("language", "")
    back = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}):
        back = "/"
    answer = redirect(back)
    if wanted in dict(settings.LANGUAGES):
        if request.user.is_authenticated:
            accounts.choose_language(user=request.user.pk, language=wanted)
        answer.set_cookie(settings.LANGUAGE_COOKIE_NAME, wanted, max_age=31_536_000, samesite="Lax")
    return answer
