"""Lines of settlements as people name them."""

from django.utils.translation import gettext as _

from optom.domain.credit.queries import AllocationRow, DirectedPart, Earmark, EntryRow, OpenItemRow

from .titles import title_of_paper
from .words import named


def title_of(entry: EntryRow | AllocationRow | DirectedPart) -> str:
    """The paper's title; a payment is named by its number, an opening balance by what it is."""
    if entry.kind == "payment":
        return _payment(entry.title)
    if entry.kind == "reversal":
        return _("Payment No. %(number)s taken back") % {"number": entry.title}
    return _of_paper(entry) or named("entry_kind", entry.kind)


def title_of_item(item: OpenItemRow) -> str:
    """The same for what is open: money that waits is named by its payment."""
    if item.amount < 0 and item.kept_for:
        words = {"payment": _payment(item.title), "numbers": item.kept_for}
        return _("%(payment)s, kept for goods of invoices: %(numbers)s") % words
    if item.amount < 0:
        return _payment(item.title)
    return _of_paper(item) or named("entry_kind", "opening")


def title_of_kept(mark: Earmark) -> str:
    """The invoice for whose goods money waits."""
    number = mark.paper_number
    return _("For goods of invoice No. %(number)s") % {"number": number} if number else _("For goods of an invoice")


def _payment(number: str) -> str:
    """Cash and what a bank enters itself may have none."""
    return _("Payment No. %(number)s") % {"number": number} if number else _("Payment without a number")


def _of_paper(line: EntryRow | AllocationRow | DirectedPart | OpenItemRow) -> str:
    return title_of_paper(line.title, kind=line.paper_kind, number=line.paper_number, on=line.on)
