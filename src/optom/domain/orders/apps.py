from django.apps import AppConfig


class OrdersConfig(AppConfig):
    name = "optom.domain.orders"
    label = "orders"
