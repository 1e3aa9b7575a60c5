from django.apps import AppConfig


class CreditConfig(AppConfig):
    name = "optom.domain.credit"
    label = "credit"
