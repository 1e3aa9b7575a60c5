"""A quote becomes an order: at its prices while they hold, else at those of the moment, once the difference is seen."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from optom.base.refusal import Refusal, refuse_all
from optom.base.sql import statements
from optom.base.waiting import refused_when_busy
from optom.domain.companies import queries as companies
from optom.domain.credit import actions as credit
from optom.domain.journal import actions as journal
from optom.domain.orders import actions as orders
from optom.domain.orders import queries as ordered
from optom.domain.orders.rules import OrderLine
from optom.domain.quotes import queries, rules

_sql = statements("optom.domain.quotes")
_NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class Accepted:
    """The order that the quote is, and whether this call has made it."""

    order: int
    is_new: bool


@refused_when_busy(Refusal("stock.busy"))
@transaction.atomic
def accept(*, contract: int, quote: int, actor: int | None, at: datetime, seen: str = "", note: str = "") -> Accepted:
    """Order what was promised, to the kopeck while the quote is valid; a second press is the same order.

    Where anything has moved since, ``seen`` is the digest of the difference that whoever accepts was shown. Refuses
    `quotes.unknown`, `quotes.moved`, `quotes.all_gone` and what `orders.place` refuses.
    """
    credit.lock(contract)
    found = queries.known_quote(contract=contract, quote=quote, at=at)
    if known := _sql.first("accepted", quote=quote):
        return Accepted(known.order, is_new=False)
    if held := _held(contract, quote):
        orders.extend(contract=contract, lines=held.lines, actor=actor, at=at)
        return _accepted(contract, found, held.order, held.total, is_moved=False, actor=actor, at=at)
    difference = queries.difference(contract=contract, quote=quote, at=at)
    refuse_all(rules.against_unseen(difference, seen))
    order = orders.place(
        contract=contract,
        lines=[OrderLine(line.product, line.quantity) for line in difference.left],
        promised=difference.left if difference.is_valid else (),
        expected=difference.total,
        key=f"quote:{quote}",
        actor=actor,
        at=at,
        note=note,
    ).order
    _require_goods(order, difference)
    is_moved = bool(difference.moved)
    return _accepted(contract, found, order, difference.total, is_moved=is_moved, actor=actor, at=at)


def _accepted(
    contract: int,
    quote: queries.QuoteRow,
    order: int,
    total: Decimal,
    *,
    is_moved: bool,
    actor: int | None,
    at: datetime,
) -> Accepted:
    company = companies.contract(contract).company
    _sql.run("accept", quote=quote.id, company=company, order=order, at=at, actor=actor, is_moved=is_moved)
    facts = {"contract": contract, "quote": quote.id, "number": quote.number, "order": order, "sum": total}
    journal.record(
        act="quotes.accept",
        actor=actor,
        at=at,
        subject=f"quotes.quote:{quote.id}",
        company=company,
        facts=facts,
    )
    return Accepted(order, is_new=True)


@dataclass(frozen=True, slots=True)
class _Held:
    """The order that holds the goods of a quote, and those of its lines that hold any still."""

    order: int
    total: Decimal
    lines: Sequence[int]


def _held(contract: int, quote: int) -> _Held | None:
    """None where nothing was held for it, or some of it is held no more."""
    row = _sql.first("held", quote=quote)
    found = row and ordered.order(contract=contract, order=row.order)
    lines = ordered.lines_of_all(orders=[row.order]) if row else []
    if not found or any(line.cancelled or line.shipped or line.reserved < line.ordered for line in lines):
        return None
    return _Held(found.id, found.total, [line.id for line in lines])


def _require_goods(order: int, difference: rules.Difference) -> None:
    """Goods that somebody took between the look and the locks have moved too. Refuses `quotes.moved`."""
    waits = {line.product: line.waits for line in difference.lines}
    short = [line for line in ordered.lines_of_all(orders=[order]) if line.waiting > waits.get(line.product, _NOTHING)]
    if short:
        raise rules.moved(len(short), difference)
