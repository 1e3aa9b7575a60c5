from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "optom.interfaces.exchange"
    label = "exchange"

    def ready(self) -> None:
        """Say which statements of banks, acts and titles are read here, and which papers are written as files."""
        from optom.interfaces.kit import acts, buyer_titles, statements  # noqa: PLC0415 -- they need the apps
        from optom.interfaces.kit.xml_papers import FORMS  # noqa: PLC0415

        from . import camt053, kl1c, reconciliation_act, ukd, upd  # noqa: PLC0415

        statements.FORMATS[:] = [kl1c.FORMAT, camt053.FORMAT]
        acts.FORMATS[:] = [reconciliation_act.FORMAT]
        buyer_titles.READERS[:] = [upd.read_title]
        FORMS["upd"] = upd.FORM
        FORMS["upd_revision"] = upd.FORM
        FORMS["ukd"] = ukd.FORM
