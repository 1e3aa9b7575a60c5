"""Warehouses and what was counted in them, from outside: a stream of any length, a handful of statements."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from optom.base.bulk import take_room, without_indexes
from optom.base.sql import Row, statements
from optom.base.staging import (
    Outcome,
    Report,
    Skipped,
    analyse,
    copy_into,
    create_stage,
    ignore,
    one_at_a_time,
    short_code,
)
from optom.domain.journal import actions as journal

from . import events
from .arriving import ArrivalRow, Come, import_arrivals, lock_coming, receive_arrivals, take_turn

__all__ = [
    "ArrivalRow",
    "BalanceRow",
    "Come",
    "WarehouseRow",
    "import_arrivals",
    "import_balances",
    "import_warehouses",
    "lock_coming",
    "receive_arrivals",
    "take_turn",
]

_sql = statements(__package__)
_COLUMNS = {
    "seq": "int not null",
    "product": "text not null",
    "warehouse": "text not null",
    "quantity": "numeric(14,3) not null",
    "origin": "text not null",
}
_TABLES = ("stock_balance", "stock_move")
_WORTH_REBUILDING = 50_000
_NAME_LENGTH = 120
_CODE_LENGTH = 20
_ID_LENGTH = 100
_MOST = Decimal(10**11)


@dataclass(frozen=True, slots=True)
class WarehouseRow:
    """A warehouse by the source's identifier."""

    external_id: str
    name: str
    code: str | None = None
    position: int = 0
    is_active: bool = True
    origin: str = ""


@dataclass(frozen=True, slots=True)
class BalanceRow:
    """What lies in a warehouse, in the product's unit; both named by the source's identifiers.

    An empty ``warehouse``: the only one there is, else one that the source never names.
    """

    product: str
    warehouse: str
    quantity: Decimal
    origin: str = ""


def import_warehouses(rows: Iterable[WarehouseRow], *, at: datetime, report: Report = ignore) -> Outcome:
    """Create and rename warehouses so that they are as the rows say; those that no row names stay.

    A warehouse whose row is not active is closed from ``at`` on; one that the staff has closed is not opened again.
    """
    sound = {row.external_id: row for row in rows if _is_sound(row, report)}.values()
    with transaction.atomic():
        written = _sql.rows(
            "import_warehouses",
            codes=[row.code or short_code(row.external_id, _CODE_LENGTH) for row in sound],
            names=[row.name[:_NAME_LENGTH] or row.external_id for row in sound],
            external_ids=[row.external_id for row in sound],
            positions=[row.position for row in sound],
            are_active=[row.is_active for row in sound],
            at=at,
        )
    created = sum(row.is_new for row in written)
    return Outcome(created, len(written) - created, len(sound) - len(written))


def _is_sound(row: WarehouseRow, report: Report) -> bool:
    if len(row.external_id) <= _ID_LENGTH:
        return True
    report(Skipped("warehouse", row.external_id, "stock.id_too_long", {"length": _ID_LENGTH}, row.origin))
    return False


def import_balances(
    rows: Iterable[BalanceRow],
    *,
    at: datetime,
    subject: str = "",
    is_complete: bool = False,
    report: Report = ignore,
) -> Outcome:
    """Set what is on hand to what was counted, each difference as a move; what equals already is not written.

    ``is_complete``: nothing lies where no row says so, for products and warehouses that came from the source.
    What is held stays covered: a count below it is set to what is held and reported with the shortage.

    Reported: unknown products and warehouses, quantities that are none, negative counts (taken as 0), shortages.
    """
    with transaction.atomic():
        one_at_a_time("stock.importing")
        take_room()
        create_stage("staged_balances", _COLUMNS)
        copy_into("staged_balances", _COLUMNS, _staged(rows, report))
        analyse("staged_balances")
        skipped = _resolve(is_complete=is_complete, report=report)
        counts = _settle(at=at, subject=subject, report=report)
        if counts.created or counts.changed:
            facts = {"created": counts.created, "changed": counts.changed, "subject": subject}
            journal.record(act="stock.count", actor=None, at=at, facts=facts, announce=[(events.CAME, facts)])
    return Outcome(counts.created, counts.changed, counts.named - counts.created - counts.changed_named, 0, skipped)


def _staged(rows: Iterable[BalanceRow], report: Report) -> Iterator[Sequence[Any]]:
    for seq, row in enumerate(rows):
        if abs(row.quantity) < _MOST:
            yield seq, row.product, row.warehouse, row.quantity, row.origin
        else:
            report(Skipped("balance", row.product, "stock.not_a_quantity", {"quantity": row.quantity}, row.origin))


def _resolve(*, is_complete: bool, report: Report) -> int:
    _sql.run("import_forget_resolved")
    _sql.run("import_only_warehouse")
    _sql.run("import_nameless")
    _sql.run("import_resolve")
    _sql.run("import_empty_nameless")
    if is_complete:
        _sql.run("import_vanished")
    analyse("resolved_balances")
    remarks = _sql.rows("import_remarks")
    for row in remarks:
        facts = {"warehouse": row.warehouse, "quantity": row.quantity}
        report(Skipped("balance", row.product, row.code, facts, row.origin))
    return sum(row.is_left_out for row in remarks)


def _settle(*, at: datetime, subject: str, report: Report) -> Row:
    """Lock what will change, sorted and late, as every act on balances does; then count against what is held now."""
    is_first = not _sql.value("import_is_known")
    is_much = _sql.value("import_size") >= _WORTH_REBUILDING
    _sql.run("import_lock")
    for row in _sql.rows("import_shortages"):
        facts = {"warehouse": row.warehouse, "counted": row.counted, "held": row.held, "shortage": row.shortage}
        report(Skipped("balance", row.product, "stock.less_than_held", facts, row.origin))
    with without_indexes(*_TABLES) if is_first and is_much else nullcontext():
        counts = _sql.one("import_settle", at=at, subject=subject)
        _sql.run("import_count_batches", at=at, subject=subject)
    if is_first and is_much:
        analyse(*_TABLES)
    return counts
