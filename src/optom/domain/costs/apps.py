from django.apps import AppConfig


class CostsConfig(AppConfig):
    name = "optom.domain.costs"
    label = "costs"
