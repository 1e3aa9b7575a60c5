"""Refusals about papers of shipments, in words."""

from django.utils.translation import gettext_lazy as _

from .inputs import Words

PAPERS: dict[str, tuple[Words, Words]] = {
    "billing.no_upd_due": (_("This shipment has no UPD: it has not left, or its seller issues none."), ""),
    "billing.upd_lacks": (
        _("The UPD waits: {name} ({side}) lacks {requisite}."),
        _("Fill it in among the requisites: the UPD is issued within five minutes, of the day of the shipment."),
    ),
    "billing.upd_without_price": (
        _("The UPD waits: {article} left for nothing."),
        _("An invoice for VAT has no goods without a price: hand them over by another paper."),
    ),
    "billing.no_penalty": (
        _("There is no penalty to charge: nothing is late by the terms, or all of it is charged already."),
        "",
    ),
    "companies.advances_unknown": (
        _("There is no such choice of VAT invoices for advances."),
        _("Choose one from the list."),
    ),
    "companies.papers_unknown": (_("There is no such set of papers."), _("Choose one from the list.")),
    "papers.xml_wrong": (
        _("The file of No. {number} breaks the rules of its form, so it is not given out: {faults}"),
        _("The paper itself holds; tell your administrator of the rules that are named."),
    ),
}
