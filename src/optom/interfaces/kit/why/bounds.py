"""How far a person orders on his own word, and what of a cost centre's budget is used: by which orders of the month."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from django.utils.translation import gettext as _

from optom.base.business_day import business_day, month_start
from optom.domain.companies import queries as companies
from optom.domain.companies import rules
from optom.domain.orders import queries as orders
from optom.interfaces.kit import formats

from .told import MOST, NOTHING, Node, Question, Told, link_to, node, still_to_come, told, told_as_now, told_only


def may_see_bounds(asked: Question, person: int) -> bool:
    """His own, and those of others for who gives them or decides on what goes beyond."""
    return asked.actor == person or not asked.rights.isdisjoint({rules.ADMINISTER, rules.APPROVE})


def why_spending(asked: Question, person: int) -> Told:
    """Until where a person orders on his own word, and what of his month he has used."""
    link = link_to("why-spending", asked.contract.id, person, at=asked.at)
    if asked.is_future:
        return told_only(still_to_come(asked.at), link)
    people = {one.user: one for one in companies.people(asked.contract.company)}
    if person not in people:
        return told_only(_("He does not work for the company: nothing bounds his orders."), link)
    found = companies.standing(asked.contract.id, person, asked.now).spending
    used = _spent(asked, person=person)
    tree = [
        node(_("At once"), _bound(asked, found.order_limit)),
        _month(asked, _("In a calendar month"), found.month_limit, used),
        node(_("Orders of the company over this sum are approved by a colleague"), _bound(asked, found.approval_over)),
        _charged(asked, found),
        _approvers(asked, person, found),
        *told_as_now(asked, _("limits, cost centres, the rule of approval")),
    ]
    return told(_in_short(asked, found.month_limit, used), tree, link)


def why_budget(asked: Question, centre: int) -> Told:
    """What of a cost centre's budget of the month is used, by which orders."""
    link = link_to("why-budget", asked.contract.id, centre, at=asked.at)
    if asked.is_future:
        return told_only(still_to_come(asked.at), link)
    found = companies.cost_centre(asked.contract.company, centre)
    if found is None:
        return told(_("There is no such cost centre."), [])
    used = _spent(asked, centre=centre)
    closed = [node(_("The cost centre is closed: nothing more is charged to it"))] if found.is_closed else []
    tree = [
        _month(asked, f"{found.code} {found.name}", found.budget, used),
        *closed,
        *told_as_now(asked, _("the budget")),
    ]
    return told(_in_short(asked, found.budget, used), tree, link)


def _spent(asked: Question, *, person: int | None = None, centre: int | None = None) -> orders.SpentBy:
    company, currency = asked.contract.company, asked.contract.currency
    until = asked.at if asked.is_past else None  # what a clock behind ours has ordered counts now as well
    return orders.spent_by(
        company=company, currency=currency, person=person, centre=centre, at=asked.at, until=until, most=MOST
    )


def _in_short(asked: Question, bound: Decimal | None, used: orders.SpentBy) -> str:
    if bound is None:
        return "= " + _("%(used)s used, there is no limit") % {"used": asked.money(used.sum)}
    facts = {"limit": formats.money(bound), "used": formats.money(used.sum), "left": asked.money(bound - used.sum)}
    return "= " + _("limit %(limit)s − used %(used)s = %(left)s left") % facts


def _bound(asked: Question, bound: Decimal | None) -> str:
    return _("any sum") if bound is None else asked.money(bound)


def _month(asked: Question, label: str, bound: Decimal | None, used: orders.SpentBy) -> Node:
    since = _("from %(since)s, %(as_of)s") % {
        "since": formats.day(business_day(month_start(asked.at))),
        "as_of": asked.as_of,
    }
    left = [] if bound is None else [node(_("= left"), asked.money(bound - used.sum))]
    spent = node("\u2212 " + _("used"), asked.money(used.sum), note=since, children=_orders(asked, used))
    return node(label, _bound(asked, bound), children=[spent, *left, *_cancelled_since(asked)])


def _cancelled_since(asked: Question) -> Iterator[Node]:
    if asked.is_past:
        yield node(_("what was cancelled of these orders since is not counted either"))


def _orders(asked: Question, used: orders.SpentBy) -> list[Node]:
    shown = [_order(asked, one) for one in used.orders]
    more = used.total - len(shown)
    rest = used.sum - sum((one.sum for one in used.orders), NOTHING)
    return [*shown, node(_("orders before these: %(count)s") % {"count": more}, formats.money(rest))] if more else shown


def _order(asked: Question, one: orders.SpentOn) -> Node:
    """An order under another contract of the company is named and not opened: it has a page under its own."""
    href = link_to("why-total", asked.contract.id, one.order) if one.contract == asked.contract.id else ""
    label = _("Order %(id)s") % {"id": one.order}
    return node(label, formats.money(one.sum), note=formats.moment(one.placed_at), href=href)


def _charged(asked: Question, found: rules.Spending) -> Node:
    own = [one for one in companies.cost_centres(asked.contract.company) if one.id in found.centres]
    children = [node(f"{one.code} {one.name}", href=link_to("why-budget", asked.contract.id, one.id)) for one in own]
    return node(_("Cost centres that may be charged"), "" if own else _("any, or none"), children=children)


def _approvers(asked: Question, person: int, found: rules.Spending) -> Node:
    able = companies.approvers(asked.contract.company, person=person, named=found.approver)
    return node(_("Who may approve"), names_of(able) or _("nobody"))


def names_of(people: Sequence[companies.PersonRow]) -> str:
    """In the order of the list of people."""
    return ", ".join(one.name or one.email for one in people)
