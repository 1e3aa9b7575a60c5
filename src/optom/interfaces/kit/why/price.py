"""A price in one line and as a tree: of what it is made, until when, and what more of it would cost."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

from django.utils.translation import gettext as _

from optom.domain.assortment import queries as assortment
from optom.domain.catalog import queries as catalog
from optom.domain.orders import queries as orders
from optom.domain.pricing import queries as pricing
from optom.interfaces.kit import formats
from optom.interfaces.kit.known_of_contracts import known_in_words

from .told import Node, Question, Told, Words, as_now, link_to, node, told, told_as_now, told_only
from .whence import promotion_until, promotion_words, whence

_ONE = Decimal(1)


def why_price(asked: Question, *, product: int, quantity: Decimal) -> Told:
    """The derivation of the contract's price for so much of the product at a moment, with the link to it."""
    contract, at = asked.contract.id, asked.at
    why = pricing.why(contract=contract, product=product, quantity=quantity or _ONE, at=at)
    link = link_to("why", contract, product, at=at, quantity=format(quantity or _ONE, "f"))
    if why.price is None:
        return told_only(_unpriced(asked, product), link, _unknown(asked))
    breaks = breaks_of(contract, product, why, at)
    offer = offer_of(asked, product, quantity or _ONE)
    until = promotion_until(asked, why, product)
    origin = list(whence(asked, why, product, until))
    return told(_line(why, breaks, offer, until), [*_tree(asked, why, breaks, offer, origin), *_unknown(asked)], link)


def offer_of(asked: Question, product: int, quantity: Decimal) -> assortment.OfferRow | None:
    """What the contract is offered of the product, or was at the past moment; None where there is no such product."""
    offers = assortment.offers_then if asked.is_past else assortment.offers
    return next(iter(offers(contract=asked.contract.id, quantities={product: quantity}, at=asked.at)), None)


def _unpriced(asked: Question, product: int) -> str:
    """That there is no price; of the past also since when there has been one."""
    if not asked.is_past:
        return _("No price is published for you.")
    first = pricing.first_price(contract=asked.contract.id, product=product)
    if first.agreed_at is None or first.agreed_at > asked.at:
        words = _("Your contract had no prices then: they are agreed since %(moment)s.")
        return words % {"moment": formats.moment(first.agreed_at)} if first.agreed_at else _("No price was agreed.")
    if first.priced_at and first.priced_at > asked.at:
        words = _("No price was published for you then: the first one known is of %(moment)s.")
        return words % {"moment": formats.moment(first.priced_at)}
    return _("No price was published for you then.")


def _unknown(asked: Question) -> Iterator[Node]:
    """Of what the past has not been written down since the beginning."""
    yield from as_now(_("brand, group and tax of the product"), asked.at, catalog.recorded_since())
    yield from told_as_now(asked, _("the column's currency and whether VAT is inside, the seller's tax regime"))


def why_line_price(asked: Question, line: int) -> Told:
    """The price of an order line: agreed when it was ordered, by the terms of that moment."""
    found = orders.line_named(contract=asked.contract.id, line=line)
    order = orders.order(contract=asked.contract.id, order=found.order) if found else None
    if found is None or order is None:
        return told("", [])
    of_order = replace(asked, at=order.placed_at, is_past=order.placed_at < asked.now, is_future=False)
    then = why_price(of_order, product=found.product, quantity=found.ordered)
    price = pricing.why(
        contract=asked.contract.id, product=found.product, quantity=found.ordered, at=order.placed_at
    ).price
    label = _("Price of order %(id)s") % {"id": order.id}
    note = _("agreed %(moment)s") % {"moment": formats.moment(order.placed_at)}
    if price != found.price:
        note += " · " + _("the line was split, changed or moved since and has kept or got its price with that act")
    tree = [
        node(label, formats.price(found.price), note=note, href=asked.place_of("order", order.id)),
        *then["tree"],
    ]
    line_said: list[Words] = [{"t": label + " "}, {"t": formats.price(found.price), "b": True}]
    line_said += [{"t": " "}, *then["line"]] if price == found.price else [{"t": f" · {note}"}]
    return told(line_said, tree, link_to("why-line-price", asked.contract.id, line), is_settled=True)


def breaks_of(contract: int, product: int, why: pricing.Why, at: datetime) -> Sequence[tuple[Decimal, Decimal]]:
    """From which quantities the price changes, and to what."""
    column = next((column.id for column in pricing.columns() if column.name == why.column), None)
    if column is None or why.fixed is not None:
        return []
    return pricing.breaks(contract=contract, product=product, column=column, at=at)


def _line(
    why: pricing.Why,
    breaks: Sequence[tuple[Decimal, Decimal]],
    offer: assortment.OfferRow | None,
    until: date | None,
) -> Iterator[Words]:
    price = why.price or Decimal(0)
    if why.fixed is not None:
        yield {"t": _("= fixed for you") + " "}
        yield {"t": formats.price(price), "b": True}
        yield {"t": _until(why.fixed_until)}
    else:
        yield {"t": f"= {why.column} {formats.price(why.base or price)}"}
        if why.discount:
            yield {"t": f" × (1 − {formats.quantity(why.discount)} % "}
            yield {"t": _scope(why), "tone": "good"}
            yield {"t": f"{_until(why.rule_until)}) = "}
            yield {"t": formats.price(price), "b": True}
    if until:
        yield {"t": f" · {promotion_words(until)}", "tone": "good"}
    for start, lower in breaks:
        yield {"t": " · " + _("from %(quantity)s") % {"quantity": formats.quantity(start)} + " "}
        yield {"t": formats.price(lower), "b": True}
    if offer:
        yield {"t": f" · {vat_words(price, offer)}"}


def _scope(why: pricing.Why) -> str:
    names = [name for name in (why.rule_brand, why.rule_group) if name]
    return " / ".join(names) or _("by the contract")


def _until(moment: datetime | None) -> str:
    return "" if moment is None else " " + _("until %(moment)s") % {"moment": formats.moment(moment)}


def vat_words(price: Decimal, offer: assortment.OfferRow) -> str:
    """The rate, and what of the price it is."""
    if offer.vat.percent is None:
        return _("without VAT")
    percent = formats.quantity(offer.vat.percent)
    if not offer.is_vat_included:
        return _("VAT %(percent)s %% on top") % {"percent": percent}
    inside = formats.money(offer.vat.inside(price))
    return _("VAT %(percent)s %% inside %(sum)s") % {"percent": percent, "sum": inside}


def _tree(
    asked: Question,
    why: pricing.Why,
    breaks: Sequence[tuple[Decimal, Decimal]],
    offer: assortment.OfferRow | None,
    origin: Sequence[Node],
) -> Iterator[Node]:
    """``origin`` tells whence the price of the column is."""
    price = why.price or Decimal(0)
    parts = list(_fixed(why) if why.fixed is not None else _derived(why, origin))
    yield node(_("Your price"), formats.price(price), note=asked.as_of, children=parts)
    if offer and asked.is_past and not offer.is_visible:
        yield node(_("Your contract did not see this product then"))
    for start, lower in breaks:
        yield {"label": _("from %(quantity)s") % {"quantity": formats.quantity(start)}, "value": formats.price(lower)}
    if offer:
        yield {"label": _("VAT"), "value": vat_words(price, offer)}


def _fixed(why: pricing.Why) -> Iterator[Node]:
    yield {
        "label": _("Fixed price of the contract") + _until(why.fixed_until),
        "value": formats.price(why.fixed or Decimal(0)),
        "note": why.fixed_reason or "",
    }


def _derived(why: pricing.Why, origin: Sequence[Node]) -> Iterator[Node]:
    base = why.base or why.price or Decimal(0)
    note = _("from %(quantity)s") % {"quantity": formats.quantity(why.from_quantity)} if why.from_quantity else ""
    yield node(_("Column “%(name)s”") % {"name": why.column}, formats.price(base), note=note, children=origin)
    if why.discount:
        label = _("Discount: %(scope)s") % {"scope": _scope(why)} + _until(why.rule_until)
        yield {"label": label, "value": f"−{formats.quantity(why.discount)} %", "note": why.rule_reason or ""}
    if why.terms_known:
        yield _by_rule(why)
    if why.rounding and why.rounding != Decimal("0.01"):
        yield {"label": _("Rounded to"), "value": formats.price(why.rounding)}


def _by_rule(why: pricing.Why) -> Node:
    """Which rule of terms has given the contract its column and discount, and of what."""
    known = dict(why.terms_known)
    day = date.fromisoformat(known.pop("day", None) or "0001-01-01")
    parts = [node(label, value) for label, value in known_in_words(known, day)]
    named = _("Column and discount by the rule “%(name)s”") % {"name": why.terms_reason}
    return node(named if why.terms_reason else _("Column and discount by a rule of terms"), children=parts)
