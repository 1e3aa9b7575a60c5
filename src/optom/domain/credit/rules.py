"""Due dates, headroom, what settles what. Pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from optom.base.refusal import Refusal
from optom.base.working_days import next_working_day, working_day_from

CALENDAR, WORKING = "calendar", "working"
ROUBLE = "RUB"
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


def open_day(on: date, closed: date | None) -> date:
    """The day itself, or the first one after what is closed."""
    return on if closed is None or on > closed else closed + _DAY


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
_NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class Ahead:
    """An invoice (``subject``, its paper) by which goods (lines of orders) for at most ``most`` may still leave."""

    subject: str
    paper: int
    goods: Sequence[int]
    most: Decimal


@dataclass(frozen=True, slots=True)
class Meant:
    """What a payment is for: so much of debts, then goods that have not left by invoices."""

    parts: Mapping[int, Decimal] = field(default_factory=dict)
    ahead: Sequence[Ahead] = ()


NOTHING_MEANT = Meant()


@dataclass(frozen=True, slots=True)
class Settled:
    """What an amount settles, and what of its rest is kept for goods that have not left."""

    parts: Sequence[Part]
    kept: Sequence[tuple[Ahead, Decimal]] = ()


def settle_each(
    amounts: Sequence[tuple[int, Decimal]], items: Mapping[int, Items], meant: Sequence[Meant] = ()
) -> list[Settled]:
    """What each amount (with its contract) settles of the contract's items, one after another in their order.

    What a payment is ``meant`` for goes first; what is ahead of goods is kept for them, and no other debt eats it.
    """
    left, gone, settled = dict(items), dict[str, Decimal](), []
    for place, (contract, amount) in enumerate(amounts):
        one, own = meant[place] if meant else NOTHING_MEANT, left.get(contract, ())
        chosen = _total(_chosen(amount, own, one.parts))
        kept = list(_kept(amount - chosen, one.ahead, gone))
        parts = settle(amount - sum((part for _, part in kept), _NOTHING), own, one.parts)
        left[contract] = _without(own, parts)
        settled.append(Settled(parts, kept))
    return settled


def _kept(left: Decimal, ahead: Sequence[Ahead], gone: dict[str, Decimal]) -> Iterator[tuple[Ahead, Decimal]]:
    """As much as goods may still leave for, without what payments before it are kept for."""
    for one in ahead:
        part = min(left, one.most - gone.get(one.subject, _NOTHING))
        if part > 0:
            gone[one.subject] = gone.get(one.subject, _NOTHING) + part
            left -= part
            yield one, part


def _chosen(amount: Decimal, items: Items, wished: Mapping[int, Decimal]) -> list[Part]:
    return allocate(amount, [(item, min(wished[item], abs(opened))) for item, opened in items if item in wished])


def _total(parts: Iterable[Part]) -> Decimal:
    return sum((part.amount for part in parts), _NOTHING)


def settle(amount: Decimal, items: Items, wished: Mapping[int, Decimal]) -> list[Part]:
    """What is wished first, as far as it is open, then the oldest."""
    if not wished:
        return allocate(amount, items)
    chosen = _chosen(amount, items, wished)
    rest = amount - _total(chosen)
    parts: dict[int, Decimal] = {}
    for part in [*chosen, *allocate(rest, _without(items, chosen))]:
        parts[part.item] = parts.get(part.item, Decimal(0)) + part.amount
    return [Part(item, part) for item, part in parts.items()]


def _without(items: Items, parts: Sequence[Part]) -> Items:
    gone = {part.item: part.amount for part in parts}
    rest = ((item, abs(opened) - gone.get(item, Decimal(0))) for item, opened in items)
    return [(item, amount) for item, amount in rest if amount]


DIRECTED_DAYS = 5  # working days: "without delay after the payment" (Civil Code of Russia, article 522)


def may_direct_until(entered_on: date) -> date:
    """The last day on which a payer may say what a payment settles that was entered on a day."""
    return counted_from(entered_on, DIRECTED_DAYS, WORKING)


def order_number(text: str) -> str:
    """The number of a payment order as it is compared: banks put zeros before it."""
    return "".join(text.split()).lstrip("0").lower()


@dataclass(frozen=True, slots=True)
class Debt:
    """A debt that a payment may settle: so much is open, so much of it this payment has settled."""

    item: int
    title: str
    open: Decimal
    settled: Decimal = Decimal(0)

    @property
    def available(self) -> Decimal:
        """As much as the payment may settle of it."""
        return self.open + self.settled


def objections_to_parts(
    parts: Mapping[int, Decimal], debts: Mapping[int, Debt], amount: Decimal | None
) -> Iterator[Refusal]:
    """Why a payment (of ``amount``, where it is known) can't settle these parts of these debts."""
    if not parts:
        yield Refusal("credit.direction_empty")
    for item, part in parts.items():
        debt = debts.get(item)
        if debt is None:
            yield Refusal("credit.debt_unknown", item=item)
        elif not 0 < part <= debt.available:
            facts = {"title": debt.title, "wanted": part, "left": debt.available}
            yield Refusal("credit.direction_exceeds_debt", field=f"part-{item}", **facts)
    total = sum(parts.values(), Decimal(0))
    if amount is not None and total > amount:
        yield Refusal("credit.direction_exceeds_payment", wanted=total, amount=amount)


@dataclass(frozen=True, slots=True)
class Earmark:
    """So much of a contract's money is kept for goods (lines of orders); ``covered`` of it is asked for already."""

    id: int
    entry: int
    subject: str
    goods: Sequence[int]
    amount: Decimal
    covered: Decimal
    paper: int
    paper_kind: str | None
    paper_number: str | None


@dataclass(frozen=True, slots=True)
class Cover:
    """For so much goods of these lines may leave, whatever else is owed: they are paid ahead."""

    goods: frozenset[int]
    amount: Decimal


def covers_of(earmarks: Sequence[Earmark]) -> list[Cover]:
    """What is not asked for yet, an invoice each; of a line of several invoices the oldest one counts."""
    left, owners = dict[str, Decimal](), dict[int, str]()
    for one in earmarks:
        owners = dict.fromkeys(one.goods, one.subject) | owners
        left[one.subject] = left.get(one.subject, _NOTHING) + one.amount - one.covered
    goods = {subject: frozenset(line for line, owner in owners.items() if owner == subject) for subject in left}
    return [Cover(goods[subject], amount) for subject, amount in left.items() if amount > 0]


def covered_of(covers: Iterable[Cover], wanted: Mapping[int, Decimal]) -> Decimal:
    """How much of what is wanted of each line is paid ahead."""
    return sum(
        (min(one.amount, sum((wanted.get(line, _NOTHING) for line in one.goods), _NOTHING)) for one in covers), _NOTHING
    )


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
