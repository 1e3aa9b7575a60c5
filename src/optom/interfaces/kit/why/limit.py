"""For how much more goods may leave, and of what the limit is made: each figure with the papers behind it."""

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal

from django.utils.translation import gettext as _

from optom.base.business_day import business_day
from optom.base.listing import Asked, Listed
from optom.domain.companies import queries as companies
from optom.domain.credit import queries as credit
from optom.domain.shipping import queries as shipping
from optom.interfaces.kit import formats
from optom.interfaces.kit.ledger import title_of_item, title_of_kept

from .told import (
    MOST,
    NOTHING,
    Node,
    Question,
    Told,
    Words,
    bounded,
    link_to,
    node,
    not_recorded,
    still_to_come,
    terms_then,
    told,
    told_only,
)


def why_limit(asked: Question) -> Told:
    """The free limit at the terms of the moment: limit, debt, what is asked for; what is overdue; what is held."""
    link = link_to("why-limit", asked.contract.id, at=asked.at)
    if asked.is_future:
        return told_only(still_to_come(asked.at), link)
    since = credit.recorded_since()
    if since and asked.at < since:
        return told(not_recorded(since), _owed_only(asked, since), link)
    terms = terms_then(asked)
    if terms is None:
        return told_only(_("The contract had no terms then."), link)
    room = (credit.headroom_then if asked.is_past else credit.headroom)(asked.contract.id, asked.at)
    return told(_line(asked, room), _tree(asked, room, terms), link)


def _unsettled(asked: Question) -> Listed:
    """Of now it is written down; only the past is made of all entries that the contract ever had."""
    if asked.is_past:
        return credit.open_then(contract=asked.contract.id, at=asked.at)
    return credit.open_items_of(contract=asked.contract.id, today=business_day(asked.at))


def _line(asked: Question, room: credit.HeadroomRow) -> Iterator[Words]:
    yield {"t": "= " + _("limit %(sum)s") % {"sum": formats.money(room.limit)}}
    yield {"t": " \u2212 " + _("debt %(sum)s") % {"sum": formats.money(room.debt)}}
    yield {"t": " \u2212 " + _("asked for shipment %(sum)s") % {"sum": formats.money(room.committed)}}
    if room.kept:
        yield {"t": " \u2212 " + _("kept for goods of invoices %(sum)s") % {"sum": formats.money(room.kept)}}
    yield {"t": " = "}
    yield {"t": asked.money(room.headroom), "b": True}
    if room.overdue:
        yield {"t": " · "}
        yield {"t": _("overdue %(sum)s") % {"sum": formats.money(room.overdue)}, "tone": "bad"}


def _tree(asked: Question, room: credit.HeadroomRow, terms: companies.TermsRow) -> Iterator[Node]:
    made_of = [_limit(asked, room, terms), _debt(asked, room.debt), _committed(asked, room)]
    made_of += [_kept(asked, room)] if room.kept else []
    yield node(_("Available credit"), asked.money(room.headroom), note=asked.as_of, children=made_of)
    if room.overdue:
        yield _overdue(asked, room)
    yield _reserved(asked, room, terms)


def _owed_only(asked: Question, since: datetime) -> Iterator[Node]:
    """Of a moment before the ledger of accounts: what was owed is known, what was asked for and held is not."""
    yield node(_("As it was"), note=asked.as_of, children=[_debt(asked, credit.debt_then(asked.contract.id, asked.at))])
    yield node(_("What was asked for shipment and what was held"), note=not_recorded(since))


def _limit(asked: Question, room: credit.HeadroomRow, terms: companies.TermsRow) -> Node:
    note = _("by the terms since %(moment)s") % {"moment": formats.moment(terms.valid_from)}
    return node(_("Credit limit"), asked.money(room.limit), note=note)


def _debt(asked: Question, debt: Decimal) -> Node:
    """Money paid ahead is a debt below nothing."""
    part = _unsettled(asked).part(Asked(count=MOST))
    label = "\u2212 " + (_("debt") if debt >= 0 else _("debt (money paid ahead)"))
    return node(label, asked.money(debt), children=bounded([_item(asked, row) for row in part.rows], part.total))


def _item(asked: Question, row: credit.OpenItemRow) -> Node:
    note = _("due %(day)s") % {"day": formats.day(row.due_on)} if row.due_on else ""
    href = link_to("why-entry", asked.contract.id, row.entry)
    return node(title_of_item(row), formats.money(row.open), note=note, href=href)


def _committed(asked: Question, room: credit.HeadroomRow) -> Node:
    under_way = shipping.asked_then(contract=asked.contract.id, at=asked.at)
    children = [
        node(
            _("Shipment %(id)s") % {"id": one.id},
            formats.money(one.sum),
            note=formats.moment(one.requested_at),
            href=link_to("why-shipment", asked.contract.id, one.id),
        )
        for one in under_way
    ]
    return node("\u2212 " + _("asked for shipment"), asked.money(room.committed), children=bounded(children))


def _kept(asked: Question, room: credit.HeadroomRow) -> Node:
    """Money paid ahead by invoices, without what shipments have asked for of their goods; the invoices are today's."""
    children = [
        node(
            title_of_kept(one),
            formats.money(one.amount - one.covered),
            href=link_to("why-entry", asked.contract.id, one.entry),
        )
        for one in (() if asked.is_past else credit.earmarks(asked.contract.id))
        if one.amount > one.covered
    ]
    note = _("paid ahead: these goods leave whatever else is owed")
    return node(
        "\u2212 " + _("kept for goods of invoices"), asked.money(room.kept), note=note, children=bounded(children)
    )


def _overdue(asked: Question, room: credit.HeadroomRow) -> Node:
    """The same papers as under the debt, those that should have been paid."""
    late = [_item(asked, row) for row in _unsettled(asked).all() if row.days_overdue > 0]
    note = _("since %(day)s; nothing leaves before it is paid but what is paid ahead") % {
        "day": _day(room.oldest_overdue_on)
    }
    return node(_("Overdue"), asked.money(room.overdue), note=note, children=bounded(late))


def _day(day: date | None) -> str:
    return formats.day(day) if day else ""


def _reserved(asked: Question, room: credit.HeadroomRow, terms: companies.TermsRow) -> Node:
    """What is held does not use the limit; it may have one of its own."""
    limit = terms.reservation_limit
    children = []
    if limit is not None:
        left = max(limit - room.reserved, NOTHING)
        children = [node(_("may be held"), asked.money(limit)), node(_("= left to hold"), asked.money(left))]
    return node(
        _("Held goods"), asked.money(room.reserved), note=_("(not counted against the limit)"), children=children
    )
