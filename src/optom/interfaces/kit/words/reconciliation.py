"""What is said when books are reconciled."""

from django.utils.translation import gettext_lazy as _

from .inputs import Words

RECONCILIATION: dict[str, tuple[Words, Words]] = {
    "reconciliation.answered_already": (_("Somebody has answered this objection already."), _("Reload the page.")),
    "reconciliation.balance_changed": (
        _("By the seller's books {sum} is owed on {until} by now."),
        _("Reload the page and look at it again."),
    ),
    "reconciliation.card_empty": (
        _("The file has no operations from {since} to {until}; of other days there are {lines}."),
        _("Choose the period of the file, or export it for this one."),
    ),
    "reconciliation.card_too_long": (
        _("The file has {lines} lines, more than {most}."),
        _("Compare a shorter period."),
    ),
    "reconciliation.card_unknown": (
        _("No columns of days, documents, debit and credit were found in the file."),
        _("Export the act or the card of the account from your program as it is, with its heads."),
    ),
    "reconciliation.comparison_unknown": (_("There is no such comparison."), ""),
    "reconciliation.note_missing": (_("Say in a few words what is meant."), ""),
    "reconciliation.nothing_differs": (_("No line is chosen to object to."), _("Pick lines that differ.")),
    "reconciliation.nothing_moved": (
        _("Nothing moved in this period, and the format of the tax service has no place for that."),
        _("Take the act as PDF or XLSX."),
    ),
    "reconciliation.period_wrong": (
        _("There is no such period that is over or runs: {since} – {until}."),
        _("Choose days up to today, the first before the last."),
    ),
    "reconciliation.requisites_missing": (
        _("The format of the tax service demands of {name}: {fields}."),
        _("Fill in the requisites; then issue the act anew, for an issued one never changes."),
    ),
}
