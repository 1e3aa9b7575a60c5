"""The addresses that portal and office share."""

from django.urls import path

from .language import choose_language

app_name = "kit"
urlpatterns = [path("language/", choose_language, name="language")]
