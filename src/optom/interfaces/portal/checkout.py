"""What placing the draft would do now, always in sight beside its lines, and doing it."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import ngettext

from optom.base.refusal import Refusal
from optom.domain.assortment import queries as assortment
from optom.domain.companies import queries as companies
from optom.domain.companies import rules
from optom.domain.orders import actions
from optom.domain.orders import queries as orders
from optom.domain.orders.rules import OrderLine
from optom.interfaces.kit.answers import done
from optom.interfaces.kit.input import key_of, new_key, number, whole
from optom.interfaces.kit.words import worded

from . import picking
from .context import Desk
from .frame import title_of

_REASONS = 8  # as many fit beside the lines, each of which says its own
_CONTRACTS = 12
_NOTHING = Decimal(0)
_PLAIN = orders.WrittenRow()


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Another contract of the person that sells what this one does not."""

    contract: int
    title: str
    lines: int


def known_draft(desk: Desk) -> int:
    """The draft of the address; 404 for one that this person does not see."""
    draft: int = desk.given["draft"]
    if draft not in picking.draft_names(desk):
        raise Http404
    return draft


def show(desk: Desk) -> HttpResponse:
    """The panel: sources and dates, sums, limits before and after, all that hinders. A fragment of the page."""
    draft = known_draft(desk)
    outlook = orders.outlook(contract=desk.contract.id, lines=_lines(desk, draft), actor=desk.actor, at=desk.at)
    facts = {
        "desk": desk,
        "draft": draft,
        "outlook": outlook,
        "reserved_after": outlook.room.reserved + outlook.held,
        "reasons": [one for reason in outlook.reasons[:_REASONS] for one in worded(reason)],
        "more": max(len(outlook.reasons) - _REASONS, 0),
        "elsewhere": list(_elsewhere(desk, outlook.unsold)),
        "open": orders.count_open(contract=desk.contract.id, draft=draft),
        "key": new_key(),
    }
    answer = render(desk.request, "portal/panels/checkout.html", facts)
    answer["Cache-Control"] = "no-store, private"
    return answer


def _lines(desk: Desk, draft: int) -> list[OrderLine]:
    """As they were picked, each with what was written beside it."""
    written = orders.written(contract=desk.contract.id, draft=draft)
    picked = orders.draft_lines(contract=desk.contract.id, draft=draft)
    return [OrderLine(product, quantity, written.get(product, _PLAIN).note) for product, quantity in picked.items()]


def _elsewhere(desk: Desk, unsold: Collection[int]) -> Iterator[Elsewhere]:
    """Where the person could order lines that he can't order here."""
    if not unsold:
        return
    for one in companies.contracts_of(desk.actor)[:_CONTRACTS]:
        if one.id != desk.contract.id and rules.may_order(companies.membership(desk.actor, one.company)):
            lines = len(assortment.seen(contract=one.id, products=list(unsold)))
            if lines:
                yield Elsewhere(one.id, title_of(one), lines)


@transaction.atomic
def place(desk: Desk) -> HttpResponse:
    """Turn the draft into an order; a second press of the button is the same order.

    ``total`` is what the panel showed: whoever has changed the draft meanwhile, or the prices, does not order blindly.
    """
    draft, given = desk.given["draft"], desk.request.POST
    placed = actions.place(
        contract=desk.contract.id,
        lines=_lines(desk, draft),
        key=key_of(desk.request),
        actor=desk.actor,
        at=desk.at,
        note=given.get("note", "").strip(),
        expected=number(given["total"]) if given.get("total") else None,
    )
    if placed.is_new:
        actions.clear_draft(contract=desk.contract.id, draft=draft)
    return done(desk.request, desk.url("order", order=placed.order))


@transaction.atomic
def split(desk: Desk) -> HttpResponse:
    """Lines that this contract does not sell go into a new draft under another one that does."""
    draft, target = known_draft(desk), whole(desk.request.POST.get("contract", ""))
    contract = next((one for one in companies.contracts_of(desk.actor) if one.id == target), None)
    if contract is None or not rules.may_order(companies.membership(desk.actor, contract.company)):
        raise Http404
    picked = orders.draft_lines(contract=desk.contract.id, draft=draft)
    asked = [OrderLine(product, quantity) for product, quantity in picked.items()]
    outlook = orders.outlook(contract=desk.contract.id, lines=asked, actor=desk.actor, at=desk.at)
    seen = assortment.seen(contract=target, products=list(outlook.unsold))
    if not seen:
        raise Refusal("orders.nothing_to_repeat")
    there = actions.open_draft(contract=target, name=picking.name_of(desk.at), actor=desk.actor, at=desk.at)
    actions.set_quantities(contract=target, draft=there, quantities={one: picked[one] for one in seen})
    actions.set_quantities(contract=desk.contract.id, draft=draft, quantities=dict.fromkeys(seen, _NOTHING))
    told = ngettext("%(count)s line moved to %(contract)s", "%(count)s lines moved to %(contract)s", len(seen))
    return done(
        desk.request, desk.url("draft", draft=draft), told % {"count": len(seen), "contract": title_of(contract)}
    )
