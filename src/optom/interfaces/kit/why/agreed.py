"""What a "no" of the contract rests on: its terms, rights of people, the word of a colleague, warehouses and hours."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from optom.base.business_day import business_moment
from optom.base.refusal import Refusal
from optom.base.working_days import is_working_day
from optom.domain.companies import queries as companies
from optom.domain.companies import rules
from optom.domain.orders import queries as orders
from optom.domain.shipping.rules import earliest_on
from optom.domain.stock import queries as stock
from optom.interfaces.kit import formats
from optom.interfaces.kit.terms import terms_in_words
from optom.interfaces.kit.words import named, worded

from .bounds import names_of
from .told import Node, Question, Told, as_now, link_to, node, terms_then, told, told_as_now, told_only


def why_terms(asked: Question) -> Told:
    """The numbers of the contract that were in force at the moment, since when, and whether it is open."""
    link = link_to("why-terms", asked.contract.id, at=asked.at)
    found = terms_then(asked)
    if found is None:
        return told_only(_("The contract had no terms then."), link)
    since = _("by the terms since %(moment)s") % {"moment": formats.moment(found.valid_from)}
    words = terms_in_words(found, asked.contract.currency, with_limit=rules.may_see_money(asked.rights))
    until = [node(_("in force until"), formats.moment(found.valid_to))] if found.valid_to else []
    why = [node(_("Reason"), found.reason)] if asked.is_staff and found.reason else []
    tree = [
        node(_("Terms of the contract"), asked.contract.number, note=f"{asked.as_of} · {since}",
             children=[*(node(name, value) for name, value in words), *until, *why]),
        _state(asked),
        *told_as_now(asked, _("whether the contract is open")),
    ]  # fmt: skip
    return told(since, tree, link)


def _state(asked: Question) -> Node:
    if asked.contract.is_active:
        return node(_("The contract is open"))
    return node(_("The contract is closed"), note=_("nothing new is ordered or shipped; what is owed can be paid"))


def why_right(asked: Question, act: str, person: int | None) -> Told:
    """Which right an act takes, what a person has, who of the company has it and who gives it."""
    link = link_to("why-right", asked.contract.id, act=act, person=str(person or ""))
    people = companies.people(asked.contract.company)
    right = rules.ACTS[act]
    able = [one for one in people if right in one.rights]
    givers = [one for one in people if rules.ADMINISTER in one.rights]
    may_see = asked.actor == person or rules.may_administer(asked.rights)
    who = [_person(one, right) for one in people if one.user == person and may_see]
    tree = [
        node(named("act", act), named("right", right), note=_("the right that it takes")),
        *who,
        node(_("Who has it"), names_of(able) or _("nobody has it")),
        node(_("Who gives rights"), names_of(givers) or _("nobody")),
        *told_as_now(asked, _("rights of people")),
    ]
    return told(f"= {_('Who has it')}: {names_of(able) or _('nobody has it')}", tree, link)


def _person(one: companies.PersonRow, right: str) -> Node:
    has = ", ".join(named("right", own) for own in rules.RIGHTS if own in one.rights)
    label = f"{one.name or one.email}: {named('role', one.role)}"
    return node(label, _("has it") if right in one.rights else _("has not got it"), note=has)


# A limit is told to whoever has it as "you may"; to who decides on his request, by his name.
_OF_HIM = {
    "orders.over_month_limit": "orders.asked_over_month_limit",
    "orders.over_order_limit": "orders.asked_over_order_limit",
}


def reasons_of(row: orders.ApprovalRow) -> list[dict[str, str]]:
    """Why a request takes a colleague's word, as it is told to him: each reason in words, and where it is explained."""
    return [one for reason in row.why for one in worded(_of_him(reason, row))]


def _of_him(reason: Refusal, row: orders.ApprovalRow) -> Refusal:
    facts = {**reason.facts, "person": row.asked_by_name or _("A colleague"), "user": row.asked_by}
    return Refusal(_OF_HIM.get(reason.code, reason.code), **facts)


def why_approval(asked: Question, approval: int) -> Told:
    """By which rules an order waited for a colleague's word, of what sum, whose word it takes, what was said when."""
    link = link_to("why-approval", asked.contract.id, approval, at=asked.at)
    found = orders.approval(contract=asked.contract.id, approval=approval)
    if found is None:
        return told(_("There is no such request."), [])
    if asked.at < found.asked_at:
        return told_only(_("It was asked for later: %(moment)s.") % {"moment": formats.moment(found.asked_at)}, link)
    is_decided = found.decided_at is not None and found.decided_at <= asked.at
    state = named("approval_state", found.state if is_decided else "waiting")
    title = _("Request No. %(id)s") % {"id": found.id}
    tree = [
        node(title, state, note=asked.as_of, href=asked.place_of("approval", found.id), children=_asked(asked, found)),
        node(_("Why it takes a colleague's word"), children=[_reason(one) for one in reasons_of(found)]),
        *_word(asked, found, is_decided=is_decided),
    ]
    return told(f"= {asked.money(found.total)} · {state}", tree, link)


def _asked(asked: Question, found: orders.ApprovalRow) -> Iterator[Node]:
    note = f"{found.asked_by_name or ''} · {formats.moment(found.asked_at)}"
    yield node(_("Amount when it was asked"), asked.money(found.total), note=note)
    if found.centre and found.centre_name:
        yield node(_("Cost centre"), found.centre_name, href=link_to("why-budget", asked.contract.id, found.centre))


def _reason(one: dict[str, str]) -> Node:
    return node(one["text"], href=one["why"] or "")


def _word(asked: Question, found: orders.ApprovalRow, *, is_decided: bool) -> Iterator[Node]:
    """Who has said what; before that who may, by the rights of now."""
    if is_decided and found.decided_at:
        note = " · ".join(word for word in (formats.moment(found.decided_at), found.reason) if word)
        order = asked.place_of("order", found.order)
        yield node(_("Who decided"), found.decided_by_name or "", note=note, href=order)
        return
    named_one = companies.standing(asked.contract.id, found.asked_by, asked.now).spending.approver
    able = companies.approvers(asked.contract.company, person=found.asked_by, named=named_one)
    note = _("named for it") if named_one in {one.user for one in able} else _("nobody approves his own order")
    yield node(_("Who may approve"), names_of(able) or _("nobody"), note=note)
    yield from told_as_now(asked, _("who may approve"))


def why_places(asked: Question) -> Told:
    """From which warehouses the contract takes goods, and when what is asked for at the moment can leave each."""
    link = link_to("why-places", asked.contract.id, at=asked.at)
    contract = asked.contract.id
    places: Sequence[stock.WarehouseRow] = (
        stock.warehouses_then(contract=contract, at=asked.at) if asked.is_past else stock.warehouses(contract=contract)
    )
    terms = terms_then(asked)
    tree = [
        node(_("Warehouses of the contract"), note=asked.as_of, children=[_place(asked, one) for one in places]),
        *([node(_("Delivery"), named("delivery", terms.delivery))] if terms else []),
        *as_now(_("warehouses and goods of the contract"), asked.at, stock.terms_recorded_since()),
        *told_as_now(asked, _("hours of warehouses")),
    ]
    line = " · ".join(f"{one.name} {_leaves(asked, one)}" for one in places)
    return told(line, tree, link)


def _place(asked: Question, one: stock.WarehouseRow) -> Node:
    now = business_moment(asked.at)
    hours = (
        _("asked for until %(hour)s it leaves the same day") % {"hour": f"{one.cut_off:%H:%M}"} if one.cut_off else ""
    )
    day_off = "" if is_working_day(now.date()) else _("%(day)s is a day off") % {"day": formats.day(now.date())}
    note = " · ".join(word for word in (hours or _("asked for at any hour it leaves the same day"), day_off) if word)
    return node(one.name, _leaves(asked, one), note=note)


def _leaves(asked: Question, one: stock.WarehouseRow) -> str:
    first = earliest_on(business_moment(asked.at), one.cut_off)
    return _("on %(day)s at the earliest") % {"day": formats.day(first)}
