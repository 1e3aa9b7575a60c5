"""An invoice for chosen lines of orders, in the sheet of reserves or in an order: it asks how much of each."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal

from django.utils.translation import gettext as _

from optom.domain.billing import actions as billing
from optom.domain.billing import queries as invoices
from optom.domain.orders import queries as orders
from optom.interfaces.kit import formats
from optom.interfaces.kit.language import paper_language
from optom.interfaces.kit.sheets import Done, Picked

from . import about
from .context import Desk
from .reserving import fields_of, form_of, is_filled, lines_of, typed_of

_NOTHING = Decimal(0)


def issue(desk: Desk, picked: Picked, lines: Sequence[int], wished: Mapping[int, Decimal] | None = None) -> Done:
    """For so much of the lines, after asking; offered is what no invoice asks for, at most what is ``wished``."""
    found = lines_of(desk, lines)
    asked = _asked(desk, found)
    offers = {line.id: _offer(line, asked, wished) for line in found}
    if not is_filled(picked):
        facts = fields_of(found, offers)
        rows = [(line, offer, asked.get(line.id)) for line, offer in facts.get("lines", [])]
        return form_of(desk, "invoice", **facts, rows=rows)
    invoice = billing.issue_invoice(
        contract=desk.contract.id,
        lines=list(typed_of(picked, found, offers).items()),
        key=picked.key,
        actor=desk.actor,
        at=desk.at,
        language=paper_language(),
    )
    total = formats.with_currency(invoices.invoice(invoice).sum, desk.contract.currency)
    return Done(_("Issued for %(sum)s:") % {"sum": total}, about=about.invoice(desk, invoice))


def _asked(desk: Desk, lines: Sequence[orders.LineRow]) -> dict[int, Decimal]:
    asked: dict[int, Decimal] = defaultdict(Decimal)
    for row in invoices.invoices_of_lines(contract=desk.contract.id, lines=[line.id for line in lines]):
        asked[row.line] += row.quantity
    return asked


def _offer(line: orders.LineRow, asked: Mapping[int, Decimal], wished: Mapping[int, Decimal] | None) -> Decimal:
    left = max(line.ordered - line.cancelled - asked.get(line.id, _NOTHING), _NOTHING)
    return left if wished is None else min(left, wished[line.id])
