"""The assortment in the order of what the contract pays: ADR 0008.

Prices are derived, so no index has them; but inside a *price class* (one column, one discount) own price grows with the
column's price, whose index is walked. The few classes of a contract are merged.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from optom.base.sql import Row, fetch, statements

from .texts import text, without_stock

_sql = statements(__package__)
RARE = 80_000  # products of a class that are gathered and sorted; of more the column's index is walked
_UPWARDS = {"sign": "<=", "step": "+", "open_end": "'infinity'::numeric"}
_DOWNWARDS = {"sign": ">=", "step": "-", "open_end": "0"}


@dataclass(frozen=True)
class OwnPrices:
    """What a contract sees under the filters ``asked``, by its price at ``at``."""

    asked: Mapping[str, Any]
    at: datetime
    is_descending: bool

    @cached_property
    def _classes(self) -> Sequence[Row]:
        return fetch(text("price_classes"), {**without_stock(self.asked), "at": self.at})

    @property
    def _direction(self) -> str:
        return "desc" if self.is_descending else "asc"

    def page(self, start: int, count: int) -> list[int]:
        """The ids of rows ``start`` to ``start + count`` of what has a price; fewer where it ends."""
        values: dict[str, Any] = {**self.asked, "at": self.at, "start": start, "count": count}
        branches = [self._class_text(number, row, values) for number, row in enumerate(self._classes)]
        head, *others = [*branches, text("price_fixed")]
        statement = _sql.text("by_price").format(
            head=head,
            others="".join(f"union all\n{other}\n" for other in others),
            worst="min" if self.is_descending else "max",
            direction=self._direction,
        )
        return [row.id for row in fetch(statement, values)]

    def unpriced(self, start: int, count: int, *, total: int) -> list[int]:
        """Rows ``start`` to ``start + count`` of ``total``, of which the last have no price: those of them, by name."""
        if not self._classes:
            return []
        values: dict[str, Any] = {**self.asked, "at": self.at, "start": start, "count": count, "total": total}
        branches = [
            text("price_class_unpriced", **_of_class(number, row, values)) for number, row in enumerate(self._classes)
        ]
        statement = _sql.text("unpriced").format(branches="\nunion all\n".join(branches))
        return [row.id for row in fetch(statement, values)]

    def _class_text(self, number: int, row: Row, values: dict[str, Any]) -> str:
        """The head of one class: gathered and sorted where it is rare, else walked by the column's price."""
        said = _of_class(number, row, values)
        ends = _DOWNWARDS if self.is_descending else _UPWARDS
        # the column's prices that can still come onto the page; one step of rounding is given away, to be safe
        bounded = _sql.text("bounded").strip().format(discount=said["discount"], rounding=said["rounding"], **ends)
        name = "price_class_gathered" if row.products <= RARE else "price_class"
        return text(name, direction=self._direction, within=bounded if number else "true", **said)


def _of_class(number: int, row: Row, values: dict[str, Any]) -> dict[str, str]:
    """The placeholders of a class; their values go to ``values``."""
    mine = {name: f"c{number}_{name}" for name in ("column", "discount", "rounding", "groups", "brands")}
    said = (row.column_id, row.discount, row.rounding, row.groups, row.brands)
    values.update(zip(mine.values(), said, strict=True))
    types = {"discount": "::numeric", "rounding": "::numeric"}
    return {name: f"%({placeholder})s{types.get(name, '')}" for name, placeholder in mine.items()}
