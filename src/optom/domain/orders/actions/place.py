"""Place an order: priced, checked, held and journalled in one transaction of a constant number of statements."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
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
from optom.domain.orders.rules import OrderLine, PricedLine
from optom.domain.stock import actions as stock
from optom.domain.stock.rules import Promise, Source, promise

from .spending import on_own_word

_sql = statements("optom.domain.orders")


@dataclass(frozen=True, slots=True)
class Placed:
    """An order and whether this call has made it or an earlier one with the same key."""

    order: int
    is_new: bool


@dataclass(frozen=True, slots=True)
class Word:
    """A colleague's word for an order: who asked for it, and up to which total it holds."""

    asked_by: int
    total: Decimal


def place(
    *,
    contract: int,
    lines: Sequence[OrderLine],
    key: str,
    actor: int | None,
    at: datetime,
    note: str = "",
    centre: int | None = None,
    word: Word | None = None,
) -> Placed:
    """Turn picked lines into an order of the contract and hold its goods: on hand first, then on their way.

    What neither stands nor comes waits in the order. Prices and sums are in the contract's currency; the caller's
    ``key`` makes the act idempotent. ``centre`` is the cost centre that is charged. Who orders within his limits, the
    company's rule and the budget does so on his own word; for the rest it takes the ``word`` of a colleague, whose act
    it is then. Refuses, all reasons at once: ``companies.contract_closed``,
    ``companies.may_not``, ``orders.not_in_assortment``, ``orders.not_multiple``, ``orders.no_price``,
    ``orders.quantity_not_positive``, ``orders.empty``, ``orders.too_many_lines``, ``orders.below_minimum``,
    ``orders.reservation_limit``, ``orders.over_order_limit``, ``orders.over_month_limit``,
    ``orders.over_company_sum``, ``orders.over_budget``, ``orders.total_rose``, ``orders.centre_missing``,
    ``orders.centre_not_yours``, ``orders.centre_closed``, ``companies.centre_unknown``, ``credit.busy``,
    ``stock.busy``.
    """
    try:
        order = _placed_now(contract, lines, key=key, actor=actor, at=at, note=note, centre=centre, word=word)
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
    centre: int | None,
    word: Word | None,
) -> int | None:
    """The new order; None where the contract's key is used already."""
    standing = companies.standing(contract, actor, at)
    refuse_all([*standing.objections("approve" if word else "order"), *too_long(note=(note, 200))])
    terms = standing.terms
    merged = rules.merged(lines)
    wanted = _priced(contract=contract, lines=merged, terms=terms, at=at)
    account = credit.lock(contract)
    total = sum((line.sum for line in wanted), Decimal(0))
    refuse_all(_against_word(word, total) if word else on_own_word(standing, total, centre=centre, actor=actor, at=at))
    kept = _kept(contract=contract, lines=wanted, at=at, hours=terms.reservation_hours)
    value = sum((line.value for line in kept), Decimal(0))
    refuse_all(rules.against_limit(wanted=value, reserved=account.reserved, limit=terms.reservation_limit))
    notes = {line.product: line.note[: rules.LONGEST_NOTE] for line in merged}
    charged = {"centre": centre, "asked_by": word.asked_by if word else None}
    inserted = _insert(standing.contract, kept, notes, key=key, actor=actor, at=at, note=note, **charged)
    if inserted is None:
        return None
    order, owners = inserted
    with together():
        stock.hold(contract=contract, promises=_owned(kept, owners))
        _journal(order, standing.contract, kept, actor=actor, at=at)
        credit.change(contract=contract, reserved=value)
    return order


def _against_word(word: Word, total: Decimal) -> list[Refusal]:
    """Prices have moved since the colleague has looked: he says so of the new total first."""
    if total <= word.total:
        return []
    return [Refusal("orders.total_rose", total=total, agreed=word.total, over=total - word.total)]


@dataclass(frozen=True, slots=True)
class _Kept:
    """A line and what of it is held: from where, how much and worth what in all, and until when."""

    line: PricedLine
    parts: list[tuple[Source, Decimal]]
    held: Decimal
    value: Decimal
    until: datetime | None


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


def _kept(*, contract: int, lines: Sequence[PricedLine], at: datetime, hours: int) -> list[_Kept]:
    """What each line gets from where, under the locks of the goods."""
    sources = _by_product(stock.lock_on_hand(contract=contract, products=sorted(line.product for line in lines)))
    short = sorted(line.product for line in lines if _free(sources[line.product]) < line.quantity)
    if short:
        for source in stock.lock_arrivals(contract=contract, products=short):
            sources[source.product].append(source)
    untils = _Untils(at, timedelta(hours=hours))
    return [_promised(line, sources[line.product], untils) for line in lines]


def _by_product(sources: Iterable[Source]) -> dict[int, list[Source]]:
    found: dict[int, list[Source]] = defaultdict(list)
    for source in sources:
        found[source.product].append(source)
    return found


def _free(sources: Sequence[Source]) -> Decimal:
    return sum((source.free for source in sources), Decimal(0))


class _Untils(dict[date | None, datetime]):
    """Until when goods are held that come on a day, or are there (None): so many hours from that day, or from now."""

    def __init__(self, at: datetime, span: timedelta) -> None:
        super().__init__({None: at + span})
        self._at, self._span = at, span

    def __missing__(self, expected_on: date) -> datetime:
        comes = datetime.combine(expected_on, time(), self._at.tzinfo)
        self[expected_on] = max(self._at, comes) + self._span
        return self[expected_on]


def _promised(line: PricedLine, sources: Sequence[Source], untils: _Untils) -> _Kept:
    parts = promise(quantity=line.quantity, sources=sources)
    held = sum((part for _, part in parts), Decimal(0))
    value = rules.held_value(line.sum, ordered=line.quantity, held=held)
    until = max((untils[source.expected_on] for source, _ in parts), default=None)
    return _Kept(line, parts, held, value, until)


def _insert(
    contract: companies.ContractRow,
    kept: Sequence[_Kept],
    notes: Mapping[int, str],
    *,
    key: str,
    actor: int | None,
    at: datetime,
    note: str,
    centre: int | None,
    asked_by: int | None,
) -> tuple[int, list[int]] | None:
    """The order's id and those of its lines, in their order; None where the key is used already."""
    lines = [one.line for one in kept]
    rows = _sql.rows(
        "insert_order",
        contract=contract.id,
        company=contract.company,
        key=key,
        at=at,
        actor=actor,
        note=note,
        total=_total(kept),
        centre=centre,
        asked_by=asked_by,
        products=[line.product for line in lines],
        prices=[line.price for line in lines],
        vat_percents=[line.vat_percent for line in lines],
        sums=[line.sum for line in lines],
        vats=[line.vat for line in lines],
        quantities=[line.quantity for line in lines],
        reserved=[one.held for one in kept],
        untils=[one.until for one in kept],
        notes=[notes[line.product] for line in lines],
    )
    if not rows:
        return None
    return rows[0].order_id, [row.id for row in sorted(rows, key=attrgetter("position"))]


def _total(kept: Iterable[_Kept]) -> Decimal:
    return sum((one.line.sum for one in kept), Decimal(0))


def _owned(kept: Iterable[_Kept], owners: Iterable[int]) -> list[Promise]:
    return [
        Promise(owner, source.product, source.warehouse, source.arrival, part)
        for one, owner in zip(kept, owners, strict=True)
        for source, part in one.parts
    ]


def _journal(
    order: int, contract: companies.ContractRow, kept: Sequence[_Kept], *, actor: int | None, at: datetime
) -> None:
    waiting = sum(one.held < one.line.quantity for one in kept)
    total = str(_total(kept))
    facts = {"order": order, "contract": contract.id, "lines": len(kept), "waiting": waiting, "total": total}
    journal.record(
        act="orders.place",
        actor=actor,
        at=at,
        subject=f"orders.order:{order}",
        company=contract.company,
        facts=facts,
        announce=[("orders.placed", facts)],
    )
