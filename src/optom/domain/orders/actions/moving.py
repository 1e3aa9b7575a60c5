"""Move held lines to another contract of the buyer's own."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from django.db import transaction

from optom.base.refusal import Refusal, refuse_all
from optom.base.sql import Row, statements
from optom.base.waiting import refused_when_busy
from optom.domain.assortment import queries as assortment
from optom.domain.companies import queries as companies
from optom.domain.credit import actions as credit
from optom.domain.credit.queries import AccountRow
from optom.domain.journal import actions as journal
from optom.domain.orders import rules
from optom.domain.orders.rules import OrderLine, PricedLine
from optom.domain.stock import actions as stock
from optom.domain.stock import queries as goods
from optom.domain.stock.actions import Handed
from optom.domain.stock.rules import Held, give_back

from .adding import Added, add
from .keeping import Kept, Untils
from .place import Placed
from .reservations import BUSY, Change, apply, is_too_much, lines_of, not_held, note, standing_of, value_change
from .spending import Charge, charges_of, more_on_own_word, the_one

_sql = statements("optom.domain.orders")
_NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class _Moved:
    """So much of a line goes into the other contract, at its price, until the moment of its terms."""

    line: Row
    priced: PricedLine
    until: datetime


def move(
    *,
    contract: int,
    target: int,
    quantities: Mapping[int, Decimal],
    key: str,
    actor: int | None,
    at: datetime,
    centre: int | None = None,
    named: Collection[int] = (),
) -> Placed:
    """Take so much of what each line holds into an order of the ``target`` contract, where the person may order too.

    No shipment has asked for it; where holds are ``named`` by their numbers, goods of them alone.

    Goods change hands without being free in between. They cost what the target contract pays now, by its visibility,
    packs, minimum and limit of reserves, and are held for its time; of the old lines that much is cancelled. A cost
    centre is a company's: within it goods of one centre stay charged to it where no other is said; in another company,
    or where they were charged to several, the new order is charged to ``centre``. He must be allowed to charge it; its
    budget counts what it was not charged before. The same ``key`` of the target moves once. Refuses, all
    at once, what placing the order would, ``orders.line_unknown``, ``orders.not_held``, ``orders.in_shipment``,
    ``orders.nothing_held``, ``orders.same_contract``, ``orders.warehouse_not_allowed`` (goods lie where the target may
    not take them).
    """
    if contract == target:
        raise Refusal("orders.same_contract")
    order = _moved_now(contract, target, quantities, key=key, actor=actor, at=at, centre=centre, named=named)
    if order is None:
        return Placed(_sql.value("placed", contract=target, key=key), is_new=False)
    return Placed(order, is_new=True)


@refused_when_busy(BUSY)
@transaction.atomic
def _moved_now(
    contract: int,
    target: int,
    quantities: Mapping[int, Decimal],
    *,
    key: str,
    actor: int | None,
    at: datetime,
    centre: int | None,
    named: Collection[int],
) -> int | None:
    here, there = standing_of(contract, actor, at), standing_of(target, actor, at)
    accounts = {one: credit.lock(one) for one in sorted((contract, target))}
    if _sql.first("placed", contract=target, key=key) is not None:
        return None
    lines = lines_of(contract=contract, lines=list(quantities))
    reasons = [not_held(line, quantities[line.id]) for line in lines if is_too_much(line, quantities[line.id])]
    priced, refused = _priced(there, lines, quantities, at)
    refuse_all([*reasons, *refused, *_against_whole(there, priced, accounts[target])])
    is_same_company = here.contract.company == there.contract.company
    charges = charges_of([line.id for line in lines], person=actor, at=at)
    charged = the_one(charge.centre for charge in charges.values())
    takes = (centre or charged) if is_same_company else centre
    is_one_purse = is_same_company and here.contract.currency == there.contract.currency
    given_up = _given_up(lines, quantities, charges) if is_one_purse else []
    refuse_all(_against_spending(there, _total(priced), given_up, centre=takes, actor=actor, at=at))
    goes = _goes(lines, quantities, named)
    refuse_all([*_too_little(lines, quantities, goes), *_elsewhere(target, lines, goes)])
    moved = [_Moved(line, one, _until(goes[line.id], at, there)) for line, one in zip(lines, priced, strict=True)]
    order, made = _make(there.contract, moved, key=key, actor=actor, at=at, centre=takes)
    parts = [Handed(line, number, quantities[line]) for line, number in made.items()]
    stock.hand_over(contract=target, parts=parts, at=at, named=named)
    _settle(contract, target, moved, at)
    facts = {"made": {str(line): number for line, number in made.items()}, "target": target, "order": order}
    told = {} if is_same_company and takes == charged else _charged_anew(here.contract, charged, there.contract, takes)
    note("orders.move", contract, here.contract.company, quantities, of=lines, actor=actor, at=at, **facts, **told)
    _journal(there.contract, order, moved, source=contract, actor=actor, at=at)
    return order


def _charged_anew(
    here: companies.ContractRow, charged: int | None, there: companies.ContractRow, takes: int | None
) -> dict[str, list[str | None]]:
    """For the journal: from which cost centre to which, where there is any."""
    return {"centre": [_code(here, charged), _code(there, takes)]} if charged or takes else {}


def _code(contract: companies.ContractRow, centre: int | None) -> str | None:
    known = companies.cost_centre(contract.company, centre) if centre else None
    return known.code if known else None


def _priced(
    there: companies.Standing, lines: Sequence[Row], quantities: Mapping[int, Decimal], at: datetime
) -> tuple[list[PricedLine], list[Refusal]]:
    """Each line by itself, at the price of all that is moved of its product."""
    of_products: dict[int, Decimal] = {}
    for line in lines:
        of_products[line.product_id] = of_products.get(line.product_id, _NOTHING) + quantities[line.id]
    offers = assortment.offers(contract=there.contract.id, quantities=of_products, at=at)
    wanted = [OrderLine(line.product_id, quantities[line.id]) for line in lines]
    # held goods are what they are: where the target rounds up to packs, it can't be more of them
    rule = rules.STRICT if there.terms.pack_rule == rules.ROUND_UP else there.terms.pack_rule
    return rules.priced_all(wanted, {row.product: row for row in offers}, pack_rule=rule)


def _against_whole(there: companies.Standing, priced: Sequence[PricedLine], account: AccountRow) -> list[Refusal]:
    total = _total(priced)
    terms = there.terms
    below = rules.against_whole(lines=len(priced), total=total, minimum=terms.minimum_order) if priced else []
    return [*below, *rules.against_limit(wanted=total, reserved=account.reserved, limit=terms.reservation_limit)]


def _total(priced: Sequence[PricedLine]) -> Decimal:
    return sum((line.sum for line in priced), _NOTHING)


def _given_up(
    lines: Sequence[Row], quantities: Mapping[int, Decimal], charges: Mapping[int, Charge]
) -> list[tuple[Charge, Decimal]]:
    """What the moved parts cost where they were ordered, and how that was charged."""
    return [
        (charges[line.id], rules.share(line.sum, whole=line.ordered, before=_NOTHING, part=quantities[line.id]))
        for line in lines
    ]


def _against_spending(
    there: companies.Standing,
    total: Decimal,
    given_up: Sequence[tuple[Charge, Decimal]],
    *,
    centre: int | None,
    actor: int | None,
    at: datetime,
) -> list[Refusal]:
    """It is an order for what the goods cost more than before. Of a person's month and of a centre's budget it takes
    all that was not counted there: what was ordered in another month, or by somebody else, gives nothing back to it.
    """
    more = total - sum((part for _, part in given_up), _NOTHING)
    this_month = [(charge, part) for charge, part in given_up if charge.is_of_month]
    of_month = total - sum((part for charge, part in this_month if charge.is_own), _NOTHING)
    to_centre = total - sum((part for charge, part in this_month if charge.centre == centre), _NOTHING)
    facts = {"of_month": of_month, "to_centre": to_centre}
    return more_on_own_word(there, more, centre=centre, actor=actor, at=at, **facts)


_Goes = Mapping[int, Sequence[tuple[Held, Decimal]]]  # by line, what goes of which hold


def _goes(lines: Sequence[Row], quantities: Mapping[int, Decimal], named: Collection[int]) -> _Goes:
    """What goes of the holds of each line; they are locked."""
    held = stock.lock_holds(owners=[line.id for line in lines])
    return {line.id: give_back(held[line.id], quantities[line.id], named=named) for line in lines}


def _too_little(lines: Sequence[Row], quantities: Mapping[int, Decimal], goes: _Goes) -> list[Refusal]:
    """The named holds have less than was said."""
    there = {line.id: sum((part for _, part in goes[line.id]), _NOTHING) for line in lines}
    return [
        Refusal("orders.not_held", line=line.id, article=line.article, held=there[line.id], quantity=quantity)
        for line in lines
        if there[line.id] < (quantity := quantities[line.id])
    ]


def _elsewhere(target: int, lines: Sequence[Row], goes: _Goes) -> list[Refusal]:
    """Goods in warehouses from which the target contract may not take any."""
    allowed = goods.warehouses_of(contracts=[target])[target]
    return [
        Refusal("orders.warehouse_not_allowed", line=line.id, article=line.article, contract=target)
        for line in lines
        if any(hold.warehouse not in allowed for hold, _ in goes[line.id])
    ]


def _until(goes: Sequence[tuple[Held, Decimal]], at: datetime, there: companies.Standing) -> datetime:
    untils = Untils(at, timedelta(hours=there.terms.reservation_hours))
    return max(untils[hold.expected_on] for hold, _ in goes)


def _make(
    contract: companies.ContractRow,
    moved: Sequence[_Moved],
    *,
    key: str,
    actor: int | None,
    at: datetime,
    centre: int | None,
) -> tuple[int, dict[int, int]]:
    """The order of the target with its lines; each old line with the one that it has become."""
    total = sum((one.priced.sum for one in moved), _NOTHING)
    sides = {"contract": contract.id, "company": contract.company}
    order = _sql.value("open_order", **sides, key=key, at=at, actor=actor, note="", total=total, centre=centre)
    return order, add(contract, [_added(order, one, key) for one in moved])


def _added(order: int, one: _Moved, key: str) -> Added:
    kept = Kept(one.priced, [], one.priced.quantity, one.priced.sum, one.until)
    return Added(order, kept, one.line.id, one.line.note, f"{key}/{one.line.id}", None, is_part=True)


def _settle(contract: int, target: int, moved: Sequence[_Moved], at: datetime) -> None:
    """What the old lines held is cancelled there and held here."""
    changes = [
        Change(
            one.line.id,
            reserved=-one.priced.quantity,
            cancelled=one.priced.quantity,
            value=value_change(one.line, one.line.reserved - one.priced.quantity),
        )
        for one in moved
    ]
    apply(contract=contract, changes=changes, at=at)
    credit.change(contract=target, reserved=sum((one.priced.sum for one in moved), _NOTHING), at=at)


def _journal(
    contract: companies.ContractRow,
    order: int,
    moved: Sequence[_Moved],
    *,
    source: int,
    actor: int | None,
    at: datetime,
) -> None:
    total = str(sum((one.priced.sum for one in moved), _NOTHING))
    facts = {"order": order, "contract": contract.id, "lines": len(moved), "waiting": 0, "total": total}
    journal.record(
        act="orders.place",
        actor=actor,
        at=at,
        subject=f"orders.order:{order}",
        company=contract.company,
        facts={**facts, "moved_from": source},
        announce=[("orders.placed", facts)],
    )
