"""Merging analogs: pairs of products that can stand for each other, from a list of any length."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db import transaction

from optom.base.bulk import take_room
from optom.base.sql import statements
from optom.base.staging import Outcome, Report, Skipped, analyse, copy_into, create_stage, ignore, one_at_a_time
from optom.domain.catalog.importing.rows import AnalogRow
from optom.domain.catalog.models import Analog
from optom.domain.catalog.rules import normalise_code

_sql = statements("optom.domain.catalog")
_COLUMNS = {
    "seq": "int not null",
    "product": "text not null",
    "product_norm": "text not null",
    "product_brand": "text not null",
    "analog": "text not null",
    "analog_norm": "text not null",
    "analog_brand": "text not null",
    "kind": "text not null",
    "note": "text not null",
    "is_mutual": "boolean not null",
    "origin": "text not null",
}
_NOTE_LENGTH = 200


def import_analogs(rows: Iterable[AnalogRow], *, is_complete: bool = False, report: Report = ignore) -> Outcome:
    """Let products have the analogs that the rows say; what stands already is not written.

    ``is_complete``: pairs that no row names go away (``hidden`` counts them). Reported and left out: products that
    nobody knows, an article that means several products without a brand, a product as its own analog, unknown kinds.
    """
    with transaction.atomic():
        one_at_a_time("catalog.importing")
        take_room()
        create_stage("staged_analogs", _COLUMNS)
        copy_into("staged_analogs", _COLUMNS, _staged(rows, report))
        analyse("staged_analogs")
        _sql.run("import_analogs_forget")
        _sql.run("import_analogs_resolve")
        remarks = _sql.rows("import_analogs_remarks")
        for row in remarks:
            report(Skipped("analog", row.product, row.code, {"analog": row.analog}, row.origin))
        hidden = _sql.run("import_analogs_gone") if is_complete else 0
        counts = _sql.one("import_analogs")
    return Outcome(counts.created, counts.changed, counts.unchanged, hidden, len(remarks))


def _staged(rows: Iterable[AnalogRow], report: Report) -> Iterator[Sequence[Any]]:
    for seq, row in enumerate(rows):
        if row.kind not in Analog.Kind.values:
            report(Skipped("analog", row.product, "catalog.unknown_kind", {"kind": row.kind}, row.origin))
            continue
        product, analog = (normalise_code(one) for one in (row.product, row.analog))
        brands = [normalise_code(one) for one in (row.product_brand, row.analog_brand)]
        note, where = row.note[:_NOTE_LENGTH], row.origin
        yield seq, row.product, product, brands[0], row.analog, analog, brands[1], row.kind, note, row.is_mutual, where
