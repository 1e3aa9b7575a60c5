"""Whence a column's price is: the publication with its rule, the list or the person.

The staff alone are told; how it comes about and what waits to take its place is for those who see costs. A buyer is
told until which day it is a promotion.
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from optom.base.refusal import Refusal
from optom.domain.accounts import queries as accounts
from optom.domain.accounts.rules import desk_may
from optom.domain.policy import queries as policy
from optom.domain.policy.queries import Origin
from optom.domain.pricing.queries import Why
from optom.interfaces.kit import formats

from .steps import guard_called, rule_in_words, steps_of
from .told import Node, Question, node

_EXCHANGES = {"commerceml": gettext_lazy("by an exchange of goods (CommerceML)")}


def promotion_until(asked: Question, why: Why, product: int) -> date | None:
    """The last day of the rule that made the price; None: it has none, or the price is not the column's."""
    column, least = why.column_id, why.from_quantity
    if column is None or why.base is None or why.fixed is not None:
        return None
    return policy.promised_until(column=column, product=product, from_quantity=least, at=asked.at)


def promotion_words(until: date) -> str:
    """Promotion until 30.11.2026."""
    return _("promotion until %(day)s") % {"day": formats.day(until)}


def whence(asked: Question, why: Why, product: int, until: date | None) -> Iterator[Node]:
    """What stands below the column's price: of a promotion its last day, and to the staff whence the price is."""
    if until:
        yield node(promotion_words(until))
    if not asked.is_staff or why.column_id is None:
        return
    found = policy.origin(column=why.column_id, product=product, from_quantity=why.from_quantity, at=asked.at)
    if found:
        since = _("In force since %(moment)s") % {"moment": formats.moment(found.at)}
        yield node(since, note=_by(found), children=_told(asked, found, product, why))


def _told(asked: Question, found: Origin, product: int, why: Why) -> Iterator[Node]:
    sees_costs = asked.actor is not None and desk_may("see_costs", accounts.staff_roles(asked.actor))
    if found.publication:
        yield from _of_publication(asked, found, sees_costs=sees_costs)
    if sees_costs and not asked.is_past and why.column_id is not None:
        yield from _steps(asked, found, product, why.column_id, why.from_quantity)
        yield from _waiting(asked, found)


def _by(found: Origin) -> str:
    if found.publication:
        return _("by the policy of prices")
    if found.is_by_hand:
        return _("set by %(name)s: %(reason)s") % {"name": found.actor or "", "reason": found.source}
    if not found.source:
        return ""
    listed = _EXCHANGES.get(found.source) or _("by the price list “%(name)s”") % {"name": found.source}
    return f"{listed}, {found.actor}" if found.actor else str(listed)


def _of_publication(asked: Question, found: Origin, *, sees_costs: bool) -> Iterator[Node]:
    label = _("Price publication %(number)s") % {"number": found.publication}
    said = _("by itself, inputs have moved") if found.is_automatic else ""
    if found.approved_by:
        said = _("approved by %(name)s") % {"name": found.approved_by}
    yield node(label, note=said, href=asked.place_of("publication", found.publication) if sees_costs else "")
    if found.restores:
        yield node(_("back to the prices of %(moment)s") % {"moment": formats.moment(found.restores)})
    if found.rule:
        yield node(rule_in_words(found.rule, found.rule_name or ""), note=_version(found))


def _version(found: Origin) -> str:
    said = _("version %(number)s of the policy") % {"number": found.version}
    if found.in_force in {None, found.version}:
        return said
    return f"{said} · " + _("in force now is version %(number)s") % {"number": found.in_force}


def _steps(asked: Question, found: Origin, product: int, column: int, from_quantity: Decimal) -> Iterator[Node]:
    """How the rules of the publication make it of what is known now, and whether that is another price."""
    if not found.rule or found.publication is None:
        return
    try:
        derived = policy.why_proposed(
            found.publication, product=product, column=column, at=asked.now, from_quantity=from_quantity
        )
    except Refusal:
        yield node(_("The rules that made it don't fit what is known of goods any more"))
        return
    if derived is None:
        return
    yield node(_("Worked out with what is known now"), _price(derived.amount), children=steps_of(derived))
    if derived.amount != found.amount:
        yield node(_("Inputs or days have moved since: by these rules it would be another price now"))


def _waiting(asked: Question, found: Origin) -> Iterator[Node]:
    if found.waiting is None:
        return
    label = _("Price publication %(number)s waits") % {"number": found.waiting}
    held = _guard(found.waiting, found.guard)
    note = _("held back by %(guard)s") % {"guard": held} if held else ""
    yield node(label, _price(found.becomes), note=note, href=asked.place_of("publication", found.waiting))


def _guard(publication: int, place: int | None) -> str:
    if place is None:
        return ""
    words = {policy.BLANK: _("can't be worked out"), policy.OF_HELD: _("made of a price that is held back")}
    return words.get(place) or guard_called(place, policy.names_of_parts(publication)[1].get(place, ""))


def _price(amount: Decimal | None) -> str:
    return _("no price") if amount is None else formats.price(amount)
