from django.apps import AppConfig


class AssortmentConfig(AppConfig):
    name = "optom.domain.assortment"
    label = "assortment"
