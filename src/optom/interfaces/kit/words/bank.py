"""What is said of statements of banks: why a file or a document of it is not taken, what waits for a person."""

from django.utils.translation import gettext_lazy as _

from .inputs import Words

BANK: dict[str, tuple[Words, Words]] = {
    "bank.currency_differs": (
        _("The money came in {came}, contract No. {contract} is in {currency}."),
        _("Choose a contract in {came}."),
    ),
    "bank.day_wrong": (
        _("The document has no readable day: “{text}”."),
        _("Ask the bank for the statement once more."),
    ),
    "bank.document_cut": (
        _("The file breaks off inside of this document."),
        _("Download the statement once more and load it: nothing will be taken twice."),
    ),
    "bank.document_differs": (
        _("Document No. {number} is known from {file}, line {line}, with another text: “{was}” there, “{now}” here."),
        _("If they are two payments, register the second one by hand."),
    ),
    "bank.document_twin": (
        _("A second document of {amount} without a number: all that it says is said in line {line} already."),
        _("If they are two payments, register the second one by hand."),
    ),
    "bank.document_too_long": (
        _("The document has {lines} lines, more than any has."),
        _("Its end is missing: download the statement once more."),
    ),
    "bank.file_cut": (
        _("The file breaks off after this line: what should come after it is not known."),
        _("Download the statement once more and load it: nothing will be taken twice."),
    ),
    "bank.file_empty": (_("{file} is empty."), _("Download the statement once more.")),
    "bank.file_too_large": (_("{file} is larger than {most} MB."), _("Ask the bank for a shorter period.")),
    "bank.foreign_account": (
        _("Neither the payer's account {payer} nor the payee's account {payee} is ours."),
        _("If one of them is, add it to the accounts of our entity and load the file again."),
    ),
    "bank.foreign_statement": (
        _("This is the statement of {accounts}, which is not ours: money that left there has not come here yet."),
        _("Load the statement of our own account {payee}."),
    ),
    "bank.format_unknown": (
        _("{file} is no statement of a bank that can be read."),
        _("Ask the bank for one of: {known}."),
    ),
    "bank.no_candidate": (
        _("No contract is near to document No. {number}."),
        _("Choose one by “Other contract…”."),
    ),
    "bank.not_booked": (
        _("The bank has not booked this entry yet: {status}."),
        _("It comes with the statement of the day on which it is booked."),
    ),
    "bank.not_carried_out": (
        _("Document No. {number} from {payer} to {payee} has no day on which the money moved."),
        _("An order to a bank is no payment yet: load the bank's statement."),
    ),
    "bank.not_given": (_("This money belongs to no contract now."), _("Reload the page.")),
    "bank.not_waiting": (
        _("This money does not wait any more: somebody has dealt with it."),
        _("Look it up among the documents of the statements."),
    ),
    "bank.note_missing": (_("Money is put aside with a note."), _("Say in a few words what it is.")),
    "bank.other_seller": (
        _("The money came to another of our entities than {seller}, with whom contract No. {contract} is."),
        _("Choose a contract of the entity to whose account it came."),
    ),
    "bank.reversal": (
        _("The bank takes back an entry of its own."),
        _("Undo the payment that it takes back, if it was given to a contract."),
    ),
    "bank.section_unknown": (_("The section “{section}” is not known and was passed over."), ""),
    "bank.sum_wrong": (_("“{text}” is no sum of money."), _("Ask the bank for the statement once more.")),
    "bank.xml_broken": (
        _("The XML breaks off here: {reason}."),
        _("Download the statement once more and load it: nothing will be taken twice."),
    ),
    "bank.xml_doctype": (
        _("The file declares a document type, which no bank does."),
        _("Make sure that it comes from the bank."),
    ),
    "bank.upload_cut": (
        _("{file} came cut off: less has arrived than was announced."),
        _("Send it once more: nothing will be taken twice."),
    ),
}
