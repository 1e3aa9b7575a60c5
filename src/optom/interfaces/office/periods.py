"""Closed periods: through which day nothing is entered any more, of all contracts of an entity of ours or of one."""

from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from optom.base.refusal import Refusal
from optom.domain.credit import actions
from optom.domain.credit import queries as credit
from optom.domain.credit.actions import Books
from optom.interfaces.kit.answers import done
from optom.interfaces.kit.input import day, in_field, whole
from optom.interfaces.kit.sheets import Column, Facet, Kind, Sheet
from optom.interfaces.kit.words import choices

from .clients import contract_of
from .context import Desk
from .frame import sheet_page

_STATES = choices("closing_state")
_YES = {"true": gettext_lazy("agreed by both sides"), "false": gettext_lazy("by the office")}


def _whose(row: credit.ClosingRow) -> str:
    if row.number is None:
        return _("%(seller)s: all contracts") % {"seller": row.seller}
    return _("%(company)s, contract No. %(number)s") % {"company": row.company_name, "number": row.number}


SHEET: Sheet[Desk] = Sheet(
    name="closings",
    title=gettext_lazy("Closed periods"),
    columns=[
        Column("at", gettext_lazy("When"), Kind.MOMENT, width=136, is_frozen=True, on_phone=True),
        Column("company_name", gettext_lazy("Books of"), width=300, value=_whose, grows=True, tone="strong",
               on_phone=True),
        Column("until", gettext_lazy("Closed through"), Kind.DATE, width=120, on_phone=True),
        Column("state", gettext_lazy("State"), Kind.CHOICE, width=150, choices=_STATES),
        Column("is_agreed", gettext_lazy("Source"), Kind.CHOICE, width=170, choices=_YES,
               value=lambda row: "true" if row.is_agreed else "false"),
        Column("reason", gettext_lazy("Reason"), width=220, grows=True),
        Column("by", gettext_lazy("By"), width=150),
    ],
    listed=lambda _desk: credit.closings(),
    empty=gettext_lazy("No period has been closed yet."),
    facets=[Facet("state", gettext_lazy("State"), options=_STATES)],
    tones=lambda row: {"": "dim"} if row.state == "past" else {},
)  # fmt: skip


def listing(desk: Desk) -> HttpResponse:
    """All closings, and the form for the next."""
    return sheet_page(desk, SHEET, "payments", template="office/periods.html", sellers=credit.closed_sellers(),
                      may=desk.may("close_period"))  # fmt: skip


def change(desk: Desk) -> HttpResponse:
    """Close or open again what a seller has in all contracts."""
    seller = in_field("seller", whole, desk.request.POST.get("seller", ""))
    if all(seller != known for known, _name, _until in credit.closed_sellers()):
        raise Http404
    _change(desk, Books(seller))
    return done(desk.request, desk.url("closings"), _("Done."))


def change_of_contract(desk: Desk) -> HttpResponse:
    """The same of one contract."""
    contract = contract_of(desk)
    _change(desk, actions.books_of_contract(contract.id))
    return done(desk.request, desk.url("reconciliation", contract=contract.id), _("Done."))


def _change(desk: Desk, books: Books) -> None:
    given = desk.request.POST
    if desk.request.method != "POST":
        raise Http404
    said: dict[str, Any] = {"books": books, "reason": given.get("reason", ""), "actor": desk.actor, "at": desk.at}
    until = in_field("until", day, given["until"]) if given.get("until", "").strip() else None
    if given.get("act") == "reopen":
        actions.reopen_period(until=until, **said)
    elif until is None:
        raise Refusal("input.required", field="until")
    else:
        actions.close_period(until=until, **said)
