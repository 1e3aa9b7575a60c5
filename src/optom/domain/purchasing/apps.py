from django.apps import AppConfig


class PurchasingConfig(AppConfig):
    name = "optom.domain.purchasing"
    label = "purchasing"
