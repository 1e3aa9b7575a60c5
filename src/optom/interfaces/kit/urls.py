"""The addresses that portal and office share."""

from django.urls import path

from .language import choose_language
from .source import download, source
from .why import pages as why

app_name = "kit"
urlpatterns = [
    path("language/", choose_language, name="language"),
    *why.urlpatterns,
    path("source/", source, name="source"),
    path("source/optom.tar.gz", download, name="source-archive"),
]
