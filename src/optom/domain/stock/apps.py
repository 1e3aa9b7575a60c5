from django.apps import AppConfig


class StockConfig(AppConfig):
    name = "optom.domain.stock"
    label = "stock"
