"""Whether goods are there by a day: those that come, and what suppliers have that may be promised (ADR 0068).

SQL never works out the day of suppliers' goods: it is told of each way how long they may take to be there in time.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol

from optom.base.listing import Op
from optom.domain.stock import queries as stock

from .texts import text

_DAY = timedelta(days=1)


class Bound(Protocol):
    """A statement that is being made."""

    def bound(self, value: object) -> str:
        """A placeholder for a value."""


@dataclass(frozen=True, slots=True)
class Days:
    """By which ways suppliers' goods may come to a contract; of each, how long they may take to be there by a day.

    None is any day.
    """

    routes: Sequence[stock.Route]
    leads: Callable[[date | None], Sequence[int]]

    def test(self, made: Bound, op: Op, day: date | None) -> str:
        """Whether the day on which the first goods of a product ``p.id`` are there is as asked."""
        if op in {Op.EMPTY, Op.FILLED} or day is None:
            return f"{'not ' if op is Op.EMPTY else ''}{self._by(made, None)}"
        before, until = self._by(made, _before(day)), self._by(made, day)
        return {
            Op.TO: until,
            Op.BELOW: before,
            Op.FROM: f"({self._by(made, None)} and not {before})",
            Op.ABOVE: f"({self._by(made, None)} and not {until})",
            Op.IS: f"({until} and not {before})",
            Op.OTHER: f"(not {until} or {before})",
        }[op]

    def _by(self, made: Bound, day: date | None) -> str:
        """Whether any are there by a day; None: on any."""
        parts = [text("arrives_by", day=made.bound(day or date.max)).strip()]
        if self.routes:  # they have more than comes: looked at first
            parts.insert(0, text("supplied_by", **self._ways(made), leads=self._leads(made, day)).strip())
        return f"({' or '.join(f'{part} is true' for part in parts)})"

    def finders(self, made: Bound, op: Op, day: date | None) -> Iterator[tuple[str, str]]:
        """What has goods on such a day: looked for everywhere, and among some products, which have a place."""
        low, high = ends_of(op, day)
        arrivals = text("found_by_expected", low=made.bound(low), high=made.bound(high), within="{within}")
        if not self.routes:
            yield arrivals, arrivals
            return
        parts = {**self._ways(made), "after": self._leads(made, _before(low)), "leads": self._leads(made, high)}
        everywhere = text("found_by_supply", **parts)
        among = text("found_among_supplies", **parts, within="{within}")
        yield f"{arrivals}\nunion all\n{everywhere}", f"{arrivals}\nunion all\n{among}"

    def _ways(self, made: Bound) -> dict[str, str]:
        return {"routes": made.bound([one.id for one in self.routes])}

    def _leads(self, made: Bound, day: date | None) -> str:
        return made.bound(self.leads(day))


UNASKED = Days((), lambda _day: ())


def days_of(contract: int, at: datetime) -> Days:
    """Were they promised at a moment. One statement."""
    routes = stock.routes_of(contract=contract, at=at)
    return Days(routes, lambda day: stock.leads_by(routes, day, at))


def ends_of(op: Op, day: date | None) -> tuple[date, date]:
    """Between which days the goods are there that meet the condition."""
    low = day if day and op in {Op.FROM, Op.ABOVE, Op.IS} else date.min
    high = day if day and op in {Op.TO, Op.BELOW, Op.IS} else date.max
    return low, high


def _before(day: date) -> date:
    return day - _DAY if day > date.min else day
