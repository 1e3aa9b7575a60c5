"""Pick goods and send them. Every act locks the contract's account first (docs/locking.md)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from django.db import transaction

from optom.base.business_day import business_day
from optom.base.refusal import Refusal, refuse_all
from optom.base.sql import Row, statements
from optom.base.waiting import refused_when_busy
from optom.domain.accounts import actions as accounts
from optom.domain.accounts import queries as persons
from optom.domain.companies import queries as companies
from optom.domain.credit import actions as credit
from optom.domain.credit import rules as deferral
from optom.domain.documents.rules import Language
from optom.domain.orders import actions as orders
from optom.domain.shipping import queries, rules
from optom.domain.shipping.notes import accompany, write_note
from optom.domain.shipping.rules import AskedLine, Carriage, DispatchedLine
from optom.domain.stock import queries as stock
from optom.domain.stock.rules import FromBatch

from . import shared
from .carriage import write
from .shared import note, under_way

_sql = statements("optom.domain.shipping")
_NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class Dispatched:
    """What a dispatch has come to: the sum with VAT, the delivery note (if there is one) and the settlement entry."""

    shipment: int
    sum: Decimal
    paper: int | None
    entry: int


def start_picking(*, shipment: int, actor: int | None, at: datetime) -> None:
    """The warehouse begins; the buyer can't take the request back any more.

    Refuses `shipping.not_requested`, `shipping.wanted_together` (the request for the rest was taken back).
    """
    accounts.require_desk(act="pick", actor=actor)
    with transaction.atomic():
        row = _sql.first("start_picking", shipment=shipment)
        if row is None:
            raise Refusal("shipping.not_requested", shipment=shipment, state=queries.shipment(shipment).state)
        contract = queries.shipment(shipment).contract
        refuse_all(shared.left_behind(contract, shared.asked_lines(shipment, business_day(at))))
        note("start_picking", f"shipment:{shipment}", row.company, {}, actor=actor, at=at)


def dispatch(
    *,
    shipment: int,
    actor: int | None,
    at: datetime,
    picked: Mapping[int, Decimal] | None = None,
    batches: Mapping[int, Mapping[int, Decimal]] | None = None,
    carriage: Carriage | None = None,
    language: Language = "ru",
) -> Dispatched:
    """The picked goods leave: stock, order lines, delivery note, debt with its due date, in one transaction.

    Their VAT is that of the day. Which papers go with them is the seller's; an UPD is issued by whoever hears that they
    have left.

    ``picked`` has a quantity for every order line of the shipment (None: all that was asked). What was asked and not
    picked stays held or is given back, by the contract's terms. ``batches`` says how much of a line is of which batch;
    the rest is of the oldest. ``carriage`` says who carries it, where that is known. Refuses
    `shipping.already_dispatched`, `shipping.is_cancelled`, `shipping.line_unknown`, `shipping.not_counted`,
    `shipping.more_than_asked`, `shipping.nothing_picked`, `shipping.wanted_together`, of marked goods
    `shipping.codes_missing`, `shipping.codes_over`, `shipping.marked_needs_edo`, `shipping.marked_needs_upd`,
    `stock.batch_has_less`, `stock.batches_beyond`, `credit.busy` and those of `rules.objections_to_carriage`.
    """
    accounts.require_desk(act="dispatch", actor=actor)
    contract = queries.shipment(shipment).contract
    with refused_when_busy(Refusal("credit.busy", contract=contract)), transaction.atomic():
        head = under_way(shipment, contract)
        asked = shared.asked_lines(shipment, business_day(at))
        counted = rules.counted(asked, picked)
        standing = companies.standing(contract, actor, at)
        marked = [line.article for line in asked if line.is_marked and counted.get(line.line)]
        refuse_all(
            [
                *_objections(standing.contract, asked, counted, marked),
                *shared.left_behind(contract, asked, counted),
                *_objections_to_carriage(carriage),
            ]
        )
        left = [rules.dispatched(line, counted[line.line]) for line in asked]
        with_it = accompany(  # numbered before the stock, which is locked last
            shipment=queries.shipment(shipment),
            contract=standing.contract,
            dispatched={line.line: line for line in left},
            has_marked=bool(marked),
            released_by=persons.person(actor).name if actor else "",
            language=language,
            at=at,
        )
        if carriage:
            write(head.id, carriage, actor=actor, at=at)
        _ship(head, left, batches or {}, at=at, release_rest=standing.terms.undispatched == "release")
        taken = stock.batches_taken(subject=_subject(head))
        paper = write_note(with_it, batches=taken, at=at)
        entry = _owe(head, left, standing.terms, title=with_it.title, paper=paper, at=at)
        return _finish(head, left, standing.terms, papers=with_it.papers, paper=paper, entry=entry, actor=actor, at=at)


def _objections(
    contract: companies.ContractRow,
    asked: Sequence[AskedLine],
    counted: Mapping[int, Decimal],
    marked: Sequence[str],
) -> list[Refusal]:
    return [
        *rules.objections_to_picked(asked, counted),
        *rules.objections_to_codes(asked, counted),
        *queries.objections_to_paper_flow(contract, marked),
    ]


def _objections_to_carriage(carriage: Carriage | None) -> list[Refusal]:
    return rules.objections_to_carriage(carriage) if carriage else []


def _subject(head: Row) -> str:
    return f"shipment:{head.id}"


def _ship(
    head: Row,
    left: Sequence[DispatchedLine],
    batches: Mapping[int, Mapping[int, Decimal]],
    *,
    at: datetime,
    release_rest: bool,
) -> None:
    """The goods leave the stock, the order lines follow."""
    named = [FromBatch(line, batch, quantity) for line, parts in batches.items() for batch, quantity in parts.items()]
    shipped = [orders.Shipped(line=line.line, asked=line.asked, shipped=line.quantity) for line in left]
    facts = {"contract": head.contract, "warehouse": head.warehouse, "subject": _subject(head)}
    orders.ship(lines=shipped, release_rest=release_rest, at=at, batches=named, **facts)


def _owe(
    head: Row,
    left: Sequence[DispatchedLine],
    terms: companies.TermsRow,
    *,
    title: str,
    paper: int | None,
    at: datetime,
) -> int:
    """A debt, to be paid by the terms of the day on which the goods left; money kept for them settles it first."""
    day = business_day(at)
    return credit.post(
        contract=head.contract,
        company=head.company,
        kind="dispatch",
        amount=_total(left),
        on=day,
        due_on=deferral.due_on(day, terms.deferral_days, terms.deferral_kind),
        title=title,
        subject=f"shipping.shipment:{head.id}",
        paper=paper,
        at=at,
        goods={line.line: line.sum for line in left if line.sum},
    )


def _finish(
    head: Row,
    left: Sequence[DispatchedLine],
    terms: companies.TermsRow,
    *,
    papers: str,
    paper: int | None,
    entry: int,
    actor: int | None,
    at: datetime,
) -> Dispatched:
    total = _total(left)
    there = business_day(at) if head.address is None else None  # what was picked up is with the buyer
    _sql.run(
        "dispatched",
        delivered_on=there,
        accept_until=there and there + timedelta(days=terms.acceptance_days),
        shipment=head.id,
        at=at,
        total=total,
        paper=paper,
        papers=papers,
        lines=[line.line for line in left],
        quantities=[line.quantity for line in left],
        sums=[line.sum for line in left],
        vats=[line.vat for line in left],
        percents=[line.rate.percent for line in left],
    )
    account = credit.change(contract=head.contract, committed=-head.sum, at=at)
    if account.kept:
        shared.cover([head.contract], at=at)
    short = sum(1 for line in left if line.quantity < line.asked)
    facts = {"contract": head.contract, "shipment": head.id, "sum": total, "paper": paper, "short_lines": short}
    note("dispatch", f"shipment:{head.id}", head.company, facts, actor=actor, at=at, event="dispatched")
    return Dispatched(head.id, total, paper, entry)


def _total(left: Sequence[DispatchedLine]) -> Decimal:
    return sum((line.sum for line in left), _NOTHING)
