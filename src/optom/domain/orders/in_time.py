"""How an order is to come: what of it can be there by a day, and all of it on one day."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

from optom.base.business_day import business_day
from optom.base.refusal import Refusal
from optom.domain.assortment import queries as assortment
from optom.domain.companies import queries as companies
from optom.domain.stock import queries as stock
from optom.domain.stock.rules import Source

from .promising import Kept, by_product, in_time
from .rules import FREE, Offer, OrderLine, When, Wish, fitting
from .spoken_for import unspoken

_NOTHING = Decimal(0)


def sources_for(contract: int, products: Sequence[int], at: datetime) -> list[Source]:
    """What stands, then what comes, then what suppliers have that may be promised: in the order of promises.

    Three statements.
    """
    own = unspoken(stock.sources(contract=contract, products=products), at)
    return own + stock.supplies(contract=contract, products=products, at=at)


def there_by(
    lines: Sequence[OrderLine],
    offers: Mapping[int, Offer],
    sources: Mapping[int, Sequence[Source]],
    *,
    pack_rule: str,
    by: date,
) -> list[OrderLine]:
    """The lines with as much as can be there by the day, in whole packs; without those of which nothing can.

    What can't be sold at all stays as it was asked for: the reason is told of it.
    """
    some = in_time(sources, by)
    found = [_there(line, offers.get(line.product), some.get(line.product, ()), pack_rule) for line in lines]
    return [line for line in found if line.quantity > 0]


def _there(line: OrderLine, offer: Offer | None, sources: Sequence[Source], pack_rule: str) -> OrderLine:
    if offer is None or not offer.is_visible:
        return line
    free = sum((source.free for source in sources), _NOTHING)
    is_free = pack_rule == FREE
    if free >= (line.quantity if is_free else fitting(line.quantity, multiple=offer.multiple, minimum=offer.minimum)):
        return line
    most = free if is_free else free // offer.multiple * offer.multiple
    return replace(line, quantity=most if most >= offer.minimum else _NOTHING)


def lines_by(*, contract: int, lines: Sequence[OrderLine], by: date, at: datetime) -> list[OrderLine]:
    """What of the lines can be there by a day, as things stand. Five statements."""
    quantities = {line.product: line.quantity for line in lines}
    offers = {row.product: row for row in assortment.offers(contract=contract, quantities=quantities, at=at)}
    sources = by_product(sources_for(contract, list(quantities), at))
    pack_rule = companies.terms(contract, at).pack_rule
    return there_by(lines, offers, sources, pack_rule=pack_rule, by=by)


def on_one_day(got: Sequence[Kept], at: datetime) -> date:
    """On which day all of it is there."""
    days = (source.expected_on for one in got for source, _part in one.parts if source.expected_on)
    return max([business_day(at), *days])


def held_together(got: Sequence[Kept]) -> list[Kept]:
    """All lines are held as long as the one whose goods are there last."""
    until = max((one.until for one in got if one.until), default=None)
    return [replace(one, until=until) if one.until else one for one in got]


def against_wish(got: Sequence[Kept], wish: Wish) -> Iterator[Refusal]:
    """What of an order can't come as it is wished: goods for which nothing is known have no day."""
    short = [one.line.product for one in got if one.held < one.line.quantity]
    if wish.when is not When.NOW and short:
        code = "orders.never_together" if wish.when is When.TOGETHER else "orders.not_in_time"
        yield Refusal(code, lines=len(short), products=short)
