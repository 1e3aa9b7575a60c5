"""What placing the draft would do now, always in sight beside its lines, and doing it."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any

from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from optom.base.refusal import Refusal
from optom.domain.assortment import queries as assortment
from optom.domain.companies import queries as companies
from optom.domain.companies import rules
from optom.domain.orders import actions
from optom.domain.orders import queries as orders
from optom.domain.orders.rules import When, Wish
from optom.interfaces.kit import formats
from optom.interfaces.kit.answers import done
from optom.interfaces.kit.input import key_of, new_key, number, whole
from optom.interfaces.kit.why import link_to
from optom.interfaces.kit.words import worded

from . import about, approvals, picking
from .context import Desk
from .frame import title_of

_REASONS = 8  # of lines, each of which says its own; what is against the whole order is never cut
_CONTRACTS = 12
_DAYS = 5
_NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Another contract of the person that sells what this one does not."""

    contract: int
    title: str
    lines: int


@dataclass(frozen=True, slots=True)
class Shown:
    """A source of the lines, or several days on which goods come: from ``on`` to ``last``."""

    way: orders.Way
    on: date | None
    lines: int
    parts: int
    sum: Decimal
    days: int = 1
    last: date | None = None


def known_draft(desk: Desk) -> int:
    """The draft of the address; 404 for one that this person does not see."""
    draft: int = desk.given["draft"]
    if draft not in picking.draft_names(desk):
        raise Http404
    return draft


def show(desk: Desk) -> HttpResponse:
    """The panel: sources and dates, sums, limits before and after, all that hinders. A fragment of the page."""
    draft = known_draft(desk)
    own = next(one for one in orders.drafts(contract=desk.contract.id, actor=desk.actor) if one.id == draft)
    centre, wish = own.centre, Wish(When(own.wish), own.wished_on)
    lines = orders.picked_lines(contract=desk.contract.id, draft=draft)
    told: dict[str, Any] = {"actor": desk.actor, "at": desk.at, "centre": centre, "wish": wish}
    outlook = orders.outlook(contract=desk.contract.id, lines=lines, **told)
    shown = outlook.against[:_REASONS]
    facts = {
        "desk": desk,
        "draft": draft,
        "outlook": outlook,
        "picked": len(lines),
        "portions": list(_portions(outlook.portions)),
        "reserved_after": outlook.room.reserved + outlook.held,
        "reasons": [one for reason in (*outlook.reasons, *shown) for one in worded(reason)],
        "word": [one for reason in outlook.word for one in worded(reason)],
        "approvers": [one.name for one in approvals.able(desk, desk.actor)] if outlook.word else [],
        "used": _used(desk, centre),
        "more": len(outlook.against) - len(shown),
        "elsewhere": list(_elsewhere(desk, outlook.unsold)),
        "pasted": orders.count_pasted(contract=desk.contract.id, draft=draft),
        "key": new_key(),
    }
    answer = render(desk.request, "portal/panels/checkout.html", facts)
    answer["Cache-Control"] = "no-store, private"
    return answer


def _portions(portions: Sequence[orders.Portion]) -> Iterator[Shown]:
    """Each source; of many days on which goods come the first by themselves, the others together."""
    for _way, some in groupby(portions, lambda one: one.way):
        days = list(some)
        kept, folded = (days[: _DAYS - 1], days[_DAYS - 1 :]) if len(days) > _DAYS else (days, [])
        yield from (Shown(one.way, one.on, one.lines, one.parts, one.sum) for one in kept)
        if folded:
            yield _folded(folded)


def _folded(days: Sequence[orders.Portion]) -> Shown:
    lines, parts = sum(day.lines for day in days), sum(day.parts for day in days)
    total = sum((day.sum for day in days), _NOTHING)
    return Shown(days[0].way, days[0].on, lines, parts, total, days=len(days), last=days[-1].on)


def _used(desk: Desk, centre: int | None) -> list[tuple[str, Decimal, Decimal, str]]:
    """What of his month and of the cost centre's is used: the name, the sum, out of how much, and why."""
    spending = companies.standing(desk.contract.id, desk.actor, desk.at).spending
    charged = companies.cost_centre(desk.contract.company, centre) if centre else None
    month, budget = spending.month_limit, charged.budget if charged else None
    if month is None and budget is None:
        return []
    company, currency = desk.contract.company, desk.contract.currency
    spent = orders.spent(company=company, currency=currency, person=desk.actor, centre=centre, at=desk.at)
    own = (_("Your month"), spent.person, month, link_to("why-spending", desk.contract.id, desk.actor))
    code, number = (charged.code, charged.id) if charged else ("", 0)
    of_centre = (code, spent.centre, budget, link_to("why-budget", desk.contract.id, number))
    return [(name, used, whole, why) for name, used, whole, why in (own, of_centre) if whole is not None]


def _elsewhere(desk: Desk, unsold: Collection[int]) -> Iterator[Elsewhere]:
    """Where the person could order lines that he can't order here."""
    if not unsold:
        return
    for one in companies.contracts_of(desk.actor)[:_CONTRACTS]:
        if one.id != desk.contract.id and _may_draft(desk, one.company):
            lines = len(assortment.seen(contract=one.id, products=list(unsold)))
            if lines:
                yield Elsewhere(one.id, title_of(one), lines)


def _may_draft(desk: Desk, company: int) -> bool:
    found = companies.member(desk.actor, company)
    return found is not None and rules.may_draft(found.rights)


def place(desk: Desk) -> HttpResponse:
    """Turn the draft into an order, or into a request to a colleague; a second press of the button is the same.

    ``total`` is what the panel showed: whoever has changed the draft meanwhile, or the prices, does not order blindly.
    """
    given = desk.request.POST
    answer = actions.order_draft(
        contract=desk.contract.id,
        draft=desk.given["draft"],
        key=key_of(desk.request),
        actor=desk.actor,
        at=desk.at,
        note=given.get("note", "").strip(),
        expected=number(given["total"]) if given.get("total") else None,
    )
    if isinstance(answer, actions.Asked):
        return done(desk.request, desk.url("approval", approval=answer.approval), approvals.tell(desk, answer))
    return _placed(desk, answer.order)


def _placed(desk: Desk, order: int) -> HttpResponse:
    """What has become of it: how much is held, and until when."""
    made = about.order(desk, order)
    found = orders.order(contract=desk.contract.id, order=order)
    if found is None:
        return done(desk.request, made.url)
    facts = {
        "lines": ngettext("%(count)s line", "%(count)s lines", found.lines) % {"count": found.lines},
        "sum": formats.with_currency(found.total, desk.contract.currency),
        "until": formats.moment(found.reserved_until) if found.reserved_until else "",
    }
    text = (
        _("Placed: %(lines)s for %(sum)s, held until %(until)s.")
        if found.reserved_until
        else _("Placed: %(lines)s for %(sum)s, waiting for goods.")
    )
    return done(desk.request, made.url, text % facts, about=made)


@transaction.atomic
def split(desk: Desk) -> HttpResponse:
    """Lines that this contract does not sell go into a new draft under another one that does."""
    draft, target = known_draft(desk), whole(desk.request.POST.get("contract", ""))
    contract = next((one for one in companies.contracts_of(desk.actor) if one.id == target), None)
    if contract is None or not _may_draft(desk, contract.company):
        raise Http404
    picked = orders.draft_lines(contract=desk.contract.id, draft=draft)
    asked = orders.picked_lines(contract=desk.contract.id, draft=draft)
    outlook = orders.outlook(contract=desk.contract.id, lines=asked, actor=desk.actor, at=desk.at)
    seen = assortment.seen(contract=target, products=list(outlook.unsold))
    if not seen:
        raise Refusal("orders.nothing_to_repeat")
    there = actions.open_draft(contract=target, name=_("New draft"), actor=desk.actor, at=desk.at)
    actions.set_quantities(contract=target, draft=there, quantities={one: picked[one] for one in seen})
    notes = {line.product: line.note for line in asked if line.product in seen and line.note}
    actions.set_notes(contract=target, draft=there, notes=notes, actor=desk.actor, at=desk.at)
    actions.set_quantities(contract=desk.contract.id, draft=draft, quantities=dict.fromkeys(seen, _NOTHING))
    told = ngettext("%(count)s line moved to %(contract)s", "%(count)s lines moved to %(contract)s", len(seen))
    return done(
        desk.request, desk.url("draft", draft=draft), told % {"count": len(seen), "contract": title_of(contract)}
    )
