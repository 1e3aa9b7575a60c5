from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "optom.domain.accounts"
    label = "accounts"
