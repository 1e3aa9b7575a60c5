from django.apps import AppConfig


class SuppliersConfig(AppConfig):
    name = "optom.domain.suppliers"
    label = "suppliers"
