"""The addresses of the whole program."""

from django.urls import include, path

from optom.interfaces.kit.signing import close_session, closed
from optom.interfaces.office.admin import support

urlpatterns = [
    path("accounts/email/", closed),
    path("accounts/confirm-email/", closed),
    path("accounts/confirm-email/<path:key>", closed),
    path("accounts/signup/", closed),
    path("accounts/sessions/<int:session>/close/", close_session, name="close-session"),
    path("accounts/", include("allauth.urls")),
    path("support/", support.urls),
    path("", include("optom.interfaces.kit.urls")),
    path("office/", include("optom.interfaces.office.urls")),
    path("exchange/", include("optom.interfaces.exchange.urls")),
    path("", include("optom.interfaces.portal.urls")),
]

handler400 = "optom.interfaces.kit.answers.bad_request"
handler403 = "optom.interfaces.kit.answers.forbidden"
handler404 = "optom.interfaces.kit.answers.not_found"
handler500 = "optom.interfaces.kit.answers.broken"
