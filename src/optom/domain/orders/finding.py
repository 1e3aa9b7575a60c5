"""Orders and drafts as somebody looks for them who remembers a number or a word."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from optom.base.sought import Sought
from optom.base.sql import statements

_sql = statements(__package__)


@dataclass(frozen=True, slots=True)
class FoundOrder:
    """An order that a search has found."""

    id: int
    contract: int
    placed_at: datetime
    total: Decimal
    note: str


@dataclass(frozen=True, slots=True)
class FoundDraft:
    """A tab that a search has found."""

    id: int
    contract: int
    name: str
    lines: int


def found_orders(*, contracts: Sequence[int], here: int, sought: Sought, most: int) -> list[FoundOrder]:
    """Orders of the contracts by number, its beginning or a part of the note; those of the contract ``here`` first."""
    rows = _sql.rows(
        "found_orders",
        contracts=list(contracts),
        here=here,
        id=sought.id,
        beginning=sought.beginning,
        part=sought.part,
        most=most,
    )
    return [FoundOrder(*row) for row in rows]


def found_drafts(*, contracts: Sequence[int], here: int, actor: int, sought: Sought, most: int) -> list[FoundDraft]:
    """Tabs of the contracts that a person sees, by a part of the name; those of the contract ``here`` first."""
    whose = {"contracts": list(contracts), "here": here, "actor": actor}
    return [FoundDraft(*row) for row in _sql.rows("found_drafts", **whose, part=sought.part, most=most)]


def contract_of(order: int) -> int | None:
    """Under which contract an order was placed; None where there is none, or the database doesn't show it."""
    row = _sql.first("contract_of_order", order=order)
    return None if row is None else int(row.contract)
