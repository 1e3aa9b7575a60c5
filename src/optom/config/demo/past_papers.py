"""The papers of the year that is over: a note for every dispatch, an invoice where the client asked himself for one."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from optom.base.business_day import business_day
from optom.base.tax import VatRate
from optom.domain.billing.actions import KIND as INVOICE
from optom.domain.billing.papers import (
    INVOICE_TEMPLATE,
    InvoiceFacts,
    invoice_payload,
    invoice_title,
    payment_purpose,
)
from optom.domain.companies import queries as companies
from optom.domain.companies.rules import side_file
from optom.domain.documents.drawing import payload_text, source_hash
from optom.domain.documents.rules import Item, SideFile
from optom.domain.shipping.notes import KIND as NOTE
from optom.domain.shipping.papers import (
    DELIVERY_NOTE_TEMPLATE,
    DeliveryNoteFacts,
    delivery_note_payload,
    delivery_note_title,
)
from optom.domain.shipping.rules import price_with_vat

from .past_orders import Line, Order
from .writing import copy, go_on_after, rows

_ASKS_AFTER = timedelta(minutes=10)
_VALID = timedelta(days=5)
_WITHOUT_INVOICE = 3  # every third order is paid by the delivery note
_PAPER = (
    "id kind owner year serial number issued_at company_id contract_id subject title payload template source_sha256 "
    "renderer loaded_at"
)
_INVOICE = "id contract_id company_id seller_id order_id paper_id key number issued_at issued_by_id valid_until sum vat"
_WAREHOUSES = "select id, name from stock_warehouse"
_ADDRESSES = "select id, address from companies_deliveryaddress"


class _Sides(dict[int, Any]):
    """Requisites that are asked for once each."""

    def __init__(self, ask: Callable[[int], Any]) -> None:
        super().__init__()
        self._ask = ask

    def __missing__(self, key: int) -> Any:
        self[key] = self._ask(key)
        return self[key]


@dataclass(slots=True)
class _Names:
    """Who sells, who buys, from where and where to."""

    sellers: dict[int, companies.SellerRow] = field(default_factory=lambda: _Sides(companies.seller_requisites))
    buyers: dict[int, companies.CompanyRow] = field(default_factory=lambda: _Sides(companies.company_requisites))
    warehouses: dict[int, str] = field(default_factory=lambda: dict(rows(_WAREHOUSES)))
    addresses: dict[int, str] = field(default_factory=lambda: dict(rows(_ADDRESSES)))


@dataclass(frozen=True, slots=True)
class Past:
    """What there is to write papers of: the order with its number, its line's keys, whence, where to, by whom."""

    number: int
    order: Order
    keys: Sequence[int]
    warehouse: int
    address: int | None
    buyer: int

    @property
    def asks_at(self) -> datetime:
        """When the client took his invoice."""
        return self.order.placed_at + _ASKS_AFTER


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper with its place in the archive; ``purpose`` is what a payment for it says."""

    id: int
    number: str
    title: str
    purpose: str = ""


@dataclass(frozen=True, slots=True)
class PastPapers:
    """By the numbers of orders."""

    notes: Mapping[int, Paper]
    invoices: Mapping[int, Paper]


def write_papers(past: Sequence[Past], *, loaded_at: datetime) -> PastPapers:
    """Number, write and archive everything in the order in which it was issued."""
    asked = [one for one in past if one.number % _WITHOUT_INVOICE]
    wanted = [(one.order.shipped_at, NOTE, one) for one in past] + [(one.asks_at, INVOICE, one) for one in asked]
    wanted.sort(key=lambda paper: (paper[0], paper[1], paper[2].number))
    serials: Counter[tuple[str, int, int]] = Counter()
    made: dict[str, dict[int, Paper]] = {NOTE: {}, INVOICE: {}}
    archive, names = [], _Names()
    for key, (at, kind, one) in enumerate(wanted, start=1):
        count = (kind, one.order.contract.seller, business_day(at).year)
        serials[count] += 1
        paper, row = _WRITERS[kind](one, names, key, serials[count], at)
        made[kind][one.number] = paper
        archive.append((*row, loaded_at))
    copy("documents_paper", _PAPER, archive)
    copy("documents_sequence", "kind owner year last", ((*count, last) for count, last in serials.items()))
    go_on_after("documents_paper")
    _write_invoices(asked, made[INVOICE])
    return PastPapers(made[NOTE], made[INVOICE])


def _note(past: Past, names: _Names, key: int, serial: int, at: datetime) -> tuple[Paper, tuple[object, ...]]:
    contract, day = past.order.contract, business_day(at)
    left = [line for line in past.order.lines if line.shipped]
    facts = DeliveryNoteFacts(
        number=str(serial),
        shipped_on=day,
        seller=companies.party(names.sellers[contract.seller]),
        buyer=companies.party(names.buyers[contract.company]),
        warehouse=names.warehouses[past.warehouse],
        contract_number=contract.number,
        contract_signed_on=contract.signed_on,
        items=[_item(line, line.shipped, line.shipped_sum) for line in left],
        order_numbers=[str(past.number)],
        address="" if past.address is None else names.addresses[past.address],
        weight_kg=sum(((line.ware.weight or Decimal(0)) * line.shipped for line in left), Decimal(0)),
        shipment=past.number,
        sides=_sides(past, names),
        order_lines=[(str(past.number), str(place)) for place, _line in enumerate(left, start=1)],
    )
    paper = Paper(key, facts.number, delivery_note_title(facts.number, day))
    written = _row(
        paper,
        past,
        at,
        kind=NOTE,
        subject=f"shipping.shipment:{past.number}",
        template=DELIVERY_NOTE_TEMPLATE,
        payload=delivery_note_payload(facts),
    )
    return paper, written


def _invoice(past: Past, names: _Names, key: int, serial: int, at: datetime) -> tuple[Paper, tuple[object, ...]]:
    contract, day, seller = past.order.contract, business_day(at), names.sellers[past.order.contract.seller]
    assert seller.bank is not None  # noqa: S101 -- the demo's sellers have one
    items = [_item(line, line.ordered, line.sum) for line in past.order.lines]
    facts = InvoiceFacts(
        number=str(serial),
        issued_on=day,
        seller=companies.party(seller),
        bank=seller.bank,
        buyer=companies.party(names.buyers[contract.company]),
        contract_number=contract.number,
        contract_signed_on=contract.signed_on,
        items=items,
        order_number=str(past.number),
        valid_until=_valid_until(at),
        director=seller.director,
        accountant=seller.accountant,
        sides=_sides(past, names),
    )
    title, purpose = invoice_title(facts.number, day), payment_purpose(facts.number, day, items)
    paper = Paper(key, facts.number, title, purpose)
    written = _row(
        paper,
        past,
        at,
        kind=INVOICE,
        subject=f"order:{past.number}",
        template=INVOICE_TEMPLATE,
        payload=invoice_payload(facts),
    )
    return paper, written


def _sides(past: Past, names: _Names) -> tuple[SideFile, SideFile]:
    contract = past.order.contract
    return side_file(names.sellers[contract.seller]), side_file(names.buyers[contract.company])


_WRITERS: dict[str, Callable[[Past, _Names, int, int, datetime], tuple[Paper, tuple[object, ...]]]] = {
    NOTE: _note,
    INVOICE: _invoice,
}


def _row(
    paper: Paper, past: Past, at: datetime, *, kind: str, subject: str, template: str, payload: Mapping[str, object]
) -> tuple[object, ...]:
    """As `documents.issue` archives it."""
    text, contract = payload_text(payload), past.order.contract
    return (
        paper.id, kind, contract.seller, business_day(at).year, int(paper.number), paper.number, at, contract.company,
        contract.id, subject, paper.title, text, template, source_hash(template, text, at), "",
    )  # fmt: skip


def _write_invoices(asked: Sequence[Past], papers: Mapping[int, Paper]) -> None:
    copy("billing_invoice", _INVOICE, (
        (number, one.order.contract.id, one.order.contract.company, one.order.contract.seller, one.number,
         papers[one.number].id, f"history-{one.number}", papers[one.number].number, one.asks_at, one.buyer,
         _valid_until(one.asks_at), sum(line.sum for line in one.order.lines),
         sum(line.vat(line.sum) for line in one.order.lines))
        for number, one in enumerate(asked, start=1)))  # fmt: skip
    copy("billing_invoiceline", "invoice_id company_id order_line_id quantity sum vat", (
        (number, one.order.contract.company, key, line.ordered, line.sum, line.vat(line.sum))
        for number, one in enumerate(asked, start=1)
        for key, line in zip(one.keys, one.order.lines, strict=True)))  # fmt: skip
    go_on_after("billing_invoice")


def _item(line: Line, quantity: Decimal, total: Decimal) -> Item:
    return Item(
        name=line.ware.name,
        article=line.ware.article,
        unit=line.ware.unit,
        quantity=quantity,
        price=price_with_vat(line.price, ordered=line.ordered, total=line.sum),
        rate=VatRate(line.percent),
        sum=total,
        vat=line.vat(total),
    )


def _valid_until(at: datetime) -> date:
    return business_day(at + _VALID)
