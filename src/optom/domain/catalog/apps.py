from django.apps import AppConfig


class CatalogConfig(AppConfig):
    name = "optom.domain.catalog"
    label = "catalog"
