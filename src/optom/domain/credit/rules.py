"""Due dates, headroom, what settles what. Pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from optom.base.refusal import Refusal
from optom.base.working_days import next_working_day, working_day_from

CALENDAR, WORKING = "calendar", "working"
_DAY = timedelta(days=1)


def due_on(on: date, days: int, kind: str) -> date:
    """The last day to pay what was dispatched on ``on``, ``days`` calendar or working days later.

    A last day that is not a working day moves to the next one (Civil Code of Russia, article 193).
    """
    return working_day_from(counted_from(on, days, kind))


def counted_from(on: date, days: int, kind: str) -> date:
    """The day so many calendar or working days after ``on``, as it falls."""
    if kind == CALENDAR:
        return on + days * _DAY
    day = on
    for _ in range(days):
        day = next_working_day(day)
    return day


@dataclass(frozen=True, slots=True)
class Part:
    """So much (positive) of an open item is settled."""

    item: int
    amount: Decimal


def allocate(amount: Decimal, items: Iterable[tuple[int, Decimal]]) -> list[Part]:
    """Settle items (number and open amount, oldest first) with ``amount`` of the other sign, as far as it reaches."""
    return list(_allocate(abs(amount), items))


def _allocate(left: Decimal, items: Iterable[tuple[int, Decimal]]) -> Iterator[Part]:
    for item, opened in items:
        if not left:
            return
        part = min(left, abs(opened))
        left -= part
        yield Part(item, part)


Items = Sequence[tuple[int, Decimal]]


def settle_each(amounts: Sequence[tuple[int, Decimal]], items: Mapping[int, Items]) -> list[list[Part]]:
    """What each amount (with its contract) settles of the contract's items, one after another in their order."""
    left, settled = dict(items), []
    for contract, amount in amounts:
        parts = allocate(amount, left.get(contract, ()))
        left[contract] = _without(left.get(contract, ()), parts)
        settled.append(parts)
    return settled


def _without(items: Items, parts: Sequence[Part]) -> Items:
    gone = {part.item: part.amount for part in parts}
    rest = ((item, abs(opened) - gone.get(item, Decimal(0))) for item, opened in items)
    return [(item, amount) for item, amount in rest if amount]


def objections(
    *,
    wanted: Decimal,
    limit: Decimal,
    debt: Decimal,
    committed: Decimal,
    overdue: Decimal,
    since: date | None,
    today: date,
) -> list[Refusal]:
    """Why goods for ``wanted`` can't leave, each reason with the sum that, paid, takes it away."""
    found = []
    short = wanted - (limit - debt - committed)
    if short > 0:
        facts = {"limit": limit, "debt": debt, "committed": committed, "wanted": wanted}
        found.append(Refusal("credit.exceeded", **facts, short=short, pay=short))
    if overdue > 0 and since is not None:
        days = (today - since).days
        found.append(Refusal("credit.overdue", overdue=overdue, since=since, days=days, pay=overdue))
    return found
