"""The buyer issues his own invoices."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db import transaction

from optom.base.business_day import business_day
from optom.base.listing import Asked
from optom.base.money import kopecks
from optom.base.refusal import Refusal, refuse_all
from optom.base.sql import statements
from optom.base.tax import VatRate
from optom.base.waiting import refused_when_busy
from optom.domain.billing import queries, rules
from optom.domain.billing.goods import standing_items
from optom.domain.billing.papers import (
    INVOICE_TEMPLATE,
    InvoiceFacts,
    invoice_goods,
    invoice_payload,
    invoice_title,
)
from optom.domain.billing.rules import InvoicedLine
from optom.domain.companies import queries as companies
from optom.domain.companies.queries import CompanyRow, Standing
from optom.domain.companies.rules import side_file
from optom.domain.credit import actions as credit
from optom.domain.credit import queries as settlements
from optom.domain.documents import actions as documents
from optom.domain.documents.rules import Item, Language, Party
from optom.domain.journal import actions as journal
from optom.domain.shipping import queries as shipping
from optom.domain.shipping.queries import ShipmentRow
from optom.domain.shipping.rules import merged, price_with_vat

_sql = statements("optom.domain.billing")
KIND = "invoice"
_NOTHING = Decimal(0)
_ADVANCE = {"ru": "Аванс (предоплата)", "en": "Advance payment"}
_PIECE = {"ru": "шт", "en": "pc"}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be paid: lines, maybe those of a shipment, or an advance."""

    order: int | None
    lines: Sequence[InvoicedLine]
    items: Sequence[Item]
    shipment: ShipmentRow | None = None

    @property
    def has_left(self) -> bool:
        """Whether the goods are gone: nothing of them is held or can be lost any more."""
        return self.shipment is not None and self.shipment.dispatched_at is not None

    @property
    def sum(self) -> Decimal:
        """With VAT."""
        return sum((item.sum for item in self.items), _NOTHING)

    @property
    def vat(self) -> Decimal:
        """The tax inside."""
        return sum((item.vat for item in self.items), _NOTHING)


def issue_invoice(
    *,
    contract: int,
    key: str,
    actor: int | None,
    at: datetime,
    order: int | None = None,
    lines: Sequence[tuple[int, Decimal]] | None = None,
    shipment: int | None = None,
    amount: Decimal | None = None,
    purpose: str = "",
    language: Language = "ru",
    seen: int | None = None,
) -> int:
    """An invoice for an ``order`` (what is not cancelled), for so much of some ``lines``, a ``shipment`` or an advance.

    One of the four. Of a shipment it asks for what is to leave; once it has left, for what is owed for it by now. An
    advance is of ``amount`` for a ``purpose``. ``language`` is what who asks reads; the company may have chosen
    another. The same ``key`` is the same invoice. An order or a shipment may have several invoices, but none by
    accident: ``seen`` is of how many he knows. Refuses `companies.may_not`, `orders.line_unknown`, `shipping.unknown`,
    `billing.shipment_cancelled`, `billing.quantity_wrong`, `billing.nothing_to_pay`, `billing.amount_not_positive`,
    `input.too_long`, `billing.no_account` (the seller has none to pay to), `billing.issued_already` (another than those
    he knows of), `credit.busy`.
    """
    if sum(one is not None for one in (order, lines, shipment, amount)) != 1:
        raise ValueError("an invoice is for an order, for lines, for a shipment or for an amount")
    with refused_when_busy(Refusal("credit.busy", contract=contract)), transaction.atomic():
        credit.lock(contract)
        if known := _sql.first("known", contract=contract, key=key):
            return int(known.id)
        standing = companies.standing(contract, actor, at)
        refuse_all(standing.objections("pay"))
        refuse_all(_unseen(contract, order, shipment, seen))
        buyer = companies.company_requisites(standing.contract.company)
        language = buyer.language(language)
        if amount is not None:
            wanted = _advance(amount, purpose, business_day(at), standing, language)
        elif shipment is not None:
            wanted = _leaving(contract, shipment)
        else:
            wanted = _goods(contract, order, None if lines is None else merged(lines))
        return _issue(wanted, standing, buyer, key=key, actor=actor, language=language, at=at)


def _unseen(contract: int, order: int | None, shipment: int | None, seen: int | None) -> list[Refusal]:
    """Another invoice for the same goods than those he knows of."""
    issued: Sequence[queries.InvoiceRow | queries.LineInvoiceRow] = []
    if seen is not None and order is not None:
        issued = queries.invoices_of(order=order)
    elif seen is not None and shipment is not None:
        lines = [line.line for line in shipping.lines(shipment)]
        issued = queries.invoices_of_goods(contract=contract, lines=lines)
    if len(issued) <= (seen or 0):
        return []
    return [Refusal("billing.issued_already", number=issued[0].number, paper=issued[0].paper)]


def _leaving(contract: int, shipment: int) -> Wanted:
    """What is to leave by a shipment at what the order says; once it has left, what is owed for it as it stands now."""
    found = shipping.shipment(shipment)
    if found.contract != contract:
        raise Refusal("shipping.unknown", shipment=shipment)
    if found.state == shipping.CANCELLED:
        raise Refusal("billing.shipment_cancelled", shipment=shipment)
    if found.dispatched_at is None:
        asked = {line.line: line.quantity for line in shipping.lines(shipment)}
        return replace(_goods(contract, None, asked), shipment=found)
    return _standing(found)


def _standing(shipment: ShipmentRow) -> Wanted:
    """Lines that were corrected to nothing are not to be paid. Refuses `billing.nothing_to_pay`."""
    contract, lines = shipment.contract, queries.standing_lines(shipment.id)
    left = [line for line in lines if line.amount.quantity]
    if not left:
        raise Refusal("billing.nothing_to_pay")
    rows = _sql.rows("ordered_lines", contract=contract, order=None, lines=[line.line for line in left])
    known = {row.line: rules.OrderedLine(*row) for row in rows}
    parts = [InvoicedLine(known[line.line], line.amount.quantity, line.amount.sum, line.amount.vat) for line in left]
    return Wanted(_only_order(parts), parts, standing_items(left), shipment)


def _only_order(parts: Sequence[InvoicedLine]) -> int | None:
    orders = {part.ordered.order for part in parts}
    return orders.pop() if len(orders) == 1 else None


def _goods(contract: int, order: int | None, quantities: Mapping[int, Decimal] | None) -> Wanted:
    asked = None if quantities is None else list(quantities)
    rows = _sql.rows("ordered_lines", contract=contract, order=order, lines=asked)
    known = [rules.OrderedLine(*row) for row in rows]
    if quantities is None:
        quantities = {line.line: line.alive for line in known if line.alive}
    refuse_all(rules.objections(quantities, known))
    parts = [rules.invoiced(line, quantities[line.line]) for line in known if line.line in quantities]
    return Wanted(_only_order(parts), parts, [item_of(part) for part in parts])


def item_of(part: InvoicedLine) -> Item:
    """The portion as a line of a paper."""
    line = part.ordered
    return Item(
        name=line.name,
        article=line.article,
        unit=line.unit,
        okei=line.okei,
        quantity=part.quantity,
        price=price_with_vat(line.price, ordered=line.ordered, total=line.sum),
        rate=VatRate(line.vat_percent),
        sum=part.sum,
        vat=part.vat,
    )


def _advance(amount: Decimal, purpose: str, on: date, standing: Standing, language: Language) -> Wanted:
    amount, purpose = kopecks(amount), " ".join(purpose.split())
    refuse_all(rules.objections_to_advance(amount, purpose))
    rate = VatRate(_sql.one("advance_rates", contract=standing.contract.id, days=[on]).percent)
    name = ": ".join(filter(None, (_ADVANCE[language], purpose)))
    return Wanted(None, (), [Item(name, Decimal(1), _PIECE[language], amount, rate, amount, rate.inside(amount))])


def _issue(
    wanted: Wanted,
    standing: Standing,
    buyer: CompanyRow,
    *,
    key: str,
    actor: int | None,
    language: Language,
    at: datetime,
) -> int:
    """Numbers wait in line, so everything else is known before one is taken."""
    contract, day = standing.contract, business_day(at)
    until = _pay_until(wanted, standing, at)
    draft = _draft(wanted, standing, buyer, until=until, on=day, language=language)
    goods = invoice_goods(draft)
    serial = documents.next_number(owner=contract.seller, kind=KIND, year=day.year)
    number = str(serial)
    paper = documents.issue(
        kind=KIND,
        owner=contract.seller,
        year=day.year,
        serial=serial,
        number=number,
        title=invoice_title(number, day, language),
        template=INVOICE_TEMPLATE,
        payload=invoice_payload(replace(draft, number=number), goods),
        at=at,
        company_id=contract.company,
        contract_id=contract.id,
        subject=_subject(wanted),
    )
    return _write(wanted, standing, paper=paper, number=number, until=until, key=key, actor=actor, at=at)


def _pay_until(wanted: Wanted, standing: Standing, at: datetime) -> date:
    """As long as goods are held; what has left is due when the ledger says, and at once where that is over."""
    if not wanted.has_left:
        return business_day(at + timedelta(hours=standing.terms.reservation_hours))
    entries = settlements.ledger(contract=standing.contract.id)
    owed: list[settlements.EntryRow] = entries.only(kind="dispatch", subject=_subject(wanted)).all(Asked(count=1))
    return max([business_day(at), *(one.due_on for one in owed if one.due_on)])


def _subject(wanted: Wanted) -> str:
    if wanted.shipment is not None:
        return f"shipping.shipment:{wanted.shipment.id}"
    return "" if wanted.order is None else f"order:{wanted.order}"


def _draft(
    wanted: Wanted, standing: Standing, buyer: CompanyRow, *, until: date, on: date, language: Language
) -> InvoiceFacts:
    contract = standing.contract
    seller = companies.seller_requisites(contract.seller, currency=contract.currency)
    if seller.bank is None:
        raise Refusal("billing.no_account", seller=contract.seller_name)
    return InvoiceFacts(
        number="",
        issued_on=on,
        seller=companies.party(seller),
        bank=seller.bank,
        buyer=companies.party(buyer),
        consignee=None if wanted.shipment is None else _consignee(wanted.shipment, buyer),
        contract_number=contract.number,
        contract_signed_on=contract.signed_on,
        items=wanted.items,
        order_number=", ".join(str(order) for order in sorted({part.ordered.order for part in wanted.lines})),
        valid_until=until,
        notice="" if wanted.has_left else None,
        director=seller.director,
        accountant=seller.accountant,
        currency=contract.currency,
        language=language,
        sides=(side_file(seller), side_file(buyer)),
    )


def _consignee(shipment: ShipmentRow, buyer: CompanyRow) -> Party | None:
    """Who takes the goods where they go; at a pick-up the buyer does, whom the paper names anyway."""
    if shipment.address is None:
        return None
    return Party(shipment.consignee or buyer.full_name or buyer.name, inn="", address=shipment.address_text or "")


def _write(
    wanted: Wanted,
    standing: Standing,
    *,
    paper: int,
    number: str,
    until: date,
    key: str,
    actor: int | None,
    at: datetime,
) -> int:
    contract = standing.contract
    invoice: int = _sql.value(
        "insert",
        contract=contract.id,
        company=contract.company,
        seller=contract.seller,
        order=wanted.order,
        shipment=None if wanted.shipment is None else wanted.shipment.id,
        paper=paper,
        key=key,
        number=number,
        at=at,
        actor=actor,
        valid_until=until,
        sum=wanted.sum,
        vat=wanted.vat,
        lines=[part.ordered.line for part in wanted.lines],
        quantities=[part.quantity for part in wanted.lines],
        sums=[part.sum for part in wanted.lines],
        vats=[part.vat for part in wanted.lines],
    )
    journal.record(
        act="billing.issue_invoice",
        actor=actor,
        at=at,
        subject=f"invoice:{invoice}",
        company=contract.company,
        facts={"contract": contract.id, "number": number, "sum": wanted.sum, "lines": len(wanted.lines)},
        announce=[("billing.invoiced", {"invoice": invoice, "contract": contract.id, "sum": wanted.sum})],
    )
    return invoice
