"""What is said of how an order is to come: together, in parts, by a day."""

from django.utils.translation import gettext_lazy as _

from .inputs import Words

WISHES: dict[str, tuple[Words, Words]] = {
    "orders.never_together": (
        _("There is no day on which all of it is there: nobody has the goods of {lines} lines."),
        _("Take these lines out, or let each part come when it is there."),
    ),
    "orders.holds_nothing": (
        _("Order {order} holds nothing any more: there is nothing to keep together."),
        _("Order the goods anew, wanted together."),
    ),
    "orders.left_in_part": (
        _("Of order {order} something has left already, or a shipment has asked for it: {articles} (lines {lines})."),
        _("Take the shipment back if it has not left; what has left can't come together with the rest."),
    ),
    "orders.not_apart": (
        _("The order is wanted together already."),
        _("Reload the page."),
    ),
    "orders.not_in_time": (
        _("Somebody has just taken goods that would have been there in time: lines {lines}."),
        _("Look at what can be there by the day once more."),
    ),
    "orders.not_together": (
        _("The order is not wanted together: its parts may leave already."),
        _("Reload the page."),
    ),
    "orders.nothing_in_time": (
        _("Nothing of it can be there by {on}."),
        _("Name a later day, or let it come when it is there."),
    ),
    "orders.reason_missing": (_("The reason is missing."), _("Say why it is done for the buyer.")),
    "orders.wished_in_past": (_("A day is missing, or has gone."), _("Enter the day by which it is to be there.")),
    "shipping.wanted_together": (
        _("Order {order} is wanted together, and {articles} would stay behind (lines {lines})."),
        _("Ask for all that is left of it at once when all of it is there, or let it come in parts: on its page."),
    ),
}
