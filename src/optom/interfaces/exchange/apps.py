from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "optom.interfaces.exchange"
    label = "exchange"

    def ready(self) -> None:
        """Say which statements of banks and acts of reconciliation are read here."""
        from optom.interfaces.kit import acts, statements  # noqa: PLC0415 -- they need the apps

        from . import camt053, kl1c, reconciliation_act  # noqa: PLC0415

        statements.FORMATS[:] = [kl1c.FORMAT, camt053.FORMAT]
        acts.FORMATS[:] = [reconciliation_act.FORMAT]
