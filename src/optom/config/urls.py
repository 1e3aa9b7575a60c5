"""The addresses of the whole program."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("accounts/", include("allauth.urls")),
    path("support/", admin.site.urls),
    path("office/", include("optom.interfaces.office.urls")),
    path("", include("optom.interfaces.portal.urls")),
]
