"""What an act will do, told before it is done: of what, how much it comes to, and what becomes of the limits."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Protocol

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from optom.base.money import kopecks
from optom.domain.companies import queries as companies
from optom.domain.credit import queries as credit
from optom.interfaces.kit import formats
from optom.interfaces.kit.sheets import Done, Picked

from .context import Desk

_NAMED = 10
_NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class Thing:
    """What the act is about: goods, or a shipment."""

    name: str
    text: str
    amount: str
    sum: Decimal


class Goods(Protocol):
    """A line with its goods."""

    @property
    def article(self) -> str: ...
    @property
    def brand(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def unit(self) -> str: ...


def goods(of: Goods, quantity: Decimal, worth: Decimal) -> Thing:
    """So much of a line."""
    return Thing(of.article, f"{of.brand} {of.name}", f"{formats.quantity(quantity)} {of.unit}", worth)


def share(worth: Decimal, *, part: Decimal, whole: Decimal) -> Decimal:
    """What a part of something is worth."""
    return kopecks(worth * part / whole) if whole else _NOTHING


def is_told(picked: Picked) -> bool:
    """Whether he has been told and wants it done."""
    return "sure" in picked.given


def tell(desk: Desk, things: Sequence[Thing], effects: Sequence[str], *, go: str) -> Done:
    """Nothing is done yet: what it is about is named, with what follows."""
    facts = {"desk": desk, "effects": effects, "go": go, **named(things)}
    return Done(form=render_to_string("portal/acts/consequence.html", facts, desk.request), reload=False)


def named(things: Sequence[Thing]) -> dict[str, Any]:
    """For `acts/things.html`: the first of the things, how many more there are, and what they come to."""
    return {
        "things": things[:_NAMED],
        "more": max(len(things) - _NAMED, 0),
        "count": len(things),
        "sum": sum((one.sum for one in things), _NOTHING),
    }


def on_reserves(desk: Desk, freed: Decimal) -> Iterator[str]:
    """How far the limit of reserves is used before and after so much is given back; and that of credit is not."""
    if not desk.may("money"):
        return
    reserved = credit.headroom(desk.contract.id, desk.at).reserved
    limit = companies.terms(desk.contract.id, desk.at).reservation_limit
    facts = {"before": formats.money(reserved), "after": formats.money(reserved - freed)}
    if limit is None:
        yield _("In reserves: %(before)s → %(after)s.") % facts
    else:
        yield _("In reserves: %(before)s → %(after)s of %(limit)s allowed.") % {**facts, "limit": formats.money(limit)}
    yield _("The credit limit stays as it is: goods use it only when they are asked for shipment.")


def on_credit(desk: Desk, back: Decimal) -> Iterator[str]:
    """How much more could be shipped when so much is asked for no more."""
    if desk.may("money"):
        room = credit.headroom(desk.contract.id, desk.at).headroom
        facts = {"before": formats.money(room), "after": formats.money(room + back)}
        yield _("Available credit: %(before)s → %(after)s.") % facts
