"""Goods that suppliers have ready: locked, promised for a day, told anew (ADR 0060).

A promise of them is a hold of an arrival of that day; what is held of it, what comes and what is taken of the supply
are kept equal by the database. What a supplier is, and what of his word may be believed, is known to rooms above.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from decimal import Decimal

from django.db import transaction

from optom.base.sql import statements
from optom.base.staging import analyse, create_stage

from .queries import supplied
from .rules import Held, Source

_sql = statements(__package__)
_TOLD = {
    "source": "bigint not null",
    "route": "bigint not null",
    "product_id": "bigint not null",
    "quantity": "numeric(14,3) not null",
    "lead_days": "int not null",
}


@dataclass(frozen=True, slots=True)
class Route:
    """How goods of a ``source`` come, see `models.SupplyRoute`."""

    source: int
    warehouse: int
    fresh_until: datetime
    cut_off: time | None
    takes_on: Sequence[int]
    closed_on: Sequence[date]
    late_days: int
    receipt_days: int


@dataclass(frozen=True, slots=True)
class Lacking:
    """A supply of which so much more is promised than its source has now, and the arrivals by which it is."""

    supply: int
    source: int
    quantity: Decimal
    arrivals: Sequence[int]


def lock_supplies(*, contract: int, products: Sequence[int], at: datetime) -> list[Source]:
    """Lock what suppliers have of the products that may be promised to the contract, the soonest first; after arrivals.

    Nothing where its terms do not say so.
    """
    return supplied(_sql.rows("lock_supplies", contract=contract, products=list(products), at=at), at)


def lock_free_supplies(*, supplies: Collection[int], at: datetime) -> list[Source]:
    """The same of named supplies, whoever may be promised it."""
    return supplied(_sql.rows("lock_free_supplies", supplies=sorted(supplies), at=at), at)


def with_arrivals(parts: Iterable[Source]) -> dict[Source, Source]:
    """What is to be held in the place of each source: of a supply its arrival of that day. One statement, or none.

    The supplies must have been locked in this transaction.
    """
    wanted = list(dict.fromkeys(parts))
    of_supply = [one for one in wanted if one.supply is not None]
    found = {}
    if of_supply:
        asked = {"supplies": [one.supply for one in of_supply], "days": [one.expected_on for one in of_supply]}
        found = {(row.supply, row.expected_on): row.arrival for row in _sql.rows("supply_arrivals", **asked)}
    return {one: replace(one, arrival=found.get((one.supply, one.expected_on), one.arrival)) for one in wanted}


def give_up(*, parts: Sequence[tuple[Held, Decimal]], at: datetime) -> None:
    """So much of each hold is held no more. They must have been locked in this transaction. One statement."""
    _sql.run("release", holds=[hold.id for hold, _ in parts], quantities=[part for _, part in parts], at=at)


def take_off(*, parts: Sequence[tuple[Held, Decimal]]) -> None:
    """So much of supplies their source has no more to promise: it is on its way, or he has said no. One statement.

    The holds were of arrivals of these supplies, and are so no more.
    """
    if parts:
        _sql.run(
            "take_off",
            arrivals=[hold.arrival for hold, _part in parts],
            quantities=[part for _hold, part in parts],
        )


def rehold(*, parts: Sequence[tuple[Held, int, Decimal]], at: datetime) -> None:
    """So much of each hold is held of another arrival from now on. One statement.

    The holds and both arrivals must have been locked in this transaction, and enough of the new one be free.
    """
    _sql.run(
        "rehold",
        holds=[hold.id for hold, _arrival, _quantity in parts],
        arrivals=[arrival for _hold, arrival, _quantity in parts],
        quantities=[quantity for _hold, _arrival, quantity in parts],
        at=at,
    )


def begin_telling() -> None:
    """Room for what is told of supplies in this transaction: ``told_supply`` (source, route, product, quantity, days)
    and ``told_source``, the sources of which something is told; of those that are not in the first nothing may be
    promised.
    """
    create_stage("told_supply", _TOLD)
    create_stage("told_source", {"source": "bigint not null"})


@transaction.atomic
def tell_routes(routes: Sequence[Route]) -> None:
    """How goods of sources come from now on; what is not named counts no more. Supplies follow by `tell`."""
    _sql.run(
        "tell_routes",
        sources=[one.source for one in routes],
        warehouses=[one.warehouse for one in routes],
        fresh=[one.fresh_until for one in routes],
        cut_offs=[one.cut_off for one in routes],
        takes_on=[",".join(map(str, one.takes_on)) for one in routes],
        closed_on=[",".join(map(str, one.closed_on)) for one in routes],
        late_days=[one.late_days for one in routes],
        receipt_days=[one.receipt_days for one in routes],
    )


def lacking() -> list[Lacking]:
    """Of which supplies less is told than is promised, as things stand; nothing is locked. Inside that transaction."""
    for name in ("told_supply", "told_source"):
        analyse(name)
    return [Lacking(*row) for row in _sql.rows("lacking_supplies")]


def tell() -> list[Lacking]:
    """What was told stands from now on; of what is promised already less can't be told: how much is lacking there.

    Inside the transaction of `begin_telling`; constant statements.
    """
    _sql.rows("lock_told")
    _sql.run("tell_supplies")
    return lacking()
