from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class JournalConfig(AppConfig):
    name = "optom.domain.journal"
    label = "journal"

    def ready(self) -> None:
        """Every process knows who listens, not the worker alone: what nobody listens to isn't put into the outbox."""
        autodiscover_modules("handlers")
