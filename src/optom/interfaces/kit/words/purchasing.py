"""What is said of orders to suppliers and of what is agreed with them."""

from django.utils.translation import gettext_lazy as _

from .inputs import Words

PURCHASING: dict[str, tuple[Words, Words]] = {
    "purchasing.below_minimum": (
        _("The supplier takes no order below {minimum} {currency}: {lacking} is lacking."),
        _("Order more of him, or of another one."),
    ),
    "purchasing.busy": (_("Somebody else orders or measures what is short just now."), _("Try once more in a minute.")),
    "purchasing.named_twice": (_("Line {line} is confirmed twice."), _("Leave one of the rows.")),
    "purchasing.no_address": (
        _("It is not known where orders to this supplier go."),
        _("Enter his e-mail in the terms of suppliers."),
    ),
    "purchasing.no_line": (_("The order has no line {line}."), _("Take the workbook of this order.")),
    "purchasing.no_order": (_("There is no such order."), _("Reload the page.")),
    "purchasing.not_an_address": (_("“{email}” is no e-mail address."), _("Look at it once more, or leave it empty.")),
    "purchasing.not_in_state": (_("The order is not where it was."), _("Reload the page.")),
    "purchasing.not_its_book": (
        _("No row of the file is a line of this order."),
        _("Send the workbook that the order was sent with; its first column tells lines apart."),
    ),
    "purchasing.not_posted": (
        _("The letter to {email} could not be sent, so the order was not."),
        _("Try once more, or send the workbook another way."),
    ),
    "purchasing.no_weekday": (_("No day of the week is named on which he takes orders."), _("Tick one at least.")),
    "purchasing.nothing_to_order": (
        _("Nothing of it is short any more, or nobody offers it."),
        _("Measure what is short once more."),
    ),
    "purchasing.out_of_bounds": (_("This must be from nought to {most}."), _("Enter another number.")),
    "purchasing.too_many_days_off": (_("At most {most} days off can be kept."), _("Leave out those that have gone.")),
    "purchasing.row_unread": (
        _("Row {row}, {article}: what was confirmed can’t be read."),
        _("Quantity and price are numbers, the day is a date."),
    ),
}
