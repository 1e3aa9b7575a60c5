from django.apps import AppConfig


class BankConfig(AppConfig):
    name = "optom.domain.bank"
    label = "bank"
