"""Making the demo firm: one transaction, so that a database holds all of it or nothing."""

from datetime import datetime

from django.db import connection, transaction

from optom.domain.documents import actions as documents
from optom.domain.journal import actions as journal
from optom.domain.purchasing import actions as purchasing

from .agreeing import write_terms_by_rules
from .bargaining import bring_prices_down
from .catalog import write_frame, write_products
from .companies import write_companies
from .costs import write_costs
from .goods_files import write_goods_files
from .history import write_history
from .live import do_today
from .origins import write_origins
from .people import write_people
from .policy import write_policy
from .pricing import write_prices
from .progress import Out, Progress
from .sizes import SIZES, Size
from .stock import write_moves, write_stock
from .supplied import promise_supplies
from .suppliers import write_suppliers
from .terms import write_terms
from .writing import filling, rows, run

# Whoever has any of these has begun to work: the demo's people and goods would mix with his.
_OWN = (
    "catalog_product", "catalog_group", "catalog_brand", "catalog_unit", "companies_company", "companies_seller",
    "stock_warehouse", "pricing_column", "accounts_staffrole",
)  # fmt: skip
_LOCK = "select pg_advisory_xact_lock(hashtext('optom.demo'))"


class NotEmpty(Exception):  # noqa: N818 -- it says what is the case
    """The database holds somebody's own rows already."""


def what_is_there() -> str:
    """The first table with rows that the demo would mix with; nothing when the database is free for it."""
    return next((table for table in _OWN if rows(f"select exists (select from {table})")[0][0]), "")  # noqa: S608 -- our own names


def load(*, size: str, seed: int, at: datetime, out: Out | None) -> None:
    """Fill an empty database with the firm of this size and seed, as it stands at ``at``. Refuses with ``NotEmpty``."""
    progress = Progress(out)
    with transaction.atomic():
        run(_LOCK)
        if table := what_is_there():
            raise NotEmpty(table)
        _write(SIZES[size], seed=seed, at=at, progress=progress)
    with progress.stage("statistics"):
        _tidy(is_large=SIZES[size].products >= SIZES["medium"].products)


def _write(size: Size, *, seed: int, at: datetime, progress: Progress) -> None:
    with progress.stage("companies and people"):
        contracts = write_companies(size, seed=seed, at=at)
        write_people(size, seed=seed, at=at)
    with progress.stage("catalog", size.products):
        frame = write_frame(size)
        write_products(frame, size.products, progress)
    with progress.stage("pictures and papers"):
        write_goods_files(at=at)
    with progress.stage("prices"):
        write_stock(size.products, seed=seed, at=at)
        write_prices(size.products, at=at)
    with progress.stage("terms of contracts"):
        profiles = write_terms(contracts, frame, seed=seed, at=at)
    with progress.stage("a year of history"), filling(size.products, "stock_move"):
        write_history(contracts, profiles, size, seed=seed, at=at)
        write_moves(at=at)
        write_origins()
    with progress.stage("costs"):
        write_costs(size.products, at=at)
        write_suppliers(at=at)
    with progress.stage("today"):
        run("analyze")
        do_today(contracts, seed=seed, at=at)
        promise_supplies(at=at)
        bring_prices_down(at=at)
        write_policy(size.products, at=at)
        write_terms_by_rules(at=at)
        _do_as_a_worker(at)


def _do_as_a_worker(at: datetime) -> None:
    """What would have been done by now: facts are heard, what is short is measured, papers of these days are drawn."""
    while journal.deliver(at=at):
        pass
    purchasing.measure_needs(at=at)
    drawn = rows("select coalesce(max(id), 0) from documents_paper where loaded_at is not null")[0][0]
    while drawn := documents.draw_waiting(after=drawn):
        pass


def _tidy(*, is_large: bool) -> None:
    """Fresh statistics; in a large database the visibility map too, or index-only walks would visit the tables."""
    if is_large and not connection.in_atomic_block:
        run("vacuum analyze")
    else:
        run("analyze")
