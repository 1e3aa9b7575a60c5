from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "optom.domain.journal"
    label = "journal"
