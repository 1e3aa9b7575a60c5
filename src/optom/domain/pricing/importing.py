"""Columns and their prices from outside: a stream of any length, a handful of statements.

Sources name products and columns by their own identifiers, people by article and brand, code or name.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from enum import Enum
from typing import Any

from django.db import transaction

from optom.base.bulk import take_room, without_indexes
from optom.base.sql import Row, statements
from optom.base.staging import (
    Outcome,
    Report,
    Skipped,
    analyse,
    analyse_changed,
    copy_into,
    create_stage,
    ignore,
    one_at_a_time,
    short_code,
)
from optom.domain.catalog.rules import normalise_brand, normalise_code

from . import shelves

_sql = statements(__package__)
_COLUMNS = {
    "seq": "int not null",
    "product": "text not null",
    "norm": "text not null",
    "brand": "text not null",
    "column_key": "text not null",
    "from_quantity": "numeric(14,3) not null",
    "amount": "numeric(15,4)",
    "currency": "text",
    "origin": "text not null",
    "is_unread": "boolean not null",
}
_TABLES = ("pricing_columnprice", "pricing_break", "pricing_pricechange")
_WORTH_REBUILDING = 50_000
_NAME_LENGTH = 100
_CODE_LENGTH = 30
_ID_LENGTH = 100
_STEP = Decimal("0.0001")
MOST_PRICE = Decimal(10**11)


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
    """A price per the product's unit; ``amount`` None withdraws it. ``currency`` None: whatever the column's is.

    ``brand`` tells apart makers of one article, where products are named so. What ``is_unread`` names a price that
    can't be read, as whoever reads the list has told: it stays as it is.
    """

    product: str
    column: str
    amount: Decimal | None
    from_quantity: Decimal = Decimal(0)
    currency: str | None = None
    origin: str = ""
    brand: str = ""
    is_unread: bool = False


class Names(Enum):
    """How rows name products and columns: by the identifiers of their source, or as people do."""

    OF_SOURCE = "import_resolve"
    OF_PEOPLE = "import_resolve_named"


@dataclass(frozen=True, slots=True)
class Move:
    """What would become of a price in force; ``amount`` None: withdrawn."""

    product: int
    article: str
    brand: str | None
    name: str
    column: str
    currency: str
    from_quantity: Decimal
    before: Decimal
    amount: Decimal | None

    @property
    def share(self) -> Decimal:
        """By which part of what it was."""
        return (self.amount or Decimal(0)) / self.before - 1


@dataclass(frozen=True, slots=True)
class Preview:
    """What an import would do: to how many prices, how many of them get dearer and cheaper, and the greatest moves."""

    outcome: Outcome
    dearer: int
    cheaper: int
    moves: Sequence[Move]


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
    names: Names = Names.OF_SOURCE,
    report: Report = ignore,
) -> Outcome:
    """Put prices into force at ``at``, each change with its history; what equals already is not written.

    Whose turn comes later happens later, whatever his clock said. ``is_complete``: prices that no row names are
    withdrawn from the columns that are named, a source's from its own products alone. ``hidden`` counts what was
    withdrawn. Breaks that a person has set stay as he has set them while they cost less than the price itself.

    Reported: unknown products and columns, prices in another currency than their column's, amounts beyond bounds,
    breaks that a person has set, and those that end (ADR 0032).
    """
    with transaction.atomic():
        take_turn()
        skipped = _stage(rows, names=names, is_complete=is_complete, report=report)
        is_first = not _sql.value("import_is_known")
        many = _differ(report)
        _publish(many, at=moment(at), source=source, actor=actor, is_first=is_first)
        counts = _sql.one("import_counts")
    return _outcome(counts, skipped)


def preview_prices(
    rows: Iterable[PriceRow],
    *,
    is_complete: bool = False,
    names: Names = Names.OF_PEOPLE,
    most: int = 20,
    report: Report = ignore,
) -> Preview:
    """What `import_prices` would do with these rows now, and what it would report. Nothing is changed."""
    with transaction.atomic():
        skipped = _stage(rows, names=names, is_complete=is_complete, report=report)
        _differ(report)
        counts = _sql.one("import_counts")
        moves = [Move(*row) for row in _sql.rows("import_moves", most=most)]
    return Preview(_outcome(counts, skipped), counts.dearer, counts.cheaper, moves)


def take_turn(*, patience: str = "") -> None:
    """Who changes prices in force does so alone: the ledger's last change is the price. Inside a transaction."""
    one_at_a_time("pricing.importing", patience=patience)


def moment(at: datetime) -> datetime:
    """When what is published in this turn happens: after what was published last, also where clocks disagree."""
    when: datetime = _sql.value("moment", at=at)
    return when


def _outcome(counts: Row, skipped: int) -> Outcome:
    touched = counts.created + counts.changed + counts.withdrawn_named
    return Outcome(counts.created, counts.changed, counts.named - touched, counts.withdrawn, skipped)


def _stage(rows: Iterable[PriceRow], *, names: Names, is_complete: bool, report: Report) -> int:
    """The rows with their keys, in a table of this transaction; the number of those that can't be taken."""
    take_room()
    create_stage("staged_prices", _COLUMNS)
    copy_into("staged_prices", _COLUMNS, _staged(rows, names, report))
    analyse("staged_prices")
    _sql.run("import_forget_resolved")
    _sql.run(names.value)
    if names is Names.OF_PEOPLE:
        _sql.run("import_from_one")
    if is_complete:
        _sql.run("import_vanished", of_source=names is Names.OF_SOURCE)
    analyse("resolved_prices")
    if names is Names.OF_PEOPLE:
        _sql.run("import_no_cheaper")
    _sql.run("import_by_hand")
    remarks = _sql.rows("import_remarks")
    for row in remarks:
        facts = {"column": row.column_key, "currency": row.currency, **_step(row), **_two(row)}
        report(Skipped("price", row.product, row.code, facts, row.origin))
    return len(remarks)


def _step(row: Row) -> dict[str, Any]:
    return {"from_quantity": row.from_quantity, "price": row.amount} if row.from_quantity else {}


def _two(row: Row) -> dict[str, Any]:
    return {"article": row.product, "other": row.other} if row.other else {}


def _staged(rows: Iterable[PriceRow], names: Names, report: Report) -> Iterator[Sequence[Any]]:
    is_of_people = names is Names.OF_PEOPLE
    norm, brand = (normalise_code, normalise_brand) if is_of_people else (_nothing, _nothing)
    for seq, row in enumerate(rows):
        key = seq, row.product, norm(row.product), brand(row.brand), row.column
        amount = None if row.amount is None else row.amount.quantize(_STEP, ROUND_HALF_UP)
        if (amount is None or 0 < amount < MOST_PRICE) and 0 <= row.from_quantity < MOST_PRICE:
            yield *key, row.from_quantity, amount, row.currency, row.origin, row.is_unread
            continue
        facts = {"column": row.column, "amount": row.amount, "price": row.amount, "from_quantity": row.from_quantity}
        report(Skipped("price", row.product, "pricing.not_a_price", facts, row.origin))
        if is_of_people:
            yield *key, max(row.from_quantity, Decimal(0)) % MOST_PRICE, None, None, row.origin, True


def _nothing(_text: str) -> str:
    return ""


def _differ(report: Report) -> int:
    """What differs from the prices in force, in a table of this transaction; how much of it there is."""
    _sql.run("import_forget_changes")
    many = _sql.run("import_changes")
    _end_overtaken(report, of_all=False)
    return many


def _end_overtaken(report: Report, *, of_all: bool) -> None:
    for row in _sql.rows("import_overtaken", of_all=of_all):
        facts = {"column": row.column, "from_quantity": row.from_quantity, "price": row.amount}
        report(Skipped("price", row.product, "pricing.break_overtaken", facts))
    analyse("price_changes")


@dataclass(frozen=True, slots=True)
class Published:
    """How many prices came into force, and at which moment, as the ledger has it."""

    prices: int
    at: datetime


def publish_prepared(
    fill: Callable[[], int], *, at: datetime, source: str, actor: int | None, report: Report = ignore
) -> Published:
    """Put into force what ``fill`` has put into the table ``price_changes``, each change with its history.

    Its rows are prices (``from_quantity`` 0) and breaks with what is in force ``before``; ``fill`` is called in this
    turn, so that nobody changes them meanwhile. Other breaks that would cost no less than their new price end, and are
    reported.
    """
    with transaction.atomic():
        take_turn()
        take_room()
        _sql.run("import_forget_changes")
        _sql.run("prepare_changes")
        many = fill()
        _end_overtaken(report, of_all=True)
        published = Published(many, moment(at))
        _publish(many, at=published.at, source=source, actor=actor, is_first=False)
    return published


def _publish(many: int, *, at: datetime, source: str, actor: int | None, is_first: bool) -> None:
    with without_indexes(*_TABLES) if is_first and many >= _WORTH_REBUILDING else nullcontext():
        for act in ("withdraw", "change", "publish"):
            _sql.run(f"import_{act}")
            _sql.run(f"import_{act}_breaks")
        _sql.run("import_history", at=at, source=source, actor=actor)
    shelves.doubt_changes(many)
    if many >= _WORTH_REBUILDING:
        analyse_changed(many, *_TABLES)
