"""The assortment in the order of what the contract pays: ADR 0008.

Prices are derived, so no index has them; but inside a *price class* (one column, one discount) own price grows with the
column's price, whose index is walked. The few classes of a contract are merged.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cached_property
from typing import Any

from optom.base.sql import Row, fetch, statements

from .texts import text, without_stock

_sql = statements(__package__)
GATHERED = 250_000  # products of the largest class that are looked up and sorted; of more the column's index is walked
FEW = 1_500  # products of another class that are looked up without asking whether walking is shorter
WALKED = 6  # a price that is walked past costs as much as so many that are looked up
_UPWARDS = {"sign": "<=", "step": "+", "open_end": "'infinity'::numeric"}
_HUNDRED, _ENDLESS = Decimal(100), Decimal("Infinity")
_DOWNWARDS = {"sign": ">=", "step": "-", "open_end": "0"}


@dataclass(frozen=True)
class OwnPrices:
    """What a contract sees under the filters ``asked``, by its price at ``at``."""

    asked: Mapping[str, Any]
    at: datetime
    is_descending: bool

    @cached_property
    def _classes(self) -> Sequence[Row]:
        return classes_of({**self.asked, "at": self.at})

    @property
    def total(self) -> int | None:
        """How many products there are, with a price or without; None for a contract without terms of price."""
        return sum(int(row.products) for row in self._classes) if self._classes else None

    @property
    def _direction(self) -> str:
        return "desc" if self.is_descending else "asc"

    def page(self, start: int, count: int) -> list[int]:
        """The ids of rows ``start`` to ``start + count`` of what has a price; fewer where it ends."""
        values = self._values(start, count)
        nears: list[str] = []
        branches = [
            branch for number, row in enumerate(self._classes) for branch in self._branches(number, row, values, nears)
        ]
        branches += [self._breaks(number, row, values) for number, row in enumerate(self._classes) if row.has_breaks]
        head, *others = [*branches, self._text("price_fixed")]
        statement = _sql.text("by_price").format(
            head=head,
            nears="".join(f",\n{near}" for near in nears),
            others="".join(f"union all\n{other}\n" for other in others),
            worst="min" if self.is_descending else "max",
            direction=self._direction,
        )
        return [row.id for row in fetch(statement, values)]

    def unpriced(self, start: int, count: int, *, total: int) -> list[int]:
        """Rows ``start`` to ``start + count`` of ``total``, of which the last have no price: those of them, by name."""
        if not self._classes:
            return []
        values = {**self._values(start, count), "total": total}
        branches = [
            self._text("price_class_unpriced", **self._of_class(number, row, values))
            for number, row in enumerate(self._classes)
        ]
        statement = _sql.text("unpriced").format(branches="\nunion all\n".join(branches))
        return [row.id for row in fetch(statement, values)]

    def _values(self, start: int, count: int) -> dict[str, Any]:
        ruled = {
            f"ruled_{side}": [key for row in self._classes for key in getattr(row, side) or ()]
            for side in ("groups", "brands")
        }
        return {**self.asked, **ruled, "at": self.at, "start": start, "count": count}

    def _branches(self, number: int, row: Row, values: dict[str, Any], nears: list[str]) -> list[str]:
        """A class as a part of the page's statement: walked, looked up, or what turns out to be shorter."""
        said = self._of_class(number, row, values)
        asked = self._asked(number, row, values)
        if not number:
            return [self._walked(asked, said) if row.products > GATHERED else self._gathered(asked, said)]
        if row.products <= FEW:
            return [self._gathered(asked, said)]
        ends = _DOWNWARDS if self.is_descending else _UPWARDS
        # the column's prices that can still come onto the page; one step of rounding is given away, to be safe
        bounded = _sql.text("bounded").strip().format(discount=said["discount"], rounding=said["rounding"], **ends)
        near = {"near": f"near{number}", "most": str(int(row.products) // WALKED), "bounded": bounded}
        nears.append(text("near", **near, **said).rstrip())
        is_near = f"(select is_near from near{number})"  # noqa: S608 -- a number of ours
        return [
            self._walked(f"{is_near} and {bounded} and {asked}", said),
            self._gathered(f"not {is_near} and {asked}", said),
        ]

    def _breaks(self, number: int, row: Row, values: dict[str, Any]) -> str:
        """What of a class costs as a break says that one unit reaches; it stands aside, as fixed prices do."""
        return self._text("price_class_breaks", **self._of_class(number, row, values))

    def _asked(self, number: int, row: Row, values: dict[str, Any]) -> str:
        """The column's prices that can come to the own prices asked."""
        if self.asked["cheapest"] is None and self.asked["dearest"] is None:
            return "true"
        low, high = ends_of(row, self.asked["cheapest"], self.asked["dearest"])
        values |= {f"c{number}_low": low, f"c{number}_high": high}
        return f"c.amount >= %(c{number}_low)s::numeric and c.amount <= %(c{number}_high)s::numeric"

    def _walked(self, within: str, said: Mapping[str, str]) -> str:
        return self._text("price_class", direction=self._direction, within=within, **said)

    def _gathered(self, within: str, said: Mapping[str, str]) -> str:
        # whether there is stock, and all else that is tested, is asked in the order of prices, until the page is full
        is_tested = self.asked["is_tested"]
        first = f"order by c.amount {self._direction}, c.product_id {self._direction}" if is_tested else ""
        product = text("gathered_shelved").strip() if is_tested else "select g.id"
        parts = {"direction": self._direction, "within": within, "first": first, "product": product}
        return self._text("price_class_gathered", **parts, **said)

    def _text(self, name: str, **parts: str) -> str:
        return text(name, narrowed=self.asked["narrowed"], **parts)

    def _of_class(self, number: int, row: Row, values: dict[str, Any]) -> dict[str, str]:
        """The placeholders of a class and its parts of the text; the values go to ``values``."""
        names = ("column", "discount", "rounding", "groups", "brands")
        mine = {name: f"c{number}_{name}" for name in names[: 3 if row.groups is None else 5]}
        said = (row.column_id, row.discount, row.rounding, row.groups, row.brands)
        values.update(zip(mine.values(), said, strict=False))
        types = {"discount": "::numeric", "rounding": "::numeric"}
        placed = {name: f"%({placeholder})s{types.get(name, '')}" for name, placeholder in mine.items()}
        shelves, belongs = ("other_shelves", "unlisted") if row.groups is None else ("listed_shelves", "listed")
        return {
            **placed,
            "shelves": self._text(shelves, **placed).strip(),
            "belongs": self._text(belongs, **placed).strip(),
            "unbroken": self._text("unbroken", **placed).strip() if row.has_breaks else "true",
        }


def ends_of(row: Row, low: Decimal | None, high: Decimal | None) -> tuple[Decimal, Decimal]:
    """Between which prices of its column a class has the own prices from ``low`` to ``high``; None: no such end.

    One step of rounding is given away, to be safe.
    """
    share = _HUNDRED / (_HUNDRED - row.discount)
    lowest = Decimal(0) if low is None else (low - row.rounding) * share
    return lowest, _ENDLESS if high is None else (high + row.rounding) * share


def classes_of(asked: Mapping[str, Any]) -> Sequence[Row]:
    """The price classes among what a contract sees under the filters of group and brand, the largest first."""
    return fetch(text("price_classes"), without_stock(asked))
