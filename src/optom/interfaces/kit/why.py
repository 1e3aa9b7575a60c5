"""A price in one line and as a tree: of what it is made, until when, and what more of it would cost.

The buyer sees it in the bar above his sheet; its link opens the same on a page of its own, for his support too.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from optom.domain.accounts import queries as accounts
from optom.domain.assortment import queries as assortment
from optom.domain.companies import queries as companies
from optom.domain.pricing import queries as pricing

from . import formats
from .answers import heard, sign_in
from .input import Malformed, are_keys, number
from .person import person_of

Words = dict[str, Any]
_ONE = Decimal(1)


def why_price(*, contract: int, product: int, quantity: Decimal, at: datetime) -> dict[str, Any]:
    """The derivation of the contract's price for so much of the product at a moment, with the link to it."""
    why = pricing.why(contract=contract, product=product, quantity=quantity or _ONE, at=at)
    if why.price is None:
        return {"line": _("No price is published for you."), "tree": []}
    breaks = breaks_of(contract, product, why, at)
    offer = next(iter(assortment.offers(contract=contract, quantities={product: quantity or _ONE}, at=at)), None)
    asked = urlencode({"quantity": format(quantity or _ONE, "f"), "at": timezone.localtime(at).isoformat()})
    return {
        "line": list(_line(why, breaks, offer)),
        "tree": list(_tree(why, breaks, offer, at)),
        "link": f"{reverse('kit:why', args=[contract, product])}?{asked}",
    }


def moment_asked(given: Mapping[str, str], now: datetime) -> datetime:
    """Now, or the past moment of the parameter ``at`` (local time where it names no zone)."""
    text = given.get("at", "")
    if not text:
        return now
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise Malformed("input.not_a_date", value=text[:40]) from None
    return moment if timezone.is_aware(moment) else timezone.make_aware(moment)


@require_safe
def page(request: HttpRequest, contract: int, product: int) -> HttpResponse:
    """One price of one contract at a moment, for whoever may see it: its people and the staff."""
    person = person_of(request)
    if person is None:
        return sign_in(request)
    if not are_keys([contract, product]):
        raise Http404
    return heard(request, lambda: _shown(request, person.id, contract, product))


def _shown(request: HttpRequest, person: int, contract: int, product: int) -> HttpResponse:
    found = companies.contract(contract)
    is_staff = accounts.is_staff(person)
    if not is_staff and companies.membership(person, found.company) is None:
        raise Http404
    at = moment_asked(request.GET, timezone.now())
    quantity = number(request.GET["quantity"]) if request.GET.get("quantity") else _ONE
    offer = next(iter(assortment.offers(contract=contract, quantities={product: _ONE}, at=at)), None)
    if offer is None or not (is_staff or offer.is_visible):
        raise Http404
    facts = {"contract": found, "offer": offer, "quantity": quantity, "at": at}
    told = why_price(contract=contract, product=product, quantity=quantity, at=at)
    return render(request, "kit/why.html", {**facts, **told})


def breaks_of(contract: int, product: int, why: pricing.Why, at: datetime) -> Sequence[tuple[Decimal, Decimal]]:
    """From which quantities the price changes, and to what."""
    column = next((column.id for column in pricing.columns() if column.name == why.column), None)
    if column is None or why.fixed is not None:
        return []
    return pricing.breaks(contract=contract, product=product, column=column, at=at)


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
