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
    "billing.nothing_to_specify": (
        _("There is nothing to put into a specification."),
        _("Pick goods that have a price, or choose an order that is not cancelled."),
    ),
    "billing.not_left": (
        _("The goods of shipment {shipment} have not left yet."),
        _("TORG-12 is issued of what has left: ask for it then."),
    ),
    "billing.power_until_wrong": (
        _("A power of attorney until {until} is not given."),
        _("Choose a day from {first} to {last}."),
    ),
    "billing.shipment_cancelled": (
        _("Shipment {shipment} was taken back: there is nothing to pay for."),
        _("Issue an invoice for its order or for chosen lines."),
    ),
    "companies.paper_language_unknown": (_("Papers are not issued in this language."), _("Choose one from the list.")),
    "companies.papers_unknown": (_("There is no such set of papers."), _("Choose one from the list.")),
    "documents.copy_strange": (
        _("This is neither a PDF nor a JPEG."),
        _("Scan the signed paper into one of them."),
    ),
    "documents.copy_too_large": (
        _("The file has {size} bytes: a signed copy has {most} at most."),
        _("Scan it in grey, or with fewer dots."),
    ),
    "papers.no_xml": (
        _("No. {number} has no such file."),
        _("It was issued before there were files, or to a buyer abroad, for whom the form has no place."),
    ),
    "papers.xml_wrong": (
        _("The file of No. {number} breaks the rules of its form, so it is not given out: {faults}"),
        _("The paper itself holds; tell your administrator of the rules that are named."),
    ),
}
