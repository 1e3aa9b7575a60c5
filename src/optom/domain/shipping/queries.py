"""What can leave, what is asked for, what has left. Sums are with VAT, in the contract's currency."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from itertools import groupby

from optom.base.books import Broken
from optom.base.business_day import business_day, business_moment
from optom.base.listing import Listed, Listing
from optom.base.refusal import Refusal
from optom.base.sql import Row, statements
from optom.domain.companies import queries as companies
from optom.domain.credit import queries as credit
from optom.domain.credit.queries import HeadroomRow
from optom.domain.credit.rules import covered_of
from optom.domain.orders import queries as orders

from . import rules
from .carriage import CarriageRow, carriage_of, usual_loading
from .claims import DiscrepancyRow, claim_files, claim_of, discrepancies, discrepancies_of
from .finding import found_anywhere, found_shipments
from .held import HeldRow, held_lines
from .lines import LineRow
from .papers import DeliveryNoteFile, DeliveryNotePayload
from .rules import NO_WISH, Authority, Freed, Hours, Item, OrderedLine, Part, Release, Shelf, Taken, Wished

__all__ = [
    "CarriageRow",
    "DeliveryNoteFile",
    "DeliveryNotePayload",
    "DiscrepancyRow",
    "HeldRow",
    "LineRow",
    "carriage_of",
    "claim_files",
    "claim_of",
    "discrepancies",
    "discrepancies_of",
    "found_anywhere",
    "found_shipments",
    "held_lines",
    "usual_loading",
]
_sql = statements(__package__)
REQUESTED, PICKING, DISPATCHED, CANCELLED = "requested", "picking", "dispatched", "cancelled"
OPEN = (REQUESTED, PICKING)
_NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a request for shipment comes to: the parts that would leave, and every reason why they may not.

    ``covered`` of the sum is paid ahead by invoices for these goods: limit and delay are not asked about it.
    """

    parts: tuple[Part, ...]
    sum: Decimal
    headroom: HeadroomRow
    company: int
    reasons: tuple[Refusal, ...]
    departures: tuple["Departure", ...] = ()
    covered: Decimal = _NOTHING

    @property
    def pay(self) -> Decimal:
        """What, paid now, takes every reason of money away; 0 where money is no reason."""
        return max((reason.facts["pay"] for reason in self.reasons if "pay" in reason.facts), default=_NOTHING)


@dataclass(frozen=True, slots=True)
class Departure:
    """One of the shipments that a request would make: from which warehouse, on which day at the earliest, for what."""

    place: Hours
    earliest_on: date
    lines: int
    sum: Decimal


@dataclass(frozen=True, slots=True)
class ShipmentRow:
    """A shipment with the names around it. ``address`` is None for a pick-up.

    ``state`` is what the books go by, ``stage`` what the buyer sees: on its way, delivered, accepted, disputed.
    """

    id: int
    contract: int
    company: int
    company_name: str
    warehouse: int
    warehouse_name: str
    state: str
    address: int | None
    address_name: str | None
    address_text: str | None
    consignee: str
    taker: str
    authority_kind: str
    authority_number: str
    authority_until: date | None
    wished_on: date | None
    wished_from: time | None
    wished_until: time | None
    earliest_on: date | None
    requested_at: datetime
    requested_by: str | None
    dispatched_at: datetime | None
    sum: Decimal
    shipped_sum: Decimal
    papers: str
    delivery_note: int | None
    delivery_note_number: str | None
    carrier: str
    tracking_number: str
    tracking_url: str
    delivered_on: date | None
    accept_until: date | None
    accepted_at: datetime | None
    accepted_by: str | None
    stage: str
    discrepancies: int
    lines: int
    currency: str

    @property
    def authority(self) -> Authority | None:
        """Who takes the goods, as far as it was told."""
        if not self.taker:
            return None
        return Authority(self.taker, self.authority_kind, self.authority_number, self.authority_until)


def verdict(
    *,
    contract: int,
    lines: Sequence[tuple[int, Decimal]],
    address: int | None,
    actor: int | None,
    at: datetime,
    authority: Authority | None = None,
    wished: Wished = NO_WISH,
) -> Verdict:
    """Whether so much of these order lines may leave now, to ``address`` (None: the buyer picks up). Changes nothing.

    Reasons: `companies.contract_closed`, `companies.may_not`, `shipping.nothing_chosen`, `orders.line_unknown`,
    `shipping.quantity_not_positive`, `shipping.nothing_held`, `shipping.not_on_stock_yet`, `shipping.wanted_together`
    (of an order that is wanted together a part would leave without the rest), `shipping.address_unknown`,
    `shipping.way_not_allowed`, those of `rules.objections_to_wish` and `rules.objections_to_authority`,
    `shipping.marked_needs_edo`, `shipping.marked_needs_upd`, `shipping.below_minimum`, `credit.exceeded`,
    `credit.overdue`. The statements don't grow with the lines.
    """
    standing = companies.standing(contract, actor, at)
    quantities = rules.merged(lines)
    known = ordered_lines(contract, list(quantities), at)
    wrong = rules.objections_to_lines(quantities, known)
    parts = _parts_of(quantities, known)
    total = sum((part.sum for part in parts), _NOTHING)
    room, now = credit.headroom(contract, at), business_moment(at)
    covered = covered_by(credit.covers(contract, room), parts)
    departures = _departures(parts, known, now)
    leaves_on = max([wished.on or now.date(), *(one.earliest_on for one in departures)])
    is_pickup = address is None
    reasons = [
        *standing.objections("ship"),
        *wrong,
        *rules.objections_to_parts(orders.rests_together(contract=contract, lines=list(quantities)), quantities),
        *_objections_to_address(address, standing.contract.company),
        *rules.objections_to_way(is_pickup=is_pickup, allowed=standing.terms.delivery),
        *rules.objections_to_wish(wished, [one.place for one in departures], now),
        *rules.objections_to_authority(authority, is_pickup=is_pickup, leaves_on=leaves_on),
        *objections_to_paper_flow(standing.contract, [line.article for line in known.values() if line.is_marked]),
        *(rules.below_minimum(total, standing.terms.minimum_shipment) if parts else []),
        *credit.objections_of(room, total, at, covered=covered),
    ]
    return Verdict(parts, total, room, standing.contract.company, tuple(reasons), departures, covered)


def covered_by(covers: Sequence[credit.Cover], parts: Sequence[Part]) -> Decimal:
    """How much of what would leave is paid ahead by invoices for it."""
    wanted: dict[int, Decimal] = defaultdict(Decimal)
    for part in parts:
        wanted[part.line] += part.sum
    return covered_of(covers, wanted)


def objections_to_paper_flow(contract: companies.ContractRow, marked: Sequence[str]) -> list[Refusal]:
    """Why marked goods (their articles) may not leave by the contract; nothing is asked where there are none."""
    if not marked:
        return []
    seller, buyer = companies.seller_requisites(contract.seller), companies.company_requisites(contract.company)
    return rules.objections_to_paper_flow(seller, buyer, seller.papers, marked)


def _departures(parts: Sequence[Part], known: Mapping[int, OrderedLine], now: datetime) -> tuple[Departure, ...]:
    """Every warehouse ships its own part."""
    places = {
        shelf.warehouse: Hours(shelf.warehouse, shelf.name, shelf.cut_off)
        for line in known.values()
        for shelf in line.shelves
    }
    found = []
    for warehouse in dict.fromkeys(part.warehouse for part in parts):
        own, place = [part for part in parts if part.warehouse == warehouse], places[warehouse]
        total = sum((part.sum for part in own), _NOTHING)
        found.append(Departure(place, rules.earliest_on(now, place.cut_off), len(own), total))
    return tuple(found)


def covers(contract: int, at: datetime) -> list[credit.Cover]:
    """For which lines of orders there is money paid ahead that no shipment asks for yet."""
    return credit.covers(contract, credit.headroom(contract, at))


def release(*, contract: int, wanted: Decimal, at: datetime) -> Release:
    """What to pay, item by item, so that goods for ``wanted`` may leave the contract, beside those paid ahead."""
    room = credit.headroom(contract, at)
    return rules.to_pay(wanted=wanted, headroom=room.headroom, items=_items(contract, business_day(at)))


def freed_by(*, contract: int, payment: Decimal, at: datetime) -> Freed:
    """What a ``payment`` of today would settle, and what headroom there would be after it."""
    room = credit.headroom(contract, at)
    return rules.freed_by(payment, headroom=room.headroom, items=_items(contract, business_day(at)))


def _items(contract: int, today: date) -> list[Item]:
    """Open items in the order in which money settles them."""
    rows = credit.open_items(contract, today)
    return [Item(row.entry, row.open, is_overdue=row.days_overdue > 0) for row in rows if row.open > 0]


def ready_lines(contract: int, at: datetime) -> list[OrderedLine]:
    """Lines of the contract that stand in warehouses and can be asked for, the oldest order first."""
    rows = _sql.rows("ordered_lines", contract=contract, lines=None, at=at)
    lines = [_ordered_line(list(same)) for _, same in groupby(rows, key=lambda row: row.line)]
    return [line for line in lines if rules.ready_of(line) > 0]


def ordered_lines(contract: int, lines: Sequence[int], at: datetime) -> dict[int, OrderedLine]:
    """Those of the order lines that are the contract's, with where their goods stand."""
    rows = _sql.rows("ordered_lines", contract=contract, lines=list(lines), at=at)
    return {line: _ordered_line(list(same)) for line, same in groupby(rows, key=lambda row: row.line)}


def _ordered_line(rows: Sequence[Row]) -> OrderedLine:
    first = rows[0]
    return OrderedLine(
        line=first.line,
        product=first.product,
        article=first.article,
        ordered=first.ordered,
        free=first.free,
        sum=first.sum,
        vat=first.vat,
        taken=Taken(first.taken, first.taken_sum, first.taken_vat),
        expected_on=first.expected_on,
        shelves=[
            Shelf(row.warehouse, row.held, row.asked, row.warehouse_name, row.cut_off)
            for row in rows
            if row.warehouse is not None
        ],
        brand=first.brand,
        name=first.name,
        placed_at=first.placed_at,
        pack=first.pack,
        is_marked=first.is_marked,
        together=first.together,
    )


def _parts_of(quantities: Mapping[int, Decimal], known: Mapping[int, OrderedLine]) -> tuple[Part, ...]:
    """The parts of what is ready, also where more is wanted: the sum says what could leave now."""
    return tuple(
        part for line, quantity in quantities.items() if line in known for part in rules.parts_of(known[line], quantity)
    )


def _objections_to_address(address: int | None, company: int) -> list[Refusal]:
    if address is None:
        return []
    known = companies.address(address)
    if known is None or known.company != company or not known.is_active:
        return [Refusal("shipping.address_unknown", address=address)]
    return []


@dataclass(frozen=True, slots=True)
class AskedThen:
    """A shipment that was under way at a moment; its sum with VAT, in the contract's currency."""

    id: int
    requested_at: datetime
    sum: Decimal


_shipments = Listing(
    __package__,
    "shipments",
    search=("id", "company_name", "delivery_note_number", "address_name"),
    texts=("company_name", "warehouse_name", "address_name", "delivery_note_number"),
    nulls=("address_name", "dispatched_at", "delivery_note_number", "wished_on", "delivered_on"),
    sums=("sum", "shipped_sum"),
    measure="currency",
    row=ShipmentRow,
)


def shipments(*, contract: int) -> Listed:
    """The shipments of a contract as ``ShipmentRow``, newest first."""
    return _shipments.only(contract=contract)


def to_pick(*, warehouses: Sequence[int] = ()) -> Listed:
    """What waits for these warehouses (for all of them when none is named), newest first."""
    open_ones = _shipments.only(state=list(OPEN))
    return open_ones.only(warehouse=list(warehouses)) if warehouses else open_ones


def all_shipments() -> Listed:
    """The shipments that the asker may see, in any state, newest first."""
    return _shipments.of()


def waiting(*, warehouses: Sequence[int] = ()) -> int:
    """How many shipments wait for these warehouses (for all of them when none is named)."""
    return int(_sql.value("waiting", warehouses=list(warehouses) or None))


def shipment(shipment_id: int) -> ShipmentRow:
    """One shipment; refuses `shipping.unknown`, also to whom the database doesn't show it."""
    found: ShipmentRow | None = _shipments.of().one(shipment_id)
    if found is None:
        raise Refusal("shipping.unknown", shipment=shipment_id)
    return found


def open_shipments_of(lines: Sequence[int]) -> dict[int, list[int]]:
    """By order line the shipments that have asked for it and have not left."""
    return {row.line: row.shipments for row in _sql.rows("open_shipments_of", lines=list(lines))}


def unanswered(*, today: date, limit: int) -> list[int]:
    """Shipments that were delivered and whose days of acceptance are over."""
    return [row.id for row in _sql.rows("unanswered", today=today, limit=limit)]


def asked_then(*, contract: int, at: datetime) -> list[AskedThen]:
    """Which shipments were asked for at a moment and still to leave, the oldest first: what was committed then."""
    return [AskedThen(*row) for row in _sql.rows("asked_then", contract=contract, at=at)]


def shipments_with(*, contract: int, key: str) -> list[int]:
    """The shipments that a request with this key has made."""
    return [row.id for row in _sql.rows("known", contract=contract, key=key)]


@dataclass(frozen=True, slots=True)
class CodeRow:
    """A code that leaves with an order line: of one thing, or of a package that ``holds`` so many."""

    id: int
    line: int
    code: str
    kind: str
    holds: int


def codes(shipment_id: int) -> list[CodeRow]:
    """The codes of marked things that leave with a shipment, in the order in which they were read."""
    return [CodeRow(*row) for row in _sql.rows("codes", shipment=shipment_id)]


def lines(shipment_id: int) -> list[LineRow]:
    """The lines of a shipment by order and position: the picking list, or what has left."""
    return [LineRow(*row) for row in _sql.rows("lines", shipment=shipment_id)]


def broken_books() -> list[Broken]:
    """Where commitments, order lines, the ledger and shipments don't agree."""
    goods = [*_broken_lines(), *_broken_asks(), *_broken_acceptances(), *_broken_codes()]
    return [*_broken_commitments(), *goods, *_broken_sums(), *_broken_shares()]


def _broken_commitments() -> list[Broken]:
    return [
        Broken("committed = sum of open shipments", f"credit.account:{row.contract}", row.expected, row.found)
        for row in _sql.rows("broken_commitments")
    ]


def _broken_lines() -> list[Broken]:
    found = []
    for row in _sql.rows("broken_lines"):
        subject = f"orders.line:{row.line}"
        if row.shipped != row.dispatched:
            found.append(Broken("shipped = dispatched", subject, row.dispatched, row.shipped))
        if row.requested != row.asked:
            found.append(Broken("requested = asked by open shipments", subject, row.asked, row.requested))
    return found


def _broken_asks() -> list[Broken]:
    return [
        Broken("asked of a hold = asked by open shipments", f"orders.line:{row.line}/{row.warehouse}", row.expected,
               row.found)
        for row in _sql.rows("broken_asks")
    ]  # fmt: skip


def _broken_sums() -> list[Broken]:
    found = []
    for row in _sql.rows("broken_sums"):
        subject = f"shipping.shipment:{row.shipment}"
        if row.found != row.lines:
            found.append(Broken("shipment = sum of its lines", subject, row.lines, row.found))
        owed = row.found if row.state == DISPATCHED else None
        if row.entry != owed:
            found.append(Broken("ledger = what left", subject, owed, row.entry))
    return found


def _broken_acceptances() -> list[Broken]:
    lines = [
        Broken("accepted = accepted of shipments <= shipped", f"orders.line:{row.line}", row.expected, row.found)
        for row in _sql.rows("broken_acceptances")
    ]
    counts = [
        Broken("accepted = dispatched - what is not as it should be", f"shipping.shipment:{row.shipment}", row.expected,
               row.found)
        for row in _sql.rows("broken_counts")
    ]  # fmt: skip
    return lines + counts


def _broken_codes() -> list[Broken]:
    return [
        Broken("codes of marked goods = what left", f"orders.line:{row.line}", row.expected, row.found)
        for row in _sql.rows("broken_codes")
    ]


def _broken_shares() -> list[Broken]:
    return [
        Broken("all parts cost what was ordered", f"orders.line:{row.line}", row.expected, row.found)
        for row in _sql.rows("broken_shares")
    ]
