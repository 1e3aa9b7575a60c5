"""Of what the sum of an order or a draft is made: goods, VAT by rate, what the terms take off, line by line."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from functools import partial

from django.utils.translation import gettext as _

from optom.domain.assortment import queries as assortment
from optom.domain.companies import queries as companies
from optom.domain.journal import queries as journal
from optom.domain.orders import queries as orders
from optom.domain.orders import rules
from optom.domain.pricing import queries as pricing
from optom.interfaces.kit import formats

from .sums import Part, by_group, by_rate, count_of, in_one_line, total_of
from .told import NOTHING, Node, Question, Told, link_to, node, told, told_as_now, told_only


def why_total(asked: Question, order: int) -> Told:
    """Why an order costs what it costs: lines, VAT, what was taken off the column's prices when it was placed."""
    link = link_to("why-total", asked.contract.id, order, at=asked.at)
    found = orders.order(contract=asked.contract.id, order=order)
    if found is None:
        return told(_("There is no such order."), [])
    if asked.at < found.placed_at:
        return told_only(_("It was ordered later: %(moment)s.") % {"moment": formats.moment(found.placed_at)}, link)
    lines = orders.lines(order=order)
    parts = [_part(line) for line in lines]
    return told(in_one_line(parts), _tree(asked, found, lines, parts), link)


def _part(line: orders.LineRow) -> Part:
    return Part(line.brand or "", partial(_words, line), line.sum, line.vat, line.vat_percent)


def _words(line: orders.LineRow) -> tuple[str, str]:
    return f"{line.article} {line.name}", f"{formats.quantity(line.ordered)} {line.unit} × {formats.price(line.price)}"


def _tree(
    asked: Question, order: orders.OrderRow, lines: Sequence[orders.LineRow], parts: Sequence[Part]
) -> Iterator[Node]:
    page = asked.place_of("order", order.id)
    label = _("Order %(id)s") % {"id": order.id}
    yield node(label, asked.money(total_of(parts)), href=page, children=by_rate(parts))
    yield node(_("Line by line"), count_of(parts), children=by_group(parts, rest=page))
    quantities: dict[int, Decimal] = defaultdict(Decimal)
    for line in lines:
        quantities[line.product] += line.ordered
    yield from _taken_off(asked, quantities, order.placed_at)
    yield from _since_placed(asked, order, lines)


def _taken_off(asked: Question, quantities: Mapping[int, Decimal], at: datetime) -> Iterator[Node]:
    """By how much the prices of the column were lowered, rule by rule; as they were published at the moment."""
    found = pricing.taken_off(contract=asked.contract.id, quantities=quantities, at=at)
    less = sum((one.full - one.paid for one in found), NOTHING)
    if not less:
        return
    note = _("at the prices of %(moment)s") % {"moment": formats.moment(at)}
    children = [_rule(one) for one in found if one.full != one.paid]
    yield node(_("Taken off the column's prices"), asked.money(less), note=note, children=children)


def _rule(one: pricing.TakenOff) -> Node:
    lines = count_of(range(one.lines))
    facts = {"full": formats.money(one.full), "paid": formats.money(one.paid)}
    note = f"{lines} · " + _("%(full)s in the column, %(paid)s for you") % facts
    if one.is_fixed:
        return node(_("Fixed prices of the contract"), formats.money(one.full - one.paid), note=note)
    scope = " / ".join(name for name in (one.brand, one.group) if name) or _("by the contract")
    label = f"{_('Discount: %(scope)s') % {'scope': scope}} −{formats.quantity(one.discount)} %"
    return node(label, formats.money(one.full - one.paid), note=note)


def _since_placed(asked: Question, order: orders.OrderRow, lines: Sequence[orders.LineRow]) -> Iterator[Node]:
    """What the sum was when the order was placed; what of it was cancelled is a part of it still."""
    acts = journal.entries(subject=f"orders.order:{order.id}")
    placed = next((one.facts for one in acts if one.act == "orders.place" and "total" in one.facts), None)
    first = Decimal(placed["total"]) if placed else order.total
    if first != order.total:
        yield node(_("When it was placed"), formats.money(first), note=formats.moment(order.placed_at))
    gone = sum((rules.held_value(line.sum, ordered=line.ordered, held=line.cancelled) for line in lines), NOTHING)
    if gone:
        yield node(_("Of it cancelled"), formats.money(gone), note=_("the sum of an order is that of what was ordered"))
    if gone or first != order.total:
        yield from told_as_now(asked, _("lines that were split, changed, cancelled, replaced or moved since"))


def why_draft(asked: Question, draft: int) -> Told:
    """What a draft would cost now; of one that is gone what became of it."""
    link = link_to("why-draft", asked.contract.id, draft)
    contract = asked.contract.id
    known = next((one for one in orders.drafts(contract=contract, actor=asked.actor or 0) if one.id == draft), None)
    if known is None:
        return _gone(asked, draft, link)
    lines = orders.picked_lines(contract=contract, draft=draft)
    offers = assortment.offers(contract=contract, quantities={one.product: one.quantity for one in lines}, at=asked.now)
    rows = {row.product: row for row in offers}
    pack_rule = companies.terms(contract, asked.now).pack_rule
    good, against = rules.priced_all(lines, rows, pack_rule=pack_rule)
    parts = [_picked(line, rows[line.product]) for line in good]
    tree = [
        node(f"“{known.name}”", asked.money(total_of(parts)), note=asked.of_now.as_of, children=by_rate(parts)),
        node(_("Line by line"), count_of(parts), children=by_group(parts, rest=_page_of(asked, draft))),
        *([node(_("can't be ordered as they stand"), count_of(against))] if against else []),
        *_taken_off(asked, {line.product: line.quantity for line in good}, asked.now),
        *_approval(asked, draft),
        *told_as_now(asked, _("a draft")),
    ]
    return told(in_one_line(parts), tree, link)


def _picked(line: rules.PricedLine, offer: assortment.OfferRow) -> Part:
    return Part("", partial(_words_of_picked, line, offer), line.sum, line.vat, line.vat_percent)


def _words_of_picked(line: rules.PricedLine, offer: assortment.OfferRow) -> tuple[str, str]:
    note = f"{formats.quantity(line.quantity)} {offer.unit} × {formats.price(line.price)}"
    return f"{offer.article} {offer.name}", note


def _page_of(asked: Question, draft: int) -> str:
    return asked.place_of("draft", draft)


def _approval(asked: Question, draft: int) -> Iterator[Node]:
    said = orders.said_to(contract=asked.contract.id, draft=draft)
    if said:
        label = _("Request No. %(id)s") % {"id": said.id}
        yield node(label, asked.money(said.total), href=link_to("why-approval", asked.contract.id, said.id))


def _gone(asked: Question, draft: int, link: str) -> Told:
    """A draft is gone when it was ordered, merged or closed; its orders and requests are kept."""
    made = orders.orders_from(contract=asked.contract.id, draft=draft)
    orders_of = [
        node(_("Order %(id)s") % {"id": one.id}, asked.money(one.total), note=formats.moment(one.placed_at),
             href=asked.place_of("order", one.id))
        for one in made
    ]  # fmt: skip
    said = _("The draft became an order.") if made else _("The draft is not there: it was closed or never was yours.")
    return told_only(said, link, [*orders_of, *_approval(asked, draft)])
