"""Place an order: priced, checked, held and journalled in one transaction of a constant number of statements."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.db import transaction

from optom.base.refusal import Refusal, refuse_all
from optom.base.sql import statements
from optom.base.texts import too_long
from optom.base.waiting import refused_when_busy
from optom.domain.assortment import queries as assortment
from optom.domain.companies import queries as companies
from optom.domain.credit import actions as credit
from optom.domain.journal import actions as journal
from optom.domain.orders import rules
from optom.domain.orders.rules import OrderLine, PricedLine
from optom.domain.stock import actions as stock
from optom.domain.stock.rules import Promise, Source, promise

_sql = statements("optom.domain.orders")


@dataclass(frozen=True, slots=True)
class Placed:
    """An order and whether this call has made it or an earlier one with the same key."""

    order: int
    is_new: bool


@refused_when_busy(Refusal("stock.busy"))
@transaction.atomic
def place(
    *, contract: int, lines: Sequence[OrderLine], key: str, actor: int | None, at: datetime, note: str = ""
) -> Placed:
    """Turn picked lines into an order of the contract and hold its goods: on hand first, then on their way.

    What neither stands nor comes waits in the order. Prices and sums are in the contract's currency; the caller's
    ``key`` makes the act idempotent. Refuses, all reasons at once: ``companies.contract_closed``,
    ``companies.may_not``, ``orders.not_in_assortment``, ``orders.not_multiple``, ``orders.no_price``,
    ``orders.quantity_not_positive``, ``orders.empty``, ``orders.too_many_lines``, ``orders.below_minimum``,
    ``orders.reservation_limit``, ``credit.busy``, ``stock.busy``.
    """
    placed = _placed(contract, key)
    if placed is not None:
        return Placed(placed, is_new=False)
    standing = companies.standing(contract, actor, at)
    refuse_all([*standing.objections("order"), *too_long(note=(note, 200))])
    terms = standing.terms
    wanted = _priced(contract=contract, lines=rules.merged(lines), terms=terms, at=at)
    account = credit.lock(contract)
    promises = _promised(contract=contract, lines=wanted)
    reasons = _against_limit(wanted, promises, reserved=account.reserved, limit=terms.reservation_limit)
    if reasons and (placed := _placed(contract, key)) is not None:  # the limit is taken by this very order
        return Placed(placed, is_new=False)
    refuse_all(reasons)
    untils = _untils(wanted, promises, at=at, hours=terms.reservation_hours)
    inserted = _insert(standing.contract, wanted, promises, untils, key=key, actor=actor, at=at, note=note)
    if inserted is None:  # the same key won the race for the contract's credit row
        return Placed(_sql.value("placed", contract=contract, key=key), is_new=False)
    order, line_ids = inserted
    stock.hold(contract=contract, promises=_owned(promises, line_ids))
    credit.change(contract=contract, reserved=_held_value(wanted, promises))
    _journal(order, standing.contract, wanted, promises, actor=actor, at=at)
    return Placed(order, is_new=True)


_Promises = dict[int, list[tuple[Promise, Source]]]


def _placed(contract: int, key: str) -> int | None:
    row = _sql.first("placed", contract=contract, key=key)
    return None if row is None else row.id


def _priced(*, contract: int, lines: Sequence[OrderLine], terms: companies.TermsRow, at: datetime) -> list[PricedLine]:
    if len(lines) > rules.MOST_LINES:
        raise Refusal("orders.too_many_lines", lines=len(lines), most=rules.MOST_LINES)
    offers = assortment.offers(contract=contract, quantities={line.product: line.quantity for line in lines}, at=at)
    good, reasons = rules.priced_all(lines, {row.product: _as_offer(row) for row in offers}, pack_rule=terms.pack_rule)
    total = sum((line.sum for line in good), Decimal(0))
    if not reasons:
        reasons = rules.against_whole(lines=len(good), total=total, minimum=terms.minimum_order)
    refuse_all(reasons)
    return good


def _as_offer(row: assortment.OfferRow) -> rules.Offer:
    return rules.Offer(
        product=row.product,
        article=row.article,
        is_visible=row.is_visible,
        price=row.price,
        is_vat_included=row.is_vat_included,
        vat=row.vat,
        multiple=row.multiple,
        minimum=row.minimum,
    )


def _promised(*, contract: int, lines: Sequence[PricedLine]) -> _Promises:
    """By product: what each line gets from where, under the locks of the goods."""
    products = sorted(line.product for line in lines)
    sources = _by_product(stock.lock_on_hand(contract=contract, products=products))
    short = [line.product for line in lines if sum((s.free for s in sources[line.product]), Decimal(0)) < line.quantity]
    if short:
        for product, coming in _by_product(stock.lock_arrivals(contract=contract, products=sorted(short))).items():
            sources[product] += coming
    return {line.product: _paired(line, sources[line.product]) for line in lines}


def _by_product(sources: Iterable[Source]) -> dict[int, list[Source]]:
    found: dict[int, list[Source]] = defaultdict(list)
    for source in sources:
        found[source.product].append(source)
    return found


def _paired(line: PricedLine, sources: Sequence[Source]) -> list[tuple[Promise, Source]]:
    by_place = {(source.warehouse, source.arrival): source for source in sources}
    promises = promise(owner=0, product=line.product, quantity=line.quantity, sources=sources)
    return [(given, by_place[given.warehouse, given.arrival]) for given in promises]


def _held(promises: _Promises, product: int) -> Decimal:
    return sum((given.quantity for given, _ in promises[product]), Decimal(0))


def _held_value(lines: Iterable[PricedLine], promises: _Promises) -> Decimal:
    parts = (rules.held_value(line.sum, ordered=line.quantity, held=_held(promises, line.product)) for line in lines)
    return sum(parts, Decimal(0))


def _against_limit(
    lines: Sequence[PricedLine], promises: _Promises, *, reserved: Decimal, limit: Decimal | None
) -> list[Refusal]:
    return rules.against_limit(wanted=_held_value(lines, promises), reserved=reserved, limit=limit)


def _untils(
    lines: Iterable[PricedLine], promises: _Promises, *, at: datetime, hours: int
) -> dict[int, datetime | None]:
    """Until when each line is held: so many hours from now, or from the day on which the last of its goods comes."""
    span = timedelta(hours=hours)
    untils: dict[int, datetime | None] = {}
    for line in lines:
        starts = [_starts(source.expected_on, at) for _, source in promises[line.product]]
        untils[line.product] = max(starts) + span if starts else None
    return untils


def _starts(expected_on: date | None, at: datetime) -> datetime:
    return at if expected_on is None else max(at, datetime.combine(expected_on, time(), at.tzinfo))


def _insert(
    contract: companies.ContractRow,
    lines: Sequence[PricedLine],
    promises: _Promises,
    untils: Mapping[int, datetime | None],
    *,
    key: str,
    actor: int | None,
    at: datetime,
    note: str,
) -> tuple[int, dict[int, int]] | None:
    """The order's id and the id of each product's line; None where the key is used already."""
    rows = _sql.rows(
        "insert_order",
        contract=contract.id,
        company=contract.company,
        key=key,
        at=at,
        actor=actor,
        note=note,
        total=sum((line.sum for line in lines), Decimal(0)),
        products=[line.product for line in lines],
        prices=[line.price for line in lines],
        vat_percents=[line.vat_percent for line in lines],
        sums=[line.sum for line in lines],
        vats=[line.vat for line in lines],
        quantities=[line.quantity for line in lines],
        reserved=[_held(promises, line.product) for line in lines],
        untils=[untils[line.product] for line in lines],
    )
    if not rows:
        return None
    return rows[0].order_id, {lines[row.position - 1].product: row.id for row in rows}


def _owned(promises: _Promises, line_ids: Mapping[int, int]) -> list[Promise]:
    return [
        Promise(line_ids[product], given.product, given.warehouse, given.arrival, given.quantity)
        for product, pairs in promises.items()
        for given, _ in pairs
    ]


def _journal(
    order: int,
    contract: companies.ContractRow,
    lines: Sequence[PricedLine],
    promises: _Promises,
    *,
    actor: int | None,
    at: datetime,
) -> None:
    total = sum((line.sum for line in lines), Decimal(0))
    waiting = sum(1 for line in lines if _held(promises, line.product) < line.quantity)
    facts = {"order": order, "contract": contract.id, "lines": len(lines), "waiting": waiting, "total": str(total)}
    journal.record(
        act="orders.place",
        actor=actor,
        at=at,
        subject=f"orders.order:{order}",
        company=contract.company,
        facts=facts,
        announce=[("orders.placed", facts)],
    )
