"""What may leave, from where, and what it costs; what of it has left. Pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal

from optom.base.money import kopecks
from optom.base.refusal import Refusal
from optom.base.tax import WITHOUT_VAT, VatRate
from optom.domain.credit.rules import Cover

_NOTHING = Decimal(0)
_PRICE = Decimal("0.0001")
_FINEST = Decimal("0.001")


@dataclass(frozen=True, slots=True)
class Shelf:
    """What an order line holds on hand in one warehouse, and how much of that shipments have asked for already."""

    warehouse: int
    held: Decimal
    asked: Decimal
    name: str = ""
    cut_off: time | None = None

    @property
    def free(self) -> Decimal:
        """What another shipment can ask for."""
        return self.held - self.asked


@dataclass(frozen=True, slots=True)
class Taken:
    """What all live shipments have of an order line: quantity, sum with VAT, the VAT inside."""

    quantity: Decimal = _NOTHING
    sum: Decimal = _NOTHING
    vat: Decimal = _NOTHING


@dataclass(frozen=True, slots=True)
class OrderedLine:
    """An order line as shipping sees it; ``sum`` and ``vat`` are for all that was ordered.

    ``pack`` is how much leaves as a whole: zero where the terms sell any quantity. ``together`` is its order where that
    is wanted together.
    """

    line: int
    product: int
    article: str
    ordered: Decimal
    free: Decimal
    sum: Decimal
    vat: Decimal
    taken: Taken
    expected_on: date | None
    shelves: Sequence[Shelf]
    brand: str = ""
    name: str = ""
    placed_at: datetime | None = None
    pack: Decimal = _NOTHING
    is_marked: bool = False
    together: int | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """So much of an order line to leave one warehouse."""

    line: int
    product: int
    warehouse: int
    quantity: Decimal
    sum: Decimal
    vat: Decimal


def share(whole: Decimal, *, ordered: Decimal, taken: Decimal, taken_sum: Decimal, quantity: Decimal) -> Decimal:
    """What ``quantity`` of a line costs when ``taken`` of it has cost ``taken_sum`` already.

    All parts together cost what was ordered to the kopeck, in whatever portions and order they leave and however
    often portions are taken back: each brings the sum to where it should be, and the last takes the rest.
    """
    return max(kopecks(whole * (taken + quantity) / ordered) - taken_sum, _NOTHING)


def price_with_vat(price: Decimal, *, ordered: Decimal, total: Decimal) -> Decimal:
    """The price of a unit as papers show it: the contract's where that includes VAT, else with VAT to 0.0001."""
    return price if kopecks(price * ordered) == total else (total / ordered).quantize(_PRICE, ROUND_HALF_UP)


def dispatched_share(asked: Decimal, *, whole: Decimal, ordered: Decimal, others: Taken, quantity: Decimal) -> Decimal:
    """What the dispatched part of a portion costs: never more than was asked, so no limit is overrun by rounding."""
    cost = share(whole, ordered=ordered, taken=others.quantity, taken_sum=others.sum, quantity=quantity)
    return min(cost, asked)


def parts_of(line: OrderedLine, quantity: Decimal) -> list[Part]:
    """The portion split over the warehouses in which the line holds goods."""
    return list(_parts(line, quantity))


def _parts(line: OrderedLine, left: Decimal) -> Iterator[Part]:
    taken = line.taken
    for shelf in line.shelves:
        portion = min(left, shelf.free)
        if portion > 0:
            whole, before = {"ordered": line.ordered, "quantity": portion}, taken.quantity
            cost = share(line.sum, taken=before, taken_sum=taken.sum, **whole)
            vat = share(line.vat, taken=before, taken_sum=taken.vat, **whole)
            yield Part(line.line, line.product, shelf.warehouse, portion, cost, vat)
            taken = Taken(before + portion, taken.sum + cost, taken.vat + vat)
            left -= portion


def cost_of(line: OrderedLine, quantity: Decimal) -> Decimal:
    """What a portion would cost now, with VAT."""
    return sum((part.sum for part in parts_of(line, quantity)), _NOTHING)


def within(
    wishes: Sequence[tuple[OrderedLine, Decimal]], room: Decimal, covers: Sequence[Cover] = ()
) -> dict[int, Decimal]:
    """How much of each line can leave for ``room``, in the order given: whole wishes first, then what still fits.

    A wish that does not fit is cut to whole packs; to whole units where any quantity is sold (to thousandths, where the
    order itself has a fraction). Those after it fill the rest. Lines for which money is kept (``covers``) take of that
    before they take of the room, and leave by it where there is none.
    """
    fits: dict[int, Decimal] = {}
    kept = {line: place for place, one in enumerate(covers) for line in one.goods}
    left = [one.amount for one in covers]
    for line, wanted in wishes:
        place = kept.get(line.line)
        own = _NOTHING if place is None else left[place]
        quantity = _most_for(line, min(wanted, ready_of(line)), max(room, _NOTHING) + own if own else room)
        fits[line.line], cost = quantity, cost_of(line, quantity)
        if place is not None:
            left[place] -= min(own, cost)
        room -= max(cost - own, _NOTHING)
    return fits


def _most_for(line: OrderedLine, wanted: Decimal, room: Decimal) -> Decimal:
    """The largest portion, not above what is wanted, that costs no more than the room."""
    if wanted <= 0 or room < 0:
        return _NOTHING
    if cost_of(line, wanted) <= room:
        return wanted
    unit = line.pack or (Decimal(1) if line.ordered == line.ordered.to_integral_value() else _FINEST)
    low, high = _NOTHING, (wanted / unit).to_integral_value(ROUND_FLOOR)
    while low < high:
        middle = ((low + high + 1) / 2).to_integral_value(ROUND_FLOOR)
        low, high = (middle, high) if cost_of(line, middle * unit) <= room else (low, middle - 1)
    return low * unit


def merged(lines: Iterable[tuple[int, Decimal]]) -> dict[int, Decimal]:
    """One quantity a line, to the thousandth of its unit: finer is not kept."""
    quantities: dict[int, Decimal] = {}
    for line, quantity in lines:
        quantities[line] = quantities.get(line, _NOTHING) + _countable(quantity)
    return quantities


def _countable(quantity: Decimal) -> Decimal:
    return quantity.quantize(_FINEST, ROUND_HALF_UP)


def objections_to_lines(quantities: Mapping[int, Decimal], lines: Mapping[int, OrderedLine]) -> list[Refusal]:
    """Why some of the wanted lines can't be asked for: all of them, each with how much could be."""
    if not quantities:
        return [Refusal("shipping.nothing_chosen")]
    found = (_objection(line, lines.get(line), quantity) for line, quantity in quantities.items())
    return [objection for objection in found if objection]


def _objection(number: int, line: OrderedLine | None, quantity: Decimal) -> Refusal | None:
    if line is None:
        return Refusal("orders.line_unknown", line=number)
    facts = {"line": number, "article": line.article, "quantity": quantity}
    ready = ready_of(line)
    if quantity <= 0:
        return Refusal("shipping.quantity_not_positive", **facts)
    if quantity > line.free:
        return Refusal("shipping.nothing_held", **facts, held=line.free, ready=ready)
    if quantity > ready:
        return Refusal("shipping.not_on_stock_yet", **facts, ready=ready, expected_on=line.expected_on)
    if breaks_pack(line, quantity):
        least = min(line.pack, ready)
        return Refusal(
            "shipping.breaks_pack",
            **facts,
            pack=line.pack,
            suggest=max(quantity - quantity % line.pack, least),
            ready=ready,
        )
    return None


def breaks_pack(line: OrderedLine, quantity: Decimal) -> bool:
    """Whether a pack would be opened for it. The odd rest that stands ready is open already: it may leave or stay."""
    return bool(line.pack) and quantity % line.pack not in {_NOTHING, ready_of(line) % line.pack}


def ready_of(line: OrderedLine) -> Decimal:
    """How much of the line stands in warehouses and can be asked for now."""
    return sum((shelf.free for shelf in line.shelves if shelf.free > 0), _NOTHING)


def below_minimum(total: Decimal, minimum: Decimal) -> list[Refusal]:
    """The contract's smallest shipment."""
    if total >= minimum:
        return []
    return [Refusal("shipping.below_minimum", minimum=minimum, sum=total, short=minimum - total)]


def objections_to_set(total: Decimal, *, minimum: Decimal, room: Decimal) -> list[Refusal]:
    """Why nothing may leave of what fits into a limit: it is nothing, or less than the smallest shipment."""
    if total <= 0:
        return [Refusal("shipping.nothing_fits", room=max(room, _NOTHING))]
    if total < minimum:
        return [Refusal("shipping.too_little_fits", sum=total, minimum=minimum, short=minimum - total)]
    return []


@dataclass(frozen=True, slots=True)
class AskedLine:
    """A line of a shipment before it leaves; ``others`` is what the other shipments have of the same order line.

    ``rate`` is that of the day on which it leaves, by the seller's regime; ``codes`` is of how many marked things there
    are codes.
    """

    line: int
    article: str
    quantity: Decimal
    sum: Decimal
    ordered: Decimal
    ordered_sum: Decimal
    others: Taken
    rate: VatRate = WITHOUT_VAT
    is_marked: bool = False
    codes: Decimal = _NOTHING


@dataclass(frozen=True, slots=True)
class DispatchedLine:
    """What of it has left; ``vat`` is what ``rate`` makes of ``sum``."""

    line: int
    asked: Decimal
    quantity: Decimal
    sum: Decimal
    rate: VatRate = WITHOUT_VAT

    @property
    def vat(self) -> Decimal:
        """The tax inside the sum, of this line alone (ADR 0034)."""
        return self.rate.inside(self.sum)


def counted(lines: Sequence[AskedLine], picked: Mapping[int, Decimal] | None) -> dict[int, Decimal]:
    """What was picked of every line; all that was asked when nothing else is said."""
    if picked is None:
        return {line.line: line.quantity for line in lines}
    return {line: _countable(quantity) for line, quantity in picked.items()}


def objections_to_picked(lines: Sequence[AskedLine], picked: Mapping[int, Decimal]) -> list[Refusal]:
    """Lines that were not counted or are not of the shipment, quantities that nobody asked for, nothing at all."""
    asked = {line.line: line for line in lines}
    found = [Refusal("shipping.line_unknown", line=line) for line in picked if line not in asked]
    found += [
        Refusal("shipping.not_counted", line=line.line, article=line.article)
        for line in lines
        if line.line not in picked
    ]
    found += [
        _uncountable(asked[line], count)
        for line, count in picked.items()
        if line in asked and not 0 <= count <= asked[line].quantity
    ]
    if not found and not any(picked.values()):
        found.append(Refusal("shipping.nothing_picked"))
    return found


def _uncountable(line: AskedLine, count: Decimal) -> Refusal:
    if count < 0:
        return Refusal("shipping.less_than_nothing", line=line.line, article=line.article, picked=count)
    facts = {"line": line.line, "article": line.article, "asked": line.quantity, "picked": count}
    return Refusal("shipping.more_than_asked", **facts)


def dispatched(line: AskedLine, quantity: Decimal) -> DispatchedLine:
    """The line with what it costs now: a whole portion costs what was asked, a smaller one its share."""
    if quantity == line.quantity:
        return DispatchedLine(line.line, line.quantity, quantity, line.sum, line.rate)
    if not quantity:
        return DispatchedLine(line.line, line.quantity, quantity, _NOTHING, line.rate)
    share_of = {"whole": line.ordered_sum, "ordered": line.ordered, "quantity": quantity}
    cost = dispatched_share(line.sum, others=line.others, **share_of)
    return DispatchedLine(line.line, line.quantity, quantity, cost, line.rate)
