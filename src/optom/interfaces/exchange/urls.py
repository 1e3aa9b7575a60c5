"""The addresses to which programs come."""

from django.urls import path

from .intake import take_statement
from .supplying import sent_orders, take_confirmation, take_order

app_name = "exchange"
urlpatterns = [
    path("bank/statements/", take_statement, name="statements"),
    path("supplier/orders/", sent_orders, name="supplier-orders"),
    path("supplier/orders/<int:order>/", take_order, name="supplier-order"),
    path("supplier/orders/<int:order>/confirmation/", take_confirmation, name="supplier-confirmation"),
]
