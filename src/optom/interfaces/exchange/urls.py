"""The addresses to which programs come."""

from django.urls import path

from .intake import take_statement

app_name = "exchange"
urlpatterns = [path("bank/statements/", take_statement, name="statements")]
