"""What is said when payers direct their payments, when a period is closed, and when letters are chosen."""

from django.utils.translation import gettext_lazy as _

from .inputs import Words

SETTLEMENTS: dict[str, tuple[Words, Words]] = {
    "billing.letters_unknown": (_("There are no such letters."), _("Choose one of the ways that are offered.")),
    "credit.debt_unknown": (
        _("One of the chosen debts is settled by now, or is not of this contract."),
        _("Reload the page and choose anew."),
    ),
    "credit.nothing_left_by_invoices": (
        _("Nothing that has left by these invoices under contract {contract} is to be paid."),
        _("Choose invoices of goods that have left and are not paid. Money paid before waits for what leaves first."),
    ),
    "credit.direction_empty": (_("No debt is chosen."), _("Choose the debts that the payment settles.")),
    "credit.direction_exceeds_debt": (
        _("{title}: a payment can settle {left} of it, not {wanted}."),
        _("Enter more than nothing and at most {left}."),
    ),
    "credit.direction_exceeds_payment": (
        _("You have chosen debts for {wanted}, the payment is {amount}."),
        _("Lower the sums or choose fewer debts."),
    ),
    "credit.direction_known": (
        _("Something is directed for payment order No. {number} already."),
        _("Withdraw it on the page “Money” first."),
    ),
    "credit.direction_late": (
        _("What payment No. {number} settles could be said until {until}."),
        _("Ask the finance desk of the seller."),
    ),
    "credit.direction_over": (
        _("The payment has come already, or the direction was withdrawn."),
        _("Reload the page."),
    ),
    "credit.closed_already": (
        _("The period is closed through {closed} already."),
        _("Close it through a later day, or open it again for a reason."),
    ),
    "credit.closing_of_days_to_come": (
        _("{until} is not over yet: what leaves today is entered today."),
        _("Close the period through yesterday at the latest."),
    ),
    "credit.not_closed": (
        _("These days are open already."),
        _("Name an earlier day than the one through which the period is closed, or none."),
    ),
    "credit.period_closed": (
        _("{on} lies in a closed period: contract No. {contract} is closed through {closed}."),
        _("Date the entry {opens} or later, or open the period again for a reason."),
    ),
    "credit.reopening_reason_missing": (_("A period is opened again for a reason."), _("Say it in a few words.")),
    "credit.rate_wrong": (
        _("The rate of {currency} of {on} is none: it is more than nothing, and at most ten days ahead."),
        _("Enter roubles for one unit, as the central bank tells them."),
    ),
    "credit.rates_missing": (
        _("There is no rate of a currency in which contracts are: {known}."),
        _("Choose a file of all currencies of a day, or of one of these over many days."),
    ),
    "credit.rates_unreadable": (
        _("{file} is no file of rates of the Bank of Russia."),
        _("Take XML_daily or XML_dynamic from its site, or type the rate."),
    ),
}
