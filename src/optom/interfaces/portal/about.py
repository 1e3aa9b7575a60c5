"""What notices are about: the object by its name, with its page."""

from django.utils.translation import gettext as _

from optom.domain.billing import queries as invoices
from optom.interfaces.kit.notices import About

from .context import Desk


def order(desk: Desk, number: int) -> About:
    """Order 12."""
    return About(_("Order %(id)s") % {"id": number}, desk.url("order", order=number))


def shipment(desk: Desk, number: int) -> About:
    """Shipment 12."""
    return About(_("Shipment %(id)s") % {"id": number}, desk.url("shipment", shipment=number))


def invoice(desk: Desk, invoice: int) -> About:
    """Invoice 12, with the paper itself."""
    found = invoices.invoice(invoice)
    return About(_("Invoice %(number)s") % {"number": found.number}, desk.url("paper", paper=found.paper))
