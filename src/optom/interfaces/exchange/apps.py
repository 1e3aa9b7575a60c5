from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "optom.interfaces.exchange"
    label = "exchange"

    def ready(self) -> None:
        """Say which statements, acts and titles are read here, and which papers and orders are written as files."""
        from optom.interfaces.kit import acts, buyer_titles, statements  # noqa: PLC0415 -- they need the apps
        from optom.interfaces.kit.order_files import SHAPES as SHAPES_OF_ORDERS  # noqa: PLC0415
        from optom.interfaces.kit.paper_files import SHAPES  # noqa: PLC0415
        from optom.interfaces.kit.quote_files import SHAPES_OF_QUOTES  # noqa: PLC0415
        from optom.interfaces.kit.xml_papers import FORMS  # noqa: PLC0415

        from . import camt053, invoice, kl1c, order_json, reconciliation_act, ubl, ukd, upd  # noqa: PLC0415

        statements.FORMATS[:] = [kl1c.FORMAT, camt053.FORMAT]
        acts.FORMATS[:] = [reconciliation_act.FORMAT]
        buyer_titles.READERS[:] = [upd.read_title]
        FORMS["upd"] = FORMS["upd_revision"] = upd.FORM
        FORMS["vat_invoice"] = FORMS["vat_invoice_revision"] = FORMS["advance_invoice"] = upd.FORM
        FORMS["ukd"] = ukd.FORM
        FORMS["invoice"] = invoice.FORM
        SHAPES["invoice"] = {"xlsx": invoice.WORKBOOK, "ubl": ubl.INVOICE}
        SHAPES["reconciliation_act"] = acts.SHAPES_OF_ACTS
        SHAPES["quote"] = SHAPES_OF_QUOTES
        SHAPES_OF_ORDERS.update(ubl=ubl.ORDER, json=order_json.SHAPE)
        SHAPES["delivery_note"] = {"ubl": ubl.DESPATCH}
