from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "optom.interfaces.exchange"
    label = "exchange"
