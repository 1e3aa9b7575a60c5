"""A price in one line and as a tree: of what it is made, until when, and what more of it would cost."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from optom.domain.assortment import queries as assortment
from optom.domain.pricing import queries as pricing
from optom.interfaces.kit import formats
from optom.interfaces.kit.input import Malformed

from .context import Desk

Words = dict[str, Any]


def moment_asked(desk: Desk) -> datetime:
    """Now, or the past moment of the parameter ``at`` (local time)."""
    text = desk.request.GET.get("at", "")
    if not text:
        return desk.at
    try:
        given = datetime.fromisoformat(text)
    except ValueError:
        raise Malformed("input.not_a_date", value=text[:40]) from None
    return given if timezone.is_aware(given) else timezone.make_aware(given)


def why_price(desk: Desk, product: int, quantity: Decimal) -> dict[str, Any]:
    """The derivation of the contract's price for so much of the product."""
    at = moment_asked(desk)
    why = pricing.why(contract=desk.contract.id, product=product, quantity=quantity or Decimal(1), at=at)
    if why.price is None:
        return {"line": _("No price is published for you."), "tree": []}
    breaks = breaks_of(desk, product, why, at)
    offer = next(iter(assortment.offers(contract=desk.contract.id, quantities={product: quantity}, at=at)), None)
    return {"line": list(_line(why, breaks, offer)), "tree": list(_tree(why, breaks, offer, at))}


def breaks_of(desk: Desk, product: int, why: pricing.Why, at: datetime) -> Sequence[tuple[Decimal, Decimal]]:
    """From which quantities the price changes, and to what."""
    column = next((column.id for column in pricing.columns() if column.name == why.column), None)
    if column is None or why.fixed is not None:
        return []
    return pricing.breaks(contract=desk.contract.id, product=product, column=column, at=at)


def _line(
    why: pricing.Why, breaks: Sequence[tuple[Decimal, Decimal]], offer: assortment.OfferRow | None
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
    why: pricing.Why, breaks: Sequence[tuple[Decimal, Decimal]], offer: assortment.OfferRow | None, at: datetime
) -> Iterator[dict[str, Any]]:
    price = why.price or Decimal(0)
    parts = list(_fixed(why) if why.fixed is not None else _derived(why))
    yield {
        "label": _("Your price"),
        "value": formats.price(price),
        "note": _("as of %(moment)s") % {"moment": formats.moment(at)},
        "children": parts,
    }
    for start, lower in breaks:
        yield {"label": _("from %(quantity)s") % {"quantity": formats.quantity(start)}, "value": formats.price(lower)}
    if offer:
        yield {"label": _("VAT"), "value": vat_words(price, offer)}


def _fixed(why: pricing.Why) -> Iterator[dict[str, Any]]:
    yield {
        "label": _("Fixed price of the contract") + _until(why.fixed_until),
        "value": formats.price(why.fixed or Decimal(0)),
        "note": why.fixed_reason or "",
    }


def _derived(why: pricing.Why) -> Iterator[dict[str, Any]]:
    base = why.base or why.price or Decimal(0)
    note = _("from %(quantity)s") % {"quantity": formats.quantity(why.from_quantity)} if why.from_quantity else ""
    yield {"label": _("Column “%(name)s”") % {"name": why.column}, "value": formats.price(base), "note": note}
    if why.discount:
        label = _("Discount: %(scope)s") % {"scope": _scope(why)} + _until(why.rule_until)
        yield {"label": label, "value": f"−{formats.quantity(why.discount)} %", "note": why.rule_reason or ""}
    if why.rounding and why.rounding != Decimal("0.01"):
        yield {"label": _("Rounded to"), "value": formats.price(why.rounding)}


def why_stock(row: assortment.ProductRow, warehouses: dict[int, str]) -> dict[str, Any]:
    """What is free where, and what comes when."""
    parts = [f"{name} {formats.quantity(row.free.get(place, Decimal(0)))}" for place, name in warehouses.items()]
    if row.coming and row.expected_on:
        parts.append(
            _("%(quantity)s expected on %(day)s")
            % {"quantity": formats.quantity(row.coming), "day": formats.day(row.expected_on)}
        )
    parts.append(_("packs of %(multiple)s") % {"multiple": formats.quantity(row.multiple)})
    return {"line": _("Free now") + ": " + " · ".join(parts) + f" ({row.unit})"}


_UNSEEN = {
    assortment.Unseen.UNKNOWN: gettext_lazy("No product of the seller has this number."),
    assortment.Unseen.ARCHIVED: gettext_lazy("This product is not sold any more, to nobody."),
    assortment.Unseen.NOT_AGREED: gettext_lazy(
        "It is sold, but your contract does not include it: its terms name groups and brands. Ask the seller for it."
    ),
    assortment.Unseen.SEEN: gettext_lazy("Your contract sees it: a filter or the chosen group hides it here."),
}


def why_unseen(desk: Desk, number: str) -> str:
    """Why a search finds nothing, if what was typed is a whole number."""
    return str(_UNSEEN[assortment.unseen(contract=desk.contract.id, number=number)])
