"""Place an order: priced, checked, held and journalled in one transaction of a constant number of statements."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from operator import attrgetter

from django.db import transaction

from optom.base.refusal import Refusal, refuse_all
from optom.base.sql import statements, together
from optom.base.texts import too_long
from optom.base.waiting import refused_when_busy
from optom.domain.assortment import queries as assortment
from optom.domain.companies import queries as companies
from optom.domain.credit import actions as credit
from optom.domain.journal import actions as journal
from optom.domain.orders import rules
from optom.domain.orders.promising import Kept, by_product, kept, owned, short
from optom.domain.orders.rules import OrderLine, PricedLine
from optom.domain.stock import actions as stock

_sql = statements("optom.domain.orders")


@dataclass(frozen=True, slots=True)
class Placed:
    """An order and whether this call has made it or an earlier one with the same key."""

    order: int
    is_new: bool


def place(
    *,
    contract: int,
    lines: Sequence[OrderLine],
    key: str,
    actor: int | None,
    at: datetime,
    note: str = "",
    expected: Decimal | None = None,
) -> Placed:
    """Turn picked lines into an order of the contract and hold its goods: on hand first, then on their way.

    What neither stands nor comes waits in the order. Prices and sums are in the contract's currency; the caller's
    ``key`` makes the act idempotent, ``expected`` is the sum that he was shown. Refuses, all reasons at once:
    ``companies.contract_closed``, ``companies.may_not``, ``orders.not_in_assortment``, ``orders.not_multiple``,
    ``orders.no_price``, ``orders.quantity_not_positive``, ``orders.empty``, ``orders.too_many_lines``,
    ``orders.below_minimum``, ``orders.total_moved``, ``orders.reservation_limit``, ``credit.busy``, ``stock.busy``.
    """
    try:
        order = _placed_now(contract, lines, key=key, actor=actor, at=at, note=note, expected=expected)
    except Refusal:  # the limit may be taken by this very order, or a price withdrawn since
        if (placed := _sql.first("placed", contract=contract, key=key)) is None:
            raise
        return Placed(placed.id, is_new=False)
    if order is None:
        return Placed(_sql.value("placed", contract=contract, key=key), is_new=False)
    return Placed(order, is_new=True)


@refused_when_busy(Refusal("stock.busy"))
@transaction.atomic
def _placed_now(
    contract: int,
    lines: Sequence[OrderLine],
    *,
    key: str,
    actor: int | None,
    at: datetime,
    note: str,
    expected: Decimal | None,
) -> int | None:
    """The new order; None where the contract's key is used already."""
    standing = companies.standing(contract, actor, at)
    refuse_all([*standing.objections("order"), *too_long(note=(note, 200))])
    terms = standing.terms
    merged = rules.merged(lines)
    wanted = _priced(contract=contract, lines=merged, terms=terms, at=at)
    refuse_all(rules.against_expected(total=sum((line.sum for line in wanted), Decimal(0)), expected=expected))
    account = credit.lock(contract)
    got = _kept(contract=contract, lines=wanted, at=at, hours=terms.reservation_hours)
    value = sum((line.value for line in got), Decimal(0))
    refuse_all(rules.against_limit(wanted=value, reserved=account.reserved, limit=terms.reservation_limit))
    notes = {line.product: line.note[: rules.LONGEST_NOTE] for line in merged}
    inserted = _insert(standing.contract, got, notes, key=key, actor=actor, at=at, note=note)
    if inserted is None:
        return None
    order, owners = inserted
    with together():
        stock.hold(contract=contract, promises=owned(got, owners))
        _journal(order, standing.contract, got, actor=actor, at=at)
        credit.change(contract=contract, reserved=value)
    return order


def _priced(*, contract: int, lines: Sequence[OrderLine], terms: companies.TermsRow, at: datetime) -> list[PricedLine]:
    if len(lines) > rules.MOST_LINES:
        raise Refusal("orders.too_many_lines", lines=len(lines), most=rules.MOST_LINES)
    offers = assortment.offers(contract=contract, quantities={line.product: line.quantity for line in lines}, at=at)
    good, reasons = rules.priced_all(lines, {row.product: row for row in offers}, pack_rule=terms.pack_rule)
    total = sum((line.sum for line in good), Decimal(0))
    if not reasons:
        reasons = rules.against_whole(lines=len(good), total=total, minimum=terms.minimum_order)
    refuse_all(reasons)
    return good


def _kept(*, contract: int, lines: Sequence[PricedLine], at: datetime, hours: int) -> list[Kept]:
    """What each line gets from where, under the locks of the goods."""
    sources = by_product(stock.lock_on_hand(contract=contract, products=sorted(line.product for line in lines)))
    if wanting := short(lines, sources):
        for source in stock.lock_arrivals(contract=contract, products=wanting):
            sources[source.product].append(source)
    return kept(lines, sources, at=at, hours=hours)


def _insert(
    contract: companies.ContractRow,
    got: Sequence[Kept],
    notes: Mapping[int, str],
    *,
    key: str,
    actor: int | None,
    at: datetime,
    note: str,
) -> tuple[int, list[int]] | None:
    """The order's id and those of its lines, in their order; None where the key is used already."""
    lines = [one.line for one in got]
    rows = _sql.rows(
        "insert_order",
        contract=contract.id,
        company=contract.company,
        key=key,
        at=at,
        actor=actor,
        note=note,
        total=_total(got),
        products=[line.product for line in lines],
        prices=[line.price for line in lines],
        vat_percents=[line.vat_percent for line in lines],
        sums=[line.sum for line in lines],
        vats=[line.vat for line in lines],
        quantities=[line.quantity for line in lines],
        reserved=[one.held for one in got],
        untils=[one.until for one in got],
        notes=[notes[line.product] for line in lines],
    )
    if not rows:
        return None
    return rows[0].order_id, [row.id for row in sorted(rows, key=attrgetter("position"))]


def _total(got: Iterable[Kept]) -> Decimal:
    return sum((one.line.sum for one in got), Decimal(0))


def _journal(
    order: int, contract: companies.ContractRow, got: Sequence[Kept], *, actor: int | None, at: datetime
) -> None:
    waiting = sum(one.held < one.line.quantity for one in got)
    total = str(_total(got))
    facts = {"order": order, "contract": contract.id, "lines": len(got), "waiting": waiting, "total": total}
    journal.record(
        act="orders.place",
        actor=actor,
        at=at,
        subject=f"orders.order:{order}",
        company=contract.company,
        facts=facts,
        announce=[("orders.placed", facts)],
    )
