"""The buyer's workbook: his contracts, his tabs with what waits in them, and how far his limit reaches."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from optom.base.business_day import business_day
from optom.domain.companies import queries as companies
from optom.domain.credit import queries as credit
from optom.domain.orders import queries as orders
from optom.domain.quotes import queries as quotes
from optom.interfaces.kit import formats
from optom.interfaces.kit.frame import Frame, Link, Tab
from optom.interfaces.kit.sheets import Sheet, Status
from optom.interfaces.kit.sheets.answering import described

from . import picking
from .context import Desk

_SOON = timedelta(days=1)


def page(desk: Desk, template: str, tab: str, **context: Any) -> HttpResponse:
    """A page in the buyer's workbook."""
    status = list(context.pop("status", None) or [headroom_of(desk)])
    return render(desk.request, template, {"book": _frame(desk, tab, status), "desk": desk, **context})


def sheet_page(
    desk: Desk, sheet: Sheet[Desk], tab: str, *, template: str = "kit/sheet.html", **context: Any
) -> HttpResponse:
    """The page of a sheet whose addresses lie beside its own."""
    description = described(sheet, desk, context.pop("base", desk.request.path))
    has_tree = any(facet.kind == "tree" for facet in sheet.facets)
    context.setdefault("title", sheet.title)
    if sheet.status:
        context["status"] = sheet.status(desk)
    return page(desk, template, tab, description=description, has_tree=has_tree, **context)


def _frame(desk: Desk, tab: str, status: list[Status]) -> Frame:
    contracts = companies.contracts_of(desk.actor)
    asked = orders.waiting_for(actor=desk.actor)
    return Frame(
        seller=desk.contract.seller_name,
        home=desk.url("catalog"),
        person=desk.person.name,
        search_url=desk.url("catalog"),
        search_hint=_("Article, order, paper, page"),
        find_url=desk.url("find"),
        home_finder="goods",
        home_title=_("Catalog"),
        context=title_of(desk.contract),
        contexts=_contexts(desk, _place(desk, tab), contracts, asked),
        elsewhere=sum(count for contract, count in asked.items() if contract != desk.contract.id),
        tabs=list(_tabs(desk, tab, contracts, asked.get(desk.contract.id, 0))),
        status=status,
    )


def title_of(contract: companies.ContractRow) -> str:
    """ООО «Механик» · договор № 118 от 14.02.2025 · ₽."""
    words = _("contract No. %(number)s of %(day)s") % {
        "number": contract.number,
        "day": formats.day(contract.signed_on),
    }
    return f"{contract.company_name} · {words}\u00a0·\u00a0{formats.currency_mark(contract.currency)}"


def _place(desk: Desk, tab: str) -> str:
    """The page that other contracts have too: this one, or the list that what it shows is of; of drafts the catalog."""
    match = desk.request.resolver_match
    shown = (match.url_name if match else None) or ""
    return next((name for name in (shown, tab) if name in _PLACES), "catalog")


def _contexts(
    desk: Desk, place: str, contracts: Sequence[companies.ContractRow], asked: Mapping[int, int]
) -> list[Link]:
    """Each leads to the same page of its contract, or to the approvals that wait there for the person."""
    return [
        Link(
            title_of(one),
            _same_page(desk, "approvals" if one.id in asked else place, one, contracts),
            current=one.id == desk.contract.id,
            count=asked.get(one.id, 0),
        )
        for one in contracts
    ]


def _same_page(
    desk: Desk, place: str, contract: companies.ContractRow, contracts: Sequence[companies.ContractRow]
) -> str:
    """In another company his rights may be others: it is asked there whether the page is for him."""
    if contract.company != desk.contract.company:
        return reverse("portal:arrive", args=[contract.id, place])
    only = _of_contract(contract, contracts) if place == "papers" else ""
    return reverse(f"portal:{place}", args=[contract.id]) + only


def arrive(desk: Desk) -> HttpResponse:
    """From the same page of another company's contract: there, or to the catalog where it is not for him."""
    place = desk.given["place"]
    if place not in _PLACES:
        raise Http404
    return redirect(desk.url(place if desk.may(_PLACES[place]) else "catalog"))


def _tabs(desk: Desk, current: str, contracts: Sequence[companies.ContractRow], asked: int) -> Iterator[Tab]:
    yield Tab(_("Catalog"), desk.url("catalog"), current == "catalog")
    if desk.may("draft"):
        target = picking.current_draft(desk)
        for draft in orders.drafts(contract=desk.contract.id, actor=desk.actor):
            url = desk.url("draft", draft=draft.id)
            title = f"★ {draft.name}" if draft.is_standing else draft.name
            kind = "private" if draft.is_private else "waiting" if draft.is_waiting else ""
            is_target = draft.id == target
            is_current = current == f"draft-{draft.id}"
            yield Tab(title, url, is_current, draft.lines, "calm", kind=kind, is_draft=True, is_target=is_target)
        yield Tab("+", desk.url("new-draft"), kind="new", hint=_("New draft"), is_draft=True)
    if desk.may("approve"):
        yield Tab(_("Approvals"), desk.url("approvals"), current == "approvals", asked)
    for name, title, act, waiting in _SHEETS:
        if desk.may(act):
            tone = "bad" if name == "money" else ""
            only = _of_contract(desk.contract, contracts) if name == "papers" else ""
            yield Tab(str(title), desk.url(name) + only, current == name, waiting(desk) if waiting else 0, tone)


def _of_contract(contract: companies.ContractRow, contracts: Sequence[companies.ContractRow]) -> str:
    """Papers are a company's; where it has several contracts, their tab opens those of the one."""
    is_one_of_several = sum(one.company == contract.company for one in contracts) > 1
    return f"?contract={contract.id}" if is_one_of_several else ""


def _running_out(desk: Desk) -> int:
    """Lines that will be given back within a day unless they are extended or shipped."""
    return orders.running_out(contract=desk.contract.id, before=desk.at + _SOON)


def _asked_to_accept(desk: Desk) -> int:
    """Quotes of which somebody has asked by a link that they become orders."""
    return quotes.pleas_open(contract=desk.contract.id, company=desk.company, at=desk.at)


def _overdue(desk: Desk) -> int:
    """Papers that should have been paid."""
    return credit.overdue_items(desk.contract.id, business_day(desk.at))


# The sheets after the drafts: name, title, what one must be allowed to see it, how much waits in it.
_SHEETS: Sequence[tuple[str, Any, str, Callable[[Desk], int] | None]] = (
    ("quotes", gettext_lazy("Quotes"), "see", _asked_to_accept),
    ("orders", gettext_lazy("Orders"), "see", None),
    ("reserves", gettext_lazy("Reserves"), "see", _running_out),
    ("shipments", gettext_lazy("Shipments"), "see", None),
    ("papers", gettext_lazy("Papers"), "papers", None),
    ("money", gettext_lazy("Money"), "money", _overdue),
    ("company", gettext_lazy("Company"), "see", None),
)

# The pages that every contract has, and what one must be allowed to see them.
_PLACES: Mapping[str, str] = {
    "catalog": "see",
    "approvals": "see",
    **{name: act for name, _title, act, _waiting in _SHEETS},
    "statement": "money",
    "open-items": "money",
    "due": "money",
    "reconciliation": "money",
    "links": "papers",
    "centres": "see",
    "journal": "administer",
}


def headroom_of(desk: Desk) -> Status:
    """The limit as a meter: how much of it is used and what is left. It says nothing to whom money is not shown."""
    if not desk.may("money"):
        return Status("headroom", "")
    room = credit.headroom(desk.contract.id, desk.at)
    used = (room.debt + room.committed) / room.limit if room.limit else Decimal(1 if room.headroom <= 0 else 0)
    tone = "bad" if room.overdue or room.headroom < 0 else ""
    left = formats.with_currency(room.headroom, desk.contract.currency)
    if room.overdue:
        left += " · " + _("overdue %(sum)s") % {"sum": formats.money(room.overdue)}
    share = min(max(used, Decimal(0)), Decimal(1))
    why = reverse("kit:why-limit", args=[desk.contract.id])
    return Status("headroom", left, title=_("Available credit"), used=f"{share:.3f}", tone=tone, why=why)
