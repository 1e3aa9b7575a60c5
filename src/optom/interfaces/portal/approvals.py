"""What colleagues ask to order: who may approve sees it, says yes at the prices of this moment, or no and why."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from optom.domain.assortment import queries as assortment
from optom.domain.companies import queries as companies
from optom.domain.orders import actions, rules
from optom.domain.orders import queries as orders
from optom.interfaces.kit import formats, why
from optom.interfaces.kit.answers import done
from optom.interfaces.kit.input import in_field, number, whole
from optom.interfaces.kit.letters import ask_for_approval, tell_of_decision
from optom.interfaces.kit.notices import About
from optom.interfaces.kit.sheets import Column, Facet, Kind, Sheet

from . import about, picking
from .context import Desk
from .frame import page, sheet_page
from .why import question

STATES = {
    "waiting": pgettext_lazy("approval", "waiting"),
    "approved": pgettext_lazy("approval", "approved"),
    "declined": pgettext_lazy("approval", "declined"),
    "withdrawn": pgettext_lazy("approval", "withdrawn"),
}
_TONES = {"waiting": "warn", "approved": "good", "declined": "bad", "withdrawn": "dim"}
_SHOWN = 200


def _why(row: orders.ApprovalRow) -> str:
    return " ".join(one["text"] for one in why.reasons_of(row))


_COLUMNS = [
    Column("id", gettext_lazy("Request"), Kind.INTEGER, width=80, link="{key}/", is_frozen=True, tone="strong",
           on_phone=True),
    Column("state", gettext_lazy("State"), Kind.CHOICE, width=96, choices=STATES, on_phone=True),
    Column("asked_at", gettext_lazy("Asked"), Kind.MOMENT, width=136),
    Column("asked_by_name", gettext_lazy("Who asks"), width=140, on_phone=True),
    Column("name", gettext_lazy("Draft"), width=140, on_phone=True),
    Column("lines", gettext_lazy("Lines"), Kind.INTEGER, width=60),
    Column("total", gettext_lazy("Amount incl. VAT"), Kind.MONEY, width=122, on_phone=True, has_why=True),
    Column("centre_name", gettext_lazy("Cost centre"), width=120),
    Column("why", gettext_lazy("Why"), width=240, value=_why, is_sortable=False, grows=True, on_phone=True,
           has_why=True),
    Column("decided_by_name", gettext_lazy("Who decided"), width=130, tone="dim"),
    Column("decided_at", gettext_lazy("Decided"), Kind.MOMENT, width=136),
    Column("reason", gettext_lazy("Reason"), width=160),
]  # fmt: skip

SHEET: Sheet[Desk] = Sheet(
    name="approvals",
    title=gettext_lazy("Approvals"),
    columns=_COLUMNS,
    listed=lambda desk: orders.approvals(contract=desk.contract.id),
    empty=gettext_lazy("Nobody has asked for approval yet."),
    facets=[Facet("state", gettext_lazy("State"), options=STATES)],
    tones=lambda row: {"state": _TONES[row.state]},
    why=lambda desk, key, _column: why.why_approval(question(desk), whole(key)),
)


def listing(desk: Desk) -> HttpResponse:
    """All requests of the contract, those that wait among them."""
    return sheet_page(desk, SHEET, "approvals")


def _request(desk: Desk) -> orders.ApprovalRow:
    found = orders.approval(contract=desk.contract.id, approval=desk.given["approval"])
    if found is None:
        raise Http404
    return found


def show(desk: Desk) -> HttpResponse:
    """One request: what is asked for, why it takes a colleague's word, and what it would come to now."""
    asked = _request(desk)
    facts = _picked(desk, asked) if asked.state == rules.WAITING else {}
    return page(
        desk,
        "portal/approval.html",
        "approvals",
        title=_("Request No. %(id)s") % {"id": asked.id},
        asked=asked,
        state=STATES[asked.state],
        why=why.reasons_of(asked),
        is_mine=asked.asked_by == desk.actor,
        **facts,
    )


def _picked(desk: Desk, asked: orders.ApprovalRow) -> dict[str, Any]:
    """The lines and the total of this moment; who may say yes."""
    quantities = orders.draft_lines(contract=desk.contract.id, draft=asked.draft)
    totals = orders.draft_totals(contract=desk.contract.id, draft=asked.draft, at=desk.at)
    people = able(desk, asked.asked_by)
    return {
        "now": totals.sum,
        "rose": totals.sum - asked.total,
        "lines": _lines(desk, quantities),
        "more": max(len(quantities) - _SHOWN, 0),
        "able": [one.name for one in people],
        "may_decide": desk.actor in {one.user for one in people},
        "may_withdraw": asked.asked_by == desk.actor or desk.may("administer"),
    }


def able(desk: Desk, person: int) -> list[companies.PersonRow]:
    """Whose word suffices for what this person may not order on his own."""
    named = companies.standing(desk.contract.id, person, desk.at).spending.approver
    return companies.approvers(desk.contract.company, person=person, named=named)


def _lines(desk: Desk, quantities: dict[int, Decimal]) -> list[tuple[assortment.ProductRow, picking.Picked]]:
    shown = dict(list(quantities.items())[:_SHOWN])
    found = assortment.rows(contract=desk.contract.id, products=list(shown), at=desk.at)
    rows = {row.id: row for row in found}
    return [(rows[line.product], line) for line in picking.priced(desk, shown) if line.product in rows]


def approve(desk: Desk) -> HttpResponse:
    """The order is placed; whoever asked is told."""
    asked = _posted(desk)
    placed = actions.approve(
        contract=desk.contract.id,
        approval=asked.id,
        agreed=in_field("agreed", number, desk.request.POST.get("agreed", "")),
        actor=desk.actor,
        at=desk.at,
    )
    if placed.is_new:
        _tell_of(desk, asked, order=placed.order)
    made = about.order(desk, placed.order)
    return done(desk.request, made.url, _("Approved and placed in your name; whoever asked is told:"), about=made)


def decline(desk: Desk) -> HttpResponse:
    """No, and why; whoever asked is told."""
    asked = _posted(desk)
    reason = desk.request.POST.get("reason", "")
    told: dict[str, Any] = {"contract": desk.contract.id, "approval": asked.id, "actor": desk.actor, "at": desk.at}
    if actions.decline(reason=reason, **told):
        _tell_of(desk, asked, reason=reason.strip())
    it = About(asked.name, desk.url("approval", approval=asked.id))
    return done(desk.request, desk.url("approvals"), _("Declined; whoever asked is told why:"), about=it)


def withdraw(desk: Desk) -> HttpResponse:
    """The request is taken back; the draft opens again."""
    asked = _posted(desk)
    actions.withdraw(contract=desk.contract.id, approval=asked.id, actor=desk.actor, at=desk.at)
    where = desk.url("draft", draft=asked.draft) if desk.may("draft") else desk.url("approvals")
    return done(
        desk.request, where, _("The request is taken back: “%(name)s” can be changed again") % {"name": asked.name}
    )


def _posted(desk: Desk) -> orders.ApprovalRow:
    if desk.request.method != "POST":
        raise Http404
    return _request(desk)


def tell(desk: Desk, asked: actions.Asked) -> str:
    """Letters to those whose word is needed; what to tell the one who waits for it."""
    if asked.is_new:
        _write(desk, asked.approval, asked.approvers)
    return _("Sent for approval: nothing is held until then")


def _write(desk: Desk, approval: int, people: Sequence[int]) -> None:
    found = orders.approval(contract=desk.contract.id, approval=approval)
    if found is None:
        return
    where = desk.request.build_absolute_uri(desk.url("approval", approval=approval))
    sum_text = formats.with_currency(found.total, desk.contract.currency)
    told = {"company": desk.contract.company_name, "person": desk.person.name, "sum": sum_text, "link": where}
    for user in people:
        ask_for_approval(user=user, **told)


def _tell_of(desk: Desk, asked: orders.ApprovalRow, *, order: int | None = None, reason: str = "") -> None:
    if asked.asked_by not in {one.user for one in companies.people(desk.contract.company)}:
        return  # he has left meanwhile
    way = desk.url("order", order=order) if order else desk.url("approval", approval=asked.id)
    told = {"person": desk.person.name, "draft": asked.name, "reason": reason}
    tell_of_decision(user=asked.asked_by, order=order, link=desk.request.build_absolute_uri(way), **told)
