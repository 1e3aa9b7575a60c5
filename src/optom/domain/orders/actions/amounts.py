"""Change how much of a line is ordered."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from optom.base.refusal import Refusal, refuse_all
from optom.base.sql import Row, statements
from optom.base.waiting import refused_when_busy
from optom.domain.companies import queries as companies
from optom.domain.credit import actions as credit
from optom.domain.credit.queries import AccountRow
from optom.domain.orders import rules
from optom.domain.orders.rules import OrderLine, PricedLine
from optom.domain.stock import actions as stock

from . import keeping
from .adding import Added, add_one, against_limit, at_will, from_the_end, known, offer_of
from .keeping import Kept
from .reservations import BUSY, Change, apply, lines_of, note, standing_of, value_change
from .spending import charges_of, instead_on_own_word

_sql = statements("optom.domain.orders")
_NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class Changed:
    """By how much the line went up or down, what of more is held, and the new line where there is one."""

    by: Decimal
    held: Decimal = _NOTHING
    line: int | None = None


@refused_when_busy(BUSY)
@transaction.atomic
def change_quantity(
    *, contract: int, line: int, quantity: Decimal, key: str, actor: int | None, at: datetime
) -> Changed:
    """Let so much of a line be ordered, what has left and what is asked for included.

    Less: what waits goes first, then what is held, from what comes latest. More: the line keeps its price for what it
    has; what is added is bought at today's price of the whole quantity, in the line itself where that price is the
    same and the person ordered the line himself this month, else as a line of its own, which is his. Goods are held at
    once as far as others don't wait for them; what has to wait does so from now, behind those who wait already. The
    same ``key`` adds once. Refuses ``orders.line_unknown``, ``orders.not_at_will``, what placing would refuse of the
    product, the limit of reserves.
    """
    standing = standing_of(contract, actor, at)
    account = credit.lock(contract)
    [row] = lines_of(contract=contract, lines=[line])
    if done := known(contract, [key]):
        return Changed(_NOTHING, line=done[key])
    alive = row.ordered - row.cancelled
    if quantity == alive:
        return Changed(_NOTHING)
    if quantity < alive:
        changed = _less(contract, row, alive - quantity, pack_rule=standing.terms.pack_rule, at=at)
    else:
        changed = _more(standing, account, row, quantity, key=key, actor=actor, at=at)
    if changed.by:
        made = {str(line): changed.line} if changed.line else {}
        facts = {"was": str(alive), "by": str(changed.by), "made": made}
        company = standing.contract.company
        note("orders.change_quantity", contract, company, {line: quantity}, of=[row], actor=actor, at=at, **facts)
    return changed


def _less(contract: int, row: Row, less: Decimal, *, pack_rule: str, at: datetime) -> Changed:
    rest = row.ordered - row.cancelled - less
    facts = {"line": row.id, "article": row.article}
    if less > at_will(row):
        raise Refusal("orders.not_at_will", quantity=less, most=at_will(row), **facts)
    fit = rules.against_parts(rest, multiple=row.multiple, pack_rule=pack_rule)
    if fit is not None:
        raise Refusal("orders.part_of_pack", quantity=rest, multiple=row.multiple, suggest=fit, **facts)
    _waits, held = from_the_end(row, less)
    if held:
        stock.release(quantities={row.id: held}, at=at)
    value = value_change(row, row.reserved - held)
    apply(contract=contract, changes=[Change(row.id, reserved=-held, cancelled=less, value=value)], at=at)
    return Changed(-less)


def _more(
    standing: companies.Standing,
    account: AccountRow,
    row: Row,
    quantity: Decimal,
    *,
    key: str,
    actor: int | None,
    at: datetime,
) -> Changed:
    extra = _extra(standing, row, quantity, at)
    if extra.quantity <= 0:
        return Changed(_NOTHING)
    charge = charges_of([row.id], person=actor, at=at)[row.id]
    refuse_all(instead_on_own_word(standing, charge, extra.sum, _NOTHING, actor=actor, at=at))
    contract, terms = standing.contract, standing.terms
    [kept] = keeping.kept(contract=contract.id, lines=[extra], at=at, terms=terms)
    is_same = charge.is_spent_now and _costs_the_same(extra, row) and not _would_pass(row, kept)
    value = _worth(row, kept) if is_same else kept.value
    limit = terms.reservation_limit
    refuse_all(against_limit(wanted=value, freed=_NOTHING, reserved=account.reserved, limit=limit))
    if is_same:
        _grow(contract.id, row, kept, value, at)
        return Changed(extra.quantity, kept.held)
    credit.change(contract=contract.id, reserved=value, at=at)
    added = Added(row.order_id, kept, row.id, row.note, key, queued_at=at, ordered_at=at, ordered_by=actor)
    return Changed(extra.quantity, kept.held, add_one(contract, added, at))


def _costs_the_same(extra: PricedLine, row: Row) -> bool:
    return (extra.price, extra.vat_percent) == (row.price, row.vat_percent)


def _would_pass(row: Row, kept: Kept) -> bool:
    """What is added to the line would wait at its place, before others who came earlier."""
    return kept.held < kept.line.quantity and bool(_sql.value("behind", line=row.id))


def _extra(standing: companies.Standing, row: Row, quantity: Decimal, at: datetime) -> PricedLine:
    """What is added, at the price of the whole."""
    offer = offer_of(standing.contract.id, row.product_id, quantity, at)
    whole = rules.priced(OrderLine(row.product_id, quantity), offer, pack_rule=standing.terms.pack_rule)
    if offer is None or isinstance(whole, Refusal):
        refuse_all([whole] if isinstance(whole, Refusal) else [])
        raise Refusal("orders.not_in_assortment", product=row.product_id)
    return rules.at_price(row.product_id, whole.quantity - (row.ordered - row.cancelled), offer)


def _worth(row: Row, kept: Kept) -> Decimal:
    """By how much the line holds more when it has grown."""
    before = rules.held_value(row.sum, ordered=row.ordered, held=row.reserved)
    ordered, held = row.ordered + kept.line.quantity, row.reserved + kept.held
    return rules.held_value(row.sum + kept.line.sum, ordered=ordered, held=held) - before


def _grow(contract: int, row: Row, kept: Kept, value: Decimal, at: datetime) -> None:
    """More of the same: size first, for a line holds no more than it is."""
    more = kept.line
    _sql.run("resize_lines", lines=[row.id], ordered=[more.quantity], sums=[more.sum], vats=[more.vat])
    _sql.run("recount", order=row.order_id)
    stock.hold(contract=contract, promises=keeping.owned([kept], [row.id]), at=at)
    apply(contract=contract, changes=[Change(row.id, reserved=kept.held, value=value)], at=at)
    if kept.until is not None:
        until = max(filter(None, [kept.until, row.reserved_until if row.reserved else None]))
        _sql.run("extend_lines", lines=[row.id], untils=[until])
