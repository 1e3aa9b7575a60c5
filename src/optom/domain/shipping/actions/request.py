"""Ask for goods, name who takes them, take the request back."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from optom.base.business_day import business_day
from optom.base.refusal import Refusal, refuse_all
from optom.base.sql import statements
from optom.base.waiting import refused_when_busy
from optom.domain.companies import queries as companies
from optom.domain.credit import actions as credit
from optom.domain.orders import actions as orders
from optom.domain.shipping import queries, rules
from optom.domain.shipping.queries import REQUESTED, Verdict
from optom.domain.shipping.rules import NO_WISH, Authority, Part, Wished
from optom.domain.stock.actions import OnHand

from . import shared
from .shared import note, under_way

_sql = statements("optom.domain.shipping")


def preview(
    *,
    contract: int,
    lines: Sequence[tuple[int, Decimal]],
    address: int | None,
    actor: int | None,
    at: datetime,
    authority: Authority | None = None,
    wished: Wished = NO_WISH,
) -> Verdict:
    """What `request` would say now; nothing is locked or changed."""
    return queries.verdict(
        contract=contract, lines=lines, address=address, authority=authority, wished=wished, actor=actor, at=at
    )


def request(
    *,
    contract: int,
    lines: Sequence[tuple[int, Decimal]],
    address: int | None,
    key: str,
    actor: int | None,
    at: datetime,
    authority: Authority | None = None,
    wished: Wished = NO_WISH,
) -> list[int]:
    """Ask to ship so much of each held order line to ``address`` (None: pick-up); a shipment for each warehouse.

    All or nothing. ``authority`` says who takes what is picked up; it can be named later (`name_taker`). The same
    ``key`` is the same request. Refuses every reason of `queries.verdict`, `credit.busy`.
    """
    with refused_when_busy(Refusal("credit.busy", contract=contract)), transaction.atomic():
        credit.lock(contract)
        if known := queries.shipments_with(contract=contract, key=key):
            return known
        verdict = queries.verdict(
            contract=contract, lines=lines, address=address, authority=authority, wished=wished, actor=actor, at=at
        )
        refuse_all(verdict.reasons)
        asked = orders.request(contract=contract, parts=_on_hand(verdict.parts), at=at)
        shipments = _insert(
            verdict, contract=contract, address=address, authority=authority, wished=wished, key=key, actor=actor, at=at
        )
        account = credit.change(contract=contract, committed=verdict.sum, at=at)
        if account.kept:
            shared.cover([contract], at=at)
        for_journal = {"contract": contract, "shipments": shipments, "sum": verdict.sum, **asked}
        note("request", f"contract:{contract}", verdict.company, for_journal, actor=actor, at=at, event="requested")
        return shipments


def name_taker(*, shipment: int, authority: Authority, actor: int | None, at: datetime) -> None:
    """Who takes the goods and by which document, in place of whoever was named before; until the goods leave.

    Refuses `companies.may_not`, `shipping.already_dispatched`, `shipping.is_cancelled`, `credit.busy` and those of
    `rules.objections_to_authority`.
    """
    row = queries.shipment(shipment)
    with refused_when_busy(Refusal("credit.busy", contract=row.contract)), transaction.atomic():
        head = under_way(shipment, row.contract)
        standing = companies.standing(row.contract, actor, at)
        refuse_all(
            [
                *(reason for reason in standing.objections("ship") if reason.code == "companies.may_not"),
                *rules.objections_to_authority(
                    authority,
                    is_pickup=head.address is None,
                    leaves_on=max(business_day(at), row.earliest_on or date.min),
                ),
            ]
        )
        _sql.run("name_taker", shipment=shipment, **_taker(authority))
        facts = {name: value for name, value in _taker(authority).items() if value}
        note("name_taker", f"shipment:{shipment}", head.company, facts, actor=actor, at=at)


def cancel(*, shipment: int, actor: int | None, at: datetime) -> None:
    """The request is taken back, by the buyer before picking began, by the warehouse before the goods leave.

    The goods stay held for the order. Refuses `shipping.already_dispatched`, `shipping.is_cancelled`,
    `shipping.picking_has_begun`, `companies.may_not`, `credit.busy`.
    """
    contract = queries.shipment(shipment).contract
    with refused_when_busy(Refusal("credit.busy", contract=contract)), transaction.atomic():
        head = under_way(shipment, contract)
        standing = companies.standing(contract, actor, at)
        refuse_all([reason for reason in standing.objections("ship") if reason.code == "companies.may_not"])
        if head.state != REQUESTED and not (standing.is_staff or standing.is_program):
            raise Refusal("shipping.picking_has_begun", shipment=shipment)
        asked = shared.asked_lines(shipment, business_day(at))
        parts = [OnHand(line.line, head.warehouse, line.quantity) for line in asked]
        orders.unrequest(contract=contract, parts=parts, at=at)
        _sql.run("cancel", shipment=shipment, at=at)
        _sql.run("forget_codes", shipment=shipment)
        account = credit.change(contract=contract, committed=-head.sum, at=at)
        if account.kept:
            shared.cover([contract], at=at)
        note("cancel", f"shipment:{shipment}", head.company, {"sum": head.sum}, actor=actor, at=at, event="cancelled")


def _on_hand(parts: Sequence[Part]) -> list[OnHand]:
    return [OnHand(part.line, part.warehouse, part.quantity) for part in parts]


def _insert(
    verdict: Verdict,
    *,
    contract: int,
    address: int | None,
    authority: Authority | None,
    wished: Wished,
    key: str,
    actor: int | None,
    at: datetime,
) -> list[int]:
    parts = verdict.parts
    rows = _sql.rows(
        "insert",
        contract=contract,
        company=verdict.company,
        address=address,
        **_taker(authority),
        wished_on=wished.on,
        wished_from=wished.since,
        wished_until=wished.until,
        key=key,
        actor=actor,
        at=at,
        warehouses=[one.place.warehouse for one in verdict.departures],
        totals=[one.sum for one in verdict.departures],
        earliest=[one.earliest_on for one in verdict.departures],
        lines=[part.line for part in parts],
        products=[part.product for part in parts],
        line_warehouses=[part.warehouse for part in parts],
        quantities=[part.quantity for part in parts],
        sums=[part.sum for part in parts],
        vats=[part.vat for part in parts],
    )
    return [row.id for row in rows]


def _taker(authority: Authority | None) -> dict[str, Any]:
    if authority is None:
        return {"taker": "", "authority_kind": "", "authority_number": "", "authority_until": None}
    return {
        "taker": authority.who.strip(),
        "authority_kind": authority.kind,
        "authority_number": authority.number.strip(),
        "authority_until": authority.until,
    }
