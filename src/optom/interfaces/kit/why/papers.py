"""Of which facts a paper is made: what left or what is asked for, VAT by rate, the number that it took."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from optom.base.business_day import business_day
from optom.base.refusal import Refusal
from optom.base.tax import VatRate
from optom.domain.billing import queries as billing
from optom.domain.companies import rules
from optom.domain.credit import queries as credit
from optom.domain.documents import queries as documents
from optom.domain.shipping import queries as shipping
from optom.interfaces.kit import formats
from optom.interfaces.kit.words import named

from .sums import Part, by_group, by_rate, count_of, in_one_line, total_of
from .told import Node, Question, Told, bounded, link_to, node, told, told_only

_OF_SHIPMENT = "shipping.shipment:"


def paper_of(asked: Question, paper: int) -> documents.PaperRow | None:
    """A paper of the contract; None for another's."""
    try:
        found = documents.paper(paper)
    except Refusal:
        return None
    return found if found.contract_id == asked.contract.id else None


def why_paper(asked: Question, paper: int) -> Told:
    """What an issued paper says and whence it has that. It never changes, so it is the same as of any later moment."""
    link = link_to("why-paper", asked.contract.id, paper, at=asked.at)
    found = paper_of(asked, paper)
    if found is None:
        return told(_("There is no such paper."), [])
    if asked.at < found.issued_at:
        return told_only(_("It was issued later: %(moment)s.") % {"moment": formats.moment(found.issued_at)}, link)
    parts, source = _SOURCES.get(found.kind, _left)(asked, found)
    line = in_one_line(parts) if parts else found.title
    return told(line, [*_goods(asked, found, parts), *source, *_number(asked, found), *_owed(asked, found)], link)


def _goods(asked: Question, paper: documents.PaperRow, parts: list[Part]) -> Iterator[Node]:
    value = formats.money(total_of(parts)) if parts else ""
    yield node(paper.title, value, children=by_rate(parts) if parts else ())
    if parts:
        yield node(_("Line by line"), count_of(parts), children=by_group(parts, rest=asked.place_of("paper", paper.id)))


def _invoice(asked: Question, paper: documents.PaperRow) -> tuple[list[Part], list[Node]]:
    [invoice] = billing.invoices(contract=asked.contract.id).only(paper=paper.id).all()
    lines = billing.lines(invoice.id)
    if not lines:
        return [], [node(_("Advance: it asks for a sum and names no goods"), asked.money(invoice.sum))]
    parts = [Part(_of_order(one.order), partial(_billed, one), one.sum, one.vat, one.vat_percent) for one in lines]
    ordered = [_order(asked, order) for order in dict.fromkeys(one.order for one in lines)]
    until = [node(_("To be paid by"), formats.day(invoice.valid_until))] if invoice.valid_until else []
    return parts, [node(_("Asks for what was ordered"), children=ordered), *until]


def _advance(asked: Question, paper: documents.PaperRow) -> tuple[list[Part], list[Node]]:
    """Of which money, at which rate, and what of it has gone since."""
    one = billing.advances().only(paper=paper.id).all()[0]
    paid = _("Payment No. %(number)s of %(day)s") % {"number": one.payment_number, "day": formats.day(one.paid_on)}
    label = _("VAT %(rate)s") % {"rate": VatRate(one.vat_percent).counted_label}
    source = [
        node(paid, asked.money(one.sum), note=_("had settled nothing on %(day)s") % {"day": formats.day(one.on)}),
        node(label, asked.money(one.vat), note=_("taken out of the sum")),
    ]
    if rules.may_see_money(asked.rights):
        note = named("advance_state", one.state)
        source.append(node(_("Offset by goods that left"), asked.money(one.offset_sum), note=note))
    return [], source


def _left(asked: Question, paper: documents.PaperRow) -> tuple[list[Part], list[Node]]:
    """A note, an UPD, a TORG-12, a waybill say what has left; a power of attorney, what is to leave."""
    found = _shipment(asked, paper)
    return (shipped_parts(found[0]), [found[1]]) if found else ([], [])


def _shipment(asked: Question, paper: documents.PaperRow) -> tuple[int, Node] | None:
    """The shipment that a paper is about."""
    number = paper.subject.removeprefix(_OF_SHIPMENT)
    if not (paper.subject.startswith(_OF_SHIPMENT) and number.isdigit()):
        return None
    shipment = next(iter(shipping.shipments(contract=asked.contract.id).only(id=int(number)).all()), None)
    if shipment is None:
        return None
    label = _("Shipment %(id)s") % {"id": shipment.id}
    note = formats.moment(shipment.dispatched_at) if shipment.dispatched_at else ""
    href = link_to("why-shipment", asked.contract.id, shipment.id)
    return shipment.id, node(label, shipment.warehouse_name, note=note, href=href)


def _corrected(asked: Question, paper: documents.PaperRow) -> tuple[list[Part], list[Node]]:
    """An UKD: line by line from what to what, and why; as the paper itself has it."""
    said = documents.payload(paper.id)
    lines = bounded([_change(item) for item in said["items"]])
    found = _shipment(asked, paper)
    total = [
        node(label, one["sum"], note=_("VAT %(vat)s") % {"vat": one["vat"]})
        for label, one in ((_("Becomes more"), said["more"]), (_("Becomes less"), said["less"]))
        if one["sum"]
    ]
    ground = node(_("Ground"), said["reason"])
    return [], [node(_("Line by line"), children=lines), *total, ground, *([found[1]] if found else [])]


def _change(item: Mapping[str, Any]) -> Node:
    """1 220,00 → 1 195,60, and by which quantities, prices and VAT."""
    before, after = item["before"], item["after"]
    note = ", ".join(
        f"{label} {before[name]} → {after[name]}"
        for label, name in ((_("quantity"), "quantity"), (_("price without VAT"), "price"), (_("VAT"), "vat"))
        if before[name] != after[name]
    )
    return node(f"{item['article']} {item['name']}".strip(), f"{before['sum']} → {after['sum']}", note=note)


def _penalty(_asked: Question, paper: documents.PaperRow) -> tuple[list[Part], list[Node]]:
    """Debt by debt: what was late, for how long, by which terms; less what was charged before."""
    said = documents.payload(paper.id)
    debts = [
        node(
            item["title"],
            item["rest"],
            note=" · ".join((*_late(item), item["rule"])),
            children=[
                node(_("Penalty"), item["penalty"]),
                node(pgettext("penalty", "Charged before"), item["charged"]),
            ],
        )
        for item in said["items"]
    ]
    return [], [node(_("Debt by debt"), said["total"], note=said["as_of"], children=bounded(debts))]


def _late(item: Mapping[str, Any]) -> Sequence[str]:
    """So much for so many days, part by part; papers of the first form tell what was open at the end alone."""
    if "count" in item:
        return [str(part) for part in item["count"]]
    return item["open"], _("days overdue: %(days)s") % {"days": item["days"]}


def shipped_parts(shipment: int) -> list[Part]:
    """The lines of a shipment at what they cost: what was asked for, later what has left."""
    return [
        Part(_of_order(one.order), partial(_shipped, one), one.sum, one.vat, one.vat_percent)
        for one in shipping.lines(shipment)
    ]


def _shipped(one: shipping.LineRow) -> tuple[str, str]:
    quantity = formats.quantity(one.dispatched or one.quantity)
    return f"{one.article} {one.name}", f"{quantity} {one.unit} × {formats.price(one.price)}"


def _billed(one: billing.LineRow) -> tuple[str, str]:
    return f"{one.article} {one.name}", f"{formats.quantity(one.quantity)} {one.unit}"


def _of_order(order: int) -> str:
    return _("Order %(id)s") % {"id": order}


def _order(asked: Question, order: int) -> Node:
    return node(_of_order(order), href=link_to("why-total", asked.contract.id, order))


def _number(asked: Question, paper: documents.PaperRow) -> Iterator[Node]:
    yield node(_("Number"), paper.number, note=_counted(asked, paper))
    yield node(_("Issued"), formats.moment(paper.issued_at), note=_("an issued paper never changes"))
    if paper.sha256:
        yield node("SHA-256", paper.sha256[:16] + "…")


def _counted(asked: Question, paper: documents.PaperRow) -> str:
    """By whom such papers are counted: mostly by the seller; a contract has the number that it was given."""
    if paper.kind == "contract":
        return _("that of the contract")
    by = {"m2": asked.contract.company_name, "specification": asked.contract.number}
    facts = {
        "kind": named("paper_kind", paper.kind),
        "seller": by.get(paper.kind, asked.contract.seller_name),
        "year": business_day(paper.issued_at).year,
    }
    return _("the next one without a gap: %(kind)s, %(seller)s, %(year)s") % facts


def _owed(asked: Question, paper: documents.PaperRow) -> Iterator[Node]:
    """What it put into the settlements."""
    if not rules.may_see_money(asked.rights):
        return
    for entry in credit.ledger(contract=asked.contract.id).only(paper=paper.id).all():
        href = link_to("why-entry", asked.contract.id, entry.id)
        yield node(_("In the settlements"), formats.money(entry.amount), note=formats.day(entry.on), href=href)


# whence other kinds have what they say: from what left
_SOURCES = {"invoice": _invoice, "advance_invoice": _advance, "ukd": _corrected, "penalty_claim": _penalty}
