"""Shipments as somebody looks for them who has a number: their own, the delivery note's, the parcel's."""

from collections.abc import Sequence

from optom.base.sought import Sought
from optom.base.sql import statements

_sql = statements(__package__)


def found_shipments(*, contracts: Sequence[int], here: int, sought: Sought, most: int) -> list[int]:
    """Shipments of the contracts; those of the contract ``here`` first."""
    rows = _sql.rows(
        "found_shipments",
        contracts=list(contracts),
        here=here,
        id=sought.id,
        number=sought.number,
        beginning=sought.beginning,
        part=sought.part,
        most=most,
    )
    return [row.id for row in rows]


def found_anywhere(*, sought: Sought, most: int) -> list[int]:
    """Shipments of all companies by their number or that of the delivery note."""
    return [row.id for row in _sql.rows("found_anywhere", id=sought.id, number=sought.number, most=most)]
