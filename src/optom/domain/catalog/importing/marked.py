"""Merging what is marked: goods that leave with a code of each thing, from a list of any length."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db import transaction

from optom.base.marking import GROUPS, gtin_of
from optom.base.sql import statements
from optom.base.staging import Outcome, Report, Skipped, copy_into, create_stage, ignore, one_at_a_time
from optom.domain.catalog.importing.rows import MarkedRow
from optom.domain.catalog.rules import normalise_code

_sql = statements("optom.domain.catalog")
_COLUMNS = {
    "seq": "int not null",
    "product": "text not null",
    "norm": "text not null",
    "brand": "text not null",
    "commodity": "text not null",
    "gtin": "text not null",
    "origin": "text not null",
}


def import_marked(rows: Iterable[MarkedRow], *, is_complete: bool = False, report: Report = ignore) -> Outcome:
    """Let products be marked as the rows say; what stands already is not written.

    ``is_complete``: what no row names is marked no more (``hidden`` counts it). Reported and left out: products that
    nobody knows, an article of several makers without a brand, numbers that are no GTIN, a GTIN of another product,
    commodity groups that there are not.
    """
    with transaction.atomic():
        one_at_a_time("catalog.importing")
        create_stage("staged_marked", _COLUMNS)
        copy_into("staged_marked", _COLUMNS, _staged(rows, report))
        _sql.run("import_marked_forget")
        _sql.run("import_marked_resolve")
        remarks = _sql.rows("import_marked_remarks")
        for row in remarks:
            report(Skipped("marked", row.product, row.code, {"gtin": row.gtin}, row.origin))
        hidden = _sql.run("import_marked_gone") if is_complete else 0
        counts = _sql.one("import_marked")
    return Outcome(counts.created, counts.changed, counts.unchanged, hidden, len(remarks))


def _staged(rows: Iterable[MarkedRow], report: Report) -> Iterator[Sequence[Any]]:
    for seq, row in enumerate(rows):
        gtin, commodity = gtin_of(row.gtin), row.commodity or "other"
        if not gtin or commodity not in GROUPS:
            code = "catalog.commodity_unknown" if gtin else "catalog.not_a_gtin"
            report(Skipped("marked", row.product, code, {"gtin": row.gtin, "named": row.commodity}, row.origin))
            continue
        norms = normalise_code(row.product), normalise_code(row.brand)
        yield seq, row.product, *norms, commodity, gtin, row.origin
