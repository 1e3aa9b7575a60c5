from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "optom.interfaces.exchange"
    label = "exchange"

    def ready(self) -> None:
        """Say which statements of banks are read here, and which papers are written as files for programs."""
        from optom.interfaces.kit.statements import FORMATS  # noqa: PLC0415 -- it needs the apps
        from optom.interfaces.kit.xml_papers import FORMS  # noqa: PLC0415

        from . import camt053, kl1c, upd  # noqa: PLC0415

        FORMATS[:] = [kl1c.FORMAT, camt053.FORMAT]
        FORMS["upd"] = upd.FORM
