"""What of a product is free for a contract, where and when: on hand, held, on its way; and what an order would get."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from decimal import Decimal

from django.core.signing import Signer
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _

from optom.base.business_day import business_day, day_begins_at
from optom.domain.assortment import queries as assortment
from optom.domain.catalog import queries as catalog
from optom.domain.companies import queries as companies
from optom.domain.orders import queries as orders
from optom.domain.orders.rules import FREE, fitting
from optom.domain.stock import queries as stock
from optom.domain.stock.rules import Source, Way, promise
from optom.interfaces.kit import formats

from . import supplied
from .price import offer_of
from .told import (
    NOTHING,
    Node,
    Question,
    Told,
    as_now,
    bounded,
    link_to,
    node,
    not_recorded,
    still_to_come,
    terms_then,
    told,
    told_only,
)

_ONE = Decimal(1)


@dataclass(frozen=True, slots=True)
class Goods:
    """All that is known of a product for the contract at the moment."""

    offer: assortment.OfferRow
    places: Mapping[int, str]
    stood: Sequence[stock.Stood]
    own: Mapping[tuple[int, int | None], Mapping[int, Decimal]]
    changes: Mapping[int, Sequence[stock.ArrivalChange]]
    sources: Sequence[Source]
    supplied: Sequence[tuple[Source, Way]]

    @property
    def free(self) -> Decimal:
        """On hand, not held and kept for nobody."""
        return sum((self.free_of(one) for one in self.stood if one.arrival is None), NOTHING)

    def free_of(self, one: stock.Stood) -> Decimal:
        """What of it whoever comes now would get."""
        found = (
            source.free for source in self.sources if (source.warehouse, source.arrival) == (one.warehouse, one.arrival)
        )
        return next(found, NOTHING)

    @property
    def coming(self) -> list[stock.Stood]:
        """What of arrivals could be promised, soonest first."""
        return [one for one in self.stood if one.arrival is not None]

    def at(self, place: int) -> stock.Stood:
        """What stands in a warehouse; nothing where it has never had any."""
        none = stock.Stood(self.offer.product, place, None, None, NOTHING, NOTHING)
        return next((one for one in self.stood if one.warehouse == place and one.arrival is None), none)


def why_goods(asked: Question, *, product: int, quantity: Decimal) -> Told:
    """Of what the free quantities of a product are made, and whence so much of it would come."""
    if asked.is_future:
        return told_only(still_to_come(asked.at), link_to("why-goods", asked.contract.id, product, at=asked.at))
    asked = _by_day(asked, product)
    since = stock.recorded_since()
    goods = goods_of(asked, product)
    more = {"quantity": format(quantity, "f"), "seal": asked.seal if asked.is_past else _seal(asked, product)}
    link = link_to("why-goods", asked.contract.id, product, at=asked.at, **more)
    if goods is None:
        return told(_("Your contract does not see this product."), [])
    if asked.is_past and not goods.offer.is_visible:
        return told_only(_("Your contract did not see this product then."), link, _unknown(asked))
    if since and asked.at < since:
        return told(not_recorded(since), [*_stood_only(asked, goods, since), *_unknown(asked)], link)
    return told(_line(goods), [*_tree(asked, goods, quantity), *_unknown(asked)], link)


def _unknown(asked: Question) -> Iterator[Node]:
    """Of what the past has not been written down since the beginning."""
    yield from as_now(_("packs, brand and group of the product"), asked.at, catalog.recorded_since())
    sinces = (stock.terms_recorded_since(), assortment.recorded_since())
    yield from as_now(_("warehouses and goods of the contract"), asked.at, *sinces)


def _by_day(asked: Question, product: int) -> Question:
    """The past as a buyer is told it: two moments of his choice would tell one order of somebody else.

    What he was told when it was the present he may see again: its link is sealed.
    """
    if asked.is_staff or not asked.is_past or constant_time_compare(asked.seal, _seal(asked, product)):
        return asked
    return replace(asked, at=day_begins_at(business_day(asked.at)), seal="", is_by_day=True)


def _seal(asked: Question, product: int) -> str:
    return Signer(salt="why").signature(f"{asked.contract.id} {product} {asked.at.astimezone(UTC).isoformat()}")


def goods_of(asked: Question, product: int) -> Goods | None:
    contract = asked.contract.id
    offer = offer_of(asked, product, _ONE)
    if offer is None:
        return None
    stood = stock.stood(contract=contract, products=[product], at=asked.at)
    arrivals = [one.arrival for one in stood if one.arrival is not None]
    return Goods(
        offer,
        {place.id: place.name for place in _places(asked)},
        stood,
        _own(asked, product),
        stock.arrival_changes(arrivals=arrivals, at=asked.at),
        _left(asked, [one.source for one in stood]),
        [] if asked.is_past else stock.ways(contract=contract, product=product, at=asked.at),
    )


def _places(asked: Question) -> Sequence[stock.WarehouseRow]:
    contract = asked.contract.id
    return (
        stock.warehouses_then(contract=contract, at=asked.at) if asked.is_past else stock.warehouses(contract=contract)
    )


def _left(asked: Question, sources: Sequence[Source]) -> Sequence[Source]:
    """What those who wait leave of it now; who waited for what in the past is not recorded."""
    return sources if asked.is_past else orders.unspoken(sources, asked.at)


def _own(asked: Question, product: int) -> dict[tuple[int, int | None], dict[int, Decimal]]:
    """What the contract itself holds, by place and then by order."""
    contract = asked.contract.id
    held = (
        stock.held_then(contract=contract, product=product, at=asked.at)
        if asked.is_past
        else stock.held_now(contract=contract, product=product)
    )
    lines = orders.lines_named(contract=contract, lines=sorted({one.owner for one in held}))
    order_of = {line.id: line.order for line in lines}
    found: dict[tuple[int, int | None], dict[int, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    for one in held:
        found[one.warehouse, one.arrival][order_of.get(one.owner, 0)] += one.quantity
    return found


def _line(goods: Goods) -> str:
    parts = [f"{name} {_free(goods, goods.at(place))}" for place, name in goods.places.items()]
    if soonest := next((one for one in goods.coming if goods.free_of(one) > 0), None):
        on = soonest.expected_on
        coming = sum((goods.free_of(one) for one in goods.coming if one.expected_on == on), NOTHING)
        parts.append(_expected(coming, on))
    parts += supplied.in_short(goods.supplied)
    parts.append(_("packs of %(multiple)s") % {"multiple": formats.quantity(goods.offer.multiple)})
    return _("Free") + ": " + " · ".join(parts) + f" ({goods.offer.unit})"


def _free(goods: Goods, one: stock.Stood) -> str:
    return formats.quantity(goods.free_of(one))


def _expected(quantity: Decimal, on: date | None) -> str:
    facts = {"quantity": formats.quantity(quantity), "day": formats.day(on) if on else ""}
    return _("%(quantity)s expected on %(day)s") % facts


def _tree(asked: Question, goods: Goods, quantity: Decimal) -> Iterator[Node]:
    yield from what_stands(asked, goods)
    yield from supplied.nodes(asked, goods.supplied)
    yield from _order(asked, goods, quantity, terms_then(asked))


def what_stands(asked: Question, goods: Goods) -> Iterator[Node]:
    """What is free of the product, on hand and on its way, and of what it is made."""
    places = [_place(asked, goods, place, name) for place, name in goods.places.items()]
    allowed = (
        _("your contract took goods from these warehouses then")
        if asked.is_past
        else _("your contract takes goods from these warehouses")
    )
    value = f"{formats.quantity(goods.free)} {goods.offer.unit}"
    yield node(_("Free on hand"), value, note=f"{asked.as_of} · {allowed}", children=places)
    yield _arrivals(asked, goods)


def _place(asked: Question, goods: Goods, place: int, name: str) -> Node:
    one = goods.at(place)
    children = [node(_("On hand"), formats.quantity(one.there)), *_held(asked, goods, one)] if one.there else []
    return node(name, _free(goods, one), children=children)


def _held(asked: Question, goods: Goods, one: stock.Stood) -> Iterator[Node]:
    """What you hold, order by order; what others hold is a sum and nothing else."""
    own = goods.own.get((one.warehouse, one.arrival), {})
    mine = sum(own.values(), NOTHING)
    if mine:
        yield node(
            _("held under your contract"),
            _minus(mine),
            children=bounded([_of_order(asked, *part) for part in own.items()]),
        )
    if one.held > mine:
        yield node(_("held under other contracts"), _minus(one.held - mine))
    if kept := one.there - one.held - goods.free_of(one):
        yield node(_("kept for those who wait"), _minus(kept))


def _of_order(asked: Question, order: int, quantity: Decimal) -> Node:
    name = _("Order %(id)s") % {"id": order} if order else _("an order")
    return node(name, formats.quantity(quantity), href=asked.place_of("order", order or None))


def _minus(quantity: Decimal) -> str:
    return f"\u2212{formats.quantity(quantity)}"


def _arrivals(asked: Question, goods: Goods) -> Node:
    if not goods.coming:
        return node(_("On its way"), "0", note=_("nothing is announced"))
    free = sum((goods.free_of(one) for one in goods.coming), NOTHING)
    value = f"{formats.quantity(free)} {goods.offer.unit}"
    return node(_("On its way"), value, children=bounded([_arrival(asked, goods, one) for one in goods.coming]))


def _arrival(asked: Question, goods: Goods, one: stock.Stood) -> Node:
    place = goods.places.get(one.warehouse, "")
    day = formats.day(one.expected_on) if one.expected_on else ""
    told_when = [_change(change) for change in goods.changes.get(one.arrival or 0, ())]
    children = [node(_("comes"), formats.quantity(one.there), children=told_when), *_held(asked, goods, one)]
    return node(f"{day} · {place}", _free(goods, one), children=children)


def _change(change: stock.ArrivalChange) -> Node:
    facts = {"day": formats.day(change.expected_on), "at": formats.moment(change.at)}
    words = {
        "announced": _("announced %(at)s for %(day)s"),
        "changed": _("changed %(at)s: expected on %(day)s"),
    }
    return node(words.get(change.kind, "%(at)s") % facts, formats.quantity(change.open))


def _order(asked: Question, goods: Goods, quantity: Decimal, terms: companies.TermsRow | None) -> Iterator[Node]:
    """What packs make of the quantity asked for, and what each source would give."""
    offer = goods.offer
    is_free = terms is not None and terms.pack_rule == FREE
    fits = quantity if is_free else fitting(quantity, multiple=offer.multiple, minimum=offer.minimum)
    yield node(_("Packs"), _packs(offer), note=_rounded(quantity, fits))
    parts = promise(quantity=fits, sources=[*goods.sources, *(source for source, _way in goods.supplied)])
    children = [_part(goods, source.warehouse, source.expected_on, part) for source, part in parts]
    waits = fits - sum((part for _, part in parts), NOTHING)
    if waits > 0:
        children.append(node(_("waits: no source is known for it"), formats.quantity(waits)))
    label = _("If you order %(quantity)s") % {"quantity": f"{formats.quantity(fits)} {offer.unit}"}
    note = _("what was kept for those who waited is not recorded") if asked.is_past else ""
    yield node(label, _when([source.expected_on for source, _part_of in parts], waits), note=note, children=children)


def _when(days: Sequence[date | None], waits: Decimal) -> str:
    """When all of it would be there."""
    if waits > 0:
        return _("not all of it")
    last = max((day for day in days if day), default=None)
    return _("all by %(day)s") % {"day": formats.day(last)} if last else _("all at once")


def _part(goods: Goods, place: int, on: date | None, quantity: Decimal) -> Node:
    when = formats.day(on) if on else _("at once")
    return node(f"{when} · {goods.places.get(place, '')}", formats.quantity(quantity))


def _packs(offer: assortment.OfferRow) -> str:
    packs = _("by %(multiple)s") % {"multiple": formats.quantity(offer.multiple)}
    if not offer.minimum:
        return packs
    return packs + ", " + _("%(minimum)s at least") % {"minimum": formats.quantity(offer.minimum)}


def _rounded(quantity: Decimal, fits: Decimal) -> str:
    if quantity == fits:
        return ""
    facts = {"asked": formats.quantity(quantity), "fits": formats.quantity(fits)}
    return _("%(asked)s becomes %(fits)s") % facts


def _stood_only(asked: Question, goods: Goods, since: datetime) -> Iterator[Node]:
    """Of a moment before the ledger of holds: what stood is known, what was held is not."""
    stood = [node(name, formats.quantity(goods.at(place).there)) for place, name in goods.places.items()]
    total = sum((one.there for one in goods.stood if one.arrival is None), NOTHING)
    yield node(_("On hand"), formats.quantity(total), note=asked.as_of, children=stood)
    yield node(_("What was held and what was to come"), note=not_recorded(since))
