from django.apps import AppConfig


class ReconciliationConfig(AppConfig):
    name = "optom.domain.reconciliation"
    label = "reconciliation"
