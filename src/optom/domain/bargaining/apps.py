from django.apps import AppConfig


class BargainingConfig(AppConfig):
    name = "optom.domain.bargaining"
    label = "bargaining"
