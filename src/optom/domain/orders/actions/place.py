"""Place an order: priced, checked, held and journalled in one transaction of a constant number of statements."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
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
from optom.domain.orders import events, rules
from optom.domain.orders.in_time import against_wish, held_together, on_one_day
from optom.domain.orders.rules import AS_IT_COMES, OrderLine, PricedLine, When, Wish
from optom.domain.stock import actions as stock

from . import keeping
from .keeping import Kept
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
    expected: Decimal | None = None,
    centre: int | None = None,
    word: Word | None = None,
    draft: int | None = None,
    promised: Sequence[PricedLine] = (),
    until: datetime | None = None,
    wish: Wish = AS_IT_COMES,
) -> Placed:
    """Turn picked lines into an order of the contract and hold its goods: on hand first, then on their way.

    What suppliers have comes after that, where the terms let it be promised; what nobody has waits in the order. It is
    to come as is wished (``wish``): together, all is held until all is there; by a day, nothing is held that comes
    later. Prices and sums are in the contract's currency; the caller's ``key`` makes the act idempotent, ``expected``
    is the sum that he was shown. ``centre`` is the cost centre that is charged, ``draft`` the tab that becomes the
    order, ``promised`` the lines of a quote whose prices hold still, ``until`` when what is held is given back where
    that is not as the terms say. Who orders within his limits, the company's rule and the budget does so on his own
    word; for the rest it takes the ``word`` of a colleague, whose act it is then. Refuses, all reasons at once:
    ``companies.contract_closed``, ``companies.may_not``, ``orders.not_in_assortment``, ``orders.not_multiple``,
    ``orders.no_price``, ``orders.quantity_not_positive``, ``orders.empty``, ``orders.too_many_lines``,
    ``orders.below_minimum``, ``orders.total_moved``, ``orders.reservation_limit``, ``orders.over_order_limit``,
    ``orders.over_month_limit``, ``orders.over_company_sum``, ``orders.over_budget``, ``orders.total_rose``,
    ``orders.centre_missing``, ``orders.centre_not_yours``, ``orders.centre_closed``, ``companies.centre_unknown``,
    ``orders.never_together``, ``orders.not_in_time``, ``credit.busy``, ``stock.busy``.
    """
    asked = _Asked(key, actor, at, note, expected, centre, word, draft, promised, until, wish)
    try:
        order = _placed_now(contract, lines, asked)
    except Refusal:  # the limit may be taken by this very order, or a price withdrawn since
        if (placed := _sql.first("placed", contract=contract, key=key)) is None:
            raise
        return Placed(placed.id, is_new=False)
    if order is None:
        return Placed(_sql.value("placed", contract=contract, key=key), is_new=False)
    return Placed(order, is_new=True)


@dataclass(frozen=True, slots=True)
class _Asked:
    """How the order was asked for."""

    key: str
    actor: int | None
    at: datetime
    note: str
    expected: Decimal | None
    centre: int | None
    word: Word | None
    draft: int | None
    promised: Sequence[PricedLine]
    until: datetime | None
    wish: Wish


@refused_when_busy(Refusal("stock.busy"))
@transaction.atomic
def _placed_now(contract: int, lines: Sequence[OrderLine], asked: _Asked) -> int | None:
    """The new order; None where the contract's key is used already."""
    at = asked.at
    standing = companies.standing(contract, asked.actor, at)
    refuse_all([*standing.objections("order"), *too_long(note=(asked.note, 200))])
    terms = standing.terms
    merged = rules.merged(lines)
    wanted = _priced(contract=contract, lines=merged, terms=terms, promised=asked.promised, at=at)
    account = credit.lock(contract)
    refuse_all(_against_total(standing, sum((line.sum for line in wanted), Decimal(0)), asked))
    kept = keeping.kept(contract=contract, lines=wanted, at=at, terms=terms, by=asked.wish.by)
    refuse_all(against_wish(kept, asked.wish))
    kept = held_together(kept) if asked.wish.when is When.TOGETHER else kept
    got = [replace(one, until=asked.until) if asked.until and one.until else one for one in kept]
    value = sum((line.value for line in got), Decimal(0))
    refuse_all(rules.against_limit(wanted=value, reserved=account.reserved, limit=terms.reservation_limit))
    notes = {line.product: line.note[: rules.LONGEST_NOTE] for line in merged}
    inserted = _insert(standing.contract, got, notes, asked)
    if inserted is None:
        return None
    order, owners = inserted
    with together():
        stock.hold(contract=contract, promises=keeping.owned(got, owners), at=at)
        _journal(order, standing.contract, got, actor=asked.actor, at=at)
        credit.change(contract=contract, reserved=value, at=at)
    return order


def _against_total(standing: companies.Standing, total: Decimal, asked: _Asked) -> list[Refusal]:
    """It is not the sum that was shown, or more than he may order on his own word or the colleague agreed to."""
    moved = rules.against_expected(total=total, expected=asked.expected)
    if moved:
        return moved
    if asked.word:
        return _against_word(asked.word, total)
    return on_own_word(standing, total, centre=asked.centre, actor=asked.actor, at=asked.at)


def _against_word(word: Word, total: Decimal) -> list[Refusal]:
    """Prices have moved since the colleague has looked: he says so of the new total first."""
    if total <= word.total:
        return []
    return [Refusal("orders.total_rose", total=total, agreed=word.total, over=total - word.total)]


def _priced(
    *,
    contract: int,
    lines: Sequence[OrderLine],
    terms: companies.TermsRow,
    promised: Sequence[PricedLine],
    at: datetime,
) -> list[PricedLine]:
    if len(lines) > rules.MOST_LINES:
        raise Refusal("orders.too_many_lines", lines=len(lines), most=rules.MOST_LINES)
    offers = assortment.offers(contract=contract, quantities={line.product: line.quantity for line in lines}, at=at)
    good, reasons = rules.priced_all(
        lines,
        {row.product: row for row in offers},
        pack_rule=terms.pack_rule,
        promised={line.product: line for line in promised},
    )
    total = sum((line.sum for line in good), Decimal(0))
    refuse_all([*rules.against_whole(lines=len(lines), total=total, minimum=terms.minimum_order), *reasons])
    return good


def _insert(
    contract: companies.ContractRow, got: Sequence[Kept], notes: Mapping[int, str], asked: _Asked
) -> tuple[int, list[int]] | None:
    """The order's id and those of its lines, in their order; None where the key is used already."""
    lines = [one.line for one in got]
    rows = _sql.rows(
        "insert_order",
        contract=contract.id,
        company=contract.company,
        key=asked.key,
        at=asked.at,
        actor=asked.actor,
        note=asked.note,
        total=_total(got),
        centre=asked.centre,
        draft=asked.draft,
        together_on=on_one_day(got, asked.at) if asked.wish.when is When.TOGETHER else None,
        asked_by=asked.word.asked_by if asked.word else None,
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
    supplied = [one.line.product for one in got if any(source.supply is not None for source, _part in one.parts)]
    total = str(_total(got))
    facts = {
        "order": order,
        "contract": contract.id,
        "lines": len(got),
        "waiting": waiting,
        "supplied": len(supplied),
        "total": total,
    }
    told = [(events.PROMISED, {"order": order, "products": supplied})] if supplied else []
    journal.record(
        act="orders.place",
        actor=actor,
        at=at,
        subject=f"orders.order:{order}",
        company=contract.company,
        facts=facts,
        announce=[("orders.placed", facts), *told],
    )
