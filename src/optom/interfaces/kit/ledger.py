"""Lines of settlements as people name them."""

from django.utils.translation import gettext as _

from optom.domain.credit.queries import AllocationRow, EntryRow, OpenItemRow

from .words import named


def title_of(entry: EntryRow | AllocationRow) -> str:
    """The paper's title; a payment is named by its number, an opening balance by what it is."""
    if entry.kind == "payment":
        return _("Payment No. %(number)s") % {"number": entry.title}
    if entry.kind == "reversal":
        return _("Payment No. %(number)s taken back") % {"number": entry.title}
    return entry.title or named("entry_kind", entry.kind)


def title_of_item(item: OpenItemRow) -> str:
    """The same for what is open: money that waits is named by its payment."""
    if item.amount < 0:
        return _("Payment No. %(number)s") % {"number": item.title}
    return item.title or named("entry_kind", "opening")
