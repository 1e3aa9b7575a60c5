"""From where goods would come, in words."""

from collections.abc import Sequence
from decimal import Decimal

from django.utils.translation import gettext as _

from optom.domain.orders import queries as orders
from optom.interfaces.kit import formats

_NOTHING = Decimal(0)


def in_words(parts: Sequence[orders.Part]) -> str:
    """In stock; by 02.12.2026; will wait; 5 now, 3 by 02.12.2026, 2 wait. Of several arrivals the last day is told."""
    days = [part.on for part in parts if part.on]
    day = formats.day(max(days)) if days else ""
    if parts and all(part.on for part in parts):
        return _("by %(day)s") % {"day": day}
    if all(part.way is orders.Way.STOCK for part in parts):
        return _("in stock")
    if len(parts) == 1:
        return _("will wait")
    now, waits = _sum(parts, orders.Way.STOCK), _sum(parts, orders.Way.WAITS)
    coming = _sum(parts, orders.Way.COMING) + _sum(parts, orders.Way.SUPPLIED)
    said = [_("%(quantity)s now") % {"quantity": formats.quantity(now)}] if now else []
    if coming:
        said.append(_("%(quantity)s by %(day)s") % {"quantity": formats.quantity(coming), "day": day})
    if waits:
        said.append(_("%(quantity)s wait") % {"quantity": formats.quantity(waits)})
    return ", ".join(said)


def _sum(parts: Sequence[orders.Part], way: orders.Way) -> Decimal:
    return sum((part.quantity for part in parts if part.way is way), _NOTHING)
