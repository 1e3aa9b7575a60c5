from django.apps import AppConfig


class QuotesConfig(AppConfig):
    name = "optom.domain.quotes"
    label = "quotes"
