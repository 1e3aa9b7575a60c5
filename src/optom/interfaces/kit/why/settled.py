"""Sums of the settlements: what an entry is, what settled it or what it paid, and what is to be paid by a day."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from optom.base.business_day import business_day
from optom.base.listing import Asked, Condition, Listed, Op
from optom.domain.credit import queries as credit
from optom.interfaces.kit import formats
from optom.interfaces.kit.ledger import title_of, title_of_item, title_of_kept

from .told import MOST, NOTHING, Node, Question, Told, bounded, link_to, node, still_to_come, told, told_only

_SHIPMENT = "shipping.shipment:"


def why_entry(asked: Question, entry: int) -> Told:
    """What an entry is of, what of it was settled at the moment and by what, and what was left."""
    link = link_to("why-entry", asked.contract.id, entry, at=asked.at)
    found = credit.ledger(contract=asked.contract.id).one(entry)
    if found is None:
        return told(_("There is no such entry."), [])
    if asked.at < found.at:
        return told_only(_("It was entered later: %(moment)s.") % {"moment": formats.moment(found.at)}, link)
    left = _left(asked, found)
    settled = abs(found.amount) - left
    line = f"= {formats.money(abs(found.amount))} − {formats.money(settled)} = {formats.money(left)}"
    return told(line, [_itself(asked, found), _settled(asked, found, settled), _rest(asked, found, left)], link)


def _left(asked: Question, found: credit.EntryRow) -> Decimal:
    """What of it was not settled: now it is written down, then it is the entry without what was settled by then."""
    if not asked.is_past:
        return abs(found.open)
    then = credit.open_then(contract=asked.contract.id, at=asked.at).one(found.id)
    return abs(then.open) if then else NOTHING


def _itself(asked: Question, found: credit.EntryRow) -> Node:
    return node(
        title_of(found), asked.money(abs(found.amount)), note=formats.day(found.on), children=_of_what(asked, found)
    )


def _of_what(asked: Question, found: credit.EntryRow) -> Iterator[Node]:
    contract = asked.contract.id
    if found.subject.startswith(_SHIPMENT):
        shipment = int(found.subject.removeprefix(_SHIPMENT))
        yield node(_("Shipment %(id)s") % {"id": shipment}, href=link_to("why-shipment", contract, shipment))
    if found.paper:
        yield node(_("Paper"), href=link_to("why-paper", contract, found.paper))


def _settled(asked: Question, found: credit.EntryRow, settled: Decimal) -> Node:
    label = _("It settled") if found.amount < 0 else _("Settled by")
    parts = [part for part in credit.allocations(entry=found.id) if part.at <= asked.at]
    return node(label, formats.money(settled), note=asked.as_of, children=bounded([_part(asked, one) for one in parts]))


def _part(asked: Question, part: credit.AllocationRow) -> Node:
    href = link_to("why-entry", asked.contract.id, part.entry)
    return node(title_of(part), formats.money(part.amount), note=formats.moment(part.at), href=href)


def _rest(asked: Question, found: credit.EntryRow, left: Decimal) -> Node:
    label = _("money to allocate") if found.amount < 0 else _("Outstanding")
    note = _("due %(day)s") % {"day": formats.day(found.due_on)} if found.due_on else ""
    href = link_to("why-due", asked.contract.id, found.id) if found.due_on else ""
    return node(label, formats.money(left), note=note, href=href, children=list(_kept(asked, found)))


def _kept(asked: Question, found: credit.EntryRow) -> Iterator[Node]:
    """What of a payment waits for goods of invoices; of the past it is not told."""
    if found.amount > 0 or asked.is_past or not found.open:
        return
    for one in credit.earmarks(asked.contract.id):
        if one.entry == found.id:
            note = _("kept until its goods leave; other debts don't take it")
            yield node(
                title_of_kept(one),
                formats.money(one.amount),
                note=note,
                href=link_to("why-paper", asked.contract.id, one.paper),
            )


def why_day(asked: Question, due_on: date) -> Told:
    """What is to be paid by a day, paper by paper, and what is due before it."""
    link = link_to("why-day", asked.contract.id, at=asked.at, due=due_on.isoformat())
    if asked.is_future:
        return told_only(still_to_come(asked.at), link)
    today = business_day(asked.at)
    is_late = due_on < today
    till = Condition("due_on", Op.BELOW, today) if is_late else Condition("due_on", Op.TO, due_on)
    own = till if is_late else Condition("due_on", Op.IS, due_on)
    owed = Condition("open", Op.ABOVE, NOTHING)
    part, together = (_open(asked).part(Asked(conditions=(which, owed), count=MOST)) for which in (own, till))
    sums = [one.sums["open"] or NOTHING for one in (part, together)]
    label = _("Overdue") if is_late else _("To be paid by %(day)s") % {"day": formats.day(due_on)}
    tree = [
        node(label, asked.money(sums[0]), note=asked.as_of,
             children=bounded([_item(asked, row) for row in part.rows], part.total)),
        node(_("Running total of all that is due by then"), asked.money(sums[1])),
    ]  # fmt: skip
    return told(f"= {asked.money(sums[0])}", tree, link)


def _open(asked: Question) -> Listed:
    if asked.is_past:
        return credit.open_then(contract=asked.contract.id, at=asked.at)
    return credit.open_items_of(contract=asked.contract.id, today=business_day(asked.at))


def _item(asked: Question, row: credit.OpenItemRow) -> Node:
    href = link_to("why-entry", asked.contract.id, row.entry)
    note = _("due %(day)s") % {"day": formats.day(row.due_on)} if row.due_on else ""
    return node(title_of_item(row), formats.money(row.open), note=note, href=href)
