"""What an order would come to if it were placed now. Nothing is locked, held or written."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from optom.base.refusal import Refusal
from optom.domain.assortment import queries as assortment
from optom.domain.companies import queries as companies
from optom.domain.credit import queries as credit
from optom.domain.credit.queries import HeadroomRow
from optom.domain.stock.rules import Source, promise

from . import rules
from .in_time import against_wish, held_together, lines_by, on_one_day, sources_for
from .promising import Kept, by_product, in_time, kept
from .rules import AS_IT_COMES, OrderLine, When, Wish
from .spending import objections_to_spending

_NOTHING = Decimal(0)
_UNSOLD = frozenset({"orders.not_in_assortment", "orders.no_price"})


class Way(StrEnum):
    """Where the goods of a line would come from."""

    STOCK = "stock"
    COMING = "coming"
    SUPPLIED = "supplied"
    WAITS = "waits"


@dataclass(frozen=True, slots=True)
class Part:
    """So much of a line comes from one kind of source: on hand, on its way for a day, ready at a supplier, who
    brings it by one, or from nowhere yet.
    """

    way: Way
    on: date | None
    quantity: Decimal


@dataclass(frozen=True, slots=True)
class Portion:
    """What of the lines comes from one kind of source: ``lines`` wholly, ``parts`` of others in part."""

    way: Way
    on: date | None
    lines: int
    parts: int
    sum: Decimal


@dataclass(frozen=True, slots=True)
class Outlook:
    """Sums with VAT, in the contract's currency, of the lines that can be ordered.

    ``held`` is the worth of what would be held, ``first_until`` and ``last_until`` when the reserves would run out; of
    lines that are wished by a day ``left`` stay in the draft, wholly or in part; of those that are wished together all
    is there on ``all_on``. ``unsold`` are the products that this contract does not sell, ``reasons`` all that is
    against the order as a whole, ``against`` what is against lines of it, ``word`` what a colleague's word would turn
    into a yes.
    """

    lines: int
    total: Decimal
    vat: Decimal
    held: Decimal
    portions: tuple[Portion, ...]
    first_until: datetime | None
    last_until: datetime | None
    reservation_limit: Decimal | None
    room: HeadroomRow
    left: int
    all_on: date | None
    unsold: tuple[int, ...]
    reasons: tuple[Refusal, ...]
    against: tuple[Refusal, ...]
    word: tuple[Refusal, ...]

    @property
    def headroom_after(self) -> Decimal:
        """What the limit leaves once all of it has been shipped."""
        return self.room.headroom - self.total


def outlook(
    *,
    contract: int,
    lines: Sequence[OrderLine],
    actor: int | None,
    at: datetime,
    centre: int | None = None,
    wish: Wish = AS_IT_COMES,
) -> Outlook:
    """What `place` would do now, and every reason for which it would refuse. Eight statements at most.

    Of an order that is wished by a day only what can be there by it is told: five more statements.
    """
    standing, room = companies.standing(contract, actor, at), credit.headroom(contract, at)
    asked, terms = rules.merged(lines), standing.terms
    merged = asked if wish.by is None else lines_by(contract=contract, lines=asked, by=wish.by, at=at)
    offers = assortment.offers(contract=contract, quantities={line.product: line.quantity for line in merged}, at=at)
    good, against = rules.priced_all(merged, {row.product: row for row in offers}, pack_rule=terms.pack_rule)
    sources = in_time(by_product(sources_for(contract, [line.product for line in good], at)), wish.by)
    got = kept(good, sources, at=at, hours=terms.reservation_hours)
    is_together = wish.when is When.TOGETHER
    got = held_together(got) if is_together else got
    total, held = _sum(line.sum for line in good), _sum(one.value for one in got)
    spending = objections_to_spending(standing, total, centre=centre, actor=actor, at=at)
    untils = [one.until for one in got if one.until]
    return Outlook(
        lines=len(good),
        total=total,
        vat=_sum(line.vat for line in good),
        held=held,
        portions=tuple(_portions(got)),
        first_until=min(untils, default=None),
        last_until=max(untils, default=None),
        reservation_limit=terms.reservation_limit,
        room=room,
        left=_left(asked, merged),
        all_on=on_one_day(got, at) if is_together else None,
        unsold=tuple(reason.facts["product"] for reason in against if reason.code in _UNSOLD),
        reasons=(
            *standing.objections("order"),
            *rules.against_whole(lines=len(merged), total=total, minimum=terms.minimum_order),
            *against_wish(got, wish),
            *rules.against_limit(wanted=held, reserved=room.reserved, limit=terms.reservation_limit),
            *(reason for reason in spending if reason.code not in rules.APPROVABLE),
        ),
        against=tuple(against),
        word=tuple(reason for reason in spending if reason.code in rules.APPROVABLE),
    )


def _left(asked: Sequence[OrderLine], there: Sequence[OrderLine]) -> int:
    """Of how many lines not all can be there."""
    quantities = {line.product: line.quantity for line in there}
    return sum(quantities.get(line.product, _NOTHING) < line.quantity for line in asked)


def _portions(got: Iterable[Kept]) -> Iterator[Portion]:
    """Goods on hand first, then by the days on which the others come, then what waits."""
    lines: dict[tuple[Way, date | None], list[bool]] = defaultdict(list)
    sums: dict[tuple[Way, date | None], Decimal] = defaultdict(Decimal)
    for one in got:
        parts, before = _parts(one.parts, one.line.quantity), _NOTHING
        for part in parts:
            lines[part.way, part.on].append(len(parts) == 1)
            share = rules.share(one.line.sum, whole=one.line.quantity, before=before, part=part.quantity)
            sums[part.way, part.on] += share  # to the kopeck the shares make the line
            before += part.quantity
    ways = list(Way)
    for way, on in sorted(lines, key=lambda place: (ways.index(place[0]), place[1] or date.min)):
        whole = sum(lines[way, on])
        yield Portion(way, on, whole, len(lines[way, on]) - whole, sums[way, on])


def _parts(taken: Iterable[tuple[Source, Decimal]], wanted: Decimal) -> tuple[Part, ...]:
    """What is wanted of a product, by where it comes from: several warehouses, or arrivals of one day, are one."""
    found: dict[tuple[Way, date | None], Decimal] = defaultdict(Decimal)
    for source, quantity in taken:
        found[_way(source), source.expected_on] += quantity
    missing = wanted - sum(found.values(), _NOTHING)
    if missing > 0:
        found[Way.WAITS, None] = missing
    return tuple(Part(way, on, quantity) for (way, on), quantity in found.items())


def _way(source: Source) -> Way:
    if source.supply is not None:
        return Way.SUPPLIED
    return Way.STOCK if source.arrival is None else Way.COMING


def parts_of(*, contract: int, quantities: Mapping[int, Decimal], at: datetime) -> dict[int, tuple[Part, ...]]:
    """From where so much of each product would come if it were ordered now. Three statements, whatever their number."""
    found = by_product(sources_for(contract, list(quantities), at))
    return {
        product: _parts(promise(quantity=wanted, sources=found.get(product, ())), wanted)
        for product, wanted in quantities.items()
    }


def _sum(parts: Iterable[Decimal]) -> Decimal:
    return sum(parts, _NOTHING)
