"""Columns and their prices from outside: a stream of any length, a handful of statements."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
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

_sql = statements(__package__)
_COLUMNS = {
    "seq": "int not null",
    "product": "text not null",
    "column_key": "text not null",
    "from_quantity": "numeric(14,3) not null",
    "amount": "numeric(15,4)",
    "currency": "text",
    "origin": "text not null",
}
_TABLES = ("pricing_columnprice", "pricing_break", "pricing_pricechange")
_WORTH_REBUILDING = 50_000
_NAME_LENGTH = 100
_CODE_LENGTH = 30
_ID_LENGTH = 100
_STEP = Decimal("0.0001")
_MOST = Decimal(10**11)


@dataclass(frozen=True, slots=True)
class ColumnRow:
    """A kind of price by the source's identifier; ``vat_included`` None: not said, then it stays or is taken as yes."""

    external_id: str
    name: str
    currency: str = "RUB"
    vat_included: bool | None = None
    code: str | None = None
    position: int = 0
    origin: str = ""


@dataclass(frozen=True, slots=True)
class PriceRow:
    """A price per the product's unit; ``amount`` None withdraws it. ``currency`` None: whatever the column's is."""

    product: str
    column: str
    amount: Decimal | None
    from_quantity: Decimal = Decimal(0)
    currency: str | None = None
    origin: str = ""


def import_columns(rows: Iterable[ColumnRow], *, report: Report = ignore) -> Outcome:
    """Create and rename columns so that they are as the rows say; those that no row names stay.

    The currency of a known column never changes, because its prices would mean something else: such a row is reported.
    """
    sound = {row.external_id: row for row in rows if _is_sound(row, report)}.values()
    with transaction.atomic():
        written = _sql.rows(
            "import_columns",
            codes=[row.code or short_code(row.external_id, _CODE_LENGTH) for row in sound],
            names=[row.name[:_NAME_LENGTH] or row.external_id for row in sound],
            currencies=[row.currency for row in sound],
            with_vat=[row.vat_included for row in sound],
            external_ids=[row.external_id for row in sound],
            positions=[row.position for row in sound],
        )
        known = {row.external_id: row.currency for row in _sql.rows("import_column_currencies")}
    for row in sound:
        if known[row.external_id] != row.currency:
            facts = {"known": known[row.external_id], "currency": row.currency}
            report(Skipped("column", row.external_id, "pricing.other_currency", facts, row.origin))
    created = sum(row.is_new for row in written)
    return Outcome(created, len(written) - created, len(sound) - len(written))


def _is_sound(row: ColumnRow, report: Report) -> bool:
    if len(row.external_id) <= _ID_LENGTH:
        return True
    report(Skipped("column", row.external_id, "pricing.id_too_long", {"length": _ID_LENGTH}, row.origin))
    return False


def import_prices(
    rows: Iterable[PriceRow],
    *,
    at: datetime,
    source: str = "",
    actor: int | None = None,
    is_complete: bool = False,
    report: Report = ignore,
) -> Outcome:
    """Put prices into force at ``at``, each change with its history; what equals already is not written.

    ``is_complete``: prices of the source's products are withdrawn from the columns that the rows name, where no row
    names them. ``hidden`` counts what was withdrawn.

    Reported: unknown products and columns, prices in another currency than their column's, and amounts beyond bounds.
    """
    with transaction.atomic():
        one_at_a_time("pricing.importing")
        take_room()
        create_stage("staged_prices", _COLUMNS)
        copy_into("staged_prices", _COLUMNS, _staged(rows, report))
        analyse("staged_prices")
        skipped = _resolve(is_complete=is_complete, report=report)
        counts = _publish(at=at, source=source, actor=actor)
    touched = counts.created + counts.changed + counts.withdrawn_named
    return Outcome(counts.created, counts.changed, counts.named - touched, counts.withdrawn, skipped)


def _staged(rows: Iterable[PriceRow], report: Report) -> Iterator[Sequence[Any]]:
    for seq, row in enumerate(rows):
        amount = None if row.amount is None else row.amount.quantize(_STEP, ROUND_HALF_UP)
        if (amount is None or 0 < amount < _MOST) and 0 <= row.from_quantity < _MOST:
            yield seq, row.product, row.column, row.from_quantity, amount, row.currency, row.origin
        else:
            facts = {"column": row.column, "amount": row.amount, "from_quantity": row.from_quantity}
            report(Skipped("price", row.product, "pricing.not_a_price", facts, row.origin))


def _resolve(*, is_complete: bool, report: Report) -> int:
    _sql.run("import_forget_resolved")
    _sql.run("import_resolve")
    if is_complete:
        _sql.run("import_vanished")
    analyse("resolved_prices")
    remarks = _sql.rows("import_remarks")
    for row in remarks:
        report(
            Skipped("price", row.product, row.code, {"column": row.column_key, "currency": row.currency}, row.origin)
        )
    return len(remarks)


def _publish(*, at: datetime, source: str, actor: int | None) -> Row:
    is_first = not _sql.value("import_is_known")
    _sql.run("import_forget_changes")
    many = _sql.run("import_changes")
    analyse("price_changes")
    with without_indexes(*_TABLES) if is_first and many >= _WORTH_REBUILDING else nullcontext():
        for act in ("withdraw", "change", "publish"):
            _sql.run(f"import_{act}")
            _sql.run(f"import_{act}_breaks")
        _sql.run("import_history", at=at, source=source, actor=actor)
    if many >= _WORTH_REBUILDING:
        analyse(*_TABLES)
    return _sql.one("import_counts")
