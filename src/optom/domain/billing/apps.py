from django.apps import AppConfig


class BillingConfig(AppConfig):
    name = "optom.domain.billing"
    label = "billing"
