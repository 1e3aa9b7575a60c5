from django.apps import AppConfig


class PricingConfig(AppConfig):
    name = "optom.domain.pricing"
    label = "pricing"
