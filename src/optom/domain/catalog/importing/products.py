"""Merging products: a stream of any length becomes a handful of statements, whose number does not depend on it."""

from collections.abc import Iterable
from contextlib import nullcontext
from datetime import datetime

from django.db import transaction

from optom.base.bulk import take_room, without_indexes
from optom.base.sql import statements
from optom.base.staging import Outcome, Report, Skipped, analyse, ignore, one_at_a_time
from optom.domain.catalog.importing.rows import ProductRow
from optom.domain.catalog.importing.shelves import measure_shelves
from optom.domain.catalog.importing.stage import JOINED, stage_products

_sql = statements("optom.domain.catalog")
_TABLES = ("catalog_product", "catalog_pack", "catalog_barcode", "catalog_crossnumber", "catalog_code")
_WORTH_REBUILDING = 20_000


def import_products(
    rows: Iterable[ProductRow],
    *,
    at: datetime,
    is_complete: bool = False,
    offers_complete: bool = False,
    report: Report = ignore,
) -> Outcome:
    """Create and change products so that they are as the rows say; what equals already is not written.

    From ``at`` on: how they were sold before is remembered.

    ``is_complete``: known products of the source that no row names are hidden (their variants too), never deleted.
    ``offers_complete``: so are variants without a row of their own, and products of which only variants are offered.
    Search codes and words follow what was touched. A variant is known by its ``external_id``, `parent#variant`.

    Reported: patches and variants of unknown products, deletions of unknown products, unknown groups and tax classes
    (the product is taken without), texts and numbers beyond bounds.
    """
    with transaction.atomic():
        one_at_a_time("catalog.importing")
        take_room()
        _sql.run("import_forget")
        staged = stage_products(rows, report)
        _add_up(offers_complete=offers_complete)
        _resolve(offers_complete=offers_complete)
        _tell(report)
        return _merge(staged, at=at, is_complete=is_complete)


def _add_up(*, offers_complete: bool) -> None:
    """Several rows of one thing become one; variants take from their parents what they do not say."""
    if _sql.value("import_is_repeated"):
        _sql.run("import_collapse")
        _sql.run("import_collapse_children")
        _sql.run("import_collapse_rest")
    if _sql.value("import_has_variants"):
        if offers_complete:
            _sql.run("import_imply_parents")
        _sql.run("import_imply_variants", offers_complete=offers_complete)
        _sql.run("import_inherit")
        analyse("staged_products", columns=JOINED)


def _resolve(*, offers_complete: bool) -> None:
    """Names become keys: brands, units and the fallbacks are made when they are new."""
    for name in ("import_tax_classes", "import_tax_rates", "import_brands", "import_units", "import_no_group"):
        _sql.run(name)
    _sql.run("import_resolve", offers_complete=offers_complete)
    analyse("resolved_products", columns=["seq", "id", "external_id", "fate"])


def _tell(report: Report) -> None:
    for row in _sql.rows("import_remarks"):
        report(Skipped(row.what, row.external_id, row.code, {"named": row.named} if row.named else {}, row.origin))


def _merge(staged: int, *, at: datetime, is_complete: bool) -> Outcome:
    is_first = not _sql.value("import_is_known")
    fast = without_indexes(*_TABLES) if is_first and staged >= _WORTH_REBUILDING else nullcontext()
    _sql.run("import_touched")
    with fast:
        _sql.run("import_sold", at=at)
        _sql.run("import_update")
        created = _sql.run("import_insert")
        _merge_parts()
        hidden = _sql.run("import_hide", at=at) if is_complete else 0
    _refresh_derived()
    counts = _sql.one("import_counts")
    if created >= _WORTH_REBUILDING:
        analyse(*_TABLES)
    return Outcome(created, counts.changed, counts.taken - created - counts.changed, hidden, counts.skipped)


def _merge_parts() -> None:
    """Packs, barcodes and cross-numbers of the products whose rows speak of them; then the codes to search by."""
    _sql.run("import_resolve_new")
    analyse("resolved_products", columns=["seq", "id", "external_id", "fate"])
    _sql.run("import_packs_changed")
    for part in ("packs", "barcodes", "crosses", "codes"):
        _sql.run(f"import_{part}_gone")
        _sql.run(f"import_{part}")


def _refresh_derived() -> None:
    _sql.run("import_words")
    if _sql.value("import_is_anything_touched"):
        measure_shelves()
