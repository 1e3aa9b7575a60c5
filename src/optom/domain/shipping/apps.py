from django.apps import AppConfig


class ShippingConfig(AppConfig):
    name = "optom.domain.shipping"
    label = "shipping"
