"""Refusals about papers of shipments, in words."""

from django.utils.translation import gettext_lazy as _

from .inputs import Words

PAPERS: dict[str, tuple[Words, Words]] = {
    "billing.no_upd_due": (_("This shipment has no UPD: it has not left, or its seller issues none."), ""),
    "billing.agreed_wrong": (
        _("{article}: {quantity} can't be agreed to, the client speaks of {most}."),
        _("Agree to nothing, a part or all of it."),
    ),
    "billing.back_wrong": (
        _("{article}: {quantity} can't be back in the warehouse, {most} is less than before."),
        _("Of what is taken off the rest is written off as lost."),
    ),
    "billing.claim_unanswered": (
        _("{article}: something is without an answer."),
        _("Reload the page: the client has told more meanwhile."),
    ),
    "billing.correction_wrong": (
        _("{article}: there can't be such a quantity or price."),
        _("A quantity is not below nothing, to the thousandth; a price is above nothing, to 0.0001."),
    ),
    "billing.marked_on_paper": (
        _("{articles}: marked goods change hands by the electronic UPD only, shipment {shipment} has no TORG-12."),
        _("Take the UPD of the shipment, as PDF and as XML."),
    ),
    "billing.marked_moved": (
        _("{article} is marked: a correction brings none of it back, for its codes are used, and lets no more leave."),
        _(
            "Say that nothing is back in the warehouse, and agree to no more than left. What comes back does so by the "
            "client's own electronic UPD; what is sent beyond leaves in another shipment, with its codes."
        ),
    ),
    "billing.nothing_claimed": (_("Nothing waits for an answer here."), _("Reload the page.")),
    "billing.nothing_corrected": (
        _("Nothing is otherwise than before."),
        _("Change a quantity or a price."),
    ),
    "billing.nothing_revised": (
        _("The paper would say the same as before."),
        _("Change what is wrong here, or in the requisites of the client or of our entity."),
    ),
    "billing.what_missing": (_("Nobody says what was wrong in the paper."), _("Write it down: the client reads it.")),
    "billing.reason_missing": (_("The ground for the correction is missing."), _("Say what both sides agreed on.")),
    "billing.refused_unsaid": (
        _("{article}: not all is agreed to, and nobody says why."),
        _("The client reads the reason: write it down."),
    ),
    "billing.paper_lacks": (
        _("There can be no such paper yet: {name} ({side}) lacks {requisite}."),
        _("Fill it in among the requisites."),
    ),
    "billing.upd_not_issued": (
        _("The UPD of this shipment is not issued yet, so there is nothing to correct."),
        _("Once it is issued, correct it; the page of the shipment tells by what it waits."),
    ),
    "shipping.wrong_unsaid": (
        _("{article}: other goods came, and nobody says which."),
        _("Write in the note what came instead."),
    ),
    "stock.gone_is_held": (
        _("{article}: {quantity} more has left than was written, and only {free} is free in the warehouse."),
        _("The rest is held for clients: count the warehouse first."),
    ),
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
    "documents.file_strange": (
        _("{names}: neither a PDF nor a JPEG or PNG."),
        _("Take a photograph, or save the paper as PDF."),
    ),
    "documents.file_too_large": (
        _("{names}: more than {most} bytes."),
        _("Take it with fewer dots, or in several parts."),
    ),
    "documents.files_enough": (
        _("{most} files are the most; attached are {known}."),
        _("Choose the clearest."),
    ),
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
    "billing.title_of_no_upd": (
        _("The title is of the UPD {number} of {on}, and there is no such UPD of this client."),
        _("Look at the number and the date; a title of another client's UPD is taken on his page."),
    ),
    "papers.title_broken": (
        _("The file is no XML, or it is cut off: it ends or breaks in line {place}."),
        _("Take it once more from the program of your operator, and send it as it is."),
    ),
    "papers.title_of_another": (
        _("This is not a buyer's title of an UPD, but {file_kind}."),
        _("The buyer's title is the file whose name begins with ON_NSCHFDOPPOK."),
    ),
    "papers.title_wrong": (
        _("The title breaks the rules of its form, so it is not taken: {faults}"),
        _("Tell whoever makes it of the rules that are named."),
    ),
    "papers.xml_wrong": (
        _("The file of No. {number} breaks the rules of its form, so it is not given out: {faults}"),
        _("The paper itself holds; tell your administrator of the rules that are named."),
    ),
}
