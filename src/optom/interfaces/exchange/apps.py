from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "optom.interfaces.exchange"
    label = "exchange"

    def ready(self) -> None:
        """Say which statements of banks are read here."""
        from optom.interfaces.kit.statements import FORMATS  # noqa: PLC0415 -- it needs the apps

        from . import camt053, kl1c  # noqa: PLC0415

        FORMATS[:] = [kl1c.FORMAT, camt053.FORMAT]
